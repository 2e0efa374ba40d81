//! Tables: flattened to one cell a line, with tabs, or with bars.
//!
//! A flattened table shows itself by its rows: the first column counts 1, 2, 3 under 序号, or the last column has a
//! few words that come again and again (预期性, 约束性).

use alloc::vec::Vec;

use super::Outline;
use crate::{
    grammar::{marker::Family, number},
    line::{Classified, LineKind},
    model::{BlockKind, Leaf, Slice, TableNode},
    source::{Span, order_by},
};

/// The most columns that a flattened table is taken to have.
const MOST_COLUMNS: usize = 9;

/// A table as lines: title, heads, rows of cells.
struct Found {
    title: Option<usize>,
    heads: Vec<usize>,
    rows: Vec<Vec<Option<usize>>>,
    end: usize,
}

impl<'a> Outline<'a> {
    /// Reads a table that is flattened to one cell a line.
    pub(super) fn flattened_table(&mut self, line: &Classified) -> bool {
        if line.width > 60 {
            return false;
        }
        let counted = self.counted_table();
        let Some(found) = counted.or_else(|| self.recurring_table()) else { return false };
        self.add_table(&found);
        true
    }

    /// A table whose cells are parted by tabs or bars on the line itself; at least two rows below the heads.
    /// A caption (表1 …) right above is its title.
    pub(super) fn ruled_table(&mut self, line: &Classified) -> bool {
        if !line.has_blanks() && !line.span.of(self.source).starts_with(['|', '表']) {
            return false;
        }
        let title = self.lines.get(self.at + 1).filter(|_| self.is_caption(self.at)).map(|_| self.at);
        let head = self.at + usize::from(title.is_some());
        let heads = ruled_cells(self.source, self.lines.at(head));
        if heads.len() > 1 && self.begins_roster(head) {
            return false;
        }
        if heads.len() < 2
            || heads.iter().any(|c| c.is_empty())
            || is_marker_and_text(self.lines.at(head), &heads)
        {
            return false;
        }
        let mut rows: Vec<Vec<Span>> = Vec::new();
        while let Some(line) = self.lines.get(head + 1 + rows.len()) {
            let cells = ruled_cells(self.source, line);
            let article = line.marker().is_some_and(|m| m.family <= Family::Article);
            if cells.len() < 2 || cells.len() > heads.len() || article {
                break;
            }
            rows.push(cells);
        }
        let even = rows.iter().filter(|r| r.len() == heads.len()).count();
        if rows.len() < 2 || even * 2 < rows.len() {
            return false;
        }
        let span = line.span.hull(self.lines.at(head + rows.len()).span);
        let taken = head + 1 + rows.len() - self.at;
        let title = title.map(|at| self.tables.leaf(self.lines.at(at).span));
        let leaves: Vec<Leaf> = heads.iter().map(|&s| self.tables.leaf(s)).collect();
        let columns = self.tables.leaf_list(leaves);
        let start = self.tables.rows.len();
        for row in rows {
            let from = self.tables.cells.len();
            for at in 0..heads.len() {
                let span = row.get(at).copied().filter(|s| !s.is_empty());
                let leaf = span.map(|s| self.tables.leaf(s));
                self.tables.cells.push(leaf);
            }
            let row = Slice::new(from, self.tables.cells.len());
            self.tables.rows.push(row);
        }
        let rows = Slice::new(start, self.tables.rows.len());
        let id = self.tables.tables.len() as u32;
        self.tables.tables.push(TableNode { title, columns, rows });
        self.push_node(BlockKind::Table(id), span);
        self.at += taken;
        true
    }

    /// Whether a line can only be the caption of a table: 表1 某市物资, 表三：某市物资.
    fn is_caption(&self, at: usize) -> bool {
        let line = self.lines.at(at);
        let text = line.span.of(self.source);
        line.kind == LineKind::Text
            && line.is_bare()
            && line.width <= 60
            && text.strip_prefix('表').is_some_and(|rest| {
                number::number_at(rest.trim_start_matches(crate::source::is_blank)).is_some()
            })
            && ruled_cells(self.source, line).is_empty()
    }

