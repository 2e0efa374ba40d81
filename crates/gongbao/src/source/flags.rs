//! Which bytes of a text begin a character worth looking at, told for a whole step at once.
//!
//! Nine of ten bytes of a gazette belong to Han characters that mean nothing by themselves. They are passed over
//! without a branch; what is left, one byte in ten, is looked at one by one ([`super::Lines`]).

/// How many bytes are looked at in one step, a number that vector instructions like.
const STEP: usize = 64;
/// A step and the bytes behind it that its last character may take.
const BLOCK: usize = STEP + 2;

/// The flag of each byte of a step that can begin a character that matters: every character but a Han one, and of
/// those the few that a fact can begin or end with (本 第 前 附 称 内 年).
///
/// Of the Han characters the second and third byte are compared, which are rarely alike in another one. No branch
/// and no look-up, so that the compiler makes vectors of it.
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch, which no vector holds")]
#[inline]
fn flags(block: &[u8; BLOCK]) -> [u8; STEP] {
    let mut out = [0; STEP];
    for n in 0..STEP {
        let (a, b, c) = (block[n], block[n + 1], block[n + 2]);
        // 80 to BF continue a character, E4 to E9 begin a Han one.
        let other = (a & 0xc0 != 0x80) & (a.wrapping_sub(0xe4) > 5);
        let own_ordinal = ((b == 0x9c) | (b == 0xac)) & (c == 0xac);
        let before = (b == 0x89) & (c == 0x8d);
        // Pairs that differ in one bit of the last byte share its comparison, though another character fits too.
        let annex_within = ((b == 0x99) | (b == 0x86)) & (c & 0xfe == 0x84);
        let named_year = ((b == 0xa7) | (b == 0xb9)) & (c & 0xfb == 0xb0);
        out[n] = u8::from(other | own_ordinal | before | annex_within | named_year);
    }
    out
}

/// A bit for each flag, the first one lowest. The product of eight flags and this number has them side by side in its
/// highest byte.
#[inline]
fn bits(flags: &[u8; STEP]) -> u64 {
    let words = flags.chunks_exact(8).map(|word| word.first_chunk().map_or(0, |w| u64::from_le_bytes(*w)));
    words.rev().fold(0, |bits, word| bits << 8 | word.wrapping_mul(0x0102_0408_1020_4080) >> 56)
}

/// How many places are gathered before they are looked at, more than a step has.
const GATHERED: usize = 512;

/// Calls `look` with the offset of each byte from `from` on that may begin a character that matters, in order. Some of
/// them do not.
///
/// The places of many steps are gathered first: how many a step has the processor cannot foresee, and so it must not
/// matter.
#[inline]
pub(super) fn each_flagged(bytes: &[u8], from: usize, mut look: impl FnMut(usize)) {
    let (mut places, mut count) = ([0; GATHERED], 0);
    let mut at = from;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let (bits, next) = if let Some(block) = rest.first_chunk::<BLOCK>() {
            (bits(&flags(block)), at + STEP)
        } else {
            // Fewer bytes than a block are left: the rest of it is filled up.
            let len = rest.len().min(STEP);
            let mut last = [0; BLOCK];
            last[..rest.len()].copy_from_slice(rest);
            (bits(&flags(&last)) & u64::MAX >> (STEP - len), at + len)
        };
        count += gather(bits, at, &mut places[count..]);
        at = next;
        if count > GATHERED - STEP || at >= bytes.len() {
            places[..count].iter().for_each(|&place| look(place));
            count = 0;
        }
    }
}

/// Puts the places of a step's bits into a list with room for all of them, eight at a time; what is behind the last one
/// is overwritten later.
#[inline]
fn gather(mut bits: u64, at: usize, places: &mut [usize]) -> usize {
    let count = bits.count_ones() as usize;
    for places in places.chunks_exact_mut(8).take(count.div_ceil(8).max(1)) {
        for place in places {
            *place = at + bits.trailing_zeros() as usize;
            bits &= bits.wrapping_sub(1);
        }
    }
    count
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
                each_flagged(text.as_bytes(), 0, |at| seen.push(at));
                assert!(seen.contains(&(before * 3)), "{sign} behind {before}");
            }
        }
    }
}
