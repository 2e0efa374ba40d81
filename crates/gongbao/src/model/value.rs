//! Values that hold places: a text and the pieces of the source it is made of, dates, document numbers.

use alloc::{borrow::Cow, string::String};
use core::fmt;

use super::Cx;
use crate::source::{Span, has_blank, push_clean, trim};

/// A leaf of the tree: the pieces of the source that it covers, and the part of them that is its value.
///
/// Most leaves are one piece; a page break makes two of it. The signs that belong to a value (a full stop behind
/// a heading, the colon of the addressees) are covered, but lie outside of `value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// The first piece in [`super::Tables::pieces`].
    pub(crate) first: u32,
    /// How many pieces there are.
    pub(crate) count: u32,
    /// What is left of the pieces when the signs around the value are cut.
    pub(crate) value: Span,
    /// Whether the characters belong to another leaf (an issuer read out of the title).
    pub(crate) derived: bool,
}

impl Leaf {
    /// The characters of the value, of the pieces that the leaf covers.
    pub(super) fn read<'s>(self, source: &'s str, pieces: &[Span]) -> Cow<'s, str> {
        let own = |piece: &Span| trim(source, piece.intersect(self.value));
        let mut values = pieces.iter().map(own).filter(|p| !p.is_empty());
        let first = values.next().unwrap_or_default().of(source);
        let second = values.next();
        if second.is_none() && !has_blank(first) {
            return Cow::Borrowed(first);
        }
        let mut out = String::with_capacity(pieces.iter().map(|s| s.len() as usize).sum());
        push_clean(first, &mut out);
        if second.is_none() && out.len() == first.len() {
            return Cow::Borrowed(first);
        }
        for piece in second.into_iter().chain(values) {
            push_clean(piece.of(source), &mut out);
        }
        Cow::Owned(out)
    }
}

/// A text value with its place: the source's own characters, joined over breaks, typesetting blanks left out.
///
/// ```
/// let gazette = gongbao::parse("第一章　总　则\n第一条　为了规范工作，制定本办法。");
/// let gongbao::Block::Division(chapter) = gazette.documents().next().unwrap().body().next().unwrap() else {
///     panic!("a chapter")
/// };
/// assert_eq!(chapter.heading().unwrap().to_str(), "总则");
/// ```
#[derive(Clone, Copy)]
pub struct Text<'g> {
    pub(super) cx: Cx<'g>,
    pub(super) leaf: Leaf,
}

impl<'g> Text<'g> {
    /// The characters of the value. Borrowed where it is one piece without blanks, else built: `O(length)`.
    pub fn to_str(self) -> Cow<'g, str> {
        self.leaf.read(self.cx.source, self.spans())
    }

    /// The pieces of the source that the leaf covers, in order.
    pub fn spans(self) -> &'g [Span] {
        let from = self.leaf.first as usize;
        self.cx.tables.pieces.get(from..from + self.leaf.count as usize).unwrap_or(&[])
    }

    /// The hull of the pieces.
    pub fn span(self) -> Span {
        let spans = self.spans();
        match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }

    /// Whether the value was read out of another leaf and therefore covers nothing itself.
    pub fn is_derived(self) -> bool {
        self.leaf.derived
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}@{:?}", self.to_str(), self.span())
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_str())
    }
}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        self.to_str() == other
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.to_str() == *other
    }
}

