//! `gongbao parse`.

use std::{
    collections::HashMap,
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use gongbao::{Gazette, Markdown};
use serde::Serialize;

use crate::{
    args::{ParseArgs, ParseFormat},
    error::{Error, Status},
    input::{self, Input},
    many, outline,
    output::{Output, write_styled},
    report,
};

pub(crate) fn run(args: &ParseArgs) -> Result<Status, Error> {
    if args.pretty && args.format != ParseFormat::Json {
        return Err(Error::Unused { option: "--pretty", format: "json" });
    }
    if let Some(dir) = &args.output_dir {
        return into_directory(args, dir);
    }
    let files = &args.inputs.files;
    if args.format == ParseFormat::Json && files.len() > 1 {
        return Err(Error::SeveralTrees(files.len()));
    }
    let mut out = Output::create(args.output.as_deref(), files)?;
    let status = match files.as_slice() {
        [file] => one(file, args, &mut out)?,
        _ => several(args, &mut out)?,
    };
    out.finish()?;
    Ok(status)
}

/// Prints one text while its tree is written, so that what is printed is never in memory as a whole.
fn one(file: &Path, args: &ParseArgs, out: &mut Output) -> Result<Status, Error> {
    match input::read(file) {
        Ok(input) => {
            let plain = out.is_plain();
            out.write(|w| print(w, &input, args, plain))?;
            Ok(Status::Done)
        }
        Err(error) if args.format == ParseFormat::Jsonl => fail(file, &error, args, out),
        // Alone in its output, a text that cannot be read leaves none.
        Err(error) => Err(error),
    }
}

fn several(args: &ParseArgs, out: &mut Output) -> Result<Status, Error> {
    let plain = out.is_plain();
    let work = |_: &Path, input: Input| {
        let mut printed = Vec::new();
        // OK because a Vec takes everything.
        print(&mut printed, &input, args, plain).expect("a Vec takes everything");
        Ok(printed)
    };
    let (mut status, mut first) = (Status::Done, true);
    many::in_order(&args.inputs, work, |file, printed| {
        match printed {
            Ok(printed) => out.write(|w| {
                let parted = args.format == ParseFormat::Markdown && !first;
                w.write_all(if parted { b"\n" } else { b"" })?;
                w.write_all(&printed)
            })?,
            Err(error) => status = fail(file, &error, args, out)?,
        }
        first = false;
        Ok(())
    })?;
    Ok(status)
}

/// Says that a file cannot be read, in JSON Lines with a line in its place.
fn fail(file: &Path, error: &Error, args: &ParseArgs, out: &mut Output) -> Result<Status, Error> {
    let status = report(error);
    if args.format == ParseFormat::Jsonl {
        let failure = Failure { file: &input::name(file), error: &error.to_string() };
        out.write(|w| line(w, &failure))?;
    }
    Ok(status)
}

/// One output for each input. One that fails does not keep the others from being written.
fn into_directory(args: &ParseArgs, dir: &Path) -> Result<Status, Error> {
    let targets = targets(args, dir)?;
    let failed = |source| Error::Write { name: input::name(dir), source };
    fs::create_dir_all(dir).map_err(failed)?;
    let mut status = Status::Done;
    let work = |file: &Path, input: Input| {
        let mut out = Output::create(targets.get(file).map(PathBuf::as_path), &args.inputs.files)?;
        out.write(|w| print(w, &input, args, true))?;
        out.finish()
    };
    many::in_order(&args.inputs, work, |_, written| {
        if let Err(error) = written {
            status = report(&error);
        }
        Ok(())
    })?;
    Ok(status)
}

/// Where the output of each input goes.
fn targets<'a>(args: &'a ParseArgs, dir: &Path) -> Result<HashMap<&'a Path, PathBuf>, Error> {
    let extension = match args.format {
        ParseFormat::Json => "json",
        ParseFormat::Outline => "outline",
        ParseFormat::Markdown => "md",
        ParseFormat::Jsonl => return Err(Error::LinesInDirectory),
    };
    let mut seen = HashMap::new();
    let mut targets = HashMap::new();
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
        targets.insert(file.as_path(), target);
    }
    Ok(targets)
}

fn print(w: &mut dyn Write, input: &Input, args: &ParseArgs, plain: bool) -> io::Result<()> {
    let gazette = gongbao::parse(&input.text);
    match args.format {
        ParseFormat::Json if args.pretty => {
            let mut w = BufWriter::new(w);
            serde_json::to_writer_pretty(&mut w, &gazette)?;
            writeln!(w)?;
            w.flush()
        }
        ParseFormat::Json => line(w, &gazette),
        ParseFormat::Jsonl => line(w, &Line { file: &input.name, gazette: &gazette }),
        ParseFormat::Markdown => write!(w, "{}", Markdown::new(&gazette)),
        ParseFormat::Outline => write_styled(w, &outline::render(&input.name, &gazette, None), plain),
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

/// JSON is written in many small bits: they are put together before they go to a writer of any kind.
fn line(w: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut w = BufWriter::new(w);
    serde_json::to_writer(&mut w, value)?;
    writeln!(w)?;
    w.flush()
}
