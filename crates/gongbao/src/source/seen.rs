//! What stands in a stretch of text, a bit for each kind: rules that need a sign ask for it before they read.

use super::Sign;

/// Which signs stand in a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Seen(u32);

impl Seen {
    /// A full stop before the end.
    pub(crate) const STOP: Seen = Seen(1 << 24);
    pub(crate) const COMMA: Seen = Seen(1 << 25);
    /// An enumeration comma or a semicolon.
    pub(crate) const LIST: Seen = Seen(1 << 26);
    pub(crate) const COLON: Seen = Seen(1 << 27);
    /// `|`
    pub(crate) const BAR: Seen = Seen(1 << 28);
    /// Blanks inside, or characters that print nothing.
    pub(crate) const BLANKS: Seen = Seen(1 << 29);
    /// A point of either width.
    pub(crate) const POINT: Seen = Seen(1 << 30);

    /// What can begin or end a fact.
    pub(crate) const fn sign(sign: Sign) -> Self {
        Self(1 << sign as u32)
    }

    /// These and others.
    #[must_use]
    pub(crate) const fn and(self, others: Seen) -> Self {
        Self(self.0 | others.0)
    }

    /// These, and others if that is so.
    #[must_use]
    pub(crate) const fn and_if(self, so: bool, others: Seen) -> Self {
        if so { self.and(others) } else { self }
    }

    /// Whether one of some signs is among these.
    pub(crate) const fn has(self, any: Seen) -> bool {
        self.0 & any.0 != 0
    }
}
