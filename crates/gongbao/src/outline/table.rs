//! Tables: flattened to one cell a line, with tabs, or with bars.
//!
//! A flattened table shows itself by its rows: the first column counts 1, 2, 3 under 序号, the last column has a
//! few words that come again and again (预期性, 约束性), or each row has as many names and as many figures behind them.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Outline, blank_table::is_figure, wrapped_cells::Widths};
use crate::{
    grammar::{marker::Family, number},
    line::{Classified, LineKind},
    model::{BlockKind, Leaf, Slice, TableNode},
    source::{Seen, Span, order_by, order_by_text},
};

/// The most columns that a flattened table is taken to have.
pub(super) const MOST_COLUMNS: usize = 9;

/// How wide a cell of one is whose rows stand apart.
const MOST_OF_A_CELL: u16 = 30;

/// The most columns of one whose rows are counted.
const MOST_COUNTED: usize = 16;

/// A table as lines: title, heads, rows of cells. A row with one cell less lacks the first, which is merged.
pub(super) struct Found {
    pub(super) title: Option<usize>,
    pub(super) heads: Row,
    pub(super) rows: Vec<Row>,
}

/// A row: its lines, and how many lines into it each cell begins if one takes several.
pub(super) struct Row {
    pub(super) lines: Range<usize>,
    pub(super) cells: Vec<usize>,
}

impl Row {
    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        if self.cells.is_empty() { self.lines.len() } else { self.cells.len() }
    }
}

impl From<Range<usize>> for Row {
    fn from(lines: Range<usize>) -> Self {
        Row { lines, cells: Vec::new() }
    }
}

/// A table whose rows are lines: its caption, the line of its heads, and the cells of both.
pub(super) struct Ruled {
    pub(super) title: Option<usize>,
    pub(super) head: usize,
    pub(super) heads: Vec<Span>,
    pub(super) rows: Vec<Vec<Span>>,
}

impl<'a> Outline<'a> {
    /// Reads a table that is flattened to one cell a line.
    pub(super) fn flattened_table(&mut self, line: &Classified) -> bool {
        if line.width > 60 {
            return false;
        }
        let counted = self.counted_table();
        let found = counted.or_else(|| self.parted_table(line)).or_else(|| self.recurring_table());
        let found = found.or_else(|| self.figured_table());
        let Some(found) = found else { return false };
        self.add_table(&found);
        true
    }

