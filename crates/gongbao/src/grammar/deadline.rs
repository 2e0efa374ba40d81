//! Times as running text says them: 2024年6月底前, 到2025年, 2023年4月—11月, “十四五”末, 60日内.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::tag,
    character::complete::one_of,
    combinator::{map_opt, not, opt, peek},
    sequence::terminated,
};

use super::{
    Parsed,
    date::{dashed_date, day_part, month_part, year},
    fail,
    number::{Figures, arabic_digit, han_value, is_han_numeral, number},
    prefix,
};
use crate::model::{Date, DatePrecision, DateRelation};

/// A stretch of time as far as the text says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) from: Option<Date>,
    pub(crate) until: Option<Date>,
    pub(crate) precision: DatePrecision,
    /// Whether two dates bound it (2023年至2025年) or the words for a stretch (“十四五”期间).
    pub(crate) stretch: bool,
    /// What year and month a second date may leave out (2024年4月—11月).
    year: Option<u16>,
    month: Option<u8>,
}

impl Period {
    fn of(date: Option<Date>, precision: DatePrecision, year: Option<u16>, month: Option<u8>) -> Self {
        Self { from: date, until: date, precision, stretch: false, year, month }
    }

    /// Whether nothing but a year is said: 2031年.
    pub(crate) const fn is_year(&self) -> bool {
        matches!(self.precision, DatePrecision::Year) && !self.stretch
    }

    /// Whether it is a stretch of years: “十四五”期间.
    pub(crate) const fn is_stretch(&self) -> bool {
        self.stretch
    }

    /// Whether only a month or a day is said.
    pub(crate) const fn is_yearless(&self) -> bool {
        self.year.is_none() && self.month.is_some()
    }
}

/// How many bytes of the words in front of a date without a year say which years': 每年|3月底前, 次年的|1月31日前.
pub(crate) fn returning_len(before: &str) -> usize {
    let bare = before.strip_suffix('的').unwrap_or(before);
    let word = ["每年", "当年", "次年", "今年", "明年", "本年", "翌年"].iter().find(|w| bare.ends_with(**w));
    word.map_or(0, |word| word.len() + before.len() - bare.len())
}

/// `moment = date | year "年" [half | quarter | month [day]] [end] | month [day] [end]`
fn moment(text: &str, context: Option<u16>) -> Parsed<'_, Period> {
    let Ok((rest, y)) = year(text) else { return month_of(text, context) };
    if let Some(rest) = rest.strip_prefix('年') {
        return in_year(rest, Some(y));
    }
    if let Ok((rest, date)) = dashed_date(text) {
        let year = date.map(|d| d.parts().0);
        return Ok((rest, Period::of(date, DatePrecision::Day, year, None)));
    }
    month_of(text, context)
}

/// What follows 年.
fn in_year(text: &str, year: Option<u16>) -> Parsed<'_, Period> {
    let date = year.and_then(Date::year);
    if let Ok((rest, (first, last, precision))) = part_of_year(text) {
        let month = |m| Date::month(year?, m);
        let period = Period { until: month(last), ..Period::of(month(first), precision, year, None) };
        return Ok((rest, period));
    }
    if let Ok(found) = month_of(text, year) {
        return Ok(found);
    }
    if let Ok((rest, _)) = end_of("年", text) {
        let last = date.map(Date::last_day);
        return Ok((rest, Period::of(last, DatePrecision::Year, year, None)));
    }
    let (rest, _) = opt(alt((tag("度"), beginning))).parse(text)?;
    Ok((rest, Period::of(date, DatePrecision::Year, year, None)))
}

/// `beginning = "初"` where it begins no other word: 2031年初, and not 2031年初中毕业生, 初步, 初审.
fn beginning(text: &str) -> Parsed<'_, &str> {
    terminated(tag("初"), not(one_of("中一二三级步始次等小高审赛试选评稿具衷诊"))).parse(text)
}

