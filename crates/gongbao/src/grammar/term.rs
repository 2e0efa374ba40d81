//! Short names that a text defines: (以下简称《实施方案》), (以下统称“定点机构”), 以下简称市网.

use super::{
    citation::last_end,
    sign::{closing_of, is_close_paren, parts_phrases},
};

/// A short name at the start of a text: where its characters stand and how many bytes the signs around it take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Short {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The offset behind the closing sign.
    pub(crate) after: usize,
}

/// How many bytes in front of 称 belong to the words that define (以下简, 下, 以下统); `opens`: a bracket opens
/// right before them, which 简称 alone needs.
pub(crate) fn defining_len(before: &str) -> Option<usize> {
    const WORDS: [&str; 9] =
        ["以下简", "以下统", "以下合", "以下并", "以下总", "以下分别简", "以下均简", "以下", "下"];
    if let Some(word) = WORDS.iter().find(|w| before.ends_with(**w)) {
        return Some(word.len());
    }
    if let Some(lead) = before.strip_suffix("以下通").or_else(|| before.strip_suffix("下简")) {
        return Some(before.len() - lead.len());
    }
    let lead = before.strip_suffix("简").or_else(|| before.strip_suffix("统"))?;
    lead.ends_with(['(', '（']).then(|| before.len() - lead.len())
}

/// The longest short name.
const LONGEST: usize = 120;

/// Whether words that define end with a character in front of 称: the fast test in front of the exact one.
pub(crate) const fn ends_defining(c: char) -> bool {
    matches!(c, '简' | '统' | '合' | '并' | '总' | '下' | '通')
}

/// The short name behind 称: in 《》 or quotation marks, else up to the next sign.
pub(crate) fn short_at(text: &str) -> Option<Short> {
    let lead = text.len() - text.trim_start_matches(['为', '：', ':']).len();
    let rest = text.get(lead..)?;
    let open = rest.chars().next()?;
    let quote = match open {
        '‘' => Some('’'),
        '"' => Some('"'),
        '«' => Some('»'),
        '《' | '“' | '〈' => closing_of(open),
        _ => None,
    };
    let (start, end, after) = if let Some(close) = quote {
        let from = open.len_utf8();
        let len = window(rest.get(from..)?).find(close)?;
        (from, from + len, from + len + close.len_utf8())
    } else {
        let stop = |c: char| parts_phrases(c) || matches!(c, '》' | '”') || is_close_paren(c);
        let near = window(rest);
        // Without a sign the name ends where the text does, and not too far away.
        let whole = (near.len() == rest.len()).then_some(near.len());
        let end = balanced_end(near, stop).or(whole)?;
        (0, end, end)
    };
    (start < end).then_some(Short { start: lead + start, end: lead + end, after: lead + after })
}

/// Where the first stop sign stands that no bracket opened before it holds.
fn balanced_end(text: &str, stop: impl Fn(char) -> bool) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' if depth > 0 => depth -= 1,
            c if depth == 0 && stop(c) => return Some(at),
            _ => {}
        }
    }
    None
}

/// The beginning of a text, as far as a short name can reach.
fn window(text: &str) -> &str {
    let end = text.char_indices().map(|(at, _)| at).take_while(|&at| at <= LONGEST).last().unwrap_or(0);
    if text.len() <= LONGEST { text } else { text.get(..end).unwrap_or("") }
}

/// How far a name reaches back before its definition.
const LONGEST_NAME: usize = 160;

/// Words behind which a name begins.
const LEADS: [&str; 80] = [
    "供应",
    "调整",
    "适用于",
    "缴纳",
    "进一步",
    "加强",
    "深化",
    "推进",
    "推动",
    "实施",
    "开展",
    "做好",
    "规范",
    "建立",
    "成立",
    "组建",
    "申请",
    "设立",
    "按照",
    "根据",
    "依照",
    "参照",
    "经由",
    "制定",
    "印发",
    "发布",
    "办理",
    "填写",
    "委托",
    "统一",
    "是指",
    "作为",
    "为了",
    "通过",
    "对于",
    "关于",
    "以及",
    "或者",
    "为",
    "由",
    "与",
    "向",
    "将",
    "是",
    "在",
    "至",
    "填",
    "统一使用",
    "组成",
    "结合",
    "取得",
    "划设",
    "经营",
    "从事",
    "编制",
    "防止",
    "明确",
    "报请",
    "处理",
    "落实",
    "保证",
    "参加",
    "包括",
    "同意",
    "指定",
    "所称",
    "享受",
    "申办",
    "接入",
    "现就",
    "持有",
    "符合",
    "强化",
    "发生",
    "应对",
    "须对",
    "决定对",
    "推开",
    "下设",
    "就读",
];

