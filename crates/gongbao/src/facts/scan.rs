//! The one scan of a text for the characters that can begin or end a fact, and the brackets that match.

use alloc::vec::Vec;

/// What a character can begin or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// The first figure of a number in Arabic figures.
    Digit,
    /// 第
    Ordinal,
    /// 本
    Own,
    /// 前
    Before,
    /// 附
    Annex,
    /// 称
    Named,
    /// 内
    Within,
    /// 年
    Year,
    /// “
    Quote,
}

/// A character that can begin or end a fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) at: usize,
    pub(super) sign: Sign,
    /// Whether it stands inside of a 《title》.
    pub(super) in_title: bool,
}

/// A pair of brackets: the offsets of both signs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) open: usize,
    pub(super) close: usize,
    /// How many bytes the opening sign takes.
    pub(super) open_len: usize,
}

impl Pair {
    /// The text between the signs.
    pub(super) fn inside<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.open + self.open_len..self.close).unwrap_or("")
    }

    /// The offset behind the closing sign.
    pub(super) fn end(&self, text: &str) -> usize {
        self.close + text.get(self.close..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8)
    }
}

/// What one scan found; its vectors are used again for the next text.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) hits: Vec<Hit>,
    /// The outermost 《》, in order.
    pub(super) titles: Vec<Pair>,
    /// All round brackets that match, by the place where they open.
    pub(super) parens: Vec<Pair>,
    open: Vec<u32>,
    open_titles: Vec<u32>,
}

const OPEN: usize = usize::MAX;
const OWN: u32 = 0xe6_9c_ac;
const BEFORE: u32 = 0xe5_89_8d;
const ANNEX: u32 = 0xe9_99_84;
const NAMED: u32 = 0xe7_a7_b0;
const WITHIN: u32 = 0xe5_86_85;
const YEAR: u32 = 0xe5_b9_b4;
const ORDINAL: u32 = 0xe7_ac_ac;
const HAN: [u32; 7] = [OWN, BEFORE, ANNEX, NAMED, WITHIN, YEAR, ORDINAL];

/// For each value of a byte, one bit for each of [`HAN`] that has it at this place.
const fn bits(shift: u32) -> [u8; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < HAN.len() {
        table[(HAN[n] >> shift & 0xff) as usize] |= 1 << n;
        n += 1;
    }
    table
}

static FIRST: [u8; 256] = bits(16);
static SECOND: [u8; 256] = bits(8);
static THIRD: [u8; 256] = bits(0);

impl Scan {
    /// Scans a text. One step for each character; three table look-ups tell whether a Han character matters.
    pub(super) fn read(&mut self, text: &str) {
        self.hits.clear();
        self.titles.clear();
        self.parens.clear();
        self.open.clear();
        self.open_titles.clear();
        let bytes = text.as_bytes();
        let (mut at, mut in_number) = (0, false);
        while let Some(&b) = bytes.get(at) {
            let was_in_number = core::mem::take(&mut in_number);
            match b {
                0xe3..=0xef => {
                    let (c1, c2) = (byte(bytes, at + 1), byte(bytes, at + 2));
                    if b == 0xe3 || b == 0xef {
                        in_number = self.wide_sign(at, [b, c1, c2], was_in_number);
                    } else if FIRST[b as usize] & SECOND[c1 as usize] & THIRD[c2 as usize] != 0 {
                        self.han(at, u32::from(b) << 16 | u32::from(c1) << 8 | u32::from(c2));
                    }
                    at += 3;
                }
                b'0'..=b'9' => {
                    in_number = true;
                    if !was_in_number {
                        self.hit(at, Sign::Digit);
                    }
                    at += 1;
                }
                b'.' => {
                    in_number = was_in_number;
                    at += 1;
                }
                b'(' => {
                    self.open_paren(at, 1);
                    at += 1;
                }
                b')' => {
                    self.close_paren(at);
                    at += 1;
                }
                0xe2 => {
                    if byte(bytes, at + 1) == 0x80 && byte(bytes, at + 2) == 0x9c {
                        self.hit(at, Sign::Quote);
                    }
                    at += 3;
                }
                0xf0.. => at += 4,
                0xc0..=0xdf => at += 2,
                0xe0..=0xe1 => at += 3,
                _ => at += 1,
            }
        }
        self.close(text);
    }

