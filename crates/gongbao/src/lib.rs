//! Chinese government gazettes and official documents (公文): text in, structure and facts out.
//!
//! [`parse()`] takes a text through these stages, one after the other, and never fails:
//!
//! 1. **Lines**: the text is split, blanks are weighed, every place is kept ([`Span`], [`LineIndex`]).
//! 2. **Forms**: each line is read by itself: a number, a date, a marker, a title.
//! 3. **Segments**: lines become [`Record`], [`Issue`] and [`Document`], with what they enclose and attach ([`Unit`]).
//! 4. **Outline**: each body becomes a tree of [`Block`]s; what a page break cut is joined.
//! 5. **Facts**: the tree is searched for [`Citation`], [`Reference`], [`Assignment`], [`Target`], [`Deadline`],
//!    [`DateMention`] and [`Term`].
//! 6. **Export**: the [`Gazette`] writes itself through serde, as bytes or in other units of place ([`Json`]),
//!    and as [`Markdown`] for reading. `TREE.md` describes the JSON tree.
//!
//! What is doubtful on the way becomes a [`Diagnostic`]. The code of each stage, and where to change what, is in
//! `ARCHITECTURE.md`.
//!
#![doc = include_str!("../README.md")]
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod diagnostic;
mod export;
mod facts;
mod grammar;
mod invariants;
mod line;
mod model;
mod numbering;
mod outline;
mod parse;
mod reflow;
mod segment;
mod source;

pub use diagnostic::{Diagnostic, Finding, Severity};
pub use export::{Json, Markdown};
pub use model::{
    Assignment, AssignmentGroup, AssignmentMode, Attachment, Block, Blocks, Breadcrumbs, Citation,
    CitationGraph, Comparator, Contents, Date, DateMention, DatePrecision, DateRelation, Dated, Deadline,
    Division, DivisionNumber, DocNumber, Document, DocumentKind, Duty, Enclosure, Furniture, Gazette,
    GraphEdge, GraphNode, Group, HistoryEntry, Issue, Level, Member, NodeHandle, Paragraph, Qa, Record,
    Reference, Roster, Signer, Table, Tables, Target, TargetRef, Term, Text, TextBox, Unit,
};
pub use parse::{parse, parse_structure};
pub use source::{LineColumn, LineIndex, OffsetMap, Span, Unit as OffsetUnit};
