//! Figures that a sentence sets as a goal: 比例达到45%, 不少于10场, 压减20%以上, 城镇新增就业20万人以上.

use core::ops::Range;

use super::{
    indicator::is_often,
    named_figure::{may_be_named, named},
    number::Figures,
    sign::{is_han, last_sign},
    target::{BOUNDS, Figure, after_len, bound_before, number_len, unit_len, upper_bound, without_per},
    word::{Among, Endings, Words},
};
use crate::model::Comparator;

/// Verbs whose figure is a change or an amount to be made; without a sign beside it the figure is the target itself.
const CHANGES: Endings<'_, '_> = Endings::new(&[
    "增长", "提高", "提升", "下降", "降低", "减少", "压减", "压缩", "缩短", "增加", "新增", "新建", "建成",
    "培育", "打造", "引进", "培养", "培训", "完成", "实现", "创建", "组建", "选派", "建设", "形成", "配备",
    "设立", "建立", "削减", "精简",
]);

/// Verbs that make a goal only where they begin a clause, or behind 至少: 打通断头路 is a name, 打通|5条断头路 a goal.
const OBJECTS: Endings<'_, '_> = Endings::new(&[
    "改造", "更新", "解决", "打通", "遴选", "实施", "开工", "治理", "淘汰", "举办", "组织", "带动", "推动",
    "开展", "退出", "发布", "安排", "推出", "派出", "召开", "制定", "认定", "招引", "评选", "选树",
]);

/// Verbs in front of a bound figure whose object follows it: 举办不少于10场展会.
const DOINGS: Endings<'_, '_> = Endings::new(&[
    "举办", "组织", "发布", "选派", "开展", "培育", "培训", "安排", "引进", "推出", "遴选", "派出", "召开",
    "制定", "认定", "实施", "建设", "打造", "新建", "建成", "创建", "新增", "培养", "招引", "改造", "建立",
    "组建", "配备", "储备", "评选", "选树",
]);

/// The last characters of what makes a target of the figure behind it.
static BINDING: Among = BOUNDS.ends().or(CHANGES.ends()).or(OBJECTS.ends()).or(Among::of("=<>约到至"));

/// The first characters of units of what is counted or measured as a share; dates, places and ordinals go on otherwise.
static COUNTED: Among = Among::of(
    "%％‰个万亿千百十余多家名人张场次项户件所处亩吨倍种批条台套辆艘座支片平公立元美斤盏间栋部册头只株架棵口例份眼组类顶",
);

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

/// Of these, words that stand beside a goal as well.
const PAST_OR_NOT: [&str; 2] = ["全年", "增速"];

/// Words of a sentence that sets a goal, whatever its figures are; the year till which it is to be reached is one.
const STRONG: Words<'_, '_> = Words::new(&[
    "力争",
    "确保",
    "目标",
    "预期",
    "努力",
    "争取",
    "底前",
    "到20",
    "到２０",
    "今年要",
    "今年将",
    "拟安排",
    "拟按",
]);

/// Whether a sentence sets a goal, by one of [`STRONG`]; 增长到2030年的 sets none.
pub(super) fn is_strong(sentence: &str) -> bool {
    const CHANGED: [char; 8] = ['长', '高', '加', '升', '少', '低', '降', '达'];
    let mut rest = sentence;
    while let Some((at, word)) = STRONG.first_in(rest) {
        if !word.starts_with('到') || !rest.get(..at).unwrap_or("").ends_with(CHANGED) {
            return true;
        }
        rest = rest.get(at + word.len()..).unwrap_or("");
    }
    false
}

/// Words of a sentence that sets a goal, and so makes a target of a change: 能耗下降5%.
const GOALS: Words<'_, '_> =
    Words::new(&["计划", "任务", "规划", "推动", "年前", "月前", "今年", "年均", "每年"]);

/// What is given no more of than a rule allows.
const CAPS: Endings<'_, '_> = Endings::new(&["额度", "限额", "期限", "额度最高", "期限最长"]);

/// Units of a term that is set for someone.
const TERMS: Endings<'_, '_> = Endings::new(&["年", "月", "日", "天", "周", "工作日"]);

/// Where the words stand that say what a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// In front: 比例达到45%.
    InFront,
    /// Right in front, and nothing else binds the figure: 新增托位400个以上.
    Beside,
    /// Behind: 不少于10场展会.
    Behind,
}

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
    pub(crate) counted: Counted,
    /// Whether the figure is a share or an amount of money.
    pub(crate) is_amount: bool,
    /// What it is said of, if nothing but that binds it.
    pub(crate) name: Option<Range<usize>>,
}

