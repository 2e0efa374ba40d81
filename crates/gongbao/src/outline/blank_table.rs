//! Tables whose cells nothing but blanks part, as the text of a PDF has them.
//!
//! Blanks alone tell no cells: the lines have the same number of words, and the last word of each row is a figure.

use alloc::vec::Vec;

use super::{Outline, table::Ruled};
use crate::{
    grammar::number,
    line::{Classified, LineKind},
    source::{Span, is_blank},
};

/// The most columns of such a table.
const MOST_COLUMNS: usize = 12;

/// How many characters a cell may have.
const LONGEST_CELL: usize = 40;

impl Outline<'_> {
    /// Reads a table whose cells are parted by blanks: a line of heads, and two rows or more below it that end with figures
    /// or say whether the indicator binds; one row where three of its cells are figures.
    pub(super) fn blank_table(&mut self, line: &Classified) -> bool {
        if !line.has_blanks() || !can_be_row(line) || line.kind != LineKind::Text {
            return false;
        }
        let title = self.is_caption(self.at).then_some(self.at);
        let head = self.at + usize::from(title.is_some());
        let Some(heads) = self.lines.get(head).filter(|l| can_be_row(l)) else { return false };
        let heads = words(self.source, heads.span);
        let named = |cell: &Span| !is_figure(cell.of(self.source));
        if !(2..=MOST_COLUMNS).contains(&heads.len()) || !heads.iter().all(named) {
            return false;
        }
        // Below 序号 the rows are counted, and may end with a word.
        let counted = heads[0].of(self.source) == "序号";
        let is_classed = matches!(heads[0].of(self.source), "类别" | "分类" | "类型" | "领域");
        let mut rows: Vec<Vec<Span>> = Vec::new();
        while let Some(line) = self.lines.get(head + 1 + rows.len()).filter(|l| can_be_row(l)) {
            let mut cells = words(self.source, line.span);
            let counts =
                || number::arabic_value(cells[0].of(self.source)).map(|n| n as usize) == Some(rows.len() + 1);
            let ends = cells.last().map(|cell| cell.of(self.source)).is_some_and(|last| {
                is_figure(last) || matches!(last, "约束性" | "预期性") || counted && counts()
            });
            // Below the first row of a class its cell is merged.
            if ends && is_classed && cells.len() + 1 == heads.len() && !rows.is_empty() {
                cells.insert(0, Span::new(line.span.start, line.span.start));
            }
            if cells.len() != heads.len() || !ends {
                break;
            }
            rows.push(cells);
        }
        // One row alone is one where most of it are figures.
        let figures = |row: &Vec<Span>| row.iter().filter(|cell| is_figure(cell.of(self.source))).count();
        if rows.is_empty() || rows.len() == 1 && (heads.len() < 4 || figures(&rows[0]) < 3) {
            return false;
        }
        self.add_ruled(Ruled { title, head, heads, rows });
        true
    }
}

/// Whether a line has blanks and no sentence.
fn can_be_row(line: &Classified) -> bool {
    line.has_blanks()
        && line.width <= 120
        && !line.has_stop()
        && !line.has_colon()
        && line.last != '。'
        && matches!(line.kind, LineKind::Text | LineKind::Marked(_) | LineKind::Leader)
}

/// The words of a line; none where one is too long for a cell.
fn words(source: &str, span: Span) -> Vec<Span> {
    let text = span.of(source);
    let mut out: Vec<Span> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_blank(c), start) {
            (true, Some(from)) => {
                out.push(Span::new(span.start + from, span.start + at as u32));
                start = None;
            }
            (false, None) => start = Some(at as u32),
            _ => {}
        }
    }
    let short = |cell: &Span| cell.of(source).chars().count() <= LONGEST_CELL;
    if out.iter().all(short) { out } else { Vec::new() }
}

/// Whether a cell is a figure: 12.5, -0.3, 1,024, 98%; a dash stands for none.
pub(super) fn is_figure(cell: &str) -> bool {
    let digits = cell.chars().any(|c| c.is_ascii_digit());
    let signs =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '％' | '-' | '－' | '—' | '+' | '±');
    cell.chars().all(signs) && (digits || matches!(cell, "-" | "—" | "——" | "－"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        for cell in ["12.5", "-0.3", "1,024", "98%", "—"] {
            assert!(is_figure(cell), "{cell}");
        }
        for cell in ["2023年", "甲", "12项", "%", "…"] {
            assert!(!is_figure(cell), "{cell}");
        }
    }
}
