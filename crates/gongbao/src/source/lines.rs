//! The lines of a text: split at every line end, trimmed, empty ones left out but counted.
//!
//! The one pass over all bytes. Whatever a later stage would otherwise search for again is noted on the way: what
//! stands in a line ([`Look`]), where blanks are, and where the signs are that can begin or end a fact.

use alloc::vec::Vec;

use super::{
    Seen, Span,
    flags::{GATHERED, each_flagged},
    markup,
    note::{Common, Counts, Rare, len_of},
    order::order_by,
};

/// A line that holds something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// The line without blanks at its ends.
    pub(crate) span: Span,
    /// How many columns of blank stand before the first character (an ideographic blank counts two).
    pub(crate) indent: u16,
    /// Whether a form feed, the end of a printed page, stands before it.
    pub(crate) page_before: bool,
    /// Whether an empty line stands above it.
    pub(crate) parted: bool,
    pub(crate) look: Look,
}

/// What stands in a stretch of text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    /// Characters without blanks.
    pub(crate) width: u32,
    /// Of these, ASCII.
    pub(crate) narrow: u32,
    /// Which signs stand in it; one that is furniture (a mark of another notation) may be among them.
    pub(crate) seen: Seen,
    /// Round brackets that close without having been opened here.
    pub(crate) closes: u16,
    /// Round brackets that stay open.
    pub(crate) opens: u16,
    /// How many columns the blanks inside take that were set and not put in between Han characters and figures: the
    /// ideographic ones.
    pub(crate) gap: u16,
}

/// All lines of a text and what reading them showed on the way.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) all: Vec<Line>,
    /// Characters that print nothing; each is furniture.
    pub(crate) zero_width: Vec<Span>,
    /// Where blanks and characters stand that print nothing, line ends left out.
    pub(crate) blanks: Vec<u32>,
    /// Where characters stand that can begin or end a fact; [`super::Sign::at`] says which.
    pub(crate) signs: Vec<u32>,
}

impl Lines {
    /// Splits a text, in one pass.
    #[inline(never)] // A stage: profiles name it.
    pub(crate) fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut reader = Reader::new(bytes, 0);
        // A gazette has a sign that can begin or end a fact in thirty to sixty bytes.
        reader.lines.signs.reserve(bytes.len() / 32);
        reader.lines.all.reserve(bytes.len() / 256);
        reader.lines.blanks.reserve(bytes.len() / 256);
        reader.read();
        reader.lines.signs.shrink_to_fit();
        reader.lines
    }

    /// Looks at a part of a text.
    pub(crate) fn look(source: &str, span: Span) -> Look {
        let bytes = &source.as_bytes()[..span.end as usize];
        let mut reader = Reader::new(bytes, span.start);
        reader.read();
        reader.lines.all.first().map_or_else(Look::default, |l| l.look)
    }
}

/// Those of some places that lie in a range.
pub(crate) fn within(places: &[u32], from: u32, to: u32) -> impl Iterator<Item = u32> {
    // Often they are those of the range alone.
    let is_before = |&p: &u32| p < from;
    let first = if places.first().is_some_and(is_before) { places.partition_point(is_before) } else { 0 };
    places.get(first..).unwrap_or_default().iter().copied().take_while(move |&p| p < to)
}

struct Reader<'a> {
    bytes: &'a [u8],
    lines: Lines,
    /// Where the line at hand begins.
    start: u32,
    /// How many blanks stood before it.
    blanks_before: usize,
    page: bool,
    /// Whether an empty line stands above the line at hand.
    parted: bool,
    /// The signs among the characters that are looked at in one go.
    signs: [u32; GATHERED],
    /// The blanks among those of them that stand in the line at hand, and what prints nothing.
    blanks: [u32; GATHERED],
    /// What else these characters show.
    noted: Noted,
    /// What the line at hand showed before them.
    shown: Shown,
    /// Where a `*` or `&` stands in it.
    marks: Vec<u32>,
}

/// What the characters show that are looked at in one go. All of it is sums, so that nothing is asked of a common one.
#[derive(Debug, Clone, Copy, Default)]
struct Noted {
    seen: Seen,
    /// How many are signs, and what else counts among those that are common and stand in the line at hand.
    counts: Counts,
    /// The least that the depth of brackets among them was.
    least: i32,
}