    /// A table whose cells are parted by tabs or bars on the line itself; at least two rows below the heads.
    /// A caption (表1 …) right above is its title.
    pub(super) fn ruled_table(&mut self, line: &Classified) -> bool {
        let is_parted = line.seen.intersects(Seen::TAB.union(Seen::BAR));
        if !is_parted && !line.span.of(self.source).starts_with("表") {
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
        let indent = tabs_before(self.source, self.lines.at(head).span.start);
        let mut rows: Vec<Vec<Span>> = Vec::new();
        while let Some(line) = self.lines.get(head + 1 + rows.len()) {
            let mut cells = ruled_cells(self.source, line);
            // Tabs in front of a row stand for cells that are merged with those above them.
            let merged = tabs_before(self.source, line.span.start).saturating_sub(indent);
            if !cells.is_empty() && merged > 0 && merged + cells.len() <= heads.len() {
                cells.splice(0..0, core::iter::repeat_n(Span::new(line.span.start, line.span.start), merged));
            }
            let article = line.marker().is_some_and(|m| m.family <= Family::Article);
            // The heads again, at the top of the next page, begin the part of the table that stands there.
            let words = |span: &Span| span.of(self.source);
            let heads_again = cells.iter().map(words).eq(heads.iter().map(words));
            if cells.len() < 2 || cells.len() > heads.len() || article || heads_again {
                break;
            }
            // Tabs behind a row stand for cells with nothing in them.
            let empty = tabs_behind(self.source, line.span.end).min(heads.len() - cells.len());
            cells.extend(core::iter::repeat_n(Span::new(line.span.end, line.span.end), empty));
            rows.push(cells);
        }
        let even = rows.iter().filter(|r| r.len() == heads.len()).count();
        // One row is one below three heads or more: two cells may be a line with its label, figures a row themselves.
        let few = || heads.len() < 3 || heads.iter().any(|head| is_figure(head.of(self.source)));
        if rows.is_empty() || rows.len() == 1 && few() || even * 2 < rows.len() {
            return false;
        }
        self.add_ruled(Ruled { title, head, heads, rows });
        true
    }

    /// Adds a table whose rows are lines.
    pub(super) fn add_ruled(&mut self, found: Ruled) {
        let Ruled { title, head, heads, rows } = found;
        let span = self.lines.at(self.at).span.hull(self.lines.at(head + rows.len()).span);
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
    }

    /// Whether a line can only be the caption of a table: 表1 某市物资, 表三：某市物资.
    pub(super) fn is_caption(&self, at: usize) -> bool {
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

    pub(super) fn words(&self, at: usize) -> &'a str {
        self.lines.at(at).words.of(self.source, self.compacted)
    }

    /// A table whose first column counts: 序号 heads it, each row begins with the next number.
    fn counted_table(&mut self) -> Option<Found> {
        let (title, head) = match self.is_counter(self.at) {
            true => (None, self.at),
            false if self.lines.get(self.at + 1).is_some() && self.is_counter(self.at + 1) => {
                (Some(self.at), self.at + 1)
            }
            false => return None,
        };
        // 二、…: a part of a list that counts on behind the table of the part above.
        let on = self.counted_to + 1;
        let begins = |at: &usize| self.is_number(*at, 1) || self.is_number(*at, on);
        let first = (head + 2..(head + 1 + MOST_COUNTED).min(self.lines.len())).find(begins)?;
        let columns = first - head;
        let mut starts = alloc::vec![first];
        let mut next = if self.is_number(first, 1) { 2 } else { on + 1 };
        let mut at = first + 1;
        while at < self.lines.len() && at <= starts[starts.len() - 1] + columns * 3 {
            // The cell of another column may say the number as well.
            let due = starts[starts.len() - 1] + columns;
            if at < due && due < self.lines.len() && self.is_number(due, next) {
                at = due;
            }
            if self.is_number(at, next) {
                starts.push(at);
                next += 1;
            } else if self.is_counter(at) {
                break;
            }
            at += 1;
        }
        let measurable = starts.len() - 1;
        starts.push(self.counted_end(&starts, columns));
        let widths = |at: Range<usize>| -> Vec<u32> { at.map(|at| self.lines.at(at).width.into()).collect() };
        let mut measured: Option<Widths> = None;
        let mut rows: Vec<Row> = Vec::with_capacity(starts.len());
        for pair in starts.windows(2) {
            let lines = pair[0]..pair[1];
            if lines.len() == columns {
                rows.push(lines.into());
                continue;
            }
            if lines.len() < columns || lines.clone().any(|at| !can_be_cell(self.lines.at(at))) {
                break;
            }
            let measured = measured.get_or_insert_with(|| {
                let even: Vec<Vec<u32>> = starts
                    .windows(2)
                    .take(measurable)
                    .filter(|pair| pair[1] - pair[0] == columns)
                    .map(|pair| widths(pair[0]..pair[1]))
                    .collect();
                Widths::of(columns, even.iter().map(Vec::as_slice))
            });
            let Some(cells) = measured.divide(&widths(lines.clone())) else { break };
            rows.push(Row { lines, cells });
        }
        if rows.is_empty() {
            return None;
        }
        self.counted_to = next - 1;
        Some(Found { title, heads: (head..first).into(), rows })
    }

    /// Where the last row of a table ends whose rows begin at these lines: where the lines end that can be its cells, if
    /// they are no more than the longest row has.
    fn counted_end(&self, starts: &[usize], columns: usize) -> usize {
        let longest = starts.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(columns);
        let last = starts[starts.len() - 1];
        let lines = self.lines.part(last..self.lines.len()).iter();
        let cells = lines.take(longest + 1).take_while(|line| can_be_cell(line)).count();
        let end = if (columns..=longest).contains(&cells) { last + cells } else { last + columns };
        end.min(self.lines.len())
    }

    /// A table whose rows stand apart, a cell a line: an empty line above each, all of one length, a figure at the end.
    fn parted_table(&self, first: &Classified) -> Option<Found> {
        if !first.parted || first.width > MOST_OF_A_CELL {
            return None;
        }
        let title = self.is_caption(self.at).then_some(self.at);
        let heads = self.at + usize::from(title.is_some());
        let end = self.row_end(heads)?;
        let columns = end - heads;
        let mut rows: Vec<Row> = Vec::new();
        let mut start = end;
        while let Some(end) = self.row_end(start).filter(|&end| end - start == columns) {
            if !is_figure(self.words(end - 1)) {
                break;
            }
            rows.push((start..end).into());
            start = end;
        }
        let named = || (heads..end).all(|at| !is_figure(self.words(at)));
        (rows.len() >= 2 && named()).then_some(Found { title, heads: (heads..end).into(), rows })
    }

    /// The end of a row of such a table: short lines, an empty one above the first of them alone.
    fn row_end(&self, start: usize) -> Option<usize> {
        let is_cell = |l: &Classified| l.kind == LineKind::Text && l.width <= MOST_OF_A_CELL && l.is_bare();
        self.lines.get(start).filter(|l| l.parted && is_cell(l))?;
        let more = (start + 1..=start + MOST_COLUMNS)
            .take_while(|&at| self.lines.get(at).is_some_and(|l| !l.parted && is_cell(l)))
            .count();
        (1..MOST_COLUMNS).contains(&more).then_some(start + 1 + more)
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
        if end - self.at < 8 {
            return None;
        }
        self.figures_before = self.figures_end(end);
        let cells = self.counted_cells(end);
        // The commonest words are tried first: those of the last column come once a row.
        let mut often: Vec<u32> = cells.iter().map(|cell| cell.came).filter(|&came| came >= 3).collect();
        order_by(&mut often, |&came| (came, 0));
        often.dedup();
        let ends_for = |least: u32| -> Vec<usize> {
            cells.iter().filter(|cell| cell.came >= least).map(|cell| cell.at).collect()
        };
        let (ends, columns) =
            often.iter().rev().take(8).map(|&n| ends_for(n)).find_map(|e| columns_of(&e).map(|c| (e, c)))?;
        // A unit, which figures follow, ends no row.
        let unit = |&last: &usize| {
            let behind = self.at + last + 1;
            behind < end && is_figure(self.words(behind))
        };
        if ends.iter().all(unit) {
            return None;
        }
        self.rows_of(&ends, columns)
    }

    /// The lines up to `end`, each with how many of them have the same words.
    fn counted_cells(&self, end: usize) -> Vec<Cell<'a>> {
        let cell = |(words, at)| Cell { words, at, came: 0 };
        let mut cells: Vec<Cell<'a>> = (self.at..end).map(|at| self.words(at)).zip(0..).map(cell).collect();
        // Any order will do that brings the same words together.
        order_by_text(&mut cells, |cell| (cell.words, cell.at as u64));
        for same in cells.chunk_by_mut(|one, other| one.words == other.words) {
            let came = same.len() as u32;
            for cell in same {
                cell.came = came;
            }
        }
        order_by(&mut cells, |cell| (cell.at as u32, 0));
        cells
    }

