//! What a figure is said of: the words before it (比例|达到45%), behind it (10场|展会) or behind the verb (新增|托位400个).

use alloc::vec::Vec;
use core::ops::Range;

use super::{
    deadline::period_at,
    number::{Figures, arabic_digit, is_han_numeral},
    sign::parts_phrases,
    word::{Endings, Words},
};

/// Verbs that a clause begins with whose object stands in front of its figure: 新增托位400个以上, 培育企业30家.
pub(super) const MAKINGS: Words<'_, '_> = Words::new(&[
    "新增或更新",
    "改造提升",
    "新增",
    "新建改扩建",
    "新建",
    "建成",
    "培育",
    "打造",
    "引进",
    "培养",
    "培训",
    "创建",
    "组建",
    "形成",
    "完成",
    "建设",
    "举办",
    "开展",
    "推出",
    "认定",
    "发展",
    "改造",
    "新培育",
    "新引进",
    "新创建",
    "再造",
    "净增",
    "实施",
    "入选",
    "争取",
    "撬动",
    "吸引",
    "招引",
    "引育",
    "新改建",
    "改扩建",
    "新改扩建",
    "新（改、扩）建",
    "拟安排",
    "开工",
    "新开工",
    "竣工",
    "组织",
    "送",
    "更新",
    "解决",
    "打通",
    "新辟",
    "优化调整",
    "新（扩）建",
    "遴选",
    "增设",
    "增添",
    "增加",
    "补充",
    "治理",
    "整治",
    "除险加固",
    "硬化",
    "流转",
    "出栏",
    "压减",
    "退出",
    "淘汰",
    "带动",
    "覆盖",
    "发放",
    "安排",
    "申报",
    "发行",
    "安装",
    "转移",
    "选派",
]);

/// What may stand in front of such a verb.
const HOW_OFTEN: [&str; 24] = [
    "计划", "今年", "要", "力争", "确保", "每年", "全年", "年内", "累计", "再", "新", "各", "全县", "全市",
    "全省", "全区", "全州", "全国", "我市", "我省", "我县", "我区", "支持", "加快",
];

/// Whether a text ends with one of [`HOW_OFTEN`]: ，全年|新开工.
pub(super) fn is_often(clause: &str) -> bool {
    HOW_OFTEN.iter().any(|w| clause.ends_with(w))
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
    "全年",
    "年均",
    "要",
    "应",
    "将",
    "均",
    "基本",
    "稳步",
    "全部",
    "逐步",
    "应当",
    "不得",
    "一般",
    "最高",
    "最低",
    "最多",
    "最少",
    "最长",
    "今年",
    "再",
    "可",
    "每项",
    "每人",
    "每生",
    "每月",
    "每家",
    "每个",
    "每户",
    "单个企业",
    "单个项目",
    "比例不得",
    "由原来的",
    "设定为",
    "为",
    "到",
    "预期",
]);

/// Words before an indicator that are no part of it.
const LEADS: Words<'_, '_> = Words::new(&[
    "力争",
    "确保",
    "努力",
    "使",
    "基本实现",
    "实现",
    "推动",
    "并",
    "到",
    "其中",
    "将",
    "今年",
    "全年",
    "要把",
    "把",
    "的",
    "提出",
    "以来",
    "原则上",
    "逐步",
    "保持",
    "达到",
    "计划",
    "年底前",
    "年底",
    "月底前",
]);

/// Where the noun phrase begins that a figure is said of: it ends at the end of `before`.
pub(crate) fn indicator(before: &str) -> Range<usize> {
    let stop = |c: char| parts_phrases(c) || matches!(c, '、' | '"');
    let (mut start, mut depth, mut quoted) = (before.len(), 0_u32, 0_u32);
    for (at, c) in before.char_indices().rev().take(60) {
        match c {
            // Most are no sign.
            '\u{4e00}'..='\u{9fff}' => {}
            ')' | '）' => depth += 1,
            '”' | '》' => quoted += 1,
            '(' | '（' if depth > 0 => depth -= 1,
            '“' | '《' if quoted > 0 => quoted -= 1,
            '(' | '（' | '“' | '《' => break,
            c if depth == 0 && quoted == 0 && stop(c) => break,
            _ => {}
        }
        start = at;
    }
    let phrase = before.get(start..).unwrap_or("");
    let phrase = phrase.get(..from_figure(phrase)).unwrap_or(phrase);
    let phrase = CONTROLLED.first_in(phrase).and_then(|(at, _)| phrase.get(..at)).unwrap_or(phrase);
    let trimmed = without_trails(phrase);
    let trimmed_end = start + trimmed.len();
    let trimmed = behind_object_word(trimmed);
    let body = without_leads(trimmed);
    trimmed_end - body.len()..trimmed_end
}

