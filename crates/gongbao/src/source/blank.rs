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

/// How many bytes are looked at at once, a number that vector instructions like, and how many with those behind them that
/// the last character may take.
const STEP: usize = 16;
const WINDOW: usize = STEP + 2;

/// Where in a step the first character begins that may be blank or print nothing; [`STEP`] where none does.
///
/// No branch and no look-up, so that the compiler makes vector instructions of it. Hardly another character passes.
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch, which no vector holds")]
#[inline]
fn first_suspect(window: &[u8; WINDOW]) -> usize {
    let may_be_unseen = |n: usize| {
        let (a, b, c) = (window[n], window[n + 1], window[n + 2]);
        (a <= b' ')
            | (a == b'&')
            | (a == 0xc2)
            | (a == 0xe1)
            | (a == 0xe2) & ((b == 0x81) | !(0x90..0xa8).contains(&c))
            | (a == 0xe3) & (b == 0x80) & (c == 0x80)
            | (a == 0xee)
            | (a == 0xef) & (b < 0xbc)
    };
    let flags: [u8; STEP] = core::array::from_fn(|n| u8::from(may_be_unseen(n)));
    u128::from_le_bytes(flags).trailing_zeros() as usize / 8
}

/// The first blank or zero-width character that begins between two places, the first of which may lie inside of a
/// character: where it stands, and how many bytes it takes.
fn next_unseen(bytes: &[u8], from: usize, to: usize) -> Option<(usize, usize)> {
    let mut at = from;
    while at < to {
        let rest = &bytes[at..];
        let mut last = [0x80; WINDOW];
        let window = rest.first_chunk().unwrap_or_else(|| {
            last[..rest.len()].copy_from_slice(rest);
            &last
        });
        let ahead = first_suspect(window);
        at += ahead;
        if ahead < STEP && at < to {
            match unseen_len(&bytes[at..]) {
                0 => at += width_of(bytes[at]),
                len => return Some((at, len)),
            }
        }
    }
    None
}

/// The first blank or zero-width character of a text.
fn first_unseen(text: &str) -> Option<(usize, usize)> {
    next_unseen(text.as_bytes(), 0, text.len())
}

/// Where the next run of blanks begins and how long it is.
fn next_blank_run(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some((at, len)) = next_unseen(text.as_bytes(), from, text.len()) {
        if text[at..].starts_with(is_blank) {
            return Some((at, text[at..].find(|c| !is_blank(c)).unwrap_or(text.len() - at)));
        }
        from = at + len;
    }
    None
}

/// The first place from `at` on where a character of a text begins.
fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Appends characters of `text` to `out`, leaving out every blank and zero-width one, until `limit` bytes are added.
///
/// Forms are recognised in this compact text; [`offset_of`] leads back.
pub(crate) fn compact_into(text: &str, limit: usize, out: &mut String) {
    push_compact(text, unseen_within(text, 0, limit), limit, out);
}

/// The same where the first character that is left out is known.
fn push_compact(text: &str, mut unseen: Option<(usize, usize)>, limit: usize, out: &mut String) {
    let (mut from, stop) = (0, out.len() + limit);
    loop {
        let run = &text[from..unseen.map_or(text.len(), |(at, _)| at)];
        let room = stop.saturating_sub(out.len());
        if room <= run.len() {
            return out.push_str(&run[..ceil_boundary(run, room)]);
        }
        out.push_str(run);
        let Some((at, len)) = unseen else { return };
        from = at + len;
        unseen = unseen_within(text, from, stop.saturating_sub(out.len()));
    }
}

/// The first of them within so many bytes from a place on: farther no one looks.
fn unseen_within(text: &str, from: usize, reach: usize) -> Option<(usize, usize)> {
    next_unseen(text.as_bytes(), from, text.len().min(from.saturating_add(reach)))
}

/// At least `limit` bytes of a text without any blank, or all of it.
pub(crate) fn compact_head(text: &str, limit: usize) -> Cow<'_, str> {
    let head = &text[..ceil_boundary(text, limit)];
    let unseen @ Some(_) = first_unseen(head) else { return Cow::Borrowed(head) };
    let mut out = String::with_capacity(head.len());
    push_compact(text, unseen, limit, &mut out);
    Cow::Owned(out)
}

/// A text without any blank; most have none.
pub(crate) fn compact(text: &str) -> Cow<'_, str> {
    compact_head(text, text.len())
}

/// The byte offset in `text` behind the first `len` bytes of its compact form.
pub(crate) fn offset_of(text: &str, len: usize) -> usize {
    let (mut at, mut left) = (0, len);
    while left > 0 {
        let end = ceil_boundary(text, at + left);
        let Some((unseen, skip)) = next_unseen(text.as_bytes(), at, end) else { return end };
        left -= unseen - at;
        at = unseen + skip;
    }
    at
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
    let mut text = span.of(source);
    loop {
        // Most texts end with a Han character or a figure.
        text = match text.as_bytes() {
            [.., b';'] | [.., 0xef, 0xbc, 0x9b] => match without_entity(text) {
                Some(before) => before,
                None => break,
            },
            [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, _] => break,
            _ => match text.trim_end_matches(|c| is_blank(c) || is_zero_width(c)) {
                same if same.len() == text.len() => break,
                shorter => shorter,
            },
        }
    }
    Span::new(span.start, span.start + text.len() as u32)
}

/// A text without the entity that stands for a blank and that it ends with, if it does.
fn without_entity(text: &str) -> Option<&str> {
    const LONGEST: usize = "&thinsp；".len();
    let bytes = text.as_bytes();
    let len = 1 + bytes.iter().rev().take(LONGEST).position(|b| *b == b'&')?;
    let (before, entity) = bytes.split_at(bytes.len() - len);
    (blank_entity_len(entity) == len).then(|| &text[..before.len()])
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
    fn entities_that_are_blanks_are_trimmed_at_both_ends() {
        for (text, inner) in [
            ("&nbsp; 甲&nbsp;乙&emsp;\u{3000}&nbsp;", "甲&nbsp;乙"),
            ("甲&nbsp；", "甲"),
            ("甲&乙；", "甲&乙；"),
            ("甲；", "甲；"),
            ("&nbsp;", ""),
        ] {
            assert_eq!(trim(text, Span::at(0, text.len())).of(text), inner, "{text}");
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
