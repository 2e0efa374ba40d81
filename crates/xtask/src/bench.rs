//! How fast and how frugal a parse is, beside what its users know, and the guards that it stays so.

use std::{env, process::Command};

use crate::{Outcome, cargo, say, target_dir, tools};

/// One table of ratios, what a simulated processor counts, and the command beside a script.
pub(crate) fn run(args: &[&str]) -> Outcome {
    match args {
        [] => {
            program("ratios", &[])?;
            instructions()?;
            beside_a_script()
        }
        ["--instructions"] => instructions(),
        _ => program("ratios", args),
    }
}

/// The command beside a Python script.
fn beside_a_script() -> Outcome {
    cargo(&["build", "--quiet", "--release", "--locked", "-p", "gongbao-cli"], &[])?;
    let command = target_dir().join("release").join(format!("gongbao{}", env::consts::EXE_SUFFIX));
    program("ratios", &["--command", &command.to_string_lossy()])
}

/// Instructions and cycles per byte.
fn instructions() -> Outcome {
    valgrind()?;
    program("ratios", &["--instructions"])
}

/// Instructions per byte against the committed figure.
pub(crate) fn guard(args: &[&str]) -> Outcome {
    valgrind()?;
    program("ratios", &[&["--guard"], args].concat())
}

/// Hostile texts at every size: growth of time, heap and stack.
pub(crate) fn hostile() -> Outcome {
    program("hostile", &[])
}

fn program(name: &str, args: &[&str]) -> Outcome {
    let run = ["run", "--quiet", "--release", "--locked", "-p", "gongbao-benches", "--bin", name, "--"];
    cargo(&[run.as_slice(), args].concat(), &[])
}

/// The program that counts instructions: the one on the machine, or Debian's.
fn valgrind() -> Outcome {
    let runs = || Command::new("valgrind").arg("--version").output().is_ok_and(|out| out.status.success());
    if runs() {
        return Ok(());
    }
    say("Instructions are counted by valgrind, which is not on this machine.");
    let missing = |reason| {
        format!("{reason}\nWithout valgrind nothing can be counted: install it, then run this again.")
    };
    tools::apt(&["valgrind"]).map_err(missing)?;
    if runs() { Ok(()) } else { Err("valgrind is installed and does not run".to_owned()) }
}