    fn hit(&mut self, at: usize, sign: Sign) {
        self.hits.push(Hit { at, sign, in_title: !self.open_titles.is_empty() });
    }

    fn han(&mut self, at: usize, c: u32) {
        let sign = match c {
            OWN => Sign::Own,
            BEFORE => Sign::Before,
            ANNEX => Sign::Annex,
            NAMED => Sign::Named,
            WITHIN => Sign::Within,
            YEAR => Sign::Year,
            ORDINAL => Sign::Ordinal,
            _ => return,
        };
        self.hit(at, sign);
    }

    /// Signs of full width; says whether the character is a figure.
    fn wide_sign(&mut self, at: usize, c: [u8; 3], in_number: bool) -> bool {
        match c {
            [0xe3, 0x80, 0x8a] => {
                self.open_titles.push(self.titles.len() as u32);
                self.titles.push(Pair { open: at, close: OPEN, open_len: 3 });
            }
            [0xe3, 0x80, 0x8b] => {
                if let Some(pair) = self.open_titles.pop().and_then(|n| self.titles.get_mut(n as usize)) {
                    pair.close = at;
                }
            }
            [0xef, 0xbc, 0x88] => self.open_paren(at, 3),
            [0xef, 0xbc, 0x89] => self.close_paren(at),
            [0xef, 0xbc, 0x90..=0x99] => {
                if !in_number {
                    self.hit(at, Sign::Digit);
                }
                return true;
            }
            // A full-width point inside of a number.
            [0xef, 0xbc, 0x8e] => return in_number,
            _ => {}
        }
        false
    }

    fn open_paren(&mut self, at: usize, open_len: usize) {
        self.open.push(self.parens.len() as u32);
        self.parens.push(Pair { open: at, close: OPEN, open_len });
    }

    fn close_paren(&mut self, at: usize) {
        if let Some(pair) = self.open.pop().and_then(|n| self.parens.get_mut(n as usize)) {
            pair.close = at;
        }
    }

    /// Drops brackets that never close and titles inside of titles, and says of each hit whether a title holds it.
    fn close(&mut self, text: &str) {
        self.parens.retain(|p| p.close != OPEN);
        let mut end = 0;
        self.titles.retain(|p| {
            let keep = p.close != OPEN && p.open >= end && is_title(p.inside(text));
            if keep {
                end = p.close;
            }
            keep
        });
        let mut titles = self.titles.iter().peekable();
        for hit in &mut self.hits {
            while titles.next_if(|t| t.close < hit.at).is_some() {}
            hit.in_title = titles.peek().is_some_and(|t| t.open < hit.at);
        }
    }

    /// The round bracket that opens at an offset. `O(log n)`.
    pub(super) fn paren_at(&self, at: usize) -> Option<Pair> {
        self.parens.binary_search_by_key(&at, |p| p.open).ok().and_then(|n| self.parens.get(n)).copied()
    }
}

/// The longest title; what is longer is two 《 of which one lost its partner.
const LONGEST_TITLE: usize = 900;

fn is_title(inside: &str) -> bool {
    !inside.is_empty() && inside.len() <= LONGEST_TITLE && !inside.contains(['。', '；'])
}

fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_scan_finds_signs_and_brackets() {
        let text = "《甲《乙》2》第3条（丙(丁）)《戊 12.5％";
        let mut scan = Scan::default();
        scan.read(text);
        assert_eq!(scan.titles.len(), 1);
        assert_eq!(scan.titles[0].inside(text), "甲《乙》2");
        let insides: Vec<_> = scan.parens.iter().map(|p| p.inside(text)).collect();
        assert_eq!(insides, ["丙(丁）", "丁"]);
        let signs: Vec<_> = scan.hits.iter().map(|h| (h.sign, h.in_title)).collect();
        assert_eq!(
            signs,
            [(Sign::Digit, true), (Sign::Ordinal, false), (Sign::Digit, false), (Sign::Digit, false)]
        );
    }

    #[test]
    fn a_title_that_lost_its_partner_hides_nothing() {
        let mut scan = Scan::default();
        scan.read("《甲。乙《丙》、《丁》》");
        assert_eq!(scan.titles.len(), 2);
    }
}
