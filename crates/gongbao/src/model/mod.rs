//! What a gazette is: flat tables of nodes that hold spans and ids, and light handles that read them.
//!
//! The tables own no text. A node names its children by ranges of ids, a value by the pieces of the source it is
//! made of; a handle is a pointer to source and tables with an id, `Copy`, and reads a value when it is asked.
//! **The model knows neither the grammar nor any format.** It is built by the stages and read by everyone else.

mod block;
mod fact;
mod gazette;
mod head;
mod held;
mod kind;
mod query;
mod unit;
mod value;

use alloc::{borrow::Cow, vec::Vec};
use core::iter;

pub use block::{
    Block, Blocks, Division, DivisionNumber, Group, Member, NodeHandle, Paragraph, Qa, Roster, Table, TextBox,
};
pub(crate) use block::{
    BlockKind, BoxNode, DivisionNode, GroupNode, MemberNode, Node, QaNode, RosterNode, TableNode,
};
pub use fact::{
    Assignment, AssignmentGroup, Citation, DateMention, Deadline, Reference, Target, TargetRef, Term,
};
pub(crate) use fact::{
    AssignmentGroupNode, AssignmentNode, CitationNode, DateFactNode, DeadlineNode, DocumentFacts, FactLists,
    ReferenceNode, TargetFactNode, TargetNode, TermNode,
};
pub use gazette::{Furniture, Gazette};
pub use head::{Contents, Issue, Record};
pub(crate) use head::{ContentsNode, IssueNode, RecordNode};
pub use kind::{AssignmentMode, Comparator, DatePrecision, DateRelation, DocumentKind, Level};
pub use query::{Breadcrumbs, CitationGraph, Duty, GraphEdge, GraphNode};
pub use unit::{Attachment, Document, Enclosure, HistoryEntry, Signer, Unit};
pub(crate) use unit::{SignerNode, UnitNode, UnitRole};
pub use value::{Date, Dated, DocNumber, Text};
pub(crate) use value::{DateNode, DocNumberNode, Leaf};

use crate::{diagnostic::Diagnostic, source::Span};

/// No node: a parent or target that is not there.
pub(crate) const NONE: u32 = u32::MAX;

/// A range of ids in one of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Slice {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Slice {
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    pub(crate) fn of<T>(self, table: &[T]) -> &[T] {
        table.get(self.start as usize..self.end as usize).unwrap_or(&[])
    }

    pub(crate) fn ids(self) -> core::ops::Range<u32> {
        self.start..self.end.max(self.start)
    }
}

/// Everything a parse found, without the text it was found in.
///
/// Bindings keep these beside a source of their own and lend both to [`Gazette::from_parts`].
#[derive(Debug, Default)]
pub struct Tables {
    pub(crate) pieces: Vec<Span>,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) record: Option<RecordNode>,
    pub(crate) issue: Option<IssueNode>,
    pub(crate) contents: Vec<ContentsNode>,
    pub(crate) units: Vec<UnitNode>,
    pub(crate) signers: Vec<SignerNode>,
    pub(crate) history: Vec<DateNode>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) divisions: Vec<DivisionNode>,
    pub(crate) paragraphs: Vec<Leaf>,
    #[allow(clippy::struct_field_names, reason = "the tables of a text are one of the tables of a parse")]
    pub(crate) tables: Vec<TableNode>,
    pub(crate) rows: Vec<Slice>,
    pub(crate) cells: Vec<Option<Leaf>>,
    pub(crate) rosters: Vec<RosterNode>,
    pub(crate) groups: Vec<GroupNode>,
    pub(crate) members: Vec<MemberNode>,
    pub(crate) boxes: Vec<BoxNode>,
    pub(crate) qas: Vec<QaNode>,
    pub(crate) facts: FactLists,
    pub(crate) furniture: Vec<Span>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Characters that print nothing, in order; no piece covers one.
    pub(crate) zero_width: Vec<Span>,
}

impl Tables {
    /// Makes room for what so many lines, of which some are marked, become in most texts.
    pub(crate) fn make_room(&mut self, lines: usize, marked: usize) {
        self.pieces.reserve(lines + marked * 2);
        self.nodes.reserve(lines * 3 / 4 + marked);
        self.paragraphs.reserve(lines / 3);
        self.divisions.reserve(marked);
    }

