//! The body tree: divisions, paragraphs, tables, rosters, boxes, questions and answers.

use alloc::{string::String, vec::Vec};

use super::{
    Cx, Leaf, Level, NONE, Slice, Text, Unit,
    unit::{ID, push_number},
};
use crate::source::Span;

/// What a node of the body is; the id leads into the table of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Division(u32),
    Paragraph(u32),
    Table(u32),
    Roster(u32),
    Box(u32),
    Qa(u32),
}

/// A node of the body. Nodes stand in pre-order: the children of a node follow it, up to `end`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) kind: BlockKind,
    pub(crate) span: Span,
    /// The node above, or [`NONE`] at the top of a body.
    pub(crate) parent: u32,
    /// The id behind the last node below this one.
    pub(crate) end: u32,
    /// The unit whose body this is part of.
    pub(crate) unit: u32,
}

/// The number in a division's marker: 第二十条之一 is 20 and 1, 1.2.1 is 1, 2 and 1.
///
/// ```
/// let plan = "某市应急预案\n1　总则\n1.1　目的\n为了防汛。\n1.2　范围\n1.2.1　本预案适用于全市。";
/// let gazette = gongbao::parse(plan);
/// let document = gazette.documents().next().unwrap();
/// let last = document.walk().filter_map(|block| match block {
///     gongbao::Block::Division(division) => Some(division.number().to_vec()),
///     _ => None,
/// }).last();
/// assert_eq!(last, Some(vec![1, 2, 1]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DivisionNumber {
    /// The number; 0 where the marker has none (`——`).
    pub main: u32,
    /// The number behind 之, or behind the first point; 0 where there is none.
    pub sub: u16,
    /// The numbers behind the second and the third point; 0 where there are none.
    pub further: [u8; 2],
}

impl DivisionNumber {
    /// The number as the list that the JSON tree has: empty, or one to four integers.
    pub fn to_vec(self) -> Vec<u32> {
        self.parts().take_while(|&n| n > 0).collect()
    }

    fn parts(self) -> impl Iterator<Item = u32> {
        let [third, fourth] = self.further;
        [self.main, self.sub.into(), third.into(), fourth.into()].into_iter()
    }

    /// The last of its numbers: what counts up in its own series.
    pub(crate) fn last(self) -> u32 {
        self.parts().take_while(|&n| n > 0).last().unwrap_or(0)
    }

    /// The number of a marker that has only one.
    pub(crate) const fn one(main: u32) -> Self {
        Self { main, sub: 0, further: [0; 2] }
    }
}

/// The fields of a [`Division`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct DivisionNode {
    pub(crate) level: Level,
    pub(crate) marker: Leaf,
    pub(crate) number: DivisionNumber,
    pub(crate) heading: Option<Leaf>,
    pub(crate) run_in: bool,
    /// 1, or more where the same number stands under the same parent before.
    pub(crate) occurrence: u32,
}

/// The fields of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct TableNode {
    pub(crate) title: Option<Leaf>,
    pub(crate) columns: Slice,
    /// The rows, each a range of cells.
    pub(crate) rows: Slice,
}

/// The fields of a [`Roster`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct RosterNode {
    pub(crate) title: Option<Leaf>,
    pub(crate) groups: Slice,
}

/// The fields of a [`Group`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct GroupNode {
    pub(crate) role: Option<Leaf>,
    pub(crate) members: Slice,
}

/// The fields of a [`Member`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct MemberNode {
    pub(crate) name: Option<Leaf>,
    pub(crate) post: Option<Leaf>,
}

/// The fields of a [`TextBox`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct BoxNode {
    pub(crate) label: Leaf,
    pub(crate) title: Option<Leaf>,
}

/// The fields of a [`Qa`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct QaNode {
    pub(crate) marker: Option<Leaf>,
    pub(crate) question: Leaf,
    pub(crate) answer_marker: Option<Leaf>,
}

/// Blocks that are siblings, in order.
#[derive(Debug, Clone)]
pub struct Blocks<'g> {
    cx: Cx<'g>,
    range: Slice,
}

impl<'g> Blocks<'g> {
    pub(crate) fn new(cx: Cx<'g>, range: Slice) -> Self {
        Self { cx, range }
    }

    /// These blocks and all below them, parents before children.
    pub fn walk(self) -> impl Iterator<Item = Block<'g>> + Clone {
        let cx = self.cx;
        self.range.ids().map(move |id| Block::new(cx, id))
    }
}

impl<'g> Iterator for Blocks<'g> {
    type Item = Block<'g>;

    fn next(&mut self) -> Option<Block<'g>> {
        if self.range.is_empty() {
            return None;
        }
        let id = self.range.start;
        self.range.start = self.cx.tables.nodes.get(id as usize)?.end.max(id + 1);
        Some(Block::new(self.cx, id))
    }
}

