//! Where a heading ends: run in, alone, or none.
//!
//! *Run in*: the text goes on in the same paragraph, and the first sentence has at most 40 characters. *Alone*: the
//! line has no full stop and does not end in ；，：, or is one short sentence with something under it. Articles and
//! items have no heading but a caption in brackets.

use alloc::{string::String, vec::Vec};
use core::iter;

use crate::{
    grammar::{
        number::{arabic_digit, is_han_numeral},
        sign,
        word::has_any,
    },
    model::Level,
    source::{Span, compact, compact_into, is_blank, offset_of, trim, trim_start},
};

/// The longest first sentence that is a heading, in characters without blanks, marker and full stop.
const LONGEST: usize = 40;

/// How the pieces behind a marker divide.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts {
    /// What the heading is, without the signs around it.
    pub(super) heading: Option<Span>,
    /// How many of the pieces the heading covers; the others are the paragraph below.
    pub(super) head: usize,
    pub(super) run_in: bool,
}

impl Parts {
    /// All of it is the paragraph.
    const TEXT: Self = Self { heading: None, head: 0, run_in: false };

    /// All of it is the heading.
    fn heading(pieces: &[Span], value: Span) -> Self {
        Self { heading: Some(value), head: pieces.len(), run_in: false }
    }

    /// Divides the pieces behind a marker, in which a sentence may end or not; one in which a heading ends becomes two.
    pub(super) fn of(
        source: &str,
        pieces: &mut Vec<Span>,
        may_stop: bool,
        level: Level,
        something_under: impl FnOnce() -> bool,
    ) -> Self {
        match level {
            Level::Article => Self::caption(source, pieces),
            Level::Item | Level::Subitem => Self::TEXT,
            Level::Part | Level::Chapter | Level::Section => Self::whole(source, pieces),
            _ if may_stop => Self::sentence(source, pieces, something_under),
            _ => Self::without_stop(source, pieces),
        }
    }

    fn whole(source: &str, pieces: &[Span]) -> Self {
        if pieces.is_empty() {
            return Self::TEXT;
        }
        let hull = super::hull(pieces);
        let shown = hull.of(source).trim_end_matches('。');
        if shown.is_empty() || is_stars(shown) {
            return Self::TEXT;
        }
        Self::heading(pieces, Span::new(hull.start, hull.start + shown.len() as u32))
    }

    /// `caption = ("（" | "【" | "〔") text ("）" | "】" | "〕")` right behind an article's number.
    fn caption(source: &str, pieces: &mut Vec<Span>) -> Self {
        let Some((value, end)) = pieces.first().and_then(|&first| caption_at(source, first)) else {
            return Self::TEXT;
        };
        let behind = Behind::of(source, pieces, end);
        Self { heading: Some(value), head: behind.divide(pieces, end), run_in: false }
    }

    /// The rule of the short first sentence.
    fn sentence(source: &str, pieces: &mut Vec<Span>, something_under: impl FnOnce() -> bool) -> Self {
        let Some(stop) = first_stop(source, pieces) else { return Self::without_stop(source, pieces) };
        let start = pieces.first().map_or(0, |p| p.start);
        let value = Span::new(start, stop.end - stop.sign as u32);
        if stop.width == 0 || stop.width > LONGEST || is_stars(value.of(source)) {
            return Self::TEXT;
        }
        let behind = Behind::of(source, pieces, stop.end);
        let run_in = behind.text(pieces).next().is_some();
        let text_alone =
            if run_in { is_clause_only(source, behind.text(pieces)) } else { !something_under() };
        if text_alone {
            return Self::TEXT;
        }
        Self { heading: Some(value), head: behind.divide(pieces, stop.end), run_in }
    }

    fn without_stop(source: &str, pieces: &mut Vec<Span>) -> Self {
        match pieces.last().and_then(|p| p.of(source).chars().next_back()) {
            None => {
                pieces.clear();
                Self::TEXT
            }
            Some(c) if sign::is_clause_end(c) && c != '、' => Self::TEXT,
            Some(_) => Self::heading(pieces, super::hull(pieces)),
        }
    }
}

/// Whether a text is nothing but the stars that stand around the number in front of it: **（一）**。每区…. An entity that is
/// a blank may stand between.
fn is_stars(text: &str) -> bool {
    text.starts_with(['*', '&']) && compact(text).trim_matches('*').is_empty()
}

/// What of some pieces stands behind an offset.
#[derive(Clone, Copy)]
struct Behind {
    /// The first piece that reaches beyond the offset.
    first: usize,
    /// What of it stands behind the offset, if it begins before.
    rest: Option<Span>,
}

impl Behind {
    fn of(source: &str, pieces: &[Span], at: u32) -> Self {
        let first = pieces.iter().take_while(|p| p.end <= at).count();
        let cut = pieces.get(first).filter(|p| p.start < at);
        Self { first, rest: cut.map(|p| trim_start(source, Span::new(at, p.end))) }
    }

    /// The pieces behind the offset.
    fn text(self, pieces: &[Span]) -> impl Iterator<Item = Span> {
        let whole = &pieces[self.first + usize::from(self.rest.is_some())..];
        self.rest.filter(|rest| !rest.is_empty()).into_iter().chain(whole.iter().copied())
    }

