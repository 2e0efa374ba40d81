//! Where a heading ends: run in, alone, or none.
//!
//! *Run in*: the text goes on in the same paragraph, and the first sentence has at most 40 characters. *Alone*: the
//! line has no full stop and does not end in ；，：, or is one short sentence with something under it. Articles and
//! items have no heading but a caption in brackets.

use alloc::{string::String, vec::Vec};

use crate::{
    grammar::sign,
    model::Level,
    source::{Span, compact_into, is_blank, offset_of, trim, trim_start},
};

/// The longest first sentence that is a heading, in characters without blanks, marker and full stop.
const LONGEST: usize = 40;

/// The parts of a marked line behind its marker.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) heading: Option<Heading>,
    pub(super) run_in: bool,
    /// The pieces of the paragraph below.
    pub(super) text: Vec<Span>,
}

/// A heading: what it covers and what it is.
#[derive(Debug)]
pub(super) struct Heading {
    pub(super) pieces: Vec<Span>,
    pub(super) value: Span,
}

/// Divides the pieces behind a marker.
pub(super) fn split(source: &str, pieces: &[Span], level: Level, something_under: bool) -> Parts {
    match level {
        Level::Article => caption(source, pieces),
        Level::Item | Level::Subitem => text_only(pieces),
        Level::Part | Level::Chapter | Level::Section => whole(source, pieces),
        _ => sentence(source, pieces, something_under),
    }
}

fn text_only(pieces: &[Span]) -> Parts {
    Parts { text: pieces.to_vec(), ..Parts::default() }
}

fn whole(source: &str, pieces: &[Span]) -> Parts {
    if pieces.is_empty() {
        return Parts::default();
    }
    let hull = super::hull(pieces);
    let text = hull.of(source);
    let value = Span::new(hull.start, hull.end - (text.len() - text.trim_end_matches('。').len()) as u32);
    Parts { heading: Some(Heading { pieces: pieces.to_vec(), value }), ..Parts::default() }
}

/// `caption = ("（" | "【" | "〔") text ("）" | "】" | "〕")` right behind an article's number.
fn caption(source: &str, pieces: &[Span]) -> Parts {
    let Some(&first) = pieces.first() else { return Parts::default() };
    let text = first.of(source);
    let open = text.chars().next().unwrap_or(' ');
    let Some(close) = sign::closing_of(open).filter(|_| matches!(open, '(' | '（' | '【' | '〔' | '['))
    else {
        return text_only(pieces);
    };
    let end = text.char_indices().find(|&(_, c)| sign::closing_form(c) == Some(close));
    let Some((at, c)) = end.filter(|&(at, _)| text[..at].chars().count() <= 25 && !text[..at].contains('。'))
    else {
        return text_only(pieces);
    };
    let cut = first.start + (at + c.len_utf8()) as u32;
    let value = trim(source, Span::new(first.start + open.len_utf8() as u32, first.start + at as u32));
    if value.is_empty() {
        return text_only(pieces);
    }
    let mut rest: Vec<Span> = Vec::with_capacity(pieces.len());
    let after = trim_start(source, Span::new(cut, first.end));
    if !after.is_empty() {
        rest.push(after);
    }
    rest.extend_from_slice(&pieces[1..]);
    Parts {
        heading: Some(Heading { pieces: alloc::vec![Span::new(first.start, cut)], value }),
        run_in: false,
        text: rest,
    }
}

/// The rule of the short first sentence.
fn sentence(source: &str, pieces: &[Span], something_under: bool) -> Parts {
    let Some(stop) = first_stop(source, pieces) else { return without_stop(source, pieces) };
    if stop.width == 0 || stop.width > LONGEST {
        return text_only(pieces);
    }
    let (head, rest) = divide(source, pieces, stop.end);
    let value_end = stop.end - stop.sign as u32;
    let heading = Heading { value: Span::new(head.first().map_or(0, |p| p.start), value_end), pieces: head };
    if rest.is_empty() {
        return if something_under {
            Parts { heading: Some(heading), run_in: false, text: rest }
        } else {
            text_only(pieces)
        };
    }
    if is_clause_only(source, &rest) {
        return text_only(pieces);
    }
    Parts { heading: Some(heading), run_in: true, text: rest }
}

fn without_stop(source: &str, pieces: &[Span]) -> Parts {
    let last = pieces.last().and_then(|p| p.of(source).chars().next_back());
    match last {
        None => Parts::default(),
        Some(c) if sign::is_clause_end(c) && c != '、' => text_only(pieces),
        Some(_) => Parts {
            heading: Some(Heading { pieces: pieces.to_vec(), value: super::hull(pieces) }),
            ..Parts::default()
        },
    }
}

/// The first full stop: the offset behind it, its length, and how many characters stand before it.
struct Stop {
    end: u32,
    sign: usize,
    width: usize,
}

fn first_stop(source: &str, pieces: &[Span]) -> Option<Stop> {
    let mut width = 0;
    for piece in pieces {
        for (at, c) in piece.of(source).char_indices() {
            if c == '。' || c == '．' && !piece.of(source)[at + 3..].starts_with(|d: char| d.is_numeric()) {
                return Some(Stop {
                    end: piece.start + (at + c.len_utf8()) as u32,
                    sign: c.len_utf8(),
                    width,
                });
            }
            width += usize::from(!is_blank(c));
            if width > LONGEST {
                // Too long for a heading whatever follows: only whether a stop follows at all still matters.
                let rest = Span::new(piece.start + at as u32, pieces.last().map_or(piece.end, |p| p.end));
                let far = memchr::memmem::find(rest.of(source).as_bytes(), "。".as_bytes());
                return far.map(|_| Stop { end: rest.end, sign: 0, width });
            }
        }
    }
    None
}

/// Divides pieces at an offset.
fn divide(source: &str, pieces: &[Span], at: u32) -> (Vec<Span>, Vec<Span>) {
    let (mut head, mut rest) = (Vec::new(), Vec::new());
    for &piece in pieces {
        if piece.end <= at {
            head.push(piece);
        } else if piece.start >= at {
            rest.push(piece);
        } else {
            head.push(Span::new(piece.start, at));
            let after = trim_start(source, Span::new(at, piece.end));
            if !after.is_empty() {
                rest.push(after);
            }
        }
    }
    (head, rest)
}

/// Whether nothing but a responsibility clause in brackets is left.
fn is_clause_only(source: &str, pieces: &[Span]) -> bool {
    let opens =
        pieces.first().is_some_and(|p| p.of(source).starts_with(|c| sign::is_open_paren(c) || is_blank(c)));
    if !opens {
        return false;
    }
    let mut text = String::new();
    for piece in pieces {
        compact_into(piece.of(source), 3000, &mut text);
    }
    let inner = text.trim_end_matches('。');
    let bracketed = inner.starts_with(['(', '（']) && inner.ends_with([')', '）']);
    bracketed
        && inner.matches(['(', '（']).count() <= 1 + inner.matches([')', '）']).count()
        && !inner[..offset_of(inner, inner.len().saturating_sub(3))].contains('。')
        && ["责任", "负责", "牵头", "配合", "参加单位", "落实单位", "分工"].iter().any(|w| inner.contains(w))
}
