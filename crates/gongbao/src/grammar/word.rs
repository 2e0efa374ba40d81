//! Words of a list in a text, all looked for at once.

/// The low ten bits of the code point of the character that begins at a byte of a text, and how long it is: what is needed
/// to put characters into a table while compiling.
pub(crate) const fn low_bits(text: &[u8], at: usize) -> (usize, usize) {
    match text[at] {
        0xc0..=0xdf => ((text[at] as usize & 0xf) << 6 | text[at + 1] as usize & 0x3f, 2),
        0xe0.. => (low_of(text[at + 1], text[at + 2]), 3),
        ascii => (ascii as usize, 1),
    }
}

/// The low ten bits of the code point of a character of three bytes that ends with these two.
const fn low_of(middle: u8, end: u8) -> usize {
    (middle as usize & 0xf) << 6 | end as usize & 0x3f
}

/// The character of one or three bytes that begins at a byte of a text, and how long it is.
pub(super) const fn char_at(text: &[u8], at: usize) -> (char, usize) {
    if text[at] < 0x80 {
        return (text[at] as char, 1);
    }
    let code = (text[at] as u32 & 0xf) << 12 | (text[at + 1] as u32 & 0x3f) << 6 | text[at + 2] as u32 & 0x3f;
    match char::from_u32(code) {
        Some(character) => (character, 3),
        // Only while compiling: the tables are made of characters of one byte or three.
        None => panic!("no character of three bytes"),
    }
}

/// Some characters, by the low bits of their code points: a test that lets all of them pass and keeps nearly all others
/// off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Among([u64; 16]);

impl Among {
    const NONE: Self = Self([0; 16]);

    /// The characters of a text.
    pub(super) const fn of(characters: &str) -> Self {
        let (text, mut among, mut at) = (characters.as_bytes(), Self::NONE, 0);
        while at < text.len() {
            let (low, len) = low_bits(text, at);
            among.add(low);
            at += len;
        }
        among
    }

    /// Some characters.
    pub(super) const fn these(characters: &[char]) -> Self {
        let (mut among, mut n) = (Self::NONE, 0);
        while n < characters.len() {
            among.add(characters[n] as usize & 0x3ff);
            n += 1;
        }
        among
    }

    /// The first character of each of some words, or the last, by its last two bytes.
    const fn ends_of(words: &[&str], last: bool) -> Self {
        let (mut among, mut n) = (Self::NONE, 0);
        while n < words.len() {
            match words[n].as_bytes() {
                [.., middle, end] if last => among.add(low_of(*middle, *end)),
                [_, middle, end, ..] if !last => among.add(low_of(*middle, *end)),
                _ => {}
            }
            n += 1;
        }
        among
    }

    /// These and others.
    pub(super) const fn or(mut self, others: Self) -> Self {
        let mut n = 0;
        while n < self.0.len() {
            self.0[n] |= others.0[n];
            n += 1;
        }
        self
    }

    /// The first two characters of each of some words, each pair as one number.
    pub(super) const fn pairs_of(words: &[&str]) -> Self {
        let (mut among, mut n) = (Self::NONE, 0);
        while n < words.len() {
            let word = words[n].as_bytes();
            let (first, len) = low_bits(word, 0);
            among.add(pair_of(first as u32, low_bits(word, len).0 as u32) as usize % 1024);
            n += 1;
        }
        among
    }

    /// Whether two characters may be one of the pairs.
    pub(super) const fn passes_pair(&self, first: u32, second: u32) -> bool {
        self.passes(pair_of(first, second))
    }

    /// The first character of each of some words.
    pub(super) const fn first_of(words: &[&str]) -> Self {
        Self::ends_of(words, false)
    }

    const fn add(&mut self, low: usize) {
        self.0[low >> 6] |= 1 << (low & 63);
    }

    /// Whether a character may be one of them.
    pub(super) const fn passes(&self, c: u32) -> bool {
        self.0[(c >> 6 & 15) as usize] >> (c & 63) & 1 == 1
    }

    /// Whether the character of three bytes that a text ends with may be one of them.
    pub(super) const fn passes_end(&self, text: &str) -> bool {
        matches!(text.as_bytes(), [.., middle, end] if self.passes_bytes(*middle, *end))
    }

    /// Whether the character of three bytes that ends with these two may be one of them.
    pub(super) const fn passes_bytes(&self, middle: u8, end: u8) -> bool {
        let low = low_of(middle, end);
        self.0[low >> 6] >> (low & 63) & 1 == 1
    }
}

/// Two characters as one number, by whose low bits they are told from most others.
const fn pair_of(first: u32, second: u32) -> u32 {
    first * 3 + second
}

/// Words that a text can end with; each ends with a Han character.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Endings<'l, 'w> {
    list: &'l [&'w str],
    last: Among,
}