/// Whether figures can be a target, by the character before them and what follows: the fast test in front of the exact one.
/// A year is a date, whatever stands before it; 11.3年 is none.
pub(crate) fn may_be_said(before: char, figures: Figures<'_>) -> bool {
    if BINDING.passes(before as u32) {
        return !figures.are_year();
    }
    (is_han(before) || matches!(before, '”' | '）' | ')')) && may_stand_alone(figures)
}

/// Whether figures that nothing binds from the front can be a target: a sign or 以上, 以内, 左右 stands close behind them.
fn may_stand_alone(figures: Figures<'_>) -> bool {
    const REACH: usize = 24;
    let counted = |c| COUNTED.passes(c as u32) || matches!(c, '.' | '．');
    if !figures.next.is_some_and(counted) {
        return false;
    }
    let near = figures.behind.as_bytes();
    let near = near.get(..REACH).unwrap_or(near);
    let is_end = |c: &[u8]| {
        matches!(c, [0xef, 0xbc, 0x8c | 0x9b] | [0xe3, 0x80, 0x81 | 0x82] | [b',' | b';', ..])
            || matches!(c, [0xe4, 0xbb, 0xa5] | [0xe5, 0xb7, 0xa6])
    };
    near.len() < REACH || near.windows(3).any(is_end)
}

/// What binds a figure.
#[derive(Debug, Clone, Copy)]
enum Bound {
    /// Words in front of it: 达到, 不少于.
    Word(Comparator),
    /// A change: 增长, 新增.
    Change,
    /// Only what it is said of, and the words behind.
    Name,
}

/// What stands in front of a figure: the words without 约 and without what it is counted for, what binds it, and how many
/// bytes that takes.
fn bound_of(before: &str) -> (&str, Bound, usize) {
    let bare = before.trim_end_matches('约');
    let lead = if bare.ends_with(['年', '月', '人', '口', '的']) { without_per(bare) } else { bare };
    // Most figures have no such word in front of them.
    match bound_before(lead) {
        Some((comparator, len)) => (lead, Bound::Word(comparator), len),
        None => {
            match CHANGES.of(lead).or_else(|| OBJECTS.of(lead).filter(|verb| begins_clause(lead, verb))) {
                Some(word) => (lead, Bound::Change, word.len()),
                None => (lead, Bound::Name, 0),
            }
        }
    }
}

/// A figure by its places, and what stands behind it.
struct Measure<'t> {
    value: Range<usize>,
    /// Empty where there is none.
    unit: Range<usize>,
    upper: Option<Figure>,
    after: Option<Comparator>,
    /// Where all of it ends.
    end: usize,
    behind: &'t str,
}

/// Reads the figure at `at`; one without a unit only where a word binds it: 不低于1:6, 提高到0.58.
fn measure_at(text: &str, at: usize, bound: Bound) -> Option<Measure<'_>> {
    let rest = text.get(at..)?;
    let len = number_len(rest);
    let (value, tail) = rest.split_at_checked(len).filter(|_| len > 0)?;
    let is_bare = matches!(bound, Bound::Word(_)) && value.contains(['.', ':', '：', '∶']);
    let value = at..at + len;
    let mut unit = value.end..value.end + unit_len(tail);
    let (mut end, mut upper) = (unit.end, None);
    if let Some((second, second_end)) = upper_bound(text, end) {
        // 8—10个: the unit stands at the second figure only.
        if let Some(both) = second.unit.clone().filter(|_| unit.is_empty()) {
            unit = both;
        }
        (end, upper) = (second_end, Some(second));
    }
    let (after, after_len) = after_len(text.get(end..).unwrap_or(""));
    end += after_len;
    let behind = text.get(end..)?;
    let is_none = unit.is_empty() && !(is_bare && ends_clause(behind));
    (!is_none && !is_condition(behind) && !is_former(behind)).then_some(Measure {
        value,
        unit,
        upper,
        after,
        end,
        behind,
    })
}

