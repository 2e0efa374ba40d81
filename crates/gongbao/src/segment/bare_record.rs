//! Head tables that carry no colons: cells one under the other, as a page's table is copied, and the fields in front
//! of a text in Markdown.

use alloc::vec::Vec;

use super::{
    Segmenter,
    record::{Field, Table, fields},
};
use crate::{
    grammar::record::{self, RecordField},
    line::{Classified, LineKind},
    source::{Span, is_blank, trim},
};

/// How many lines from the top such a table may begin: a page's menu, copied with it, has an entry a line.
const MENU_LINES: usize = 160;

/// How many lines such a table may take.
const MOST_LINES: usize = 60;

/// How many lines without a known label may stand between two fields: a label that no other page has, and its value.
const MOST_BETWEEN: usize = 2;

/// How many lines from the top rows with labels and values may begin, how many fields they have at least, and how long
/// one is at most.
const ROWS_BEGIN: usize = 40;
const FEWEST_FIELDS: usize = 4;
const LONGEST_ROW: u16 = 90;

/// The longest label, in characters.
const LONGEST_LABEL: u16 = 8;

impl Segmenter<'_> {
    /// The first head table without colons.
    pub(super) fn bare_table(&self) -> Option<Table> {
        let limit = MENU_LINES.min(self.lines.len());
        (0..limit).find_map(|first| self.bare_table_at(first)).or_else(|| self.row_table())
    }

    /// Lines with labels, a blank and a value behind each, one under the other: 发文机关　甲局, 文 号　甲发〔2031〕9号　分 类　水务.
    fn row_table(&self) -> Option<Table> {
        let limit = ROWS_BEGIN.min(self.lines.len());
        let mut first = 0;
        while first < limit {
            let found: Vec<Vec<Field>> = (first..self.lines.len())
                .map(|at| self.row_fields(at))
                .take_while(|fields| !fields.is_empty())
                .collect();
            let names = |field: RecordField| found.iter().flatten().any(|f| f.0 == field);
            let known =
                [RecordField::Number, RecordField::Publisher, RecordField::IndexNumber, RecordField::Title];
            let enough = found.len() >= 2 && found.iter().map(Vec::len).sum::<usize>() >= FEWEST_FIELDS;
            if enough && known.into_iter().filter(|&field| names(field)).count() >= 2 {
                let is_value = alloc::vec![false; found.len()];
                return Some(Table { first, fields: found, is_value });
            }
            first += found.len() + 1;
        }
        None
    }

    /// The fields that a line is, with a blank between each label and its value.
    fn row_fields(&self, at: usize) -> Vec<Field> {
        let row = |l: &&Classified| l.has_blanks() && !l.has_colon() && l.width <= LONGEST_ROW;
        let Some(line) = self.line(at).filter(row) else { return Vec::new() };
        let text = line.span.of(self.source);
        if !text.starts_with(record::begins_label) {
            return Vec::new();
        }
        let mut found: Vec<(RecordField, usize, usize)> = Vec::new();
        let mut fresh = true;
        for (at, c) in text.char_indices() {
            if fresh && record::begins_label(c) {
                if let Some((field, len)) = record::label_before_blank(&text[at..]) {
                    found.push((field, at, at + len));
                }
            }
            if found.is_empty() {
                return Vec::new();
            }
            // Inside of a label that blanks part no other begins.
            fresh = is_blank(c) && found.last().is_some_and(|f| f.2 <= at);
        }
        let ends = found.iter().skip(1).map(|f| f.1).chain([text.len()]);
        let span = |from: usize, to: usize| {
            trim(self.source, Span::new(line.span.start + from as u32, line.span.start + to as u32))
        };
        found
            .iter()
            .zip(ends)
            .map(|(&(field, label, from), end)| (field, line.span.start + label as u32, span(from, end)))
            .collect()
    }

    /// The label that a line is, and nothing else.
    fn bare_label(&self, at: usize) -> Option<RecordField> {
        let line = self.line(at).filter(|l| l.width <= LONGEST_LABEL && !l.has_colon())?;
        if !matches!(line.kind, LineKind::Text | LineKind::Chrome) {
            return None;
        }
        record::label_alone(self.words(at))
    }

    /// The table without colons that begins at a line: labels and values take turns.
    fn bare_table_at(&self, first: usize) -> Option<Table> {
        let mut label = self.bare_label(first)?;
        let (mut at, mut last) = (first, first);
        let mut found: Vec<Vec<Field>> = Vec::new();
        let mut is_value: Vec<bool> = Vec::new();
        let mut named: Vec<RecordField> = Vec::new();
        while at - first < MOST_LINES {
            found.resize(at - first, Vec::new());
            let span = self.lines[at].span;
            found.push(alloc::vec![(label, span.start, Span::new(span.end, span.end))]);
            let mut next = self.bare_label(at + 1).map(|field| (at + 1, field));
            if next.is_none() {
                next = (at + 2..=at + 2 + MOST_BETWEEN)
                    .find_map(|below| self.bare_label(below).map(|field| (below, field)));
                if next.is_none() && !self.is_bare_value(label, at + 1) {
                    last = at;
                    break;
                }
                found.push(Vec::new());
                is_value.resize(at + 1 - first, false);
                is_value.push(true);
                last = at + 1;
                if label != RecordField::Other {
                    named.push(label);
                }
            }
            let Some((below, field)) = next else { break };
            (at, label, last) = (below, field, below);
        }
        found.resize(last + 1 - first, Vec::new());
        is_value.resize(last + 1 - first, false);
        let indexed = named.contains(&RecordField::IndexNumber);
        named.dedup();
        (named.len() >= 4 || indexed && named.len() >= 3).then_some(Table { first, fields: found, is_value })
    }

    /// Whether a line behind the last label can be its value and does not begin what stands below the table.
    fn is_bare_value(&self, label: RecordField, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        let day_or_number = matches!(line.kind, LineKind::Day(_) | LineKind::DocNumber);
        day_or_number
            || line.kind == LineKind::Text
                && self.salutation(at).is_none()
                && (label == RecordField::Title || self.title_run(at).is_none())
    }

    /// The fields between two rules at the very beginning of a text in Markdown; those that no page has belong to it all
    /// the same.
    pub(super) fn front_matter(&self) -> Option<Table> {
        let end = front_matter_end(self.source)?;
        let lines = self.lines.iter().take_while(|l| l.span.end as usize <= end);
        let found: Vec<Vec<Field>> = lines.map(|line| fields(self.source, line)).collect();
        let is_value = alloc::vec![false; found.len()];
        (found.iter().flatten().count() >= 2).then_some(Table { first: 0, fields: found, is_value })
    }
}

