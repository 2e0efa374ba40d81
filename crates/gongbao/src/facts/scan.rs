//! The one scan of a text for the characters that can begin or end a fact, and the brackets that match.

use alloc::vec::Vec;

use super::{
    kinds::{Kinds, kinds_at, kinds_of_figure},
    view::View,
};
use crate::{
    grammar::{number::Figures, word::Words},
    model::Slice,
    source::Sign,
};

/// A character that a fact can begin at or be found by: a figure that begins a number, a word, a quotation that opens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    at: u32,
    pub(super) sign: Sign,
    /// Which facts can be found there; none where it stands inside of a 《title》.
    kinds: Kinds,
}

impl Hit {
    /// Where it stands.
    pub(super) const fn at(self) -> usize {
        self.at as usize
    }

    /// Whether a kind of fact can be found there.
    pub(super) const fn may_be(self, kind: Kinds) -> bool {
        self.kinds.intersects(kind)
    }
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

/// What was found in some texts, one after the other.
#[derive(Debug, Default)]
pub(super) struct Scan {
    hits: Vec<Hit>,
    titles: Vec<Pair>,
    parens: Vec<Pair>,
    /// What the last text left open, in each [`Bracket`] for itself: places in `parens`, in `titles`, in the text.
    open: [Vec<u32>; BRACKETS],
    /// How many of its signs close what another text of the unit may have opened.
    closing: [u32; BRACKETS],
    /// What can be found in it.
    kinds: Kinds,
}

/// What was found in one text, by the places where that is kept.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found {
    hits: Slice,
    titles: Slice,
    parens: Slice,
}

/// What was found in one text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs<'a> {
    pub(super) hits: &'a [Hit],
    /// The outermost 《》, in order.
    pub(super) titles: &'a [Pair],
    /// All round brackets that match, by the place where they open.
    pub(super) parens: &'a [Pair],
}

/// The brackets and quotation marks that are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// ( ), in half and full width.
    Paren,
    /// 《 》, « »
    Title,
    /// 〈 〉
    Inner,
    /// “ ”
    Quote,
}

/// How many brackets there are.
pub(super) const BRACKETS: usize = 4;

impl Bracket {
    /// All of them, in the order of their values.
    pub(super) const ALL: [Self; BRACKETS] = [Self::Paren, Self::Title, Self::Inner, Self::Quote];
}

const OPEN: usize = usize::MAX;

impl Scan {
    /// Reads a text: one look at each character that the pass over the source has found in it. Gives what was found, what
    /// that can be, and how many of the signs are read.
    pub(super) fn read(&mut self, view: &View<'_>, signs: &[u32]) -> (Found, Kinds, usize) {
        let (hits, titles, parens) = (self.hits.len(), self.titles.len(), self.parens.len());
        self.open.iter_mut().for_each(Vec::clear);
        self.closing = [0; BRACKETS];
        self.kinds = Kinds::empty();
        let mut number_end = 0;
        let passed = view.each_sign(signs, |at| {
            // The other figures of a number are passed over.
            if at >= number_end {
                self.sign(view.text, at, &mut number_end);
            }
        });
        self.close(view.text, hits, titles, parens);
        let found = Found {
            hits: Slice::new(hits, self.hits.len()),
            titles: Slice::new(titles, self.titles.len()),
            parens: Slice::new(parens, self.parens.len()),
        };
        let titles = Kinds::CITATION.only_if(!found.titles.is_empty());
        let parens = Kinds::DUTY.only_if(!found.parens.is_empty());
        (found, self.kinds.union(titles).union(parens), passed)
    }

    /// Keeps nothing of what was found.
    pub(super) fn clear(&mut self) {
        self.hits.clear();
        self.titles.clear();
        self.parens.clear();
    }

