//! The facts taken out of a document: each a value with its place, found by `facts/` in the finished tree.

use alloc::{string::String, vec::Vec};

use super::{
    AssignmentMode, Block, Comparator, Cx, Date, DatePrecision, DateRelation, Division, DivisionNumber,
    DocNumber, DocNumberNode, Document, Leaf, NONE, Slice, Text, Unit,
};
use crate::source::Span;

/// The facts of the whole parse, one vector for each kind; `of_document` says which belong to which document.
#[derive(Debug, Default)]
pub(crate) struct FactLists {
    pub(crate) citations: Vec<CitationNode>,
    pub(crate) references: Vec<ReferenceNode>,
    pub(crate) assignments: Vec<AssignmentNode>,
    pub(crate) groups: Vec<AssignmentGroupNode>,
    pub(crate) targets: Vec<TargetFactNode>,
    pub(crate) deadlines: Vec<DeadlineNode>,
    pub(crate) dates: Vec<DateFactNode>,
    pub(crate) terms: Vec<TermNode>,
    /// One entry for each document, in order.
    pub(crate) of_document: Vec<DocumentFacts>,
}

/// The ranges of one document's facts.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct DocumentFacts {
    pub(crate) citations: Slice,
    pub(crate) references: Slice,
    pub(crate) assignments: Slice,
    pub(crate) targets: Slice,
    pub(crate) deadlines: Slice,
    pub(crate) dates: Slice,
    pub(crate) terms: Slice,
}

/// What a citation or reference points to in the same parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum TargetNode {
    #[default]
    Nothing,
    /// A unit's id in the table.
    Unit(u32),
    /// A division's node id.
    Node(u32),
}

/// What a citation or reference points to in the same parse.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum TargetRef<'g> {
    /// A document, an enclosure or an attachment.
    Unit(Unit<'g>),
    /// A division.
    Division(Division<'g>),
}

impl TargetRef<'_> {
    /// The id or eid.
    pub fn id(self) -> String {
        match self {
            TargetRef::Unit(unit) => unit.id(),
            TargetRef::Division(division) => division.eid(),
        }
    }
}

impl<'g> Cx<'g> {
    pub(crate) fn target(self, node: TargetNode) -> Option<TargetRef<'g>> {
        match node {
            TargetNode::Nothing => None,
            TargetNode::Unit(id) => Some(TargetRef::Unit(Unit { cx: self, id })),
            TargetNode::Node(id) => self.division(id).map(TargetRef::Division),
        }
    }

    fn division(self, node: u32) -> Option<Division<'g>> {
        if node == NONE {
            return None;
        }
        match Block::new(self, node) {
            Block::Division(division) => Some(division),
            _ => None,
        }
    }
}

macro_rules! fact {
    ($(#[$doc:meta])* $name:ident, $node:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'g> {
            pub(crate) cx: Cx<'g>,
            pub(crate) node: &'g $node,
        }

        impl<'g> $name<'g> {
            /// The place.
            pub fn span(self) -> Span {
                self.node.span
            }
        }
    };
}

/// The fields of a [`Citation`].
#[derive(Debug, Clone)]
pub(crate) struct CitationNode {
    pub(crate) title: Option<Leaf>,
    pub(crate) doc_number: Option<DocNumberNode>,
    pub(crate) article: Option<DivisionNumber>,
    pub(crate) paragraph: Option<u32>,
    pub(crate) item: Option<u32>,
    pub(crate) article_to: Option<DivisionNumber>,
    pub(crate) target: TargetNode,
    pub(crate) span: Span,
}

fact! {
    /// A citation of a document: 《title》(number), a number alone, an article of it.
    Citation, CitationNode
}

