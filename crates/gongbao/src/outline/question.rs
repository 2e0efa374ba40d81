//! Questions with their answers: 一、…? / 答：…, or 问：… / 答：….

use super::{Opened, Outline};
use crate::{
    grammar::{marker::Family, question},
    line::{Classified, LineKind},
    model::{BlockKind, QaNode},
    source::{Span, compact, offset_of, trim_end, trim_start},
};

impl Outline<'_> {
    /// A question with its answer behind it: 一、…? / 答:…, or 问:… / 答:….
    pub(super) fn question(&mut self, line: &Classified) -> bool {
        if !self.series.has_answers {
            return false;
        }
        let Some(answer_at) = self.answer_ahead() else { return false };
        let (marker_len, family) = match line.kind {
            LineKind::Marked(m) if m.family != Family::Article => (m.len, Some(m.family)),
            LineKind::Question => (question_mark_len(line.span.of(self.source)), None),
            _ => return false,
        };
        let behind = Span::new(line.span.start + marker_len, line.span.end);
        let first = trim_start(self.source, behind);
        if first.is_empty() {
            return false;
        }
        let depth = self.open.iter().position(|o| match o.what {
            Opened::Qa(_) => true,
            Opened::Division(f) => Some(f) == family,
            Opened::Box => false,
        });
        self.close_to(depth.unwrap_or(self.open.len()));
        let marker_span = trim_end(self.source, Span::new(line.span.start, line.span.start + marker_len));
        let mut pieces = core::mem::take(&mut self.spare);
        pieces.clear();
        pieces.push(first);
        pieces.extend(self.lines.part(self.at + 1..answer_at).iter().map(|l| l.span));
        self.at = answer_at;
        let marker = Some(self.tables.leaf(marker_span));
        let question = self.leaf(&pieces);
        self.spare = pieces;
        let answer = self.lines.at(answer_at);
        let cut = answer.span.start + question_mark_len(answer.span.of(self.source));
        let answer_span = Span::new(answer.span.start, cut);
        let answer_marker = Some(self.tables.leaf(answer_span));
        let id = self.tables.qas.len() as u32;
        self.tables.qas.push(QaNode { marker, question, answer_marker });
        let node = self.push_node(BlockKind::Qa(id), line.span.hull(answer_span));
        self.open_node(node, Opened::Qa(family), false);
        let rest = trim_start(self.source, Span::new(cut, answer.span.end));
        if rest.is_empty() {
            self.at += 1;
        } else {
            let pieces = self.pieces(answer, rest).spans;
            let leaf = self.leaf(&pieces);
            self.paragraph_node(leaf);
            self.spare = pieces;
        }
        true
    }

    /// The line of the answer, if the line at hand is a question: at most two lines later.
    fn answer_ahead(&self) -> Option<usize> {
        let answers = |ahead: usize| self.line(ahead).is_some_and(|l| matches!(l.kind, LineKind::Answer));
        (1..=2)
            .find(|&ahead| answers(ahead))
            .map(|ahead| self.at + ahead)
            .filter(|&at| self.lines.part(self.at + 1..at).iter().all(|l| l.kind == LineKind::Text))
    }
}

/// The length of 问: or 答: in raw text.
fn question_mark_len(text: &str) -> u32 {
    let mark = question::qa_mark(&compact(text));
    mark.map_or(0, |mark| offset_of(text, mark.len) as u32)
}
