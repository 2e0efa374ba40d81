//! The markers of numbered parts: 第八条, 一、, (一), 1., (1), ①, ——.
//!
//! These rules read *raw* text, since a blank behind `1.` tells it from `1.5`.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while1},
    character::complete::one_of,
    combinator::{map_opt, opt},
};

use super::{
    Parsed, fail,
    number::{arabic_digit, arabic_value, han_digit, han_value, is_han_numeral, plain as plain_figures},
    prefix,
    sign::{is_close_paren, is_colon, is_open_paren},
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
    /// 1 and a blank, 01, where the numbers go on as 1.1 or 02
    Decimal,
    /// 1.1
    Decimal2,
    /// 1.1.1
    Decimal3,
    /// 1.1.1.1
    Decimal4,
    /// (1), ⑴
    ArabicParen,
    /// 1)
    ArabicHalfParen,
    /// ①
    Circled,
    /// ——
    Dash,
}

impl Family {
    /// Whether the family's numbers are decimals; their markers are known by their neighbours only.
    pub(crate) const fn is_decimal(self) -> bool {
        matches!(self, Family::Decimal | Family::Decimal2 | Family::Decimal3 | Family::Decimal4)
    }
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

impl Marker {
    /// Whether it is the first one of a part of a law: 第一编, 第一章, 第一条.
    pub(crate) fn begins_first_part(self) -> bool {
        self.family <= Family::Article && self.number.main == 1
    }

    /// The length of the marker's own text without the sign that [`sign_behind`] takes in.
    pub(crate) fn bare(self, text: &str) -> u32 {
        let bare = match self.family {
            Family::HanComma | Family::ArabicDot | Family::Dash => text,
            family if family.is_decimal() => text,
            _ => text.trim_end_matches(|c| is_blank(c) || is_colon(c) || matches!(c, '、' | '．')),
        };
        bare.len() as u32
    }
}

/// Whether a text begins with a blank; nearly all begin with a Han character or a sign of half width.
fn begins_blank(text: &str) -> bool {
    !matches!(text.as_bytes(), [b'!'..=b'~' | 0xe4..=0xe9, ..]) && text.starts_with(is_blank)
}

/// A text without the blanks that it begins with.
fn without_blanks(text: &str) -> &str {
    if begins_blank(text) { text.trim_start_matches(is_blank) } else { text }
}

/// The figures that a text begins with, and the rest.
fn split_figures(text: &str, figure: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.char_indices().find(|&(_, c)| !figure(c)).map_or(text.len(), |(at, _)| at);
    text.split_at(end)
}

/// A number whose figures typesetting may have spaced out: 第 一 条.
fn spaced(text: &str, figure: fn(char) -> bool, value: fn(&str) -> Option<u32>) -> Parsed<'_, u32> {
    // Nearly always they stand together.
    let (together, rest) = split_figures(text, figure);
    if together.is_empty() && without_blanks(text).len() == text.len() {
        return fail();
    }
    if !together.is_empty() && !begins_blank(rest) {
        let short = together.len() <= 9 || together.chars().count() <= 9;
        return value(together).filter(|_| short).map_or_else(fail, |value| Ok((rest, value)));
    }
    let figures = take_while1(move |c| figure(c) || is_blank(c));
    map_opt(figures, move |t: &str| {
        let compact = crate::source::compact(t);
        if compact.chars().count() > 9 { None } else { value(&compact) }
    })
    .parse(text)
}

fn han(text: &str) -> Parsed<'_, u32> {
    if let Some((rest, value)) = below_hundred(text) {
        return Ok((rest, value));
    }
    spaced(text, is_han_numeral, |t| counting(han_value(t)))
}

