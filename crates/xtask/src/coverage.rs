//! Which lines of the library its tests run.

use std::{path::Path, process::Command};

use crate::{
    Outcome, root, run as run_command, say,
    tools::{apt, find, output},
};

/// How many of a hundred lines have to be run; crates/gongbao/COVERAGE.md says why the others are not.
const LEAST: &str = "95";

/// A clock has nothing to say about lines that count themselves.
const CLOCK: &str = "time_grows_with_the_text_and_no_faster";

/// Files whose tests are the examples of their documentation, which are not counted.
const BY_EXAMPLES: &str = "model/query.rs|source/position.rs";

/// Runs the tests of the library and prints a line for each file, then the lines that were not run.
pub(crate) fn run() -> Outcome {
    let mut coverage = Command::new(find("cargo-llvm-cov")?);
    coverage.args(["llvm-cov", "--locked", "--package", "gongbao", "--show-missing-lines"]);
    coverage.args(["--ignore-filename-regex", BY_EXAMPLES]);
    coverage.args(["--fail-under-lines", LEAST, "--", "--skip", CLOCK]);
    if let Some(version) = readers()? {
        coverage.env("LLVM_COV", format!("/usr/bin/llvm-cov-{version}"));
        coverage.env("LLVM_PROFDATA", format!("/usr/bin/llvm-profdata-{version}"));
    }
    coverage.current_dir(root());
    run_command(&mut coverage, "cargo llvm-cov --package gongbao")
}

/// The programs that read what was counted must be as new as the compiler's LLVM: rustup's `llvm-tools`, for which there
/// is nothing to do here, or Debian's, by the version in their names.
fn readers() -> Result<Option<String>, String> {
    let compiler = output("rustc", &["-vV"])?;
    let line = |name: &str| compiler.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    let host = line("host: ");
    let sysroot = output("rustc", &["--print", "sysroot"])?;
    if Path::new(&sysroot).join("lib/rustlib").join(host).join("bin/llvm-cov").is_file() {
        return Ok(None);
    }
    let version = line("LLVM version: ").split('.').next().unwrap_or_default().to_owned();
    if !Path::new(&format!("/usr/bin/llvm-cov-{version}")).is_file() {
        say("What the tests ran is read by LLVM's tools, which rustup has as its component llvm-tools.");
        apt(&[&format!("llvm-{version}")])?;
    }
    Ok(Some(version))
}