/// `part-of-year = ("上半年" | "下半年" | ["第"] number "季度") ["末" | "底"]`: its first and last month; of an end the last alone.
fn part_of_year(text: &str) -> Parsed<'_, (u8, u8, DatePrecision)> {
    // Nothing else begins one.
    let first = text.chars().next();
    if !first
        .is_some_and(|c| matches!(c, '上' | '下' | '第') || is_han_numeral(c) || arabic_digit(c).is_some())
    {
        return fail();
    }
    let (rest, (first, last, precision)) = alt((
        tag("上半年").map(|_| (1, 6, DatePrecision::Half)),
        tag("下半年").map(|_| (7, 12, DatePrecision::Half)),
        map_opt((opt(tag("第")), number, tag("季度")), |(_, n, _)| {
            let last = u8::try_from(n).ok().filter(|n| (1..=4).contains(n))? * 3;
            Some((last - 2, last, DatePrecision::Quarter))
        }),
    ))
    .parse(text)?;
    match rest.strip_prefix(['末', '底']) {
        Some(rest) => Ok((rest, (last, last, precision))),
        None => Ok((rest, (first, last, precision))),
    }
}

/// `month-of = number "月" [number "日"] [end]`
fn month_of(text: &str, year: Option<u16>) -> Parsed<'_, Period> {
    let (rest, m) = map_opt(month_part, |m| (1..=12).contains(&m).then_some(m)).parse(text)?;
    if let Ok((rest, d)) = day_part(rest) {
        let date = year.and_then(|y| Date::day(y, m, d));
        return Ok((rest, Period::of(date, DatePrecision::Day, year, Some(m))));
    }
    let date = year.and_then(|y| Date::month(y, m));
    if let Ok((rest, _)) = end_of("月", rest) {
        let last = date.map(Date::last_day);
        return Ok((rest, Period::of(last, DatePrecision::Month, year, Some(m))));
    }
    let mut period = Period::of(date, DatePrecision::Month, year, Some(m));
    for (word, first, last) in [("上旬", 1, Some(10)), ("中旬", 11, Some(20)), ("下旬", 21, None)] {
        if let Some(rest) = rest.strip_prefix(word) {
            period.from = year.and_then(|y| Date::day(y, m, first));
            period.until = match last {
                Some(last) => year.and_then(|y| Date::day(y, m, last)),
                None => date.map(Date::last_day),
            };
            return Ok((rest, period));
        }
    }
    let (rest, _) = opt(alt((tag("份"), beginning))).parse(rest)?;
    Ok((rest, period))
}

/// `end = [unit] ("底" | "末" ["期"])`: 底, 年底, 月末.
fn end_of<'a>(unit: &'static str, text: &'a str) -> Parsed<'a, &'a str> {
    if !text.starts_with(['年', '月', '底', '末']) {
        return fail();
    }
    let (rest, _) = opt(tag(unit)).parse(text)?;
    alt((tag("底"), tag("末期"), tag("末"))).parse(rest)
}

/// `range = moment ("至" | "—" | …) moment`, the second without what the first has said.
fn range(text: &str) -> Parsed<'_, Period> {
    let (rest, first) = alt((|t| moment(t, None), bare_year)).parse(text)?;
    if let Some((behind, day)) = day_before_dash(text, rest, &first) {
        if let Ok((rest, second)) = second_part(behind, &day) {
            return Ok((rest, Period { from: day.from, stretch: true, ..second }));
        }
    }
    let Ok((rest, second)) = second_part(rest, &first) else {
        // A bare year is a date only as the beginning of a range.
        return if first.month == Some(0) { fail() } else { Ok((rest, first)) };
    };
    Ok((rest, Period { from: first.from, stretch: true, ..second }))
}

/// The first of two days where it has no 日: the 9 of 5月9—15日. `behind` is what stands behind its month.
fn day_before_dash<'a>(text: &str, behind: &'a str, month: &Period) -> Option<(&'a str, Period)> {
    // A figure right behind 月 is rare.
    let is_month = text.get(..text.len() - behind.len())?.ends_with('月');
    if !is_month || !behind.starts_with(|c| arabic_digit(c).is_some()) {
        return None;
    }
    let (rest, d) = number(behind).ok()?;
    let date = month.year.and_then(|y| Date::day(y, month.month?, d as u8));
    Some((rest, Period::of(date, DatePrecision::Day, month.year, month.month)))
        .filter(|_| (1..=31).contains(&d))
}

/// 2023 in front of —2025年.
fn bare_year(text: &str) -> Parsed<'_, Period> {
    let (rest, y) = year(text)?;
    let (rest, _) = peek(dash).parse(rest)?;
    Ok((rest, Period::of(Date::year(y), DatePrecision::Year, Some(y), Some(0))))
}

