//! Offsets in other units than bytes: lines and columns for people, code points for Python, UTF-16 for JavaScript.

use alloc::vec::Vec;

/// What a line and column count: characters, from 1, as editors show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

/// Line starts of a text, for showing places to people. Built in one pass, asked in `O(log lines)`.
///
/// ```
/// use gongbao::LineIndex;
/// let text = "一\n二三";
/// let index = LineIndex::new(text);
/// let at = index.line_column(text, 7); // the byte where 三 begins
/// assert_eq!((at.line, at.column), (2, 2));
/// ```
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text.
    pub fn new(source: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| at as u32 + 1);
        Self { starts: core::iter::once(0).chain(ends).collect() }
    }

    /// The line and column of a byte offset; an offset past the end gives the place behind the last character.
    pub fn line_column(&self, source: &str, offset: u32) -> LineColumn {
        let line = self.starts.partition_point(|&s| s <= offset).max(1) - 1;
        let start = self.starts.get(line).copied().unwrap_or(0) as usize;
        let end = (offset as usize).min(source.len());
        let column = source.get(start..end).map_or(0, |t| t.chars().count());
        LineColumn { line: line as u32 + 1, column: column as u32 + 1 }
    }
}

/// The unit in which spans are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Unit {
    /// Bytes of the UTF-8 source: Rust, the command and every JSON text.
    #[default]
    Bytes,
    /// Unicode code points: Python strings.
    CodePoints,
    /// UTF-16 code units: JavaScript strings.
    Utf16,
}

/// How many bytes lie between two checkpoints of an [`OffsetMap`]: a look-up reads at most this many.
const STEP: usize = 64;

/// Translates byte offsets into another unit, in constant time after one pass; 0.06 bytes per byte.
///
/// ```
/// use gongbao::{OffsetMap, OffsetUnit};
/// let text = "公报😀文";
/// assert_eq!(OffsetMap::new(text, OffsetUnit::CodePoints).convert(text, 10), 3);
/// assert_eq!(OffsetMap::new(text, OffsetUnit::Utf16).convert(text, 10), 4);
/// ```
#[derive(Debug, Clone)]
pub struct OffsetMap {
    unit: Unit,
    checkpoints: Vec<u32>,
}

impl OffsetMap {
    /// Counts a text once.
    pub fn new(source: &str, unit: Unit) -> Self {
        let mut checkpoints = Vec::new();
        if unit != Unit::Bytes {
            let mut seen = 0;
            checkpoints = source
                .as_bytes()
                .chunks(STEP)
                .map(|chunk| {
                    let before = seen;
                    seen += Self::count(unit, chunk);
                    before
                })
                .collect();
            checkpoints.push(seen);
        }
        Self { unit, checkpoints }
    }

    /// The unit this map counts in.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// A byte offset in the map's unit.
    pub fn convert(&self, source: &str, offset: u32) -> u32 {
        let at = (offset as usize).min(source.len());
        match self.checkpoints.get(at / STEP) {
            None => offset,
            Some(before) => before + Self::count(self.unit, &source.as_bytes()[at / STEP * STEP..at]),
        }
    }

    /// How much bytes count. Eight at a time, since both ends of every span are asked for.
    fn count(unit: Unit, bytes: &[u8]) -> u32 {
        let words = bytes.chunks_exact(8);
        // Bytes that begin no character count nothing.
        let mut last = [0x80; 8];
        last[..words.remainder().len()].copy_from_slice(words.remainder());
        // OK because the pieces have eight bytes.
        let words = words.map(|word| word.try_into().unwrap_or_default()).chain([last]);
        words.map(|word| Self::count_word(unit, u64::from_ne_bytes(word))).sum()
    }

    /// Of the eight bytes in a word, those that begin a character, and for UTF-16 those that begin a pair once more.
    fn count_word(unit: Unit, word: u64) -> u32 {
        const LOWEST: u64 = 0x0101_0101_0101_0101;
        // The bit is set where a byte is 10xxxxxx, or 1111xxxx.
        let inner = (word >> 7) & !(word >> 6) & LOWEST;
        let pair = (word >> 7) & (word >> 6) & (word >> 5) & (word >> 4) & LOWEST;
        let sum = |bits: u64| (bits.wrapping_mul(LOWEST) >> 56) as u32;
        8 - sum(inner) + if unit == Unit::Utf16 { sum(pair) } else { 0 }
    }
}
