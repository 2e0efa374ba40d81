//! Programs that are no part of Rust: the one on the machine, or a wheel of it, installed beside the build.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{Outcome, root, run, say, target_dir};

/// Which wheels, in which versions, with which digests.
const WHEELS: &str = ".ci/tools.txt";

/// A program by its name: where it is.
pub(crate) fn find(name: &str) -> Result<PathBuf, String> {
    let program = format!("{name}{}", env::consts::EXE_SUFFIX);
    let on_path = env::var_os("PATH").and_then(|path| {
        env::split_paths(&path).map(|dir| dir.join(&program)).find(|candidate| candidate.is_file())
    });
    match on_path {
        Some(found) => Ok(found),
        None => Ok(installed()?.join(program)),
    }
}

/// Installs the wheels, once for each state of their list; says where their programs are.
fn installed() -> Result<PathBuf, String> {
    let dir = target_dir().join("tools");
    let programs = dir.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let wheels = root().join(WHEELS);
    let wanted = fs::read_to_string(&wheels).map_err(|error| format!("{WHEELS}: {error}"))?;
    let done = dir.join("installed.txt");
    if fs::read_to_string(&done).is_ok_and(|there| there == wanted) {
        return Ok(programs);
    }
    say(&format!("Installing the tools that {WHEELS} names into {}.", dir.display()));
    python(Path::new("python3"), &["-m", "venv", &dir.to_string_lossy()])?;
    let install =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", WHEELS];
    python(&programs.join("python"), &install)?;
    fs::write(&done, wanted).map_err(|error| format!("{}: {error}", done.display()))?;
    Ok(programs)
}

fn python(program: &Path, args: &[&str]) -> Result<(), String> {
    run(Command::new(program).args(args), &format!("python {}", args.join(" ")))
}

/// Installs Debian's packages.
pub(crate) fn apt(packages: &[&str]) -> Outcome {
    say(&format!("Installing Debian's packages {}.", packages.join(", ")));
    let mut update = Command::new("apt-get");
    run(update.args(["update", "-qq"]), "apt-get update")?;
    let mut install = Command::new("apt-get");
    install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages).stdout(Stdio::null());
    run(&mut install, &format!("apt-get install {}", packages.join(" ")))
}

/// Whether the compiler in use has the library of a target.
pub(crate) fn has_library(target: &str) -> bool {
    let Ok(dir) = output("rustc", &["--print", "target-libdir", "--target", target]) else { return false };
    fs::read_dir(dir).is_ok_and(|mut files| {
        files.any(|file| file.is_ok_and(|f| f.file_name().to_string_lossy().starts_with("libcore-")))
    })
}

/// Has rustup fetch the library of a target: whether it is there now.
pub(crate) fn add_library(target: &str) -> bool {
    let mut add = Command::new("rustup");
    run(add.args(["target", "add", target]), &format!("rustup target add {target}")).is_ok()
        && has_library(target)
}

/// Debian's compiler with the sources of its libraries, for targets whose library cannot be fetched. It does not stand
/// in the way of the compiler in use.
pub(crate) fn debian_compiler() -> Outcome {
    if Path::new("/usr/lib/rustlib/src/rust/library").is_dir() {
        return Ok(());
    }
    apt(&["rustc-web", "rust-web-src"])
}

/// What a program prints, without the line end.
pub(crate) fn output(program: &str, args: &[&str]) -> Result<String, String> {
    let output = Command::new(program).args(args).output().map_err(|error| format!("{program}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{program} {}: {}", args.join(" "), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