/// A number from one to ninety-nine whose figures stand together, as nearly all are: 三, 十, 十二, 二十一. Any other is left
/// to the rule for all numbers.
fn below_hundred(text: &str) -> Option<(&str, u32)> {
    let (mut tens, mut ones, mut chars) = (0, 0, text.chars());
    loop {
        let rest = chars.as_str();
        match chars.next() {
            Some(c) if is_han_numeral(c) => match han_digit(c) {
                Some(digit @ 1..) if ones == 0 => ones = digit,
                None if tens == 0 && matches!(c, '十' | '拾') => {
                    (tens, ones) = (10 * ones.max(1), 0);
                }
                _ => return None,
            },
            behind => {
                let parted = behind.is_some_and(is_blank);
                return (tens + ones > 0 && !parted).then_some((rest, tens + ones));
            }
        }
    }
}

fn arabic(text: &str) -> Parsed<'_, u32> {
    if let Some((rest, value)) = plain_figures(text) {
        return counting(Some(value)).map_or_else(fail, |value| Ok((rest, value)));
    }
    map_opt(take_while1(|c| arabic_digit(c).is_some()), |t| counting(arabic_value(t))).parse(text)
}

/// A number that a series can hold: each begins at 1 or later, (0) and 第零条 are text. It has nine figures at most, so
/// that the next one is a number too.
fn counting(number: Option<u32>) -> Option<u32> {
    number.filter(|number| (1..1_000_000_000).contains(number))
}

/// `ordinal = "第" number ("编" | "分编" | "篇" | "部分" | "章" | "节" | "条" ["之" number])`
fn ordinal(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let (rest, _) = tag("第")(text)?;
    let (rest, main) =
        alt((han, |t| spaced(t, |c| arabic_digit(c).is_some(), |t| counting(arabic_value(t)))))
            .parse(rest)?;
    let rest = without_blanks(rest);
    let mut behind = rest.chars();
    let (family, rest) = match behind.next() {
        Some('条') => (Family::Article, behind.as_str()),
        Some('章') => (Family::Chapter, behind.as_str()),
        Some('节') => (Family::Section, behind.as_str()),
        Some('编') => (Family::Part, behind.as_str()),
        Some('分') => (Family::Subpart, tag("分编")(rest)?.0),
        _ => (Family::Part, part_called_so(rest)?.0),
    };
    let (rest, sub) = if family == Family::Article { opt(of).parse(rest)? } else { (rest, None) };
    Ok((rest, (family, DivisionNumber { sub: sub.unwrap_or(0), ..DivisionNumber::one(main) })))
}

/// 篇 or 部分 where a heading follows and not a sentence: 第一部分　总则.
fn part_called_so(text: &str) -> Parsed<'_, &str> {
    let (rest, word) = alt((tag("部分"), tag("篇"))).parse(text)?;
    let parted = rest.is_empty() || rest.starts_with(|c| is_blank(c) || is_colon(c));
    if parted && rest.len() <= 150 && !rest.contains(['。', '，', '；']) {
        Ok((rest, word))
    } else {
        fail()
    }
}

/// `of = "之" number`: 第二十条之一.
fn of(text: &str) -> Parsed<'_, u16> {
    let (rest, _) = tag("之")(text)?;
    map_opt(take_while1(is_han_numeral), |t| u16::try_from(han_value(t)?).ok()).parse(rest)
}

fn plain(family: Family) -> impl Fn(u32) -> (Family, DivisionNumber) {
    move |main| (family, DivisionNumber::one(main))
}

/// `han-comma = number ("、" | "．" | ".")`: 一、. What follows is no further number (一、二、三产业).
fn han_comma(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let (rest, n) = han(text)?;
    let mut behind = rest.chars();
    let Some(sign @ ('、' | '．' | '.' | '，' | ',')) = behind.next() else { return fail() };
    let rest = behind.as_str();
    let (next, further) = split_figures(rest, is_han_numeral);
    let counts_on = !next.is_empty() && further.starts_with(['、', '．', '.', '产']);
    let comma = matches!(sign, '，' | ',');
    if counts_on || comma && !rest.starts_with(is_blank) {
        return fail();
    }
    Ok((rest, plain(Family::HanComma)(n)))
}