    /// What was found in a text.
    pub(super) fn get(&self, found: Found) -> Signs<'_> {
        Signs {
            hits: found.hits.of(&self.hits),
            titles: found.titles.of(&self.titles),
            parens: found.parens.of(&self.parens),
        }
    }

    /// Takes note of the sign at `at`; `number_end` is where the last number in Arabic figures ends.
    #[inline] // It is the body of a loop.
    fn sign(&mut self, text: &str, at: usize, number_end: &mut usize) {
        let Some(sign) = Sign::at(text, at) else { return };
        let bytes = text.as_bytes();
        match sign {
            Sign::Digit => {
                let figures = Figures::of(&text[at..]);
                *number_end = end_of_number(bytes, at + figures.count);
                let before = text[..at].chars().next_back();
                return self.add(at, sign, kinds_of_figure(before, figures));
            }
            Sign::OpenQuote => self.open[Bracket::Quote as usize].push(at as u32),
            Sign::OpenParen => return self.open_paren(at, width_at(bytes, at)),
            Sign::CloseParen => return self.close_paren(at),
            Sign::OpenTitle => return self.open_title(Bracket::Title, at, width_at(bytes, at)),
            Sign::OpenInner => return self.open_title(Bracket::Inner, at, width_at(bytes, at)),
            Sign::CloseTitle => return self.close_title(Bracket::Title, at),
            Sign::CloseInner => return self.close_title(Bracket::Inner, at),
            Sign::StraightQuote => {
                self.open[Bracket::Quote as usize].pop();
            }
            Sign::CloseQuote => {
                self.close_one(Bracket::Quote);
                return;
            }
            _ => {}
        }
        self.add(at, sign, kinds_at(text, at, sign));
    }

    fn add(&mut self, at: usize, sign: Sign, kinds: Kinds) {
        if kinds != Kinds::empty() {
            self.kinds = self.kinds.union(kinds);
            // Whether a title holds it is known in the end.
            self.hits.push(Hit { at: at as u32, sign, kinds });
        }
    }

    fn open_paren(&mut self, at: usize, open_len: usize) {
        self.open[Bracket::Paren as usize].push(self.parens.len() as u32);
        self.parens.push(Pair { open: at, close: OPEN, open_len });
    }

    fn close_paren(&mut self, at: usize) {
        let opened = self.close_one(Bracket::Paren);
        if let Some(pair) = opened.and_then(|n| self.parens.get_mut(n as usize)) {
            pair.close = at;
        }
    }

    fn open_title(&mut self, bracket: Bracket, at: usize, open_len: usize) {
        self.open[bracket as usize].push(self.titles.len() as u32);
        self.titles.push(Pair { open: at, close: OPEN, open_len });
    }

    fn close_title(&mut self, bracket: Bracket, at: usize) {
        let opened = self.close_one(bracket);
        if let Some(pair) = opened.and_then(|n| self.titles.get_mut(n as usize)) {
            pair.close = at;
        }
    }

    /// Closes the last bracket that is open, and gives what was noted of it.
    fn close_one(&mut self, bracket: Bracket) -> Option<u32> {
        let opened = self.open[bracket as usize].pop();
        self.closing[bracket as usize] += u32::from(opened.is_none());
        opened
    }

    /// Drops brackets that never close, titles inside of titles, and what can be found at a hit that a title holds: of the
    /// text whose hits, titles and brackets begin there.
    fn close(&mut self, text: &str, hits: usize, titles: usize, parens: usize) {
        if !self.is_balanced() {
            self.place_what_is_open();
            retain_behind(&mut self.parens, parens, |p| p.close != OPEN);
        }
        if self.titles.len() == titles {
            return;
        }
        let mut end = 0;
        retain_behind(&mut self.titles, titles, |p| {
            let keep = p.close != OPEN && p.open >= end && is_title(p.inside(text));
            if keep {
                end = p.close;
            }
            keep
        });
        let mut titles = self.titles.iter().skip(titles).peekable();
        for hit in self.hits.iter_mut().skip(hits) {
            while titles.next_if(|t| t.close < hit.at()).is_some() {}
            let in_title = titles.peek().is_some_and(|t| t.open < hit.at());
            hit.kinds = hit.kinds.only_if(!in_title);
        }
    }

    /// Says of each bracket that is still open where it stands, not which one it is.
    fn place_what_is_open(&mut self) {
        for (bracket, pairs) in
            [(Bracket::Paren, &self.parens), (Bracket::Title, &self.titles), (Bracket::Inner, &self.titles)]
        {
            for open in &mut self.open[bracket as usize] {
                *open = pairs.get(*open as usize).map_or(0, |p| p.open as u32);
            }
        }
    }

    /// Whether every bracket and quotation mark of the text has its other half in it.
    pub(super) fn is_balanced(&self) -> bool {
        // All are added up: no branch for each.
        self.closing.iter().sum::<u32>() as usize + self.open.iter().map(Vec::len).sum::<usize>() == 0
    }

    /// Of one kind of bracket, how many of the text close what another text opened, and where those stand that it
    /// leaves open.
    pub(super) fn loose(&self, bracket: Bracket) -> (u32, &[u32]) {
        (self.closing[bracket as usize], &self.open[bracket as usize])
    }
}

