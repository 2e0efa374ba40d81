//! Names as they are compared: whatever the signs and blanks that they are printed with.

use alloc::{collections::BTreeMap, string::String};

use crate::source::{is_blank, is_zero_width};

/// Which of 64 classes the first characters of some names are in: most names that are asked for are not known at all.
#[derive(Debug, Default)]
pub(super) struct Firsts(u64);

impl Firsts {
    /// Takes note of a name in the form of [`key`].
    pub(super) fn add(&mut self, name: &str) {
        self.0 |= name.chars().next().map_or(0, class);
    }

    /// Whether a printed name may be one of them.
    pub(super) fn may_hold(&self, printed: &str) -> bool {
        // The signs around a whole name are no part of the key.
        let first = printed.chars().find_map(|c| key_char(c, ""));
        first.is_some_and(|first| first == '<' || self.0 & class(first) != 0)
    }
}

/// Names with the unit that each stands for.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// In the form of [`key`].
    known: BTreeMap<String, u32>,
    first: Firsts,
}

impl Names {
    /// Adds a name in the form of [`key`], if it is not known yet.
    pub(super) fn add(&mut self, name: String, unit: u32) {
        self.first.add(&name);
        self.known.entry(name).or_insert(unit);
    }

    /// Makes a name stand for a unit, whatever it stood for.
    pub(super) fn set(&mut self, name: String, unit: u32) {
        self.first.add(&name);
        self.known.insert(name, unit);
    }

    /// What a printed name stands for.
    pub(super) fn get(&self, printed: &str) -> Option<u32> {
        if self.first.may_hold(printed) { self.known.get(&key(printed)).copied() } else { None }
    }
}

/// The class of a character, as one bit of 64.
const fn class(c: char) -> u64 {
    1 << (c as u32 & 63)
}

/// How many bytes at the start of a title are the same in its key: Han other than 的, and signs of half width.
fn unchanged_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += match bytes.get(at..).unwrap_or_default() {
            [0xe7, 0x9a, 0x84, ..] => return at,
            [0xe4..=0xe9, ..] => 3,
            [0x21..=0x7e, ..] => 1,
            _ => return at,
        }
    }
}

/// What a character is in a key that so far is `out`; `None` if it is left out.
fn key_char(c: char, out: &str) -> Option<char> {
    Some(match c {
        '的' => return None,
        c if is_blank(c) || is_zero_width(c) => return None,
        '〈' | '《' | '﹤' => '<',
        '〉' | '》' | '﹥' => '>',
        '“' | '”' | '‘' | '’' => '"',
        '—' | '–' | '―' | '‐' | '−' if out.ends_with('-') => return None,
        '—' | '–' | '―' | '‐' | '−' => '-',
        '〔' | '［' | '【' | '﹝' => '[',
        '〕' | '］' | '】' | '﹞' => ']',
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    })
}

/// A title in the form in which titles are compared: one kind of each sign, no blanks, no 的.
pub(super) fn key(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while !rest.is_empty() {
        let (same, tail) = rest.split_at_checked(unchanged_len(rest.as_bytes())).unwrap_or((rest, ""));
        out.push_str(same);
        let mut chars = tail.chars();
        if let Some(c) = chars.next().and_then(|c| key_char(c, &out)) {
            out.push(c);
        }
        rest = chars.as_str();
    }
    let whole = out.strip_prefix('<').and_then(|t| t.strip_suffix('>'));
    if whole.is_some_and(|t| !t.contains(['<', '>'])) {
        out.pop();
        out.remove(0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_whatever_their_signs() {
        for (a, b) in [
            ("《甲办法（试行）》", "甲办法(试行)"),
            ("关于印发〈甲〉的通知", "关于印发《甲》通知"),
            ("行动计划(2023—2025 年)", "行动计划（2023-2025年）"),
        ] {
            assert_eq!(key(a), key(b));
            let mut names = Names::default();
            names.add(key(a), 1);
            assert_eq!(names.get(b), Some(1));
            assert_eq!(names.get("乙办法"), None);
        }
    }
}
