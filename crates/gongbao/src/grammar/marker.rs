//! The markers of numbered parts: 第八条, 一、, (一), 1., (1), ①, ——.
//!
//! These rules read *raw* text, since a blank behind `1.` tells it from `1.5`.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while, take_while1},
    character::complete::{char, one_of},
    combinator::{map_opt, opt},
};

use super::{
    Parsed,
    number::{arabic_digit, arabic_value, han_value, is_han_numeral},
    prefix,
    sign::{is_close_paren, is_open_paren},
};
use crate::{model::DivisionNumber, source::is_blank};

/// The series that a marker belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Family {
    /// 第一编
    Part,
    /// 第一分编
    Subpart,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    HanComma,
    /// (一), ㈠
    HanParen,
    /// 1. 1、 1．
    ArabicDot,
    /// (1), ⑴
    ArabicParen,
    /// 1)
    ArabicHalfParen,
    /// ①
    Circled,
    /// ——
    Dash,
}

/// A marker at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) family: Family,
    pub(crate) number: DivisionNumber,
    /// The bytes of raw text that the marker takes.
    pub(crate) len: u32,
    /// Whether a blank follows.
    pub(crate) blank_after: bool,
}

fn blanks(text: &str) -> Parsed<'_, &str> {
    take_while(is_blank)(text)
}

/// A number whose figures typesetting may have spaced out: 第 一 条.
fn spaced(text: &str, figure: fn(char) -> bool, value: fn(&str) -> Option<u32>) -> Parsed<'_, u32> {
    let figures = take_while1(move |c| figure(c) || is_blank(c));
    map_opt(figures, move |t: &str| {
        if !t.contains(is_blank) {
            return if t.chars().count() > 9 { None } else { value(t) };
        }
        let compact = crate::source::compact(t);
        if compact.chars().count() > 9 { None } else { value(&compact) }
    })
    .parse(text)
}

fn han(text: &str) -> Parsed<'_, u32> {
    spaced(text, is_han_numeral, han_value)
}

fn arabic(text: &str) -> Parsed<'_, u32> {
    map_opt(take_while1(|c| arabic_digit(c).is_some()), arabic_value).parse(text)
}

/// `ordinal = "第" number ("编" | "分编" | "章" | "节" | "条" ["之" number])`
fn ordinal(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let (rest, _) = tag("第")(text)?;
    let (rest, main) = alt((han, |t| spaced(t, |c| arabic_digit(c).is_some(), arabic_value))).parse(rest)?;
    let (rest, _) = blanks(rest)?;
    let (rest, family) = alt((
        tag("分编").map(|_| Family::Subpart),
        tag("编").map(|_| Family::Part),
        tag("章").map(|_| Family::Chapter),
        tag("节").map(|_| Family::Section),
        tag("条").map(|_| Family::Article),
    ))
    .parse(rest)?;
    let (rest, sub) = if family == Family::Article { opt(of).parse(rest)? } else { (rest, None) };
    Ok((rest, (family, DivisionNumber { main, sub: sub.unwrap_or(0) })))
}

/// `of = "之" number`: 第二十条之一.
fn of(text: &str) -> Parsed<'_, u32> {
    let (rest, _) = tag("之")(text)?;
    map_opt(take_while1(is_han_numeral), han_value).parse(rest)
}

fn plain(family: Family) -> impl Fn(u32) -> (Family, DivisionNumber) {
    move |main| (family, DivisionNumber { main, sub: 0 })
}

/// `han-comma = number ("、" | "．" | ".")`: 一、. What follows is no further number (一、二、三产业).
fn han_comma(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let (rest, n) = han(text)?;
    let (rest, sign) = one_of("、．.，,")(rest)?;
    let (_, next) = opt((take_while1(is_han_numeral), one_of("、．.产"))).parse(rest)?;
    let comma = matches!(sign, '，' | ',');
    if next.is_some() || comma && !rest.starts_with(is_blank) {
        return fail(text);
    }
    Ok((rest, plain(Family::HanComma)(n)))
}

/// `paren = "(" number ")"`, the pair may be mixed.
fn paren(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let (rest, _) = nom::character::complete::satisfy(is_open_paren)(text)?;
    let (rest, _) = blanks(rest)?;
    let (rest, found) =
        alt((han.map(plain(Family::HanParen)), arabic.map(plain(Family::ArabicParen)))).parse(rest)?;
    let (rest, _) = blanks(rest)?;
    let (rest, _) = nom::character::complete::satisfy(is_close_paren)(rest)?;
    // （二）、（三）项规定的…, （4）和（5）项: a cross-reference at the start of a line.
    let listed = rest
        .strip_prefix(['、', '和', '至', '或'])
        .is_some_and(|r| r.trim_start().starts_with(is_open_paren));
    let refers = rest
        .strip_prefix('项')
        .is_some_and(|r| r.starts_with("规定") || r.starts_with(['、', '所', '的', '和']));
    if listed || refers {
        return fail(text);
    }
    Ok((rest, found))
}