    /// The rows between the lines that end one, with the heads and perhaps a title before the first.
    fn rows_of(&self, ends: &[usize], columns: usize) -> Option<Found> {
        let titled = match (ends[0] + 1).checked_sub(2 * columns)? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let heads = self.at + usize::from(titled);
        let mut rows = Vec::with_capacity(ends.len());
        let mut start = heads + columns;
        for &last in ends {
            let stop = self.at + last + 1;
            rows.push((start..stop).into());
            start = stop;
        }
        Some(Found { title: titled.then_some(self.at), heads: (heads..heads + columns).into(), rows })
    }

    /// The end of a run of lines that can be cells.
    fn cells_end(&self) -> usize {
        self.lines
            .part(self.at..self.lines.len())
            .iter()
            .position(|l| !can_be_cell(l))
            .map_or(self.lines.len(), |n| self.at + n)
            .min(self.at + 4000)
    }

    fn add_table(&mut self, found: &Found) {
        let span_of = |at: usize| self.lines.at(at).span;
        let end = found.rows.last().map_or(found.heads.lines.end, |row| row.lines.end);
        let span = span_of(found.title.unwrap_or(found.heads.lines.start)).hull(span_of(end - 1));
        let title = found.title.map(|at| self.tables.leaf(self.lines.at(at).span));
        let heads = self.cells_of(&found.heads);
        let columns = self.tables.leaf_list(heads);
        let start = self.tables.rows.len();
        for row in &found.rows {
            let from = self.tables.cells.len();
            let merged = row.lines.len() < found.heads.len();
            self.tables.cells.extend(merged.then_some(None));
            let cells = self.cells_of(row);
            self.tables.cells.extend(cells.into_iter().map(Some));
            let row = Slice::new(from, self.tables.cells.len());
            self.tables.rows.push(row);
        }
        let rows = Slice::new(start, self.tables.rows.len());
        let id = self.tables.tables.len() as u32;
        self.tables.tables.push(TableNode { title, columns, rows });
        self.push_node(BlockKind::Table(id), span);
        self.at = end;
    }