/// How many bytes the fields in front of a text may take.
const MOST_FRONT_MATTER: usize = 8000;

/// Where the fields end that stand between two rules at the beginning of a text.
fn front_matter_end(source: &str) -> Option<usize> {
    let text = source.trim_start_matches('\u{feff}');
    let rest = text.strip_prefix("---")?;
    let mut at = source.len() - rest.len();
    for (nth, line) in rest.split_inclusive('\n').enumerate() {
        let words = line.trim();
        match nth {
            0 if !words.is_empty() => return None,
            0 => {}
            _ if words == "---" => return Some(at),
            _ if at > MOST_FRONT_MATTER => return None,
            // A list below its label, or a value that goes on.
            _ if words.is_empty() || line.starts_with([' ', '\t', '-']) || words.contains([':', '：']) => {}
            _ => return None,
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter() {
        assert_eq!(front_matter_end("---\n文号: 甲\n---\n乙"), Some("---\n文号: 甲\n".len()));
        assert_eq!(front_matter_end("---\r\n文号: 甲\r\n---\r\n乙"), Some("---\r\n文号: 甲\r\n".len()));
        assert_eq!(front_matter_end("---\n某市文件\n---\n乙"), None);
        assert_eq!(front_matter_end("文号: 甲\n---\n乙"), None);
    }
}
