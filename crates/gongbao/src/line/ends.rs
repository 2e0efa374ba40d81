//! Which forms a line can have by its first and its last character: two look-ups instead of asking every rule.
//!
//! A form whose rule needs one of some characters at an end of the line is named here with them. The tables may allow
//! too much, never too little: the rule itself still decides.

use super::kind;
use crate::grammar::{closing, marker, number, page, word::low_bits};

bitflags::bitflags! {
    /// Some forms.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(super) struct Forms: u16 {
        const PAGE_MARK = 1;
        /// Forms that one word at the beginning tells.
        const WORD = 1 << 1;
        const MARKER = 1 << 2;
        const CLOSING = 1 << 3;
        const DAY = 1 << 4;
        /// The number of a document or an order.
        const NUMBER = 1 << 5;
        const ORDER_HEAD = 1 << 6;
        const RED_HEAD = 1 << 7;
        const ISSUE = 1 << 8;
        const LEADER = 1 << 9;
        const GAZETTE_NAME = 1 << 10;
        /// Those of which a line that ends with a bracket has a number in front of it.
        const NUMBERED = Self::NUMBER.bits() | Self::ORDER_HEAD.bits() | Self::ISSUE.bits() | Self::LEADER.bits();
    }
}

impl Forms {
    /// What the ends of a line allow.
    pub(super) const fn of(first: char, last: char) -> Self {
        BEGINS[place(first)].union(ENDS[place(last)])
    }
}

/// The forms that need their own character at the beginning of the line.
static BEGINS: [Forms; PLACES] = table(&[
    (Forms::PAGE_MARK, page::MARK_SIGNS),
    (Forms::WORD, kind::FIRST_OF_WORDS),
    (Forms::MARKER, marker::FIRST),
    (Forms::MARKER, number::HAN_NUMERALS),
    (Forms::CLOSING, closing::FIRST),
]);

/// The forms that need their own character at the end of the line. A closing line needs one or the other.
static ENDS: [Forms; PLACES] = table(&[
    (Forms::CLOSING, closing::LAST),
    (Forms::DAY, kind::ENDS_OF_DAYS),
    (Forms::NUMBER, kind::ENDS_OF_NUMBERS),
    (Forms::ORDER_HEAD, "令告号)）"),
    (Forms::RED_HEAD, "件"),
    (Forms::ISSUE, kind::ENDS_OF_ISSUES),
    (Forms::LEADER, "0123456789０１２３４５６７８９)）"),
    (Forms::GAZETTE_NAME, "报"),
]);

/// Enough for most characters to have a place that no form shares.
const PLACES: usize = 1024;

/// The place of a character in a table; others share it.
const fn place(c: char) -> usize {
    c as usize % PLACES
}

const fn table(forms: &[(Forms, &str)]) -> [Forms; PLACES] {
    let (mut table, mut n) = ([Forms::empty(); PLACES], 0);
    while n < forms.len() {
        let (bytes, mut at) = (forms[n].1.as_bytes(), 0);
        while at < bytes.len() {
            let (low, len) = low_bits(bytes, at);
            table[low] = table[low].union(forms[n].0);
            at += len;
        }
        n += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        grammar::masthead,
        line::kind::{kind_among, kind_of, word_form},
        source::{Lines, compact},
    };
    use alloc::string::String;
    use std::{fs, path::Path};

    #[test]
    fn no_form_is_passed_over() {
        for c in ('\0'..='\u{ffff}').filter(|c| !crate::source::is_zero_width(*c)) {
            let begins = Forms::of(c, 'x');
            let ends = Forms::of('x', c);
            assert!(begins.intersects(Forms::PAGE_MARK) || !page::begins_mark(c), "{c}");
            let digit = number::arabic_digit(c).is_some();
            assert!(begins.intersects(Forms::MARKER) || !(digit || number::is_han_numeral(c)), "{c}");
            assert!(
                ends.intersects(Forms::LEADER)
                    || masthead::leader(&String::from_iter(['…', '…', c])).is_none()
            );
            for rest in ["", "件", "录", "急", "密", "：", "级"] {
                let line = String::from_iter([c]) + rest;
                assert!(begins.intersects(Forms::WORD) || word_form(&line).is_none(), "{line}");
            }
            for behind in ["、甲", "一）甲", "一条甲", ".甲", "—甲", "甲"] {
                let line = String::from_iter([c]) + behind;
                assert!(begins.intersects(Forms::MARKER) || marker::marker_at(&line).is_none(), "{line}");
            }
        }
    }

    /// Asked for all forms, each line of the seeds has the one that it has when only those are asked that its ends allow.
    #[test]
    fn no_line_of_the_seeds_is_passed_over() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
        let mut count = 0;
        for folder in [seeds.clone(), seeds.join("lines")] {
            for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if file.extension().is_none_or(|end| end != "txt") {
                    continue;
                }
                let text = fs::read_to_string(&file).unwrap();
                for line in &Lines::new(&text).all {
                    let raw = line.span.of(&text);
                    let words = compact(raw);
                    let last = raw.chars().next_back().unwrap_or(' ');
                    let asked = kind_of(raw, &words, last, line.look.seen);
                    let all = kind_among(Forms::all(), raw, &words, last, line.look.seen);
                    assert_eq!(asked, all, "{}: {raw}", file.display());
                    count += 1;
                }
            }
        }
        assert!(count > 3000, "{count} lines");
    }

    #[test]
    fn most_characters_allow_nothing() {
        let nothing = ('一'..='龥').filter(|&c| Forms::of(c, c).is_empty()).count();
        assert!(nothing > 15_000, "{nothing} characters allow no form");
    }
}
