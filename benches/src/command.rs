//! The command beside a Python script, as whole processes: what a person at a terminal waits for.

use std::{
    env, fs,
    path::Path,
    process::{self, Command, Stdio},
    time::Instant,
};

use crate::{
    entries::PATTERNS,
    rounds::Ratio,
    texts::{MIB, shuffled},
};

/// How long the text is.
const MEBIBYTES: usize = 64;

/// How often each of the two is run; once more before, for files and libraries to be in memory.
const ROUNDS: usize = 7;

/// Finds what the patterns of its arguments find in a file, and says how much that is.
const SCRIPT: &str = "import re, sys
text = open(sys.argv[1], encoding='utf-8').read()
print(sum(1 for pattern in sys.argv[2:] for _ in re.finditer(pattern, text)))";

/// The time that the command takes to parse 64 MiB of shuffled lines and to write the JSON of them, as a part of what a
/// script takes that searches them for ten patterns, one after the other.
///
/// # Errors
///
/// Where the text cannot be written, or one of the two cannot be run or fails.
pub fn beside_a_script(command: &str) -> Result<Ratio, String> {
    let file = env::temp_dir().join(format!("gongbao-bench-{}.txt", process::id()));
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    fs::write(&file, shuffled(MEBIBYTES * MIB)).map_err(failed)?;
    let ratio = in_turn(command, &file);
    fs::remove_file(&file).map_err(failed)?;
    ratio
}

fn in_turn(command: &str, file: &Path) -> Result<Ratio, String> {
    let mut ratios = Vec::with_capacity(ROUNDS);
    for round in 0..=ROUNDS {
        let own = seconds(Command::new(command).arg("parse").arg(file))?;
        let script = seconds(Command::new("python3").args(["-c", SCRIPT]).arg(file).args(PATTERNS))?;
        if round > 0 {
            ratios.push(own / script);
        }
    }
    Ok(Ratio::of(ratios))
}

/// How long a process takes whose output nobody reads.
fn seconds(command: &mut Command) -> Result<f64, String> {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).status();
    let took = start.elapsed().as_secs_f64();
    let name = command.get_program().to_string_lossy();
    match status {
        Ok(status) if status.success() => Ok(took),
        Ok(status) => Err(format!("{name}: {status}")),
        Err(error) => Err(format!("{name}: {error}")),
    }
}