/// A target whose figure begins at `at`; what binds it stands close to it. `of_plan`: the text is one of what is to be done;
/// `of_goals`: it stands below a heading that says so, or, asked with `true`, at least below one that looks ahead.
pub(crate) fn said_at(text: &str, at: usize, of_plan: bool, of_goals: impl Fn(bool) -> bool) -> Option<Said> {
    let (before, rest) = text.split_at_checked(at)?;
    if Figures::of(rest).are_year() {
        return None;
    }
    let (lead, bound, word) = bound_of(before);
    let measure = measure_at(text, at, bound)?;
    let (after, behind) = (measure.after, measure.behind);
    let start = lead.len() - word;
    let unit = text.get(measure.unit.clone()).unwrap_or("");
    // 达到总量的35%
    if before.ends_with('的') && lead.len() < before.len() && !is_share(unit) && unit != "倍" {
        return None;
    }
    let is_plan = || of_plan || of_goals(true);
    // What is cheap to see comes first: most figures are no targets.
    match bound {
        // 超5亿元企业 says which ones.
        Bound::Word(_) if lead.ends_with('超') && !lead.ends_with("不超") && !ends_clause(behind) => {
            return None;
        }
        Bound::Name if !ends_clause(behind) || !may_be_named(lead, unit, after.is_some(), is_plan) => {
            return None;
        }
        _ => {}
    }
    let part = part_of_sentence(lead);
    if is_past(part, lead, is_plan) {
        return None;
    }
    let compares = || part.contains('比') && ["比十", "比2", "比２"].iter().any(|w| part.contains(w));
    let is_set = |wide| {
        of_plan && !compares()
            || GOALS.any_in(part)
            || is_strong(sentence(lead))
            || of_goals(wide) && !compares()
    };
    let is_goal = || is_set(true);
    let mut name = None;
    let holds = match bound {
        // 超过5人 is mostly a condition; the goal is 突破.
        Bound::Word(Comparator::Greater | Comparator::Less) => lead.ends_with("突破") || is_goal(),
        // 贷款额度不超过|500万元 is a rule.
        Bound::Word(Comparator::AtMost) if CAPS.of(lead.get(..start).unwrap_or("")).is_some() => false,
        // 公示期不少于5日 is a rule, too, but where goals are set by name.
        Bound::Word(Comparator::AtLeast | Comparator::AtMost) if TERMS.of(unit).is_some() => is_set(false),
        Bound::Word(_) => true,
        Bound::Change => {
            (after.is_some() || is_goal())
                && !(lead.ends_with(['立', '施', '展']) && TERMS.of(unit).is_some())
        }
        Bound::Name => {
            name = named(lead, unit, after.is_some(), is_plan, is_goal);
            name.is_some()
        }
    };
    let lead = text.get(..start).filter(|_| holds && !concerns(part))?;
    let is_amount = unit.ends_with(['%', '％', '点', '‰', '元']);
    let counted = match bound {
        Bound::Name => Counted::Beside,
        Bound::Change if !is_amount => Counted::Behind,
        Bound::Word(_) if !is_amount && DOINGS.of(lead).is_some() => Counted::Behind,
        _ => Counted::InFront,
    };
    let comparator = Some(comparator_of_said(bound, &measure, lead, before.ends_with('约')));
    let Measure { value, unit, upper, end, .. } = measure;
    let figure = Figure { comparator, value, unit: (!unit.is_empty()).then_some(unit) };
    Some(Said { figure, upper, start, end, counted, is_amount, name })
}

/// What the words around a figure say of it; `lead`: all in front of what binds it.
fn comparator_of_said(bound: Bound, measure: &Measure<'_>, lead: &str, is_about: bool) -> Comparator {
    let said = match (bound, measure.after) {
        _ if measure.upper.is_some() => Comparator::AtLeast,
        // 至少建成1所
        (Bound::Change, None) if lead.ends_with("至少") => Comparator::AtLeast,
        (Bound::Word(Comparator::Equal) | Bound::Change | Bound::Name, Some(after)) => after,
        (Bound::Word(before), _) => before,
        (_, None) => Comparator::Equal,
    };
    if is_about && said == Comparator::Equal { Comparator::About } else { said }
}

/// Whether a clause ends in front of a text.
fn ends_clause(behind: &str) -> bool {
    behind.is_empty() || behind.starts_with(parts_clauses)
}

/// Whether the verb that a text ends with begins a clause: ，全年|打通, 每月至少|召开.
fn begins_clause(lead: &str, verb: &str) -> bool {
    let clause = lead.strip_suffix(verb).unwrap_or("");
    clause.is_empty()
        || clause.ends_with(|c| parts_clauses(c) || matches!(c, '：' | ':'))
        || clause.ends_with("至少")
        || is_often(clause)
}

