//! What stands before the first document: the head table of a web page, masthead, contents list.

use alloc::{collections::BTreeMap, string::String, vec, vec::Vec};

use super::{
    Segmenter,
    title::{begin_bit, letters},
};
use crate::{
    grammar::{
        date,
        marker::Family,
        masthead,
        record::{self, RecordField},
        sign, title,
    },
    line::{Classified, LineKind},
    model::{ContentsNode, DateNode, IssueNode, Leaf, NONE, RecordNode, Slice},
    source::{Span, compact, compact_into, is_blank, offset_of, trim, trim_end},
};

/// How many lines from the top a record may begin.
const RECORD_LINES: usize = 40;

impl Segmenter<'_> {
    /// Reads all that stands before the first document.
    pub(super) fn front(&mut self) {
        self.record();
        self.masthead();
    }

    // ------------------------------------------------------------------ record

    /// A table of fields: at least three labels within the first lines, or two right below the title.
    fn record(&mut self) {
        let limit = RECORD_LINES.min(self.lines.len());
        let of: Vec<Vec<Field>> = (0..limit).map(|at| fields(self.source, self.lines[at].span)).collect();
        let Some(first) = of.iter().position(|f| !f.is_empty()) else { return };
        let count: usize = of.iter().map(Vec::len).sum();
        // A label alone on its line has its value on the next one; that of 标题 is a title.
        let mut is_value = alloc::vec![false; limit + 1];
        for at in first + 1..limit {
            is_value[at] = of[at].is_empty()
                && matches!(of[at - 1].as_slice(), [(field, _, value)] if value.is_empty()
                    && (*field == RecordField::Title || self.lines[at].width <= 6 || self.title_run(at).is_none()));
        }
        // The table ends where a title or a sentence stands between its fields.
        let breaks = |at: usize| {
            of[at].is_empty() && !is_value[at] && (self.title_run(at).is_some() || self.lines[at].has_stop)
        };
        let stop = (first..limit).find(|&at| breaks(at)).unwrap_or(limit);
        let Some(last) = (first..stop).rev().find(|&at| !of[at].is_empty()) else { return };
        let below_title = first > 0
            && (first.saturating_sub(4)..first)
                .any(|at| self.title_run(at).is_some_and(|(end, _)| end == first));
        let table = of[first].iter().any(|f| f.0 == RecordField::IndexNumber) || count >= 3 || below_title;
        if count < 2 || !table || last - first > 24 {
            return;
        }
        let split = is_value[first..=last].contains(&true);
        let last = if split && last + 1 < stop && is_value[last + 1] { last + 1 } else { last };
        let mut node = RecordNode::default();
        for at in first..=last {
            for &(field, label, value) in &of[at] {
                let split = value.is_empty() && at < last && is_value[at + 1];
                if split {
                    let value = self.lines[at + 1].span;
                    self.record_field(&mut node, field, &[self.lines[at].span, value], value);
                } else {
                    self.record_field(&mut node, field, &[Span::new(label, value.end)], value);
                }
            }
        }
        self.tables.record = Some(node);
        if below_title {
            // The head goes on around the fields.
            self.lines.drain(first..=last);
            self.own_record = true;
        } else {
            self.at = last + 1;
        }
    }

    fn record_field(&mut self, node: &mut RecordNode, field: RecordField, cover: &[Span], value: Span) {
        if value.is_empty() || field == RecordField::Other {
            return;
        }
        if field == RecordField::Keywords {
            if node.keywords.is_empty() {
                if let [one] = cover {
                    let leaves = self.keyword_leaves(one.start, value);
                    node.keywords = self.list(leaves);
                }
            }
            return;
        }
        if let RecordField::PublishedOn | RecordField::WrittenOn | RecordField::RepealedOn = field {
            let slot = match field {
                RecordField::PublishedOn => &mut node.published_on,
                RecordField::WrittenOn => &mut node.written_on,
                _ => &mut node.repealed_on,
            };
            if slot.is_none() {
                let words = compact(value.of(self.source));
                let day = date::date_at(&words).and_then(|(d, _)| d);
                let text = self.tables.leaf_of(cover, value);
                *slot = Some(DateNode { text, date: day });
            }
            return;
        }
        let slot = match field {
            RecordField::IndexNumber => &mut node.index_number,
            RecordField::Publisher => &mut node.publisher,
            RecordField::Title => &mut node.title,
            RecordField::Topic => &mut node.topic,
            _ => &mut node.number,
        };
        if slot.is_none() {
            *slot = Some(self.tables.leaf_of(cover, value));
        }
    }

    fn keyword_leaves(&mut self, label: u32, value: Span) -> Vec<Leaf> {
        let text = value.of(self.source);
        let mut from = value.start;
        let mut leaves = Vec::new();
        for word in text.split([' ', '\u{3000}', '，', ',', '；', ';', '、']) {
            let span = trim(self.source, Span::new(from, from + word.len() as u32));
            from += word.len() as u32;
            let separator =
                self.source.get(from as usize..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8)
                    as u32;
            if !span.is_empty() {
                let start = if leaves.is_empty() { label } else { span.start };
                let end = if from < value.end {
                    trim_end(self.source, Span::new(span.start, from + separator)).end
                } else {
                    span.end
                };
                leaves.push(self.tables.leaf_of(&[Span::new(start, end)], span));
            }
            from += separator;
        }
        leaves
    }

    // ------------------------------------------------------------------ masthead

    /// A masthead: the gazette's name and the issue, in either order, before any text.
    fn masthead(&mut self) {
        let start = self.at;
        let limit = (start + 60).min(self.lines.len());
        let until = (start..limit).find(|&at| self.is_no_front(at)).unwrap_or(limit);
        let named = (start..until)
            .any(|at| self.kind(at) == Some(LineKind::GazetteName) || self.words(at).contains("公报"));
        let numbered = (start..until).any(|at| self.kind(at) == Some(LineKind::Issue));
        if !named || !numbered {
            return;
        }
        self.is_issue = true;
        let mut node = IssueNode::default();
        while self.at < until {
            let line = self.lines[self.at];
            match line.kind {
                LineKind::ContentsHead | LineKind::Banner | LineKind::RedHead => break,
                LineKind::GazetteName if node.title.is_none() => {
                    let leaf = self.tables.leaf(line.span);
                    node.title = Some(leaf);
                }
                LineKind::Issue => self.issue_line(&mut node, until),
                LineKind::Text => self.masthead_line(&mut node, line.span),
                _ => {}
            }
            self.at += 1;
        }
        if self.kind(self.at) == Some(LineKind::ContentsHead) {
            self.at += 1;
            node.contents = self.contents_list();
        }
        self.tables.issue = Some(node);
    }

    /// Whether the front certainly ends before a line.
    fn is_no_front(&self, at: usize) -> bool {
        let line = &self.lines[at];
        match line.kind {
            LineKind::DocNumber | LineKind::OrderHead | LineKind::Marked(_) => true,
            LineKind::Text => line.has_stop || line.width > 150,
            _ => false,
        }
    }

    /// Reads a line that says which issue this is; what an earlier line said already is furniture.
    fn issue_line(&mut self, node: &mut IssueNode, until: usize) {
        let span = self.lines[self.at].span;
        let text = span.of(self.source);
        let words = compact(text);
        let Some(form) = masthead::issue_line(&words) else { return };
        // A later line of the front that says the same without the name is the masthead proper.
        let again = (self.at + 1..until).any(|at| self.kind(at) == Some(LineKind::Issue));
        if form.title > 0 && again {
            return;
        }
        let place = |offset: usize| span.start + offset_of(text, offset) as u32;
        let part = |from: usize, to: usize| trim(self.source, Span::new(place(from), place(to)));
        if form.title > 0 && node.title.is_none() {
            node.title = Some(self.tables.leaf(part(0, form.title)));
        }
        if let (Some((year, from, to)), None) = (form.year, node.year) {
            if node.numbers.is_empty() {
                node.year = Some((year, self.tables.leaf(part(from, to))));
            }
        }
        if node.numbers.is_empty() {
            node.numbers =
                form.numbers.iter().map(|&(n, from, to)| (n, self.tables.leaf(part(from, to)))).collect();
        }
        if node.serials.is_empty() {
            node.serials =
                form.serials.iter().map(|&(n, from, to)| (n, self.tables.leaf(part(from, to)))).collect();
        }
    }

    /// 某市人民政府办公厅主办, 2023年11月30日出版.
    fn masthead_line(&mut self, node: &mut IssueNode, span: Span) {
        let text = span.of(self.source);
        let words = compact(text);
        if let (Some(len), None) = (masthead::sponsor(&words), node.sponsor) {
            let value = Span::new(span.start, span.start + offset_of(text, len) as u32);
            node.sponsor = Some(self.tables.leaf_of(&[span], value));
        }
        if let Some(day) = words.strip_suffix("出版").filter(|_| node.published_on.is_none()) {
            if let Some(date) = date::parse_day(day) {
                let value = Span::new(span.start, span.start + offset_of(text, day.len()) as u32);
                let leaf = self.tables.leaf_of(&[span], value);
                node.published_on = Some(DateNode { text: leaf, date });
            }
        }
    }

    // ------------------------------------------------------------------ contents

    /// Reads the contents list of an issue: columns, titles over several lines, numbers, pages.
    fn contents_list(&mut self) -> Slice {
        let end = self.contents_end();
        let start = self.tables.contents.len();
        let mut column: Option<Leaf> = None;
        let mut pieces: Vec<Span> = Vec::new();
        while self.at < end {
            let line = self.lines[self.at];
            let words = self.words(self.at);
            if pieces.is_empty() {
                if let Some(leaf) = self.column_line(words) {
                    column = Some(leaf);
                    self.at += 1;
                    continue;
                }
            }
            pieces.push(line.span);
            self.at += 1;
            let joined: String = pieces.iter().map(|p| compact(p.of(self.source))).collect();
            let paged = masthead::leader(&joined);
            let next_is_leader =
                self.at < end && masthead::leader(self.words(self.at)).is_some_and(|(len, _)| len == 0);
            let numbered = self.number_behind(line.span).is_some();
            let whole = title::kind_of(&joined).is_some() && !title::is_incomplete(&joined);
            if paged.is_some() || numbered || whole && !next_is_leader && !self.continues_title(end) {
                self.add_entry(&pieces, &mut column, paged);
                pieces.clear();
            }
        }
        if !pieces.is_empty() {
            self.add_entry(&pieces, &mut column, None);
        }
        Slice::new(start, self.tables.contents.len())
    }

    fn continues_title(&self, end: usize) -> bool {
        self.at < end && {
            let next = self.words(self.at);
            next.starts_with('的') || masthead::leader(next).is_some() && title::kind_of(next).is_none()
        }
    }

    /// A line of the contents that names a column; its leaf goes to the first entry below it.
    fn column_line(&mut self, words: &str) -> Option<Leaf> {
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
        let short = line.width <= 16 && masthead::leader(words).is_none();
        let names = line.kind == LineKind::RedHead
            || short
                && ["文件", "解读", "任免", "大事记", "规章", "法规", "会议", "讲话", "选登", "机构", "人事"]
                    .iter()
                    .any(|w| words.ends_with(w));
        names.then(|| self.tables.leaf(line.span))
    }

    fn add_entry(&mut self, pieces: &[Span], column: &mut Option<Leaf>, paged: Option<(usize, u32)>) {
        let mut pieces = pieces.to_vec();
        let hull = Span::new(pieces[0].start, pieces[pieces.len() - 1].end);
        let page = paged.and_then(|(title, page)| self.cut_page(&mut pieces, title).map(|span| (page, span)));
        let number = pieces.last().and_then(|&last| self.number_behind(last));
        if let (Some(number), Some(last)) = (number, pieces.last_mut()) {
            *last = trim_end(self.source, Span::new(last.start, number.start));
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
        let letters = letters(&self.read(title));
        self.announced_begin |= begin_bit(&letters);
        let same = *self.announced.entry(letters).or_insert(self.entries.len() as u32) as usize;
        match self.entries.get_mut(same) {
            Some(entries) => entries.push(entry),
            None => self.entries.push(vec![entry]),
        }
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
        let form = crate::grammar::doc_number::parse_doc_number(bare)?;
        let skip = bare.as_ptr() as usize - words.as_ptr() as usize;
        let place = |offset: usize| span.start + offset_of(text, offset) as u32;
        let value = Span::new(place(skip), place(skip + bare.len()));
        let leaf = self.tables.leaf_of(&[span], trim(self.source, value));
        let agency = Span::new(value.start, place(skip + form.agency));
        Some(crate::model::DocNumberNode { text: leaf, agency, year: form.year, number: form.number })
    }

    /// Where the contents list ends: where a column or the first title comes again, or where a document begins.
    fn contents_end(&self) -> usize {
        let mut seen: Vec<&str> = Vec::new();
        let first: Vec<String> = (self.at..self.at + 4).map(|at| letters(self.words(at))).collect();
        let paged = (self.at..(self.at + 12).min(self.lines.len()))
            .filter(|&at| masthead::leader(self.words(at)).is_some())
            .count()
            >= 2;
        let mut end = self.at;
        while let Some(line) = self.line(end) {
            let words = self.words(end);
            let again = matches!(line.kind, LineKind::Banner | LineKind::RedHead) && seen.contains(&words);
            let first_title = end > self.at + 1 && {
                let own = letters(words);
                own.chars().count() >= 6
                    && first
                        .iter()
                        .take(end - self.at)
                        .any(|f| f.starts_with(&own) && f.chars().count() >= own.chars().count())
            };
            let stop = matches!(line.kind, LineKind::DocNumber | LineKind::Marked(_))
                || line.has_stop
                || sign::is_colon(line.last)
                || line.last == '。';
            let pageless = paged && end > self.at && !self.page_ahead(end) && self.column_at(end).is_none();
            if again || first_title || stop || pageless {
                return end;
            }
            seen.push(words);
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
                                | LineKind::Marked(_)
                        )
                    })
                    .map(|_| a)
            })
            .any(|a| masthead::leader(self.words(a)).is_some())
    }

    // ------------------------------------------------------------------ contents inside a document

    /// 目录 inside a document: the chapters it announces come again in the text.
    pub(super) fn contents_inside(&mut self, unit: u32) -> bool {
        let start = self.at + 1;
        let is_entry = |at: usize| {
            self.line(at).is_some_and(|l| match l.kind {
                LineKind::Marked(m) => {
                    !l.has_stop && l.last != '。' && m.family != Family::Article || l.kind == LineKind::Leader
                }
                LineKind::Leader => true,
                LineKind::Text => l.is_bare() && l.width <= 40,
                _ => false,
            })
        };
        let first = self.words(start);
        let mut end = start;
        while is_entry(end) && (end == start || self.words(end) != first) {
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

    /// Chapters without a head 目录 that come again.
    pub(super) fn chapter_contents(&mut self, start: usize, end: usize) -> bool {
        let unit = self.tables.units.len() as u32 - 1;
        let list = self.chapter_entries(unit, start, end);
        self.unit(unit).contents = list;
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

/// Lines that a page prints above or below its text come again beside another page's mark; they are marks themselves.
/// The first line of the text is none, since it may be what the others repeat. A gazette's name repeats that of the masthead.
pub(super) fn mark_running_heads(lines: &mut [Classified], source: &str, compacted: &str) {
    let mut seen: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let is_mark =
        |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|l| l.kind == LineKind::PageMark);
    for (at, line) in lines.iter().enumerate().skip(1) {
        let can = matches!(
            line.kind,
            LineKind::Text | LineKind::GazetteName | LineKind::Issue | LineKind::RedHead | LineKind::Chrome
        ) && (4..=40).contains(&line.width)
            && line.is_bare();
        if can && (line.page_before || is_mark(Some(at + 1)) || is_mark(at.checked_sub(1))) {
            seen.entry(line.words.of(source, compacted)).or_default().push(at);
        }
    }
    let name = lines.iter().position(|l| l.kind == LineKind::GazetteName);
    let repeats_the_name = |words: &str, places: &[usize]| {
        name.is_some_and(|name| {
            lines[name].words.of(source, compacted) == words && places.first().is_some_and(|&at| at > name)
        })
    };
    let again =
        seen.into_iter().filter(|(words, places)| places.len() >= 2 || repeats_the_name(words, places));
    let again: Vec<usize> = again.flat_map(|(_, places)| places).collect();
    for at in again {
        if let Some(line) = lines.get_mut(at) {
            line.kind = LineKind::PageMark;
        }
    }
}

/// A field of a record: which, where its label begins, its value.
type Field = (RecordField, u32, Span);

/// The fields of a line of cells, label and value in turn: 发布机构 / 某局 / 文号 / ….
fn cell_fields(source: &str, span: Span) -> Vec<Field> {
    let mut from = span.start;
    let cells: Vec<Span> = span
        .of(source)
        .split('\t')
        .map(|cell| {
            let own = Span::new(from, from + cell.len() as u32);
            from = own.end + 1;
            trim(source, own)
        })
        .collect();
    let mut found = Vec::new();
    for pair in cells.chunks_exact(2) {
        let Some(field) = record::label_alone(&compact(pair[0].of(source))) else { return Vec::new() };
        found.push((field, pair[0].start, pair[1]));
    }
    found
}

/// The fields of a line.
fn fields(source: &str, span: Span) -> Vec<Field> {
    let text = span.of(source);
    if memchr::memchr(b'\t', text.as_bytes()).is_some() {
        let found = cell_fields(source, span);
        if !found.is_empty() {
            return found;
        }
    }
    if !text.contains([':', '：']) {
        return Vec::new();
    }
    let mut found: Vec<(RecordField, u32, u32)> = Vec::new();
    let mut fresh = true;
    let mut scratch = String::new();
    let mut at = 0;
    while let Some(&lead) = text.as_bytes().get(at) {
        // Inside of a value Han characters need no look.
        if !fresh && matches!(lead, 0xe4..=0xe9) {
            at += 3;
            continue;
        }
        let rest = &text[at..];
        let c = rest.chars().next().unwrap_or(' ');
        let label = if fresh && (sign::is_han(c) || c == '*') {
            scratch.clear();
            compact_into(rest, 60, &mut scratch);
            record::label_at(&scratch)
        } else {
            None
        };
        fresh = label.is_some() || is_blank(c) || sign::is_colon(c);
        let len = label.map_or(c.len_utf8(), |(_, len)| offset_of(rest, len));
        if let Some((field, _)) = label {
            found.push((field, span.start + at as u32, span.start + (at + len) as u32));
        }
        at += len;
    }
    let ends = found.iter().skip(1).map(|f| f.1).chain([span.end]).collect::<Vec<_>>();
    found
        .iter()
        .zip(ends)
        .map(|(&(field, label, from), end)| (field, label, trim(source, Span::new(from, end))))
        .collect()
}
