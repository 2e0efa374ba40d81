//! `cargo xtask …`: what is run on this workspace, by one name each, the same by hand and in CI.

mod python;
mod score;

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
  score [DIR]  compare parses with the gold data in DIR [default: ../shared], if it is there
  ci           lint, test, score, parity";

/// What a task ends with: the reason why it failed is a line for people.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let mut args = env::args().skip(1);
    let task = args.next().unwrap_or_default();
    let outcome = match (task.as_str(), args.next(), args.next()) {
        ("test", None, _) => test(),
        ("lint", None, _) => lint(),
        ("score", dir, None) => score::run(dir.as_deref()),
        ("python", None, _) => python::test(),
        ("parity", dir, None) => python::parity(dir.as_deref()),
        ("ci", None, _) => ci(),
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
    python::test()
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
