//! Several inputs at a time, what comes of them in their order.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use rayon::{ThreadPool, ThreadPoolBuilder, prelude::*};

use crate::{
    args::Inputs,
    error::Error,
    input::{self, Input},
};

/// How many inputs are in memory at once at most, with what is printed of them.
const MOST_FILES: usize = 64;

/// How many bytes these have, unless one alone has more.
const MOST_BYTES: u64 = 32 << 20;

/// Reads each of the inputs and does `work` with it, several at a time. `take` gets what comes of each, in the order of the
/// inputs; the first error that it returns ends all.
pub(crate) fn in_order<T: Send>(
    inputs: &Inputs,
    work: impl Fn(&Path, Input) -> Result<T, Error> + Sync,
    mut take: impl FnMut(&Path, Result<T, Error>) -> Result<(), Error>,
) -> Result<(), Error> {
    let done = |file: &PathBuf| input::read(file).and_then(|input| work(file, input));
    let mut rest = inputs.files.as_slice();
    let pool = if rest.len() > 1 { pool(inputs.jobs) } else { None };
    while !rest.is_empty() {
        let (batch, behind) = rest.split_at(batch_len(rest));
        rest = behind;
        let results: Vec<_> = match &pool {
            Some(pool) if batch.len() > 1 => pool.install(|| batch.par_iter().map(done).collect()),
            _ => batch.iter().map(done).collect(),
        };
        for (file, result) in batch.iter().zip(results) {
            take(file, result)?;
        }
    }
    Ok(())
}

/// Threads for so many inputs at a time, as many as there are cores where it is not said. None where the system gives none:
/// one input after the other is slower and no fault.
fn pool(jobs: Option<NonZeroUsize>) -> Option<ThreadPool> {
    if jobs.is_some_and(|jobs| jobs.get() == 1) {
        return None;
    }
    ThreadPoolBuilder::new().num_threads(jobs.map_or(0, NonZeroUsize::get)).build().ok()
}

/// How many of the files are read at once. Standard input, which can be read once, is read alone.
fn batch_len(files: &[PathBuf]) -> usize {
    let mut bytes = 0;
    let fits = |file: &&PathBuf| {
        bytes += file.metadata().map_or(0, |meta| meta.len());
        bytes <= MOST_BYTES && !input::is_stdin(file)
    };
    files.iter().take(MOST_FILES).take_while(fits).count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_and_large_files_are_read_alone() {
        let dir = tempfile::TempDir::new().unwrap();
        let file = |name: &str, bytes: u64| {
            let path = dir.path().join(name);
            std::fs::File::create(&path).unwrap().set_len(bytes).unwrap();
            path
        };
        let (small, large, stdin) = (file("small", 10), file("large", MOST_BYTES), PathBuf::from("-"));
        let batch = |files: &[&PathBuf]| batch_len(&files.iter().map(|&f| f.clone()).collect::<Vec<_>>());
        assert_eq!(batch(&[&small, &small, &stdin, &small]), 2);
        assert_eq!(batch(&[&stdin, &stdin]), 1);
        assert_eq!(batch(&[&small, &large]), 1);
        assert_eq!(batch(&[&large, &small]), 1);
        assert_eq!(batch(&vec![&small; 2 * MOST_FILES]), MOST_FILES);
        assert_eq!(batch(&[&dir.path().join("missing")]), 1);
    }
}