/// `dash = ["起"] ("至" | "到" | "—" ["—"] | "-" | "~")`
fn dash(text: &str) -> Parsed<'_, &str> {
    if !text.starts_with(['起', '至', '到', '—', '－', '–', '-', '~', '～']) {
        return fail();
    }
    let (rest, _) = opt(tag("起")).parse(text)?;
    alt((tag("至"), tag("到"), tag("——"), tag("—"), tag("－"), tag("–"), tag("-"), tag("~"), tag("～")))
        .parse(rest)
}

fn second_part<'a>(text: &'a str, first: &Period) -> Parsed<'a, Period> {
    let (rest, _) = dash(text)?;
    match moment(rest, first.year) {
        Ok(found) => Ok(found),
        Err(error) => {
            // 8月10日至15日
            let (Some(month), DatePrecision::Day) = (first.month, first.precision) else { return Err(error) };
            let (rest, d) = day_part(rest)?;
            let date = first.year.and_then(|y| Date::day(y, month, d));
            Ok((rest, Period::of(date, DatePrecision::Day, first.year, first.month)))
        }
    }
}

/// A time at the start of a compact text, and its length; not the year of a number (2014年第1号, 2023年第21期).
pub(crate) fn period_at(text: &str) -> Option<(Period, usize)> {
    if !may_be_time(Figures::of(text)) {
        return None;
    }
    let (period, len) = prefix(range, text)?;
    let rest = text.get(len..)?;
    // A serial number stands behind a year alone: 2031年第3次, and not 2031年6月8日第13次.
    let is_serial = text.get(..len).is_some_and(|t| t.ends_with(['年', '度'])) && is_serial(rest);
    (!is_serial).then_some((period, len))
}

/// Whether what follows the first figures can make them a time: the fast test in front of the exact one. Most numbers
/// are amounts.
pub(crate) fn may_be_time(figures: Figures<'_>) -> bool {
    match figures.next {
        // In Han or of full width.
        _ if figures.count == 0 => true,
        Some('年') => figures.count <= 4,
        Some('月') => true,
        Some('至' | '到' | '起' | '—' | '–' | '－' | '-' | '/' | '.' | '．' | '~' | '～') => {
            figures.count == 4
        }
        // A number may go on in other figures: 二00一, 1２.
        Some(c) => figures.count < 4 && (is_han_numeral(c) || arabic_digit(c).is_some()),
        None => false,
    }
}

/// Whether a serial number follows a year: 第1号, 第21期, 17号.
fn is_serial(text: &str) -> bool {
    let after = text.strip_prefix('第').unwrap_or(text);
    if !after.starts_with(|c| is_han_numeral(c) || arabic_digit(c).is_some()) {
        return false;
    }
    let Some((_, len)) = prefix(number, after) else { return false };
    after.get(len..).is_some_and(|t| t.starts_with(['号', '期', '批', '次', '届']))
}

/// `plan = quote "十" number "五" quote ("末" | "末期" | "期间" | "时期" | "期末")`
fn plan(text: &str) -> Parsed<'_, Period> {
    let (rest, _) = alt((tag("“"), tag("\""))).parse(text)?;
    let (rest, n) = five_year_plan(rest)?;
    let (rest, _) = alt((tag("”"), tag("\""))).parse(rest)?;
    let (rest, end) = alt((
        alt((tag("末期"), tag("期末"), tag("末"))).map(|_| true),
        alt((tag("期间"), tag("时期"))).map(|_| false),
    ))
    .parse(rest)?;
    // The tenth plan began in 2001.
    let start = 1951 + 5 * n;
    let (from, until) = (Date::year(start), Date::year(start + 4));
    let (from, until) =
        if end { (until.map(Date::last_day), until.map(Date::last_day)) } else { (from, until) };
    Ok((rest, Period { until, stretch: !end, ..Period::of(from, DatePrecision::Year, None, None) }))
}

/// 十四五 is the fourteenth plan, 九五 the ninth, 十五 the tenth.
fn five_year_plan(text: &str) -> Parsed<'_, u16> {
    let (rest, digits) = nom::bytes::complete::take_while_m_n(2, 3, is_han_numeral)(text)?;
    let Some(n) = digits.strip_suffix('五').and_then(han_value).filter(|n| (5..=30).contains(n)) else {
        return fail();
    };
    Ok((rest, n as u16))
}