/// Whether a figure is part of what something is like, and no goal: 超过15年的. 达到90%的目标 is one.
fn is_condition(behind: &str) -> bool {
    let inner = behind.strip_prefix(['(', '（']).filter(|t| t.starts_with(['含', '不']));
    let bare = inner.and_then(|t| t.split_once([')', '）'])).map_or(behind, |(_, rest)| rest);
    let next = bare.strip_prefix("人民币").unwrap_or(bare).trim_start_matches(['，', ',']);
    if ["给予", "奖励", "但不超过", "补助"].iter().any(|w| next.starts_with(w)) {
        return true;
    }
    let Some(rest) = bare.strip_prefix('的') else { return bare.starts_with("一遇") };
    !["目标", "要求", "水平", "标准"].iter().any(|w| rest.starts_with(w))
}

/// Whether a figure is the one that another takes the place of: 不低于30%|提高到40%.
fn is_former(behind: &str) -> bool {
    ["提高到", "提高至", "提升到", "提升至", "增加到", "降低到", "降至", "调整为"]
        .iter()
        .any(|w| behind.starts_with(w))
}

/// Whether the clause that a part of a sentence ends with says whom a rule concerns: 对年纳税额达到|500万元以上的.
fn concerns(part: &str) -> bool {
    let clause = last_sign(part, |c| matches!(c, '，' | ','));
    let clause = clause.and_then(|at| part.get(at..)).unwrap_or(part);
    let clause = clause.trim_start_matches(parts_clauses);
    clause.starts_with(['对', '凡']) && !clause.contains('的')
}

/// Whether a part of a sentence says what has been; `lead`: all in front of the figure.
fn is_past(part: &str, lead: &str, is_plan: impl Fn() -> bool) -> bool {
    let mut rest = part;
    while let Some((at, word)) = PAST.first_in(rest) {
        // 到2031年末
        let year = rest.get(..at).unwrap_or("").trim_end_matches(|c: char| c.is_ascii_digit());
        let is_due = word == "年末" && year.ends_with(['到', '至']);
        if !is_due && (!PAST_OR_NOT.contains(&word) || !is_plan() && !is_strong(sentence(lead))) {
            return true;
        }
        rest = rest.get(at + word.len()..).unwrap_or("");
    }
    false
}

/// Whether a sign parts the clauses of a sentence that lists figures, or closes a remark behind one.
pub(super) const fn parts_clauses(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | '；' | ';' | '、' | ')' | '）' | '！')
}

/// Whether a unit is that of a share: 5%, 3个百分点.
pub(super) fn is_share(unit: &str) -> bool {
    unit.ends_with(['%', '％', '‰', '点'])
}

/// How many bytes back a part of a sentence is looked for, and a sentence with all of its parts: the longest that plans write
/// have some four hundred characters. A text without any full stop must not be read again for each of its figures.
const PART: usize = 120;
const SENTENCE: usize = 1200;

/// The last bytes of a text, from a character on.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or("")
}

/// What stands in the same sentence.
pub(super) fn sentence(before: &str) -> &str {
    let near = tail(before, SENTENCE);
    near.rfind('。').and_then(|at| near.get(at..)).unwrap_or(near)
}

/// What stands in the same part of the sentence.
fn part_of_sentence(before: &str) -> &str {
    let near = tail(before, PART);
    let stop = last_sign(near, |c| matches!(c, '。' | '；' | ';'));
    stop.and_then(|at| near.get(at..)).unwrap_or(near)
}

