//! The arguments and their help.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};
use gongbao::Severity;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  check found something of severity error, or of that which --deny names
  2  wrong usage, or an input or output that does not work";

/// Reads Chinese government gazettes and official documents (公文): text in, structure out.
///
/// Inputs are UTF-8 texts. Parsing never fails: what is doubtful in a text becomes a finding, which `gongbao check`
/// shows with its place.
#[derive(Debug, Parser)]
#[command(name = "gongbao", version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Parse(ParseArgs),
    Outline(OutlineArgs),
    Facts(FactsArgs),
    Check(CheckArgs),
    /// Print the completions for a shell.
    ///
    /// For bash: gongbao completions bash > ~/.local/share/bash-completion/completions/gongbao
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Print the structure of each text as JSON, or as Markdown.
///
/// The tree has the schema "gongbao/1": every value with its place in the source, as [start, end) in bytes of its UTF-8.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct ParseArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// How to print the structure.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: ParseFormat,
    /// Indent the JSON (format json only).
    #[arg(long)]
    pub(crate) pretty: bool,
    /// Write to FILE instead of standard output; - is standard output.
    ///
    /// The file appears when it is complete: it is written beside its place and then renamed.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Write one file for each input: DIR/NAME.json, .outline or .md. DIR is made if it is not there.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "output")]
    pub(crate) output_dir: Option<PathBuf>,
}

/// Print each text as a readable tree: issue, documents, headings, and how much of everything there is.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct OutlineArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// How many levels of headings to show; 0 shows the documents only [default: all]
    #[arg(short, long, value_name = "N")]
    pub(crate) depth: Option<usize>,
}

/// Print what each text cites, orders, promises and defines, with the headings that it stands under.
///
/// Places are line:column, both from 1, columns counted in characters.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct FactsArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Which facts to print; several are parted by commas [default: all]
    #[arg(short, long, value_enum, value_delimiter = ',', value_name = "KIND")]
    pub(crate) kind: Vec<FactKind>,
    /// How to print the facts.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: FactsFormat,
    /// Begin the CSV with a byte order mark, without which Excel takes it for another encoding (format csv only).
    #[arg(long)]
    pub(crate) bom: bool,
    /// Write to FILE instead of standard output; - is standard output.
    ///
    /// The file appears when it is complete: it is written beside its place and then renamed.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

/// Print what is doubtful in each text, with its line.
///
/// Places are line:column, both from 1, columns counted in characters.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// How to print the findings.
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: CheckFormat,
    /// From which severity on a finding makes the command end with 1.
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub(crate) deny: Denied,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Inputs {
    /// The texts; - is standard input, which is read where no FILE is named.
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Read so many files at a time [default: as many as there are cores]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ParseFormat {
    /// The tree of one text.
    #[default]
    Json,
    /// One line for each text: its tree with "file" in front, or {"file", "error"}.
    Jsonl,
    /// What `gongbao outline` prints.
    Outline,
    /// The text for reading: headings, paragraphs, tables, lists; without the page's furniture.
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum FactsFormat {
    /// For reading: the facts below the headings that they stand under, cut to the width of a terminal.
    #[default]
    Table,
    /// One array of objects: file, kind, document, path, line, column, the fields of the kind, span.
    Json,
    /// For spreadsheets: one row a fact, lines ended by CR LF; text that looks like a formula has ' in front.
    Csv,
}

/// A kind of fact, by the name of its list in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FactKind {
    /// 《title》(number), articles and their parts.
    #[value(alias = "citation")]
    Citations,
    /// Places in the document itself: 本办法, 前款, 附件2.
    #[value(alias = "reference")]
    References,
    /// Who is responsible: (责任单位:A、B).
    #[value(alias = "assignment")]
    Assignments,
    /// Figures to be reached.
    #[value(alias = "target")]
    Targets,
    /// What is due by when.
    #[value(alias = "deadline")]
    Deadlines,
    /// Every date said in the text.
    #[value(alias = "date")]
    Dates,
    /// Short names: (以下简称…).
    #[value(alias = "term")]
    Terms,
}

impl FactKind {
    /// All of them, in the order of the schema.
    pub(crate) const ALL: [Self; 7] = [
        Self::Citations,
        Self::References,
        Self::Assignments,
        Self::Targets,
        Self::Deadlines,
        Self::Dates,
        Self::Terms,
    ];

    /// The name of one such fact.
    pub(crate) const fn one(self) -> &'static str {
        match self {
            Self::Citations => "citation",
            Self::References => "reference",
            Self::Assignments => "assignment",
            Self::Targets => "target",
            Self::Deadlines => "deadline",
            Self::Dates => "date",
            Self::Terms => "term",
        }
    }

    /// `1 citation`, `2 citations`.
    pub(crate) fn counted(self, count: usize) -> String {
        format!("{count} {}{}", self.one(), if count == 1 { "" } else { "s" })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For reading: each finding above its source line.
    #[default]
    Text,
    /// One array of objects: file, code, severity, message, span, line, column.
    Json,
}

/// The least severity that counts as a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Denied {
    /// Something that must not be relied on.
    #[default]
    #[value(alias = "errors")]
    Error,
    /// Probably a fault of the text or of its reading.
    #[value(alias = "warnings")]
    Warning,
    /// Whatever is worth knowing.
    #[value(alias = "notes")]
    Note,
}

impl From<Denied> for Severity {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Error => Severity::Error,
            Denied::Warning => Severity::Warning,
            Denied::Note => Severity::Note,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    #[default]
    #[value(help = "On a terminal, unless NO_COLOR is set")]
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

impl Color {
    /// Makes this the choice of every stream.
    pub(crate) fn write_global(self) {
        let choice = match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_are_consistent() {
        <super::Args as clap::CommandFactory>::command().debug_assert();
    }
}
