//! How fast a parse is, beside what its users know, and the guard that it stays so.

use crate::{Outcome, cargo};

/// One table of ratios, or instructions per byte.
pub(crate) fn run(args: &[&str]) -> Outcome {
    ratios(args)
}

/// Instructions per byte against the committed figure.
pub(crate) fn guard(args: &[&str]) -> Outcome {
    ratios(&[&["--guard"], args].concat())
}

fn ratios(args: &[&str]) -> Outcome {
    let run = ["run", "--quiet", "--release", "--locked", "-p", "gongbao-benches", "--bin", "ratios", "--"];
    cargo(&[run.as_slice(), args].concat(), &[])
}
