//! Text to files: complete or not at all.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use clap::CommandFactory;
use serde::Serialize;
use tempfile::NamedTempFile;

use crate::{
    args::Args,
    error::{Error, Status},
    input,
};

/// Where the output goes.
#[derive(Debug)]
pub(crate) struct Output {
    name: String,
    sink: Sink,
}

#[derive(Debug)]
enum Sink {
    Stdout(BufWriter<io::Stdout>),
    /// A device or a pipe with a name, which cannot be renamed onto.
    Device(BufWriter<fs::File>),
    /// A file beside its place; dropped without [`Output::finish`] it is removed.
    File(Box<BufWriter<NamedTempFile>>, PathBuf),
}

impl Output {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        Self { name: "standard output".to_owned(), sink: Sink::Stdout(BufWriter::new(io::stdout())) }
    }

    /// A file; standard output where the path is `-` or there is none. None of the inputs is ever overwritten.
    pub(crate) fn create(path: Option<&Path>, inputs: &[PathBuf]) -> Result<Self, Error> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else { return Ok(Self::stdout()) };
        let name = input::name(path);
        if inputs.iter().any(|input| is_same_file(input, path)) {
            return Err(Error::OverInput(name));
        }
        let sink = open(path).map_err(|source| Error::Write { name: name.clone(), source })?;
        Ok(Self { name, sink })
    }

    /// Writes through a buffer.
    pub(crate) fn write(&mut self, f: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        let done = match &mut self.sink {
            Sink::Stdout(sink) => f(sink),
            Sink::Device(sink) => f(sink),
            Sink::File(sink, _) => f(sink.as_mut()),
        };
        done.map_err(|source| self.failed(source))
    }

    /// Writes a list as JSON that is pleasant to read.
    pub(crate) fn write_json(&mut self, objects: &[impl Serialize]) -> Result<(), Error> {
        self.write(|w| {
            serde_json::to_writer_pretty(&mut *w, objects)?;
            writeln!(w)
        })
    }

    /// How many columns a line has, where somebody reads along.
    pub(crate) fn width(&self) -> Option<usize> {
        match self.sink {
            Sink::Stdout(_) => terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into()),
            Sink::Device(_) | Sink::File(..) => None,
        }
    }

    /// Whether colours are left out: unless it goes to a terminal that wants them.
    pub(crate) fn is_plain(&self) -> bool {
        match self.sink {
            Sink::Stdout(_) => anstream::AutoStream::choice(&io::stdout()) == anstream::ColorChoice::Never,
            Sink::Device(_) | Sink::File(..) => true,
        }
    }

    /// Writes text with colours.
    pub(crate) fn write_styled(&mut self, text: &str) -> Result<(), Error> {
        let plain = self.is_plain();
        self.write(|w| write_styled(w, text, plain))
    }

    /// Puts the finished file in its place.
    pub(crate) fn finish(self) -> Result<(), Error> {
        let Self { name, sink } = self;
        let done = match sink {
            Sink::Stdout(mut sink) => sink.flush(),
            Sink::Device(mut sink) => sink.flush(),
            Sink::File(sink, path) => place(*sink, &path),
        };
        done.map_err(|source| Error::Write { name, source })
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Write { name: self.name.clone(), source }
    }
}

/// Writes text with its colours, or without where it is to be plain.
pub(crate) fn write_styled(w: &mut dyn Write, text: &str, plain: bool) -> io::Result<()> {
    if plain { write!(w, "{}", anstream::adapter::strip_str(text)) } else { w.write_all(text.as_bytes()) }
}

/// A text for the terminal: control characters of a source never reach it.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn open(path: &Path) -> io::Result<Sink> {
    // A link stays a link: the file that it leads to is replaced.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match path.metadata() {
        Ok(meta) if meta.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(meta) if !meta.is_file() => {
            let file = fs::OpenOptions::new().write(true).open(&path)?;
            return Ok(Sink::Device(BufWriter::new(file)));
        }
        // A file that must not be changed is not replaced either.
        Ok(meta) if meta.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        _ => {}
    }
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gongbao-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let temporary = builder.tempfile_in(parent)?;
    if let Ok(meta) = path.metadata() {
        temporary.as_file().set_permissions(meta.permissions())?;
    }
    Ok(Sink::File(Box::new(BufWriter::new(temporary)), path))
}

fn place(sink: BufWriter<NamedTempFile>, path: &Path) -> io::Result<()> {
    let file = sink.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Prints the completions for a shell.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Status, Error> {
    // Made in memory, since the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "gongbao", &mut script);
    let mut out = Output::stdout();
    out.write(|w| w.write_all(&script))?;
    out.finish()?;
    Ok(Status::Done)
}