/// `paren = "(" number ")"`, the pair may be mixed.
fn paren(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let Some(inner) = text.strip_prefix(is_open_paren) else { return fail() };
    let inner = without_blanks(inner);
    let (rest, found) = match han(inner) {
        Ok((rest, n)) => (rest, plain(Family::HanParen)(n)),
        Err(_) => arabic(inner).map(|(rest, n)| (rest, plain(Family::ArabicParen)(n)))?,
    };
    let Some(rest) = without_blanks(rest).strip_prefix(is_close_paren) else { return fail() };
    // （二）、（三）项规定的…, （4）和（5）项: a cross-reference at the start of a line.
    let mut behind = rest.chars();
    let refers = match behind.next() {
        Some('、' | '和' | '至' | '或') => behind.as_str().trim_start().starts_with(is_open_paren),
        Some('项') => {
            let rest = behind.as_str();
            rest.starts_with("规定") || rest.starts_with(['、', '所', '的', '和'])
        }
        _ => false,
    };
    if refers { fail() } else { Ok((rest, found)) }
}

/// `arabic-dot = number ("." | "．" | "、" | ")")`; a figure right behind the dot makes it a decimal, but a year or month
/// does not (2.2023年…, 3.8月底前…).
fn arabic_dot(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let (rest, n) = arabic(text)?;
    let mut behind = without_blanks(rest).chars();
    let Some(sign @ ('.' | '．' | '、' | ')' | '）')) = behind.next() else { return fail() };
    let rest = behind.as_str();
    let figure = rest.starts_with(|c| arabic_digit(c).is_some() || c == '%');
    let decimal = figure && matches!(sign, '.' | '．') && !begins_with_date(rest);
    // 1、2、3级: an enumeration in running text.
    let series = sign == '、' && opt((arabic, one_of("、"))).parse(rest)?.1.is_some();
    if decimal || series || n > 999 {
        return fail();
    }
    let family = if is_close_paren(sign) { Family::ArabicHalfParen } else { Family::ArabicDot };
    Ok((rest, plain(family)(n)))
}

/// `misread-one = ("l" | "I") ("." | "．" | "、")` in front of words: 1. as it is read from a picture.
fn misread_one(text: &str) -> Parsed<'_, (Family, DivisionNumber)> {
    let (rest, _) = (one_of("lI"), one_of(".．、")).parse(text)?;
    if rest.trim_start_matches(is_blank).starts_with(crate::grammar::sign::is_han) {
        Ok((rest, plain(Family::ArabicDot)(1)))
    } else {
        fail()
    }
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
        return fail();
    }
    Ok((rest, (Family::Dash, DivisionNumber::default())))
}

/// A sign that stands behind a marker and is no part of it: 第一章：, （一）、.
fn sign_behind(family: Family, text: &str) -> usize {
    // Nearly always the text itself follows.
    if matches!(text.as_bytes(), [0xe4..=0xe9, ..]) {
        return 0;
    }
    let rest = without_blanks(text);
    let sign = rest.chars().next().filter(|&sign| match family {
        Family::Part | Family::Subpart | Family::Chapter | Family::Section => {
            is_colon(sign) || sign == '、' && !rest.starts_with("、第")
        }
        Family::Article => is_colon(sign),
        Family::HanParen | Family::ArabicParen => matches!(sign, '、' | '．') || is_colon(sign),
        Family::ArabicHalfParen | Family::Circled => sign == '、',
        _ => false,
    });
    sign.map_or(0, |sign| text.len() - rest.len() + sign.len_utf8())
}

