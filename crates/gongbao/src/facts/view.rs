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

/// Where the first blank or zero-width character stands.
fn first_blank(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        at += match b {
            // Han characters hold no blank: their three bytes are skipped at once.
            0xe4..=0xe9 => 3,
            0x09..=0x0d | 0x1c..=0x20 | 0xc2 | 0xe1..=0xe3 | 0xef => {
                let c = text.get(at..)?.chars().next()?;
                if is_blank(c) || is_zero_width(c) {
                    return Some(at);
                }
                c.len_utf8()
            }
            _ => 1,
        };
    }
    None
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
