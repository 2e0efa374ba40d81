//! The head table of a web page: above the first document, below its title, or where another page begins.

use alloc::{string::String, vec::Vec};

use super::{Segmenter, WIDEST_NAME, title::letters};
use crate::{
    grammar::{
        date, doc_number,
        record::{self, RecordField},
        sign,
    },
    line::{Classified, LineKind},
    model::{DateNode, DocNumberNode, Leaf, RecordNode},
    source::{
        Seen, Span, compact, compact_head, compact_into, is_blank, offset_of, order_by, trim, trim_end,
    },
};

/// How many lines from the top a record may begin.
const RECORD_LINES: usize = 40;

/// How many lines a record may take.
const MOST_RECORD_LINES: usize = 24;

/// How far below the fields in front of a text its title may stand.
const NOTES_BELOW: usize = 12;

/// How long the name of a text above its fields is, in characters.
const SHORTEST_NAME: u16 = 10;
const LONGEST_NAME: u16 = 80;

/// How many labels in 【】 a line has at most.
const MOST_LABELS: usize = 8;

/// A field as it stands: what it covers, and its value.
type Place = (Vec<Span>, Span);

/// What the head table of a page says of the document below it.
#[derive(Debug, Default)]
pub(super) struct PageFields {
    number: Option<Place>,
    written: Option<Place>,
    publisher: Option<Place>,
}

/// The lines of a head table.
pub(super) struct Table {
    pub(super) first: usize,
    /// The fields of each line.
    pub(super) fields: Vec<Vec<Field>>,
    /// Whether a line is the value of the label above it.
    pub(super) is_value: Vec<bool>,
}

impl Table {
    /// The last line.
    fn last(&self) -> usize {
        self.first + self.fields.len() - 1
    }
}

