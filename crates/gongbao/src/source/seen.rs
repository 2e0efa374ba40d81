//! What stands in a stretch of text, a bit for each kind: rules that need a sign ask for it before they read.

use super::Sign;

bitflags::bitflags! {
    /// Which signs stand in a stretch of text.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub(crate) struct Seen: u32 {
        // What the last character is; only a line that is read for its form says so.
        /// A Han character.
        const ENDS_HAN = 1 << 19;
        /// A full stop of any kind.
        const ENDS_SENTENCE = 1 << 20;
        /// A sign behind which a clause goes on.
        const ENDS_CLAUSE = 1 << 21;
        /// What stands at the end of a paragraph or an item: a full stop, a colon, a semicolon.
        const ENDS_ITEM = 1 << 22;
        /// A tab, perhaps at an end of the line.
        const TAB = 1 << 23;
        /// A full stop before the end.
        const STOP = 1 << 24;
        const COMMA = 1 << 25;
        /// An enumeration comma or a semicolon.
        const LIST = 1 << 26;
        /// `|`
        const BAR = 1 << 28;
        /// Blanks inside, or characters that print nothing.
        const BLANKS = 1 << 29;
        /// A point of either width.
        const POINT = 1 << 30;
        // The signs of facts have the bits of their numbers.
        const _ = !0;
    }
}

// The bits of the last sign and of the lowest flag differ.
const _: () = assert!(Seen::COLON.bits() < Seen::ENDS_HAN.bits());

impl Seen {
    /// A colon.
    pub(crate) const COLON: Self = Self::sign(Sign::Colon);

    /// What can begin or end a fact.
    pub(crate) const fn sign(sign: Sign) -> Self {
        Self::from_bits_retain(1 << sign as u32)
    }

    /// These, and others if that is so.
    #[must_use]
    pub(crate) const fn and_if(self, so: bool, others: Seen) -> Self {
        if so { self.union(others) } else { self }
    }
}