/// What a line showed so far.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    seen: Seen,
    /// Full stops.
    stops: u32,
    /// How many more round brackets opened than closed, and the least that was so.
    depth: i32,
    least: i32,
    /// Characters of one, of two and of four bytes.
    narrow: u32,
    two: u32,
    four: u32,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8], start: u32) -> Self {
        Self {
            bytes,
            lines: Lines::default(),
            start,
            blanks_before: 0,
            page: false,
            parted: false,
            signs: [0; GATHERED],
            blanks: [0; GATHERED],
            noted: Noted::default(),
            shown: Shown::default(),
            marks: Vec::new(),
        }
    }

    /// Reads all from the start on.
    fn read(&mut self) {
        let bytes = self.bytes;
        each_flagged(bytes, self.start as usize, |places| {
            let mut noted = self.noted;
            for &here in places {
                if let Some(common) = self.common_at(bytes, here as usize) {
                    // Where it is no sign or no blank, the next one is put into its place. There are never more than have
                    // room.
                    self.signs[noted.counts.signs() % GATHERED] = here;
                    self.blanks[noted.counts.blanks() % GATHERED] = here;
                    noted.seen = noted.seen.union(common.seen());
                    noted.counts = noted.counts.and(common.counts());
                    noted.least = noted.least.min(noted.counts.depth());
                } else {
                    self.noted = noted;
                    self.rare(here);
                    noted = self.noted;
                }
            }
            self.noted = noted;
            self.keep_signs();
        });
        self.end_line(bytes.len(), 0);
    }

    /// Puts the signs to those before them.
    fn keep_signs(&mut self) {
        self.lines.signs.extend_from_slice(&self.signs[..self.noted.counts.signs()]);
        self.keep_counts();
        self.noted = Noted::default();
    }

    /// Adds what was noted to what the line at hand showed before.
    fn keep_counts(&mut self) {
        let (Noted { seen, counts, least }, shown) = (self.noted, &mut self.shown);
        shown.seen = shown.seen.union(seen);
        shown.stops += counts.stops();
        shown.narrow += counts.narrow();
        shown.least = shown.least.min(shown.depth + least);
        shown.depth += counts.depth();
        if counts.blanks() > 0 {
            self.lines.blanks.extend_from_slice(&self.blanks[..counts.blanks()]);
        }
        self.noted = Noted { counts: counts.only_signs(), ..Noted::default() };
    }

    /// The character that begins at a place, if it is a common one.
    #[expect(clippy::inline_always, reason = "it is asked in the one loop over all bytes")]
    #[inline(always)]
    fn common_at(&self, bytes: &[u8], at: usize) -> Option<Common> {
        let (lead, behind) = match bytes.get(at..at + 3) {
            Some(&[lead, second, third]) => (lead, u16::from_le_bytes([second, third])),
            _ => self.last_bytes(at),
        };
        Common::of(lead, behind)
    }

    /// The bytes at a place near the end of the text.
    #[cold]
    fn last_bytes(&self, at: usize) -> (u8, u16) {
        (self.byte(at), u16::from_le_bytes([self.byte(at + 1), self.byte(at + 2)]))
    }

    /// Takes note of a character for which more is to do.
    #[inline(never)] // What is asked of each character stays small.
    fn rare(&mut self, here: u32) {
        let at = here as usize;
        let lead = self.byte(at);
        // Most of them end a line.
        if lead == b'\n' {
            return if here == self.start { self.empty_line(1) } else { self.end_line(at, 1) };
        }
        match lead {
            0..=0x7f => self.shown.narrow += 1,
            0xc0..=0xdf => self.shown.two += 1,
            0xf0.. => self.shown.four += 1,
            _ => {}
        }
        match Rare::of([lead, self.byte(at + 1), self.byte(at + 2)]) {
            Rare::Nothing => {}
            Rare::LineEnd => {
                self.forget(lead);
                self.end_line(at, len_of(lead));
                self.page |= lead == 0x0c;
            }
            Rare::Blank => {
                self.forget(lead);
                self.shown.seen = self.shown.seen.and_if(lead == b'\t', Seen::TAB);
                self.blank(here);
            }
            Rare::Hidden => {
                self.forget(lead);
                self.hidden(here, len_of(lead).into());
            }
            Rare::Markup => self.marks.push(here),
            Rare::Point => {
                self.shown.seen = self.shown.seen.union(Seen::POINT);
                self.shown.stops += u32::from(self.is_between_han(at, 1));
            }
            Rare::Sign(sign) => {
                self.shown.seen = self.shown.seen.union(Seen::sign(sign));
                self.signs[self.noted.counts.signs() % GATHERED] = here;
                self.noted.counts = self.noted.counts.and(Counts::SIGN);
            }
        }
    }

    /// A character of one or two bytes that begins with `lead` prints nothing: it does not count.
    fn forget(&mut self, lead: u8) {
        match lead {
            0..=0x7f => self.shown.narrow -= 1,
            0xc0..=0xdf => self.shown.two -= 1,
            _ => {}
        }
    }

    /// Whether a point of so many bytes stands between Han characters: there it is a full stop that was read wrong,
    /// unless it stands behind a numeral (一.).
    fn is_between_han(&self, at: usize, len: usize) -> bool {
        let is_han = |at: usize| matches!(self.byte(at), 0xe4..=0xe9);
        let Some(before) = at.checked_sub(3).filter(|&before| is_han(before)) else { return false };
        let numerals = "一二三四五六七八九十百".as_bytes().chunks(3);
        is_han(at + len) && !numerals.into_iter().any(|n| self.bytes.get(before..at) == Some(n))
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn blank(&mut self, here: u32) {
        self.blanks[self.noted.counts.blanks() % GATHERED] = here;
        self.noted.counts = self.noted.counts.and(Counts::BLANK);
    }

    /// A character that prints nothing.
    fn hidden(&mut self, here: u32, len: u32) {
        self.blank(here);
        self.lines.zero_width.push(Span::new(here, here + len));
    }

    /// Passes a line end of `len` bytes where no line is at hand: there is nothing to forget.
    fn empty_line(&mut self, len: u8) {
        self.start += u32::from(len);
        self.parted |= !matches!(self.bytes[..self.start as usize], [.., b'\r', b'\n']);
    }

    /// Ends the line at hand before the line end at `end`, which takes `len` bytes.
    fn end_line(&mut self, end: usize, len: u8) {
        let whole = Span { start: self.start, end: end as u32 };
        if whole.is_empty() {
            return self.empty_line(len);
        }
        self.start = whole.end + u32::from(len);
        self.keep_counts();
        let marked = !self.marks.is_empty();
        if marked {
            self.hide_marks(whole);
        }
        self.push(whole, marked);
        self.blanks_before = self.lines.blanks.len();
        self.shown = Shown::default();
    }

    /// Makes blanks of the marks of other notations in a line: they are furniture.
    #[cold]
    fn hide_marks(&mut self, line: Span) {
        let Ok(text) = core::str::from_utf8(&self.bytes[line.start as usize..line.end as usize]) else {
            return;
        };
        let hidden = markup::marks(text, line.start, &self.marks);
        self.marks.clear();
        if hidden.is_empty() {
            return;
        }
        self.keep_signs();
        let lines = &mut self.lines;
        let is_shown = |at: u32| !hidden.iter().any(|h| (h.start..h.end).contains(&at));
        let signs = lines.signs.partition_point(|&at| at < line.start);
        let mut shown: Vec<u32> = lines.signs.drain(signs..).filter(|&at| is_shown(at)).collect();
        lines.signs.append(&mut shown);
        for span in &hidden {
            for (at, c) in
                text[(span.start - line.start) as usize..(span.end - line.start) as usize].char_indices()
            {
                self.shown.narrow -= u32::from(c.is_ascii());
                lines.blanks.push(span.start + at as u32);
            }
        }
        order_by(&mut lines.blanks[self.blanks_before..], |&at| (at, 0));
        let before = lines.zero_width.partition_point(|z| z.start < line.start);
        lines.zero_width.extend(hidden);
        order_by(&mut lines.zero_width[before..], |z| (z.start, z.end.into()));
    }

    /// Adds a line; `marked` says that marks of other notations may be hidden in it.
    fn push(&mut self, whole: Span, marked: bool) {
        let mut blanks = self.lines.blanks.get(self.blanks_before..).unwrap_or_default();
        let (mut start, mut end, mut indent) = (whole.start, whole.end, 0);
        while let Some((&first, rest)) = blanks.split_first().filter(|(first, _)| **first == start) {
            indent = u16::saturating_add(indent, self.columns(first));
            start += self.blank_len(first);
            blanks = rest;
        }
        while let Some((&last, rest)) =
            blanks.split_last().filter(|(last, _)| **last + self.blank_len(**last) == end)
        {
            end = last;
            blanks = rest;
        }
        if start >= end {
            self.parted = true;
            return;
        }
        let (mut unseen, mut gap) = (0, 0_u16);
        for &at in blanks {
            let columns = self.columns(at);
            unseen += self.blank_len(at);
            gap = gap.saturating_add(if columns > 1 { columns } else { 0 });
        }
        let shown = self.shown;
        let few = shown.narrow + shown.two + shown.four;
        // What is left are characters of three bytes.
        let rest = end - start - unseen - shown.narrow - 2 * shown.two - 4 * shown.four;
        let text = &self.bytes[whole.start as usize..end as usize];
        let last_stop = u32::from(text.ends_with("。".as_bytes()));
        let mut seen =
            (shown.seen).and_if(shown.stops > last_stop, Seen::STOP).and_if(!blanks.is_empty(), Seen::BLANKS);
        if marked && !has_list(text) {
            // What stood there belongs to an entity behind the line.
            seen.remove(Seen::LIST);
        }
        let brackets = |n: i32| u16::try_from(n).unwrap_or(u16::MAX);
        let look = Look {
            width: few + rest / 3,
            narrow: shown.narrow,
            seen,
            closes: brackets(-shown.least),
            opens: brackets(shown.depth - shown.least),
            gap,
        };
        let span = Span::new(start, end);
        self.lines.all.push(Line { span, indent, page_before: self.page, parted: self.parted, look });
        (self.page, self.parted) = (false, false);
    }

    fn blank_len(&self, at: u32) -> u32 {
        len_of(self.byte(at as usize)).into()
    }

    fn columns(&self, at: u32) -> u16 {
        let at = at as usize;
        // Of an entity that is a blank the first sign takes a column.
        if matches!(self.byte(at), b'!'..=b'~') {
            return u16::from(self.byte(at) == b'&');
        }
        // The only blank that begins with E3 is the ideographic one; no branch asks which blank it is.
        let is_em = self.byte(at) == 0xe2 && self.byte(at + 1) == 0x80 && self.byte(at + 2) == 0x83;
        1 + u16::from(self.byte(at) == 0xe3) + u16::from(is_em)
    }
}

