//! Dates as a text prints them: 2023年10月28日, 二〇二三年十月二十八日, 2023-06-28, 2023.6.28, 2024年6月.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while_m_n},
    character::complete::one_of,
    combinator::{map_opt, opt},
};

use super::{
    Parsed,
    number::{arabic_digit, arabic_value, han_digit, misread, misread_digit, number},
    prefix, whole,
};
use crate::model::Date;

/// `year = 4 * arabic-digit | 4 * han-digit`, also mixed (二00一): 2023, 二〇二三.
pub(super) fn year(text: &str) -> Parsed<'_, u16> {
    // Nearly every year is in plain figures.
    if let Some((figures, rest)) =
        text.split_at_checked(4).filter(|t| t.0.bytes().all(|b| b.is_ascii_digit()))
    {
        let value = figures.bytes().fold(0, |n, b| n * 10 + u16::from(b - b'0'));
        return if (1000..=2999).contains(&value) { Ok((rest, value)) } else { super::fail() };
    }
    let (mut chars, mut value) = (text.chars(), 0);
    for _ in 0..4 {
        let digit = chars.next().and_then(|c| misread_digit(c).or(han_digit(c)));
        let Some(digit) = digit else { return super::fail() };
        value = value * 10 + digit;
    }
    if (1000..=2999).contains(&value) { Ok((chars.as_str(), value as u16)) } else { super::fail() }
}

fn small(text: &str) -> Parsed<'_, u8> {
    map_opt(alt((misread, number)), |n| u8::try_from(n).ok()).parse(text)
}

/// `han-date = year "年" [ number "月" [ number ("日" | "号") ] ]`
fn han_date(text: &str) -> Parsed<'_, Option<Date>> {
    let (rest, y) = year(text)?;
    let (rest, _) = tag("年")(rest)?;
    let Ok((rest, m)) = month_part(rest) else { return Ok((rest, Date::year(y))) };
    match day_part(rest) {
        Ok((rest, d)) => Ok((rest, Date::day(y, m, d))),
        Err(_) => Ok((rest, Date::month(y, m))),
    }
}

pub(super) fn month_part(text: &str) -> Parsed<'_, u8> {
    let (rest, m) = small(text)?;
    let (rest, _) = tag("月")(rest)?;
    Ok((rest, m))
}

pub(super) fn day_part(text: &str) -> Parsed<'_, u8> {
    let (rest, d) = small(text)?;
    let (rest, _) = alt((tag("日"), tag("号"))).parse(rest)?;
    Ok((rest, d))
}

/// `dashed-date = year sign 1*2digit sign 1*2digit`, the sign `-`, `/` or `.`, the same both times.
pub(super) fn dashed_date(text: &str) -> Parsed<'_, Option<Date>> {
    let two = |t| map_opt(take_while_m_n(1, 2, |c| arabic_digit(c).is_some()), arabic_value).parse(t);
    let (rest, y) = year(text)?;
    let (rest, sign) = one_of("-/.－．")(rest)?;
    let (rest, m) = two(rest)?;
    let (rest, _) = nom::character::complete::char(sign)(rest)?;
    let (rest, d) = two(rest)?;
    Ok((rest, Date::day(y, m as u8, d as u8)))
}

/// `time = 1*2digit ":" 2digit [ ":" 2digit ]` behind the date of a web page.
fn time(text: &str) -> Parsed<'_, ()> {
    let two = |t| take_while_m_n(1, 2, |c: char| c.is_ascii_digit())(t);
    let (rest, _) = (two, one_of(":："), two, opt((one_of(":："), two))).parse(text)?;
    Ok((rest, ()))
}

fn date(text: &str) -> Parsed<'_, Option<Date>> {
    alt((han_date, dashed_date)).parse(text)
}

/// A date at the start of a text, and its length. The value is `None` for what is no day of the calendar.
pub(crate) fn date_at(text: &str) -> Option<(Option<Date>, usize)> {
    prefix(date, text)
}

/// How many bytes the shortest day takes.
const SHORTEST_DAY: usize = "2031.5.4".len();

/// A text that is a whole day and nothing else (a web page may add the time).
#[allow(clippy::option_option, reason = "no day; the figures of a day that no calendar has; a day")]
pub(crate) fn parse_day(text: &str) -> Option<Option<Date>> {
    // Asked of every line that begins with a figure.
    if text.len() < SHORTEST_DAY {
        return None;
    }
    let (day, len) = date_at(text)?;
    if len < text.len() {
        whole(time, &text[len..])?;
    }
    match day {
        Some(d) if d.parts().2.is_none() => None,
        day => Some(day),
    }
}

/// `bare-day = 4digit 2*4digit`: a day that lost its 年, 月 and 日 with the type they were set in (20240316, 2024316). What
/// may be read in two ways (2024111) is left open: the year alone.
pub(crate) fn day_without_signs(text: &str) -> Option<Date> {
    if !(6..=8).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = text.split_at(4);
    let year = arabic_value(year).filter(|y| (1949..2100).contains(y))? as u16;
    let mut days = (1..=2).filter_map(|cut| {
        let (month, day) = rest.split_at_checked(cut).filter(|(_, day)| (1..=2).contains(&day.len()))?;
        // Only a day of eight figures is padded.
        if rest.len() < 4 && (month.starts_with('0') || day.starts_with('0')) {
            return None;
        }
        Date::day(year, arabic_value(month)? as u8, arabic_value(day)? as u8)
    });
    let first = days.next()?;
    if days.next().is_some() { Date::year(year) } else { Some(first) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_lost_their_signs() {
        for (text, iso) in [
            ("20240316", Some("2024-03-16")),
            ("2024316", Some("2024-03-16")),
            ("2024110", Some("2024-01-10")),
            ("2024111", Some("2024")),
            ("202435", Some("2024-03-05")),
            ("20241332", None),
            ("82345678", None),
            ("2024", None),
        ] {
            let found = day_without_signs(text).map(|d| alloc::string::ToString::to_string(&d));
            assert_eq!(found.as_deref(), iso, "{text}");
        }
    }

    #[test]
    fn dates_in_every_notation() {
        for (text, iso) in [
            ("2023年10月28日", "2023-10-28"),
            ("二〇二三年十月二十八日", "2023-10-28"),
            ("二00一年二月二十日", "2001-02-20"),
            ("二OO四年六月十九日", "2004-06-19"),
            ("2O3l年l2月1O日", "2031-12-10"),
            ("２０２２年４月２４日", "2022-04-24"),
            ("2023-06-28", "2023-06-28"),
            ("2023.6.28", "2023-06-28"),
            ("2024年6月", "2024-06"),
            ("2027年", "2027"),
        ] {
            let found = whole(date, text).flatten().map(|d| alloc::string::ToString::to_string(&d));
            assert_eq!(found.as_deref(), Some(iso), "{text}");
        }
        assert_eq!(parse_day("2023年"), None);
        assert_eq!(parse_day("2023年2月30日"), Some(None));
        assert!(parse_day("2023-06-2817:07:37").is_some());
        assert_eq!(whole(date, "202年"), None);
    }
}
