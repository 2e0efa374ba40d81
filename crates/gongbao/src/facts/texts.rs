//! The texts in which a fact can stand, each read once for all kinds of facts.

use alloc::vec::Vec;

use super::{
    Place, Role, TextAt,
    assignments::may_end_in_square_bracket,
    brackets::OpenBrackets,
    index::Index,
    kinds::Kinds,
    scan::{Found, Scan},
    view::{Kept, Scratch},
};
use crate::{
    model::{BlockKind, Leaf, NONE, Slice, Tables},
    source::Lines,
};

/// The nearest division that holds a node, or is it. `O(depth)`.
fn division_of(node: u32, tables: &Tables) -> u32 {
    let mut at = node;
    while let Some(found) = tables.nodes.get(at as usize) {
        if matches!(found.kind, BlockKind::Division(_)) {
            return at;
        }
        at = found.parent;
    }
    NONE
}

/// A text and where what was found in it is kept.
#[derive(Debug, Clone, Copy)]
struct Read {
    leaf: Leaf,
    place: Place,
    view: Kept,
    found: Found,
}

/// How many texts are held at once: enough that the rules of a kind are fetched rarely.
const ENOUGH: usize = 48;

/// How many bytes are taken at once by texts that are no run of the source.
const ENOUGH_JOINED: usize = 3 << 10;

/// Some texts, in the order in which they were read.
#[derive(Debug)]
pub(super) struct Texts<'s> {
    source: &'s str,
    scratch: Scratch<'s>,
    scan: Scan,
    all: Vec<Read>,
    /// What can be found in each.
    kinds: Vec<Kinds>,
    /// Of the unit at hand.
    pub(super) brackets: OpenBrackets,
}

impl<'s> Texts<'s> {
    pub(super) fn new(source: &'s str, lines: &'s Lines) -> Self {
        let signs = lines.signs.len();
        Self {
            source,
            scratch: Scratch::new(lines),
            scan: Scan::default(),
            all: Vec::with_capacity(ENOUGH.min(signs)),
            kinds: Vec::with_capacity(ENOUGH.min(signs)),
            brackets: OpenBrackets::default(),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether facts are to be found in them before others are read.
    pub(super) fn are_enough(&self) -> bool {
        self.all.len() >= ENOUGH || self.scratch.joined() >= ENOUGH_JOINED
    }

    /// Holds none any longer.
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.kinds.clear();
        self.scratch.clear();
        self.scan.clear();
    }

    /// Reads a text, if a fact can stand in it.
    #[inline]
    pub(super) fn add(&mut self, leaf: Leaf, place: Place, tables: &Tables) {
        // A value read out of another leaf is read there.
        if leaf.derived {
            return;
        }
        if self.scratch.has_sign(tables.pieces_of(leaf), leaf.value) {
            self.read(leaf, place, tables);
        }
    }

    #[inline(never)] // Many texts have no sign at all.
    fn read(&mut self, leaf: Leaf, mut place: Place, tables: &Tables) {
        place.division = division_of(place.division, tables);
        let kept = self.scratch.keep(self.source, tables.pieces_of(leaf), leaf.value);
        let view = self.scratch.get(self.source, kept);
        let (found, kinds, passed) = self.scan.read(&view, self.scratch.signs());
        self.brackets.follow(&self.scan, &view);
        let kinds = match place.role {
            Role::Head | Role::History => kinds.intersection(Kinds::CITATION),
            role => {
                let kinds = kinds.union(Kinds::DUTY.only_if(may_end_in_square_bracket(view.text)));
                // In a heading and in a cell a label names what stands below it or beside it.
                kinds.difference(Kinds::LABEL.only_if(role != Role::Body))
            }
        };
        self.scratch.pass(passed);
        if kinds != Kinds::empty() {
            self.all.push(Read { leaf, place, view: kept, found });
            self.kinds.push(kinds);
        }
    }

    /// Those of some texts in which one of some kinds of facts can stand, and all that can stand there.
    pub(super) fn of<'a>(
        &'a self,
        texts: Slice,
        wanted: Kinds,
        index: &'a Index,
    ) -> impl Iterator<Item = (TextAt<'a>, Kinds)> {
        let these = texts.of(&self.kinds).iter().zip(texts.of(&self.all));
        these.filter(move |(kinds, _)| kinds.intersects(wanted)).map(
            move |(&kinds, &Read { leaf, place, view, found })| {
                let (view, scan) = (self.scratch.get(self.source, view), self.scan.get(found));
                (TextAt { view, scan, index, leaf, place }, kinds)
            },
        )
    }
}
