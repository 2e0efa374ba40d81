//! The frame below a text (版记): copies, subject words, the printer and the day of printing.

use alloc::vec::Vec;

use super::{Segmenter, WIDEST_NAME};
use crate::{
    grammar::{
        closing::{self, ClosingForm},
        organ, sign,
    },
    line::LineKind,
    model::{Date, DateNode},
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

    /// The printer and the day on one line without 印发, below subject words or copies.
    pub(super) fn printer_and_day(&mut self, document: u32) -> bool {
        if !self.is_framed(document) || self.unit(document).printed_on.is_some() {
            return false;
        }
        let (line, words) = (self.lines[self.at], self.words(self.at));
        let dated = self.unit(document).date.is_some();
        let prints =
            |name: &str| organ::is_organ(name) && (dated || name.ends_with(['室', '厅', '科', '处']));
        let cut = super::signature::date_at_end(words).filter(|&(cut, _)| prints(&words[..cut]));
        let Some((cut, day)) = cut else { return false };
        let place = line.span.start + offset_of(line.span.of(self.source), cut) as u32;
        let name = trim(self.source, Span::new(line.span.start, place));
        let span = trim_start(self.source, Span::new(place, line.span.end));
        let printer = self.leaf(document, &[name], name);
        let text = self.leaf(document, &[span], span);
        let node = self.unit(document);
        node.printed_by = node.printed_by.or(Some(printer));
        node.printed_on = Some(DateNode { text, date: day });
        self.at += 1;
        true
    }

    pub(super) fn is_printer_and_day(&self, at: usize) -> bool {
        let words = self.words(at);
        words.ends_with('日')
            && super::signature::date_at_end(words).is_some_and(|(cut, _)| organ::is_organ(&words[..cut]))
    }

    pub(super) fn copies(&mut self, unit: u32) {
        let mut pieces = alloc::vec![self.lines[self.at].span];
        let mut last = self.lines[self.at].last;
        self.at += 1;
        while let Some(line) = self.line(self.at).copied() {
            // The list goes on until its full stop; 各民主党派省委 stands behind one in the old form.
            let goes_on = line.kind == LineKind::Text
                && line.width <= 60
                && !self.has_frame_words(self.at)
                && !self.is_printer_and_day(self.at);
            if !goes_on
                || last == '。' && line.last != '。' && !matches!(line.last, '.' | '．')
                || pieces.len() >= 12
                || self
                    .title_run(self.at)
                    .is_some_and(|(end, title)| title.contains("关于") || self.begins_law(end, &title))
                || self.announced_at(self.at).is_some()
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
        pieces[0] = trim_start(self.source, Span::new(first.start + colon, first.end));
        // Where the list has no comma at all the enumeration comma parts it.
        let commas = pieces.iter().any(|p| p.of(self.source).contains(['，', ',', '；', ';']));
        let separates = |c| matches!(c, '，' | ',' | '；' | ';' | '。' | '.' | '．') || c == '、' && !commas;
        // 抄送 and the colon belong to the first item, which may stand on the next line.
        let leaves = self.split_list(unit, Some(first), &pieces, &separates, |_| false);
        let copied = self.unit(unit).copied_to;
        let copied = self.extend(copied, leaves);
        self.unit(unit).copied_to = copied;
    }

    fn has_frame_words(&self, at: usize) -> bool {
        let words = self.words(at);
        closing::printed_at(words).is_some()
            || words.starts_with("共印")
            || words.starts_with("印发")
            || organ::is_organ(words)
                && (words.ends_with(['室', '厅'])
                    || matches!(self.kind(at + 1), Some(LineKind::Closing(ClosingForm::Printed))))
    }

    pub(super) fn subject_words(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let colon =
            text.char_indices().find(|&(_, c)| sign::is_colon(c)).map_or(0, |(at, c)| at + c.len_utf8())
                as u32;
        let mut words = blank_words(self.source, Span::new(line.span.start + colon, line.span.end));
        // A character that prints nothing is no word.
        words.retain(|&word| self.tables.shown(word).next().is_some());
        // The words may go on on the next line, above the rest of the frame.
        let below = self
            .line(self.at + 1)
            .filter(|l| l.kind == LineKind::Text && l.is_bare() && l.width <= WIDEST_NAME);
        let more = below.map(|l| blank_words(self.source, l.span)).unwrap_or_default();
        let is_word = |w: &Span| (2..=6).contains(&w.of(self.source).chars().count());
        if more.len() > 1 && more.iter().all(is_word) && self.is_frame_line(self.at + 2) {
            words.extend(more);
            self.at += 1;
        }
        let mut leaves = Vec::with_capacity(words.len());
        for (i, &word) in words.iter().enumerate() {
            let leaf = match i {
                0 if line.span.contains(word) => {
                    self.leaf(unit, &[Span::new(line.span.start, word.end)], word)
                }
                // The label stands above the words.
                0 => self.leaf(unit, &[line.span, word], word),
                _ => self.leaf(unit, &[word], word),
            };
            leaves.push(leaf);
        }
        let list = self.list(leaves);
        self.unit(unit).subject_words = list;
        self.at += 1;
    }

    /// Whether a line belongs to the frame below a text: copies, the printer, or his name alone.
    fn is_frame_line(&self, at: usize) -> bool {
        match self.kind(at) {
            None | Some(LineKind::Closing(_)) => true,
            Some(LineKind::Text) => {
                let words = self.words(at);
                let name = super::signature::date_at_end(words).map_or(words, |(cut, _)| &words[..cut]);
                organ::is_organ(name)
            }
            _ => false,
        }
    }

    /// Whether subject words or copies have been read: the frame below the text has begun.
    pub(super) fn is_framed(&self, document: u32) -> bool {
        let node = &self.tables.units[document as usize];
        !(node.subject_words.is_empty() && node.copied_to.is_empty())
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

/// The words of a span that blanks part.
fn blank_words(source: &str, span: Span) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    let mut at = span.start;
    for word in span.of(source).split(is_blank) {
        if !word.is_empty() {
            words.push(Span::new(at, at + word.len() as u32));
        }
        at += word.len() as u32;
        let blank = source[at as usize..].chars().next().filter(|&c| is_blank(c));
        at += blank.map_or(0, char::len_utf8) as u32;
    }
    words
}
