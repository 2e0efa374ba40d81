//! Document numbers (发文字号): 津政发〔2023〕17号, 建教发(2016)31号, 中国人民银行令〔2024〕第3号, 第777号.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while_m_n},
    character::complete::{one_of, satisfy},
    combinator::{fail, map_opt, opt},
};

use super::{
    Parsed,
    number::{misread, misread_digit, number},
    prefix,
    sign::is_han,
    whole,
};

/// A document number as its parts; `agency` counts bytes of the compact text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DocNumberForm {
    /// The length of the agency's part (机关代字); 0 where there is none.
    pub(crate) agency: usize,
    pub(crate) year: Option<u16>,
    pub(crate) number: Option<u32>,
}

/// How many characters an agency's abbreviation may have; the longest known has 14.
const LONGEST_AGENCY: usize = 24;

/// How many the names of organs may have that issue an order together: 甲部乙总局丙委员会令.
const LONGEST_JOINT_AGENCY: usize = 60;

/// How many bytes such a number has at most as a whole.
const LONGEST_JOINT_NUMBER: usize = 210;

fn read_year(text: &str) -> Option<u32> {
    text.chars().try_fold(0, |n, c| Some(n * 10 + misread_digit(c)?))
}

/// `year = open 4digit close`, with any pair of brackets.
pub(super) fn bracketed_year(text: &str) -> Parsed<'_, u16> {
    let opens = |c| matches!(c, '〔' | '﹝' | '[' | '［' | '(' | '（' | '【' | '〈' | '<' | '{' | '〖');
    let closes = |c| matches!(c, '〕' | '﹞' | ']' | '］' | ')' | '）' | '】' | '〉' | '>' | '}' | '〗');
    let (rest, _) = satisfy(opens)(text)?;
    let (rest, y) = map_opt(take_while_m_n(4, 4, |c| misread_digit(c).is_some()), read_year).parse(rest)?;
    let (rest, _) = opt(tag("年")).parse(rest)?;
    let (rest, _) = satisfy(closes)(rest)?;
    Ok((rest, y as u16))
}

/// `serial = ["第"] number "号"`
pub(super) fn serial(text: &str) -> Parsed<'_, u32> {
    let (rest, (_, n, _)) = (opt(tag("第")), alt((misread, number)), tag("号")).parse(text)?;
    Ok((rest, n))
}

/// `doc-number = agency year serial`
pub(super) fn numbered(text: &str) -> Parsed<'_, DocNumberForm> {
    let agency_char = |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '-' | '—');
    let (mut rest, mut agency) = take_while_m_n(1, LONGEST_AGENCY, agency_char)(text)?;
    // The names of several organs stand in no running text with their number behind them.
    if rest.starts_with(agency_char) && text.len() <= LONGEST_JOINT_NUMBER {
        (rest, agency) = take_while_m_n(1, LONGEST_JOINT_AGENCY, agency_char)(text)?;
        if !agency.ends_with(['令', '告']) {
            return fail().parse(text);
        }
    }
    let (rest, (year, number)) = (bracketed_year, serial).parse(rest)?;
    // 2031年5月4日甲政〔2031〕38号: a day stands in front of the number.
    if agency.contains('日') && super::date::date_at(agency).is_some() {
        return fail().parse(text);
    }
    Ok((rest, DocNumberForm { agency: agency.len(), year: Some(year), number: Some(number) }))
}

/// `session = ["〔"] ["第"] number "届" ["〕"]`: 〔十七届〕, 第十四届.
fn session(text: &str) -> Parsed<'_, ()> {
    let (rest, open) = opt(one_of("〔﹝[［(（")).parse(text)?;
    let (rest, _) = (opt(tag("第")), number, tag("届")).parse(rest)?;
    if open.is_none() {
        return Ok((rest, ()));
    }
    one_of("〕﹞]］)）").map(|_| ()).parse(rest)
}