impl<'g> Citation<'g> {
    /// The title, without its outer 《》.
    pub fn title(self) -> Option<Text<'g>> {
        self.node.title.map(|l| self.cx.text(l))
    }
    /// The document number.
    pub fn doc_number(self) -> Option<DocNumber<'g>> {
        self.node.doc_number.map(|n| self.cx.doc_number(n))
    }
    /// The article (第十二条).
    pub fn article(self) -> Option<DivisionNumber> {
        self.node.article
    }
    /// The paragraph of the article (第二款).
    pub fn paragraph(self) -> Option<u32> {
        self.node.paragraph
    }
    /// The item (第三项).
    pub fn item(self) -> Option<u32> {
        self.node.item
    }
    /// The last article of a range (第八条至第十条).
    pub fn article_to(self) -> Option<DivisionNumber> {
        self.node.article_to
    }
    /// What it points to, where that stands in the same parse.
    pub fn target(self) -> Option<TargetRef<'g>> {
        self.cx.target(self.node.target)
    }
}

/// The fields of a [`Reference`].
#[derive(Debug, Clone)]
pub(crate) struct ReferenceNode {
    pub(crate) text: Leaf,
    pub(crate) target: TargetNode,
    pub(crate) span: Span,
}

fact! {
    /// A reference inside the document: 本办法, 前款, 第五条第(二)项, 附件2.
    Reference, ReferenceNode
}

impl<'g> Reference<'g> {
    /// The words.
    pub fn text(self) -> Text<'g> {
        self.cx.text(self.node.text)
    }
    /// What it points to, as far as the text holds it.
    pub fn target(self) -> Option<TargetRef<'g>> {
        self.cx.target(self.node.target)
    }
}

/// The fields of an [`Assignment`].
#[derive(Debug, Clone)]
pub(crate) struct AssignmentNode {
    pub(crate) text: Leaf,
    pub(crate) groups: Slice,
    pub(crate) mode: AssignmentMode,
    /// The node of the division it closes, or [`NONE`].
    pub(crate) division: u32,
    pub(crate) span: Span,
}

/// The fields of an [`AssignmentGroup`].
#[derive(Debug, Clone)]
pub(crate) struct AssignmentGroupNode {
    pub(crate) scope: Option<Leaf>,
    pub(crate) lead: Slice,
    pub(crate) units: Slice,
}

fact! {
    /// Who is responsible: (责任单位:A、B), (A牵头,B按职责分工负责).
    Assignment, AssignmentNode
}

impl<'g> Assignment<'g> {
    /// The clause.
    pub fn text(self) -> Text<'g> {
        self.cx.text(self.node.text)
    }
    /// The groups of units, parted by ；.
    pub fn groups(self) -> impl ExactSizeIterator<Item = AssignmentGroup<'g>> + Clone {
        let cx = self.cx;
        self.node.groups.of(&cx.tables.facts.groups).iter().map(move |node| AssignmentGroup { cx, node })
    }
    /// How the units share it.
    pub fn mode(self) -> AssignmentMode {
        self.node.mode
    }
    /// The division that the clause closes.
    pub fn division(self) -> Option<Division<'g>> {
        self.cx.division(self.node.division)
    }
}

/// Units that act together.
#[derive(Debug, Clone, Copy)]
pub struct AssignmentGroup<'g> {
    cx: Cx<'g>,
    node: &'g AssignmentGroupNode,
}

impl<'g> AssignmentGroup<'g> {
    /// The place that the first unit names for all of the group: 天津市.
    pub fn scope(self) -> Option<Text<'g>> {
        self.node.scope.map(|l| self.cx.text(l))
    }
    /// Who leads (牵头).
    pub fn lead(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.cx.texts(self.node.lead)
    }
    /// The others.
    pub fn units(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.cx.texts(self.node.units)
    }
}

/// The fields of a [`Target`].
#[derive(Debug, Clone)]
pub(crate) struct TargetFactNode {
    pub(crate) indicator: Option<Leaf>,
    pub(crate) comparator: Option<Comparator>,
    pub(crate) value: Leaf,
    pub(crate) unit: Option<Leaf>,
    pub(crate) due: Option<Date>,
    pub(crate) nature: Option<Leaf>,
    pub(crate) span: Span,
}

fact! {
    /// A figure to be reached: ≥80岁, 达到45%左右.
    Target, TargetFactNode
}