    /// Divides the pieces at the offset: how many of them stand before it.
    fn divide(self, pieces: &mut Vec<Span>, at: u32) -> usize {
        let Some(rest) = self.rest else { return self.first };
        let cut = &mut pieces[self.first];
        *cut = Span::new(cut.start, at);
        if !rest.is_empty() {
            pieces.insert(self.first + 1, rest);
        }
        self.first + 1
    }
}

/// The caption at the start of a piece: what it says, and where its bracket ends.
fn caption_at(source: &str, piece: Span) -> Option<(Span, u32)> {
    let text = piece.of(source);
    let open = text.chars().next().filter(|open| matches!(open, '(' | '（' | '【' | '〔' | '['))?;
    let close = sign::closing_of(open)?;
    let (at, c) = text
        .char_indices()
        .find(|&(_, c)| sign::closing_form(c) == Some(close))
        .filter(|&(at, _)| text[..at].chars().count() <= 25 && !text[..at].contains('。'))?;
    let value = Span::new(piece.start + open.len_utf8() as u32, piece.start + at as u32);
    let value = trim(source, value);
    // 第三条（一）…: an item.
    let numeral = value.of(source).chars().all(|c| is_han_numeral(c) || arabic_digit(c).is_some());
    (!value.is_empty() && !numeral).then_some((value, piece.start + (at + c.len_utf8()) as u32))
}

/// The first full stop: the offset behind it, its length, and how many characters stand before it.
struct Stop {
    end: u32,
    sign: usize,
    width: usize,
}

fn first_stop(source: &str, pieces: &[Span]) -> Option<Stop> {
    let mut width = 0;
    // The stop of a sentence that is quoted does not end the one around it: 修改为：“汛期由市人民政府公布。”
    let (mut quoted, mut inside) = (false, None);
    'pieces: for piece in pieces {
        let text = piece.of(source);
        let mut next = 0;
        while next < text.len() {
            // A Han character is neither a stop nor a blank. Mostly many follow each other.
            match &text.as_bytes()[next..] {
                [0xe4..=0xe9, _, _, 0xe4..=0xe9, _, _, 0xe4..=0xe9, _, _, ..] if width + 2 < LONGEST => {
                    (next, width) = (next + 9, width + 3);
                    continue;
                }
                [0xe4..=0xe9, ..] if width < LONGEST => {
                    (next, width) = (next + 3, width + 1);
                    continue;
                }
                _ => {}
            }
            let at = next;
            let c = text[at..].chars().next().unwrap_or(' ');
            next += c.len_utf8();
            quoted = if quoted { !matches!(c, '”' | '"') } else { matches!(c, '“' | '"') };
            if is_stop(text, at, c) {
                let end = piece.start + (at + c.len_utf8()) as u32;
                let stop = Stop { end, sign: c.len_utf8(), width };
                if !quoted {
                    return Some(stop);
                }
                inside = inside.or(Some(stop));
            }
            width += usize::from(!is_blank(c));
            if width > LONGEST {
                // Too long for a heading whatever follows: only whether a stop follows at all still matters.
                let rest = Span::new(piece.start + at as u32, pieces.last().map_or(piece.end, |p| p.end));
                let behind = rest.of(source);
                if memchr::memmem::find(behind.as_bytes(), "。".as_bytes()).is_some() {
                    return Some(Stop { end: rest.end, sign: 0, width });
                }
                quoted = quoted && !behind.contains(['”', '"']);
                break 'pieces;
            }
        }
    }
    // With its quotation it is one sentence; one whose quotation goes on in the next paragraphs is no heading.
    let end = pieces.last()?.end;
    inside.map(|stop| if quoted { Stop { width: LONGEST + 1, ..stop } } else { Stop { end, sign: 0, width } })
}

/// Whether a character of a text is a full stop, or the point that one was read for: between Han characters, or in
/// front of what may begin a sentence.
fn is_stop(text: &str, at: usize, c: char) -> bool {
    let behind = &text[at + c.len_utf8()..];
    match c {
        '。' => true,
        '．' | '.' => {
            let begins = |c: char| sign::is_han(c) || matches!(c, '“' | '《' | '（' | '(' | '「');
            text[..at].ends_with(sign::is_han) && (behind.is_empty() || behind.starts_with(begins))
        }
        _ => false,
    }
}

/// Whether nothing but a responsibility clause in brackets is left.
fn is_clause_only(source: &str, mut pieces: impl Iterator<Item = Span>) -> bool {
    let opens = |p: &Span| p.of(source).starts_with(|c| sign::is_open_paren(c) || is_blank(c));
    let Some(first) = pieces.next().filter(opens) else { return false };
    let mut text = String::new();
    for piece in iter::once(first).chain(pieces) {
        compact_into(piece.of(source), 3000, &mut text);
    }
    let inner = text.trim_end_matches('。');
    let bracketed = inner.starts_with(['(', '（']) && inner.ends_with([')', '）']);
    bracketed
        && inner.matches(['(', '（']).count() <= 1 + inner.matches([')', '）']).count()
        && !inner[..offset_of(inner, inner.len().saturating_sub(3))].contains('。')
        && has_any(inner, &["责任", "负责", "牵头", "配合", "参加单位", "落实单位", "分工"])
}
