//! The contents list of an issue.

use alloc::{borrow::Cow, collections::BTreeSet, string::String, vec::Vec};

use super::{
    Segmenter,
    title::{begin_bit, letters},
};
use crate::{
    grammar::{doc_number, masthead, page, sign, title},
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

/// How many characters the beginning of a title has at least by which it is known again.
const SHORTEST_TITLE: usize = 6;

impl Segmenter<'_> {
    /// Reads the contents list of the issue of a gazette that has a name: columns, titles over several lines, numbers, pages.
    pub(super) fn contents_list(&mut self, name: &str) -> Slice {
        if let Some(entries) = self.numbered_contents() {
            return entries;
        }
        let only = self.only_entry(self.at);
        self.plain_pages = only.is_some() || self.has_plain_pages(self.at, self.lines.len());
        let counted = self.counts_entries(only.is_some());
        let end = only.map_or_else(|| self.contents_end(counted), |entry| entry + 1);
        let start = self.tables.contents.len();
        let mut column: Option<Leaf> = None;
        let mut pieces: Vec<Span> = Vec::new();
        let mut joined = String::new();
        let mut from = 0;
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
            // The running head of its second page.
            if self.is_name_of_issue(self.at, name) && self.page_at(self.at).is_none() {
                self.at += 1;
                continue;
            }
            let number = match line.span.of(self.source) {
                entry if counted && pieces.is_empty() => behind_count(entry),
                _ => 0,
            };
            let span = Span::new(line.span.start + number as u32, line.span.end);
            if pieces.is_empty() {
                from = line.span.start;
            }
            pieces.push(span);
            self.at += 1;
            let text = span.of(self.source);
            joined.push_str(&if line.has_blanks() { compact(text) } else { text.into() });
            let paged = self.page_at(self.at - 1).and_then(|(title, page)| {
                let tail = words.len().checked_sub(title)?;
                Some((joined.len().checked_sub(tail)?, page))
            });
            let next_is_leader = || self.at < end && self.page_at(self.at).is_some_and(|(len, _)| len == 0);
            let numbered = || self.number_behind(span).is_some();
            let whole = || title::kind_of(&joined).is_some() && !title::is_incomplete(&joined);
            // Most entries end with their page.
            let done = || (numbered() || whole() && !self.continues_title(end)) && !next_is_leader();
            if paged.is_some() || done() {
                self.add_entry(from, &pieces, &mut column, paged);
                pieces.clear();
                joined.clear();
            }
        }
        if !pieces.is_empty() {
            self.add_entry(from, &pieces, &mut column, None);
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

    /// Whether the entries of a list that ends them with pages are counted as well: 1.title…3, 2.title…7.
    fn counts_entries(&self, only_one: bool) -> bool {
        let until = (self.at + 12).min(self.lines.len());
        let count = |at: usize| masthead::number_in_front(self.lines[at].span.of(self.source)).map(|n| n.0);
        let mut counts = (self.at..until).filter_map(count);
        counts.next() == Some(1) && (only_one || counts.next() == Some(2))
    }

    /// Whether the lines of a contents list end in pages that stand behind blanks and count up.
    pub(super) fn has_plain_pages(&self, from: usize, until: usize) -> bool {
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

    /// The line of the only entry that a list has, the last one of it, with its page: the same title stands below it without one, or the head of
    /// the order that promulgates it.
    fn only_entry(&self, from: usize) -> Option<usize> {
        let title_of = |at: usize| {
            let words = self.words(at);
            let plain = || {
                let line = self.line(at).filter(|l| l.width <= 150)?;
                masthead::page_behind(line.span.of(self.source))
                    .map(|(tail, _)| words.len().checked_sub(tail))?
            };
            let end = masthead::leader(words).map(|(end, _)| end).or_else(plain)?;
            words.get(behind_count(words)..end)
        };
        let mut entries = (from..from + 8).filter_map(|at| Some((at, title_of(at)?)));
        let (entry, title) = entries.next().filter(|(at, _)| *at < from + 4)?;
        let whole =
            || title::kind_of(title).is_some() || self.number_behind(self.lines[entry].span).is_some();
        // The title may begin on a line above its page.
        let titles = || {
            (from..=entry).map(|first| {
                let above = (first..entry).map(|at| self.words(at));
                let mut joined: String = above.chain([title]).collect();
                joined.drain(..behind_count(&joined));
                letters(&joined)
            })
        };
        let begins = |at: usize| {
            let own = letters(self.words(at));
            own.chars().count() >= SHORTEST_TITLE && titles().any(|title| title.starts_with(&own))
        };
        let begun = |at: usize| self.kind(at) == Some(LineKind::OrderHead) || begins(at);
        let only = entries.next().is_none() && whole() && (entry + 1..entry + 4).any(begun);
        only.then_some(entry)
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

    /// Adds an entry that begins at `from`, perhaps with its number, and has its title and page in some pieces.
    fn add_entry(
        &mut self,
        from: u32,
        pieces: &[Span],
        column: &mut Option<Leaf>,
        paged: Option<(usize, u32)>,
    ) {
        let mut pieces = pieces.to_vec();
        let hull = Span::new(from, pieces[pieces.len() - 1].end);
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
        let mut number = self.cut_number_behind(&mut pieces);
        if let (true, Some(&first)) = (number.is_empty(), pieces.first()) {
            // 临政发〔2023〕5号　title: the number in front.
            if let Some(front) = self.number_in_front(first) {
                number.push(front);
                pieces[0] = trim_start(self.source, Span::new(front.end, first.end));
            }
        }
        pieces.retain(|p| !p.is_empty());
        if pieces.is_empty() {
            return;
        }
        let value = Span::new(pieces[0].start, pieces[pieces.len() - 1].end);
        let title = self.tables.leaf_of(&pieces, value);
        let doc_number = self.contents_number(&number);
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

    /// Cuts a document number in brackets from the end of a title, and gives its pieces: the line may have broken it, too.
    fn cut_number_behind(&self, pieces: &mut [Span]) -> Vec<Span> {
        let Some(&last) = pieces.last() else { return Vec::new() };
        let before = pieces.len().checked_sub(2).map(|at| pieces[at]);
        let joined =
            before.filter(|p| Span::new(p.end, last.start).of(self.source).chars().all(char::is_whitespace));
        let whole = self.number_behind(last);
        let Some(number) = whole.or_else(|| self.number_behind(joined?.hull(last))) else {
            return Vec::new();
        };
        let mut cut = Vec::new();
        for piece in pieces.iter_mut().filter(|piece| piece.end > number.start) {
            cut.push(piece.intersect(number));
            let title = Span::new(piece.start, number.start.max(piece.start));
            *piece = trim_end(self.source, title);
        }
        cut
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
    pub(super) fn cut_page(&self, pieces: &mut [Span], title: usize) -> Option<Span> {
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

    fn contents_number(&mut self, pieces: &[Span]) -> Option<crate::model::DocNumberNode> {
        let span = pieces.first()?.hull(*pieces.last()?);
        let text = span.of(self.source);
        let words = compact(text);
        let bare = crate::line::bare_number(&words);
        let form = doc_number::parse_doc_number(bare)?;
        let skip = place_in(&words, bare);
        let place = |offset: usize| span.start + offset_of(text, offset) as u32;
        let value = Span::new(place(skip), place(skip + bare.len()));
        let leaf = self.tables.leaf_of(pieces, trim(self.source, value));
        let agency = Span::new(value.start, place(skip + form.agency));
        Some(crate::model::DocNumberNode { text: leaf, agency, year: form.year, number: form.number })
    }

    /// Where the contents list ends: where a column or the first title comes again, or where a document begins.
    fn contents_end(&self, counted: bool) -> usize {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let title_of = |at: usize| {
            let words = self.words(at);
            if counted { &words[behind_count(words)..] } else { words }
        };
        // A title may be broken here and elsewhere below.
        let joined = |at: usize| -> String { (at..at + 3).map(|at| letters(title_of(at))).collect() };
        let first: Vec<String> = (self.at..self.at + 4).map(joined).collect();
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
                own.chars().count() >= SHORTEST_TITLE && alike.any(|title| title.starts_with(&own))
            };
            let column = || line.width <= 16 && names_column(words.trim_end_matches(sign::is_colon));
            let stop = line.kind == LineKind::DocNumber
                || matches!(line.kind, LineKind::Marked(_))
                    && self.page_at(end).is_none()
                    && !(counted && self.page_ahead(end))
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
}

/// Where the title of an entry begins, behind its number.
fn behind_count(entry: &str) -> usize {
    masthead::number_in_front(entry).map_or(0, |(_, _, title)| title)
}
