//! Instructions per byte, counted by valgrind: the one figure that other work on the machine does not change.

use std::{env, fs, io, process::Command};

use crate::{
    entries::{self, Entry},
    texts::Input,
};

/// The argument by which the program runs itself under valgrind: `--repeat TIMES ENTRY`.
pub const REPEAT: &str = "--repeat";

/// Runs an entry over the founding texts so many times.
///
/// # Errors
///
/// If there is no such entry.
pub fn repeat(times: usize, name: &str) -> Result<(), String> {
    let entry = find(name)?;
    let input = Input::seeds();
    for _ in 0..times {
        entry.run(&input);
    }
    Ok(())
}

/// The instructions that an entry takes for a byte of the founding texts: the difference of four runs and one, so that
/// the start of the program and of the entry do not count.
///
/// # Errors
///
/// If there is no such entry, or valgrind does not run.
pub fn per_byte(name: &str) -> Result<f64, String> {
    find(name)?;
    let [one, four] = [1, 4].map(|times| counted(times, name));
    let more = four?.saturating_sub(one?);
    #[allow(clippy::cast_precision_loss, reason = "both are far below 2^52")]
    let per_byte = more as f64 / (3 * Input::seeds().bytes()) as f64;
    Ok(per_byte)
}

fn find(name: &str) -> Result<Entry, String> {
    entries::all().into_iter().find(|e| e.name == name).ok_or_else(|| format!("no such entry: {name}"))
}

fn counted(times: usize, name: &str) -> Result<u64, String> {
    let out = env::temp_dir().join(format!("gongbao-callgrind-{}-{times}", std::process::id()));
    let result = callgrind(&out, times, name);
    // Whether it is there to be removed depends on how far valgrind came.
    let _ = fs::remove_file(&out);
    result
}

fn callgrind(out: &std::path::Path, times: usize, name: &str) -> Result<u64, String> {
    let failed = |error: io::Error| format!("valgrind: {error}");
    let program = env::current_exe().map_err(failed)?;
    let ran = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .args([REPEAT, &times.to_string(), name])
        .output()
        .map_err(failed)?;
    if !ran.status.success() {
        return Err(format!("valgrind: {}\n{}", ran.status, String::from_utf8_lossy(&ran.stderr)));
    }
    let text = fs::read_to_string(out).map_err(failed)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals:"));
    total.and_then(|total| total.trim().parse().ok()).ok_or_else(|| "valgrind wrote no total".to_owned())
}
