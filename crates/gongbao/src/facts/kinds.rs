//! Which facts can be found at a sign: the first look at it, for all rules at once.

use crate::{
    grammar::{
        citation::{may_be_order, may_be_year_of_order, opens_year},
        deadline::{may_be_plan, may_be_time},
        duty_label::units_label_before,
        goal::may_be_said,
        number::{Figures, han_digit},
        reference::{begins_annex, begins_own, begins_previous, begins_provision},
        term::ends_defining,
        undated::ends_term,
    },
    source::Sign,
};

bitflags::bitflags! {
    /// Kinds of facts that are found by a sign.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub(super) struct Kinds: u16 {
        const TERM = 1;
        /// A number that stands alone.
        const NUMBER = 1 << 1;
        const REFERENCE = 1 << 2;
        const DATE = 1 << 3;
        /// One without a date.
        const DEADLINE = 1 << 4;
        const TARGET = 1 << 5;
        /// A title, or a number that stands alone.
        const CITATION = 1 << 6 | Self::NUMBER.bits();
        /// A clause that says who is responsible.
        const DUTY = 1 << 7;
        /// The label of one: 责任单位：
        const LABEL = 1 << 8;
    }
}

impl Kinds {
    /// These if that is so.
    pub(super) const fn only_if(self, so: bool) -> Self {
        Self::from_bits_retain(self.bits() * so as u16)
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
            Kinds::REFERENCE.union(Kinds::NUMBER.only_if(may_be_order(&text[at..])))
        }
        Sign::Before => Kinds::REFERENCE
            .only_if(behind().is_some_and(begins_previous))
            .union(Kinds::DEADLINE.only_if(before().is_some_and(ends_term))),
        Sign::Annex => Kinds::REFERENCE.only_if(behind().is_some_and(begins_annex)),
        Sign::OpenQuote | Sign::StraightQuote => Kinds::DATE.only_if(may_be_plan(&text[at..])),
        Sign::Named => Kinds::TERM.only_if(before().is_some_and(ends_defining)),
        Sign::Within => Kinds::DEADLINE.only_if(before().is_some_and(ends_term)),
        Sign::Colon => Kinds::DUTY.union(Kinds::LABEL).only_if(units_label_before(text, at).is_some()),
        Sign::Year => Kinds::DATE.only_if(before().is_some_and(|c| han_digit(c).is_some())),
        _ => Kinds::empty(),
    }
}

/// What figures can be.
pub(super) fn kinds_of_figure(before: Option<char>, figures: Figures<'_>) -> Kinds {
    let number = before.is_some_and(opens_year) || may_be_year_of_order(figures);
    let target = before.is_some_and(|c| may_be_said(c, figures));
    let date = Kinds::DATE.only_if(may_be_time(figures));
    date.union(Kinds::NUMBER.only_if(number)).union(Kinds::TARGET.only_if(target))
}
