//! The signs of a clause of responsibility: what parts it, and which words a part holds.

use core::ops::Range;

use super::word::Among;

/// What stands anywhere in a part of a clause; what is not there need not be looked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// How many colons, each of which ends a label or shows that this is no unit.
    pub(super) colons: u32,
    /// Where the first 会同 stands.
    pub(super) with: Option<usize>,
    /// 由
    pub(super) by: bool,
    /// 等
    pub(super) others: bool,
    /// 职 or 负其: what words hold that say that each unit does its own part.
    pub(super) respective: bool,
}

/// What a character does to the parts of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Open,
    Close,
    Comma,
    Semicolon,
    Stop,
}

/// The Han characters that [`Signs`] begin with; of the others nothing is noted.
static NOTED: Among = Among::of("会由等职负");

impl Signs {
    /// The next character from `at` on that does something to the parts: what it does, where it stands and where it
    /// ends. Takes note of what is passed.
    pub(super) fn next(&mut self, text: &str, at: usize) -> Option<(Mark, Range<usize>)> {
        let mut rest = text.as_bytes().get(at..)?;
        loop {
            while let [lead, middle, end, behind @ ..] = rest {
                // One branch for both questions: which Han character it is cannot be foreseen.
                let is_other_han = matches!(lead, 0xe4..=0xe9) & !NOTED.passes_bytes(*middle, *end);
                if !is_other_han {
                    break;
                }
                rest = behind;
            }
            let here = text.len() - rest.len();
            let (mark, width) = match rest {
                [] => return None,
                // 会同
                [0xe4, 0xbc, 0x9a, 0xe5, 0x90, 0x8c, ..] => {
                    self.with = self.with.or(Some(here));
                    (None, 3)
                }
                // 由 and 等
                [0xe7, 0x94, 0xb1, ..] => {
                    self.by = true;
                    (None, 3)
                }
                [0xe7, 0xad, 0x89, ..] => {
                    self.others = true;
                    (None, 3)
                }
                // 职 and 负其
                [0xe8, 0x81, 0x8c, ..] | [0xe8, 0xb4, 0x9f, 0xe5, 0x85, 0xb6, ..] => {
                    self.respective = true;
                    (None, 3)
                }
                [0xe4..=0xe9, ..] => (None, 3),
                [b'(' | b'[', ..] => (Some(Mark::Open), 1),
                [b')' | b']', ..] => (Some(Mark::Close), 1),
                [b',', ..] => (Some(Mark::Comma), 1),
                [b';', ..] => (Some(Mark::Semicolon), 1),
                // （ and ）, 〔 and 〕 (各县〔市、区〕), then ， and 、, then ；, then 。
                [0xef, 0xbc, 0x88, ..] | [0xe3, 0x80, 0x94, ..] => (Some(Mark::Open), 3),
                [0xef, 0xbc, 0x89, ..] | [0xe3, 0x80, 0x95, ..] => (Some(Mark::Close), 3),
                [0xef, 0xbc, 0x8c, ..] | [0xe3, 0x80, 0x81, ..] => (Some(Mark::Comma), 3),
                [0xef, 0xbc, 0x9b, ..] => (Some(Mark::Semicolon), 3),
                [0xe3, 0x80, 0x82, ..] => (Some(Mark::Stop), 3),
                [b':', ..] => {
                    self.colons += 1;
                    (None, 1)
                }
                // ： and ︰ and ∶
                [0xef, 0xbc, 0x9a, ..] | [0xef, 0xb8, 0xb0, ..] | [0xe2, 0x88, 0xb6, ..] => {
                    self.colons += 1;
                    (None, 3)
                }
                // Of all other characters no byte looks like one of these.
                _ => (None, 1),
            };
            if let Some(mark) = mark {
                return Some((mark, here..here + width));
            }
            rest = rest.get(width..)?;
        }
    }
}
