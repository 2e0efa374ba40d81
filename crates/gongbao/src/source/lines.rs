//! The lines of a text: split at every line end, trimmed, empty ones left out but counted.

use alloc::vec::Vec;

use super::{Span, trim};

/// A line that holds something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// The line without blanks at its ends.
    pub(crate) span: Span,
    /// How many columns of blank stand before the first character (an ideographic blank counts two).
    pub(crate) indent: u16,
    /// Whether a form feed, the end of a printed page, stands before it.
    pub(crate) page_before: bool,
}

/// All lines of a text and what reading them showed on the way.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) all: Vec<Line>,
    /// Characters that print nothing; each is furniture.
    pub(crate) zero_width: Vec<Span>,
}

impl Lines {
    /// Splits a text. One pass for the line ends, one look at the ends of each line.
    pub(crate) fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut lines = Lines::default();
        let (mut start, mut state) = (0, Before::default());
        for end in memchr::memchr3_iter(b'\n', b'\r', 0x0c, bytes) {
            if end < start {
                continue;
            }
            lines.push(source, Span::at(start, end), &mut state);
            state.page |= bytes[end] == 0x0c;
            let pair = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
            start = end + 1 + usize::from(pair);
        }
        lines.push(source, Span::at(start, source.len()), &mut state);
        lines.find_zero_width(source);
        lines
    }

    fn push(&mut self, source: &str, whole: Span, state: &mut Before) {
        let mut from = whole.start;
        // Line and paragraph separators and vertical tabs are rare; the text between them is a line too.
        let bytes = whole.of(source).as_bytes();
        for at in memchr::memchr2_iter(0x0b, 0xe2, bytes) {
            let len = match &bytes[at..] {
                [0x0b, ..] => 1,
                [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
                _ => continue,
            };
            let cut = whole.start + at as u32;
            self.push_one(source, Span::new(from, cut), state);
            from = cut + len;
        }
        self.push_one(source, Span::new(from, whole.end), state);
    }

    fn push_one(&mut self, source: &str, whole: Span, state: &mut Before) {
        let span = trim(source, whole);
        if span.is_empty() {
            return;
        }
        let lead = &source[whole.start as usize..span.start as usize];
        let width = |c| if c == '\u{3000}' || c == '\u{2003}' { 2 } else { 1 };
        let indent = lead.chars().take(200).map(width).sum();
        self.all.push(Line { span, indent, page_before: state.page });
        *state = Before::default();
    }

    fn find_zero_width(&mut self, source: &str) {
        // Soft hyphens begin with C2 AD, private characters with EE or EF 80 to A3, all others with E2 80 or E2 81.
        let bytes = source.as_bytes();
        let hidden = |at: usize| match &bytes[at..] {
            [0xc2, 0xad, ..] => Some(Span::at(at, at + 2)),
            [0xe2, 0x80, 0x8b..=0x8f | 0xaa..=0xae, ..]
            | [0xe2, 0x81, 0xa0..=0xa4, ..]
            | [0xee, ..]
            | [0xef, 0x80..=0xa3, ..] => Some(Span::at(at, at + 3)),
            _ => None,
        };
        self.zero_width.extend(memchr::memchr3_iter(0xc2, 0xe2, 0xee, bytes).filter_map(hidden));
        self.zero_width.extend(memchr::memchr_iter(0xef, bytes).filter_map(hidden));
        self.zero_width.sort_unstable();
    }
}

/// What lies between two lines.
#[derive(Default)]
struct Before {
    page: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_blank_ones_counted() {
        let text = "甲 \r\n\r\n\u{3000}\u{3000}乙\u{c}丙\u{200b}丁";
        let lines = Lines::new(text);
        let found: Vec<_> = lines.all.iter().map(|l| (l.span.of(text), l.indent, l.page_before)).collect();
        assert_eq!(found, [("甲", 0, false), ("乙", 4, false), ("丙\u{200b}丁", 0, true)]);
        assert_eq!(lines.zero_width.len(), 1);
    }
}
