//! The browser package and its page: both builds of the module, the npm package, the page, and their tests.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use wasm_bindgen_cli_support::Bindgen;

use crate::{
    Outcome, cargo, root, run, say, target_dir,
    tools::{self, apt, output},
};

/// Where the package lies.
const PACKAGE: &str = "bindings/wasm";
const TARGET: &str = "wasm32-unknown-unknown";

/// The builds: a name, and what the compiler may use.
const BUILDS: [(&str, &str); 2] = [("simd", "-Ctarget-feature=+simd128"), ("plain", "")];

/// Small code that is not slow: made for speed, but with hardly anything copied to where it is called, neither before the
/// code is compiled nor after it, and with loops that are not unrolled. The loops made for vectors become such: they are
/// shorter for it, and a parse takes a seventh less. Made for size (`opt-level = "z"`) it is packed a
/// twentieth smaller and takes half as long again.
const INLINING: &str = "-Cllvm-args=-inline-threshold=0 -Cllvm-args=-inlinehint-threshold=30 \
    -Zinline-mir-threshold=20 -Zinline-mir-hint-threshold=20";
const LOOPS: &str = "-Cno-vectorize-slp -Cllvm-args=-unroll-threshold=0";
/// A panic is a trap and nothing else. Only a standard library that is built along can do without its messages; rustup's
/// is there already, and at least nothing says where in our own code it was, which nobody sees in a page.
const PANICS: &str = "-Zunstable-options -Cpanic=immediate-abort";
const PLACES: &str = "-Zlocation-detail=none";

/// Builds the package and the page and runs their tests.
pub(crate) fn test() -> Outcome {
    build()?;
    say("Testing the package in Node and the page in Chromium; screenshots go to target/screenshots.");
    chromium()?;
    cargo(&["build", "--locked", "-p", "gongbao-cli"], &[])?;
    let command = target_dir().join("debug").join(format!("gongbao{}", env::consts::EXE_SUFFIX));
    let mut test = npm(&["run", "--silent", "test"]);
    test.env("GONGBAO", command).env("SCREENSHOTS", target_dir().join("screenshots"));
    run(&mut test, "npm run test")
}

/// Shows the page on this machine.
pub(crate) fn serve() -> Outcome {
    build()?;
    run(&mut npm(&["run", "--silent", "serve"]), "npm run serve")
}

/// Measures the package beside the parser outside of WebAssembly, in one run.
pub(crate) fn rate() -> Outcome {
    build()?;
    cargo(&["build", "--release", "--locked", "-p", "gongbao-wasm", "--example", "native"], &[])?;
    let native = target_dir().join("release/examples").join(format!("native{}", env::consts::EXE_SUFFIX));
    run(npm(&["run", "--silent", "rate"]).env("NATIVE", native), "npm run rate")
}

/// The package and the page, from their sources.
fn build() -> Outcome {
    let toolchain = Toolchain::choose()?;
    say("Installing the tools of the browser package: what package-lock.json names, nothing else.");
    run(&mut npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"]), "npm ci")?;
    let built = target_dir().join("wasm").join("package");
    for (name, flags) in BUILDS {
        let module = toolchain.compile(flags)?;
        bind(&module, &built.join(name))?;
    }
    let glue = |name: &str| {
        let file = built.join(name).join("gongbao.js");
        fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))
    };
    if glue(BUILDS[0].0)? != glue(BUILDS[1].0)? {
        return Err("the two builds need different JavaScript".to_owned());
    }
    let mut pack = npm(&["run", "--silent", "build"]);
    let own = if matches!(toolchain, Toolchain::Debian) { "own" } else { "rustup" };
    run(pack.env("WASM", built).env("STANDARD_LIBRARY", own), "npm run build: the package, then the page")
}

/// Writes the JavaScript side of a module.
fn bind(module: &Path, out: &Path) -> Outcome {
    let mut bindgen = Bindgen::new();
    let web = bindgen.input_path(module).out_name("gongbao").web(true);
    // The package fetches the module itself, since it has the choice between two.
    web.and_then(|b| {
        b.omit_default_module_path(true)
            .reset_state_function(true)
            .remove_producers_section(true)
            .generate(out)
    })
    .map_err(|error| format!("wasm-bindgen: {error:#}"))
}

/// The compiler for WebAssembly: the one in use with rustup's standard library, or Debian's, which builds its own.
enum Toolchain {
    Rustup,
    Debian,
}

impl Toolchain {
    fn choose() -> Result<Self, String> {
        let debian = env::var_os("GONGBAO_WASM_TOOLCHAIN").is_some_and(|name| name == "debian");
        if !debian {
            if tools::has_library(TARGET) {
                say(
                    "The standard library for WebAssembly is installed: the compiler in use builds the module.",
                );
                return Ok(Self::Rustup);
            }
            if tools::add_library(TARGET) {
                return Ok(Self::Rustup);
            }
        }
        say("Debian's compiler builds the module, with a standard library from Debian's sources.");
        tools::debian_compiler()?;
        Ok(Self::Debian)
    }

    /// Compiles the module; says where it is.
    fn compile(&self, flags: &str) -> Result<PathBuf, String> {
        let dir = target_dir().join("wasm");
        let mut build = Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        build.args([
            "build",
            "--locked",
            "-p",
            "gongbao-wasm",
            "--profile",
            "wasm",
            "--target",
            TARGET,
            "--target-dir",
        ]);
        build
            .arg(&dir)
            .env_remove("RUSTFLAGS")
            // A released compiler takes the flags that begin with -Z only so.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", self.rust_flags(flags));
        let mut shown = format!("cargo build -p gongbao-wasm --profile wasm --target {TARGET} {flags}");
        if let Self::Debian = self {
            let host = output("rustc", &["-vV"])?;
            let host =
                host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
            let linker = Path::new(&output("rustc", &["--print", "sysroot"])?)
                .join("lib/rustlib")
                .join(host)
                .join("bin/rust-lld");
            build.arg("-Zbuild-std=core,alloc").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
            build.envs([("RUSTC", "/usr/bin/rustc"), ("RUSTDOC", "/usr/bin/rustdoc")]);
            shown.push_str(" -Zbuild-std");
        }
        run(&mut build, shown.trim_end())?;
        Ok(dir.join(TARGET).join("wasm").join("gongbao_wasm.wasm"))
    }

    /// The compiler's flags: what it may use, and names for the directories that must not be told to readers of the module.
    fn rust_flags(&self, flags: &str) -> String {
        let home =
            env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
        let registry = home.unwrap_or_default().join("registry/src");
        let panics = match self {
            Self::Rustup => PLACES,
            Self::Debian => PANICS,
        };
        format!(
            "{flags} {INLINING} {LOOPS} {panics} --remap-path-prefix={}=crates --remap-path-prefix={}=gongbao",
            registry.display(),
            root().display()
        )
    }
}

/// A browser for the tests: the one that is there, or Debian's.
fn chromium() -> Outcome {
    let has_font = output("fc-list", &[":lang=zh"]).is_ok_and(|fonts| !fonts.is_empty());
    let browser = env::var_os("CHROMIUM").is_some() || Path::new("/usr/bin/chromium").exists();
    if browser && has_font {
        return Ok(());
    }
    apt(&["chromium", "fonts-noto-cjk", "fontconfig"])
}

/// An npm command at the package.
fn npm(args: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.arg("--prefix").arg(root().join(PACKAGE)).args(args);
    npm
}
