//! Documents, what they enclose and what is attached to them.

use alloc::string::String;

use super::{
    Block, Blocks, Contents, Cx, Date, DateNode, Dated, DocNumber, DocNumberNode, DocumentKind, Leaf, NONE,
    Slice, Text,
};
use crate::source::Span;

/// What a unit is to the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum UnitRole {
    Document,
    Enclosure,
    Attachment,
}

/// A document, an enclosure or an attachment: one shape, since an enclosure may have all that a document has.
///
/// Units stand in the table in the order of the text; those below a unit follow it up to `end`.
#[derive(Debug, Clone)]
pub(crate) struct UnitNode {
    pub(crate) role: UnitRole,
    pub(crate) parent: u32,
    /// The id behind the last unit below this one.
    pub(crate) end: u32,
    /// 1 for the first of its role under its parent.
    pub(crate) ordinal: u32,
    pub(crate) span: Span,
    pub(crate) kind: DocumentKind,
    pub(crate) column: Option<Leaf>,
    pub(crate) title: Option<Leaf>,
    /// An attachment's 附件1.
    pub(crate) number: Option<Leaf>,
    pub(crate) doc_number: Option<DocNumberNode>,
    pub(crate) issuers: Slice,
    pub(crate) addressees: Slice,
    /// The blocks of the body in `nodes`.
    pub(crate) body: Slice,
    pub(crate) attachment_list: Slice,
    pub(crate) signatories: Slice,
    pub(crate) signers: Slice,
    pub(crate) date: Option<DateNode>,
    pub(crate) effective_on: Option<Date>,
    pub(crate) notes: Slice,
    pub(crate) copied_to: Slice,
    pub(crate) printed_by: Option<Leaf>,
    pub(crate) printed_on: Option<DateNode>,
    pub(crate) history: Slice,
    pub(crate) signed_off_by: Option<Leaf>,
    pub(crate) secrecy: Option<Leaf>,
    pub(crate) urgency: Option<Leaf>,
    pub(crate) subject_words: Slice,
    pub(crate) contacts: Slice,
    pub(crate) contents: Slice,
}

impl UnitNode {
    pub(crate) fn new(role: UnitRole, parent: u32) -> Self {
        Self {
            role,
            parent,
            end: 0,
            ordinal: 0,
            span: Span::default(),
            kind: DocumentKind::Other,
            column: None,
            title: None,
            number: None,
            doc_number: None,
            issuers: Slice::default(),
            addressees: Slice::default(),
            body: Slice::default(),
            attachment_list: Slice::default(),
            signatories: Slice::default(),
            signers: Slice::default(),
            date: None,
            effective_on: None,
            notes: Slice::default(),
            copied_to: Slice::default(),
            printed_by: None,
            printed_on: None,
            history: Slice::default(),
            signed_off_by: None,
            secrecy: None,
            urgency: None,
            subject_words: Slice::default(),
            contacts: Slice::default(),
            contents: Slice::default(),
        }
    }
}

/// The units of one role directly below `parent` in a range of the table.
pub(super) fn units_of(
    cx: Cx<'_>,
    range: Slice,
    parent: u32,
    role: UnitRole,
) -> impl Iterator<Item = Unit<'_>> + Clone {
    let mut next = range.start;
    core::iter::from_fn(move || {
        while next < range.end {
            let id = next;
            let node = cx.tables.units.get(id as usize)?;
            // What lies below a unit of another parent is not looked at.
            next = if node.parent == parent { node.end.max(id + 1) } else { id + 1 };
            if node.parent == parent && node.role == role {
                return Some(Unit { cx, id });
            }
        }
        None
    })
}

/// Bytes that are enough for nearly every id.
pub(super) const ID: usize = 48;

/// Appends a sign and a number: ids are asked for so often that formatting them would be felt.
pub(super) fn push_number(out: &mut String, sign: char, number: u32) {
    out.push(sign);
    let mut digits = [b'0'; 10];
    let (mut at, mut rest) = (digits.len(), number);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    // OK because digits are ASCII.
    out.push_str(core::str::from_utf8(&digits[at..]).unwrap_or_default());
}

/// What document, enclosure and attachment have in common.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'g> {
    pub(super) cx: Cx<'g>,
    pub(super) id: u32,
}

