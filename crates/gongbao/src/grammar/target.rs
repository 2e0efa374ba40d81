//! Figures to be reached: ≥98.5%, 达到45%左右, 不少于10场, 压减20%以上, 10%至20%.

use core::ops::Range;

use super::{
    number::{Figures, arabic_digit},
    word::{Among, Endings, Words},
};
use crate::model::Comparator;

/// A figure with its unit, by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) comparator: Option<Comparator>,
    pub(crate) value: Range<usize>,
    pub(crate) unit: Option<Range<usize>>,
}

/// What stands before a figure that binds it, in signs of half width: see [`bound_before`]. Longest first where one ends
/// another.
const BOUNDS: Endings<'_, '_> = Endings::new(&[
    "≥",
    "≤",
    "＞",
    "＜",
    "不低于",
    "不少于",
    "不小于",
    "不超过",
    "不高于",
    "不大于",
    "不多于",
    "至少",
    "超过",
    "突破",
    "高于",
    "大于",
    "多于",
    "低于",
    "小于",
    "少于",
    "控制在",
    "稳定在",
    "保持在",
    "达到",
    "提高到",
    "提升到",
    "提高至",
    "提升至",
    "增加到",
    "增长到",
    "降低到",
    "降至",
    "降到",
    "下降到",
    "达",
]);

/// What a word or sign in front of a figure says of it.
fn comparator_of(bound: &str) -> Comparator {
    match bound {
        "≥" | "不低于" | "不少于" | "不小于" | "至少" => Comparator::AtLeast,
        "≤" | "不超过" | "不高于" | "不大于" | "不多于" => Comparator::AtMost,
        "＞" | "超过" | "突破" | "高于" | "大于" | "多于" => Comparator::Greater,
        "＜" | "低于" | "小于" | "少于" => Comparator::Less,
        _ => Comparator::Equal,
    }
}

/// Verbs whose figure is a change or an amount to be made; without a sign beside it the figure is the target itself.
const CHANGES: Endings<'_, '_> = Endings::new(&[
    "增长", "提高", "提升", "下降", "降低", "减少", "压减", "压缩", "缩短", "增加", "新增", "新建", "建成",
    "培育", "打造", "引进", "培养", "培训", "完成", "实现", "创建", "组建", "选派", "建设",
]);

/// Verbs in front of a bound figure whose object follows it: 举办不少于10场展会.
const DOINGS: Endings<'_, '_> = Endings::new(&[
    "举办", "组织", "发布", "选派", "开展", "培育", "培训", "安排", "引进", "推出", "遴选", "派出", "召开",
    "制定", "认定", "实施",
]);

/// The last characters of what makes a target of the figure behind it.
static BINDING: Among = BOUNDS.ends().or(CHANGES.ends()).or(Among::of("=<>约"));

/// What stands behind a figure and its unit.
const AFTER: [(&str, Comparator); 9] = [
    ("及以上", Comparator::AtLeast),
    ("以上", Comparator::AtLeast),
    ("及以下", Comparator::AtMost),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("之内", Comparator::AtMost),
    ("左右", Comparator::About),
    ("上下", Comparator::About),
    ("内", Comparator::AtMost),
];

/// Units of measure; % alone is no Han character or sign of its width.
const UNITS: Words<'_, '_> = Words::new(&[
    "个百分点",
    "百分点",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "公里",
    "千米",
    "千瓦时",
    "千瓦",
    "公顷",
    "公斤",
    "千克",
    "标准煤",
    "人次",
    "小时",
    "分钟",
    "个工作日",
    "工作日",
    "岁",
    "周岁",
    "％",
    "﹪",
    "‰",
    "元",
    "美元",
    "个",
    "家",
    "名",
    "人",
    "张",
    "场",
    "次",
    "项",
    "户",
    "件",
    "所",
    "处",
    "亩",
    "吨",
    "天",
    "日",
    "年",
    "倍",
    "种",
    "批次",
    "批",
    "条",
    "台",
    "套",
    "辆",
    "艘",
    "只",
    "头",
    "座次",
    "座",
    "支",
    "门",
    "例",
    "份",
    "片",
    "米",
    "期",
    "类",
    "株",
]);

/// The length of a number in Arabic figures: 1,200.5, １２．５, 1:2, 3/4.
pub(crate) fn number_len(text: &str) -> usize {
    let mut end = 0;
    let mut sign = false;
    for (at, c) in text.char_indices() {
        if arabic_digit(c).is_some() {
            end = at + c.len_utf8();
            sign = false;
        } else if end == at && !sign && matches!(c, '.' | ',' | '．' | ':' | '：' | '∶') {
            sign = true;
        } else if !sign || arabic_digit(c).is_none() {
            break;
        }
        if sign
            && !text.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with(|d| arabic_digit(d).is_some()))
        {
            break;
        }
        if sign {
            end = at + c.len_utf8();
            sign = false;
        }
    }
    end
}

