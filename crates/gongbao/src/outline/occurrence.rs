//! How often a number has come under the same division: what tells two of the same number apart.

use alloc::{collections::BTreeMap, vec::Vec};

use crate::model::{DivisionNumber, Level};

/// Counts the numbers of divisions. Nearly all of them count up, so that none is looked for among those before it.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// The divisions that have some below them and are still open, from the outermost inward.
    above: Vec<Above>,
    /// The numbers below the open ones, in the order they came.
    risen: Vec<(Level, DivisionNumber, u32)>,
    /// Those below a division where one did not count up.
    counts: BTreeMap<(u32, Level, DivisionNumber), u32>,
}

/// What stands below one division so far.
#[derive(Debug)]
struct Above {
    /// The place of the division in the outline, 0 for the top.
    place: u32,
    /// Where its numbers begin in [`Occurrences::risen`]; `None` once they are in [`Occurrences::counts`].
    from: Option<usize>,
}

impl Occurrences {
    /// With the room that most bodies need.
    pub(super) fn new() -> Self {
        Self { above: Vec::with_capacity(8), risen: Vec::with_capacity(64), counts: BTreeMap::new() }
    }

    /// Forgets all of them, for another body.
    pub(super) fn clear(&mut self) {
        self.above.clear();
        self.risen.clear();
        self.counts.clear();
    }

    /// Which one of its number a division is, counted from 1. `place` is that of the division above it.
    pub(super) fn next(&mut self, place: u32, level: Level, number: DivisionNumber) -> u32 {
        while let Some(closed) = self.above.last().filter(|above| above.place > place) {
            self.risen.truncate(closed.from.unwrap_or(self.risen.len()));
            self.above.pop();
        }
        if self.above.last().is_none_or(|above| above.place < place) {
            self.above.push(Above { place, from: Some(self.risen.len()) });
        }
        let from = self.above.last().and_then(|above| above.from);
        let Some(from) = from else { return self.count(place, level, number) };
        let count = match self.risen.get_mut(from..).and_then(<[_]>::last_mut) {
            None => 1,
            Some((last_level, last, _)) if *last_level == level && *last < number => 1,
            Some((last_level, last, count)) if *last_level == level && *last == number => {
                *count += 1;
                return *count;
            }
            Some(_) => {
                for (level, number, count) in self.risen.drain(from..) {
                    self.counts.insert((place, level, number), count);
                }
                self.above.last_mut().map(|above| above.from.take());
                return self.count(place, level, number);
            }
        };
        self.risen.push((level, number, count));
        count
    }

    fn count(&mut self, place: u32, level: Level, number: DivisionNumber) -> u32 {
        let count = self.counts.entry((place, level, number)).or_insert(0);
        *count += 1;
        *count
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_number_is_counted_under_its_division(steps in prop::collection::vec((0usize..4, 0usize..2, 1u32..4), 0..60)) {
            let (mut occurrences, mut plain) = (Occurrences::default(), BTreeMap::new());
            // The divisions that are open; a new one stands below one of them, and those deeper are closed.
            let mut open = alloc::vec![0];
            for (at, (depth, level, number)) in steps.into_iter().enumerate() {
                open.truncate(depth + 1);
                let place = open[open.len() - 1];
                let (level, number) = ([Level::Heading1, Level::Heading3][level], DivisionNumber::one(number));
                let seen = plain.entry((place, level, number)).or_insert(0);
                *seen += 1;
                prop_assert_eq!(occurrences.next(place, level, number), *seen);
                open.push(at as u32 + 1);
            }
        }
    }
}