impl<'l, 'w> Endings<'l, 'w> {
    pub(crate) const fn new(list: &'l [&'w str]) -> Self {
        Self { list, last: Among::ends_of(list, true) }
    }

    #[cfg(test)]
    pub(super) fn words(&self) -> impl Iterator<Item = &'w str> {
        self.list.iter().copied()
    }

    /// The last characters of the words.
    pub(super) const fn ends(&self) -> Among {
        self.last
    }

    /// The first of the words that a text ends with.
    #[inline]
    pub(crate) fn of(&self, text: &str) -> Option<&'w str> {
        match text.as_bytes() {
            [.., middle, end] if self.last.passes_bytes(*middle, *end) => self.first_of(text, *end),
            _ => None,
        }
    }

    #[inline(never)] // Rarely asked for.
    fn first_of(&self, text: &str, end: u8) -> Option<&'w str> {
        let ends = |word: &str| word.as_bytes().last() == Some(&end) && text.ends_with(word);
        self.list.iter().find(|word| ends(word)).copied()
    }
}

/// Words that are looked for together; each begins with a Han character, and none stands behind one that it begins with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'l, 'w> {
    list: &'l [&'w str],
    first: Among,
}

impl<'l, 'w> Words<'l, 'w> {
    /// Only for constants: the order of the list is looked at too.
    pub(crate) const fn new(list: &'l [&'w str]) -> Self {
        let mut n = 1;
        while n < list.len() {
            let mut before = 0;
            while before < n {
                assert!(!begins(list[n].as_bytes(), list[before].as_bytes()), "the longer word comes first");
                before += 1;
            }
            n += 1;
        }
        Self::of(list)
    }

    const fn of(list: &'l [&'w str]) -> Self {
        Self { list, first: Among::ends_of(list, false) }
    }

    /// The first place where one of the words stands, and which: of several the first, which is the longest.
    ///
    /// One walk over the characters, whatever the number of words.
    pub(crate) fn first_in(&self, text: &str) -> Option<(usize, &'w str)> {
        let mut rest = text.as_bytes();
        while let [lead, middle, end, ..] = rest {
            if lead & 0xf0 != 0xe0 {
                rest = &rest[1..];
                continue;
            }
            if self.first.passes_bytes(*middle, *end) {
                if let Some(word) = self.at(rest) {
                    return Some((text.len() - rest.len(), word));
                }
            }
            rest = &rest[3..];
        }
        None
    }

    /// The longest of the words that a text begins with.
    #[inline]
    pub(crate) fn beginning(&self, text: &str) -> Option<&'w str> {
        match text.as_bytes() {
            [_, middle, end, ..] if self.first.passes_bytes(*middle, *end) => self.at(text.as_bytes()),
            _ => None,
        }
    }

    #[inline(never)] // Rarely asked for; the walk is faster without it.
    fn at(&self, text: &[u8]) -> Option<&'w str> {
        let &[_, middle, end, ..] = text else { return None };
        // The last bytes of its first character tell most words apart.
        let begins = |word: &[u8]| matches!(*word, [_, m, e, ..] if m == middle && e == end);
        let is_here = |word: &&str| begins(word.as_bytes()) && text.starts_with(word.as_bytes());
        self.list.iter().copied().find(is_here)
    }

    /// Whether one of the words stands anywhere in a text.
    pub(crate) fn any_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }
}

/// Whether a text begins with a word.
const fn begins(text: &[u8], word: &[u8]) -> bool {
    let mut at = 0;
    while at < word.len() {
        if at >= text.len() || text[at] != word[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether one of some words stands anywhere in a text. They begin with Han characters.
pub(crate) fn has_any(text: &str, words: &[&str]) -> bool {
    Words::of(words).any_in(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_and_of_several_the_longest() {
        const WORDS: Words<'_, '_> = Words::new(&["市长", "市", "委员长"]);
        assert_eq!(WORDS.first_in("a某𠀀市长"), Some((8, "市长")));
        assert_eq!(WORDS.first_in("副委员长"), Some((3, "委员长")));
        assert_eq!(WORDS.first_in("长"), None);
        let words = ["市长", "市", "委员长"];
        assert!(has_any("é某市", &words) && !has_any("", &words) && !has_any("县长", &words));
    }

    proptest::proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(text in "[市长委员a，\u{20000}é]{0,12}") {
            let words = ["市长", "委员", "长委", "员"];
            let first = words.iter().filter_map(|w| text.find(w)).min();
            proptest::prop_assert_eq!(Words::of(&words).first_in(&text).map(|(at, _)| at), first);
            let end = words.iter().find(|w| text.ends_with(**w)).copied();
            proptest::prop_assert_eq!(Endings::new(&words).of(&text), end);
        }
    }
}