/// Words behind what is kept in bounds.
const CONTROLLED: Words<'_, '_> = Words::new(&["控制在"]);

/// Words in front of what is to be made so.
const SURE: Words<'_, '_> = Words::new(&["确保", "力争"]);

/// What a phrase says is made so: 引导机构逐步将|平均费率, 各区要确保|入学率.
fn behind_object_word(phrase: &str) -> &str {
    let mut phrase = phrase;
    while let Some((at, word)) = SURE.first_in(phrase) {
        phrase = phrase.get(at + word.len()..).unwrap_or("");
    }
    let cut = phrase.rfind(['将', '把']).map(|at| at + '将'.len_utf8());
    let object = cut.and_then(|at| phrase.get(at..)).unwrap_or("");
    let is_other = object.starts_with(['近', '来', '军', '关', '握', '要']);
    if object.len() >= 6 && !is_other { object } else { phrase }
}

/// Words behind several names, each of which has a figure of its own.
const RESPECTIVELY: [&str; 5] = ["分别", "分别占比", "分别力争", "力争分别", "分别约"];

/// What the figures behind 分别 are said of, one name for each: 甲率、乙率和丙率分别|达到…; `None` where there are not `count`.
pub(crate) fn respective(before: &str, count: usize) -> Option<Vec<Range<usize>>> {
    let names = RESPECTIVELY.iter().find_map(|word| before.strip_suffix(word))?;
    let each = each_name(before, names, count);
    if each.is_some() {
        return each;
    }
    // 城乡居民收入分别增长8%、9%: the name stands for all of them.
    let name = indicator(names);
    let words = before.get(name.clone()).unwrap_or("");
    let is_one = name.len() >= 6
        && !words.starts_with(|c: char| c.is_ascii_digit())
        && !before.get(..name.start).is_some_and(|t| t.ends_with('、'));
    is_one.then(|| alloc::vec![name; count])
}

/// The names of [`respective`] where there is one for each figure.
fn each_name(before: &str, names: &str, count: usize) -> Option<Vec<Range<usize>>> {
    let from = names.rfind(|c| "，。；：！？,;:\n".contains(c)).map_or(0, |at| at + sign_len(names, at));
    let mut ends: Vec<usize> = names.get(from..)?.match_indices('、').map(|(at, _)| from + at).collect();
    ends.push(names.len());
    if ends.len() < count {
        let last = from.max(ends.iter().rev().nth(1).copied().unwrap_or(0));
        let join = names.get(last..)?.rfind(['和', '及', '与'])?;
        ends.insert(ends.len() - 1, last + join);
    }
    let mut start = from;
    let parts = ends.iter().map(|&end| {
        let name = indicator(before.get(..end).unwrap_or(""));
        let name = name.start.max(start)..name.end;
        start = end + sign_len(names, end);
        name
    });
    let parts: Vec<_> = parts.collect();
    (parts.len() == count && parts.iter().all(|p| p.len() >= 6)).then_some(parts)
}

/// How many bytes the character at an offset takes.
fn sign_len(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8)
}

/// Where the words begin that say what a figure was before: 起征点从|10万元提高到15万元.
fn from_figure(phrase: &str) -> usize {
    let is_figure = |at: usize| {
        let rest = phrase.get(at + '从'.len_utf8()..).unwrap_or("");
        let rest = ["原来的", "不到", "不足", "约", "每人每月", "每人每年", "每月", "每年"]
            .iter()
            .find_map(|w| rest.strip_prefix(w))
            .unwrap_or(rest);
        rest.starts_with(|c| arabic_digit(c).is_some()) && Figures::of(rest).next != Some('年')
    };
    // 浓度|比2030年下降10%, 占比|到2030年达到10%, 办结时限|较法定时限压减10%
    let is_other = |at: usize| {
        let rest = phrase.get(at + '比'.len_utf8()..).unwrap_or("");
        let bare = rest.strip_suffix('均').unwrap_or(rest);
        let is_date = || period_at(rest).is_some_and(|(_, len)| len == rest.len() || len == bare.len());
        let is_measure = || phrase.get(at..).is_some_and(|t| t.starts_with('较')) && is_compared(rest);
        at > 0 && (is_date() || is_measure())
    };
    let mut than = None;
    for (at, c) in phrase.char_indices().rev() {
        match c {
            '从' | '由' if is_figure(at) => return at,
            '比' | '较' | '到' | '至' if than.is_none() && is_other(at) => than = Some(at),
            _ => {}
        }
    }
    than.unwrap_or(phrase.len())
}