    fn words(&self, at: usize) -> &'a str {
        self.lines.at(at).words.of(self.source, self.compacted)
    }

    /// A table whose first column counts: 序号 heads it, each row begins with the next number.
    fn counted_table(&self) -> Option<Found> {
        let (title, head) = match self.is_counter(self.at) {
            true => (None, self.at),
            false if self.lines.get(self.at + 1).is_some() && self.is_counter(self.at + 1) => {
                (Some(self.at), self.at + 1)
            }
            false => return None,
        };
        let first =
            (head + 2..(head + 1 + MOST_COLUMNS).min(self.lines.len())).find(|&at| self.is_number(at, 1))?;
        let columns = first - head;
        let mut starts = alloc::vec![first];
        let mut next = 2;
        let mut at = first + 1;
        while at < self.lines.len() && at <= starts[starts.len() - 1] + columns * 3 {
            if self.is_number(at, next) {
                starts.push(at);
                next += 1;
            }
            at += 1;
        }
        let mut rows = Vec::with_capacity(starts.len());
        for (i, &start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or((start + columns).min(self.lines.len()));
            if end - start != columns {
                break;
            }
            rows.push((start..end).map(Some).collect());
        }
        let end = first + rows.len() * columns;
        (!rows.is_empty()).then_some(Found { title, heads: (head..first).collect(), rows, end })
    }

    fn is_counter(&self, at: usize) -> bool {
        self.lines.at(at).kind == LineKind::Text && self.lines.at(at).width <= 3 && self.words(at) == "序号"
    }

    fn is_number(&self, at: usize, n: u32) -> bool {
        self.lines.at(at).width <= 3 && number::arabic_value(self.words(at)) == Some(n)
    }

    /// A table whose last column has a few words that come again and again. The first column may be merged: then
    /// its cell is missing in the rows below.
    fn recurring_table(&mut self) -> Option<Found> {
        if self.at < self.no_cells_before {
            return None;
        }
        let end = self.cells_end();
        self.no_cells_before = end;
        if end - self.at < 9 {
            return None;
        }
        let came = self.how_often(end);
        // The commonest words are tried first: those of the last column come once a row.
        let mut often: Vec<u32> = came.iter().copied().filter(|&n| n >= 3).collect();
        order_by(&mut often, |&n| (n, 0));
        often.dedup();
        let ends_for =
            |least: u32| -> Vec<usize> { (0..came.len()).filter(|&at| came[at] >= least).collect() };
        let (ends, columns) =
            often.iter().rev().take(8).map(|&n| ends_for(n)).find_map(|e| columns_of(&e).map(|c| (e, c)))?;
        self.rows_of(&ends, columns)
    }

    /// For each line up to `end`, how many of them have the same words.
    fn how_often(&self, end: usize) -> Vec<u32> {
        let mut by_words: Vec<(&str, usize)> = (self.at..end).map(|at| self.words(at)).zip(0..).collect();
        // Any order will do that brings the same words together.
        by_words.sort_unstable_by_key(|&(words, _)| (words.len(), words));
        let mut came = alloc::vec![0; by_words.len()];
        for same in by_words.chunk_by(|(one, _), (other, _)| one == other) {
            for &(_, at) in same {
                came[at] = same.len() as u32;
            }
        }
        came
    }

    /// The rows between the lines that end one, with the heads and perhaps a title before the first.
    fn rows_of(&self, ends: &[usize], columns: usize) -> Option<Found> {
        let titled = match (ends[0] + 1).checked_sub(2 * columns)? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let heads = self.at + usize::from(titled);
        let mut rows: Vec<Vec<Option<usize>>> = Vec::with_capacity(ends.len());
        let mut start = heads + columns;
        for &last in ends {
            let stop = self.at + last + 1;
            let mut row: Vec<Option<usize>> = (start..stop).map(Some).collect();
            if row.len() < columns {
                row.insert(0, None);
            }
            rows.push(row);
            start = stop;
        }
        Some(Found {
            title: titled.then_some(self.at),
            heads: (heads..heads + columns).collect(),
            rows,
            end: start,
        })
    }

    /// The end of a run of lines that can be cells.
    fn cells_end(&self) -> usize {
        let is_cell = |l: &Classified| {
            l.kind == LineKind::Text
                && l.width <= 60
                && !l.has_stop()
                && l.last != '。'
                && l.last != '：'
                && l.last != ':'
        };
        self.lines
            .part(self.at..self.lines.len())
            .iter()
            .position(|l| !is_cell(l))
            .map_or(self.lines.len(), |n| self.at + n)
            .min(self.at + 4000)
    }

    fn add_table(&mut self, found: &Found) {
        let span_of = |at: usize| self.lines.at(at).span;
        let first = found.title.or(found.heads.first().copied()).map_or(Span::default(), span_of);
        let last = found.rows.last().and_then(|r| r.last().copied().flatten()).map_or(first, span_of);
        let title = found.title.map(|at| self.tables.leaf(self.lines.at(at).span));
        let heads: Vec<Leaf> =
            found.heads.iter().map(|&at| self.tables.leaf(self.lines.at(at).span)).collect();
        let columns = self.tables.leaf_list(heads);
        let start = self.tables.rows.len();
        for row in &found.rows {
            let cells = self.tables.cells.len();
            for cell in row {
                let leaf = cell.map(|at| self.tables.leaf(self.lines.at(at).span));
                self.tables.cells.push(leaf);
            }
            let row = Slice::new(cells, self.tables.cells.len());
            self.tables.rows.push(row);
        }
        let rows = Slice::new(start, self.tables.rows.len());
        let id = self.tables.tables.len() as u32;
        self.tables.tables.push(TableNode { title, columns, rows });
        self.push_node(BlockKind::Table(id), first.hull(last));
        self.at = found.end;
    }
}

