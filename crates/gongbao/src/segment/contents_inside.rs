//! Contents lists inside of a document: 目录 above its text, and chapters that come again.

use alloc::vec::Vec;

use super::{Segmenter, WIDEST_NAME};
use crate::{
    grammar::{
        marker::{Family, marker_at},
        masthead, sign,
    },
    line::LineKind,
    model::{ContentsNode, Leaf, NONE, Slice},
    source::{Span, is_blank, offset_of, trim},
};

/// Among how many lines below 目录 the first two pages stand that count up.
const MOST_PAGED: usize = 8;

impl Segmenter<'_> {
    /// 目录 inside a document: the chapters it announces come again in the text.
    pub(super) fn contents_inside(&mut self, unit: u32) -> bool {
        let start = self.at + 1;
        let first = self.words(start);
        let counted = self.has_plain_pages(start, self.lines.len().min(start + MOST_PAGED));
        let of_the_issue = core::mem::replace(&mut self.plain_pages, counted);
        // The first entry comes again where the text begins, there without its page.
        let name = self.page_at(start).map_or(first, |(title, _)| &first[..title]);
        let stands_above_the_text = |at: usize| {
            let annex = |at: &usize| self.kind(*at) == Some(LineKind::Attachment);
            let behind = (at..at + MOST_PAGED).find(|at| !annex(at));
            behind.is_some_and(|at| at > start && self.words(at) == name)
        };
        let is_entry = |at: usize| {
            self.line(at).is_some_and(|l| match l.kind {
                LineKind::Marked(m) => {
                    !l.has_stop() && l.last != '。' && m.family != Family::Article
                        || l.kind == LineKind::Leader
                }
                LineKind::Leader => true,
                LineKind::BoxHead => l.is_bare(),
                // 附表：重点项目表……9: only an entry has its page, or stands right above the first one again.
                LineKind::Attachment => {
                    masthead::leader(self.words(at)).is_some() || stands_above_the_text(at)
                }
                LineKind::Text => l.is_bare() && l.width <= WIDEST_NAME,
                _ => false,
            })
        };
        // The first chapter of the text has the number of the first entry, which may hold others as well.
        let number = |at: usize| {
            let marker = self.line(at)?.marker().filter(|m| m.family <= Family::Section)?;
            Some((marker.family, marker.number))
        };
        let own = number(start);
        let again = |at: usize| {
            self.words(at) == first || self.words(at) == name || own.is_some() && number(at) == own
        };
        let mut end = start;
        while is_entry(end) && (end == start || !again(end)) {
            end += 1;
        }
        if end == start {
            self.plain_pages = of_the_issue;
            return false;
        }
        self.grow(unit, self.lines[self.at].span);
        self.at = start;
        let list = self.chapter_entries(unit, start, end);
        self.plain_pages = of_the_issue;
        self.unit(unit).contents = list;
        self.at = end;
        true
    }

    /// A contents list on one line: 目　录：第一章 总则；第二章 …. Its entries begin at their markers, or behind a semicolon.
    pub(super) fn contents_on_a_line(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        if !self.words(self.at).starts_with("目录") {
            return false;
        }
        let text = line.span.of(self.source);
        let label = offset_of(text, "目录".len());
        let rest = text[label..].trim_start_matches(|c| sign::is_colon(c) || is_blank(c));
        let first = self.tables.contents.len();
        if !self.entries_of_a_line(unit, line.span, text.len() - rest.len(), true) {
            return false;
        }
        self.unit(unit).contents = Slice::new(first, self.tables.contents.len());
        self.at += 1;
        true
    }

    /// The entries of a line that has several from a place on, each with the marker of a chapter, or behind a sign if signs
    /// part them and not only blanks.
    fn entries_of_a_line(&mut self, unit: u32, line: Span, from: usize, signs: bool) -> bool {
        let text = line.of(self.source);
        let rest = &text[from..];
        let chapter = |text: &str| marker_at(text).is_some_and(|m| m.family <= Family::Section);
        if !chapter(rest) {
            return false;
        }
        let mut cuts: Vec<usize> = alloc::vec![from];
        for (at, c) in rest.char_indices().skip(1) {
            let parted = signs && rest[..at].ends_with(['；', ';', '、', '，']);
            let begins = || c == '第' && (signs || rest[..at].ends_with(is_blank)) && chapter(&rest[at..]);
            if parted || begins() {
                cuts.push(from + at);
            }
        }
        if cuts.len() < 2 {
            return false;
        }
        cuts.push(text.len());
        for pair in cuts.windows(2) {
            let place = |at: usize| line.start + at as u32;
            let cover = trim(self.source, Span::new(place(pair[0]), place(pair[1])));
            let entry = cover.of(self.source).trim_end_matches(['；', ';', '、', '，', '。']);
            let value = trim(self.source, Span::new(cover.start, cover.start + entry.len() as u32));
            if value.is_empty() {
                continue;
            }
            // 目录 and the colon belong to the first entry.
            let start = if pair[0] == from { line.start } else { cover.start };
            let title = self.leaf(unit, &[Span::new(start, cover.end)], value);
            self.tables.contents.push(ContentsNode {
                column: None,
                title,
                doc_number: None,
                page: None,
                document: NONE,
                span: Span::new(start, cover.end),
            });
        }
        true
    }

    /// Chapters without a head 目录 that come again.
    pub(super) fn chapter_contents(&mut self, start: usize, end: usize) -> bool {
        let unit = self.tables.units.len() as u32 - 1;
        let list = self.chapter_entries(unit, start, end);
        self.unit(unit).contents = list;
        // 某市某预案目录 is the title and the head of the list in one.
        if let Some(title) = self.tables.units[unit as usize].title {
            let text = title.value.of(self.source).trim_end_matches(is_blank);
            if let Some(name) =
                text.strip_suffix("目录").filter(|name| !name.trim_end_matches(is_blank).is_empty())
            {
                let end = title.value.start + name.len() as u32;
                let value = trim(self.source, Span::new(title.value.start, end));
                self.unit(unit).title = Some(Leaf { value, ..title });
            }
        }
        self.at = end;
        true
    }

    fn chapter_entries(&mut self, unit: u32, start: usize, end: usize) -> Slice {
        let from = self.tables.contents.len();
        for at in start..end {
            let span = self.lines[at].span;
            if self.lines[at].has_blanks() && self.entries_of_a_line(unit, span, 0, false) {
                continue;
            }
            let mut pieces = alloc::vec![span];
            let paged = self.page_at(at);
            let page = paged.and_then(|(title, page)| self.cut_page(&mut pieces, title).map(|s| (page, s)));
            if pieces[0].is_empty() {
                continue;
            }
            let title = self.leaf(unit, &pieces, pieces[0]);
            let page = page.map(|(n, s)| (n, self.leaf(unit, &[s], s)));
            self.tables.contents.push(ContentsNode {
                column: None,
                title,
                doc_number: None,
                page,
                document: NONE,
                span,
            });
        }
        Slice::new(from, self.tables.contents.len())
    }
}
