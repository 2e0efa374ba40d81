//! What holds of the whole repository beside its tests: dependencies, spelling, and the compilers it promises.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    Outcome, run, say, target_dir,
    tools::{self, find, output},
};

/// A machine without an operating system, for which Debian has the compiler and rustup may have the library.
const BARE: &str = "thumbv7em-none-eabi";

/// The oldest compiler that the library promises: `rust-version` of the workspace.
const OLDEST: &str = "1.85";

/// Debian's packages of that compiler.
const OLDEST_PACKAGES: [&str; 4] = [
    "rustc-web=1.85.0+dfsg3-1~deb12u3",
    "libstd-rust-web-1.85=1.85.0+dfsg3-1~deb12u3",
    "libstd-rust-web-dev=1.85.0+dfsg3-1~deb12u3",
    "libllvm19",
];

/// What builds without the newer standard library of the tools: the library alone.
const LIBRARY: [&str; 3] = ["--locked", "-p", "gongbao"];

/// Licences, sources and versions of the dependencies; known faults are looked up where there is a network.
pub(crate) fn deny() -> Outcome {
    let mut deny = Command::new(find("cargo-deny")?);
    deny.args(["--all-features", "--config", ".deny.toml", "check", "bans", "licenses", "sources"]);
    run(&mut deny, "cargo deny check bans licenses sources")
}

/// The spelling of code and documentation.
pub(crate) fn typos() -> Outcome {
    let mut typos = Command::new(find("typos")?);
    run(typos.args(["--config", ".typos.toml"]), "typos")
}

/// Builds the library for a machine without a standard library.
pub(crate) fn no_std() -> Outcome {
    let mut build = cargo();
    build
        .arg("build")
        .args(LIBRARY)
        .args(["--target", BARE, "--target-dir"])
        .arg(target_dir().join("no-std"));
    if !tools::has_library(BARE) && !tools::add_library(BARE) {
        tools::debian_compiler()?;
        say("Debian's compiler builds core and alloc from its own sources.");
        build.arg("-Zbuild-std=core,alloc");
        build.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
    }
    run(&mut build, &format!("cargo build -p gongbao --target {BARE}"))
}

/// Checks the library with the oldest compiler that it promises.
pub(crate) fn msrv() -> Outcome {
    let mut check = cargo();
    check.arg("check").args(LIBRARY).arg("--target-dir").arg(target_dir().join("msrv"));
    let shown = format!("cargo check -p gongbao, with Rust {OLDEST}");
    if let Ok(rustc) = output("rustup", &["which", "--toolchain", OLDEST, "rustc"]) {
        check.env("RUSTC", rustc);
    } else {
        check.env("RUSTC", unpacked()?);
    }
    run(&mut check, &shown)
}

/// Packs the library as it is published, and builds it from that alone: nothing of the workspace may be missing in it.
pub(crate) fn package() -> Outcome {
    let mut package = cargo();
    package
        .args(["package", "--allow-dirty"])
        .args(LIBRARY)
        .arg("--target-dir")
        .arg(target_dir().join("package"));
    run(&mut package, "cargo package -p gongbao")
}

/// Debian's packages of the oldest compiler, unpacked beside the build and not installed.
fn unpacked() -> Result<PathBuf, String> {
    let dir = target_dir().join(format!("rust-{OLDEST}"));
    let rustc = dir.join("rustc");
    if rustc.is_file() {
        return Ok(rustc);
    }
    say(&format!(
        "Unpacking Rust {OLDEST} from Debian's packages into {}; nothing is installed.",
        dir.display()
    ));
    let failed = |error: std::io::Error| format!("{}: {error}", dir.display());
    fs::create_dir_all(&dir).map_err(failed)?;
    let mut script = Command::new("sh");
    script.arg("-ec").arg(
        "cd \"$1\"; shift; apt-get download -qq \"$@\" || { apt-get update -qq; apt-get download -qq \"$@\"; }\n\
         for package in *.deb; do dpkg -x \"$package\" root; rm \"$package\"; done\n\
         printf '#!/bin/sh\\nLD_LIBRARY_PATH=%s exec %s \"$@\"\\n' \\\n\
             \"$PWD/root/usr/lib/x86_64-linux-gnu\" \"$PWD/root/usr/bin/rustc\" >rustc.new\n\
         chmod +x rustc.new; mv rustc.new rustc",
    );
    script.arg("sh").arg(&dir).args(OLDEST_PACKAGES);
    run(&mut script, "apt-get download, dpkg -x")?;
    Ok(rustc)
}

fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    cargo.env_remove("RUSTFLAGS");
    cargo
}
