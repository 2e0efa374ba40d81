//! What a view shows, as numbers: they outlive every handle and go into a pickle.

use gongbao::{Block, Unit};

macro_rules! kinds {
    ($($kind:ident,)+) => {
        /// The kinds of views, one for each class.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum Kind { $($kind,)+ }

        impl Kind {
            const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            pub(crate) fn name(self) -> &'static str {
                match self { $(Kind::$kind => stringify!($kind),)+ }
            }
        }
    };
}

kinds! {
    Record, Issue, Contents, Document, Enclosure, Attachment, Signer, HistoryEntry, Division, Paragraph, Table,
    Roster, RosterGroup, Member, Box, QA, Citation, Reference, Assignment, AssignmentGroup, Target, Deadline,
    DateMention, Term, Furniture, Diagnostic,
}

/// No owner: the contents list of the issue.
pub(crate) const OF_ISSUE: u32 = u32::MAX;

/// A view: its kind and up to three numbers, the owner's first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) kind: Kind,
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) c: u32,
}

impl Key {
    pub(crate) const fn new(kind: Kind, a: u32) -> Self {
        Self { kind, a, b: 0, c: 0 }
    }

    /// The items of a list that belongs to `a`.
    pub(crate) fn list(kind: Kind, a: u32, length: usize) -> Vec<Key> {
        (0..length as u32).map(|b| Key { kind, a, b, c: 0 }).collect()
    }

    pub(crate) fn unit(unit: Unit<'_>) -> Self {
        let kind = if unit.as_document().is_some() {
            Kind::Document
        } else if unit.as_enclosure().is_some() {
            Kind::Enclosure
        } else {
            Kind::Attachment
        };
        Key::new(kind, unit.index())
    }

    pub(crate) fn block(block: Block<'_>) -> Self {
        let kind = match block {
            Block::Division(_) => Kind::Division,
            Block::Table(_) => Kind::Table,
            Block::Roster(_) => Kind::Roster,
            Block::Box(_) => Kind::Box,
            Block::Qa(_) => Kind::QA,
            _ => Kind::Paragraph,
        };
        Key::new(kind, block.handle().index())
    }

    pub(crate) fn parts(self) -> (u8, u32, u32, u32) {
        (self.kind as u8, self.a, self.b, self.c)
    }

    pub(crate) fn from_parts((kind, a, b, c): (u8, u32, u32, u32)) -> Option<Self> {
        Some(Self { kind: *Kind::ALL.get(usize::from(kind))?, a, b, c })
    }

    pub(crate) fn is_unit(self) -> bool {
        matches!(self.kind, Kind::Document | Kind::Enclosure | Kind::Attachment)
    }

    pub(crate) fn is_block(self) -> bool {
        use Kind::{Box, Division, Paragraph, QA, Roster, Table};
        matches!(self.kind, Division | Paragraph | Table | Roster | Box | QA)
    }
}
