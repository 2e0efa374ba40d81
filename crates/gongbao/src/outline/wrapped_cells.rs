//! Cells of a flattened table that go on over lines: which lines of a row are one cell.
//!
//! The rows whose cells take one line each tell how wide the cells of a column are. A row with more lines than the
//! table has columns is divided so that its cells are most like those.

use alloc::vec::Vec;

/// How many lines a row may have more than the table has columns.
const MOST_MORE: usize = 12;

/// What a cell costs that is nothing like those of its column.
const FAR: u32 = 10_000;

/// How wide the cells of each column are: their sum over `rows` rows.
pub(super) struct Widths {
    sums: Vec<u32>,
    rows: u32,
}

impl Widths {
    /// Measures the rows whose cells take one line each.
    pub(super) fn of<'r>(columns: usize, rows: impl Iterator<Item = &'r [u32]>) -> Self {
        let mut widths = Widths { sums: alloc::vec![0; columns], rows: 0 };
        for row in rows {
            widths.rows += 1;
            widths.sums.iter_mut().zip(row).for_each(|(sum, width)| *sum += width);
        }
        widths
    }

    /// How unlike those of a column a cell is.
    fn cost(&self, column: usize, width: u32) -> u32 {
        let mean = self.sums[column] * 100 / self.rows;
        ((width * 100).abs_diff(mean) * 100 / (mean + 100)).min(FAR)
    }

    /// Where the cells of a row begin that has more lines than columns, given how wide these lines are; `None` if there is
    /// nothing to compare it with.
    pub(super) fn divide(&self, lines: &[u32]) -> Option<Vec<usize>> {
        let (columns, count) = (self.sums.len(), lines.len());
        if self.rows == 0 || columns < 2 || count <= columns || count > columns + MOST_MORE {
            return None;
        }
        // The first column counts the rows: its cell takes one line. `best[at]` is the least that the columns so far cost
        // when they end before the line `at`; `from[column][at]` is where the last of them begins.
        let far = u32::MAX / 2;
        let mut best = alloc::vec![far; count + 1];
        best[1] = 0;
        let mut from: Vec<Vec<usize>> = Vec::with_capacity(columns);
        from.push(alloc::vec![0; count + 1]);
        for column in 1..columns {
            let (mut next, mut begins) = (alloc::vec![far; count + 1], alloc::vec![0; count + 1]);
            for (start, &before) in best.iter().enumerate().take(count).skip(column) {
                let mut width = 0;
                for end in start + 1..=count {
                    width += lines[end - 1];
                    let cost = before.saturating_add(self.cost(column, width)).min(far);
                    if cost < next[end] {
                        (next[end], begins[end]) = (cost, start);
                    }
                }
            }
            best = next;
            from.push(begins);
        }
        let mut starts = alloc::vec![0; columns];
        let mut end = count;
        for column in (1..columns).rev() {
            end = from[column][end];
            starts[column] = end;
        }
        Some(starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_divided() {
        let rows: [&[u32]; 2] = [&[1, 2, 1, 4, 2], &[1, 3, 1, 4, 2]];
        let widths = Widths::of(5, rows.into_iter());
        assert_eq!(widths.divide(&[1, 3, 1, 4, 2, 2]), Some(alloc::vec![0, 1, 2, 3, 5]));
        assert_eq!(widths.divide(&[1, 3, 1, 4, 2]), None);
        assert_eq!(Widths::of(5, core::iter::empty()).divide(&[1; 6]), None);
    }
}