/// Whether the sentence that a text ends in sets a goal in so many words.
pub(crate) fn sets_goal(before: &str) -> bool {
    is_strong(sentence(before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{indicator::indicator, target::tests::show};

    #[test]
    fn the_fast_test_lets_every_word_pass() {
        let last = BOUNDS
            .words()
            .chain(CHANGES.words())
            .chain(OBJECTS.words())
            .filter_map(|word| word.chars().next_back());
        assert!(last.chain("=<>约".chars()).all(|c| may_be_said(c, Figures::of("5%"))));
        assert!(!may_be_said('（', Figures::of("5条，")) && !may_be_said('到', Figures::of("2025年")));
        for figures in ["400个以上", "1.2万人以上,", "30家,培育", "5.5%左右", "3%。"] {
            assert!(may_be_said('数', Figures::of(figures)), "{figures}");
        }
        for figures in ["5年", "3月5日", "12号"] {
            assert!(!may_be_said('数', Figures::of(figures)), "{figures}");
        }
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
            ("力争产值超过1亿元", ">1 亿元", "产值"),
            ("每千人口托位数不少于4.5个", ">=4.5 个", "每千人口托位数"),
            ("参检率达98.5％以上", ">=98.5 ％", "参检率"),
            ("人均受教育年限提高到11.3年", "=11.3 年", "人均受教育年限"),
            ("业务占比不得低于80%。", ">=80 %", "业务占比"),
            ("将占比由40%提高到60%。", "=60 %", "占比"),
            ("2031年堤防产业规模突破3万亿元", ">3 万亿元", "堤防产业规模"),
            ("“小苗”企业突破8家", ">8 家", "“小苗”企业"),
            ("目标是：城镇新增就业20万人以上；", ">=20 万人", "城镇新增就业"),
            ("公办园在园幼儿占比60%以上。", ">=60 %", "公办园在园幼儿占比"),
            ("预期目标是：失业率5.5%左右，", "~5.5 %", "失业率"),
            ("到2031年，招生比例控制在总数的5%以内。", "<=5 %", "招生比例"),
            ("力争新培育省级以上“小苗”企业30家，", "=30 家", "新培育省级以上“小苗”企业"),
            ("每年培育上云企业50家。", "=50 家", "每年培育上云企业"),
            ("到2031年，粉尘浓度比2030年下降10%。", "=10 %", "粉尘浓度"),
            ("今年的增长目标为7%左右。", "~7 %", "增长目标"),
            ("劳动生产率力争达到50万元/人，", "=50 万元/人", "劳动生产率"),
            ("浓度较2030年下降到28微克", "=28 微克", "浓度"),
            ("新能源车占比到2031年提升至72%，", "=72 %", "新能源车占比"),
            ("各区要确保甲类覆盖率达到90%，", "=90 %", "甲类覆盖率"),
            ("到2031年末，甲类占比超过60%，", ">60 %", "甲类占比"),
            ("认证面积达到总面积的35%以上。", ">=35 %", "认证面积"),
            ("力争装机规模超过5000万千瓦，", ">5000 万千瓦", "装机规模"),
            ("利用系数提高到0.58以上", ">=0.58 ", "利用系数"),
            ("事故起数较2031年均下降15%以上，", ">=15 %", "事故起数"),
            ("最低标准由每人每月170元提高到188元。", "=188 元", "最低标准"),
            ("计划完成投资120亿元，", "=120 亿元", "完成投资"),
            ("补助标准不低于每人每年640元，", ">=640 元", "补助标准"),
            ("力争建成算力10EFLOPS。", "=10 EFLOPS", "建成算力"),
            ("赤字率拟按3%安排", "=3 %", "赤字率"),
        ] {
            let at = last_number(text);
            let said = said_at(text, at, false, |_| false).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(show(text, &said.figure), found, "{text}");
            assert_eq!(&text[indicator(&text[..said.start])], indicator_is);
        }
        let said =
            said_at("每年举办不少于10场展会,", "每年举办不少于".len(), false, |_| false).unwrap();
        assert_eq!(said.counted, Counted::Behind);
        let least = said_at("每个街道至少建成1家机构，", "每个街道至少建成".len(), true, |_| false).unwrap();
        assert_eq!(least.figure.comparator, Some(Comparator::AtLeast));
        let amount = "到2031年，引进企业5家，实际利用外资20亿美元。";
        assert!(said_at(amount, amount.find("20亿").unwrap(), true, |_| false).is_some());
        let list = "培育企业10家，合作社30个，农场50家。";
        assert!(said_at(list, list.find("50").unwrap(), true, |_| false).is_some());
        let former = "预付款比例由不低于30%提高到40%。";
        assert_eq!(said_at(former, former.find("30").unwrap(), true, |_| false), None);
        let grant = "到2031年，引进企业5家，每家奖励20万元。";
        assert_eq!(said_at(grant, grant.find("20万").unwrap(), true, |_| false), None);
        let range = said_at("力争培育8—10个企业", "力争培育".len(), false, |_| false).unwrap();
        let second = range.upper.unwrap();
        assert_eq!(range.figure.unit, second.unit);
        assert_eq!(second.comparator, Some(Comparator::AtMost));
        for text in [
            "年满16周岁以上",
            "共12人",
            "第3条",
            "达到2025",
            "投资比上年增长5%",
            "提高到2021年",
            "缴费年限超过15年的",
            "不超过5万元的补助",
            "人均面积低于5平方米",
            "连续居住3年以上，",
            "已建成20个以上，",
            "补助3万元以上，",
            "公示期不少于5日。",
            "力争融资超过1亿元，给予补助",
            "力争培育超5亿元企业",
            "收入增长到2021年的9亿元，增长16%",
        ] {
            let at = text.find(|c: char| c.is_ascii_digit()).unwrap();
            assert_eq!(said_at(text, at, false, |_| false), None, "{text}");
        }
    }
}