impl<'g> Unit<'g> {
    pub(crate) fn node(self) -> &'g UnitNode {
        // OK because a handle is only made of an id of its own table.
        &self.cx.tables.units[self.id as usize]
    }

    fn below(self, role: UnitRole) -> impl Iterator<Item = Unit<'g>> + Clone {
        units_of(self.cx, Slice { start: self.id + 1, end: self.node().end }, self.id, role)
    }

    /// The identifier: `doc_1`, `doc_1__enc_1`, `doc_1__enc_1__att_2`.
    pub fn id(self) -> String {
        let mut out = String::with_capacity(ID);
        self.push_id(&mut out);
        out
    }

    pub(super) fn push_id(self, out: &mut String) {
        let node = self.node();
        if node.parent != NONE && node.role != UnitRole::Document {
            Unit { cx: self.cx, id: node.parent }.push_id(out);
            out.push_str("__");
        }
        out.push_str(match node.role {
            UnitRole::Document => "doc",
            UnitRole::Enclosure => "enc",
            UnitRole::Attachment => "att",
        });
        push_number(out, '_', node.ordinal);
    }

    /// The 文种.
    pub fn kind(self) -> DocumentKind {
        self.node().kind
    }
    /// The place of the unit with all that belongs to it.
    pub fn span(self) -> Span {
        self.node().span
    }
    /// The title (标题), joined over its lines.
    pub fn title(self) -> Option<Text<'g>> {
        self.node().title.map(|l| self.cx.text(l))
    }
    /// The blocks of the body.
    pub fn body(self) -> Blocks<'g> {
        Blocks::new(self.cx, self.node().body)
    }
    /// The titles that 附件说明 announces.
    pub fn attachment_list(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.cx.texts(self.node().attachment_list)
    }
    /// The attachments (附件).
    pub fn attachments(self) -> impl Iterator<Item = Attachment<'g>> + Clone {
        self.below(UnitRole::Attachment).map(Attachment)
    }
    /// The enclosures; only documents have any.
    pub fn enclosures(self) -> impl Iterator<Item = Enclosure<'g>> + Clone {
        self.below(UnitRole::Enclosure).map(Enclosure)
    }
    /// The unit that this one belongs to.
    pub fn parent(self) -> Option<Unit<'g>> {
        let parent = self.node().parent;
        (parent != NONE).then_some(Unit { cx: self.cx, id: parent })
    }
    /// The number of the unit in its parse, from 0 in the order of the text.
    pub fn index(self) -> u32 {
        self.id
    }
    /// The unit as a document, if it is one.
    pub fn as_document(self) -> Option<Document<'g>> {
        (self.node().role == UnitRole::Document).then_some(Document(self))
    }
    /// The unit as an enclosure, if it is one.
    pub fn as_enclosure(self) -> Option<Enclosure<'g>> {
        (self.node().role == UnitRole::Enclosure).then_some(Enclosure(self))
    }
    /// The unit as an attachment, if it is one.
    pub fn as_attachment(self) -> Option<Attachment<'g>> {
        (self.node().role == UnitRole::Attachment).then_some(Attachment(self))
    }
    /// The document that this unit is or belongs to.
    pub fn document(self) -> Document<'g> {
        let mut unit = self;
        while let Some(parent) = unit.parent() {
            unit = parent;
        }
        Document(unit)
    }
    /// The document number (发文字号).
    pub fn doc_number(self) -> Option<DocNumber<'g>> {
        self.node().doc_number.map(|n| self.cx.doc_number(n))
    }
    /// The issuing organs (发文机关), as title, head or signature name them.
    pub fn issuers(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.cx.texts(self.node().issuers)
    }
    /// The addressees (主送机关).
    pub fn addressees(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.cx.texts(self.node().addressees)
    }
    /// The organs that sign (发文机关署名).
    pub fn signatories(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.cx.texts(self.node().signatories)
    }
    /// The persons who sign an order (签署人).
    pub fn signers(self) -> impl ExactSizeIterator<Item = Signer<'g>> + Clone {
        let cx = self.cx;
        self.node().signers.of(&cx.tables.signers).iter().map(move |&node| Signer { cx, node })
    }
    /// The date of signature (成文日期).
    pub fn date(self) -> Option<Dated<'g>> {
        self.node().date.map(|d| self.cx.dated(d))
    }
    /// The day from which it is in force (自…起施行), read from the text.
    pub fn effective_on(self) -> Option<Date> {
        self.node().effective_on
    }
    /// Notes (附注): (此件公开发布).
    pub fn notes(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.cx.texts(self.node().notes)
    }
    /// Who gets a copy (抄送机关).
    pub fn copied_to(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.cx.texts(self.node().copied_to)
    }
    /// How it came about (题注): the lines that say when it was passed and amended.
    pub fn history(self) -> impl ExactSizeIterator<Item = HistoryEntry<'g>> + Clone {
        let cx = self.cx;
        self.node().history.of(&cx.tables.history).iter().map(move |&node| HistoryEntry(cx.dated(node)))
    }
    /// A contents list (目录) inside the unit.
    pub fn contents(self) -> impl ExactSizeIterator<Item = Contents<'g>> + Clone {
        super::head::contents(self.cx, self.node().contents)
    }
}

