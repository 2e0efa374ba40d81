//! Which bytes of a text begin a character worth looking at, told for a whole step at once.
//!
//! Nine of ten bytes of a gazette belong to Han characters that mean nothing by themselves. They are passed over
//! without a branch; what is left, one byte in ten, is looked at one by one ([`super::Lines`]).

/// How many bytes are looked at in one step, a number that vector instructions like.
const STEP: usize = 64;
/// A step and the bytes behind it that its last character may take.
const BLOCK: usize = STEP + 2;

/// The flag of each byte of a step that begins a character that matters: every character but a Han one, and of those the
/// few that a fact can begin or end with (本 第 前 附 称 内 年).
#[inline]
fn flags(block: &[u8; BLOCK]) -> [u8; STEP] {
    let mut out = [0; STEP];
    for (n, out) in out.chunks_exact_mut(LANES).enumerate() {
        let from = |at: usize| block[at..].first_chunk().unwrap_or(&[0; LANES]);
        out.copy_from_slice(&flags_of(from(n * LANES), from(n * LANES + 1), from(n * LANES + 2)));
    }
    out
}

/// How many bytes a vector has.
const LANES: usize = 16;

/// The same for a vector of bytes, with that of those behind them and that of those behind these.
///
/// No branch and no look-up, so that the compiler makes vector instructions of it, few of them: of the Han characters
/// some bits of the second and third byte are compared, so that one in a hundred others is flagged too.
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch, which no vector holds")]
#[allow(clippy::cast_possible_wrap, reason = "vectors compare signed bytes")]
#[inline]
fn flags_of(first: &[u8; LANES], second: &[u8; LANES], third: &[u8; LANES]) -> [u8; LANES] {
    core::array::from_fn(|n| {
        let (a, b, c) = (first[n], second[n], third[n]);
        // 80 to BF continue a character, E4 to E9 begin a Han one. Of signed bytes one end of a range is enough.
        let begins = a as i8 >= 0xc0_u8 as i8;
        let is_other = a.wrapping_add(0x7f_u8.wrapping_sub(0xe9)) as i8 <= 0x79;
        let own_ordinal = c == 0xac;
        let before_annex_within = ((b & 0xef == 0x89) | (b == 0x86)) & (c & 0xf6 == 0x84);
        let named_year = (b & 0x21 == 0x21) & (c & 0xfb == 0xb0);
        u8::from(begins & (is_other | own_ordinal | before_annex_within | named_year))
    })
}

/// A bit for each flag, the first one lowest, and how many there are. The product of eight flags and the first number has
/// them side by side in its highest byte, that with the second one their sum.
#[inline]
fn bits(flags: &[u8; STEP]) -> (u64, usize) {
    let words = flags.chunks_exact(8).map(|word| word.first_chunk().map_or(0, |w| u64::from_le_bytes(*w)));
    let (bits, sum) = words.rev().fold((0, 0), |(bits, sum), word| {
        (bits << 8 | word.wrapping_mul(0x0102_0408_1020_4080) >> 56, sum + word)
    });
    (bits, (sum.wrapping_mul(0x0101_0101_0101_0101) >> 56) as usize)
}

/// How many places are gathered before they are looked at, more than a step has.
pub(super) const GATHERED: usize = 256;

/// Calls `look` with the offsets of the bytes from `from` on that begin a character that may matter, in order, many at a
/// time.
///
/// The places of many steps are gathered first: how many a step has the processor cannot foresee, and so it must not
/// matter.
#[inline]
pub(super) fn each_flagged(bytes: &[u8], from: usize, mut look: impl FnMut(&[u32])) {
    let (mut places, mut count) = ([0; GATHERED], 0);
    let mut at = from;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let last;
        let block = if let Some(block) = rest.first_chunk() {
            block
        } else {
            last = filled_up(rest);
            &last
        };
        let (bits, more) = bits(&flags(block));
        if let Some(places) = places[count..].first_chunk_mut() {
            gather(bits, at as u32, places);
        }
        count += more;
        at += STEP;
        if count > GATHERED - STEP || at >= bytes.len() {
            look(&places[..count]);
            count = 0;
        }
    }
}

/// Fewer bytes than a block, and behind them some that begin no character.
#[cold]
fn filled_up(rest: &[u8]) -> [u8; BLOCK] {
    let mut block = [0x80; BLOCK];
    block[..rest.len()].copy_from_slice(rest);
    block
}

/// Puts the places of a step's bits into a list, eight at a time; what is behind the last one is overwritten later.
#[inline]
fn gather(mut bits: u64, at: u32, places: &mut [u32; STEP]) {
    for places in places.chunks_exact_mut(8) {
        for place in places {
            *place = at + bits.trailing_zeros();
            bits &= bits.wrapping_sub(1);
        }
        if bits == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::{string::String, vec::Vec};

    use super::*;

    #[test]
    fn what_matters_is_flagged_wherever_it_stands() {
        for sign in ["，", "a", "\n", "é", "\u{20000}", "第", "年", "\u{e000}"] {
            for before in 0..70 {
                let text: String = ["汉".repeat(before), sign.into(), "字".repeat(40)].concat();
                let mut seen = Vec::new();
                each_flagged(text.as_bytes(), 0, |places| seen.extend_from_slice(places));
                assert!(seen.contains(&(before as u32 * 3)), "{sign} behind {before}");
            }
        }
    }
}
