//! What is doubtful in a parse: one variant a finding, with its code, severity and wording in one place.

use alloc::string::String;
use core::fmt;

use crate::source::Span;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably a fault of the text or of its reading.
    Warning,
    /// Something that must not be relied on.
    Error,
}

impl Severity {
    /// The name in the JSON tree.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// The text holds nothing.
    EmptyText,
    /// The text is longer than spans can count; what lies behind is not parsed.
    TooLong,
    /// The text is written in traditional characters, whose forms are not known.
    TraditionalCharacters,
    /// The text holds something, and no document was found in it.
    NoDocument,
    /// An entry of the contents list announces a document that is not there.
    ContentsWithoutDocument {
        /// The entry's title.
        title: String,
    },
    /// A document is not in the contents list of its issue.
    DocumentNotInContents {
        /// The document's title.
        title: String,
    },
    /// A number of a series is missing.
    NumberingGap {
        /// What should have come.
        expected: u32,
        /// What came.
        found: u32,
    },
    /// A number of a series comes again.
    NumberingRepeat {
        /// The number.
        found: u32,
    },
    /// A bracket or quotation mark without its other half.
    UnmatchedBracket {
        /// The bracket.
        bracket: char,
    },
    /// A fragment that a break printed twice.
    RepeatedFragment,
    /// Two pieces were joined though both could stand alone.
    DoubtfulJoin,
    /// An issued document without a date.
    MissingDate,
    /// An issued document without a signature.
    MissingSignature,
    /// Text between documents that fits no form.
    StrayText,
    /// Nesting deeper than any official document; deeper levels are kept flat.
    TooDeep,
}

impl Finding {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Finding::EmptyText => "GB0001",
            Finding::TooLong => "GB0002",
            Finding::TraditionalCharacters => "GB0003",
            Finding::NoDocument => "GB0004",
            Finding::ContentsWithoutDocument { .. } => "GB0101",
            Finding::DocumentNotInContents { .. } => "GB0102",
            Finding::StrayText => "GB0103",
            Finding::NumberingGap { .. } => "GB0201",
            Finding::NumberingRepeat { .. } => "GB0202",
            Finding::TooDeep => "GB0203",
            Finding::UnmatchedBracket { .. } => "GB0301",
            Finding::RepeatedFragment => "GB0302",
            Finding::DoubtfulJoin => "GB0303",
            Finding::MissingDate => "GB0401",
            Finding::MissingSignature => "GB0402",
        }
    }

    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        match self {
            Finding::TooLong => Severity::Error,
            Finding::EmptyText
            | Finding::TraditionalCharacters
            | Finding::NoDocument
            | Finding::ContentsWithoutDocument { .. }
            | Finding::NumberingGap { .. }
            | Finding::NumberingRepeat { .. }
            | Finding::TooDeep
            | Finding::UnmatchedBracket { .. } => Severity::Warning,
            Finding::DocumentNotInContents { .. }
            | Finding::StrayText
            | Finding::RepeatedFragment
            | Finding::DoubtfulJoin
            | Finding::MissingDate
            | Finding::MissingSignature => Severity::Note,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::EmptyText => f.write_str("the text is empty"),
            Finding::TooLong => f.write_str("the text is 4 GiB or longer; what lies behind is not parsed"),
            Finding::TraditionalCharacters => {
                f.write_str("traditional characters: the forms of this text are not known")
            }
            Finding::NoDocument => f.write_str("no document was found in this text"),
            Finding::ContentsWithoutDocument { title } => {
                write!(f, "the contents announce a document that is not there: {title}")
            }
            Finding::DocumentNotInContents { title } => {
                write!(f, "the contents do not have this document: {title}")
            }
            Finding::StrayText => f.write_str("text outside of any document that fits no form"),
            Finding::NumberingGap { expected, found } => {
                write!(f, "a number is missing: {found} where {expected} was due")
            }
            Finding::NumberingRepeat { found } => write!(f, "the number {found} comes again"),
            Finding::TooDeep => f.write_str("nested deeper than any official document; kept flat"),
            Finding::UnmatchedBracket { bracket } => write!(f, "{bracket} without its other half"),
            Finding::RepeatedFragment => f.write_str("a fragment that a break printed twice"),
            Finding::DoubtfulJoin => f.write_str("joined over a break though both pieces could stand alone"),
            Finding::MissingDate => f.write_str("a document without a date"),
            Finding::MissingSignature => f.write_str("a document without a signature"),
        }
    }
}

/// A finding and its place.
///
/// ```
/// let gazette = gongbao::parse("");
/// let finding = &gazette.diagnostics()[0];
/// assert_eq!((finding.code(), finding.to_string().as_str()), ("GB0001", "the text is empty"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What was found.
    pub finding: Finding,
    /// Where.
    pub span: Span,
}

impl Diagnostic {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.finding.code()
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.finding.severity()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.finding.fmt(f)
    }
}
