//! One pass over the whole source for the characters that matter to facts, and for blanks.
//!
//! A text of the tree is a few runs of the source; what stands in it is looked up here instead of read again.

use alloc::vec::Vec;

/// Where the characters stand that can begin or end a fact, and where blanks do; both in order.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) signs: Vec<u32>,
    pub(super) blanks: Vec<u32>,
}

/// How many bytes are looked at in one step, a number that vector instructions like.
const STEP: usize = 32;
/// A step and the bytes behind it that its last character may take.
const BLOCK: usize = STEP + 2;

/// The flag of each byte of a step that can begin a character that matters.
///
/// Of the Han characters and signs the second and third byte are compared, which are rarely alike in another one. No
/// branch and no look-up, so that the compiler makes vectors of it.
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch, which no vector holds")]
#[inline]
fn flags(block: &[u8; BLOCK]) -> [u8; STEP] {
    let mut out = [0; STEP];
    for n in 0..STEP {
        let (a, b, c) = (block[n], block[n + 1], block[n + 2]);
        // 0 to 9, ", ( and )
        let ascii = (a.wrapping_sub(b'0') < 10) | (a & 0xfe == b'(') | (a == b'"');
        // 本 and 第
        let own_ordinal = ((b == 0x9c) | (b == 0xac)) & (c == 0xac);
        let before = (b == 0x89) & (c == 0x8d);
        let annex = (b == 0x99) & (c == 0x84);
        let named = (b == 0xa7) & (c == 0xb0);
        let within = (b == 0x86) & (c == 0x85);
        let year = (b == 0xb9) & (c == 0xb4);
        // 〈, 〉, 《, 》, “, ” and the ideographic space
        let quotes = (b == 0x80) & ((c & 0xfc == 0x88) | (c & 0xfe == 0x9c) | (c == 0x80));
        // （, ） and figures of full width
        let wide = (b == 0xbc) & (c.wrapping_sub(0x88) < 0x12);
        let han = own_ordinal | before | annex | named | within | year;
        // Blanks of other kinds; E2 80 9x are quotation marks, EF BC and EF BD signs of full width.
        let general = (a == 0xe2) & (c & 0xf0 != 0x90);
        let last = (a == 0xef) & (b < 0xbc);
        // C2 to E1 are the first bytes of Latin letters and the like.
        let blank = (a <= b' ') | (a.wrapping_sub(0xc2) < 0x20) | general | last;
        out[n] = u8::from(ascii | han | quotes | wide | blank);
    }
    out
}

impl Marks {
    /// Reads a source: flags for a whole step at once, then one look at each character flagged.
    pub(super) fn new(source: &str) -> Self {
        let mut marks = Self::default();
        let bytes = source.as_bytes();
        let mut at = 0;
        while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>) {
            marks.step(bytes, at, block);
            at += STEP;
        }
        // Fewer bytes than a block are left, each looked at.
        (at..bytes.len()).for_each(|at| marks.character(bytes, at));
        marks
    }

    #[inline]
    fn step(&mut self, bytes: &[u8], from: usize, block: &[u8; BLOCK]) {
        let flags = flags(block);
        let word =
            |n: usize| flags.get(8 * n..).and_then(<[u8]>::first_chunk).map_or(0, |w| u64::from_le_bytes(*w));
        let words = [word(0), word(1), word(2), word(3)];
        // Most steps hold nothing.
        if words[0] | words[1] | words[2] | words[3] == 0 {
            return;
        }
        for (n, mut word) in words.into_iter().enumerate() {
            while word != 0 {
                self.character(bytes, from + n * 8 + word.trailing_zeros() as usize / 8);
                word &= word - 1;
            }
        }
    }

    /// Takes note of the character that may begin at `at`. No byte inside of a character looks like the first of one.
    #[inline]
    fn character(&mut self, bytes: &[u8], at: usize) {
        let next = |n: usize| bytes.get(at + n).copied().unwrap_or(0);
        let lead = next(0);
        let (is_sign, is_blank) = match lead {
            b'0'..=b'9' | b'"' | b'(' | b')' => (true, false),
            0x09..=0x0d | 0x1c..=b' ' => (false, true),
            // « and »
            0xc2 => (matches!(next(1), 0xab | 0xbb), matches!(next(1), 0x85 | 0xa0 | 0xad)),
            0xe1..=0xe3 | 0xe5..=0xe7 | 0xe9 | 0xef => {
                let c = [lead, next(1), next(2)];
                (is_sign(c), is_blank(c))
            }
            _ => (false, false),
        };
        if is_sign {
            self.signs.push(at as u32);
        } else if is_blank {
            self.blanks.push(at as u32);
        }
    }
}

/// The brackets and figures of full width, 〈, 〉, 《, 》, “, ”, and 本 前 附 称 内 年 第.
const fn is_sign(c: [u8; 3]) -> bool {
    matches!(
        c,
        [0xef, 0xbc, 0x88 | 0x89 | 0x90..=0x99]
            | [0xe3, 0x80, 0x88..=0x8b]
            | [0xe2, 0x80, 0x9c | 0x9d]
            | [0xe6, 0x9c, 0xac]
            | [0xe5, 0x89, 0x8d]
            | [0xe9, 0x99, 0x84]
            | [0xe7, 0xa7, 0xb0]
            | [0xe5, 0x86, 0x85]
            | [0xe5, 0xb9, 0xb4]
            | [0xe7, 0xac, 0xac]
    )
}

/// The blank and zero-width characters of three bytes.
const fn is_blank(c: [u8; 3]) -> bool {
    matches!(
        c,
        [0xe1, 0x9a, 0x80]
            | [0xe2, 0x80, 0x80..=0x8f | 0xa8..=0xaf]
            | [0xe2, 0x81, 0x9f..=0xa4]
            | [0xe3, 0x80, 0x80]
            | [0xef, 0x80..=0xa3, _]
            | [0xef, 0xbb, 0xbf]
    )
}

/// Those of some places that lie in a range.
pub(super) fn within(places: &[u32], from: u32, to: u32) -> impl Iterator<Item = u32> {
    let first = places.partition_point(|&p| p < from);
    places.get(first..).unwrap_or_default().iter().copied().take_while(move |&p| p < to)
}
