//! Blanks: what typesetting puts between characters, and how a text reads without them.
//!
//! Blank means Unicode `White_Space`, U+001C–001F and U+FEFF. Between Han characters and figures blanks are
//! typesetting and are left out of a value; beside a Latin letter they are the author's and stay.

use alloc::{borrow::Cow, string::String};

use super::{Span, markup::blank_entity_len};

/// Whether a character is blank.
pub(crate) fn is_blank(c: char) -> bool {
    match c {
        ' ' | '\t'..='\r' | '\u{1c}'..='\u{1f}' | '\u{85}' | '\u{a0}' | '\u{3000}' | '\u{feff}' => true,
        c if c < '\u{1680}' => false,
        // Han characters and what stands beside them in Unicode.
        '\u{3001}'..='\u{fefe}' => false,
        _ => c.is_whitespace(),
    }
}

/// Whether a character prints nothing: zero-width spaces and joiners, direction marks, soft hyphens, and the private
/// characters of a word processor, which mean nothing outside of its font.
pub(crate) fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{e000}'..='\u{f8ff}')
}

/// How many bytes the blank or zero-width character takes that a text begins with, or the entity that stands for a blank;
/// 0 where it begins with none. The same sets as [`is_blank`] and [`is_zero_width`], told from bytes.
fn unseen_len(bytes: &[u8]) -> usize {
    match bytes {
        [b'&', ..] => blank_entity_len(bytes),
        [0x09..=0x0d | 0x1c..=0x20, ..] => 1,
        [0xc2, 0x85 | 0xa0 | 0xad, ..] => 2,
        [0xe1, 0x9a, 0x80, ..]
        | [0xe2, 0x80, 0x80..=0x8f | 0xa8..=0xaf, ..]
        | [0xe2, 0x81, 0x9f..=0xa4, ..]
        | [0xe3, 0x80, 0x80, ..]
        | [0xee, ..]
        | [0xef, 0x80..=0xa3, ..]
        | [0xef, 0xbb, 0xbf, ..] => 3,
        _ => 0,
    }
}

/// How many bytes the character takes that a text begins with where it is none of these, told from its first bytes, as most
/// are: Han characters, ASCII, the signs of Chinese, full-width ones, quotes and dashes; 0 where it must be looked at.
#[inline]
fn plain_len(bytes: &[u8]) -> usize {
    match bytes {
        [0xe4..=0xe9, ..]
        | [0xe3, 0x80, 0x81..=0xbf, ..]
        | [0xef, 0xbc..=0xbf, ..]
        | [0xe2, 0x80, 0x90..=0xa7, ..] => 3,
        [0x21..=0x25 | 0x27..=0x7e, ..] => 1,
        _ => 0,
    }
}

/// How many bytes a character takes that begins with a byte.
const fn width_of(lead: u8) -> usize {
    match lead {
        0xe0..=0xef => 3,
        0xf0.. => 4,
        0xc0..=0xdf => 2,
        _ => 1,
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}')
}

