//! The frame below a text (版记): copies, subject words, the printer and the day of printing.

use alloc::vec::Vec;

use super::{Segmenter, fields::split_list};
use crate::{
    grammar::{
        closing::{self, ClosingForm},
        organ, sign,
    },
    line::LineKind,
    model::{Date, DateNode, Leaf},
    source::{Span, compact, is_blank, offset_of, trim, trim_start},
};

impl Segmenter<'_> {
    /// The date of the printer's line on a line of its own, behind the closing.
    pub(super) fn printed_later(&mut self, document: u32, day: Option<Date>) {
        let line = self.lines[self.at];
        if self.unit(document).printed_on.is_none() && self.unit(document).printed_by.is_some() {
            let text = self.leaf(document, &[line.span], line.span);
            self.unit(document).printed_on = Some(DateNode { text, date: day });
        }
        self.at += 1;
    }

    /// The printer alone on a line behind the closing; the date stands on the next line: 2016年4月13日印发.
    pub(super) fn printer_alone(&mut self, document: u32) -> bool {
        let line = self.lines[self.at];
        let words = self.words(self.at);
        let dated = |at: usize| {
            matches!(self.kind(at), Some(LineKind::Day(_) | LineKind::Closing(ClosingForm::Printed)))
        };
        let printer = organ::is_organ(words)
            && (dated(self.at + 1) || dated(self.at + 2))
            && self.title_run(self.at).is_none();
        if !printer || self.unit(document).printed_by.is_some() {
            return false;
        }
        let leaf = self.leaf(document, &[line.span], line.span);
        self.unit(document).printed_by = Some(leaf);
        self.at += 1;
        true
    }

    pub(super) fn copies(&mut self, unit: u32) {
        let mut pieces = alloc::vec![self.lines[self.at].span];
        let mut last = self.lines[self.at].last;
        self.at += 1;
        while let Some(line) = self.line(self.at).copied() {
            // The list goes on until its full stop; 各民主党派省委 stands behind one in the old form.
            let goes_on = line.kind == LineKind::Text && line.width <= 60 && !self.has_frame_words(self.at);
            if !goes_on
                || last == '。' && line.last != '。' && !matches!(line.last, '.' | '．')
                || pieces.len() >= 12
                || self.title_run(self.at).is_some_and(|(_, title)| title.contains("关于"))
            {
                break;
            }
            last = line.last;
            pieces.push(line.span);
            self.at += 1;
        }
        let first = pieces[0];
        let text = first.of(self.source);
        let colon =
            text.char_indices().find(|&(_, c)| sign::is_colon(c)).map_or(0, |(at, c)| at + c.len_utf8())
                as u32;
        let label = first.start;
        pieces[0] = trim_start(self.source, Span::new(first.start + colon, first.end));
        // Where the list has no comma at all the enumeration comma parts it.
        let commas = pieces.iter().any(|p| p.of(self.source).contains(['，', ',', '；', ';']));
        let separates = |c| matches!(c, '，' | ',' | '；' | ';' | '。' | '.' | '．') || c == '、' && !commas;
        let mut items = split_list(self.source, &pieces, separates, |_| false);
        // 抄送 and the colon belong to the first item, which may stand on the next line.
        if let Some((cover, _)) = items.first_mut() {
            match cover.first_mut() {
                Some(piece) if first.contains(*piece) => *piece = Span::new(label, piece.end),
                _ => cover.insert(0, first),
            }
        }
        let leaves: Vec<Leaf> =
            items.into_iter().map(|(cover, value)| self.leaf(unit, &cover, value)).collect();
        let copied = self.unit(unit).copied_to;
        let copied = self.extend(copied, leaves);
        self.unit(unit).copied_to = copied;
    }

    fn has_frame_words(&self, at: usize) -> bool {
        let words = self.words(at);
        closing::printed_at(words).is_some()
            || words.starts_with("共印")
            || words.starts_with("印发")
            || organ::is_organ(words) && words.ends_with(['室', '厅'])
    }

    pub(super) fn subject_words(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let colon =
            text.char_indices().find(|&(_, c)| sign::is_colon(c)).map_or(0, |(at, c)| at + c.len_utf8())
                as u32;
        let mut words: Vec<Span> = Vec::new();
        let mut at = line.span.start + colon;
        for word in text[colon as usize..].split(is_blank) {
            if !word.is_empty() {
                words.push(Span::new(at, at + word.len() as u32));
            }
            at += word.len() as u32;
            at += self.source[at as usize..].chars().next().filter(|&c| is_blank(c)).map_or(0, char::len_utf8)
                as u32;
        }
        let mut leaves = Vec::with_capacity(words.len());
        for (i, &word) in words.iter().enumerate() {
            let cover = if i == 0 { Span::new(line.span.start, word.end) } else { word };
            leaves.push(self.leaf(unit, &[cover], word));
        }
        let list = self.list(leaves);
        self.unit(unit).subject_words = list;
        self.at += 1;
    }

    pub(super) fn printed(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let words = compact(text);
        self.at += 1;
        let Some(form) = closing::printed_at(&words) else { return };
        let place = |offset: usize| line.span.start + offset_of(text, offset) as u32;
        let day = trim(self.source, Span::new(place(form.date.0), place(form.date.1)));
        let when = self.leaf(unit, &[Span::new(day.start, line.span.end)], day);
        self.unit(unit).printed_on = Some(DateNode { text: when, date: form.day });
        if form.organ > 0 && self.unit(unit).printed_by.is_none() {
            let name = Span::new(line.span.start, place(form.organ));
            let leaf = self.leaf(unit, &[trim(self.source, Span::new(name.start, day.start))], name);
            self.unit(unit).printed_by = Some(leaf);
        }
    }
}
