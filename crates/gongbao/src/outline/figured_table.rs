//! Tables flattened to one cell a line whose rows are names and figures: 粮食 / 万吨 / 96.5 / 1.7.

use alloc::vec::Vec;
use core::ops::Range;

use super::{
    Outline,
    blank_table::is_figure,
    table::{Found, MOST_COLUMNS, Row, can_be_cell},
};

/// How many lines the heads of such a table take at most, with the first names below them.
const MOST_HEAD_LINES: usize = 20;

/// How many figures stand at least in lines among which such a table is looked for.
const FEWEST_FIGURES: usize = 3;

/// How wide a line is at most that goes on with the head above it: （万人）.
const WIDEST_UNIT: u16 = 8;

/// How wide the name of a table without a number is at least.
const NARROWEST_TITLE: u16 = 6;

impl Outline<'_> {
    /// Up to where such a table may reach among lines that can be cells: nowhere if hardly any is a figure.
    pub(super) fn figures_end(&self, end: usize) -> usize {
        let figures = (self.at..end).filter(|&at| is_figure(self.words(at))).take(FEWEST_FIGURES).count();
        if figures == FEWEST_FIGURES { end } else { 0 }
    }

    /// A table each of whose rows has as many names (粮食, 万吨) and as many figures behind them; a head for each.
    pub(super) fn figured_table(&self) -> Option<Found> {
        let end = self.figures_before;
        if self.at >= end || !self.may_begin_heads() {
            return None;
        }
        let title = self.is_caption(self.at).then_some(self.at);
        let start = self.at + usize::from(title.is_some());
        let figure = |at: &usize| is_figure(self.words(*at));
        let first = (start..end.min(start + MOST_HEAD_LINES)).find(figure)?;
        let figures = (first..end).take_while(figure).count();
        let names = (first + figures..end).take_while(|at| !figure(at)).take(3).count();
        let columns = names + figures;
        if !(1..=2).contains(&names) || columns > MOST_COLUMNS || first < start + columns + names {
            return None;
        }
        let mut heads = self.heads(start..first - names);
        let titled = title.is_none() && heads.len() == columns + 1 && self.is_widest(&heads.lines);
        let title = if titled { Some(start) } else { title };
        if titled {
            heads = self.heads(start + 1..first - names);
        }
        let mut rows: Vec<Row> = Vec::new();
        let mut at = first - names;
        while at + columns <= end
            && (at..at + names).all(|at| !figure(&at))
            && (at + names..at + columns).all(|at| figure(&at))
        {
            rows.push((at..at + columns).into());
            at += columns;
        }
        // What goes on in another way is no table of this form.
        let goes_on = (at..end.min(at + columns)).any(|at| figure(&at));
        let enough = rows.len() >= if title.is_some() { 2 } else { 3 };
        (heads.len() == columns && enough && !goes_on).then_some(Found { title, heads, rows })
    }

    /// Whether the first line is wider than any other: the name of a table above its heads.
    fn is_widest(&self, lines: &Range<usize>) -> bool {
        let width = |at: usize| self.lines.at(at).width;
        width(lines.start) >= NARROWEST_TITLE
            && (lines.start + 1..lines.end).all(|at| width(at) < width(lines.start))
    }

    /// Whether the heads of a table may begin at the line at hand: no other cell stands right above, unless it is a caption
    /// or says the unit (单位：万人).
    fn may_begin_heads(&self) -> bool {
        let Some(above) = self.at.checked_sub(1) else { return true };
        let words = self.words(above);
        !can_be_cell(self.lines.at(above))
            || words.ends_with('表')
            || words.starts_with("单位")
            || self.is_caption(above)
    }

    /// The heads of a table; a unit in brackets goes on with the head above it.
    fn heads(&self, lines: Range<usize>) -> Row {
        let begins = |at: &usize| {
            let unit = self.words(*at).starts_with(['(', '（']) && self.lines.at(*at).width <= WIDEST_UNIT;
            *at == lines.start || !unit
        };
        let cells: Vec<usize> = lines.clone().filter(begins).map(|at| at - lines.start).collect();
        Row { lines, cells }
    }
}