/// Whether an enumeration comma or a semicolon stands in a line.
#[cold]
fn has_list(line: &[u8]) -> bool {
    let signs = [";", "；", "、"].map(str::as_bytes);
    signs.iter().any(|sign| line.windows(sign.len()).any(|bytes| bytes == *sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sign, is_blank, is_zero_width};

    #[test]
    fn lines_are_trimmed_and_blank_ones_counted() {
        let text = "甲 \r\n\r\n\u{3000}\u{3000}乙\u{c}丙\u{200b}丁";
        let lines = Lines::new(text);
        let found: Vec<_> = lines.all.iter().map(|l| (l.span.of(text), l.indent, l.page_before)).collect();
        assert_eq!(found, [("甲", 0, false), ("乙", 4, false), ("丙\u{200b}丁", 0, true)]);
        assert_eq!(lines.zero_width.len(), 1);
    }

    #[test]
    fn a_line_says_what_stands_in_it() {
        let look = Lines::new("　甲 a，é\u{20000}。乙)、(丙（丁） \n").all[0].look;
        assert_eq!((look.width, look.narrow), (14, 3));
        assert_eq!((look.closes, look.opens), (1, 1));
        for sign in [Seen::BLANKS, Seen::COMMA, Seen::STOP, Seen::LIST, Seen::sign(Sign::OpenParen)] {
            assert!(look.seen.intersects(sign), "{sign:?}");
        }
        let look = Lines::new("甲：乙|1。\n").all[0].look;
        assert!(look.seen.intersects(Seen::COLON) && look.seen.intersects(Seen::BAR));
        assert!(look.seen.intersects(Seen::sign(Sign::Digit)) && !look.seen.intersects(Seen::STOP));
    }

    #[test]
    fn the_bytes_tell_the_same_as_the_characters() {
        for c in ('\0'..=char::MAX).filter(|c| (*c as u32) < 0x2_0000) {
            let text = alloc::format!("甲{c}乙");
            let lines = Lines::new(&text);
            let ends_line = matches!(c, '\n'..='\r' | '\u{2028}' | '\u{2029}');
            let unseen = is_blank(c) || is_zero_width(c);
            assert_eq!(lines.all.len(), 1 + usize::from(ends_line), "U+{:04X}", c as u32);
            assert_eq!(lines.blanks.len(), usize::from(unseen && !ends_line), "U+{:04X}", c as u32);
            assert_eq!(lines.zero_width.len(), usize::from(is_zero_width(c)), "U+{:04X}", c as u32);
            let width: u32 = lines.all.iter().map(|l| l.look.width).sum();
            assert_eq!(width, 2 + u32::from(!unseen), "U+{:04X}", c as u32);
        }
    }
}