/// `order-number = [year | session] "第" number "号" | 4digit "年第" number "号"`: 第777号, 〔2007〕第1号, 2016年第5号,
/// 〔十七届〕第5号, and an order's whose organ is named by its short form: 甲府令第121号.
fn bare(text: &str) -> Parsed<'_, DocNumberForm> {
    if let Ok((rest, form)) = short_order(text) {
        return Ok((rest, form));
    }
    // 〔2031〕5号: minutes are counted without an agency.
    if let Ok((rest, (year, number))) = (bracketed_year, serial).parse(text) {
        return Ok((rest, DocNumberForm { agency: 0, year: Some(year), number: Some(number) }));
    }
    let (rest, year) = opt(plain_year).parse(text)?;
    let (rest, _) = if year.is_none() { opt(session).parse(rest)? } else { (rest, None) };
    let (rest, (_, number, _)) = (tag("第"), number, tag("号")).parse(rest)?;
    Ok((rest, DocNumberForm { agency: 0, year, number: Some(number) }))
}

/// `short-order = 1-2 han ("府" | "政") "令" "第" number "号"`
fn short_order(text: &str) -> Parsed<'_, DocNumberForm> {
    let ends = |at: &usize| {
        text.get(*at..).is_some_and(|rest| ["府令第", "政令第"].iter().any(|word| rest.starts_with(word)))
    };
    let Some(agency) = (3..=6).find(ends).map(|at| at + "府令".len()) else { return fail().parse(text) };
    let (rest, (_, number, _)) = (tag("第"), number, tag("号")).parse(&text[agency..])?;
    Ok((rest, DocNumberForm { agency, year: None, number: Some(number) }))
}

pub(super) fn plain_year(text: &str) -> Parsed<'_, u16> {
    let (rest, y) = super::date::year(text)?;
    let (rest, _) = tag("年")(rest)?;
    Ok((rest, y))
}

/// A document number with an agency at the start of a compact text, and its length.
pub(crate) fn doc_number_at(text: &str) -> Option<(DocNumberForm, usize)> {
    prefix(numbered, text)
}

/// A compact text that is a document number and nothing else. Brackets around it are not part of it.
pub(crate) fn parse_doc_number(text: &str) -> Option<DocNumberForm> {
    whole(numbered, text.ends_with('号').then_some(text)?)
}

/// A compact text that is the number of an order (第777号) and nothing else.
pub(crate) fn parse_order_number(text: &str) -> Option<DocNumberForm> {
    whole(bare, text.ends_with('号').then_some(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_notation() {
        for (text, agency, year, number) in [
            ("津政发〔2023〕17号", "津政发", 2023, 17),
            ("建教发（2016）31号", "建教发", 2016, 31),
            ("沪房地资廉[2001]280号", "沪房地资廉", 2001, 280),
            ("黔府发〔２０２２〕８号", "黔府发", 2022, 8),
            ("教基一厅[2014]1号", "教基一厅", 2014, 1),
            ("津政发[2O23]17号", "津政发", 2023, 17),
            ("中国人民银行令〔2007〕第1号", "中国人民银行令", 2007, 1),
        ] {
            let form = parse_doc_number(text).unwrap();
            assert_eq!(&text[..form.agency], agency);
            assert_eq!((form.year, form.number), (Some(year), Some(number)));
        }
        assert_eq!(parse_order_number("第777号").unwrap().number, Some(777));
        assert_eq!(parse_order_number("第七号").unwrap().number, Some(7));
        assert_eq!(parse_order_number("〔十七届〕第5号").unwrap().number, Some(5));
        assert_eq!(parse_order_number("第十四届第12号").unwrap().number, Some(12));
        assert_eq!(parse_order_number("二〇二三年第五号").unwrap().year, Some(2023));
        let short = parse_order_number("甲府令第121号").unwrap();
        assert_eq!((short.agency, short.number), ("甲府令".len(), Some(121)));
        assert_eq!(parse_doc_number("第777号"), None);
        assert_eq!(parse_doc_number("〔2023〕17号"), None);
    }
}
