//! The list of addressees (主送机关), and how such lists are divided.

use alloc::{borrow::Cow, vec::Vec};

use super::Segmenter;
use crate::{
    grammar::{head, sign, title},
    line::LineKind,
    model::Leaf,
    source::{Span, trim},
};

/// How many lines the list of addressees may take.
const MOST_ADDRESSEE_LINES: usize = 12;

impl Segmenter<'_> {
    /// Where a list of addressees ends that begins at a line: the line behind its colon.
    pub(super) fn salutation(&self, at: usize) -> Option<usize> {
        for end in at..(at + MOST_ADDRESSEE_LINES).min(self.lines.len()) {
            let line = &self.lines[end];
            if line.kind != LineKind::Text
                || line.has_stop()
                || sign::is_full_stop(line.last)
                || line.width > 400
            {
                return None;
            }
            if sign::is_colon(line.last) {
                // 被检查单位： / 检查人：, the labels of a form.
                let next = self.words(end + 1);
                let label = next.trim_end_matches(sign::is_colon);
                let in_form = line.width <= 12
                    && label.len() < next.len()
                    && label.len() <= 24
                    && label
                        .ends_with(['人', '名', '称', '址', '间', '期', '话', '码', '员', '章', '字', '位']);
                let joined = (at..=end).fold(Cow::Borrowed(""), |joined, at| joined + self.words(at));
                return (!in_form && head::is_salutation(&joined)).then_some(end + 1);
            }
            // A list over several lines is broken where the line is full or at a sign.
            let next_goes_on = self.words(end + 1).starts_with(['，', ',', '、', '；']);
            let list = line.width >= 8 && (line.has_comma() || line.has_list());
            let open = sign::is_clause_end(line.last) || line.width >= 15 || next_goes_on || list;
            let title = || end == at && line.kind == LineKind::Text && title::ends_whole(self.words(at));
            if !open || end > at && line.indent >= 4 || title() {
                return None;
            }
        }
        None
    }

    pub(super) fn addressees(&mut self, unit: u32, end: usize) {
        let pieces: Vec<Span> = self.lines[self.at..end].iter().map(|l| l.span).collect();
        let items = self.split_list(&pieces, |c| matches!(c, '，' | ',' | '；' | ';'), sign::is_colon);
        let leaves: Vec<Leaf> =
            items.into_iter().map(|(cover, value)| self.leaf(unit, &cover, value)).collect();
        let list = self.list(leaves);
        self.unit(unit).addressees = list;
        self.at = end;
    }

    /// Splits the text of some pieces into items: what each covers (its separator too) and its value.
    pub(super) fn split_list(
        &self,
        pieces: &[Span],
        separates: impl Fn(char) -> bool,
        ends: impl Fn(char) -> bool,
    ) -> Vec<(Vec<Span>, Span)> {
        let mut items: Vec<(Vec<Span>, Span)> = Vec::new();
        let mut cover: Vec<Span> = Vec::new();
        let mut value: Option<Span> = None;
        for piece in pieces.iter().flat_map(|&piece| self.tables.shown(piece)) {
            let text = piece.of(self.source);
            let mut from = piece.start;
            for (at, c) in sign::signs_in(text) {
                let here = piece.start + at as u32;
                let next = here + c.len_utf8() as u32;
                let last = next >= pieces.last().map_or(0, |p| p.end);
                if separates(c) || ends(c) && last {
                    let own = trim(self.source, Span::new(from, here));
                    value = Some(value.map_or(own, |v| v.hull(own)));
                    cover.push(Span::new(own.start.min(here), next));
                    if let Some(v) = value.take().filter(|v| !v.is_empty()) {
                        items.push((core::mem::take(&mut cover), v));
                    } else if let Some(before) = items.last_mut() {
                        before.0.append(&mut cover);
                    }
                    from = next;
                }
            }
            let rest = trim(self.source, Span::new(from, piece.end));
            if !rest.is_empty() {
                value = Some(value.map_or(rest, |v| v.hull(rest)));
                cover.push(rest);
            }
        }
        if let Some(v) = value {
            items.push((cover, v));
        }
        items
    }
}