impl<'g> Target<'g> {
    /// What the figure is said of.
    pub fn indicator(self) -> Option<Text<'g>> {
        self.node.indicator.map(|l| self.cx.text(l))
    }
    /// How the value binds.
    pub fn comparator(self) -> Option<Comparator> {
        self.node.comparator
    }
    /// The value as printed.
    pub fn value(self) -> Text<'g> {
        self.cx.text(self.node.value)
    }
    /// The unit of measure.
    pub fn unit(self) -> Option<Text<'g>> {
        self.node.unit.map(|l| self.cx.text(l))
    }
    /// By when.
    pub fn due(self) -> Option<Date> {
        self.node.due
    }
    /// 预期性 or 约束性.
    pub fn nature(self) -> Option<Text<'g>> {
        self.node.nature.map(|l| self.cx.text(l))
    }
}

/// The fields of a [`Deadline`].
#[derive(Debug, Clone)]
pub(crate) struct DeadlineNode {
    pub(crate) text: Leaf,
    pub(crate) until: Option<Date>,
    pub(crate) division: u32,
    pub(crate) span: Span,
}

fact! {
    /// A time by which something is due: 2024年6月底前.
    Deadline, DeadlineNode
}

impl<'g> Deadline<'g> {
    /// The words.
    pub fn text(self) -> Text<'g> {
        self.cx.text(self.node.text)
    }
    /// The last day, or the year; `None` for a period without a date (60日内).
    pub fn until(self) -> Option<Date> {
        self.node.until
    }
    /// The division it stands in.
    pub fn division(self) -> Option<Division<'g>> {
        self.cx.division(self.node.division)
    }
}

/// The fields of a [`DateMention`].
#[derive(Debug, Clone)]
pub(crate) struct DateFactNode {
    pub(crate) text: Leaf,
    pub(crate) from: Option<Date>,
    pub(crate) until: Option<Date>,
    pub(crate) relation: DateRelation,
    pub(crate) precision: DatePrecision,
    pub(crate) span: Span,
}

fact! {
    /// A date said in the text.
    DateMention, DateFactNode
}

impl<'g> DateMention<'g> {
    /// The words.
    pub fn text(self) -> Text<'g> {
        self.cx.text(self.node.text)
    }
    /// Where the time begins.
    pub fn from(self) -> Option<Date> {
        self.node.from
    }
    /// Where it ends.
    pub fn until(self) -> Option<Date> {
        self.node.until
    }
    /// How the date limits what is said.
    pub fn relation(self) -> DateRelation {
        self.node.relation
    }
    /// How exactly it is said.
    pub fn precision(self) -> DatePrecision {
        self.node.precision
    }
}

/// The fields of a [`Term`].
#[derive(Debug, Clone)]
pub(crate) struct TermNode {
    pub(crate) short: Leaf,
    pub(crate) stands_for: Leaf,
    pub(crate) span: Span,
}

fact! {
    /// A short name defined in the text: (以下简称《实施方案》).
    Term, TermNode
}

impl<'g> Term<'g> {
    /// The short form.
    pub fn short(self) -> Text<'g> {
        self.cx.text(self.node.short)
    }
    /// What it stands for.
    pub fn stands_for(self) -> Text<'g> {
        self.cx.text(self.node.stands_for)
    }
}

macro_rules! document_facts {
    ($($(#[$doc:meta])* $list:ident: $handle:ident,)+) => {
        impl<'g> Document<'g> {
            $(
                $(#[$doc])*
                pub fn $list(self) -> impl ExactSizeIterator<Item = $handle<'g>> + Clone {
                    let cx = self.0.cx;
                    let facts = &cx.tables.facts;
                    let at = self.node().ordinal as usize - 1;
                    let range = facts.of_document.get(at).map(|f| f.$list).unwrap_or_default();
                    range.of(&facts.$list).iter().map(move |node| $handle { cx, node })
                }
            )+
        }
    };
}

document_facts! {
    /// The documents it cites, each time.
    citations: Citation,
    /// The places in itself that it refers to.
    references: Reference,
    /// Who is responsible for what.
    assignments: Assignment,
    /// The figures to be reached.
    targets: Target,
    /// What is due by when.
    deadlines: Deadline,
    /// Every date said.
    dates: DateMention,
    /// The short names it defines.
    terms: Term,
}