/// Whether a text can begin with a plan, by the numeral behind its first sign and the 五” or 五" at its end: the fast test in
/// front of the exact one. Most quotations are other words.
pub(crate) fn may_be_plan(text: &str) -> bool {
    const REACH: usize = "“二十五”".len();
    let head = text.as_bytes().get(..REACH).unwrap_or(text.as_bytes());
    let ends = |quote: &str| head.windows(quote.len()).any(|end| end == quote.as_bytes());
    text.chars().nth(1).is_some_and(is_han_numeral)
        && ends(if text.starts_with('"') { "五\"" } else { "五”" })
}

/// The time of a five-year plan at the start of a compact text: “十四五”末.
pub(crate) fn plan_at(text: &str) -> Option<(Period, usize)> {
    prefix(plan, text)
}

/// How the words around a date limit what is said, and how many bytes of them there are on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Around {
    pub(crate) relation: DateRelation,
    pub(crate) before: usize,
    pub(crate) after: usize,
    /// Whether the words set a term; 截至 only says as of when something is counted.
    pub(crate) is_term: bool,
}

/// Whether 到 or 至 behind these words is part of a verb: 达到, 感到, 增长至2031年的9亿元.
fn reaches(lead: &str, is_to: bool) -> bool {
    is_to && lead.ends_with(['达', '感'])
        || ["增长", "增加", "提高", "提升", "上升", "下降", "减少"].iter().any(|w| lead.ends_with(w))
}