/// Whether one of [`LEADS`] ends with a character: the fast test in front of the exact one.
const fn ends_lead(c: char) -> bool {
    matches!(
        c,
        '一' | '与'
            | '为'
            | '了'
            | '事'
            | '于'
            | '入'
            | '写'
            | '制'
            | '办'
            | '加'
            | '动'
            | '化'
            | '及'
            | '发'
            | '受'
            | '合'
            | '向'
            | '在'
            | '填'
            | '好'
            | '定'
            | '实'
            | '对'
            | '将'
            | '就'
            | '展'
            | '布'
            | '建'
            | '应'
            | '开'
            | '整'
            | '强'
            | '得'
            | '意'
            | '成'
            | '托'
            | '括'
            | '指'
            | '据'
            | '施'
            | '是'
            | '有'
            | '止'
            | '步'
            | '照'
            | '理'
            | '用'
            | '生'
            | '由'
            | '确'
            | '称'
            | '立'
            | '纳'
            | '者'
            | '至'
            | '范'
            | '营'
            | '设'
            | '证'
            | '读'
            | '请'
            | '过'
            | '进'
    )
}

/// Where the name begins that a short form stands for: it ends at the end of `before`.
///
/// Back to the last punctuation other than 、; where the short form abbreviates what stands there, not farther
/// than behind the last word that cannot be part of the name.
pub(crate) fn name_start(before: &str, short: &str) -> usize {
    let stop = |c: char| {
        parts_phrases(c) || matches!(c, '!' | '?' | '(' | ')' | '（' | '）' | '《' | '》' | '〔' | '〕' | '“')
    };
    let mut start = before.len();
    let mut depth = 0_u32;
    for (at, c) in before.char_indices().rev().take(LONGEST_NAME) {
        match c {
            ')' | '）' | '”' => depth += 1,
            '(' | '（' | '“' if depth > 0 => depth -= 1,
            c if depth == 0 && stop(c) => break,
            _ => {}
        }
        if depth == 0 {
            start = at;
        }
    }
    let run = behind_definition(before.get(start..).unwrap_or(""));
    let applies = || run.rfind("适用于").map(|at| at + "适用于".len());
    let lead = abbreviated(run, short).or_else(applies).unwrap_or(0);
    let name = run.get(lead..).unwrap_or(run);
    before.len() - PARTICLES.iter().fold(name, |n, w| n.strip_prefix(w).unwrap_or(n)).len()
}

/// Words that no name begins with.
const PARTICLES: [&str; 16] =
    ["了", "是指", "的", "、", "以及", "或者", "并", "和", "及", "与", "或", "对", "以", "向", "由", "经"];

/// What stands behind the last definition in a run: 甲(以下简称乙)和|丙.
fn behind_definition(run: &str) -> &str {
    let behind = run.rfind("称").and_then(|at| run.get(at..)).filter(|_| run.contains("以下"));
    behind.and_then(|t| t.split_once([')', '）'])).map_or(run, |(_, rest)| rest)
}

