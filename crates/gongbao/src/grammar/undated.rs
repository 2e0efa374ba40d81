//! Deadlines without a date, as running text says them: 60日内, 届满前30日内, 每月5日前, 年底前. They are read backwards, from the word
//! that ends them.

use super::{
    deadline::returning_len,
    number::{arabic_digit, is_han_numeral, parse_number},
    word::Endings,
};

/// Whether what may stand in front of 内 ends with a character: the fast test in front of the exact one.
pub(crate) const fn ends_term(c: char) -> bool {
    matches!(c, '日' | '时' | '钟' | '周' | '天' | '月' | '年' | '之' | '以' | '底' | '末')
}

/// `stretch = number [ "个" ] unit [ "之" | "以" ]` at the end of a text: what stands in front of it, the number, the unit.
fn stretch_at_end(before: &str) -> Option<(&str, u64, &str)> {
    const UNITS: [&str; 15] = [
        "个工作日",
        "工作日",
        "个交易日",
        "交易日",
        "个自然日",
        "自然日",
        "个月",
        "个小时",
        "小时",
        "分钟",
        "周",
        "日",
        "天",
        "月",
        "年",
    ];
    let bare = before.strip_suffix(['之', '以']).unwrap_or(before);
    let (rest, unit) = UNITS.iter().find_map(|u| bare.strip_suffix(u).map(|rest| (rest, *u)))?;
    let figures = |digit: fn(char) -> bool| {
        rest.char_indices().rev().take(6).take_while(|&(_, c)| digit(c)).last().map(|(at, _)| at)
    };
    let start = figures(|c| arabic_digit(c).is_some()).or_else(|| figures(is_han_numeral))?;
    let value = parse_number(rest.get(start..)?)?;
    Some((rest.get(..start)?, value.into(), unit))
}

/// What a period is counted back from: 届满|30日前, 举行的|十日前.
const EVENTS: Endings<'_, '_> =
    Endings::new(&["届满", "期满", "到期", "举行", "召开", "开工", "施工", "开始", "实施", "之日"]);

/// What a day is one of whose month no number says: 每月|5日前, 次月|十五日内.
const MONTHS: Endings<'_, '_> = Endings::new(&["每月", "次月", "当月", "下月", "本月", "首月", "翌月"]);

/// Which month or year it is the end of, where its name stands once: 每|月底, 次|月底.
const WHICH: Endings<'_, '_> = Endings::new(&["每", "当", "次"]);

/// The quarters whose first month the words name: 每季度|首月, 每个季度|第1个月.
const QUARTERS: Endings<'_, '_> =
    Endings::new(&["每季度", "每个季度", "下季度", "次季度", "下一季度", "季度"]);

/// How many bytes of the words in front of a day say which month's: 每月, 每季度首月, 每季度第一个月的.
fn month_len(lead: &str, unit: &str) -> Option<usize> {
    let bare = if unit == "日" { lead.strip_suffix('的').unwrap_or(lead) } else { return None };
    let rest = match MONTHS.of(bare) {
        Some(word) => bare.strip_suffix(word).map(|rest| (rest, word == "首月")),
        None => bare.strip_suffix("个月").and_then(|t| {
            let n = t.strip_suffix(|c| arabic_digit(c).is_some() || is_han_numeral(c))?;
            Some((n.strip_suffix('第')?, true))
        }),
    };
    let (rest, of_quarter) = rest?;
    let quarter = QUARTERS.of(rest).filter(|_| of_quarter).map_or(0, str::len);
    Some(lead.len() - rest.len() + quarter)
}

/// `ahead = (event ["的"] | month) stretch "前"`, read backwards from 前: how many bytes the stretch and the month take.
pub(crate) fn ahead_len(before: &str) -> Option<usize> {
    if before.ends_with(['底', '末']) {
        return end_without_date(before);
    }
    let (lead, _, unit) = stretch_at_end(before)?;
    if let Some(month) = month_len(lead, unit) {
        return Some(before.len() - lead.len() + month);
    }
    // 届满1年前30日内 counts the days.
    if unit == "年" {
        return None;
    }
    EVENTS.of(lead.strip_suffix('的').unwrap_or(lead))?;
    Some(before.len() - lead.len())
}