/// A calendar date as far as the text says it: a year, a month or a day.
///
/// Prints as ISO 8601 with what is open left out.
///
/// ```
/// use gongbao::Date;
/// assert_eq!(Date::day(2023, 10, 28).unwrap().to_string(), "2023-10-28");
/// assert_eq!(Date::month(2024, 6).unwrap().to_string(), "2024-06");
/// assert_eq!(Date::year(2027).unwrap().to_string(), "2027");
/// assert_eq!(Date::day(2023, 2, 30), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A year; `None` outside 1..=9999.
    pub const fn year(year: u16) -> Option<Date> {
        if year == 0 || year > 9999 { None } else { Some(Date { year, month: 0, day: 0 }) }
    }

    /// A month of a year.
    pub const fn month(year: u16, month: u8) -> Option<Date> {
        if year == 0 || year > 9999 || month == 0 || month > 12 {
            None
        } else {
            Some(Date { year, month, day: 0 })
        }
    }

    /// A day of the calendar.
    pub const fn day(year: u16, month: u8, day: u8) -> Option<Date> {
        match Date::month(year, month) {
            Some(_) if day > 0 && day <= days_in(year, month) => Some(Date { year, month, day }),
            _ => None,
        }
    }

    /// The last day of the period that this date names.
    #[must_use]
    pub const fn last_day(self) -> Date {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in(self.year, month) } else { self.day };
        Date { year: self.year, month, day }
    }

    /// The first day of the period that this date names.
    #[must_use]
    pub const fn first_day(self) -> Date {
        let month = if self.month == 0 { 1 } else { self.month };
        let day = if self.day == 0 { 1 } else { self.day };
        Date { year: self.year, month, day }
    }

    /// Year, month and day; `None` for what the text leaves open.
    pub const fn parts(self) -> (u16, Option<u8>, Option<u8>) {
        let month = if self.month == 0 { None } else { Some(self.month) };
        let day = if self.day == 0 { None } else { Some(self.day) };
        (self.year, month, day)
    }

    /// ISO 8601 with what is open left out, in a buffer of the caller.
    pub(crate) fn iso(self, buffer: &mut [u8; 10]) -> &str {
        let digit = |n: u16| b'0' + (n % 10) as u8;
        let (year, month, day) = (self.year, u16::from(self.month), u16::from(self.day));
        *buffer = [
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ];
        let len = match (month, day) {
            (0, _) => 4,
            (_, 0) => 7,
            _ => 10,
        };
        core::str::from_utf8(&buffer[..len]).unwrap_or_default()
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.iso(&mut [0; 10]))
    }
}

/// What stands in the tables for a document number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DocNumberNode {
    pub(crate) text: Leaf,
    /// The agency's part of the text; empty where the number has none (an order's 第777号).
    pub(crate) agency: Span,
    pub(crate) year: Option<u16>,
    pub(crate) number: Option<u32>,
}

/// A document number (发文字号): 津政发〔2023〕17号.
#[derive(Debug, Clone, Copy)]
pub struct DocNumber<'g> {
    pub(super) cx: Cx<'g>,
    pub(super) node: DocNumberNode,
}

impl<'g> DocNumber<'g> {
    /// The number as printed.
    pub fn text(self) -> Text<'g> {
        Text { cx: self.cx, leaf: self.node.text }
    }

    /// The agency's abbreviation (机关代字): 津政发.
    pub fn agency(self) -> Option<Text<'g>> {
        let leaf = Leaf { value: self.node.agency, derived: true, ..self.node.text };
        (!self.node.agency.is_empty()).then_some(Text { cx: self.cx, leaf })
    }

    /// The year (年份).
    pub fn year(self) -> Option<u16> {
        self.node.year
    }

    /// The serial number (发文顺序号).
    pub fn number(self) -> Option<u32> {
        self.node.number
    }
}

/// A date with the text that says it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateNode {
    pub(crate) text: Leaf,
    pub(crate) date: Option<Date>,
}

/// A date and the place where it is printed.
#[derive(Debug, Clone, Copy)]
pub struct Dated<'g> {
    pub(super) cx: Cx<'g>,
    pub(super) node: DateNode,
}

impl<'g> Dated<'g> {
    /// The date as printed.
    pub fn text(self) -> Text<'g> {
        Text { cx: self.cx, leaf: self.node.text }
    }

    /// The date; `None` where what is printed is no day of the calendar (二月三十日).
    pub fn date(self) -> Option<Date> {
        self.node.date
    }
}