/// Where the name that `short` abbreviates begins in a run of text.
fn abbreviated(run: &str, short: &str) -> Option<usize> {
    let mut rest = run;
    for c in short.chars().rev() {
        rest = rest.get(..rest.rfind(c)?)?;
    }
    // What stands in front of 的 says which one it is and is no part of the name.
    let name = run.get(rest.len()..).filter(|_| rest.ends_with('的'));
    if name.is_some_and(|name| name != short && !name.contains('是')) {
        return Some(rest.len());
    }
    // Where the last word of what is defined is the short form itself, all of it is meant: 是指|甲制作或者获取的数据.
    if let Some(at) = run.rfind("是指").filter(|_| name == Some(short)) {
        return Some(at + "是指".len());
    }
    // What is founded is named as a whole, whatever verbs its name has: 成立|河道整治推进领导小组.
    let founded = ["成立", "组建", "设立"].iter().filter_map(|w| Some(rest.rfind(w)? + w.len())).max();
    if founded.is_some_and(|at| !rest[at..].starts_with('由') && !rest[at..].contains('的')) {
        return founded;
    }
    let is_tail = run.get(rest.len()..) == Some(short);
    let in_name = |end: usize| {
        let behind = run.get(end..).unwrap_or("");
        // 申请人, 经营者: who does it.
        let one = behind.strip_prefix(['人', '者']);
        let is_doer = one.is_some_and(|rest| !rest.starts_with(['民', '员', '口', '力', '才', '工']));
        // 在学校就读的学生, 规范性文件
        run.get(..end).is_some_and(|t| t.ends_with("就读")) && behind.starts_with('的')
            || is_doer
            || ["性", "工作", "领导", "协调", "指挥", "办公", "委员会", "小组"]
                .iter()
                .any(|w| behind.starts_with(w))
    };
    // A name is not defined as itself: the verb right in front of its last words is one of them, as in 毕业统一|考试.
    let is_own = |head: &str, lead: &str| {
        is_tail && head.len() == rest.len() && lead.chars().count() > 1 && lead.len() < head.len()
    };
    let ends =
        |head: &str| LEADS.iter().any(|w| head.ends_with(w) && !is_own(head, w)) && !in_name(head.len());
    Some(last_end(rest, ends_lead, ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_with_and_without_signs() {
        for (text, short) in [
            ("《实施方案》)适时出台", "实施方案"),
            ("“三品一特”)安全", "三品一特"),
            ("12345)与110", "12345"),
            ("地方证管办(证监会))负责", "地方证管办(证监会)"),
            ("电子学籍系统。", "电子学籍系统"),
            ("示范商圈、示范商店，名单见附件）", "示范商圈、示范商店"),
            ("‘受理机构’）", "受理机构"),
        ] {
            let found = short_at(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(&text[found.start..found.end], short);
        }
        assert_eq!(short_at(""), None);
        assert_eq!(short_at("）"), None);
    }

    #[test]
    fn words_that_define() {
        for (before, words) in [("方案》(以下简", 9), ("机构，以下", 6), ("学校（简", 3)] {
            assert_eq!(defining_len(before), Some(words), "{before}");
        }
        for before in ["名", "所在地的简", "职", "自"] {
            assert_eq!(defining_len(before), None, "{before}");
        }
    }

    #[test]
    fn the_fast_test_lets_every_word_pass() {
        assert!(LEADS.iter().all(|w| w.ends_with(ends_lead)));
    }

    #[test]
    fn names_behind_their_verbs() {
        for (before, short, name) in [
            ("要求,进一步深化12345政务服务便民热线", "12345", "12345政务服务便民热线"),
            ("为妥善做好非城镇户籍外来从业人员", "外来从业人员", "非城镇户籍外来从业人员"),
            ("行动,加强食品、药品", "三品一特", "加强食品、药品"),
            ("的区域，宁波杭州湾新区", "新区", "宁波杭州湾新区"),
            ("决定成立甲市河道整治推进协调领导小组", "领导小组", "甲市河道整治推进协调领导小组"),
            ("是指具有能力的自然人、法人和其他组织", "信用主体", "具有能力的自然人、法人和其他组织"),
            ("并缴纳基本医疗保险费", "医保费", "基本医疗保险费"),
            ("决定调整甲市河道整治推进工作联席会议", "联席会议", "甲市河道整治推进工作联席会议"),
            ("本办法适用于省、市、县人民政府", "县级以上机关", "省、市、县人民政府"),
            ("的要求。“依法进行招标的甲类工程", "工程", "依法进行招标的甲类工程"),
            ("对“两个清单”事项", "清单事项", "“两个清单”事项"),
            ("税务机关应对出口退（免）税企业", "出口企业", "出口退（免）税企业"),
            ("为全面推开营业税改征增值税", "营改增", "营业税改征增值税"),
            ("坚持长期供应合格加碘食盐", "碘盐", "合格加碘食盐"),
            ("业务的担保业金融机构", "担保", "担保业金融机构"),
            ("上海市初中毕业统一学业考试", "学业考试", "上海市初中毕业统一学业考试"),
            ("区（县）公共租赁住房申请受理机构", "受理机构", "区（县）公共租赁住房申请受理机构"),
            ("决定成立领导小组", "领导小组", "领导小组"),
            ("申请人代表和单身申请人", "申请人", "申请人代表和单身申请人"),
            ("界的国境河流港口", "国境河流港口", "界的国境河流港口"),
            ("是指政务部门制作或者获取的数据", "数据", "政务部门制作或者获取的数据"),
            ("领导小组下设推进办公室", "推进办", "推进办公室"),
            ("承担规范性文件审核的机构", "审核机构", "承担规范性文件审核的机构"),
            ("农村集体(含社区)经济组织", "集体组织", "农村集体(含社区)经济组织"),
            ("新型农村社会养老保险(以下简称新农保)和城镇居民社会养老保险", "城居保", "城镇居民社会养老保险"),
        ] {
            assert_eq!(&before[name_start(before, short)..], name);
        }
    }
}