/// Where a part of a text begins in it, in bytes: `part` is a slice of `whole`, or the answer means nothing.
pub(crate) fn place_in(whole: &str, part: &str) -> usize {
    let place = (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
    debug_assert!(place <= whole.len(), "no part of the text");
    place
}

/// Appends `text` to `out` without the blanks that typesetting put in.
pub(crate) fn push_clean(text: &str, out: &mut String) {
    out.reserve(text.len());
    let mut rest = text;
    while let Some((at, len)) = next_blank_run(rest) {
        out.push_str(&rest[..at]);
        let after = &rest[at + len..];
        let beside_latin =
            out.chars().next_back().is_some_and(is_latin) || after.chars().next().is_some_and(is_latin);
        if beside_latin && !after.is_empty() && !out.is_empty() {
            out.push_str(&rest[at..at + len]);
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Whether a blank stands anywhere in a text.
pub(crate) fn has_blank(text: &str) -> bool {
    next_blank_run(text).is_some()
}

/// Behind the plain characters that a text begins with, a few at once: most are Han characters, of which many follow each
/// other.
#[inline]
fn behind_plain(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [0xe4..=0xe9, _, _, 0xe4..=0xe9, _, _, 0xe4..=0xe9, _, _, 0xe4..=0xe9, _, _, rest @ ..] => Some(rest),
        _ => match plain_len(bytes) {
            0 => None,
            len => bytes.get(len..),
        },
    }
}

/// Whether a blank or a zero-width character stands anywhere in a text.
fn has_unseen(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some(lead) = rest.first() {
        rest = match behind_plain(rest) {
            Some(behind) => behind,
            None if unseen_len(rest) > 0 => return true,
            None => rest.get(width_of(*lead)..).unwrap_or_default(),
        };
    }
    false
}

/// How many bytes are asked at once whether a blank begins with one of them.
const BLOCK: usize = 32;

/// Whether a blank may begin with one of the first bytes of a block, told from these and the two behind each. Without a
/// branch, so that the compiler asks many bytes at a time.
fn may_hold_blank(block: &[u8; BLOCK + 2]) -> bool {
    let mut may = false;
    for at in 0..BLOCK {
        let [a, b, c] = [block[at], block[at + 1], block[at + 2]];
        let general = a == 0xe2 && (b == 0x81 || b == 0x80 && (c <= 0x8a || c >= 0xa8));
        let wide = a == 0xe3 && b == 0x80 && c == 0x80;
        may |= a <= b' ' || a == 0xc2 || a == 0xe1 || general || wide || a == 0xef && b == 0xbb;
    }
    may
}

/// Where the first block begins in which a blank may begin, or where the bytes end.
fn next_block(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(block) = bytes[at..].first_chunk() {
        if may_hold_blank(block) {
            return at;
        }
        at += BLOCK;
    }
    // What is left is asked with bytes before it; with the last two of all, only a short blank can begin.
    match bytes.last_chunk() {
        Some(block)
            if !may_hold_blank(block) && !matches!(block, [.., 0xc2 | 0..=b' ', _] | [.., 0..=b' ']) =>
        {
            bytes.len()
        }
        _ => at,
    }
}

/// Where the next run of blanks begins and how long it is.
fn next_blank_run(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let (mut at, mut end) = (0, 0);
    while at < bytes.len() {
        if at >= end {
            at += next_block(&bytes[at..]);
            end = at + BLOCK;
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            continue;
        }
        at += match plain_len(&bytes[at..]) {
            0 if unseen_len(&bytes[at..]) > 0 && text[at..].starts_with(is_blank) => {
                let len = text[at..].find(|c| !is_blank(c)).unwrap_or(bytes.len() - at);
                return Some((at, len));
            }
            0 => width_of(bytes[at]),
            plain => plain,
        };
    }
    None
}

/// Appends at most `limit` bytes of `text` to `out`, leaving out every blank and zero-width character.
///
/// Forms are recognised in this compact text; [`offset_of`] leads back.
pub(crate) fn compact_into(text: &str, limit: usize, out: &mut String) {
    let bytes = text.as_bytes();
    let (mut from, mut at, stop) = (0, 0, out.len() + limit);
    while at < bytes.len() && out.len() + (at - from) < stop {
        let plain = plain_len(&bytes[at..]);
        if plain > 0 {
            at += plain;
            continue;
        }
        match unseen_len(&bytes[at..]) {
            0 => at += width_of(bytes[at]),
            len => {
                out.push_str(&text[from..at]);
                at += len;
                from = at;
            }
        }
    }
    out.push_str(&text[from..at.min(bytes.len())]);
}

/// At least `limit` bytes of a text without any blank, or all of it.
pub(crate) fn compact_head(text: &str, limit: usize) -> Cow<'_, str> {
    let end = (limit..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let head = &text[..end];
    if !has_unseen(head) {
        return Cow::Borrowed(head);
    }
    let mut out = String::with_capacity(end);
    compact_into(text, limit, &mut out);
    Cow::Owned(out)
}

/// A text without any blank; most have none.
pub(crate) fn compact(text: &str) -> Cow<'_, str> {
    if !has_unseen(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    compact_into(text, text.len(), &mut out);
    Cow::Owned(out)
}

/// The byte offset in `text` behind the first `len` bytes of its compact form.
pub(crate) fn offset_of(text: &str, len: usize) -> usize {
    if len == 0 {
        return 0;
    }
    let bytes = text.as_bytes();
    let (mut at, mut seen) = (0, 0);
    while at < bytes.len() && seen < len {
        let plain = plain_len(&bytes[at..]);
        if plain > 0 {
            (at, seen) = (at + plain, seen + plain);
            continue;
        }
        match unseen_len(&bytes[at..]) {
            0 => {
                let width = width_of(bytes[at]);
                (at, seen) = (at + width, seen + width);
            }
            unseen => at += unseen,
        }
    }
    at.min(text.len())
}

/// The span without the blanks and zero-width characters at both ends.
pub(crate) fn trim(source: &str, span: Span) -> Span {
    trim_end(source, trim_start(source, span))
}

/// The span without leading blanks.
pub(crate) fn trim_start(source: &str, span: Span) -> Span {
    let bytes = source.as_bytes().get(span.start as usize..span.end as usize).unwrap_or_default();
    let mut cut = 0;
    while let len @ 1.. = bytes.get(cut..).map_or(0, unseen_len) {
        cut += len;
    }
    Span::new(span.start + cut as u32, span.end)
}

/// The span without trailing blanks.
pub(crate) fn trim_end(source: &str, span: Span) -> Span {
    let text = span.of(source);
    // Most texts end with a Han character or a figure.
    if matches!(text.as_bytes(), [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, _]) {
        return span;
    }
    let text = text.trim_end_matches(|c| is_blank(c) || is_zero_width(c));
    Span::new(span.start, span.start + text.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_go_except_beside_a_latin_letter() {
        for (text, clean) in [
            ("2023—2027 年", "2023—2027年"),
            ("李 谕", "李谕"),
            ("企业 and 企业家", "企业 and 企业家"),
            ("总\u{3000}\u{3000}则", "总则"),
            ("a  b", "a  b"),
            ("第 1 条 ", "第1条"),
        ] {
            let mut out = String::new();
            push_clean(text, &mut out);
            assert_eq!(out, clean);
        }
    }

    #[test]
    fn the_bytes_tell_the_same_as_the_characters() {
        for c in ('\0'..=char::MAX).filter(|c| (*c as u32) < 0x2_0000) {
            let mut buffer = [0; 4];
            let text: &str = c.encode_utf8(&mut buffer);
            let unseen = is_blank(c) || is_zero_width(c);
            assert_eq!(unseen_len(text.as_bytes()) > 0, unseen, "U+{:04X}", c as u32);
            assert_eq!(has_blank(text), is_blank(c), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn a_blank_is_found_wherever_it_stands() {
        let blanks = [
            '\t', ' ', '\u{85}', '\u{a0}', '\u{1680}', '\u{2003}', '\u{2028}', '\u{202f}', '\u{205f}',
            '\u{3000}', '\u{feff}',
        ];
        let others = ["", "文", "—", "“", "。", "a", "·", "\u{1f600}", "\u{ad}", "\u{200b}", "&"];
        for (before, behind) in (0..80).flat_map(|before| [0, 1, 2, 40].map(|behind| (before, behind))) {
            for (blank, other) in blanks.iter().flat_map(|b| others.map(|other| (b, other))) {
                let plain = format!(
                    "{}{other}{}",
                    "文a".repeat(before / 4) + &"b".repeat(before % 4),
                    "字".repeat(behind)
                );
                assert_eq!(next_blank_run(&plain), None, "{plain:?}");
                let at = plain.len() - 3 * behind;
                let parted = format!("{}{blank}{}", &plain[..at], &plain[at..]);
                assert_eq!(next_blank_run(&parted), Some((at, blank.len_utf8())), "{parted:?}");
            }
        }
    }

    #[test]
    fn a_compact_offset_leads_back() {
        let text = "第 八\u{3000}条 本办法";
        assert_eq!(compact(text), "第八条本办法");
        assert_eq!(&text[..offset_of(text, "第八条".len())], "第 八\u{3000}条");
        let mut cut = String::new();
        compact_into(text, 6, &mut cut);
        assert_eq!(cut, "第八");
    }
}