/// A person who signs: 省长 甲.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'g> {
    cx: Cx<'g>,
    node: SignerNode,
}

/// The fields of a [`Signer`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignerNode {
    pub(crate) post: Option<Leaf>,
    pub(crate) name: Option<Leaf>,
}

impl<'g> Signer<'g> {
    /// The post: 省长.
    pub fn post(self) -> Option<Text<'g>> {
        self.node.post.map(|l| self.cx.text(l))
    }
    /// The name.
    pub fn name(self) -> Option<Text<'g>> {
        self.node.name.map(|l| self.cx.text(l))
    }
}

/// A line of the history under a title: 2015年4月24日…通过.
#[derive(Debug, Clone, Copy)]
pub struct HistoryEntry<'g>(Dated<'g>);

impl<'g> HistoryEntry<'g> {
    /// The date of the line, if it says one.
    pub fn date(self) -> Option<Date> {
        self.0.date()
    }
    /// The line.
    pub fn text(self) -> Text<'g> {
        self.0.text()
    }
}

macro_rules! unit_handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'g>(pub(crate) Unit<'g>);

        impl<'g> core::ops::Deref for $name<'g> {
            type Target = Unit<'g>;
            fn deref(&self) -> &Unit<'g> {
                &self.0
            }
        }

        impl<'g> From<$name<'g>> for Unit<'g> {
            fn from(handle: $name<'g>) -> Unit<'g> {
                handle.0
            }
        }
    };
}

unit_handle! {
    /// A document (公文). What it shares with an enclosure is on [`Unit`].
    Document
}
unit_handle! {
    /// The instrument that a covering document promulgates or passes on (印发的方案, 转发的报告).
    Enclosure
}
unit_handle! {
    /// What stands behind 附件.
    Attachment
}

impl<'g> Attachment<'g> {
    /// 附件1, where the text counts them.
    pub fn number(self) -> Option<Text<'g>> {
        self.node().number.map(|l| self.0.cx.text(l))
    }
}

impl<'g> Document<'g> {
    /// The column (栏目) of the gazette.
    pub fn column(self) -> Option<Text<'g>> {
        self.node().column.map(|l| self.0.cx.text(l))
    }
    /// Who prints it (印发机关).
    pub fn printed_by(self) -> Option<Text<'g>> {
        self.node().printed_by.map(|l| self.0.cx.text(l))
    }
    /// When it was printed (印发日期).
    pub fn printed_on(self) -> Option<Dated<'g>> {
        self.node().printed_on.map(|d| self.0.cx.dated(d))
    }
    /// Who signed it off (签发人).
    pub fn signed_off_by(self) -> Option<Text<'g>> {
        self.node().signed_off_by.map(|l| self.0.cx.text(l))
    }
    /// The secrecy mark (密级).
    pub fn secrecy(self) -> Option<Text<'g>> {
        self.node().secrecy.map(|l| self.0.cx.text(l))
    }
    /// The urgency mark (紧急程度).
    pub fn urgency(self) -> Option<Text<'g>> {
        self.node().urgency.map(|l| self.0.cx.text(l))
    }
    /// The subject words (主题词) of the older form.
    pub fn subject_words(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.0.cx.texts(self.node().subject_words)
    }
    /// Who answers questions (联系人).
    pub fn contacts(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.0.cx.texts(self.node().contacts)
    }
    /// The document itself, its enclosures and all attachments as units, in the order of the text.
    pub fn all_units(self) -> impl Iterator<Item = Unit<'g>> + Clone {
        let cx = self.0.cx;
        (self.0.id..self.node().end.max(self.0.id + 1)).map(move |id| Unit { cx, id })
    }
    /// Every block of the document and what belongs to it, parents before children.
    pub fn walk(self) -> impl Iterator<Item = Block<'g>> {
        self.all_units().flat_map(|unit| unit.body().walk())
    }
}
