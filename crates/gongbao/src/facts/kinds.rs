//! Which facts can be found at a sign: the first look at it, for all rules at once.

use crate::{
    grammar::{
        citation::{may_be_order, may_be_year_of_order, opens_year},
        deadline::{ends_term, may_be_plan, may_be_time},
        goal::may_be_said,
        number::{Figures, han_digit},
        reference::{begins_annex, begins_own, begins_previous, begins_provision},
        term::ends_defining,
    },
    source::Sign,
};

/// Kinds of facts that are found by a sign, a bit for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const TERM: Self = Self(1);
    /// A number that stands alone; titles are found by their brackets.
    pub(super) const NUMBER: Self = Self(1 << 1);
    pub(super) const REFERENCE: Self = Self(1 << 2);
    pub(super) const DATE: Self = Self(1 << 3);
    /// One without a date.
    pub(super) const DEADLINE: Self = Self(1 << 4);
    pub(super) const TARGET: Self = Self(1 << 5);

    /// Whether some kind is among these.
    pub(super) const fn has(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These if that is so.
    pub(super) const fn only_if(self, so: bool) -> Self {
        Self(self.0 * so as u8)
    }
}

/// Which facts can be found at a sign, by what stands beside it: the fast test in front of the exact rules, since most
/// 本, 内 and 年 are part of another word, most quotations no plan and most figures amounts that nothing is said of.
pub(super) fn kinds_at(text: &str, at: usize, sign: Sign) -> Kinds {
    let before = || text[..at].chars().next_back();
    // All signs that are asked for what follows have the width of 本.
    let behind = || text[at + '本'.len_utf8()..].chars().next();
    match sign {
        Sign::Own => Kinds::REFERENCE.only_if(behind().is_some_and(begins_own)),
        Sign::Ordinal if behind().is_some_and(begins_provision) => {
            Kinds::REFERENCE.and(Kinds::NUMBER.only_if(may_be_order(&text[at..])))
        }
        Sign::Before => Kinds::REFERENCE.only_if(behind().is_some_and(begins_previous)),
        Sign::Annex => Kinds::REFERENCE.only_if(behind().is_some_and(begins_annex)),
        Sign::OpenQuote | Sign::StraightQuote => Kinds::DATE.only_if(may_be_plan(&text[at..])),
        Sign::Named => Kinds::TERM.only_if(before().is_some_and(ends_defining)),
        Sign::Within => Kinds::DEADLINE.only_if(before().is_some_and(ends_term)),
        Sign::Year => Kinds::DATE.only_if(before().is_some_and(|c| han_digit(c).is_some())),
        _ => Kinds::NONE,
    }
}

/// What figures can be.
pub(super) fn kinds_of_figure(before: Option<char>, figures: Figures<'_>) -> Kinds {
    let number = before.is_some_and(opens_year) || may_be_year_of_order(figures);
    let target = before.is_some_and(|c| may_be_said(c, figures));
    let date = Kinds::DATE.only_if(may_be_time(figures));
    date.and(Kinds::NUMBER.only_if(number)).and(Kinds::TARGET.only_if(target))
}
