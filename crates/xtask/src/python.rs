//! The Python package: built as a wheel, installed where nothing else is, and tested there.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Outcome, cargo, root, run, say};

/// The largest wheel that is handed out.
const LARGEST_WHEEL: u64 = 1_500_000;

/// Where the package lies.
const PACKAGE: &str = "bindings/python";

/// Builds the wheel, installs it in a fresh virtual environment and runs everything that is said of it.
pub(crate) fn test() -> Outcome {
    let tools = Environment::fresh("tools")?;
    say("Installing what builds and tests the Python package, into target/python alone.");
    tools.pip(&["maturin>=1.16,<2"])?;
    // The libraries of the tests come while the wheel is built.
    let requirements = format!("{PACKAGE}/tests/requirements.txt");
    let mut installing = tools
        .python(&["-m", "pip", "install", "--quiet", "--requirement", &requirements])
        .current_dir(root())
        .spawn()
        .map_err(|error| format!("pip: {error}"))?;
    let wheel = build(&tools);
    let installed = installing.wait().map_err(|error| format!("pip: {error}"))?;
    let wheel = wheel?;
    if !installed.success() {
        return Err(format!("pip install --requirement {requirements}: {installed}"));
    }
    say("The wheel alone, in an empty environment, parses a founding text.");
    alone(&wheel)?;
    tools.pip(&["--no-deps", &wheel])?;
    cargo(&["build", "--locked", "-p", "gongbao-cli"], &[])?;
    say("Running the tests of the package, its examples included.");
    let mut pytest = tools.python(&["-m", "pytest", "-q", "-p", "no:cacheprovider", "bindings/python/tests"]);
    pytest.env("GONGBAO_COMMAND", command("debug")).env("GONGBAO_WHEEL", &wheel);
    run(&mut pytest, "pytest bindings/python/tests")?;
    say("Checking the types: the package in strict mode, and the stub against what was built.");
    let config = format!("{PACKAGE}/pyproject.toml");
    let files = [format!("{PACKAGE}/python/gongbao"), format!("{PACKAGE}/tests/typed.py")];
    let cache = target().join("python/mypy").display().to_string();
    let arguments = ["-m", "mypy", "--config-file", &config, "--cache-dir", &cache, &files[0], &files[1]];
    run(&mut tools.python(&arguments), "mypy --strict")?;
    // Run from within the environment, so that the installed package is looked at and not the sources.
    let allowed = root().join(PACKAGE).join("tests/stubtest.txt").display().to_string();
    let mut stubtest = tools.python(&[
        "-c",
        "import os, sys; os.chdir(sys.prefix); from mypy import stubtest; sys.exit(stubtest.main())",
        "gongbao",
        "--allowlist",
        &allowed,
    ]);
    run(&mut stubtest, "stubtest gongbao")?;
    say("Running the notebooks; what their cells assert must hold.");
    let notebooks = format!("{PACKAGE}/examples");
    let nbmake =
        ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbmake", "--nbmake-timeout=120", &notebooks];
    run(&mut tools.python(&nbmake), "pytest --nbmake bindings/python/examples")
}

/// Compares the package with the command on the founding texts and on a larger corpus, if it is there.
pub(crate) fn parity(dir: Option<&str>) -> Outcome {
    let corpus = root().join(dir.unwrap_or("../shared")).join("corpus");
    let mut places = vec![root().join("seeds")];
    places.extend(["texts", "laws"].map(|name| corpus.join(name)).into_iter().filter(|place| place.is_dir()));
    if places.len() == 1 {
        say(&format!("No corpus at {}: only the founding texts are compared.", corpus.display()));
    }
    let tools = Environment { dir: target().join("python/tools") };
    let has_package = tools.program().is_file() && {
        let mut check = tools.python(&["-c", "import gongbao"]);
        check.status().is_ok_and(|status| status.success())
    };
    let tools = if has_package { tools } else { built()? };
    cargo(&["build", "--locked", "-p", "gongbao-cli"], &[])?;
    let mut compare = tools.python(&["bindings/python/tests/compare.py"]);
    compare.arg(command("debug")).args(places);
    run(&mut compare, "python bindings/python/tests/compare.py …")
}

/// An environment with a package built for it.
fn built() -> Result<Environment, String> {
    let tools = Environment::fresh("tools")?;
    tools.pip(&["maturin>=1.16,<2"])?;
    let wheel = build(&tools)?;
    tools.pip(&["--no-deps", &wheel])?;
    Ok(tools)
}

/// Builds the wheel: its path.
fn build(tools: &Environment) -> Result<String, String> {
    let wheels = target().join("wheels");
    // Wheels of earlier builds may go by another name.
    let _ = fs::remove_dir_all(&wheels);
    let (manifest, out) = (format!("{PACKAGE}/Cargo.toml"), wheels.display().to_string());
    let mut maturin =
        tools.python(&["-m", "maturin", "build", "--release", "--locked", "-m", &manifest, "-o", &out]);
    // At its usual level, 6, the archive is 45 kB larger.
    maturin.args(["--compression-level", "9"]);
    run(&mut maturin, "maturin build --release")?;
    let failed = |error| format!("{}: {error}", wheels.display());
    let mut entries = fs::read_dir(&wheels).map_err(failed)?;
    let wheel = entries.next().ok_or("maturin made no wheel")?.map_err(failed)?;
    let size = wheel.metadata().map_err(failed)?.len();
    say(&format!("The wheel has {size} bytes; at most {LARGEST_WHEEL} are allowed."));
    if size > LARGEST_WHEEL {
        return Err("the wheel is too large".to_owned());
    }
    Ok(wheel.path().display().to_string())
}

fn alone(wheel: &str) -> Outcome {
    let empty = Environment::fresh("empty")?;
    empty.pip(&["--no-index", wheel])?;
    let seed = root().join("seeds/benxi-2023-3.txt");
    let script =
        "import gongbao, sys; gazette = gongbao.read(sys.argv[1]); print(gazette); assert gazette.documents";
    let mut parse = empty.python(&["-c", script]);
    run(parse.arg(seed), "python -c 'import gongbao; …'")
}

/// A virtual environment below the target directory.
struct Environment {
    dir: PathBuf,
}

impl Environment {
    fn fresh(name: &str) -> Result<Self, String> {
        let dir = target().join("python").join(name);
        // What is left of an earlier run is no fresh environment.
        let _ = fs::remove_dir_all(&dir);
        let python = env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let mut make = Command::new(&python);
        make.args(["-m", "venv"]).arg(&dir);
        run(&mut make, &format!("{python} -m venv {}", dir.display()))?;
        Ok(Self { dir })
    }

    fn program(&self) -> PathBuf {
        let unix = self.dir.join("bin/python");
        if cfg!(windows) { self.dir.join("Scripts/python.exe") } else { unix }
    }

    fn python(&self, arguments: &[&str]) -> Command {
        let mut python = Command::new(self.program());
        python.args(arguments).env("PIP_DISABLE_PIP_VERSION_CHECK", "1").env("PYTHONUTF8", "1");
        // Sources lie in the working directory; bytecode is not left among them.
        python.env("PYTHONDONTWRITEBYTECODE", "1");
        python
    }

    fn pip(&self, what: &[&str]) -> Outcome {
        let shown = format!("pip install {}", what.join(" "));
        run(self.python(&["-m", "pip", "install", "--quiet"]).args(what), &shown)
    }
}

fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The built command.
fn command(profile: &str) -> PathBuf {
    target().join(profile).join(Path::new("gongbao").with_extension(env::consts::EXE_EXTENSION))
}
