//! The fuzz targets, each for a while: a crash, a hang or a leak is a failure.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use crate::{Outcome, root, run as run_command, say, tools};

/// How long each target runs when nothing is said of it, in seconds.
const SECONDS: u64 = 60;

/// Where chance begins then: what a commit is accepted by gives the same answer for the same commit. Who names a time
/// gets texts that nobody has seen.
const SAME_TEXTS: &str = "-seed=1";

/// No text of a fuzzer may take longer, in seconds: a machine that does other work as well is no hang.
const HANG: &str = "-timeout=30";

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
    let same = seconds.is_none();
    let seconds = seconds.unwrap_or(SECONDS);
    let all = targets()?;
    if let Some(unknown) = named.iter().find(|name| !all.contains(name)) {
        return Err(format!("no such target: {unknown}; there are {}", all.join(", ")));
    }
    let chosen = if named.is_empty() { all } else { named };
    let cargo_fuzz = tools::find("cargo-fuzz")?;
    let compiler = Compiler::choose();
    for target in &chosen {
        fs::create_dir_all(root().join("fuzz/corpus").join(target))
            .map_err(|e| format!("fuzz/corpus: {e}"))?;
        fuzz(&cargo_fuzz, compiler, target, seconds, same)?;
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

/// Who builds the targets: the checks for memory are an option of nightly compilers.
#[derive(Debug, Clone, Copy)]
enum Compiler {
    Nightly,
    /// The compiler in use, told to take the options of nightly ones; it comes with the same library for the checks.
    InUse,
}

impl Compiler {
    fn choose() -> Self {
        if tools::output("rustup", &["run", "nightly", "rustc", "--version"]).is_ok() {
            return Self::Nightly;
        }
        say("There is no nightly compiler here: the one in use is told to take its options.");
        Self::InUse
    }

    fn tell(self, cargo_fuzz: &mut Command) {
        // cargo-fuzz asks cargo, which must be that compiler's.
        cargo_fuzz.env_remove("CARGO").env_remove("RUSTC");
        match self {
            Self::Nightly => cargo_fuzz.env("RUSTUP_TOOLCHAIN", "nightly"),
            Self::InUse => cargo_fuzz.env("RUSTC_BOOTSTRAP", "1"),
        };
    }
}

fn fuzz(cargo_fuzz: &Path, compiler: Compiler, target: &str, seconds: u64, same: bool) -> Outcome {
    let mut fuzz = Command::new(cargo_fuzz);
    // Optimised, but with debug assertions: the parse checks what it promises.
    fuzz.args(["run", "-O", "-a", target]);
    // What is new is kept in the first directory; what is committed lies in the others, below `seeds` also all texts that
    // once crashed. The fuzzer does not start where a directory is missing.
    let kept = [format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{target}"), "seeds".to_owned()];
    fuzz.args(kept.iter().filter(|dir| root().join(dir).is_dir()));
    fuzz.args([
        "--",
        &format!("-max_total_time={seconds}"),
        HANG,
        "-dict=fuzz/gongbao.dict",
        "-max_len=4096",
    ]);
    fuzz.args(["-print_final_stats=1", "-verbosity=1"]);
    fuzz.args(same.then_some(SAME_TEXTS));
    compiler.tell(&mut fuzz);
    fuzz.stdin(Stdio::null());
    run_command(&mut fuzz, &format!("cargo fuzz run {target} for {seconds} seconds")).map_err(|reason| {
        format!("{reason}\nThe text is in fuzz/artifacts/{target}; with its fault mended it goes to seeds/hostile.")
    })
}