/// Whether words behind 较 name what something is compared with: 法定时限, 全省平均水平; not 较大.
fn is_compared(words: &str) -> bool {
    const MEASURES: [&str; 7] = ["时限", "平均水平", "标准", "上年", "水平", "同期", "要求"];
    MEASURES.iter().any(|w| words.ends_with(w))
}

/// A phrase without the words and dates at its beginning that belong to no indicator.
fn without_leads(mut phrase: &str) -> &str {
    loop {
        // 使|就业率达到…, but 使用面积, 到位资金.
        let is_word = || {
            ["使用", "到位", "到期", "到账", "到岗", "计划生", "计划免"].iter().any(|w| phrase.starts_with(w))
        };
        let lead = LEADS.beginning(phrase).filter(|_| !is_word());
        let rest = lead.and_then(|w| phrase.strip_prefix(w)).or_else(|| {
            let date = phrase.strip_prefix(['较', '比', '在']).unwrap_or(phrase);
            match period_at(date) {
                Some((_, len)) => date.get(len..).map(|rest| rest.strip_prefix('前').unwrap_or(rest)),
                // 三年内|新建园区
                None if !date.starts_with(is_han_numeral) => None,
                None => {
                    date.split_once("年内").filter(|(n, _)| n.len() <= "十五".len()).map(|(_, rest)| rest)
                }
            }
        });
        match rest {
            Some(rest) => phrase = rest,
            None => return phrase,
        }
    }
}

/// A phrase without the words at its end that belong to no indicator.
fn without_trails(mut phrase: &str) -> &str {
    while let Some(rest) = TRAILS.of(phrase).and_then(|word| phrase.strip_suffix(word)) {
        phrase = rest;
    }
    phrase
}

/// What is counted behind a figure: 10场|科技成果对接会; its length, up to the next sign or figure.
pub(crate) fn counted_len(rest: &str) -> usize {
    let stop = |c: char| parts_phrases(c) || matches!(c, '、' | '"' | '《' | '》' | '(' | ')' | '（' | '）');
    let near = rest.char_indices().take(30).find(|&(_, c)| stop(c)).map(|(at, _)| at);
    let phrase = near.and_then(|end| rest.get(..end)).unwrap_or("");
    // 150个智能工厂和10家企业
    let second = ["和", "及", "与"].iter().find_map(|join| {
        let mut joins = phrase.match_indices(join).map(|(at, _)| at);
        joins.find(|at| {
            phrase.get(at + join.len()..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()))
        })
    });
    second.unwrap_or(phrase.len())
}

/// The name without the verb that it begins with: 新增|托位.
pub(crate) fn made(name: &str) -> usize {
    let len = making_len(name);
    // 竣工率 and 新开工面积 are names.
    let is_name =
        name.len() < len + "学位".len() || ["工面积", "工规模", "投产"].iter().any(|w| name.ends_with(w));
    if is_name { 0 } else { len }
}

/// How many bytes of a clause the verb takes that its object follows: 新培育|企业.
pub(super) fn making_len(clause: &str) -> usize {
    let mut rest = clause;
    while let Some(next) = HOW_OFTEN.iter().find_map(|w| rest.strip_prefix(w)) {
        if MAKINGS.beginning(rest).is_some() {
            break;
        }
        rest = next;
    }
    let Some(verb) = MAKINGS.beginning(rest) else { return 0 };
    let behind = rest.get(verb.len()..).unwrap_or("");
    // 培育发展|企业
    let second = ["发展", "壮大", "认定", "创建", "打造"].iter().find(|w| behind.starts_with(**w));
    let second = second.filter(|w| behind.len() > w.len() + "企业".len());
    clause.len() - behind.len() + second.map_or(0, |w| w.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted() {
        assert_eq!(made("新增托位数"), "新增".len());
        assert_eq!(made("新增"), 0);
        assert_eq!(counted_len("智能工厂和10家企业,"), "智能工厂".len());
        for (before, names) in [
            ("到2031年，亮灯率、设备完好率分别", &["亮灯率", "设备完好率"][..]),
            ("甲类产值、乙类产值和丙类产值分别", &["甲类产值", "乙类产值", "丙类产值"]),
            ("甲类、乙类、丙类投资分别占比", &["甲类", "乙类", "丙类投资"]),
            ("居民收入分别", &["居民收入", "居民收入"]),
        ] {
            let found = respective(before, names.len().max(2)).unwrap_or_default();
            let found: Vec<_> = found.into_iter().map(|range| &before[range]).collect();
            assert_eq!(found, names, "{before}");
        }
        let before = "引导机构逐步将平均费率";
        assert_eq!(&before[indicator(before)], "平均费率");
        assert_eq!(indicator("使用面积系数"), 0.."使用面积系数".len());
        let before = "到2031年,全区绿道总长力争";
        assert_eq!(&before[indicator(before)], "全区绿道总长");
    }
}
