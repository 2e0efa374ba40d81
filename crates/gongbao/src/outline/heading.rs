//! Where a heading ends: run in, alone, or none.
//!
//! *Run in*: the text goes on in the same paragraph, and the first sentence has at most 40 characters. *Alone*: the
//! line has no full stop and does not end in ；，：, or is one short sentence with something under it. Articles and
//! items have no heading but a caption in brackets.

use alloc::{string::String, vec::Vec};

use crate::{
    grammar::{sign, word::has_any},
    model::Level,
    source::{Span, compact_into, is_blank, offset_of, trim, trim_start},
};

/// The longest first sentence that is a heading, in characters without blanks, marker and full stop.
const LONGEST: usize = 40;

/// The parts of a marked line behind its marker. Kept from line to line, so that its lists are.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// What the heading is, without the signs around it.
    pub(super) heading: Option<Span>,
    /// The pieces that the heading covers.
    pub(super) head: Vec<Span>,
    pub(super) run_in: bool,
    /// The pieces of the paragraph below.
    pub(super) text: Vec<Span>,
}

impl Parts {
    pub(super) fn clear(&mut self) {
        self.head.clear();
        self.text.clear();
        (self.heading, self.run_in) = (None, false);
    }

    /// Divides the pieces behind a marker.
    pub(super) fn split(&mut self, source: &str, pieces: &[Span], level: Level, something_under: bool) {
        self.clear();
        match level {
            Level::Article => self.caption(source, pieces),
            Level::Item | Level::Subitem => self.text_only(pieces),
            Level::Part | Level::Chapter | Level::Section => self.whole(source, pieces),
            _ => self.sentence(source, pieces, something_under),
        }
    }

    fn text_only(&mut self, pieces: &[Span]) {
        self.clear();
        self.text.extend_from_slice(pieces);
    }

    fn heading_only(&mut self, pieces: &[Span], value: Span) {
        self.head.extend_from_slice(pieces);
        self.heading = Some(value);
    }

    fn whole(&mut self, source: &str, pieces: &[Span]) {
        if pieces.is_empty() {
            return;
        }
        let hull = super::hull(pieces);
        let text = hull.of(source);
        let stops = (text.len() - text.trim_end_matches('。').len()) as u32;
        self.heading_only(pieces, Span::new(hull.start, hull.end - stops));
    }

    /// `caption = ("（" | "【" | "〔") text ("）" | "】" | "〕")` right behind an article's number.
    fn caption(&mut self, source: &str, pieces: &[Span]) {
        let Some((first, others)) = pieces.split_first() else { return };
        let Some((value, cut)) = caption_at(source, *first) else { return self.text_only(pieces) };
        self.heading_only(&[Span::new(first.start, cut)], value);
        let after = trim_start(source, Span::new(cut, first.end));
        if !after.is_empty() {
            self.text.push(after);
        }
        self.text.extend_from_slice(others);
    }

    /// The rule of the short first sentence.
    fn sentence(&mut self, source: &str, pieces: &[Span], something_under: bool) {
        let Some(stop) = first_stop(source, pieces) else { return self.without_stop(source, pieces) };
        if stop.width == 0 || stop.width > LONGEST {
            return self.text_only(pieces);
        }
        self.divide(source, pieces, stop.end);
        let text_alone =
            if self.text.is_empty() { !something_under } else { is_clause_only(source, &self.text) };
        if text_alone {
            return self.text_only(pieces);
        }
        self.heading = Some(Span::new(self.head.first().map_or(0, |p| p.start), stop.end - stop.sign as u32));
        self.run_in = !self.text.is_empty();
    }

    fn without_stop(&mut self, source: &str, pieces: &[Span]) {
        match pieces.last().and_then(|p| p.of(source).chars().next_back()) {
            None => {}
            Some(c) if sign::is_clause_end(c) && c != '、' => self.text_only(pieces),
            Some(_) => self.heading_only(pieces, super::hull(pieces)),
        }
    }

    /// Divides pieces at an offset.
    fn divide(&mut self, source: &str, pieces: &[Span], at: u32) {
        for &piece in pieces {
            if piece.end <= at {
                self.head.push(piece);
            } else if piece.start >= at {
                self.text.push(piece);
            } else {
                self.head.push(Span::new(piece.start, at));
                let after = trim_start(source, Span::new(at, piece.end));
                if !after.is_empty() {
                    self.text.push(after);
                }
            }
        }
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
    (!value.is_empty()).then_some((value, piece.start + (at + c.len_utf8()) as u32))
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
    for piece in pieces {
        let text = piece.of(source);
        let mut next = 0;
        while let Some(&lead) = text.as_bytes().get(next) {
            let at = next;
            // A Han character is neither a stop nor a blank.
            if matches!(lead, 0xe4..=0xe9) && width < LONGEST {
                next += 3;
                width += 1;
                continue;
            }
            let c = text[at..].chars().next().unwrap_or(' ');
            next += c.len_utf8();
            quoted = if quoted { !matches!(c, '”' | '"') } else { c == '“' };
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
                let far = memchr::memmem::find(rest.of(source).as_bytes(), "。".as_bytes());
                return far.map(|_| Stop { end: rest.end, sign: 0, width }).or(inside);
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
        && has_any(inner, &["责任", "负责", "牵头", "配合", "参加单位", "落实单位", "分工"])
}
