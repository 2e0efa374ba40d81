//! Paired rounds: every entry in turn, again and again, each ratio taken inside one round.

use cpu_time::ThreadTime;

use crate::{entries::Entry, texts::Input};

/// The seconds of each entry in each round, in CPU time of the thread.
#[derive(Debug)]
pub struct Rounds {
    seconds: Vec<Vec<f64>>,
}

/// Runs all entries over the input, in turn.
///
/// Between two runs of one entry lie all others, so that none finds its tables or the text's branches still in the
/// processor. The first round is not counted.
pub fn run(entries: &[Entry], input: &Input, rounds: usize) -> Rounds {
    let mut seconds = vec![Vec::with_capacity(rounds); entries.len()];
    for round in 0..=rounds {
        for (entry, seconds) in entries.iter().zip(&mut seconds) {
            let start = ThreadTime::now();
            entry.run(input);
            let took = start.elapsed().as_secs_f64();
            if round > 0 {
                seconds.push(took);
            }
        }
    }
    Rounds { seconds }
}

impl Rounds {
    /// How many times as fast entry `a` is as entry `b`: the median over the rounds, and the quarters beside it.
    pub fn speed_ratio(&self, a: usize, b: usize) -> Ratio {
        let ratios = self.seconds[a].iter().zip(&self.seconds[b]).map(|(a, b)| b / a).collect();
        Ratio::of(ratios)
    }

    /// The median seconds of an entry.
    pub fn median(&self, entry: usize) -> f64 {
        Ratio::of(self.seconds[entry].clone()).median
    }
}

/// A ratio as the rounds gave it.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    /// The quarter below.
    pub low: f64,
    /// The one in the middle.
    pub median: f64,
    /// The quarter above.
    pub high: f64,
}

impl Ratio {
    /// The middle and the quarters of what the rounds gave.
    pub(crate) fn of(mut all: Vec<f64>) -> Self {
        all.sort_by(f64::total_cmp);
        let at = |quarters: usize| all.get((all.len().saturating_sub(1)) * quarters / 4).copied();
        let [low, median, high] = [1, 2, 3].map(|quarters| at(quarters).unwrap_or(f64::NAN));
        Self { low, median, high }
    }
}
