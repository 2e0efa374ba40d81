//! Words of a list in a text, all looked for at once.

/// The first place where one of some words stands, and which: of several the longest.
///
/// One walk over the characters, whatever the number of words; they begin with Han characters.
pub(crate) fn first_of<'w>(text: &str, words: &[&'w str]) -> Option<(usize, &'w str)> {
    let bytes = text.as_bytes();
    // The last byte of a Han character tells it from most others.
    let may_begin = words.iter().fold(0_u64, |bits, word| bits | bit(word.as_bytes().get(2)));
    let mut at = 0;
    while at + 2 < bytes.len() {
        if !matches!(bytes[at], 0xe0..=0xef) {
            at += 1;
            continue;
        }
        if may_begin & bit(bytes.get(at + 2)) != 0 {
            let rest = &bytes[at..];
            let begins = |word: &str| word.as_bytes().first_chunk::<3>() == rest.first_chunk();
            let here = words.iter().filter(|word| begins(word) && rest.starts_with(word.as_bytes()));
            if let Some(word) = here.max_by_key(|word| word.len()) {
                return Some((at, word));
            }
        }
        at += 3;
    }
    None
}

/// Whether one of some words stands anywhere in a text. They begin with Han characters.
pub(crate) fn has_any(text: &str, words: &[&str]) -> bool {
    first_of(text, words).is_some()
}

/// Which of 64 classes a byte that ends a character is in; none of nothing.
fn bit(byte: Option<&u8>) -> u64 {
    byte.map_or(0, |b| 1 << (b & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_and_of_several_the_longest() {
        let words = ["市长", "市", "委员长"];
        assert_eq!(first_of("a某𠀀市长", &words), Some((8, "市长")));
        assert_eq!(first_of("副委员长", &words), Some((3, "委员长")));
        assert_eq!(first_of("长", &words), None);
        assert!(has_any("é某市", &words) && !has_any("", &words) && !has_any("县长", &words));
    }

    proptest::proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(text in "[市长委员a，\u{20000}é]{0,12}") {
            let words = ["市长", "委员", "长委", "员"];
            let first = words.iter().filter_map(|w| text.find(w)).min();
            proptest::prop_assert_eq!(first_of(&text, &words).map(|(at, _)| at), first);
        }
    }
}