/// `by = "到" | "至" | "截至" | …` in front; `before = "之前" | "以前" | "前"`, `from = "起" | …` behind.
pub(crate) fn around(before: &str, after: &str, stretch: bool) -> Around {
    const BY: [(&str, bool); 11] = [
        ("不晚于", true),
        ("不迟于", true),
        ("不得晚于", true),
        ("不得迟于", true),
        ("截至到", false),
        ("截至", false),
        ("截止到", true),
        ("截止至", true),
        ("直至", true),
        ("至", true),
        ("到", true),
    ];
    let bounds = if before.ends_with(['到', '至']) || before.ends_with("晚于") || before.ends_with("迟于")
    {
        &BY[..]
    } else {
        &[]
    };
    let by = bounds
        .iter()
        .find(|(w, _)| before.ends_with(w))
        .filter(|(w, _)| !before.strip_suffix(w).is_some_and(|t| reaches(t, *w == "到")));
    let lead = by.map_or(0, |(w, _)| w.len());
    // Most dates stand alone: the words behind are asked for only where their first character is there.
    let is_bound = after.starts_with(['之', '以', '前', '开', '起', '后', '期', '间', '年', '内']);
    let after = if is_bound { after } else { "" };
    if let Some(word) = ["之前", "以前", "前"].iter().find(|w| after.starts_with(**w)) {
        let rest = after.get(word.len()..).unwrap_or("");
        // 2024年前三季度, 6月前后, 年前来: another word begins with 前, and 一次性 is no number.
        let counts = |c| is_han_numeral(c) || arabic_digit(c).is_some();
        let once = ["一次", "一并", "一律"].iter().any(|w| rest.starts_with(w));
        let other = *word == "前" && rest.starts_with(|c| counts(c) || "后往几期半".contains(c)) && !once;
        if !other {
            return Around { relation: DateRelation::Before, before: lead, after: word.len(), is_term: true };
        }
    }
    // （…；完成时限：2024年9月底）
    let labelled = before.ends_with([':', '：'])
        && ["完成时限", "完成时间", "办结时限", "整改时限", "时间节点"]
            .iter()
            .any(|w| before.trim_end_matches([':', '：']).ends_with(w));
    if labelled && !stretch {
        return Around { relation: DateRelation::By, before: 0, after: 0, is_term: true };
    }
    if let Some((word, is_term)) = by.filter(|_| !stretch) {
        // 1月28日（周二）至2月4日 is a stretch of time.
        let goes_on = before.strip_suffix(word).is_some_and(|t| t.ends_with(['）', ')']));
        let is_term = *is_term && !goes_on;
        return Around { relation: DateRelation::By, before: word.len(), after: 0, is_term };
    }
    let from = if before.ends_with(['自', '从']) { '自'.len_utf8() } else { 0 };
    let after_from = ["开始", "以来", "以后", "之后", "起", "后"].iter().find(|w| after.starts_with(**w));
    let during = ["期间", "间", "年内", "内"].iter().find(|w| after.starts_with(**w)).map_or(0, |w| w.len());
    let plain = |relation, before, after| Around { relation, before, after, is_term: false };
    match after_from {
        _ if stretch => plain(DateRelation::During, from, during),
        Some(word) => plain(DateRelation::From, from, word.len()),
        None if from > 0 => plain(DateRelation::From, from, 0),
        None if during > 0 => plain(DateRelation::During, 0, during),
        None => plain(DateRelation::At, 0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn times_of_every_notation() {
        for (text, from, until) in [
            ("2024年6月底", "2024-06-30", "2024-06-30"),
            ("2024年底", "2024-12-31", "2024-12-31"),
            ("2020年年底", "2020-12-31", "2020-12-31"),
            ("2025年", "2025", "2025"),
            ("2024年上半年", "2024-01", "2024-06"),
            ("2024年5月上旬", "2024-05-01", "2024-05-10"),
            ("2024年5月中旬", "2024-05-11", "2024-05-20"),
            ("2024年2月下旬", "2024-02-21", "2024-02-29"),
            ("2024年第二季度", "2024-04", "2024-06"),
            ("2024年一季度末", "2024-03", "2024-03"),
            ("2024年4月-11月", "2024-04", "2024-11"),
            ("2023—2025年", "2023", "2025"),
            ("2023年1月1日至12月31日", "2023-01-01", "2023-12-31"),
            ("2023年5月1日至3日", "2023-05-01", "2023-05-03"),
            ("2023年5月9—15日", "2023-05-09", "2023-05-15"),
            ("2023年初", "2023", "2023"),
            ("二○二四年三月", "2024-03", "2024-03"),
            ("2023.6.28", "2023-06-28", "2023-06-28"),
        ] {
            let (period, len) = period_at(text).unwrap_or_else(|| panic!("{text}"));
            let iso = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
            assert_eq!(
                (iso(period.from), iso(period.until), len),
                (from.into(), until.into(), text.len()),
                "{text}"
            );
        }
        assert_eq!(period_at("2031年6月8日第13次").map(|(_, len)| len), Some("2031年6月8日".len()));
        let length = |t| period_at(t).map(|(_, len)| len);
        assert_eq!(length("6月25-26日考试"), Some("6月25-26日".len()));
        for (text, time) in
            [("2031年初中毕业", "2031年"), ("2031年初步建成", "2031年"), ("2031年5月9个", "2031年5月")]
        {
            assert_eq!(length(text), Some(time.len()), "{text}");
        }
        for text in ["2014年第1号", "2023年第21期", "2023", "3个月", "2023—2", "13月"] {
            assert_eq!(period_at(text), None, "{text}");
        }
        assert_eq!(period_at("6月底前").map(|(p, len)| (p.until, len)), Some((None, 7)));
        let plan = |t| plan_at(t).and_then(|(p, _)| p.until).map(|d| d.to_string());
        assert_eq!(plan("“十四五”末期").as_deref(), Some("2025-12-31"));
        assert_eq!(plan("\"十四五\"末期").as_deref(), Some("2025-12-31"));
        assert_eq!(plan("“十五”期间").as_deref(), Some("2005"));
        assert_eq!(plan("“十四五”规划"), None);
    }

    #[test]
    fn words_around_a_date() {
        for (before, after, relation, term) in [
            ("", "前,完成", DateRelation::Before, true),
            ("", "前一次性拨付", DateRelation::Before, true),
            ("到", ",全市", DateRelation::By, true),
            ("截至", ",全市", DateRelation::By, false),
            ("最迟不晚于", "完成", DateRelation::By, true),
            ("产值增长至", "的9亿元", DateRelation::At, false),
            ("1月28日（周二）至", "放假", DateRelation::By, false),
            ("自", "起施行", DateRelation::From, false),
            ("", "期间", DateRelation::During, false),
            ("", "前三季度", DateRelation::At, false),
        ] {
            let found = around(before, after, false);
            assert_eq!((found.relation, found.is_term), (relation, term), "{before}|{after}");
        }
        for (before, words) in [("应当于每年", 6), ("于次年的", 9), ("2031年", 0), ("应当于", 0)]
        {
            assert_eq!(returning_len(before), words, "{before}");
        }
    }
}