/// `decimal = number { "." number } ["." | "、"]`: 1.2.1, 01. Only its neighbours show that it counts: see
/// [`crate::numbering`].
pub(crate) fn decimal_at(text: &str) -> Option<Marker> {
    let figure = |c| arabic_digit(c).is_some();
    let (mut parts, mut count, mut rest) = ([0_u32; 4], 0, text);
    loop {
        let behind = rest.trim_start_matches(figure);
        *parts.get_mut(count)? = counting(arabic_value(&rest[..rest.len() - behind.len()]))?;
        (count, rest) = (count + 1, behind);
        match rest.strip_prefix(['.', '．']) {
            Some(next) if next.starts_with(figure) => rest = next,
            _ => break,
        }
    }
    if count > 1 {
        rest = rest.strip_prefix(['.', '．', '、']).unwrap_or(rest);
    }
    let family = match count {
        1 => Family::Decimal,
        2 => Family::Decimal2,
        3 => Family::Decimal3,
        _ => Family::Decimal4,
    };
    let [main, sub, further @ ..] = parts;
    let small = |n: u32| u8::try_from(n).ok().filter(|&n| n < 100);
    let number = DivisionNumber {
        main: u32::from(small(main)?),
        sub: small(sub)?.into(),
        further: [small(further[0])?, small(further[1])?],
    };
    Some(Marker {
        family,
        number,
        len: (text.len() - rest.len()) as u32,
        blank_after: rest.starts_with(is_blank),
    })
}

/// What a marker begins with that has no Han numeral in front.
pub(crate) const FIRST: &str = "第(（0123456789０１２３４５６７８９—─－―lI\
    ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩";

/// The marker at the start of a raw line; the first character chooses the rule.
pub(crate) fn marker_at(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let rule = match first {
        '第' => ordinal,
        '(' | '（' => paren,
        '0'..='9' | '０'..='９' => arabic_dot,
        '—' | '─' | '－' | '―' => dash,
        '①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛' | '㈠'..='㈩' => enclosed,
        'l' | 'I' => misread_one,
        c if is_han_numeral(c) => han_comma,
        _ => return None,
    };
    let ((family, number), len) = prefix(rule, text)?;
    let len = len + sign_behind(family, &text[len..]);
    let blank_after = begins_blank(&text[len..]);
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
            ("l.甲", Family::ArabicDot, 1, 0),
            ("(3)甲", Family::ArabicParen, 3, 0),
            ("③甲", Family::Circled, 3, 0),
            ("1）甲", Family::ArabicHalfParen, 1, 0),
            ("——坚持", Family::Dash, 0, 0),
            ("第一部分　总则", Family::Part, 1, 0),
            ("第二部分：建设标准", Family::Part, 2, 0),
        ] {
            let marker = marker_at(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((marker.family, marker.number.main, marker.number.sub), (family, main, sub), "{text}");
        }
    }

    #[test]
    fn signs_behind_a_marker_belong_to_it() {
        for (text, len) in [
            ("第一章：总则", "第一章："),
            ("第一章 、总则", "第一章 、"),
            ("（一）、甲", "（一）、"),
            ("1）、甲", "1）、"),
            ("第一章、第二章", "第一章"),
            ("一、甲", "一、"),
        ] {
            assert_eq!(marker_at(text).map(|m| m.len as usize), Some(len.len()), "{text}");
        }
    }

    #[test]
    fn decimals() {
        for (text, number, len) in [
            ("1.2.1　甲", vec![1, 2, 1], "1.2.1"),
            ("１．１甲", vec![1, 1], "１．１"),
            ("2.10.甲", vec![2, 10], "2.10."),
            ("01综合", vec![1], "01"),
            ("3 甲", vec![3], "3"),
        ] {
            let marker = decimal_at(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((marker.number.to_vec(), marker.len as usize), (number, len.len()), "{text}");
        }
        for text in ["2.0版", "1.2.3.4.5甲", "2023甲", "甲", "0.5%"] {
            assert_eq!(decimal_at(text), None, "{text}");
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
            "第一部分是总则",
            "第二部分　由市人民政府负责，其他部分另行规定。",
            "1、2、3级",
            "（二）、（三）项规定的",
            "（4）和（5）项积分",
            "———",
            "（0）甲",
            "（零）甲",
            "（4294967295）甲",
            "0.甲",
            "第零条 甲",
            "第０章 甲",
        ] {
            assert_eq!(marker_at(text), None, "{text}");
        }
    }
}
