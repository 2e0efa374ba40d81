//! Figures to be reached, their signs and units: ≥98.5%, 45%左右, 10%至20%; as cells give them.

use core::ops::Range;

use super::{
    number::arabic_digit,
    word::{Endings, Words},
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
pub(super) const BOUNDS: Endings<'_, '_> = Endings::new(&[
    "≥",
    "≤",
    "＞",
    "＜",
    "不得低于",
    "不得少于",
    "不得小于",
    "不得超过",
    "不得高于",
    "不得大于",
    "不得多于",
    "不能低于",
    "不能少于",
    "不能超过",
    "不能高于",
    "不应低于",
    "不应少于",
    "不应超过",
    "不应高于",
    "不低于",
    "不少于",
    "不小于",
    "不超过",
    "不高于",
    "不大于",
    "不多于",
    "不超",
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
    "拟安排",
    "拟按",
    "达",
    "超",
]);

/// What may stand in front of 到 and 至 that binds a figure: 提高|到, 增|至.
const REACHED: Endings<'_, '_> = Endings::new(&[
    "达", "提高", "提升", "增加", "增长", "降低", "下降", "降", "增", "升", "压缩", "压减", "减少", "减",
    "缩短", "扩大", "控制", "缩小", "发展", "上升", "压降", "缩减", "延长",
]);

/// What a word or sign in front of a figure says of it.
fn comparator_of(bound: &str) -> Comparator {
    match bound {
        "≥" | "至少" => Comparator::AtLeast,
        "≤" => Comparator::AtMost,
        "＞" | "超过" | "突破" | "高于" | "大于" | "多于" | "超" => Comparator::Greater,
        "＜" | "低于" | "小于" | "少于" => Comparator::Less,
        // 不低于, 不得低于, 不应少于
        no if no.starts_with('不') && ["低于", "少于", "小于"].iter().any(|w| no.ends_with(w)) => {
            Comparator::AtLeast
        }
        no if no.starts_with('不') => Comparator::AtMost,
        _ => Comparator::Equal,
    }
}

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

/// Units of measure, the most common first; % alone is no Han character or sign of its width.
const UNITS: Words<'_, '_> = Words::new(&[
    "元",
    "个百分点",
    "个工作日",
    "个月",
    "个",
    "家次",
    "家",
    "人次",
    "人",
    "名",
    "项",
    "年",
    "天",
    "日",
    "亩",
    "吨标准煤",
    "吨",
    "平方公里",
    "平方千米",
    "平方米",
    "公里",
    "件",
    "所",
    "处",
    "条",
    "场次",
    "场",
    "户",
    "倍",
    "小时",
    "种",
    "百分点",
    "架次",
    "班次",
    "学时",
    "课时",
    "兆瓦",
    "毫克",
    "微克",
    "斤",
    "盏",
    "间",
    "部",
    "栋",
    "幢",
    "册",
    "组",
    "眼",
    "立方米",
    "千米",
    "千瓦时",
    "千瓦",
    "公顷",
    "公斤",
    "千克",
    "标准煤",
    "分钟",
    "工作日",
    "岁",
    "周岁",
    "％",
    "﹪",
    "‰",
    "美元",
    "张",
    "次",
    "批次",
    "批",
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
    "分",
    "列",
    "架",
    "棵",
    "顶",
    "口",
    "蒸吨",
    "标箱",
    "标准箱",
]);

/// The length of a number in Arabic figures: 1,200.5, １２．５, 1:2, 3/4.
pub(super) fn number_len(text: &str) -> usize {
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

/// The figure of a list that goes on at `at`, and where it ends with the words behind it: 98%|和96%以上.
pub(crate) fn next_figure(text: &str, at: usize) -> Option<(Figure, usize)> {
    let rest = text.get(at..)?.strip_prefix(['、', '和', '及', '与', '，', ','])?;
    let from = text.len() - rest.len();
    let len = number_len(rest);
    let unit = rest.get(len..).map_or(0, unit_len);
    if len == 0 || unit == 0 {
        return None;
    }
    let (value, end) = (from..from + len, from + len + unit);
    let (comparator, after) = after_len(text.get(end..).unwrap_or(""));
    Some((Figure { comparator, value, unit: Some(from + len..end) }, end + after))
}

/// `unit = counted ["/" counted] | "/10万"`: 万元, 台/万人.
pub(super) fn unit_len(text: &str) -> usize {
    if text.starts_with("/10万") {
        return "/10万".len();
    }
    let len = counted_unit(text);
    let per = text.get(len..).and_then(|rest| rest.strip_prefix('/')).map_or(0, counted_unit);
    if len > 0 && per > 0 { len + 1 + per } else { len }
}

/// Whether a text is a unit and nothing else.
pub(crate) fn is_unit(text: &str) -> bool {
    !text.is_empty() && unit_len(text) == text.len()
}

/// `counted = {"十" | "百" | "千" | "万" | "亿" | "余" | "多"} measure`
fn counted_unit(text: &str) -> usize {
    let rest = text.trim_start_matches(['余', '多']);
    let mut rest = rest.trim_start_matches(['十', '百', '千', '万', '亿', '余', '多']);
    // 万|千瓦
    if rest.starts_with(['瓦', '克']) {
        let thousands = text.get(..text.len() - rest.len()).and_then(|scale| scale.strip_suffix('千'));
        rest = thousands.and_then(|scale| text.get(scale.len()..)).unwrap_or(rest);
    }
    let scale = text.len() - rest.len();
    let unit = if rest.starts_with('%') { Some("%") } else { UNITS.beginning(rest) };
    scale + unit.map_or_else(|| lettered_unit(rest), str::len)
}

/// A unit in letters: 兆瓦 as MW, but not 5G and 4A.
fn lettered_unit(text: &str) -> usize {
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if (2..8).contains(&len) { len } else { 0 }
}

/// Whether the words before a figure bind it, and how many bytes they take.
pub(super) fn bound_before(before: &str) -> Option<(Comparator, usize)> {
    match before.as_bytes() {
        [.., b'>', b'='] => Some((Comparator::AtLeast, 2)),
        [.., b'<', b'='] => Some((Comparator::AtMost, 2)),
        [.., b'>'] => Some((Comparator::Greater, 1)),
        [.., b'<'] => Some((Comparator::Less, 1)),
        [.., b'='] => Some((Comparator::Equal, 1)),
        _ => match before.strip_suffix(['到', '至']) {
            Some(verb) => REACHED.of(verb).map(|word| (Comparator::Equal, word.len() + '到'.len_utf8())),
            None => BOUNDS.of(before).map(|word| (comparator_of(word), word.len())),
        },
    }
}

/// The words in front of a figure without those that say what it is counted for or a share of: 不低于|每人每年,
/// 达到|总面积的.
pub(super) fn without_per(before: &str) -> &str {
    const REACH: usize = 36;
    let is_share = before.ends_with('的');
    for (at, c) in before.char_indices().rev().take_while(|&(at, _)| before.len() - at < REACH) {
        let lead = before.get(..at).unwrap_or("");
        if matches!(c, '，' | '。' | '；' | '、' | ',' | ';') {
            break;
        }
        if (is_share || c == '每') && bound_before(lead).is_some() {
            return lead;
        }
    }
    before
}

/// The second figure of a range that goes on at `at`: —20%, 至30个.
pub(super) fn upper_bound(text: &str, at: usize) -> Option<(Figure, usize)> {
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

pub(super) fn after_len(rest: &str) -> (Option<Comparator>, usize) {
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use alloc::{format, string::String};

    /// A figure as the tests write it: >=80 岁.
    pub(crate) fn show(text: &str, f: &Figure) -> String {
        let unit = f.unit.clone().and_then(|u| text.get(u)).unwrap_or("");
        format!("{}{} {unit}", f.comparator.map_or("?", Comparator::name), &text[f.value.clone()])
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
}