/// How many columns a table has whose rows end at these lines: each row takes them all, or all but a merged first.
fn columns_of(ends: &[usize]) -> Option<usize> {
    let lengths = ends.windows(2).map(|w| w[1] - w[0]);
    let columns = lengths.clone().max()?;
    let even = lengths.clone().all(|l| l + 1 >= columns);
    (ends.len() >= 3 && (2..=MOST_COLUMNS).contains(&columns) && even).then_some(columns)
}

/// Whether nothing but the marker of a line is parted from its text: 第一条⇥为了….
fn is_marker_and_text(line: &Classified, cells: &[Span]) -> bool {
    line.marker().is_some_and(|m| matches!(cells, [first, _] if first.end - first.start == m.len))
}

/// The cells of a line that tabs or bars part; one cell where neither does.
fn ruled_cells(source: &str, line: &Classified) -> Vec<Span> {
    let text = line.span.of(source);
    if matches!(line.kind, LineKind::Day(_) | LineKind::Closing(_) | LineKind::Chrome) {
        return Vec::new();
    }
    let bars = text.starts_with('|') && text.ends_with('|') && text.len() > 2;
    if !bars && !line.has_blanks() {
        return Vec::new();
    }
    let separator = if bars { '|' } else { '\t' };
    let (inner, from) =
        if bars { (&text[1..text.len() - 1], line.span.start + 1) } else { (text, line.span.start) };
    if memchr::memchr(separator as u8, inner.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut at = from;
    inner
        .split(separator)
        .map(|cell| {
            let span = Span::new(at, at + cell.len() as u32);
            at = span.end + 1;
            crate::source::trim(source, span)
        })
        .collect()
}