impl Segmenter<'_> {
    /// A table of fields above the first document: at least three labels within the first lines, or two right below the
    /// title.
    pub(super) fn record(&mut self) {
        if let Some(table) = self.front_matter() {
            let last = table.last();
            self.fill_record(&table);
            self.own_record = true;
            // What stands between the fields and the title that they name is the page's too.
            let named =
                self.tables.record.as_ref().and_then(|r| r.title).map(|leaf| letters(&self.read(leaf)));
            let is_title =
                |at: &usize| named.as_ref().is_some_and(|named| *named == letters(self.words(*at)));
            self.at = (last + 1..last + NOTES_BELOW).find(is_title).unwrap_or(last + 1);
            return;
        }
        let limit = RECORD_LINES.min(self.lines.len());
        let labelled = (0..limit).find(|&at| !fields(self.source, &self.lines[at]).is_empty());
        let indexed = |first: usize| {
            (first..limit).any(|at| {
                fields(self.source, &self.lines[at]).iter().any(|f| f.0 == RecordField::IndexNumber)
            })
        };
        let bare = self
            .bare_table()
            .filter(|bare| labelled.is_none_or(|first| bare.first < first || !indexed(first)));
        let is_bare = bare.is_some();
        let table = bare.or_else(|| self.table(labelled?, limit));
        let Some(table) = table.filter(|table| !self.is_document_above(table.first)) else { return };
        let first = table.first;
        let last = table.last();
        // A number or the history may stand between the title and the fields.
        let of_the_head = |at: &usize| self.kind(*at) == Some(LineKind::DocNumber) || self.is_history(*at);
        let head = first - (0..first).rev().take_while(of_the_head).count().min(2);
        let head = head - (0..head).rev().take_while(|&at| self.says_when_put_out(at)).count().min(2);
        let below_title = head > 0
            && (head.saturating_sub(4)..head)
                .any(|at| self.title_run(at).is_some_and(|(end, _)| end == head));
        let count = table.fields.iter().map(Vec::len).sum::<usize>();
        let indexed = table.fields[0].iter().any(|f| f.0 == RecordField::IndexNumber);
        let too_long = !is_bare && last - first > MOST_RECORD_LINES;
        if count < 2 || !(indexed || count >= 3 || below_title) || too_long {
            return;
        }
        self.fill_record(&table);
        let below_name = !below_title && self.is_name_above(&table);
        if below_name {
            self.lines[first - 1].apart = true;
        }
        if below_name || below_title && !self.title_again_behind(last + 1) {
            // The head goes on around the fields. The first lines of all that stand above them are the title.
            if self.title_run(0).is_some_and(|(end, _)| end == head) {
                self.lines[0].apart = true;
            }
            self.lines.drain(first..=last);
        } else {
            self.at = last + 1;
        }
        self.own_record = true;
    }

    /// Whether a line above the fields is the page's: when and by whom it was put out.
    fn says_when_put_out(&self, at: usize) -> bool {
        let of_text = || {
            let words = self.words(at);
            words.starts_with(|c: char| c.is_ascii_digit()) && date::date_at(words).is_some()
        };
        match self.kind(at) {
            Some(LineKind::Chrome) => true,
            Some(LineKind::Text | LineKind::Day(_)) => self.lines[at].width <= WIDEST_NAME && of_text(),
            _ => false,
        }
    }

    /// Whether the line right above the fields names the text that begins right below them, in words that no title ends
    /// with: the first line of the page, or the first below its frame.
    fn is_name_above(&self, table: &Table) -> bool {
        let first = table.first;
        let Some(name) = first.checked_sub(1).map(|at| &self.lines[at]) else { return false };
        let unnamed = self.tables.record.as_ref().is_some_and(|r| r.title.is_none());
        let frame_above = first == 1 || self.kind(first - 2) == Some(LineKind::Chrome);
        let behind = table.last() + 1;
        unnamed
            && frame_above
            && name.kind == LineKind::Text
            && name.is_bare()
            && (SHORTEST_NAME..=LONGEST_NAME).contains(&name.width)
            && self.title_run(behind).is_none()
            && (self.line(behind).is_some_and(|l| l.kind == LineKind::Text && l.ends_sentence(self.source))
                || self.salutation(behind).is_some())
    }

    /// Makes the record of what a table says.
    fn fill_record(&mut self, table: &Table) {
        let mut node = RecordNode::default();
        let mut values = self.values(table);
        order_by(&mut values, |value| (u32::from(value.0 == RecordField::IssuedOn), 0));
        for (field, cover, value) in values {
            self.record_field(&mut node, field, &cover, value);
        }
        self.tables.record = Some(node);
    }

    /// Whether behind the fields below a title the document begins with its own: the one above them is the page's.
    fn title_again_behind(&self, at: usize) -> bool {
        let about = |title: &str| title.contains("关于");
        self.title_run(at).is_some_and(|(end, title)| {
            about(&title)
                && (self.words(end).starts_with(['(', '（'])
                    || self.is_history(end)
                    || self.salutation(end).is_some()
                    || self.kind(end) == Some(LineKind::DocNumber))
        })
    }

    /// Whether a document with a title and a text stands above a line: then what follows is another page.
    fn is_document_above(&self, first: usize) -> bool {
        let sentence = |l: &Classified| l.has_stop() || l.last == '。' && l.width >= 12;
        (0..first).any(|at| {
            self.title_run(at)
                .is_some_and(|(end, _)| end < first && self.lines[end..first].iter().any(sentence))
        })
    }

    /// The table of fields whose first line is `first`, as far as it goes before a line.
    fn table(&self, first: usize, limit: usize) -> Option<Table> {
        let (mut found, mut is_value): (Vec<Vec<Field>>, Vec<bool>) = (Vec::new(), Vec::new());
        for (at, line) in self.lines.iter().enumerate().take(limit).skip(first) {
            let fields = fields(self.source, line);
            // A label alone on its line has its value on the next one; that of 标题 is a title.
            let value = fields.is_empty()
                && !sign::is_colon(line.last)
                && matches!(found.last().map(Vec::as_slice), Some([(field, label, value)]) if value.is_empty()
                    && !self.source[*label as usize..].starts_with('【')
                    && (*field == RecordField::Title || line.width <= 6 || self.title_run(at).is_none()));
            // The table ends where a title or a sentence stands between its fields.
            if fields.is_empty() && !value && (line.has_stop() || self.title_run(at).is_some()) {
                break;
            }
            found.push(fields);
            is_value.push(value);
        }
        let last = found.iter().rposition(|fields| !fields.is_empty())?;
        let split = is_value[..=last].contains(&true);
        let below = split && is_value.get(last + 1) == Some(&true);
        let last = last + usize::from(below);
        found.truncate(last + 1);
        is_value.truncate(last + 1);
        Some(Table { first, fields: found, is_value })
    }

    /// The fields of a table, each with what it covers and its value.
    fn values(&self, table: &Table) -> Vec<(RecordField, Vec<Span>, Span)> {
        let mut values = Vec::new();
        for (at, fields) in table.fields.iter().enumerate() {
            let below = table.is_value.get(at + 1).is_some_and(|&is_value| is_value);
            for &(field, label, value) in fields {
                if value.is_empty() && below {
                    let value = self.lines[table.first + at + 1].span;
                    values.push((field, alloc::vec![self.lines[table.first + at].span, value], value));
                } else {
                    values.push((field, alloc::vec![Span::new(label, value.end)], value));
                }
            }
        }
        values
    }

    // ------------------------------------------------------------------ another page

    /// Whether the head table of another page begins at a line behind a text: several fields with a title behind them.
    fn begins_page(&self, at: usize) -> bool {
        self.page_table(at).is_some_and(|table| {
            let behind = table.last() + 1;
            let mut named: Vec<RecordField> =
                table.fields.iter().flatten().map(|f| f.0).filter(|&f| f != RecordField::Other).collect();
            named.dedup();
            named.len() >= 3
                && (behind..behind + 6)
                    .any(|at| self.title_run(at).is_some() || self.salutation(at).is_some())
        })
    }

    /// Passes over the buttons and the head table of a page that begins behind another one.
    pub(super) fn page_above(&mut self) {
        if let Some(at) = self.page_behind_buttons() {
            self.at = at;
            self.page_fields();
        }
    }

    /// Where the head table stands of a page that begins at the line at hand, perhaps with its buttons.
    pub(super) fn page_behind_buttons(&self) -> Option<usize> {
        let until = self.at + MOST_RECORD_LINES;
        let first = (self.at..until).find(|&at| self.kind(at) != Some(LineKind::Chrome))?;
        // A line with two labels looks like a page's own.
        let first = (self.at..=first).find(|&at| self.page_table(at).is_some())?;
        self.begins_page(first).then_some(first)
    }

    /// The table at a line that begins with the label of a field; most lines do not.
    fn page_table(&self, at: usize) -> Option<Table> {
        let line = self.line(at).filter(|line| may_have_label(line))?;
        let words = self.words(at);
        let has_tab = || line.has_tabs() && line.span.of(self.source).contains('\t');
        let labelled = line.has_colon() && record::label_at(words).is_some();
        let row_of_cells = || words.starts_with(record::begins_label) && has_tab();
        if !labelled && !row_of_cells() {
            return None;
        }
        let limit = (at + MOST_RECORD_LINES).min(self.lines.len());
        self.table(at, limit).filter(|table| !table.fields[0].is_empty())
    }

    /// Passes over the fields of a page below the title of a document. Those of the first one are the record of the text.
    pub(super) fn page_fields_below(&mut self, unit: u32) -> bool {
        unit > 0 && self.page_fields()
    }

    /// Passes over the head table of another page, or over the fields below the title of a document that is not the first,
    /// and keeps what they say for the document at hand.
    fn page_fields(&mut self) -> bool {
        let Some(table) = self.page_table(self.at) else { return false };
        let mut page = PageFields::default();
        for (field, cover, value) in self.values(&table).into_iter().filter(|f| !f.2.is_empty()) {
            let slot = match field {
                RecordField::Number => &mut page.number,
                RecordField::WrittenOn => &mut page.written,
                RecordField::Publisher => &mut page.publisher,
                _ => continue,
            };
            slot.get_or_insert((cover, value));
        }
        self.page = page;
        self.at = table.last() + 1;
        true
    }

    /// What the head table of its page says of a document that has not said it itself.
    pub(super) fn fields_of_page(&mut self, unit: u32) {
        let page = core::mem::take(&mut self.page);
        if let (None, Some((cover, value))) = (self.unit(unit).doc_number, page.number) {
            let words = compact(value.of(self.source));
            if let Some(form) = doc_number::parse_doc_number(&words) {
                let end = value.start + offset_of(value.of(self.source), form.agency) as u32;
                let agency = Span::new(value.start, end);
                let text = self.leaf(unit, &cover, value);
                self.unit(unit).doc_number =
                    Some(DocNumberNode { text, agency, year: form.year, number: form.number });
            }
        }
        if let (None, Some((cover, value))) = (self.unit(unit).date, page.written) {
            let date = date::date_at(&compact(value.of(self.source))).and_then(|(d, _)| d);
            let text = self.leaf(unit, &cover, value);
            self.unit(unit).date = Some(DateNode { text, date });
        }
        if let (true, Some((cover, value))) = (self.unit(unit).issuers.is_empty(), page.publisher) {
            let leaf = self.leaf(unit, &cover, value);
            let list = self.list(alloc::vec![leaf]);
            self.unit(unit).issuers = list;
        }
    }

    // ------------------------------------------------------------------ fields

    fn record_field(&mut self, node: &mut RecordNode, field: RecordField, cover: &[Span], value: Span) {
        // ---- and a code of figures say nothing.
        let says = |words: &str| match field {
            RecordField::Publisher => words.chars().any(char::is_alphabetic),
            _ => words.chars().any(char::is_alphanumeric),
        };
        if field == RecordField::Other || !says(value.of(self.source)) {
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
        if let RecordField::PublishedOn
        | RecordField::IssuedOn
        | RecordField::WrittenOn
        | RecordField::RepealedOn = field
        {
            let slot = match field {
                RecordField::PublishedOn | RecordField::IssuedOn => &mut node.published_on,
                RecordField::WrittenOn => &mut node.written_on,
                _ => &mut node.repealed_on,
            };
            // 发文日期 is the day of writing beside a day of publication.
            let slot = match (field, &slot) {
                (RecordField::IssuedOn, Some(_)) => &mut node.written_on,
                _ => slot,
            };
            if slot.is_none() {
                let mut words = compact(value.of(self.source)).into_owned();
                // 2024年03月16: the page left out the last sign.
                if words.ends_with(|c: char| c.is_ascii_digit()) && words.contains('月') {
                    words.push('日');
                }
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
            // The ; of &nbsp; parts no words.
            if self.tables.shown(span).next().is_some() {
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
}

/// Whether a line has what stands behind a label of the head table of a page.
pub(super) fn may_have_label(line: &Classified) -> bool {
    line.seen.intersects(Seen::COLON.union(Seen::BLANKS))
        && line.width <= 120
        && matches!(line.kind, LineKind::Text | LineKind::Chrome)
}

/// A field of a record: which, where its label begins, its value.
pub(super) type Field = (RecordField, u32, Span);

/// The fields of a line whose labels stand in brackets: 【文号】甲〔2031〕9号　【发文机关】甲局, 1. \[索引号] 0099.
fn bracketed_fields(source: &str, span: Span) -> Vec<Field> {
    let span = Span::new(span.start + figures_before_label(span.of(source)).unwrap_or(0), span.end);
    let text = span.of(source);
    let labels = text.match_indices(record::OPENS_LABEL).filter_map(|(at, _)| {
        let (field, len) = record::label_in_brackets(&compact_head(&text[at..], 60))?;
        Some((field, span.start + at as u32, span.start + (at + offset_of(&text[at..], len)) as u32))
    });
    let found: Vec<(RecordField, u32, u32)> = labels.take(MOST_LABELS).collect();
    if found.first().is_none_or(|first| first.1 > span.start) {
        return Vec::new();
    }
    let ends = found.iter().skip(1).map(|f| f.1).chain([span.end]);
    let value = |(&(field, label, from), end)| (field, label, trim(source, Span::new(from, end)));
    found.iter().zip(ends).map(value).collect()
}

/// How long the number is that stands in front of a label in brackets: the fields of a page may be a list.
fn figures_before_label(text: &str) -> Option<u32> {
    // Most lines begin with a Han character.
    if matches!(text.as_bytes(), [0xe4..=0xe9, ..]) {
        return None;
    }
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = behind.strip_prefix('.').filter(|_| behind.len() < text.len()).unwrap_or(text);
    let label = behind.trim_start_matches(is_blank);
    label.starts_with(record::OPENS_LABEL).then_some((text.len() - label.len()) as u32)
}

/// The fields of a line of cells that tabs or bars part, label and value in turn: 发布机构 / 某局 / 文号 / ….
fn cell_fields(source: &str, span: Span) -> Vec<Field> {
    let text = span.of(source);
    let separator = if memchr::memchr(b'\t', text.as_bytes()).is_some() { '\t' } else { '|' };
    let first = u32::from(text.starts_with('|'));
    let mut from = span.start + first;
    let cells: Vec<Span> = text[first as usize..]
        .split(separator)
        .map(|cell| {
            let own = Span::new(from, from + cell.len() as u32);
            from = own.end + 1;
            trim(source, own)
        })
        .collect();
    let mut found = Vec::new();
    for pair in cells.chunks_exact(2) {
        let label = compact(pair[0].of(source));
        match record::label_alone(&label) {
            Some(field) => found.push((field, pair[0].start, pair[1])),
            // Cells of a row that is shorter than others, and a field that no other page has.
            None if label.is_empty() && pair[1].is_empty() => {}
            None if !found.is_empty() && label.ends_with(sign::is_colon) => {
                found.push((RecordField::Other, pair[0].start, pair[1]));
            }
            None => return Vec::new(),
        }
    }
    found
}

/// The fields of a line.
pub(super) fn fields(source: &str, line: &Classified) -> Vec<Field> {
    let (span, text) = (line.span, line.span.of(source));
    let has_tabs = || line.has_tabs() && memchr::memchr(b'\t', text.as_bytes()).is_some();
    if line.seen.intersects(Seen::BAR) || has_tabs() {
        let found = cell_fields(source, span);
        if !found.is_empty() {
            return found;
        }
    }
    if figures_before_label(text).is_some() {
        return bracketed_fields(source, span);
    }
    if !line.has_colon() {
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
