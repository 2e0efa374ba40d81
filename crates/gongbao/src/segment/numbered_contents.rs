//! Contents lists whose entries begin with a number: the page that a title stands on, or a count of the titles.

use alloc::{collections::BTreeSet, string::String, vec::Vec};

use super::{Segmenter, contents::names_column};
use crate::{
    grammar::{marker, masthead, title},
    line::LineKind,
    model::{Leaf, Slice},
    source::{Span, compact, trim, trim_start},
};

/// How many lines are looked at for the first two entries.
const FIRST_ENTRIES: usize = 12;

/// What an entry begins with: its number, and where number and title stand.
struct Begin {
    number: u32,
    place: Span,
    title: Span,
}

impl Segmenter<'_> {
    /// Reads a list whose first two entries begin with numbers that count up, and end with none. Counted from one they are no
    /// pages.
    pub(super) fn numbered_contents(&mut self) -> Option<Slice> {
        let until = (self.at + FIRST_ENTRIES).min(self.lines.len());
        let mut entries =
            (self.at..until).filter_map(|at| self.entry_begin(at).map(|begin| (at, begin.number)));
        let (first, second) = (entries.next()?, entries.next()?);
        let headed = (self.at..first.0).all(|at| self.is_column(at));
        let paged = (first.0..=second.0).any(|at| self.page_at(at).is_some());
        if !headed || paged || second.1 < first.1 {
            return None;
        }
        let are_pages = (first.1, second.1) != (1, 2);
        let start = self.tables.contents.len();
        let (mut column, mut columns): (Option<Leaf>, BTreeSet<&str>) = (None, BTreeSet::new());
        let mut entry: Option<(Begin, Vec<Span>)> = None;
        let mut last = 0;
        while let Some(line) = self.line(self.at).copied() {
            let words = self.words(self.at);
            let begin = self.entry_begin(self.at).filter(|begin| begin.number >= last);
            let open = entry.as_ref().is_some_and(|(_, pieces)| !self.is_whole_title(pieces));
            if let Some(begin) = begin {
                self.end_entry(entry.take(), &mut column, are_pages);
                last = begin.number;
                let title = begin.title;
                entry = Some((begin, alloc::vec![title]));
            } else if self.is_column(self.at) && !columns.contains(words) {
                self.end_entry(entry.take(), &mut column, are_pages);
                column = self.numbered_column(words);
                columns.insert(words);
            } else if let (true, LineKind::Text, Some((_, pieces))) = (open, line.kind, &mut entry) {
                pieces.push(line.span);
            } else {
                break;
            }
            self.at += 1;
        }
        self.end_entry(entry, &mut column, are_pages);
        Some(Slice::new(start, self.tables.contents.len()))
    }

    fn end_entry(&mut self, entry: Option<(Begin, Vec<Span>)>, column: &mut Option<Leaf>, pages: bool) {
        let Some((begin, pieces)) = entry else { return };
        let end = pieces.last().map_or(begin.title.end, |piece| piece.end);
        let page = pages.then_some((begin.number, begin.place));
        self.push_entry(pieces, Span::new(begin.place.start, end), column, page);
    }

    /// Whether the pieces of a title end as one does.
    fn is_whole_title(&self, pieces: &[Span]) -> bool {
        let joined: String = pieces.iter().map(|piece| compact(piece.of(self.source))).collect();
        title::kind_of(&joined).is_some() && !title::is_incomplete(&joined)
            || pieces.last().is_some_and(|&last| self.number_behind(last).is_some())
    }

    /// `begin = ("(" number ")" | ["P"] number (blank | sign)) title`
    fn entry_begin(&self, at: usize) -> Option<Begin> {
        let line = self.line(at).filter(|l| {
            let kind = matches!(l.kind, LineKind::Text | LineKind::Marked(_) | LineKind::OrderHead);
            kind && l.is_bare() && (6..=120).contains(&l.width)
        })?;
        let text = line.span.of(self.source);
        let (number, place, rest) = masthead::number_in_front(text)?;
        let from = line.span.start;
        let title = trim_start(self.source, Span::new(from + rest as u32, line.span.end));
        (title.of(self.source).chars().count() >= 4).then(|| Begin {
            number,
            place: trim(self.source, Span::new(from, from + place as u32)),
            title,
        })
    }

    /// Whether a line names a column, perhaps with a number of its own: 一、市政府文件.
    fn is_column(&self, at: usize) -> bool {
        let words = self.words(at);
        let Some(line) = self.line(at).filter(|l| l.width <= 16 && l.is_bare()) else { return false };
        match line.kind {
            LineKind::Banner | LineKind::RedHead => true,
            LineKind::Text => names_column(words) || masthead::contents_column(words).is_some(),
            LineKind::Marked(m) => m.family == marker::Family::HanComma && names_column(words),
            _ => false,
        }
    }

    fn numbered_column(&mut self, words: &str) -> Option<Leaf> {
        let line = self.lines[self.at];
        let Some(marker) = line.marker() else { return self.column_line(words) };
        let value = trim_start(self.source, Span::new(line.span.start + marker.len, line.span.end));
        Some(self.tables.leaf_of(&[line.span], value))
    }
}
