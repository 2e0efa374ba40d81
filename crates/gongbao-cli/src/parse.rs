//! `gongbao parse`.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use gongbao::{Gazette, Markdown};
use serde::Serialize;

use crate::{
    args::{ParseArgs, ParseFormat},
    error::{Error, Status},
    input::{self, Input},
    outline,
    output::Output,
    report,
};

pub(crate) fn run(args: &ParseArgs) -> Result<Status, Error> {
    if let Some(dir) = &args.output_dir {
        return into_directory(args, dir);
    }
    let files = &args.inputs.files;
    if args.format == ParseFormat::Json && files.len() > 1 {
        return Err(Error::SeveralTrees(files.len()));
    }
    let mut out = Output::create(args.output.as_deref(), files)?;
    let mut status = Status::Done;
    for (at, file) in files.iter().enumerate() {
        match input::read(file) {
            Ok(input) => {
                if at > 0 && args.format == ParseFormat::Markdown {
                    out.write(|w| writeln!(w))?;
                }
                print(&input, args, &mut out)?;
            }
            // Alone in its output, a text that cannot be read leaves none.
            Err(error) if files.len() == 1 && args.format != ParseFormat::Jsonl => return Err(error),
            Err(error) => {
                status = report(&error);
                if args.format == ParseFormat::Jsonl {
                    let failure = Failure { file: &input::name(file), error: &error.to_string() };
                    out.write(|w| line(w, &failure))?;
                }
            }
        }
    }
    out.finish()?;
    Ok(status)
}

/// One output for each input. One that fails does not keep the others from being written.
fn into_directory(args: &ParseArgs, dir: &Path) -> Result<Status, Error> {
    let targets = targets(args, dir)?;
    let failed = |source| Error::Write { name: input::name(dir), source };
    fs::create_dir_all(dir).map_err(failed)?;
    let mut status = Status::Done;
    for (file, target) in args.inputs.files.iter().zip(&targets) {
        let written = input::read(file).and_then(|input| {
            let mut out = Output::create(Some(target), &args.inputs.files)?;
            print(&input, args, &mut out)?;
            out.finish()
        });
        if let Err(error) = written {
            status = report(&error);
        }
    }
    Ok(status)
}

fn targets(args: &ParseArgs, dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let extension = match args.format {
        ParseFormat::Json => "json",
        ParseFormat::Outline => "outline",
        ParseFormat::Markdown => "md",
        ParseFormat::Jsonl => return Err(Error::LinesInDirectory),
    };
    let mut seen = std::collections::BTreeMap::new();
    let mut targets = Vec::new();
    for file in &args.inputs.files {
        let stem =
            if input::is_stdin(file) { "stdin".as_ref() } else { file.file_stem().unwrap_or_default() };
        let mut target = dir.join(stem).into_os_string();
        target.push(".");
        target.push(extension);
        let target = PathBuf::from(target);
        if let Some(first) = seen.insert(target.clone(), file) {
            let (first, second) = (input::name(first), input::name(file));
            return Err(Error::SameTarget { first, second, target: input::name(&target) });
        }
        targets.push(target);
    }
    Ok(targets)
}

fn print(input: &Input, args: &ParseArgs, out: &mut Output) -> Result<(), Error> {
    let gazette = gongbao::parse(&input.text);
    match args.format {
        ParseFormat::Json if args.pretty => out.write(|w| {
            serde_json::to_writer_pretty(&mut *w, &gazette)?;
            writeln!(w)
        }),
        ParseFormat::Json => out.write(|w| line(w, &gazette)),
        ParseFormat::Jsonl => out.write(|w| line(w, &Line { file: &input.name, gazette: &gazette })),
        ParseFormat::Markdown => out.write(|w| write!(w, "{}", Markdown::new(&gazette))),
        ParseFormat::Outline => out.write_styled(&outline::render(&input.name, &gazette, None)),
    }
}

/// A line of JSON Lines: the tree, with the file's name in front.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(flatten)]
    gazette: &'a Gazette<'a>,
}

/// The line of a file that cannot be read.
#[derive(Serialize)]
struct Failure<'a> {
    file: &'a str,
    error: &'a str,
}

fn line(w: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *w, value)?;
    writeln!(w)
}
