//! What does not hold, in words.

use alloc::string::String;
use core::fmt;

use crate::source::Span;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Violation {
    /// A span that ends behind the text or inside a character.
    NotInText { what: &'static str, span: Span },
    /// A character that is in no leaf and no furniture.
    Lost { at: u32, text: String },
    /// Places that cover the same characters.
    CoveredTwice { first: Span, second: Span },
    /// A piece that no node holds.
    NoOwner { span: Span },
    /// A piece that two nodes hold.
    TwoOwners { what: &'static str, span: Span },
    /// A part that is not within the whole.
    Outside { what: &'static str, span: Span, whole: Span },
    /// Siblings that overlap or stand in another order than in the text.
    OutOfOrder { what: &'static str, span: Span, behind: Span },
    /// An id or eid that two nodes have.
    SameName { name: String },
    /// Tables that do not fit each other.
    Broken { what: &'static str, at: u32 },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInText { what, span } => write!(f, "{what} at {span:?} is no place in the text"),
            Self::Lost { at, text } => write!(f, "no leaf covers what stands at {at}: {text}"),
            Self::CoveredTwice { first, second } => write!(f, "{first:?} and {second:?} cover the same text"),
            Self::NoOwner { span } => write!(f, "the piece {span:?} is in the tables, but no node holds it"),
            Self::TwoOwners { what, span } => write!(f, "{what} holds {span:?}, which another node holds"),
            Self::Outside { what, span, whole } => write!(f, "{what} at {span:?} is not within {whole:?}"),
            Self::OutOfOrder { what, span, behind } => {
                write!(f, "{what} at {span:?} stands behind {behind:?}")
            }
            Self::SameName { name } => write!(f, "two nodes have the name {name}"),
            Self::Broken { what, at } => write!(f, "{what} (entry {at})"),
        }
    }
}
