//! The list of addressees (主送机关), and how such lists are divided.

use alloc::{borrow::Cow, vec::Vec};
use core::ops::Range;

use super::Segmenter;
use crate::{
    grammar::{head, sign, title},
    line::{Classified, LineKind},
    model::Leaf,
    source::{Span, trim},
};

/// How many lines the list of addressees may take.
const MOST_ADDRESSEE_LINES: usize = 12;

impl Segmenter<'_> {
    /// Where a list of addressees ends that begins at a line: the line behind its colon.
    pub(super) fn salutation(&self, at: usize) -> Option<usize> {
        // Hardly a line begins one: the next with a colon at its end stands behind others, or none does.
        let lines = self.lines.get(at..)?.iter().take(MOST_ADDRESSEE_LINES);
        let can = |l: &&Classified| {
            l.kind == LineKind::Text && !l.has_stop() && !sign::is_full_stop(l.last) && l.width <= 400
        };
        let end = at + lines.take_while(can).position(|l| sign::is_colon(l.last))?;
        let (line, next) = (&self.lines[end], self.words(end + 1));
        // 被检查单位： / 检查人：, the labels of a form.
        let label = next.trim_end_matches(sign::is_colon);
        let in_form = line.width <= 12
            && label.len() < next.len()
            && label.len() <= 24
            && label.ends_with(['人', '名', '称', '址', '间', '期', '话', '码', '员', '章', '字', '位']);
        if in_form || !(at..end).all(|line| self.goes_on_as_list(line, line > at)) {
            return None;
        }
        if end > at && title::ends_whole(self.words(at)) {
            return None;
        }
        let joined = (at..=end).fold(Cow::Borrowed(""), |joined, at| joined + self.words(at));
        head::is_salutation(&joined).then_some(end + 1)
    }

    /// Whether a list of addressees over several lines may be broken behind a line: where it is full or at a sign.
    fn goes_on_as_list(&self, at: usize, inside: bool) -> bool {
        let line = &self.lines[at];
        let open = sign::is_clause_end(line.last)
            || line.width >= 15
            || line.width >= 8 && (line.has_comma() || line.has_list())
            || self.words(at + 1).starts_with(['，', ',', '、', '；']);
        open && !(inside && line.indent >= 4)
    }

    pub(super) fn addressees(&mut self, unit: u32, end: usize) {
        let pieces: Vec<Span> = self.lines[self.at..end].iter().map(|l| l.span).collect();
        let separates = |c| matches!(c, '，' | ',' | '；' | ';');
        let leaves = self.split_list(unit, None, &pieces, &separates, sign::is_colon);
        let list = self.list(leaves);
        self.unit(unit).addressees = list;
        self.at = end;
    }

    /// Splits the text of some pieces into leaves: each covers its separator too, and the first the label,
    /// whose line it may stand on.
    pub(super) fn split_list(
        &mut self,
        unit: u32,
        label: Option<Span>,
        pieces: &[Span],
        separates: &dyn Fn(char) -> bool,
        ends: fn(char) -> bool,
    ) -> Vec<Leaf> {
        let mut items: Vec<(Range<usize>, Span)> = Vec::new();
        let mut covers: Vec<Span> = label.into_iter().collect();
        // Where the covers of the item at hand begin.
        let mut open = 0;
        let mut value: Option<Span> = None;
        for &piece in self.tables.all_shown(pieces).iter() {
            let text = piece.of(self.source);
            let mut from = piece.start;
            for (at, c) in sign::signs_in(text) {
                let here = piece.start + at as u32;
                let next = here + c.len_utf8() as u32;
                let last = next >= pieces.last().map_or(0, |p| p.end);
                if separates(c) || ends(c) && last {
                    let own = trim(self.source, Span::new(from, here));
                    value = Some(value.map_or(own, |v| v.hull(own)));
                    covers.push(Span::new(own.start.min(here), next));
                    if let Some(v) = value.take().filter(|v| !v.is_empty()) {
                        items.push((open..covers.len(), v));
                        open = covers.len();
                    } else if let Some(before) = items.last_mut() {
                        before.0.end = covers.len();
                        open = covers.len();
                    }
                    from = next;
                }
            }
            let rest = trim(self.source, Span::new(from, piece.end));
            if !rest.is_empty() {
                value = Some(value.map_or(rest, |v| v.hull(rest)));
                covers.push(rest);
            }
        }
        items.extend(value.map(|value| (open..covers.len(), value)));
        if let (Some(label), Some((cover, _))) = (label, items.first_mut()) {
            if let Some(piece) = covers.get_mut(1).filter(|piece| label.contains(**piece)) {
                piece.start = label.start;
                cover.start = 1;
            }
        }
        items.into_iter().map(|(cover, value)| self.leaf(unit, &covers[cover], value)).collect()
    }
}
