//! What can go wrong around a parse, each with its wording, and what the command ends with.

use std::io;

/// What the command ends with; a run over several files ends with the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// All was done.
    Done = 0,
    /// All was done, and `check` found something of severity error.
    Findings = 1,
    /// Wrong usage, or an input or output that does not work.
    Failed = 2,
}

/// Why the command cannot go on. Every message is one line that names the file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{0}: no such file")]
    NotFound(String),
    #[error("{0}: is a directory; name the files in it")]
    Directory(String),
    #[error("{0}: the file is empty")]
    Empty(String),
    #[error("{0}: the file holds nothing but blanks")]
    Blank(String),
    #[error("{0}: 4 GiB or larger; split it first")]
    TooLarge(String),
    #[error("{name}: not UTF-8 at byte {offset} (line {line}); {guess}")]
    NotUtf8 { name: String, offset: usize, line: usize, guess: Guess },
    #[error("{name}: {what}; extract its text first")]
    NotText { name: String, what: &'static str },
    #[error("{name}: a binary file (NUL at byte {offset})")]
    Binary { name: String, offset: usize },
    #[error("{name}: cannot be read: {reason}", reason = reason(source))]
    Read { name: String, source: io::Error },
    #[error("no FILE given, and standard input is a terminal; see gongbao --help")]
    Terminal,
    #[error("cannot write {name}: {reason}", reason = reason(source))]
    Write { name: String, source: io::Error },
    #[error("cannot write {0}: it is one of the inputs")]
    OverInput(String),
    #[error("{first} and {second} would both be written to {target}")]
    SameTarget { first: String, second: String, target: String },
    #[error("{0} inputs make {0} JSON trees; use --format jsonl or --output-dir DIR")]
    SeveralTrees(usize),
    #[error("{option} goes with --format {format} alone")]
    Unused { option: &'static str, format: &'static str },
    #[error("--output-dir writes one file for each input; use --format json, outline or markdown with it")]
    LinesInDirectory,
}

impl Error {
    /// Whether the reader of our output went away, which is no fault.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Error::Write { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// What bytes that are not UTF-8 look like.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Guess {
    /// Another encoding.
    Encoding(String),
    /// UTF-8 in which something is broken.
    Damaged,
    /// UTF-8 that ends within a character.
    Cut,
    /// Nothing known.
    Unknown,
}

impl std::fmt::Display for Guess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Guess::Encoding(name) => {
                write!(f, "it looks like {name}: convert it, as with iconv -f {name} -t UTF-8")
            }
            Guess::Damaged => f.write_str("the text around it is UTF-8: the file is damaged there"),
            Guess::Cut => f.write_str("the file ends in the middle of a character"),
            Guess::Unknown => f.write_str("its encoding is not known"),
        }
    }
}

/// The system's words for a failure, without its number and the path of a temporary file behind it.
fn reason(error: &io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or_default().to_owned()
}
