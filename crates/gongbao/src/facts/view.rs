//! The characters of a leaf as forms are read in them: without blanks, joined over breaks, with a way back.

use alloc::{string::String, vec::Vec};

use crate::source::{Span, is_blank, is_zero_width};

/// A run of the view that stands in the source as it is.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Where the run begins in the view.
    at: u32,
    /// Where it begins in the source.
    source: u32,
}

/// What views are built in; one for the whole walk.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    text: String,
    runs: Vec<Run>,
}

/// A text without blanks, and where its characters stand in the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    runs: &'a [Run],
}

impl Scratch {
    /// The view of some pieces. Borrowed from the source where it is one piece without blanks.
    pub(super) fn view<'a>(&'a mut self, source: &'a str, pieces: &[Span], value: Span) -> View<'a> {
        self.text.clear();
        self.runs.clear();
        if let [one] = pieces {
            let piece = one.intersect(value);
            let text = piece.of(source);
            if first_blank(text).is_none() {
                self.runs.push(Run { at: 0, source: piece.start });
                return View { text, runs: &self.runs };
            }
        }
        for piece in pieces {
            self.push(source, piece.intersect(value));
        }
        View { text: &self.text, runs: &self.runs }
    }

    fn push(&mut self, source: &str, piece: Span) {
        let (mut rest, mut at) = (piece.of(source), piece.start);
        while !rest.is_empty() {
            let solid = first_blank(rest).unwrap_or(rest.len());
            let (head, tail) = rest.split_at_checked(solid).unwrap_or((rest, ""));
            if !head.is_empty() {
                self.runs.push(Run { at: self.text.len() as u32, source: at });
                self.text.push_str(head);
            }
            let after = tail.trim_start_matches(|c| is_blank(c) || is_zero_width(c));
            at += (rest.len() - after.len()) as u32;
            rest = after;
        }
    }
}

/// How many bytes are looked at in one step, a number that vector instructions like.
const STEP: usize = 32;

/// Where the first blank or zero-width character stands.
fn first_blank(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    // Most texts hold none: whole steps are cleared by a coarse test that the compiler makes vectors of.
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<{ STEP + 2 }>) {
        if may_hold_blank(block) {
            if let Some(found) = blank_in(bytes, at, at + STEP) {
                return Some(found);
            }
        }
        at += STEP;
    }
    // What is left is filled up with bytes that are none.
    let mut block = [b'.'; STEP + 2];
    for (to, from) in block.iter_mut().zip(bytes.get(at..).unwrap_or_default()) {
        *to = *from;
    }
    let tail = at + STEP < bytes.len() || may_hold_blank(&block);
    if tail { blank_in(bytes, at, bytes.len()) } else { None }
}

/// Whether one of the first bytes of a block can begin a blank or zero-width character.
fn may_hold_blank(block: &[u8; STEP + 2]) -> bool {
    let mut any = 0_u8;
    for n in 0..STEP {
        let (a, b, c) = (block[n], block[n + 1], block[n + 2]);
        let other = (a == 0xc2) | (a == 0xe1);
        // E2 80 9x are quotation marks, E3 80 8x and 9x the brackets, EF BC and EF BD signs of full width.
        let general = (a == 0xe2) & (c & 0xf0 != 0x90);
        let wide = (a == 0xe3) & (b == 0x80) & (c == 0x80);
        let last = (a == 0xef) & (b < 0xbc);
        any |= u8::from((a <= b' ') | other | general | wide | last);
    }
    any != 0
}

/// The first of some bytes that begins a blank or zero-width character.
fn blank_in(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    (from..to).find(|&at| {
        // No byte inside of a character looks like the first of one.
        bytes.get(at).is_some_and(|&b| matches!(b, 0x09..=b' ' | 0xc2 | 0xe1..=0xe3 | 0xef))
            && matches!(
                bytes.get(at..).unwrap_or_default(),
                [0x09..=0x0d | 0x1c..=b' ', ..]
                    | [0xc2, 0x85 | 0xa0 | 0xad, ..]
                    | [0xe1, 0x9a, 0x80, ..]
                    | [0xe2, 0x80, 0x80..=0x8f | 0xa8..=0xaf, ..]
                    | [0xe2, 0x81, 0x9f..=0xa4, ..]
                    | [0xe3, 0x80, 0x80, ..]
                    | [0xef, 0x80..=0xa3, ..]
                    | [0xef, 0xbb, 0xbf, ..]
            )
    })
}

impl View<'_> {
    /// The place in the source of a range of the view; the hull, where a break lies inside.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        if from >= to {
            let at = self.source_of(from as u32);
            return Span::new(at, at);
        }
        // The end is found through the last character inside, since a run may end exactly there.
        Span::new(self.source_of(from as u32), self.source_of(to as u32 - 1) + 1)
    }

    fn source_of(&self, at: u32) -> u32 {
        let run = self.runs.partition_point(|r| r.at <= at).saturating_sub(1);
        self.runs.get(run).map_or(0, |r| r.source + (at - r.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_leads_back_over_blanks_and_breaks() {
        let source = "甲 乙《丙\n12\n丁》 戊";
        let break_at = source.find('\n').unwrap_or(0);
        let tail = source.rfind('\n').map_or(0, |at| at + 1);
        let pieces = [Span::at(0, break_at), Span::at(tail, source.len())];
        let mut scratch = Scratch::default();
        let view = scratch.view(source, &pieces, Span::at(0, source.len()));
        assert_eq!(view.text, "甲乙《丙丁》戊");
        let (from, to) = (view.text.find('《').unwrap(), view.text.find('戊').unwrap());
        assert_eq!(view.span(from, to).of(source), "《丙\n12\n丁》");
        assert_eq!(view.span(0, 6).of(source), "甲 乙");
    }
}
