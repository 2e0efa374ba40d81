//! Chinese government gazettes and official documents (公文): text in, structure and facts out.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod diagnostic;
mod export;
mod facts;
mod grammar;
mod line;
mod model;
mod outline;
mod parse;
mod reflow;
mod segment;
mod source;

pub use diagnostic::{Diagnostic, Finding, Severity};
pub use export::Json;
pub use model::{
    Assignment, AssignmentGroup, AssignmentMode, Attachment, Block, Blocks, Breadcrumbs, Citation,
    CitationGraph, Comparator, Contents, Date, DateMention, DatePrecision, DateRelation, Dated, Deadline,
    Division, DivisionNumber, DocNumber, Document, DocumentKind, Duty, Enclosure, Furniture, Gazette,
    GraphEdge, GraphNode, Group, HistoryEntry, Issue, Level, Member, Paragraph, Qa, Record, Reference,
    Roster, Signer, Table, Tables, Target, TargetRef, Term, Text, TextBox, Unit,
};
pub use parse::parse;
pub use source::{LineColumn, LineIndex, OffsetMap, Span, Unit as OffsetUnit};
