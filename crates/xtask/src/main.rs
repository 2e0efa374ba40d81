//! `cargo xtask …`: what is run on this workspace, by one name each, the same by hand and in CI.

mod bench;
mod checks;
mod coverage;
mod fuzz;
mod python;
mod score;
mod tools;
mod wasm;

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

const HELP: &str = "\
Usage: cargo xtask TASK

  test         install what the tests need, then run all of them, doc tests included
  lint         formatting, clippy and rustdoc, warnings being errors
  python       the part of `test` that is about the Python package
  parity [DIR] compare the Python package with the command, on the seeds and on the corpus in DIR [default: ../shared]
  wasm         the part of `test` that is about the browser package and its page
  rate         how fast the browser package is beside the parser itself, expressions and markdown-it
  serve        build the page and show it on this machine
  score [DIR]  compare parses with the gold data in DIR [default: ../shared], if it is there
  bench        how fast and how frugal a parse is beside other parsers: a table of ratios, what a simulated
               processor counts, the command beside a script; --quick prints short ratios alone, --instructions the counts
  guard        instructions per byte of a parse against benches/instructions.txt [--bless]
  hostile      texts that no one would print, 64 kB to 4 MiB: growth of time, heap and stack, speed
  coverage     the lines of the library that its tests run, and those that they do not
  fuzz         every fuzz target for a minute, the same texts each time;
               other texts: [--minutes N] [--seconds S]; [TARGET]
  deny         licences, sources and versions of the dependencies
  typos        the spelling of code and documentation
  no-std       build the library for a machine without a standard library
  msrv         check the library with the oldest compiler that it promises
  package      build the library from what is published of it
  ci           lint, test, score, parity";

/// What a task ends with: the reason why it failed is a line for people.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (task, args) = args.split_first().map_or(("", [].as_slice()), |(task, args)| (*task, args));
    let outcome = match (task, args) {
        ("test", []) => test(),
        ("lint", []) => lint(),
        ("score", []) => score::run(None),
        ("score", [dir]) => score::run(Some(dir)),
        ("python", []) => python::test(),
        ("parity", []) => python::parity(None),
        ("parity", [dir]) => python::parity(Some(dir)),
        ("bench", args) => bench::run(args),
        ("guard", args) => bench::guard(args),
        ("hostile", []) => bench::hostile(),
        ("coverage", []) => coverage::run(),
        ("fuzz", args) => fuzz::run(args),
        ("deny", []) => checks::deny(),
        ("typos", []) => checks::typos(),
        ("no-std", []) => checks::no_std(),
        ("msrv", []) => checks::msrv(),
        ("package", []) => checks::package(),
        ("wasm", []) => wasm::test(),
        ("rate", []) => wasm::rate(),
        ("serve", []) => wasm::serve(),
        ("ci", []) => ci(),
        ("help" | "--help" | "-h", ..) => {
            say(HELP);
            Ok(())
        }
        _ => Err(format!("no such task: {task}\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            say(&format!("xtask: {reason}"));
            ExitCode::FAILURE
        }
    }
}

fn ci() -> Outcome {
    lint()?;
    test()?;
    score::run(None)?;
    python::parity(None)
}

fn lint() -> Outcome {
    cargo(&["fmt", "--all", "--check"], &[])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"], &[])?;
    let doc = ["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"];
    cargo(&doc, &[("RUSTDOCFLAGS", "-D warnings")])
}

fn test() -> Outcome {
    say("Installing what the tests need: the crates that Cargo.lock names, nothing else.");
    cargo(&["fetch", "--locked"], &[])?;
    say("Running the tests of the workspace, doc tests included.");
    // A snapshot that differs is a failure here, never a new file. The Python package is tested from Python.
    cargo(&["test", "--workspace", "--exclude", "gongbao-python", "--locked"], &[("INSTA_UPDATE", "no")])?;
    python::test()?;
    wasm::test()
}

/// Runs cargo at the top of the workspace.
fn cargo(args: &[&str], variables: &[(&str, &str)]) -> Outcome {
    let program = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(program);
    command.args(args).envs(variables.iter().copied());
    run(&mut command, &format!("cargo {}", args.join(" ")))
}

/// Runs a command at the top of the workspace, having said what it is.
fn run(command: &mut Command, shown: &str) -> Outcome {
    say(&format!("$ {shown}"));
    match command.current_dir(root()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{shown}: {status}")),
        Err(error) => Err(format!("{shown}: {error}")),
    }
}

/// Where cargo builds.
fn target_dir() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The top of the workspace.
fn root() -> PathBuf {
    // OK because this package lies in crates/xtask.
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("two directories above").to_owned()
}

#[allow(
    clippy::print_stderr,
    reason = "a task talks to the one who runs it, beside the output of its commands"
)]
fn say(line: &str) {
    eprintln!("{line}");
}
