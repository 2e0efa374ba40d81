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

/// How many bytes lie between two checkpoints of an [`OffsetMap`]: as many as a word has bits.
const STEP: usize = 64;

/// Translates byte offsets into another unit, in constant time after one pass; 0.25 bytes per byte.
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
    checkpoints: Vec<Checkpoint>,
}

/// What the text counts before a piece of it, and a bit for each byte of the piece that counts one.
#[derive(Debug, Clone, Copy)]
struct Checkpoint {
    counting: u64,
    before: u32,
}

impl OffsetMap {
    /// Counts a text once.
    pub fn new(source: &str, unit: Unit) -> Self {
        let mut checkpoints = Vec::new();
        if unit != Unit::Bytes {
            checkpoints.reserve_exact(source.len() / STEP + 1);
            let (mut before, mut within) = (0, 0);
            for piece in source.as_bytes().chunks(STEP) {
                let [mut counting, pairs] = characters(piece);
                if unit == Unit::Utf16 {
                    // The second unit of a pair is counted at the second of its bytes.
                    counting |= pairs << 1 | within;
                    within = pairs >> (STEP - 1);
                }
                checkpoints.push(Checkpoint { counting, before });
                before += counting.count_ones();
            }
            checkpoints.push(Checkpoint { counting: 0, before });
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
            Some(point) => point.before + (point.counting & ((1 << (at % STEP)) - 1)).count_ones(),
        }
    }
}

/// A bit for each byte of a piece of a text, the lowest for the first: whether it begins a character, and whether it
/// begins one of four bytes, which is a pair in UTF-16.
fn characters(piece: &[u8]) -> [u64; 2] {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    // What this product has in its highest byte are the lowest bits of eight, side by side.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (mut begins, mut pairs) = (0, 0);
    let (mut rest, mut at) = (piece, 0);
    while !rest.is_empty() {
        let word = if let Some((eight, behind)) = rest.split_first_chunk() {
            rest = behind;
            u64::from_le_bytes(*eight)
        } else {
            // What is put behind the last bytes is 10000000, and begins no character.
            let last = rest.iter().rev().fold(LOWEST << 7, |word, byte| word << 8 | u64::from(*byte));
            rest = &[];
            last
        };
        let (begin, pair) = (!(word >> 7) | word >> 6, (word >> 7) & (word >> 6) & (word >> 5) & (word >> 4));
        begins |= ((begin & LOWEST).wrapping_mul(GATHER) >> 56) << at;
        pairs |= ((pair & LOWEST).wrapping_mul(GATHER) >> 56) << at;
        at += 8;
    }
    [begins, pairs]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_counted_wherever_the_pieces_are_cut() {
        // Characters of one to four bytes, moved on by a byte each time.
        for shift in 0..STEP {
            let text = "a".repeat(shift) + &"é文😀报😀".repeat(12);
            let [points, units] = [Unit::CodePoints, Unit::Utf16].map(|unit| OffsetMap::new(&text, unit));
            for (point, (at, _)) in text.char_indices().chain([(text.len(), ' ')]).enumerate() {
                assert_eq!(points.convert(&text, at as u32), point as u32);
                assert_eq!(units.convert(&text, at as u32), text[..at].encode_utf16().count() as u32);
            }
        }
    }
}
