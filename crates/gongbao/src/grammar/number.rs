//! Numbers in Han and Arabic figures: 12, １２, 十二, 一百一十一, 二〇二三.

use nom::{Parser, bytes::complete::take_while1, combinator::map_opt};

use super::{Parsed, prefix, whole};

/// The value of an Arabic figure in half or full width.
pub(crate) const fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Whether a character is an Arabic figure.
pub(crate) const fn is_arabic(c: char) -> bool {
    arabic_digit(c).is_some()
}

/// Every character that is a figure or unit of Han numbers.
pub(crate) const HAN_NUMERALS: &str = "〇零○ＯO◯一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿";

/// What they count; letters and rings that stand for zero in real texts are zero.
const VALUES: [(&[char], u32); 15] = [
    (&['〇', '零', '○', 'Ｏ', 'O', '◯'], 0),
    (&['一', '壹'], 1),
    (&['二', '两', '贰'], 2),
    (&['三', '叁'], 3),
    (&['四', '肆'], 4),
    (&['五', '伍'], 5),
    (&['六', '陆'], 6),
    (&['七', '柒'], 7),
    (&['八', '捌'], 8),
    (&['九', '玖'], 9),
    (&['十', '拾'], 10),
    (&['百', '佰'], 100),
    (&['千', '仟'], 1000),
    (&['万'], 10_000),
    (&['亿'], 100_000_000),
];

/// Each numeral, and which of [`VALUES`] it has: a look tells any character from them.
static NUMERALS: [(char, u8); 128] = {
    let (mut table, mut n) = ([('\0', 0); 128], 0);
    while n < VALUES.len() {
        let (characters, mut at) = (VALUES[n].0, 0);
        while at < characters.len() {
            let place = place_of(characters[at]);
            assert!(table[place].0 == '\0', "two numerals share a place");
            table[place] = (characters[at], n as u8);
            at += 1;
        }
        n += 1;
    }
    table
};

/// Where a numeral stands in [`NUMERALS`]: with this number no two share a place.
const fn place_of(c: char) -> usize {
    ((c as u32 * 5) >> 3) as usize % 128
}

/// Which of [`VALUES`] a character has.
const fn numeral(c: char) -> Option<usize> {
    let (numeral, value) = NUMERALS[place_of(c)];
    if numeral as u32 == c as u32 && c != '\0' { Some(value as usize) } else { None }
}

/// The value of a Han figure.
pub(crate) const fn han_digit(c: char) -> Option<u32> {
    match numeral(c) {
        Some(value @ 0..=9) => Some(value as u32),
        _ => None,
    }
}

/// The value of an Arabic figure, also where a picture was read and gave a letter for it: 2O24, l2.
pub(crate) const fn misread_digit(c: char) -> Option<u32> {
    match c {
        'O' | 'o' | '〇' | '○' => Some(0),
        'l' | 'I' => Some(1),
        c => arabic_digit(c),
    }
}

/// The plain figures that a text begins with and what stands behind them: the first look at a number, which is the same for
/// all that it may be part of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures<'t> {
    pub(crate) count: usize,
    pub(super) behind: &'t str,
    /// The first character behind.
    pub(super) next: Option<char>,
}

impl<'t> Figures<'t> {
    #[inline]
    pub(crate) fn of(text: &'t str) -> Self {
        let count = figures_len(text);
        let behind = text.get(count..).unwrap_or("");
        Self { count, behind, next: behind.chars().next() }
    }

    /// Whether they are a year: 2023年.
    pub(super) const fn are_year(&self) -> bool {
        self.count == 4 && matches!(self.next, Some('年'))
    }
}

/// How many plain figures a text begins with.
fn figures_len(text: &str) -> usize {
    // The first eight bytes at once, since no one knows how many are figures: of a byte that is none, 0x30 less and 0x76 more
    // reach 0x80, or the former alone does.
    let bytes = text.as_bytes();
    let Some(first) = bytes.first_chunk() else {
        return bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    };
    let values = u64::from_le_bytes(*first) ^ 0x3030_3030_3030_3030;
    let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
    let len = others.trailing_zeros() as usize / 8;
    let more = if len == 8 { &bytes[8..] } else { &[] };
    len + more.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// A number in plain figures behind which nothing stands that could be read as a figure: nearly every number.
pub(super) fn plain(text: &str) -> Option<(&str, u32)> {
    let len = figures_len(text);
    let (figures, rest) = text.split_at_checked(len).filter(|_| (1..=9).contains(&len))?;
    // Letters, rings and figures of full width.
    if matches!(rest.as_bytes(), [b'O' | b'o' | b'l' | b'I' | 0xe2 | 0xe3 | 0xef, ..]) {
        return None;
    }
    Some((rest, figures.bytes().fold(0, |n, b| n * 10 + u32::from(b - b'0'))))
}

/// `misread = { digit | letter }`, at least one of them a digit.
pub(super) fn misread(text: &str) -> Parsed<'_, u32> {
    if let Some(found) = plain(text) {
        return Ok(found);
    }
    map_opt(take_while1(|c| misread_digit(c).is_some()), |t: &str| {
        let read = t.chars().any(|c| arabic_digit(c).is_some());
        let value = || t.chars().try_fold(0_u32, |n, c| n.checked_mul(10)?.checked_add(misread_digit(c)?));
        if read { value() } else { None }
    })
    .parse(text)
}