/// A node of the body.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Block<'g> {
    /// A numbered part.
    Division(Division<'g>),
    /// Running text.
    Paragraph(Paragraph<'g>),
    /// A table.
    Table(Table<'g>),
    /// A list of persons.
    Roster(Roster<'g>),
    /// A box (专栏).
    Box(TextBox<'g>),
    /// A question and its answer.
    Qa(Qa<'g>),
}

/// A handle to a node of the body.
#[derive(Debug, Clone, Copy)]
pub struct NodeHandle<'g> {
    cx: Cx<'g>,
    id: u32,
}

impl<'g> NodeHandle<'g> {
    pub(crate) fn cx(self) -> Cx<'g> {
        self.cx
    }
    /// The number of the node in its parse, from 0 in the order of the text, parents before children.
    pub fn index(self) -> u32 {
        self.id
    }
    fn node(self) -> &'g Node {
        // OK because a handle is only made of an id of its own table.
        &self.cx.tables.nodes[self.id as usize]
    }
    /// The place of the node with all below it.
    pub fn span(self) -> Span {
        self.node().span
    }
    /// The blocks below.
    pub fn children(self) -> Blocks<'g> {
        Blocks::new(self.cx, Slice { start: self.id + 1, end: self.node().end })
    }
    /// The block above.
    pub fn parent(self) -> Option<Block<'g>> {
        let parent = self.node().parent;
        (parent != NONE).then(|| Block::new(self.cx, parent))
    }
    /// The document, enclosure or attachment whose body this is part of.
    pub fn unit(self) -> Unit<'g> {
        Unit { cx: self.cx, id: self.node().unit }
    }
}

impl<'g> Block<'g> {
    pub(crate) fn new(cx: Cx<'g>, id: u32) -> Self {
        let handle = NodeHandle { cx, id };
        match handle.node().kind {
            BlockKind::Division(at) => Block::Division(Division { handle, at }),
            BlockKind::Paragraph(at) => Block::Paragraph(Paragraph { handle, at }),
            BlockKind::Table(at) => Block::Table(Table { handle, at }),
            BlockKind::Roster(at) => Block::Roster(Roster { handle, at }),
            BlockKind::Box(at) => Block::Box(TextBox { handle, at }),
            BlockKind::Qa(at) => Block::Qa(Qa { handle, at }),
        }
    }

    /// The node, whatever its kind: place, parent, children.
    pub fn handle(self) -> NodeHandle<'g> {
        match self {
            Block::Division(b) => b.handle,
            Block::Paragraph(b) => b.handle,
            Block::Table(b) => b.handle,
            Block::Roster(b) => b.handle,
            Block::Box(b) => b.handle,
            Block::Qa(b) => b.handle,
        }
    }

    /// The place of the block with all below it.
    pub fn span(self) -> Span {
        self.handle().span()
    }

    /// The blocks below.
    pub fn children(self) -> Blocks<'g> {
        self.handle().children()
    }

    /// The name of the kind in the JSON tree.
    pub fn type_name(self) -> &'static str {
        match self {
            Block::Division(_) => "division",
            Block::Paragraph(_) => "paragraph",
            Block::Table(_) => "table",
            Block::Roster(_) => "roster",
            Block::Box(_) => "box",
            Block::Qa(_) => "qa",
        }
    }
}

macro_rules! block_handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'g> {
            pub(super) handle: NodeHandle<'g>,
            at: u32,
        }

        impl<'g> core::ops::Deref for $name<'g> {
            type Target = NodeHandle<'g>;
            fn deref(&self) -> &NodeHandle<'g> {
                &self.handle
            }
        }
    };
}

block_handle! {
    /// A numbered part of a body: 编, 章, 节, 条, 一、, (一), 1., (1), ①, 项, 目, or a `——` paragraph.
    Division
}
block_handle! {
    /// Running text; a page break makes several pieces of it.
    Paragraph
}
block_handle! {
    /// A table.
    Table
}
block_handle! {
    /// A list of persons by role, or of appointments by action.
    Roster
}
block_handle! {
    /// A box (专栏): a frame with a label and items of its own.
    TextBox
}
block_handle! {
    /// A question and its answer; the answer's blocks are its children.
    Qa
}

impl<'g> Division<'g> {
    pub(crate) fn fields(self) -> &'g DivisionNode {
        // OK because the id comes from the node.
        &self.handle.cx.tables.divisions[self.at as usize]
    }
    /// The level of the marker in its own series.
    pub fn level(self) -> Level {
        self.fields().level
    }
    /// The marker as printed: 第八条.
    pub fn marker(self) -> Text<'g> {
        self.handle.cx.text(self.fields().marker)
    }
    /// The marker's number.
    pub fn number(self) -> DivisionNumber {
        self.fields().number
    }
    /// The heading, without its full stop.
    pub fn heading(self) -> Option<Text<'g>> {
        self.fields().heading.map(|l| self.handle.cx.text(l))
    }
    /// Whether the text goes on in the paragraph that the heading begins.
    pub fn run_in(self) -> bool {
        self.fields().run_in
    }
    /// A stable identifier, unique in the parse: `doc_1__enc_1__chp_2__art_8`. `O(depth)`.
    pub fn eid(self) -> String {
        let mut out = String::with_capacity(ID);
        self.push_eid(&mut out);
        out
    }
    fn push_eid(self, out: &mut String) {
        let node = self.fields();
        match self.division_above() {
            Some(above) => above.push_eid(out),
            None => self.unit().push_id(out),
        }
        out.push_str("__");
        out.push_str(node.level.abbreviation());
        let main = node.number.main;
        push_number(out, '_', if main == 0 { node.occurrence } else { main });
        for further in node.number.parts().take_while(|&n| n > 0).skip(1) {
            push_number(out, '-', further);
        }
        if main > 0 && node.occurrence > 1 {
            push_number(out, '_', node.occurrence);
        }
    }
    /// The next division above this one; a box or an answer between them has no number of its own.
    pub fn division_above(self) -> Option<Division<'g>> {
        let mut above = self.parent();
        while let Some(block) = above {
            if let Block::Division(division) = block {
                return Some(division);
            }
            above = block.handle().parent();
        }
        None
    }
}

