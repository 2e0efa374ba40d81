//! From a key to the core's handle. `None` where the key fits nothing.

use gongbao::{
    Assignment, AssignmentGroup, Attachment, Block, Citation, Contents, DateMention, Deadline, Diagnostic,
    Division, Document, Enclosure, Furniture, Gazette, Group, HistoryEntry, Issue, Member, Paragraph, Qa,
    Record, Reference, Roster, Signer, Table, Target, Term, TextBox,
};

use crate::key::{Key, OF_ISSUE};

type G<'g> = &'g Gazette<'g>;

pub(crate) fn record(g: G<'_>, _key: Key) -> Option<Record<'_>> {
    g.record()
}
pub(crate) fn issue(g: G<'_>, _key: Key) -> Option<Issue<'_>> {
    g.issue()
}
pub(crate) fn contents(g: G<'_>, key: Key) -> Option<Contents<'_>> {
    if key.a == OF_ISSUE {
        return g.issue()?.contents().nth(key.b as usize);
    }
    g.unit(key.a)?.contents().nth(key.b as usize)
}
pub(crate) fn document(g: G<'_>, key: Key) -> Option<Document<'_>> {
    g.unit(key.a)?.as_document()
}
pub(crate) fn enclosure(g: G<'_>, key: Key) -> Option<Enclosure<'_>> {
    g.unit(key.a)?.as_enclosure()
}
pub(crate) fn attachment(g: G<'_>, key: Key) -> Option<Attachment<'_>> {
    g.unit(key.a)?.as_attachment()
}
pub(crate) fn signer(g: G<'_>, key: Key) -> Option<Signer<'_>> {
    g.unit(key.a)?.signers().nth(key.b as usize)
}
pub(crate) fn history(g: G<'_>, key: Key) -> Option<HistoryEntry<'_>> {
    g.unit(key.a)?.history().nth(key.b as usize)
}
pub(crate) fn group(g: G<'_>, key: Key) -> Option<Group<'_>> {
    roster(g, key)?.groups().nth(key.b as usize)
}
pub(crate) fn member(g: G<'_>, key: Key) -> Option<Member<'_>> {
    group(g, key)?.members().nth(key.c as usize)
}
pub(crate) fn assignment_group(g: G<'_>, key: Key) -> Option<AssignmentGroup<'_>> {
    assignment(g, key)?.groups().nth(key.c as usize)
}
pub(crate) fn furniture(g: G<'_>, key: Key) -> Option<Furniture<'_>> {
    g.furniture().nth(key.b as usize)
}
pub(crate) fn diagnostic(g: G<'_>, key: Key) -> Option<&Diagnostic> {
    g.diagnostics().get(key.b as usize)
}

macro_rules! blocks {
    ($($find:ident: $variant:ident($handle:ident),)+) => {
        $(pub(crate) fn $find(g: G<'_>, key: Key) -> Option<$handle<'_>> {
            match g.block(key.a)? {
                Block::$variant(found) => Some(found),
                _ => None,
            }
        })+
    };
}

blocks! {
    division: Division(Division),
    paragraph: Paragraph(Paragraph),
    table: Table(Table),
    roster: Roster(Roster),
    frame: Box(TextBox),
    qa: Qa(Qa),
}

macro_rules! facts {
    ($($find:ident: $list:ident($handle:ident),)+) => {
        $(pub(crate) fn $find(g: G<'_>, key: Key) -> Option<$handle<'_>> {
            document(g, key)?.$list().nth(key.b as usize)
        })+
    };
}

facts! {
    citation: citations(Citation),
    reference: references(Reference),
    assignment: assignments(Assignment),
    target: targets(Target),
    deadline: deadlines(Deadline),
    date_mention: dates(DateMention),
    term: terms(Term),
}
