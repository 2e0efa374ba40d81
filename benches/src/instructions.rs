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

/// The stages of a parse by the functions that begin them. The outline is built while the text is segmented, and is
/// part of that.
const STAGES: [(&str, &str); 5] = [
    ("lines", "gongbao::source::lines::Lines::new"),
    ("forms of the lines", "gongbao::line::classify"),
    ("segments and outline", "gongbao::segment::segment"),
    ("of it the outline", "gongbao::outline::build"),
    ("facts", "gongbao::facts::extract"),
];

/// The instructions that each stage of a parse takes for a byte of the founding texts, what it calls included.
///
/// # Errors
///
/// If valgrind does not run, or a stage has no function of its own in the program.
pub fn by_stage() -> Result<Vec<(&'static str, f64)>, String> {
    let profile = profiled(1, entries::PARSE)?;
    let bytes = Input::seeds().bytes();
    STAGES
        .into_iter()
        .map(|(stage, function)| {
            let count = calls_of(&profile, function);
            if count == 0 {
                return Err(format!("{stage}: no call of {function}"));
            }
            #[allow(clippy::cast_precision_loss, reason = "both are far below 2^52")]
            let per_byte = count as f64 / bytes as f64;
            Ok((stage, per_byte))
        })
        .collect()
}

/// The instructions of all calls of a function in what callgrind wrote. A call is the line `cfn=` with the function's
/// number, which stands beside its name where it comes first, the line `calls=`, and one with place and cost.
fn calls_of(profile: &str, function: &str) -> u64 {
    let mut lines = profile.lines();
    let (mut number, mut total) = (None, 0);
    while let Some(line) = lines.next() {
        let Some((id, name)) = line
            .strip_prefix("cfn=")
            .or_else(|| line.strip_prefix("fn="))
            .map(|name| name.split_once(' ').unwrap_or((name, "")))
        else {
            continue;
        };
        if name == function {
            number = Some(id);
        }
        if line.starts_with("cfn=") && number == Some(id) {
            let cost = lines
                .nth(1)
                .and_then(|cost| cost.split(' ').nth(1))
                .and_then(|cost| cost.parse::<u64>().ok());
            total += cost.unwrap_or(0);
        }
    }
    total
}

fn find(name: &str) -> Result<Entry, String> {
    entries::all().into_iter().find(|e| e.name == name).ok_or_else(|| format!("no such entry: {name}"))
}

fn counted(times: usize, name: &str) -> Result<u64, String> {
    let profile = profiled(times, name)?;
    let total = profile.lines().find_map(|line| line.strip_prefix("totals:"));
    total.and_then(|total| total.trim().parse().ok()).ok_or_else(|| "valgrind wrote no total".to_owned())
}

/// What callgrind writes of so many runs of an entry.
fn profiled(times: usize, name: &str) -> Result<String, String> {
    let out = env::temp_dir().join(format!("gongbao-callgrind-{}-{times}", std::process::id()));
    let result = callgrind(&out, times, name);
    // Whether it is there to be removed depends on how far valgrind came.
    let _ = fs::remove_file(&out);
    result
}

fn callgrind(out: &std::path::Path, times: usize, name: &str) -> Result<String, String> {
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
    fs::read_to_string(out).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::calls_of;

    #[test]
    fn calls_are_added_up() {
        let profile = "fn=(1) main\n3 7\ncfn=(2) a::b\ncalls=1 4\n5 100\n6 1\ncfn=(2)\ncalls=2 4\n+1 23\n\n\
                       fn=(3) c\ncfn=(4) d\ncalls=1 1\n9 50\nfn=(2)\n4 11\n";
        assert_eq!((calls_of(profile, "a::b"), calls_of(profile, "d"), calls_of(profile, "e")), (123, 50, 0));
    }
}