    /// The cells of a row, of which one may take several lines.
    fn cells_of(&mut self, row: &Row) -> Vec<Leaf> {
        if row.cells.is_empty() {
            return row.lines.clone().map(|at| self.tables.leaf(self.lines.at(at).span)).collect();
        }
        let ends = row.cells.iter().skip(1).copied().chain([row.lines.len()]);
        let cells = row.cells.iter().zip(ends).map(|(&from, to)| {
            let lines = row.lines.start + from..row.lines.start + to;
            let pieces: Vec<Span> = lines.map(|at| self.lines.at(at).span).collect();
            let value = super::hull(&pieces);
            self.tables.leaf_of(&pieces, value)
        });
        cells.collect()
    }
}

/// Whether a line says no more than a cell can.
pub(super) fn can_be_cell(line: &Classified) -> bool {
    line.kind == LineKind::Text
        && line.width <= 60
        && !line.has_stop()
        && line.last != '。'
        && line.last != '：'
        && line.last != ':'
}

/// A line that may be a cell.
struct Cell<'a> {
    words: &'a str,
    /// Its place behind the line at hand.
    at: usize,
    /// How many lines have these words.
    came: u32,
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

/// How many tabs stand in front of a line.
fn tabs_before(source: &str, start: u32) -> usize {
    source.as_bytes()[..start as usize].iter().rev().take_while(|&&byte| byte == b'\t').count()
}

/// How many tabs stand behind a line.
fn tabs_behind(source: &str, end: u32) -> usize {
    source.as_bytes()[end as usize..].iter().take_while(|&&byte| byte == b'\t').count()
}

/// The cells of a line that tabs or bars part; one cell where neither does.
fn ruled_cells(source: &str, line: &Classified) -> Vec<Span> {
    let text = line.span.of(source);
    if matches!(line.kind, LineKind::Day(_) | LineKind::Closing(_) | LineKind::Chrome) {
        return Vec::new();
    }
    // | 甲 | 乙 |, and 甲 | 乙 | where the first bar was lost with the page.
    let bars = line.last == '|' && text.len() > 2;
    if !bars && !line.has_tabs() {
        return Vec::new();
    }
    let separator = if bars { '|' } else { '\t' };
    let first = usize::from(bars && text.starts_with('|'));
    let inner = &text[first..text.len() - usize::from(bars)];
    let from = line.span.start + first as u32;
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