/// `unit = {"十" | "百" | "千" | "万" | "亿" | "余" | "多"} measure`
fn unit_len(text: &str) -> usize {
    let rest = text.trim_start_matches(['余', '多']);
    let rest = rest.trim_start_matches(['十', '百', '千', '万', '亿', '余', '多']);
    let scale = text.len() - rest.len();
    let unit = if rest.starts_with('%') { Some("%") } else { UNITS.beginning(rest) };
    scale + unit.map_or(0, str::len)
}

/// Whether the words before a figure bind it, and how many bytes they take.
fn bound_before(before: &str) -> Option<(Comparator, usize)> {
    match before.as_bytes() {
        [.., b'>', b'='] => Some((Comparator::AtLeast, 2)),
        [.., b'<', b'='] => Some((Comparator::AtMost, 2)),
        [.., b'>'] => Some((Comparator::Greater, 1)),
        [.., b'<'] => Some((Comparator::Less, 1)),
        [.., b'='] => Some((Comparator::Equal, 1)),
        _ => BOUNDS.of(before).map(|word| (comparator_of(word), word.len())),
    }
}

/// Words of a sentence that says what has been reached, not what is to be.
const PAST: Words<'_, '_> = Words::new(&[
    "比上年",
    "同比",
    "较上年",
    "比去年",
    "去年",
    "已",
    "截至",
    "年末",
    "全年",
    "上年",
    "了",
    "增速",
]);

/// Words of a sentence that sets a goal, and so makes a target of a change: 能耗下降5%.
const GOALS: Words<'_, '_> = Words::new(&[
    "力争", "确保", "目标", "预期", "计划", "努力", "争取", "到20", "前", "要", "任务", "规划", "每年",
    "年均", "新", "推动",
]);

/// A figure in running text and where the words that bind it begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) figure: Figure,
    /// The upper bound of a range.
    pub(crate) upper: Option<Figure>,
    /// Where the words before the figure begin.
    pub(crate) start: usize,
    /// Where the figure ends with the words behind it.
    pub(crate) end: usize,
    /// Whether what is counted follows (不少于10场展会) instead of going before (比例达到45%).
    pub(crate) counted_behind: bool,
}

/// Whether figures can be a target, by the character before them: the fast test in front of the exact one. A year is a
/// date, whatever stands before it; 11.3年 is none.
pub(crate) fn may_be_said(before: char, figures: Figures<'_>) -> bool {
    BINDING.passes(before as u32) && !figures.are_year()
}

/// A target whose figure begins at `at`; what binds it stands close to it.
pub(crate) fn said_at(text: &str, at: usize) -> Option<Said> {
    let (before, rest) = text.split_at_checked(at)?;
    if Figures::of(rest).are_year() {
        return None;
    }
    let lead = before.trim_end_matches('约');
    // Most figures have no such word in front of them.
    let (bound, word) = match bound_before(lead) {
        Some((comparator, len)) => (Some(comparator), len),
        None => (None, CHANGES.of(lead)?.len()),
    };
    let len = number_len(rest);
    let (value, tail) = rest.split_at_checked(len).filter(|_| len > 0)?;
    let is_change = bound.is_none();
    let unit = unit_len(tail);
    if unit == 0 {
        return None;
    }
    let mut end = at + value.len() + unit;
    let measure = Some(at + value.len()..end);
    let mut upper = None;
    if let Some((second, second_end)) = upper_bound(text, end) {
        end = second_end;
        upper = Some(second);
    }
    let (after, after_len) = after_len(text.get(end..).unwrap_or(""));
    let sentence = same_sentence(lead);
    if PAST.any_in(sentence) {
        return None;
    }
    if is_change && after.is_none() && !GOALS.any_in(sentence) {
        return None;
    }
    let comparator = match (bound, after) {
        (Some(Comparator::Equal) | None, Some(after)) => after,
        (Some(before), _) => before,
        (None, None) => Comparator::Equal,
    };
    let about = lead.len() < before.len() && comparator == Comparator::Equal;
    let comparator = match upper {
        Some(_) => Comparator::AtLeast,
        None if about => Comparator::About,
        None => comparator,
    };
    let start = lead.len() - word;
    Some(Said {
        figure: Figure { comparator: Some(comparator), value: at..at + value.len(), unit: measure },
        upper,
        start,
        end: end + after_len,
        counted_behind: (is_change || text.get(..start).is_some_and(|t| DOINGS.of(t).is_some()))
            && !text.get(..end).is_some_and(|t| t.ends_with(['%', '％', '点', '‰', '元'])),
    })
}

