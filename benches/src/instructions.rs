//! Instructions per byte, counted by valgrind: the one figure that other work on the machine does not change.

use std::{env, fs, io, path::Path, process::Command};

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
    Ok(between_runs(name, &[])?.instructions)
}

/// What an entry takes for a byte of the founding texts on a simulated processor, counted in the same way: a figure that
/// other work on the machine does not change, and that goes with the time where instructions alone do not.
///
/// # Errors
///
/// If there is no such entry, or valgrind does not run.
pub fn simulated(name: &str) -> Result<Cost, String> {
    between_runs(name, &SIMULATED)
}

/// A small processor of today: caches of 32 kB for code and data, 2 MiB behind them, and a table of branches.
const SIMULATED: [&str; 5] =
    ["--cache-sim=yes", "--branch-sim=yes", "--I1=32768,8,64", "--D1=32768,8,64", "--LL=2097152,16,64"];

fn between_runs(name: &str, options: &[&str]) -> Result<Cost, String> {
    find(name)?;
    let total = |times| -> Result<Cost, String> {
        let profile = profiled(times, name, options)?;
        let events = Events::of(&profile);
        let total = profile.lines().find_map(|line| line.strip_prefix("totals:"));
        total.map(|total| events.cost(total)).ok_or_else(|| "valgrind wrote no total".to_owned())
    };
    let (one, four) = (total(1)?, total(4)?);
    #[allow(clippy::cast_precision_loss, reason = "a text has far less than 2^52 bytes")]
    let bytes = 3.0 * Input::seeds().bytes() as f64;
    let more = |part: fn(&Cost) -> f64| (part(&four) - part(&one)) / bytes;
    Ok(Cost {
        instructions: more(|c| c.instructions),
        code_misses: more(|c| c.code_misses),
        data_misses: more(|c| c.data_misses),
        mispredicted: more(|c| c.mispredicted),
    })
}

/// What callgrind counts of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cost {
    /// Instructions.
    pub instructions: f64,
    /// Lines of code that the first cache did not hold.
    pub code_misses: f64,
    /// Reads that the first cache did not hold.
    pub data_misses: f64,
    /// Branches that went another way than foreseen.
    pub mispredicted: f64,
}

impl Cost {
    /// About how many cycles that takes: three and a half instructions run side by side, a line comes from the second
    /// cache in about ten cycles, and behind a branch that was not foreseen seventeen are lost. By it a parse took 10.9
    /// million cycles and 2.8 ms where the events of pulldown-cmark took 1.8 million and 0.45 ms.
    pub fn cycles(&self) -> f64 {
        self.instructions / 3.5 + 12.0 * self.code_misses + 10.0 * self.data_misses + 17.0 * self.mispredicted
    }
}

/// The names of the columns of costs, in their order.
struct Events<'p>(Vec<&'p str>);

impl<'p> Events<'p> {
    fn of(profile: &'p str) -> Self {
        let names = profile.lines().find_map(|line| line.strip_prefix("events:")).unwrap_or("Ir");
        Self(names.split_whitespace().collect())
    }

    /// The counts of a line without its place; what is left out at its end is nothing.
    fn cost(&self, counts: &str) -> Cost {
        let mut cost = Cost::default();
        for (event, count) in self.0.iter().zip(counts.split_whitespace()) {
            let count: f64 = count.parse().unwrap_or(0.0);
            match *event {
                "Ir" => cost.instructions += count,
                "I1mr" => cost.code_misses += count,
                "D1mr" => cost.data_misses += count,
                "Bcm" | "Bim" => cost.mispredicted += count,
                _ => {}
            }
        }
        cost
    }
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

/// What each stage of a parse takes for a byte of the founding texts, what it calls included.
///
/// # Errors
///
/// If valgrind does not run, or a stage has no function of its own in the program.
pub fn by_stage() -> Result<Vec<(&'static str, Cost)>, String> {
    let profile = profiled(1, entries::PARSE, &SIMULATED)?;
    #[allow(clippy::cast_precision_loss, reason = "a text has far less than 2^52 bytes")]
    let bytes = Input::seeds().bytes() as f64;
    STAGES
        .into_iter()
        .map(|(stage, function)| {
            let cost = calls_of(&profile, function);
            if cost == Cost::default() {
                return Err(format!("{stage}: no call of {function}"));
            }
            let per_byte = Cost {
                instructions: cost.instructions / bytes,
                code_misses: cost.code_misses / bytes,
                data_misses: cost.data_misses / bytes,
                mispredicted: cost.mispredicted / bytes,
            };
            Ok((stage, per_byte))
        })
        .collect()
}

/// The cost of all calls of a function in what callgrind wrote. A call is the line `cfn=` with the function's number,
/// which stands beside its name where it comes first, the line `calls=`, and one with place and cost.
fn calls_of(profile: &str, function: &str) -> Cost {
    let events = Events::of(profile);
    let mut lines = profile.lines();
    let (mut number, mut total) = (None, Cost::default());
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
            let counts = lines.nth(1).and_then(|line| line.split_once(' ')).map_or("", |(_, counts)| counts);
            let cost = events.cost(counts);
            total.instructions += cost.instructions;
            total.code_misses += cost.code_misses;
            total.data_misses += cost.data_misses;
            total.mispredicted += cost.mispredicted;
        }
    }
    total
}

fn find(name: &str) -> Result<Entry, String> {
    entries::all().into_iter().find(|e| e.name == name).ok_or_else(|| format!("no such entry: {name}"))
}

/// What callgrind writes of so many runs of an entry.
fn profiled(times: usize, name: &str, options: &[&str]) -> Result<String, String> {
    let out = env::temp_dir().join(format!("gongbao-callgrind-{}-{times}", std::process::id()));
    let result = callgrind(&out, times, name, options);
    // Whether it is there to be removed depends on how far valgrind came.
    let _ = fs::remove_file(&out);
    result
}

fn callgrind(out: &Path, times: usize, name: &str, options: &[&str]) -> Result<String, String> {
    let failed = |error: io::Error| format!("valgrind: {error}");
    let program = env::current_exe().map_err(failed)?;
    let ran = Command::new("valgrind")
        .arg("--tool=callgrind")
        .args(options)
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
    use super::*;

    #[test]
    fn calls_are_added_up() {
        let profile = "events: Ir I1mr Bcm Bim\nfn=(1) main\n3 7\ncfn=(2) a::b\ncalls=1 4\n5 100 3 2 1\n6 1\n\
                       cfn=(2)\ncalls=2 4\n+1 23\n\nfn=(3) c\ncfn=(4) d\ncalls=1 1\n9 50 1\nfn=(2)\n4 11\n";
        let cost = |instructions, code_misses, mispredicted| Cost {
            instructions,
            code_misses,
            mispredicted,
            ..Cost::default()
        };
        assert_eq!(calls_of(profile, "a::b"), cost(123.0, 3.0, 3.0));
        assert_eq!(calls_of(profile, "d"), cost(50.0, 1.0, 0.0));
        assert_eq!(calls_of(profile, "e"), Cost::default());
        assert!((cost(35.0, 1.0, 1.0).cycles() - 39.0).abs() < 1e-9);
    }
}
