//! Brackets and quotation marks that a unit opens and never closes.

use alloc::vec::Vec;

use super::{
    scan::{BRACKETS, Bracket, Scan},
    view::View,
};
use crate::{
    diagnostic::{Diagnostic, Finding},
    source::Span,
};

/// What the texts of a unit so far have opened; a bracket may close in a later paragraph than it opens in.
#[derive(Debug, Default)]
pub(super) struct OpenBrackets {
    open: [Vec<Opening>; BRACKETS],
}

/// A bracket that is open.
#[derive(Debug, Clone, Copy)]
struct Opening {
    span: Span,
    sign: char,
}

impl OpenBrackets {
    /// Takes note of what a text closes and leaves open.
    pub(super) fn follow(&mut self, scan: &Scan, view: &View<'_>) {
        let quoted = !self.open[Bracket::Quote as usize].is_empty() && view.text.starts_with('“');
        if scan.is_balanced() && !quoted {
            return;
        }
        for bracket in Bracket::ALL {
            let (closing, opening) = scan.loose(bracket);
            let open = &mut self.open[bracket as usize];
            // A quotation over several paragraphs opens again in front of each and closes once, behind the last.
            let again = quoted && bracket == Bracket::Quote;
            let closed_here = again && opening.first() != Some(&0);
            for _ in 0..closing + u32::from(closed_here) {
                open.pop();
            }
            for &at in opening.iter().filter(|&&at| !again || at > 0) {
                let at = at as usize;
                let sign = view.text.get(at..).and_then(|t| t.chars().next()).unwrap_or('(');
                open.push(Opening { span: view.span(at, at + sign.len_utf8()), sign });
            }
        }
    }

    /// What the unit has left open; the next unit begins with nothing open.
    pub(super) fn report(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        for open in self.open.iter_mut().flat_map(|open| open.drain(..)) {
            diagnostics.push(Diagnostic {
                finding: Finding::UnmatchedBracket { bracket: open.sign },
                span: open.span,
            });
        }
    }
}