/// What stands in the same sentence, with the sign in front of it, as far back as a clause reaches.
fn same_sentence(before: &str) -> &str {
    let mut start = before.len();
    for (at, c) in before.char_indices().rev().take(40) {
        start = at;
        if matches!(c, '。' | '；' | ';') {
            break;
        }
    }
    before.get(start..).unwrap_or("")
}

/// The second figure of a range that goes on at `at`: —20%, 至30个.
fn upper_bound(text: &str, at: usize) -> Option<(Figure, usize)> {
    let rest = text.get(at..)?;
    let sign = ["—", "至", "-", "－", "~", "～"].iter().find(|s| rest.starts_with(**s))?;
    let from = at + sign.len();
    let second = text.get(from..)?;
    let len = number_len(second);
    let unit = unit_len(second.get(len..)?);
    if len == 0 || unit == 0 {
        return None;
    }
    let unit = from + len..from + len + unit;
    let end = unit.end;
    Some((Figure { comparator: Some(Comparator::AtMost), value: from..from + len, unit: Some(unit) }, end))
}

fn after_len(rest: &str) -> (Option<Comparator>, usize) {
    AFTER.iter().find(|(w, _)| rest.starts_with(w)).map_or((None, 0), |(w, c)| (Some(*c), w.len()))
}

/// A cell of an indicator table: a figure, two for a range, or words only.
pub(crate) fn parse_cell(text: &str) -> (Figure, Option<Figure>) {
    let words = (Figure { comparator: None, value: 0..text.len(), unit: None }, None);
    let (before, start) = match text.find(|c| arabic_digit(c).is_some()) {
        Some(at) => (text.get(..at).unwrap_or(""), at),
        None => return words,
    };
    let bare = before.trim_matches(['约', '(', '（', '[', '〔', '【']);
    let bound = bound_before(bare);
    if bound.map_or(!bare.is_empty(), |(_, len)| len != bare.len()) {
        return words;
    }
    let rest = text.get(start..).unwrap_or("");
    let len = number_len(rest);
    let value = start..start + len;
    let closed = text.trim_end_matches([')', '）', ']', '〕', '】']);
    let tail_end = if before.is_empty() { text.len() } else { closed.len() };
    let tail = text.get(value.end..tail_end).unwrap_or("");
    let after = AFTER.iter().find(|(w, _)| tail.ends_with(w));
    let unit_end = tail_end - after.map_or(0, |(w, _)| w.len());
    let about = before.ends_with('约');
    let comparator = match (bound.map(|b| b.0), after) {
        (Some(Comparator::Equal) | None, Some((_, after))) => *after,
        (Some(before), _) => before,
        (None, None) if about => Comparator::About,
        (None, None) => Comparator::Equal,
    };
    let mut figure = Figure {
        comparator: Some(comparator),
        unit: (value.end < unit_end).then_some(value.end..unit_end),
        value: value.clone(),
    };
    // 10%—20%, 10—20个: the unit may stand at the second figure only.
    let first_unit = unit_len(text.get(value.end..).unwrap_or(""));
    let mut upper = upper_bound(text, value.end + first_unit).map(|(f, _)| f);
    if let Some(second) = &mut upper {
        figure.comparator = Some(Comparator::AtLeast);
        figure.unit =
            if first_unit > 0 { Some(value.end..value.end + first_unit) } else { second.unit.clone() };
    }
    (figure, upper)
}

/// Where the noun phrase begins that a figure is said of: it ends at the end of `before`.
pub(crate) fn indicator(before: &str) -> Range<usize> {
    let stop = |c: char| {
        matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | ':' | '、' | '“' | '”' | '"' | '\n')
    };
    let (mut start, mut depth) = (before.len(), 0_u32);
    for (at, c) in before.char_indices().rev().take(60) {
        match c {
            ')' | '）' => depth += 1,
            '(' | '（' if depth > 0 => depth -= 1,
            '(' | '（' => break,
            c if depth == 0 && stop(c) => break,
            _ => {}
        }
        start = at;
    }
    let phrase = before.get(start..).unwrap_or("");
    let trimmed = without_trails(phrase);
    let body = LEADS.iter().fold(trimmed, |p, w| p.strip_prefix(w).unwrap_or(p));
    let end = start + trimmed.len();
    end - body.len()..end
}