impl<'a> Signs<'a> {
    /// The hits at which a kind of fact can be found.
    pub(super) fn hits_of(&self, kind: Kinds) -> impl Iterator<Item = &'a Hit> {
        self.hits.iter().filter(move |hit| hit.may_be(kind))
    }

    /// The round bracket that opens at an offset. `O(log n)`.
    pub(super) fn paren_at(&self, at: usize) -> Option<Pair> {
        self.parens.binary_search_by_key(&at, |p| p.open).ok().and_then(|n| self.parens.get(n)).copied()
    }
}

/// Of the items of a list from a place on, keeps some.
fn retain_behind<T: Copy>(list: &mut Vec<T>, from: usize, mut keep: impl FnMut(&T) -> bool) {
    let mut end = from;
    for at in from..list.len() {
        let item = list[at];
        list[end] = item;
        end += usize::from(keep(&item));
    }
    list.truncate(end);
}

/// How many bytes the sign at `at` takes.
fn width_at(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(0xe0..) => 3,
        Some(0xc0..) => 2,
        _ => 1,
    }
}

/// What ends a sentence, and so stands in no title.
const STOPS: Words<'_, '_> = Words::new(&["。", "；"]);

/// The longest title; what is longer is two 《 of which one lost its partner.
const LONGEST_TITLE: usize = 900;

fn is_title(inside: &str) -> bool {
    // 津政发〈2023〉17号: a year.
    let figures = inside.len() <= 12 && inside.chars().all(char::is_numeric);
    !inside.is_empty() && !figures && inside.len() <= LONGEST_TITLE && !STOPS.any_in(inside)
}

/// Where the figures and points end that go on at `at`.
fn end_of_number(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += match bytes.get(at) {
            Some(b'0'..=b'9' | b'.') => 1,
            Some(0xef) if matches!(bytes[at..], [_, 0xbc, 0x8e | 0x90..=0x99, ..]) => 3,
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::view::Scratch,
        source::{Lines, Span},
    };

    fn scan(text: &str) -> Scan {
        let whole = Span::at(0, text.len());
        let mut scan = Scan::default();
        let lines = Lines::new(text);
        scan.read(&Scratch::new(&lines).view(text, &[whole], whole), &lines.signs);
        scan
    }

    #[test]
    fn one_scan_finds_signs_and_brackets() {
        let text = "《甲《乙》2024年》第3条（丙(丁）)《戊 6月达12.5％共3个";
        let scan = scan(text);
        assert_eq!(scan.titles.len(), 1);
        assert_eq!(scan.titles[0].inside(text), "甲《乙》2024年");
        let insides: Vec<_> = scan.parens.iter().map(|p| p.inside(text)).collect();
        assert_eq!(insides, ["丙(丁）", "丁"]);
        let hits: Vec<_> = scan.hits.iter().map(|h| (h.sign, h.kinds)).collect();
        let expected = [
            (Sign::Digit, Kinds::empty()),
            (Sign::Ordinal, Kinds::REFERENCE),
            (Sign::Digit, Kinds::DATE),
            (Sign::Digit, Kinds::TARGET),
            (Sign::Digit, Kinds::TARGET),
        ];
        assert_eq!(hits, expected);
    }

    #[test]
    fn a_sign_counts_where_a_fact_can_stand() {
        let counts = |text| scan(text).hits.iter().any(|hit| hit.sign != Sign::Digit);
        for text in [
            "本办法",
            "本实施细则",
            "本条",
            "第五条",
            "第(二)项",
            "第３号",
            "前款",
            "前两项",
            "附件2",
            "附表",
            "附录",
            "“十四五”末",
            "\"十四五\"末",
            "以下简称",
            "以下统称",
            "下称",
            "以下并称",
            "以下合称",
            "以下总称",
            "以下通称",
            "工作日内",
            "一小时内",
            "30分钟内",
            "一周内",
            "十天内",
            "三个月内",
            "两年之内",
            "十日以内",
            "二〇二四年",
        ] {
            assert!(counts(text), "{text}");
        }
        for text in ["本市", "第几", "前往", "附近", "“放管服”", "名称", "境内", "多年"]
        {
            assert!(!counts(text), "{text}");
        }
    }

    #[test]
    fn a_title_that_lost_its_partner_hides_nothing() {
        let scan = scan("《甲。乙《丙》、《丁》》");
        assert_eq!(scan.titles.len(), 2);
    }
}
