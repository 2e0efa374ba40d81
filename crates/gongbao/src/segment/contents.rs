//! Contents lists: the one of an issue, and 目录 inside a document.

use alloc::{borrow::Cow, collections::BTreeSet, string::String, vec::Vec};

use super::{
    Segmenter, WIDEST_NAME,
    title::{begin_bit, letters},
};
use crate::{
    grammar::{
        doc_number,
        marker::{Family, marker_at},
        masthead, page, sign, title,
    },
    line::LineKind,
    model::{ContentsNode, Leaf, NONE, Slice},
    source::{Span, compact, is_blank, offset_of, place_in, trim, trim_end, trim_start},
};

/// Whether a compact line ends as the name of a column does.
pub(super) fn names_column(name: &str) -> bool {
    ["文件", "解读", "任免", "大事记", "规章", "法规", "会议", "讲话", "选登", "机构", "人事"]
        .iter()
        .any(|w| name.ends_with(w))
}

impl Segmenter<'_> {
    // ------------------------------------------------------------------ of an issue

    /// Reads the contents list of an issue: columns, titles over several lines, numbers, pages.
    pub(super) fn contents_list(&mut self) -> Slice {
        if let Some(entries) = self.numbered_contents() {
            return entries;
        }
        self.plain_pages = self.has_plain_pages(self.at, self.lines.len());
        let end = self.contents_end();
        let start = self.tables.contents.len();
        let mut column: Option<Leaf> = None;
        let mut pieces: Vec<Span> = Vec::new();
        let mut joined = String::new();
        let mut signed: BTreeSet<&str> = BTreeSet::new();
        while self.at < end {
            let line = self.lines[self.at];
            let words = self.words(self.at);
            if pieces.is_empty() {
                if let Some(leaf) = self.column_line(words) {
                    column = Some(leaf);
                    if line.kind == LineKind::Text && masthead::contents_column(words).is_some() {
                        signed.insert(words);
                    }
                    self.at += 1;
                    continue;
                }
                if page::is_foreign(words) && self.page_at(self.at).is_none() {
                    // CONTENTS
                    self.at += 1;
                    continue;
                }
            }
            pieces.push(line.span);
            self.at += 1;
            let text = line.span.of(self.source);
            joined.push_str(&if line.has_blanks() { compact(text) } else { text.into() });
            let paged = self.page_at(self.at - 1).and_then(|(title, page)| {
                let tail = words.len().checked_sub(title)?;
                Some((joined.len().checked_sub(tail)?, page))
            });
            let next_is_leader = || self.at < end && self.page_at(self.at).is_some_and(|(len, _)| len == 0);
            let numbered = || self.number_behind(line.span).is_some();
            let whole = || title::kind_of(&joined).is_some() && !title::is_incomplete(&joined);
            // Most entries end with their page.
            let done = || (numbered() || whole() && !self.continues_title(end)) && !next_is_leader();
            if paged.is_some() || done() {
                self.add_entry(&pieces, &mut column, paged);
                pieces.clear();
                joined.clear();
            }
        }
        if !pieces.is_empty() {
            self.add_entry(&pieces, &mut column, None);
        }
        self.mark_columns(&signed);
        Slice::new(start, self.tables.contents.len())
    }

    /// A column in signs that only the contents list tells from text is a banner where it stands again.
    fn mark_columns(&mut self, columns: &BTreeSet<&str>) {
        if columns.is_empty() {
            return;
        }
        for at in self.at..self.lines.len() {
            let short = self.lines[at].kind == LineKind::Text && self.lines[at].width <= 24;
            if short && columns.contains(self.words(at)) {
                self.lines[at].kind = LineKind::Banner;
            }
        }
    }

    /// The page that ends the entry which a line closes, and the length of what stands before it, without blanks.
    pub(super) fn page_at(&self, at: usize) -> Option<(usize, u32)> {
        let words = self.words(at);
        masthead::leader(words).or_else(|| {
            let line = self.line(at).filter(|l| self.plain_pages && l.width <= 150)?;
            let (tail, page) = masthead::page_behind(line.span.of(self.source))?;
            Some((words.len().checked_sub(tail)?, page))
        })
    }

    /// Whether the lines of a contents list end in pages that stand behind blanks and count up.
    fn has_plain_pages(&self, from: usize, until: usize) -> bool {
        let mut pages = self.lines[from.min(until)..until]
            .iter()
            .take(24)
            .take_while(|l| !l.has_stop())
            .filter(|l| l.width <= 150)
            .filter_map(|l| masthead::page_behind(l.span.of(self.source)))
            .map(|(_, page)| page);
        let (first, second) = (pages.next(), pages.next());
        first.is_some() && second >= first
    }

    /// A contents list without a head between the masthead and the first document: lines with pages that count up. Gives
    /// the line it begins at.
    pub(super) fn unheaded_contents(&self, from: usize, until: usize) -> Option<usize> {
        let page = |at: usize| {
            let line = self.line(at).filter(|l| l.width <= 150)?;
            let plain = || masthead::page_behind(line.span.of(self.source)).map(|(_, page)| page);
            masthead::leader(self.words(at)).map(|(_, page)| page).or_else(plain)
        };
        let mut paged = (from..until).filter_map(|at| page(at).map(|page| (at, page)));
        let (first, second) = (paged.next()?, paged.next()?);
        if second.1 < first.1 || second.0 - first.0 > 8 {
            return None;
        }
        let is_head = |at: usize| {
            !matches!(self.kind(at), Some(LineKind::Text | LineKind::Banner | LineKind::RedHead))
                || masthead::sponsor(self.words(at)).is_some()
        };
        Some((from..first.0).rev().find(|&at| is_head(at)).map_or(from, |at| at + 1))
    }

    fn continues_title(&self, end: usize) -> bool {
        self.at < end && {
            let next = self.words(self.at);
            next.starts_with('的')
                || self.page_at(self.at).is_some_and(|(len, _)| len > 0) && !self.is_title_with_page(self.at)
        }
    }

    /// Whether a line of the contents is a title with its page: what stands before the page ends as a title does.
    fn is_title_with_page(&self, at: usize) -> bool {
        let words = self.words(at);
        let end = self.page_at(at).map_or(words.len(), |(len, _)| len);
        words.get(..end).is_some_and(|title| title::kind_of(title).is_some())
    }

    /// A line of the contents that names a column; its leaf goes to the first entry below it.
    pub(super) fn column_line(&mut self, words: &str) -> Option<Leaf> {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        if line.kind == LineKind::Banner {
            let (start, end) = masthead::banner(words)?;
            let value = Span::new(
                line.span.start + offset_of(text, start) as u32,
                line.span.start + offset_of(text, end) as u32,
            );
            return Some(self.tables.leaf_of(&[line.span], trim(self.source, value)));
        }
        if let Some((start, end)) =
            masthead::contents_column(words).filter(|_| self.page_at(self.at).is_none())
        {
            let value = Span::new(
                line.span.start + offset_of(text, start) as u32,
                line.span.start + offset_of(text, end) as u32,
            );
            return Some(self.tables.leaf_of(&[line.span], trim(self.source, value)));
        }
        let short = line.width <= 16 && self.page_at(self.at).is_none();
        let name = words.trim_end_matches(sign::is_colon);
        let names = line.kind == LineKind::RedHead || short && names_column(name);
        names.then(|| {
            let value = Span::new(line.span.start, line.span.start + offset_of(text, name.len()) as u32);
            self.tables.leaf_of(&[line.span], trim(self.source, value))
        })
    }

    fn add_entry(&mut self, pieces: &[Span], column: &mut Option<Leaf>, paged: Option<(usize, u32)>) {
        let mut pieces = pieces.to_vec();
        let hull = Span::new(pieces[0].start, pieces[pieces.len() - 1].end);
        let page = paged.and_then(|(title, page)| self.cut_page(&mut pieces, title).map(|span| (page, span)));
        self.push_entry(pieces, hull, column, page);
    }

    /// An entry of the contents: the pieces of its title with its document number, and its page.
    pub(super) fn push_entry(
        &mut self,
        mut pieces: Vec<Span>,
        hull: Span,
        column: &mut Option<Leaf>,
        page: Option<(u32, Span)>,
    ) {
        let mut number = pieces.last().and_then(|&last| self.number_behind(last));
        if let (Some(number), Some(last)) = (number, pieces.last_mut()) {
            *last = trim_end(self.source, Span::new(last.start, number.start));
        }
        if let (None, Some(&first)) = (number, pieces.first()) {
            // 临政发〔2023〕5号　title: the number in front.
            number = self.number_in_front(first);
            if let Some(number) = number {
                pieces[0] = trim_start(self.source, Span::new(number.end, first.end));
            }
        }
        pieces.retain(|p| !p.is_empty());
        if pieces.is_empty() {
            return;
        }
        let value = Span::new(pieces[0].start, pieces[pieces.len() - 1].end);
        let title = self.tables.leaf_of(&pieces, value);
        let doc_number = number.and_then(|span| self.contents_number(span));
        let page = page.map(|(page, span)| (page, self.tables.leaf(span)));
        let own = column
            .map(|leaf| if leaf.derived { Span::default() } else { self.tables.hull_of(leaf) })
            .unwrap_or_default();
        let entry = self.tables.contents.len() as u32;
        self.tables.contents.push(ContentsNode {
            column: *column,
            title,
            doc_number,
            page,
            document: NONE,
            span: own.hull(hull),
        });
        *column = column.map(|leaf| Leaf { derived: true, ..leaf });
        let letters = self.letters_of(title);
        self.announced_begin |= begin_bit(&letters);
        let same = *self.announced.entry(letters).or_insert(self.entries.len() as u32) as usize;
        match self.entries.get_mut(same) {
            Some(entries) => entries.push(entry),
            None => self.entries.push(alloc::vec![entry]),
        }
    }

    /// A document number at the start of a span with blanks behind it.
    fn number_in_front(&self, span: Span) -> Option<Span> {
        let text = span.of(self.source);
        // Where it is as long as the text, no blank stands in it.
        let Cow::Owned(words) = compact(text) else { return None };
        let (_, len) = doc_number::doc_number_at(&words).filter(|&(_, len)| len < words.len())?;
        let end = offset_of(text, len);
        let parted = text[end..].starts_with(is_blank);
        parted.then(|| Span::new(span.start, span.start + end as u32))
    }

    /// Cuts leaders and page from the end of an entry's pieces; `title` is the compact length of what is left.
    fn cut_page(&self, pieces: &mut [Span], title: usize) -> Option<Span> {
        let mut left = title;
        let mut page: Option<Span> = None;
        for piece in pieces.iter_mut() {
            let text = piece.of(self.source);
            let len = compact(text).len();
            if left >= len {
                left -= len;
                continue;
            }
            let cut = piece.start + offset_of(text, left) as u32;
            let tail = trim(self.source, Span::new(cut, piece.end));
            page = Some(page.map_or(tail, |p: Span| p.hull(tail)));
            *piece = trim_end(self.source, Span::new(piece.start, cut));
            left = 0;
        }
        page
    }

    fn contents_number(&mut self, span: Span) -> Option<crate::model::DocNumberNode> {
        let text = span.of(self.source);
        let words = compact(text);
        let bare = crate::line::bare_number(&words);
        let form = doc_number::parse_doc_number(bare)?;
        let skip = place_in(&words, bare);
        let place = |offset: usize| span.start + offset_of(text, offset) as u32;
        let value = Span::new(place(skip), place(skip + bare.len()));
        let leaf = self.tables.leaf_of(&[span], trim(self.source, value));
        let agency = Span::new(value.start, place(skip + form.agency));
        Some(crate::model::DocNumberNode { text: leaf, agency, year: form.year, number: form.number })
    }

    /// Where the contents list ends: where a column or the first title comes again, or where a document begins.
    fn contents_end(&self) -> usize {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let first: Vec<String> = (self.at..self.at + 4).map(|at| letters(self.words(at))).collect();
        let paged =
            (self.at..(self.at + 12).min(self.lines.len())).filter(|&at| self.page_at(at).is_some()).count()
                >= 2;
        let mut end = self.at;
        while let Some(line) = self.line(end) {
            let words = self.words(end);
            // A column may stand in signs here and without them there.
            let bare = masthead::banner(words).and_then(|(from, to)| words.get(from..to)).unwrap_or(words);
            let again = matches!(line.kind, LineKind::Banner | LineKind::RedHead) && seen.contains(bare)
                || end > self.at && self.is_head_of_page(end, &seen);
            let begins = |title: &&String| begin_bit(title) == begin_bit(words);
            let mut alike = first.iter().take(end - self.at).filter(begins).peekable();
            let first_title = end > self.at + 1 && alike.peek().is_some() && {
                let own = letters(words);
                own.chars().count() >= 6 && alike.any(|title| title.starts_with(&own))
            };
            let column = || line.width <= 16 && names_column(words.trim_end_matches(sign::is_colon));
            let stop = line.kind == LineKind::DocNumber
                || matches!(line.kind, LineKind::Marked(_)) && self.page_at(end).is_none()
                || line.has_stop()
                || sign::is_colon(line.last) && !column()
                || line.last == '。';
            let pageless = paged && end > self.at && !self.page_ahead(end) && self.column_at(end).is_none();
            if again || first_title || stop || pageless {
                return end;
            }
            seen.insert(bare);
            end += 1;
        }
        end
    }

    fn column_at(&self, at: usize) -> Option<()> {
        matches!(self.kind(at), Some(LineKind::Banner | LineKind::RedHead))
            .then_some(())
            .or_else(|| (self.line(at)?.width <= 12 && self.page_ahead(at + 1)).then_some(()))
    }

    /// Whether a page number ends the entry that a line belongs to.
    fn page_ahead(&self, at: usize) -> bool {
        (at..at + 4)
            .map_while(|a| {
                self.line(a)
                    .filter(|l| {
                        matches!(
                            l.kind,
                            LineKind::Text
                                | LineKind::Leader
                                | LineKind::Banner
                                | LineKind::RedHead
                                | LineKind::OrderHead
                                | LineKind::Marked(_)
                        )
                    })
                    .map(|_| a)
            })
            .any(|a| self.page_at(a).is_some())
    }

    // ------------------------------------------------------------------ contents inside a document

    /// 目录 inside a document: the chapters it announces come again in the text.
    pub(super) fn contents_inside(&mut self, unit: u32) -> bool {
        let start = self.at + 1;
        let first = self.words(start);
        let is_entry = |at: usize| {
            self.line(at).is_some_and(|l| match l.kind {
                LineKind::Marked(m) => {
                    !l.has_stop() && l.last != '。' && m.family != Family::Article
                        || l.kind == LineKind::Leader
                }
                LineKind::Leader => true,
                LineKind::BoxHead => l.is_bare(),
                // 附表：重点项目表……9: only an entry has its page.
                LineKind::Attachment => masthead::leader(self.words(at)).is_some(),
                LineKind::Text => l.is_bare() && l.width <= WIDEST_NAME,
                _ => false,
            })
        };
        // The first entry comes again where the text begins, there without its page.
        let name = masthead::leader(first).map_or(first, |(title, _)| &first[..title]);
        let mut end = start;
        while is_entry(end) && (end == start || self.words(end) != first && self.words(end) != name) {
            end += 1;
        }
        if end == start {
            return false;
        }
        self.grow(unit, self.lines[self.at].span);
        self.at = start;
        let list = self.chapter_entries(unit, start, end);
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
        let from = text.len() - rest.len();
        let chapter = |text: &str| marker_at(text).is_some_and(|m| m.family <= Family::Section);
        let mut cuts: Vec<usize> = alloc::vec![from];
        for (at, c) in rest.char_indices().skip(1) {
            let parted = rest[..at].ends_with(['；', ';', '、', '，']);
            if parted || c == '第' && chapter(&rest[at..]) {
                cuts.push(from + at);
            }
        }
        if !chapter(rest) || cuts.len() < 2 {
            return false;
        }
        cuts.push(text.len());
        let first = self.tables.contents.len();
        for pair in cuts.windows(2) {
            let place = |at: usize| line.span.start + at as u32;
            let cover = trim(self.source, Span::new(place(pair[0]), place(pair[1])));
            let entry = cover.of(self.source).trim_end_matches(['；', ';', '、', '，', '。']);
            let value = trim(self.source, Span::new(cover.start, cover.start + entry.len() as u32));
            if value.is_empty() {
                continue;
            }
            // 目录 and the colon belong to the first entry.
            let start = if pair[0] == from { line.span.start } else { cover.start };
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
        self.unit(unit).contents = Slice::new(first, self.tables.contents.len());
        self.at += 1;
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
            let words = self.words(at);
            let mut pieces = alloc::vec![span];
            let paged = masthead::leader(words);
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