/// `arabic-dot = number ("." | "．" | "、" | ")")`; a figure right behind the dot makes it a decimal, but a year or month
/// does not (2.2023年…, 3.8月底前…).
fn arabic_dot(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let (rest, n) = arabic(text)?;
    let (rest, _) = blanks(rest)?;
    let (rest, sign) = one_of(".．、)）")(rest)?;
    let figure = rest.starts_with(|c| arabic_digit(c).is_some() || c == '%');
    let decimal = figure && matches!(sign, '.' | '．') && !begins_with_date(rest);
    // 1、2、3级: an enumeration in running text.
    let series = sign == '、' && opt((arabic, one_of("、"))).parse(rest)?.1.is_some();
    if decimal || series || n == 0 || n > 999 {
        return fail(text);
    }
    let family = if is_close_paren(sign) { Family::ArabicHalfParen } else { Family::ArabicDot };
    Ok((rest, plain(family)(n)))
}

/// Whether a text begins with a year or a month in figures.
fn begins_with_date(text: &str) -> bool {
    let behind = text.trim_start_matches(|c| arabic_digit(c).is_some());
    let figures = text[..text.len() - behind.len()].chars().count();
    let unit = behind.trim_start_matches(is_blank).chars().next();
    figures == 4 && unit == Some('年') || (1..=2).contains(&figures) && unit == Some('月')
}

/// `enclosed = "①" | "㈠" | "⑴" | "⒈"` and their followers.
fn enclosed(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    map_opt(nom::character::complete::anychar, |c| {
        let (family, first) = match c {
            '①'..='⑳' => (Family::Circled, '①'),
            '㈠'..='㈩' => (Family::HanParen, '㈠'),
            '⑴'..='⒇' => (Family::ArabicParen, '⑴'),
            '⒈'..='⒛' => (Family::ArabicDot, '⒈'),
            _ => return None,
        };
        Some(plain(family)(c as u32 - first as u32 + 1))
    })
    .parse(text)
}

/// `dash = 2 * ("—" | "─" | "－" | "-")` and no more.
fn dash(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let is_dash = |c| matches!(c, '—' | '─' | '－' | '―');
    let (rest, dashes) = take_while1(is_dash)(text)?;
    if dashes.chars().count() != 2 || rest.starts_with(is_blank) && rest.trim_start().starts_with(is_dash) {
        return fail(text);
    }
    Ok((rest, (Family::Dash, DivisionNumber::default())))
}

fn fail<T>(text: &str) -> Parsed<'_, T> {
    char('\0')(text)
        .and_then(|_| Err(nom::Err::Error(nom::error::make_error(text, nom::error::ErrorKind::Verify))))
}

/// The marker at the start of a raw line; the first character chooses the rule.
pub(crate) fn marker_at(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let rule = match first {
        '第' => ordinal,
        '(' | '（' => paren,
        '0'..='9' | '０'..='９' => arabic_dot,
        '—' | '─' | '－' | '―' => dash,
        '①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛' | '㈠'..='㈩' => enclosed,
        c if is_han_numeral(c) => han_comma,
        _ => return None,
    };
    let ((family, number), len) = prefix(rule, text)?;
    let blank_after = text[len..].starts_with(is_blank);
    Some(Marker { family, number, len: len as u32, blank_after })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_every_family() {
        for (text, family, main, sub) in [
            ("第八条 本办法", Family::Article, 8, 0),
            ("第 八 条", Family::Article, 8, 0),
            ("第二十条之一 甲", Family::Article, 20, 1),
            ("第一分编 通则", Family::Subpart, 1, 0),
            ("第三章总则", Family::Chapter, 3, 0),
            ("一、总体要求", Family::HanComma, 1, 0),
            ("（十二）甲", Family::HanParen, 12, 0),
            ("(一） 甲", Family::HanParen, 1, 0),
            ("㈡甲", Family::HanParen, 2, 0),
            ("12.甲", Family::ArabicDot, 12, 0),
            ("1. 2023年", Family::ArabicDot, 1, 0),
            ("2.2023年度计划", Family::ArabicDot, 2, 0),
            ("3．10 月底前", Family::ArabicDot, 3, 0),
            ("３．甲", Family::ArabicDot, 3, 0),
            ("2、甲", Family::ArabicDot, 2, 0),
            ("(3)甲", Family::ArabicParen, 3, 0),
            ("③甲", Family::Circled, 3, 0),
            ("1）甲", Family::ArabicHalfParen, 1, 0),
            ("——坚持", Family::Dash, 0, 0),
        ] {
            let marker = marker_at(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((marker.family, marker.number.main, marker.number.sub), (family, main, sub), "{text}");
        }
    }

    #[test]
    fn text_that_looks_like_a_marker() {
        for text in [
            "12345是地方",
            "110是公安",
            "2.0版",
            "一、二、三产业",
            "(2023—2025年)",
            "1.5%",
            "2.35亿元",
            "1.5个月",
            "第八批",
            "1、2、3级",
            "（二）、（三）项规定的",
            "（4）和（5）项积分",
            "———",
        ] {
            assert_eq!(marker_at(text), None, "{text}");
        }
    }
}