    /// Gives back the room of the largest tables that the text did not fill.
    pub(crate) fn drop_spare_room(&mut self) {
        self.pieces.shrink_to_fit();
        self.nodes.shrink_to_fit();
        self.paragraphs.shrink_to_fit();
        self.divisions.shrink_to_fit();
        self.leaves.shrink_to_fit();
        self.units.shrink_to_fit();
    }

    /// Adds a leaf made of one piece.
    pub(crate) fn leaf(&mut self, span: Span) -> Leaf {
        self.leaf_of(&[span], span)
    }

    /// Adds a leaf made of several pieces of which `value` is the value.
    #[inline]
    pub(crate) fn leaf_of(&mut self, pieces: &[Span], value: Span) -> Leaf {
        let first = self.pieces.len() as u32;
        match pieces {
            // So it is nearly always.
            [one] if self.zero_width.is_empty() => self.pieces.push(*one),
            _ => self.push_all(pieces),
        }
        Leaf { first, count: self.pieces.len() as u32 - first, value, derived: false }
    }

    #[inline(never)] // What is done for each leaf stays small.
    fn push_all(&mut self, pieces: &[Span]) {
        let shown = self.all_shown(pieces);
        self.pieces.extend_from_slice(&shown);
    }

    /// What of some pieces is shown. Nearly every text prints all its characters.
    pub(crate) fn all_shown<'p>(&self, pieces: &'p [Span]) -> Cow<'p, [Span]> {
        if self.zero_width.is_empty() {
            return Cow::Borrowed(pieces);
        }
        pieces.iter().flat_map(|&piece| self.shown(piece)).collect()
    }

    /// What of a piece is shown: what stands around the characters in it that print nothing.
    pub(crate) fn shown(&self, piece: Span) -> impl Iterator<Item = Span> {
        shown(&self.zero_width, piece)
    }

    /// Adds a list of leaves and names it.
    pub(crate) fn leaf_list(&mut self, leaves: impl IntoIterator<Item = Leaf>) -> Slice {
        let start = self.leaves.len();
        self.leaves.extend(leaves);
        Slice::new(start, self.leaves.len())
    }

    /// The pieces of a leaf.
    pub(crate) fn pieces_of(&self, leaf: Leaf) -> &[Span] {
        Slice { start: leaf.first, end: leaf.first + leaf.count }.of(&self.pieces)
    }

    /// The part of a leaf that lies in `value`, as a value read out of it.
    pub(crate) fn derive(&self, leaf: Leaf, value: Span) -> Leaf {
        let pieces = self.pieces_of(leaf);
        let skip = pieces.partition_point(|p| p.end <= value.start);
        let keep = pieces[skip..].partition_point(|p| p.start < value.end);
        Leaf { first: leaf.first + skip as u32, count: keep as u32, value, derived: true }
    }

    /// The hull of a leaf's pieces.
    pub(crate) fn hull_of(&self, leaf: Leaf) -> Span {
        match self.pieces_of(leaf) {
            [] => Span::default(),
            [one] => *one,
            [first, .., last] => Span::new(first.start, last.end),
        }
    }
}

/// What of a piece stands around the places where nothing is printed.
fn shown(zero_width: &[Span], piece: Span) -> impl Iterator<Item = Span> {
    let from = zero_width.partition_point(|z| z.end <= piece.start);
    let hidden = zero_width.iter().skip(from).take_while(move |z| z.start < piece.end);
    let starts = iter::once(piece.start).chain(hidden.clone().map(|z| z.end));
    let ends = hidden.map(|z| z.start).chain(iter::once(piece.end));
    starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| Span::new(start, end))
}

/// What every handle carries: the source and the tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cx<'g> {
    pub(crate) source: &'g str,
    pub(crate) tables: &'g Tables,
}

impl<'g> Cx<'g> {
    pub(crate) fn text(self, leaf: Leaf) -> Text<'g> {
        Text { cx: self, leaf }
    }

    pub(crate) fn texts(self, list: Slice) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        list.of(&self.tables.leaves).iter().map(move |&leaf| self.text(leaf))
    }

    pub(crate) fn dated(self, node: DateNode) -> Dated<'g> {
        Dated { cx: self, node }
    }

    pub(crate) fn doc_number(self, node: DocNumberNode) -> DocNumber<'g> {
        DocNumber { cx: self, node }
    }
}