const fn han_unit(c: char) -> Option<u32> {
    match numeral(c) {
        Some(value @ 10..) => Some(VALUES[value].1),
        _ => None,
    }
}

/// Whether a character can be part of a Han number.
pub(crate) const fn is_han_numeral(c: char) -> bool {
    numeral(c).is_some()
}

/// `arabic = digit { digit }` up to 4 294 967 295.
pub(super) fn arabic(text: &str) -> Parsed<'_, u32> {
    if let Some(found) = plain(text) {
        return Ok(found);
    }
    map_opt(take_while1(|c| arabic_digit(c).is_some()), arabic_value).parse(text)
}

/// `han = figures | [figure] unit { [figure] unit } [figure]`: 二〇二三, 一百一十一, 十二.
pub(super) fn han(text: &str) -> Parsed<'_, u32> {
    map_opt(take_while1(is_han_numeral), han_value).parse(text)
}

/// `number = arabic | han`
pub(super) fn number(text: &str) -> Parsed<'_, u32> {
    arabic(text).or_else(|_| han(text))
}

/// A number at the start of a text, and its length.
pub(crate) fn number_at(text: &str) -> Option<(u32, usize)> {
    prefix(number, text)
}

/// A text that is a number and nothing else.
pub(crate) fn parse_number(text: &str) -> Option<u32> {
    whole(number, text)
}

/// The value of Arabic figures.
pub(crate) fn arabic_value(text: &str) -> Option<u32> {
    text.chars().try_fold(0_u32, |n, c| n.checked_mul(10)?.checked_add(arabic_digit(c)?))
}

/// The value of a Han number.
pub(crate) fn han_value(text: &str) -> Option<u32> {
    if text.chars().all(|c| han_digit(c).is_some()) {
        return text.chars().try_fold(0_u32, |n, c| n.checked_mul(10)?.checked_add(han_digit(c)?));
    }
    let (mut total, mut section, mut digit) = (0_u32, 0_u32, None);
    for c in text.chars() {
        match (han_digit(c), han_unit(c)) {
            (Some(0), _) => digit = None,
            (Some(d), _) if digit.is_none() => digit = Some(d),
            (Some(_), _) => return None,
            (_, Some(unit @ (10 | 100 | 1000))) => {
                section = section.checked_add(unit.checked_mul(digit.take().unwrap_or(1))?)?;
            }
            (_, Some(unit)) => {
                section = section.checked_add(digit.take().unwrap_or(0))?;
                // 亿 counts all that stands before it, 万 its own group: 三万亿, 一亿三千万.
                let before = if unit > 10_000 { core::mem::take(&mut total) } else { 0 };
                let counted = before.checked_add(section)?.max(1);
                total = total.checked_add(counted.checked_mul(unit)?)?;
                section = 0;
            }
            _ => return None,
        }
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0))
}

/// A number in Han figures as gazettes write it: 十二, 一百零三, 一百一十, 三千万零五.
#[cfg(test)]
pub(crate) fn to_han(n: u32) -> alloc::string::String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let units = ["", "十", "百", "千", "万", "十", "百", "千", "亿", "十"];
    let mut out = alloc::string::String::new();
    if n == 0 {
        out.push(DIGITS[0]);
    }
    let mut gap = false;
    for (place, unit) in units.into_iter().enumerate().rev() {
        let digit = n / 10_u32.pow(place as u32) % 10;
        if digit == 0 {
            gap = !out.is_empty();
        } else {
            if core::mem::take(&mut gap) {
                out.push('零');
            }
            if !(digit == 1 && unit == "十" && out.is_empty()) {
                out.push(DIGITS[digit as usize]);
            }
        }
        // 万 and 亿 close a group of four even where their own figure is 0: 十万, 二十亿.
        let group = n / 10_u32.pow(place as u32) % 10_000 > 0;
        if digit > 0 || matches!(unit, "万" | "亿") && group {
            out.push_str(unit);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_numeral_is_passed_over() {
        // The figures and units by their own rules, with nothing asked before.
        let numerals = "〇零○ＯO◯一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿";
        assert!(numerals.chars().all(is_han_numeral));
        assert_eq!(('\0'..='\u{ffff}').filter(|&c| is_han_numeral(c)).count(), numerals.chars().count());
    }

    #[test]
    fn numbers_in_both_scripts() {
        for (text, value) in [
            ("12", 12),
            ("１２", 12),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("一百", 100),
            ("一百零三", 103),
            ("一百一十一", 111),
            ("一百十一", 111),
            ("二〇二三", 2023),
            ("二○○三", 2003),
            ("二OO四", 2004),
            ("一千二百五十九", 1259),
            ("两", 2),
            ("三万", 30_000),
            ("三千万零五", 30_000_005),
            ("一亿三千万", 130_000_000),
            ("四十二亿九千万", 4_290_000_000),
        ] {
            assert_eq!(parse_number(text), Some(value), "{text}");
        }
        for text in ["", "第", "12a", "99999999999", "三万亿"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn numbers_read_back_in_every_script(n: u32, small in 0_u32..10_000) {
            for n in [n, small] {
                let arabic = alloc::format!("{n}");
                let wide: alloc::string::String =
                    arabic.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect();
                for text in [to_han(n), arabic, wide] {
                    proptest::prop_assert_eq!(parse_number(&text), Some(n), "{}", text);
                }
            }
        }
    }
}
