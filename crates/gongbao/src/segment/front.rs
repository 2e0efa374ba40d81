//! What stands before the first document: the head table of a web page, and the masthead of an issue.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use super::Segmenter;
use crate::{
    grammar::{
        date,
        masthead::{self, IssueForm},
        page,
        record::{self, RecordField},
        sign,
    },
    line::{Classified, LineKind},
    model::{Date, DateNode, IssueNode, Leaf, RecordNode},
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
        let named = (start..until).any(|at| {
            self.kind(at) == Some(LineKind::GazetteName) || masthead::names_gazette(self.words(at))
        });
        // What says the issue, names it or heads its contents; a title behind the last of these is a document's.
        let frame: Vec<usize> = (start..until).filter(|&at| self.is_masthead(at)).collect();
        let numbered = frame.iter().any(|&at| self.issue_form(at).is_some());
        let Some(&last) = frame.last().filter(|_| named && numbered) else { return };
        self.is_issue = true;
        let headed = (start..until).any(|at| self.contents_head(at) > 0);
        let listed = if headed { None } else { self.unheaded_contents(last + 1, until) };
        let mut node = IssueNode::default();
        while self.at < until {
            let line = self.lines[self.at];
            if self.contents_head(self.at) > 0 || listed == Some(self.at) {
                break;
            }
            match line.kind {
                LineKind::Banner | LineKind::RedHead => break,
                LineKind::GazetteName if node.title.is_none() => {
                    let leaf = self.tables.leaf(line.span);
                    node.title = Some(leaf);
                }
                LineKind::Day(day)
                    if node.published_on.is_none() && self.at > 0 && self.is_masthead(self.at - 1) =>
                {
                    let leaf = self.tables.leaf(line.span);
                    node.published_on = Some(DateNode { text: leaf, date: day });
                }
                LineKind::Text | LineKind::OrderNumber | LineKind::Issue
                    if self.issue_form(self.at).is_some() =>
                {
                    self.issue_line(&mut node, until);
                }
                LineKind::Text | LineKind::Chrome => {
                    let said = self.masthead_line(&mut node, line.span);
                    if !said && self.at > last && listed.is_none() && self.is_document_title() {
                        break;
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        let head = self.contents_head(self.at);
        if head > 0 || listed == Some(self.at) {
            self.at += head;
            node.contents = self.contents_list();
        }
        year_of_publication(self, &mut node);
        self.tables.issue = Some(node);
    }

    /// Whether the title of a document begins at the line at hand.
    fn is_document_title(&self) -> bool {
        self.title_run(self.at).is_some_and(|(end, _)| self.begins_with_organs(self.at, end))
    }

    /// How many lines the head of a contents list takes: 目录, also one character a line.
    fn contents_head(&self, at: usize) -> usize {
        match self.kind(at) {
            Some(LineKind::ContentsHead) => 1,
            Some(LineKind::Text) if self.words(at) == "目" && self.words(at + 1) == "录" => 2,
            _ => 0,
        }
    }

    /// Whether a line belongs to a masthead by its form.
    fn is_masthead(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(LineKind::GazetteName | LineKind::Issue))
            || self.contents_head(at) > 0
            || self.issue_form(at).is_some()
    }

    /// What a line says of the issue. Beside the gazette's name 2023年第5号 and 2023·5 say it too.
    fn issue_form(&self, at: usize) -> Option<IssueForm> {
        let line = self.line(at).filter(|l| l.width <= 50)?;
        let beside = || {
            let name = |at: usize| self.kind(at) == Some(LineKind::GazetteName);
            let above = at.checked_sub(1).is_some_and(|before| {
                name(before) || page::is_foreign(self.words(before)) && before > 0 && name(before - 1)
            });
            above || name(at + 1)
        };
        match line.kind {
            LineKind::Issue => masthead::issue_line(self.words(at)),
            LineKind::OrderNumber if beside() => {
                masthead::issue_line(self.words(at)).filter(|form| form.year.is_some())
            }
            LineKind::Text if beside() => masthead::short_issue_line(self.words(at)),
            _ => None,
        }
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
        let Some(form) = self.issue_form(self.at) else { return };
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

    /// 某市人民政府办公厅主办, 2023年11月30日出版, 5月30日出版; `false` for any other line.
    fn masthead_line(&mut self, node: &mut IssueNode, span: Span) -> bool {
        let text = span.of(self.source);
        let words = compact(text);
        let place = |offset: usize| span.start + offset_of(text, offset) as u32;
        if let Some((from, to)) = masthead::sponsor(&words) {
            if node.sponsor.is_none() {
                let value = trim(self.source, Span::new(place(from), place(to)));
                node.sponsor = Some(self.tables.leaf_of(&[span], value));
            }
            return true;
        }
        let Some(day) = words.strip_suffix("出版") else { return false };
        // 5月30日出版 is a day of the year that the line above it names.
        let date = date::parse_day(day).or_else(|| {
            let (year, _) = node.year?;
            date::parse_day(&alloc::format!("{year}年{day}"))
        });
        if let (Some(date), None) = (date, &node.published_on) {
            let leaf = self.tables.leaf_of(&[span], Span::new(span.start, place(day.len())));
            node.published_on = Some(DateNode { text: leaf, date });
        }
        date.is_some()
    }

    /// The sponsor of an issue that names it on its last pages.
    pub(super) fn sponsor_at_the_end(&mut self) {
        if self.tables.issue.as_ref().is_none_or(|issue| issue.sponsor.is_some()) {
            return;
        }
        let from = self.lines.len().saturating_sub(8);
        let found = self.lines[from..].iter().map(|l| l.span).rev().find_map(|span| {
            let text = span.of(self.source);
            let (from, to) = masthead::sponsor(&compact(text))?;
            let place = |offset: usize| span.start + offset_of(text, offset) as u32;
            Some((span, Span::new(place(from), place(to))))
        });
        let Some((span, value)) = found else { return };
        if self.tables.pieces.iter().any(|p| p.start < span.end && span.start < p.end) {
            return;
        }
        let leaf = self.tables.leaf_of(&[span], trim(self.source, value));
        if let Some(issue) = &mut self.tables.issue {
            issue.sponsor = Some(leaf);
        }
    }
}

/// An issue whose number stands without a year is of the year in which it was published.
fn year_of_publication(segmenter: &mut Segmenter<'_>, node: &mut IssueNode) {
    let (None, Some(DateNode { text, date: Some(date) })) = (&node.year, &node.published_on) else { return };
    let (year, span) = (Date::parts(*date).0, text.value);
    let end = span.of(segmenter.source).find('年').map_or(span.end, |at| span.start + at as u32 + 3);
    let leaf = segmenter.tables.derive(*text, Span::new(span.start, end));
    node.year = Some((year, leaf));
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
    let bytes = text.as_bytes();
    if memchr::memchr(b':', bytes).is_none() && memchr::memmem::find(bytes, "：".as_bytes()).is_none() {
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