impl<'g> Paragraph<'g> {
    pub(crate) fn leaf(self) -> Leaf {
        self.handle.cx.tables.paragraphs[self.at as usize]
    }
    /// The text.
    pub fn text(self) -> Text<'g> {
        self.handle.cx.text(self.leaf())
    }
}

impl<'g> Table<'g> {
    pub(crate) fn fields(self) -> &'g TableNode {
        &self.handle.cx.tables.tables[self.at as usize]
    }
    /// The line above the table that names it.
    pub fn title(self) -> Option<Text<'g>> {
        self.fields().title.map(|l| self.handle.cx.text(l))
    }
    /// The column heads.
    pub fn columns(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.handle.cx.texts(self.fields().columns)
    }
    /// The rows; a cell is `None` where a merged cell reaches down from a row above.
    pub fn rows(self) -> impl ExactSizeIterator<Item = Vec<Option<Text<'g>>>> + Clone {
        let cx = self.handle.cx;
        self.fields()
            .rows
            .of(&cx.tables.rows)
            .iter()
            .map(move |row| row.of(&cx.tables.cells).iter().map(|c| c.map(|l| cx.text(l))).collect())
    }
}

impl<'g> Roster<'g> {
    fn fields(self) -> &'g RosterNode {
        &self.handle.cx.tables.rosters[self.at as usize]
    }
    /// The line above the roster that names it.
    pub fn title(self) -> Option<Text<'g>> {
        self.fields().title.map(|l| self.handle.cx.text(l))
    }
    /// The groups: 组长, 副组长, 成员; of appointments 任命, 免去.
    pub fn groups(self) -> impl ExactSizeIterator<Item = Group<'g>> + Clone {
        let cx = self.handle.cx;
        self.fields().groups.of(&cx.tables.groups).iter().map(move |&node| Group { cx, node })
    }
}

/// The members of one role in a roster.
#[derive(Debug, Clone, Copy)]
pub struct Group<'g> {
    cx: Cx<'g>,
    node: GroupNode,
}

impl<'g> Group<'g> {
    /// The role: 组长; of an appointment the action: 任命.
    pub fn role(self) -> Option<Text<'g>> {
        self.node.role.map(|l| self.cx.text(l))
    }
    /// The members.
    pub fn members(self) -> impl ExactSizeIterator<Item = Member<'g>> + Clone {
        let cx = self.cx;
        self.node.members.of(&cx.tables.members).iter().map(move |&node| Member { cx, node })
    }
}

/// A person in a roster.
#[derive(Debug, Clone, Copy)]
pub struct Member<'g> {
    cx: Cx<'g>,
    node: MemberNode,
}

impl<'g> Member<'g> {
    /// The name.
    pub fn name(self) -> Option<Text<'g>> {
        self.node.name.map(|l| self.cx.text(l))
    }
    /// The post. Derived where several names share one.
    pub fn post(self) -> Option<Text<'g>> {
        self.node.post.map(|l| self.cx.text(l))
    }
}

impl<'g> TextBox<'g> {
    fn fields(self) -> &'g BoxNode {
        &self.handle.cx.tables.boxes[self.at as usize]
    }
    /// The label: 专栏1.
    pub fn label(self) -> Text<'g> {
        self.handle.cx.text(self.fields().label)
    }
    /// The title.
    pub fn title(self) -> Option<Text<'g>> {
        self.fields().title.map(|l| self.handle.cx.text(l))
    }
}

impl<'g> Qa<'g> {
    fn fields(self) -> &'g QaNode {
        &self.handle.cx.tables.qas[self.at as usize]
    }
    /// What stands before the question: 一、, 问:.
    pub fn marker(self) -> Option<Text<'g>> {
        self.fields().marker.map(|l| self.handle.cx.text(l))
    }
    /// The question.
    pub fn question(self) -> Text<'g> {
        self.handle.cx.text(self.fields().question)
    }
    /// What stands before the answer: 答:.
    pub fn answer_marker(self) -> Option<Text<'g>> {
        self.fields().answer_marker.map(|l| self.handle.cx.text(l))
    }
    /// The blocks of the answer.
    pub fn answer(self) -> Blocks<'g> {
        self.children()
    }
}
