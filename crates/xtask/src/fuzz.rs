//! The fuzz targets, each for a while: a crash, a hang or a leak is a failure.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use crate::{Outcome, root, run as run_command, say, tools};

/// What runs when no target is named, each so many seconds.
const SECONDS: u64 = 60;

/// No text of a fuzzer may take longer, in seconds.
const HANG: &str = "-timeout=10";

/// Runs the targets. Arguments: `--minutes N`, `--seconds S`, names of targets.
pub(crate) fn run(args: &[&str]) -> Outcome {
    let (mut seconds, mut named) = (None, Vec::new());
    let mut args = args.iter();
    while let Some(&arg) = args.next() {
        let mut number = || -> Result<u64, String> {
            let value = args.next().ok_or_else(|| format!("{arg} needs a number"))?;
            value.parse().map_err(|_| format!("{arg} {value}: not a number"))
        };
        match arg {
            "--minutes" => seconds = Some(seconds.unwrap_or(0) + 60 * number()?),
            "--seconds" => seconds = Some(seconds.unwrap_or(0) + number()?),
            name if name.starts_with('-') => return Err(format!("no such option: {name}")),
            name => named.push(name.to_owned()),
        }
    }
    let seconds = seconds.unwrap_or(SECONDS);
    let all = targets()?;
    if let Some(unknown) = named.iter().find(|name| !all.contains(name)) {
        return Err(format!("no such target: {unknown}; there are {}", all.join(", ")));
    }
    let chosen = if named.is_empty() { all } else { named };
    let cargo_fuzz = tools::find("cargo-fuzz")?;
    for target in &chosen {
        fs::create_dir_all(root().join("fuzz/corpus").join(target))
            .map_err(|e| format!("fuzz/corpus: {e}"))?;
        fuzz(&cargo_fuzz, target, seconds)?;
    }
    say(&format!("{} targets for {seconds} seconds each, and nothing was found.", chosen.len()));
    Ok(())
}

/// The targets, by their files.
fn targets() -> Result<Vec<String>, String> {
    let dir = root().join("fuzz/fuzz_targets");
    let files = fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut names: Vec<String> = files
        .filter_map(|file| Some(file.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    Ok(names)
}

fn fuzz(cargo_fuzz: &Path, target: &str, seconds: u64) -> Outcome {
    let mut fuzz = Command::new(cargo_fuzz);
    // Optimised, but with debug assertions: the parse checks what it promises.
    fuzz.args(["run", "-O", "-a", target]);
    // What is new is kept in the first directory; below the second lie all texts that once crashed as well.
    fuzz.args([&format!("fuzz/corpus/{target}"), "seeds"]);
    fuzz.args([
        "--",
        &format!("-max_total_time={seconds}"),
        HANG,
        "-dict=fuzz/gongbao.dict",
        "-max_len=4096",
    ]);
    fuzz.args(["-print_final_stats=1", "-verbosity=1"]);
    // cargo-fuzz asks cargo, which must be the nightly one: the checks for memory are not in the others.
    fuzz.env("RUSTUP_TOOLCHAIN", "nightly").env_remove("CARGO").env_remove("RUSTC").stdin(Stdio::null());
    run_command(&mut fuzz, &format!("cargo fuzz run {target} for {seconds} seconds")).map_err(|reason| {
        format!("{reason}\nThe text is in fuzz/artifacts/{target}; with its fault mended it goes to seeds/hostile.")
    })
}
