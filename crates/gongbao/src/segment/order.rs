//! The head of an order: 某市人民政府令, the organs that issue it together, and the order in brackets below a title.

use alloc::vec::Vec;

use super::{Segmenter, fields::MOST_HEAD_ORGANS};
use crate::{
    grammar::{head, title},
    line::{self, LineKind},
    model::{DocNumberNode, DocumentKind},
    source::{Span, compact, offset_of, trim},
};

impl Segmenter<'_> {
    /// The head of an order: its name is the title, its number stands behind it or on the next line. From `first` on stand
    /// the organs that issue it together with the one that it names.
    pub(super) fn order_line(&mut self, unit: u32, first: usize) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let Some(form) = head::order_head(&compact(text)) else {
            self.at += 1;
            return;
        };
        let place = |offset: usize| line.span.start + offset_of(text, offset) as u32;
        let inside = form.number.1 <= form.title && form.number.0 < form.number.1;
        let title =
            if inside { line.span } else { trim(self.source, Span::new(line.span.start, place(form.title))) };
        self.unit(unit).kind = title::kind_of(&compact(title.of(self.source))).unwrap_or(DocumentKind::Order);
        let issuer = trim(self.source, Span::new(line.span.start, place(form.organ)));
        let joint = self.joint_order(self.at);
        let spans = |lines: &[line::Classified]| -> Vec<Span> { lines.iter().map(|l| l.span).collect() };
        let organs_above = spans(&self.lines[first..self.at]);
        let organs_below = joint.map_or_else(Vec::new, |(_, below)| spans(&self.lines[self.at + 1..below]));
        // Below the title of what it promulgates the head names the issuers and is no title.
        let titled = self.unit(unit).title.is_some();
        let (leaf, issuers) = if titled {
            let mut issuers = Vec::new();
            for span in organs_above {
                issuers.push(self.leaf(unit, &[span], span));
            }
            // Several names may stand in front of 令: the sign between two belongs to the first, 令 to the last.
            let names = super::signature::organ_words(self.source, issuer);
            let ends = names.iter().skip(1).map(|name| name.start).chain([title.end]);
            for (&name, end) in names.iter().zip(ends) {
                let cover = trim(self.source, Span::new(name.start, end));
                issuers.push(self.leaf(unit, &[cover], name));
            }
            let last = issuers.last().copied();
            let leaf = last.unwrap_or_else(|| self.leaf(unit, &[title], issuer));
            for span in organs_below {
                issuers.push(self.leaf(unit, &[span], span));
            }
            (leaf, issuers)
        } else {
            let pieces = [organs_above.as_slice(), &[title], &organs_below].concat();
            // The title ends with 令; the organs below it are read out of its leaf like those above.
            let leaf = self.leaf(unit, &pieces, Span::new(pieces[0].start, title.end));
            let named: Vec<Span> = [organs_above.as_slice(), &[issuer], &organs_below].concat();
            let issuers = named.into_iter().flat_map(|span| self.organs_in(leaf, span)).collect();
            (leaf, issuers)
        };
        self.unit(unit).issuers = self.list(issuers);
        if !titled {
            self.unit(unit).title = Some(leaf);
        }
        if inside {
            let number = Span::new(place(form.number.0), place(form.number.1));
            let value =
                crate::grammar::number::number_at(compact(number.of(self.source)).trim_start_matches('第'))
                    .map(|n| n.0);
            let text = self.tables.derive(leaf, trim(self.source, number));
            self.unit(unit).doc_number = Some(DocNumberNode {
                text,
                agency: Span::new(number.start, number.start),
                year: None,
                number: value,
            });
        } else if form.number.0 < form.number.1 {
            let rest = trim(self.source, Span::new(title.end, line.span.end));
            let node = self.number_in(unit, rest);
            self.unit(unit).doc_number = node;
        }
        self.at = joint.map_or(self.at + 1, |(_, below)| below);
    }

    /// Where the organs begin and end that issue an order together, one on each line and 令 behind one of them:
    /// 甲部 / 乙总局令 / 丙委员会 above the number.
    pub(super) fn joint_order(&self, at: usize) -> Option<(usize, usize)> {
        if self.kind(at) != Some(LineKind::OrderHead) || !self.words(at).ends_with(['令', '告']) {
            return None;
        }
        let below = self.red_head_organs(at + 1);
        let first = at.saturating_sub(MOST_HEAD_ORGANS);
        let above = (first..at).rev().take_while(|&a| self.red_head_organs(a) > a).last().unwrap_or(at);
        let numbered = matches!(self.kind(below), Some(LineKind::OrderNumber | LineKind::DocNumber));
        (numbered && (above < at || below > at + 1)).then_some((above, below))
    }

    /// The order that promulgates it, in brackets below a title: （某市人民政府令第12号）. Its number and organ are the document's.
    pub(super) fn order_in_brackets(&mut self, unit: u32) -> bool {
        let span = self.lines[self.at].span;
        let found = self.words(self.at).starts_with(['(', '（']) && self.order_in_span(unit, span);
        self.at += usize::from(found);
        found
    }

    /// The same, for its place.
    pub(super) fn order_in_span(&mut self, unit: u32, span: Span) -> bool {
        let text = span.of(self.source);
        let words = compact(text);
        let inner =
            words.strip_prefix(['(', '（']).and_then(|w| w.strip_suffix([')', '）'])).unwrap_or(&words);
        let Some(form) = head::order_head(inner).filter(|form| form.number.0 < form.number.1) else {
            return false;
        };
        if self.unit(unit).doc_number.is_some() {
            return false;
        }
        let skip = words.find(inner).unwrap_or(0);
        let place = |offset: usize| span.start + offset_of(text, skip + offset) as u32;
        let value = trim(self.source, Span::new(place(form.number.0), place(form.number.1)));
        let number =
            crate::grammar::number::number_at(inner[form.number.0..form.number.1].trim_start_matches('第'));
        let leaf = self.leaf(unit, &[span], value);
        let agency = Span::new(value.start, value.start);
        self.unit(unit).doc_number =
            Some(DocNumberNode { text: leaf, agency, year: None, number: number.map(|n| n.0) });
        if self.unit(unit).issuers.is_empty() {
            let organ = trim(self.source, Span::new(place(0), place(form.organ)));
            let issuers = self.organs_in(leaf, organ);
            self.unit(unit).issuers = self.list(issuers);
        }
        true
    }
}