/// A phrase without the words at its end that belong to no indicator.
fn without_trails(mut phrase: &str) -> &str {
    while let Some(rest) = TRAILS.of(phrase).and_then(|word| phrase.strip_suffix(word)) {
        phrase = rest;
    }
    phrase
}

/// Words between an indicator and its figure that belong to neither.
const TRAILS: Endings<'_, '_> = Endings::new(&[
    "力争",
    "平均",
    "总体",
    "分别",
    "累计",
    "原则上",
    "每年",
    "年均",
    "要",
    "应",
    "将",
    "均",
    "基本",
    "稳步",
    "全部",
    "总数",
    "逐步",
    "应当",
    "不得",
    "比例不得",
]);

/// Words before an indicator that are no part of it.
const LEADS: [&str; 8] = ["力争", "确保", "使", "实现", "推动", "并", "到", "其中"];

/// What is counted behind a figure: 10场|科技成果对接会; its length, up to the next sign.
pub(crate) fn counted_len(rest: &str) -> usize {
    let stop = |c: char| {
        matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | ':' | '、' | '“' | '”' | '"' | '\n')
            || matches!(c, '《' | '》' | '(' | ')' | '（' | '）')
    };
    let near = rest.char_indices().take(30).find(|&(_, c)| stop(c)).map(|(at, _)| at);
    near.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    fn show(text: &str, f: &Figure) -> String {
        let unit = f.unit.clone().and_then(|u| text.get(u)).unwrap_or("");
        format!("{}{} {unit}", f.comparator.map_or("?", Comparator::name), &text[f.value.clone()])
    }

    #[test]
    fn the_fast_test_lets_every_word_pass() {
        let last = BOUNDS.words().chain(CHANGES.words()).filter_map(|word| word.chars().next_back());
        assert!(last.chain("=<>约".chars()).all(|c| may_be_said(c, Figures::of("5%"))));
        assert!(!may_be_said('第', Figures::of("5")) && !may_be_said('到', Figures::of("2025年")));
    }

    #[test]
    fn cells() {
        for (text, found) in [
            ("≥80岁", ">=80 岁"),
            ("≤10.5/10万", "<=10.5 /10万"),
            ("<0.17%", "<0.17 %"),
            ("27%左右", "~27 %"),
            ("90%", "=90 %"),
            ("8张左右", "~8 张"),
            ("达到90%以上", ">=90 %"),
            ("1,200万元", "=1,200 万元"),
            ("同比例提高", "?同比例提高 "),
            ("力争每年下降0.5个百分点", "?力争每年下降0.5个百分点 "),
            ("1:2", "=1:2 "),
        ] {
            assert_eq!(show(text, &parse_cell(text).0), found, "{text}");
        }
        let (low, high) = parse_cell("10%—20%");
        assert_eq!(show("10%—20%", &low), ">=10 %");
        assert_eq!(show("10%—20%", &high.unwrap()), "<=20 %");
    }

    /// Where the last number of a text begins.
    fn last_number(text: &str) -> usize {
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        let end = text.rfind(digit).unwrap() + 1;
        text[..end].rfind(|c| !digit(c)).map_or(0, |at| at + text[at..].chars().next().unwrap().len_utf8())
    }

    #[test]
    fn figures_in_sentences() {
        for (text, found, indicator_is) in [
            ("全市居民健康素养水平达到45%左右", "~45 %", "全市居民健康素养水平"),
            ("首期比例不低于30%,", ">=30 %", "首期比例"),
            ("到2025年,煤炭消费量压减20%以上", ">=20 %", "煤炭消费量"),
            ("每万人拥有量不少于10场", ">=10 场", "每万人拥有量"),
            ("产值超过1亿元", ">1 亿元", "产值"),
            ("每千人口托位数不少于4.5个", ">=4.5 个", "每千人口托位数"),
            ("参检率达98.5％以上", ">=98.5 ％", "参检率"),
            ("人均受教育年限提高到11.3年", "=11.3 年", "人均受教育年限"),
        ] {
            let at = last_number(text);
            let said = said_at(text, at).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(show(text, &said.figure), found, "{text}");
            assert_eq!(&text[indicator(&text[..said.start])], indicator_is);
        }
        let said = said_at("每年举办不少于10场展会,", "每年举办不少于".len()).unwrap();
        assert!(said.counted_behind);
        for text in ["年满16周岁以上", "共12人", "第3条", "达到2025", "投资比上年增长5%", "提高到2021年"]
        {
            let at = text.find(|c: char| c.is_ascii_digit()).unwrap();
            assert_eq!(said_at(text, at), None, "{text}");
        }
    }
}
