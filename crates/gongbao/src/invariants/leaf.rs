//! Places and leaves: what every other check asks of each value.

use super::{Check, Violation};
use crate::{
    model::{DateNode, DocNumberNode, Leaf, Slice},
    source::Span,
};

/// Whether a leaf covers its characters or reads those of another leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Own,
    Either,
    Derived,
}

impl Check<'_> {
    /// The whole text.
    pub(super) fn all(&self) -> Span {
        Span::at(0, self.source.len())
    }

    pub(super) fn place(&self, what: &'static str, span: Span) -> Result<(), Violation> {
        if self.source.get(span.start as usize..span.end as usize).is_none() {
            return Err(Violation::NotInText { what, span });
        }
        Ok(())
    }

    pub(super) fn within(&self, what: &'static str, span: Span, whole: Span) -> Result<(), Violation> {
        self.place(what, span)?;
        if whole.contains(span) { Ok(()) } else { Err(Violation::Outside { what, span, whole }) }
    }

    /// A range of ids that fits its table.
    pub(super) fn range(what: &'static str, ids: Slice, len: usize) -> Result<(), Violation> {
        let fits = ids.start <= ids.end && ids.end as usize <= len;
        if fits { Ok(()) } else { Err(Violation::Broken { what, at: ids.start }) }
    }

    /// A leaf: its pieces are there, in order, within the whole, and its own if it is not derived.
    pub(super) fn leaf(
        &mut self,
        what: &'static str,
        leaf: Leaf,
        holds: Holds,
        whole: Span,
    ) -> Result<(), Violation> {
        let ids = Slice { start: leaf.first, end: leaf.first.saturating_add(leaf.count) };
        Self::range(what, ids, self.tables.pieces.len())?;
        let pieces = ids.of(&self.tables.pieces);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return Err(Violation::Broken { what: "a leaf without a piece", at: leaf.first });
        };
        // A value may begin or end with characters that print nothing and lie in no piece.
        self.place("the value of a leaf", leaf.value)?;
        let hull = Span { start: first.start, end: last.end };
        if leaf.value.intersect(hull).is_empty() {
            return Err(Violation::Outside { what: "the value of a leaf", span: leaf.value, whole: hull });
        }
        if leaf.derived {
            if holds == Holds::Own {
                return Err(Violation::Broken {
                    what: "a derived leaf where the tree writes a place",
                    at: leaf.first,
                });
            }
            return Ok(());
        }
        if holds == Holds::Derived {
            return Err(Violation::Broken { what: "a fact that covers text", at: leaf.first });
        }
        for (piece, id) in pieces.iter().zip(ids.ids()) {
            self.within(what, *piece, whole)?;
            if core::mem::replace(&mut self.held[id as usize], true) {
                return Err(Violation::TwoOwners { what, span: *piece });
            }
        }
        match pieces.windows(2).find(|pair| pair[1].start < pair[0].end) {
            Some(pair) => Err(Violation::OutOfOrder { what, span: pair[1], behind: pair[0] }),
            None => Ok(()),
        }
    }

    pub(super) fn maybe(
        &mut self,
        what: &'static str,
        leaf: Option<Leaf>,
        whole: Span,
    ) -> Result<(), Violation> {
        leaf.map_or(Ok(()), |leaf| self.leaf(what, leaf, Holds::Either, whole))
    }

    pub(super) fn dated(
        &mut self,
        what: &'static str,
        date: Option<DateNode>,
        whole: Span,
    ) -> Result<(), Violation> {
        self.maybe(what, date.map(|d| d.text), whole)
    }

    pub(super) fn number(
        &mut self,
        number: Option<&DocNumberNode>,
        holds: Holds,
        whole: Span,
    ) -> Result<(), Violation> {
        let Some(number) = number else { return Ok(()) };
        self.place("the agency of a document number", number.agency)?;
        self.leaf("a document number", number.text, holds, whole)
    }

    /// A list of texts; the tree writes places for all of them or for none.
    pub(super) fn list(&mut self, what: &'static str, list: Slice, whole: Span) -> Result<(), Violation> {
        Self::range(what, list, self.tables.leaves.len())?;
        let leaves = list.of(&self.tables.leaves);
        if leaves.iter().any(|l| l.derived != leaves[0].derived) {
            return Err(Violation::Broken {
                what: "a list of which some texts have no place",
                at: list.start,
            });
        }
        leaves.iter().try_for_each(|&leaf| self.leaf(what, leaf, Holds::Either, whole))
    }

    pub(super) fn facts_list(&mut self, what: &'static str, list: Slice) -> Result<(), Violation> {
        Self::range(what, list, self.tables.leaves.len())?;
        let all = self.all();
        let leaves = list.of(&self.tables.leaves);
        leaves.iter().try_for_each(|&leaf| self.leaf(what, leaf, Holds::Derived, all))
    }
}