/// `end = ([which] ("年" | "月") | "每季" ["度"]) ("底" | "末")` of no year or month that a number says, read backwards: 年底,
/// 今年年底, 每月月底, 次月末.
fn end_without_date(before: &str) -> Option<usize> {
    let whole = before.strip_suffix(['底', '末'])?;
    let quarter = ["每季度", "每季"].into_iter().find(|quarter| whole.ends_with(quarter));
    if let Some(quarter) = quarter {
        return Some(before.len() - whole.len() + quarter.len());
    }
    let lead = whole.strip_suffix(['年', '月'])?;
    let is_number = |c| arabic_digit(c).is_some() || is_han_numeral(c) || c == '年';
    let month = MONTHS.of(lead).or_else(|| WHICH.of(lead)).map_or(0, str::len);
    let which = returning_len(lead).max(month);
    let bare = lead.get(..lead.len() - which)?;
    (which > 0 || !lead.ends_with(is_number)).then(|| before.len() - bare.len())
}

/// `within = [event "前"] stretch "内"`, read backwards from 内: how many bytes stand before it.
pub(crate) fn within_len(before: &str) -> Option<usize> {
    let (lead, value, unit) = stretch_at_end(before)?;
    let start = lead.len();
    if let Some(event) = lead.strip_suffix('前').filter(|event| EVENTS.of(event).is_some()) {
        // 申请之日前5年内 looks back.
        return (unit != "年" || !event.ends_with("之日")).then(|| before.len() - event.len());
    }
    if let Some(month) = month_len(lead, unit) {
        return Some(before.len() - start + month);
    }
    // 2024年内 is a date, 近5年内 looks back, 压缩至15日内 is a figure to be reached.
    let looks_back = [
        "近",
        "前",
        "过去",
        "最近",
        "第",
        "月",
        "压缩至",
        "压缩到",
        "压减至",
        "压减到",
        "缩短至",
        "缩短到",
        "控制在",
    ]
    .iter()
    .any(|w| lead.ends_with(w));
    let is_year = unit == "年" && value > 999;
    (!looks_back && !is_year && value > 0).then(|| before.len() - start)
}

/// Whether a period is one for which something is forbidden or free, by the words behind its 内: 3年内不得再次申请. Nothing
/// is due within it.
pub(crate) fn forbids(behind: &str) -> bool {
    const WORDS: [&str; 11] =
        ["不得", "不再", "不予", "不受理", "不接受", "不重复", "不准", "不许", "禁止", "免征", "免予"];
    behind.starts_with(['不', '禁', '免']) && WORDS.iter().any(|word| behind.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_and_ends_of_no_year() {
        assert_eq!(within_len("应当在60日"), Some(5));
        assert_eq!(within_len("自收到之日起十五个工作日"), Some(18));
        assert_eq!(within_len("应当在许可期届满前30日"), Some("前30日".len()));
        assert_eq!(ahead_len("应当于每月5日"), Some("每月5日".len()));
        assert_eq!(ahead_len("应当于每季度首月10日"), Some("每季度首月10日".len()));
        assert_eq!(ahead_len("每个季度第1个月的20日"), Some("每个季度第1个月的20日".len()));
        assert_eq!(within_len("应当在签订之日前1个月"), Some("前1个月".len()));
        assert_eq!(within_len("应当于次月十五日"), Some("次月十五日".len()));
        assert_eq!(ahead_len("应当在许可期届满三十日"), Some("三十日".len()));
        assert_eq!(ahead_len("应当在会议举行的6个月以"), Some("6个月以".len()));
        assert_eq!(ahead_len("各地要在年底"), Some("年底".len()));
        for end in ["今年年底", "每月月底", "每月底", "次月末", "每季度末", "每年底"] {
            assert_eq!(ahead_len(&["应当于", end].concat()), Some(end.len()), "{end}");
        }
        for text in [
            "2031年底",
            "6月底",
            "二〇三一年年底",
            "12月31日",
            "应当提前30日",
            "在10日",
            "届满之日",
            "届满1年",
        ] {
            assert_eq!(ahead_len(text), None, "{text}");
        }
        assert!(forbids("不得再次申请") && forbids("禁止从事") && !forbids("不提起诉讼的"));
        for text in ["压缩至5个工作日", "近5年", "2024年", "国", "本年", "工作日"] {
            assert_eq!(within_len(text), None, "{text}");
        }
    }
}
