//! Signs: brackets, quotation marks, stops, in half and full width.

use crate::source::is_blank;

/// Whether a sentence ends with this character.
pub(crate) const fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '．')
}

/// Whether a clause ends with this character and more must follow.
pub(crate) const fn is_clause_end(c: char) -> bool {
    matches!(c, '；' | ';' | '，' | ',' | '、' | '：' | ':')
}

/// Whether this parts the words of a text into phrases, whatever it ends: a sign of either width, or a line's end.
pub(crate) const fn parts_phrases(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | ':' | '\n')
}

/// Whether this is a colon.
pub(crate) const fn is_colon(c: char) -> bool {
    matches!(c, '：' | ':' | '︰' | '∶')
}

/// The longest label of a field, in characters.
const LONGEST_LABEL: usize = 6;

/// Whether a text begins as a field does, with a few Han characters and a colon: 组　长：, 责任单位：.
pub(crate) fn opens_field(text: &str) -> bool {
    let mut words = text.chars().filter(|&c| !is_blank(c)).take(LONGEST_LABEL + 1);
    words.find(|&c| !is_han(c)).is_some_and(is_colon) && text.starts_with(is_han)
}

/// What closes an opening bracket or quotation mark.
pub(crate) const fn closing_of(open: char) -> Option<char> {
    Some(match open {
        '(' | '（' => ')',
        '《' | '«' => '》',
        '〈' => '〉',
        '“' => '”',
        '【' => '】',
        '〔' | '﹝' => '〕',
        '[' | '［' => ']',
        _ => return None,
    })
}

/// The opening bracket's partner in the form that [`closing_of`] names.
pub(crate) const fn closing_form(c: char) -> Option<char> {
    Some(match c {
        ')' | '）' => ')',
        '》' | '»' => '》',
        '〉' => '〉',
        '”' => '”',
        '】' => '】',
        '〕' | '﹞' => '〕',
        ']' | '］' => ']',
        _ => return None,
    })
}

/// Whether this opens a round bracket.
pub(crate) const fn is_open_paren(c: char) -> bool {
    matches!(c, '(' | '（')
}

/// Whether this closes a round bracket.
pub(crate) const fn is_close_paren(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// Whether this is a Han character.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{323af}')
}

/// Whether a text ends with a Han character of the main block.
pub(crate) fn ends_han(text: &str) -> bool {
    matches!(text.as_bytes(), [.., 0xe4..=0xe9, _, _])
}

/// Where the last sign of some stands in a text; they are no Han characters, which are passed over.
pub(crate) fn last_sign(text: &str, is: impl Fn(char) -> bool) -> Option<usize> {
    let mut end = text.len();
    loop {
        while let Some([.., 0xe4..=0xe9, _, _]) = text.as_bytes().get(..end) {
            end -= 3;
        }
        let sign = text.get(..end)?.chars().next_back()?;
        end -= sign.len_utf8();
        if is(sign) {
            return Some(end);
        }
    }
}

/// The characters of a text that are no Han characters of the main block, and where they stand: what most texts are made of
/// is passed over.
pub(crate) fn signs_in(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    core::iter::from_fn(move || {
        while matches!(text.as_bytes().get(at)?, 0xe4..=0xe9) {
            at += 3;
        }
        let (place, sign) = (at, text.get(at..)?.chars().next()?);
        at += sign.len_utf8();
        Some((place, sign))
    })
}
