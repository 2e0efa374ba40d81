//! How a text cites: what stands in 《》 and the number beside it, a number alone, the number of an order.

use nom::{Parser, branch::alt, bytes::complete::tag, combinator::opt};

use super::{
    Parsed,
    doc_number::{DocNumberForm, bracketed_year, numbered, plain_year, serial},
    number::{Figures, arabic_digit, is_han_numeral, number},
    prefix,
    sign::is_han,
    word::Endings,
};

/// Words behind which an agency's abbreviation may begin in running text.
const CUTS: [&str; 46] = [
    "符合", "根据", "按照", "依据", "依照", "遵照", "执行", "贯彻", "落实", "参照", "印发", "下发", "通知",
    "文件", "关于", "结合", "对照", "转发", "废止", "以下", "原", "以", "的", "和", "与", "及", "或", "或者",
    "由", "即", "见", "在", "经", "将", "对", "为", "号", "日", "年", "月", "、", "》", "是", "按", "据",
    "同",
];

/// How far an agency reaches back: the longest known has 24 characters.
const LONGEST_AGENCY: usize = 24;

/// How many bytes at the end of `before` are the agency of a number that follows (津政发〔, 国务院令第).
pub(crate) fn agency_len(before: &str) -> usize {
    let start = before
        .char_indices()
        .rev()
        .take(LONGEST_AGENCY)
        .take_while(|&(_, c)| is_han(c) || c.is_ascii_alphabetic() || c == '·')
        .last()
        .map_or(before.len(), |(at, _)| at);
    let run = before.get(start..).unwrap_or("");
    let is_order = is_order_word(run) || run.ends_with(['部', '局']);
    let in_front = before.get(..start).and_then(|text| text.chars().next_back());
    run.len()
        - last_end(run, ends_cut, |head| {
            CUTS.iter().any(|w| ends(head, w))
                && !(head.ends_with('和') && joins_in_name(head, is_order))
                && !stands_in_name(head, run.get(head.len()..).unwrap_or(""), in_front)
                || !is_order && is_full_name(head, run)
        })
}

/// Whether the full name of an organ ends with a head, behind which its abbreviation follows: 甲市人民政府|甲政发.
fn is_full_name(head: &str, run: &str) -> bool {
    let rest = run.get(head.len()..).unwrap_or("");
    let holds = |names: &[&str]| names.iter().any(|w| ends(head, w));
    let is_whole = holds(&["办公室", "人民政府", "委员会"])
        && rest.len() > 3
        && !rest.starts_with(['办', '文', '函', '党', '令']);
    // A short name is one where the abbreviation begins with its province: 市教委|沪教委职; or is all that follows: 国务院|国发.
    let is_short =
        || head.ends_with(['大', '委', '厅', '局', '院', '府', '办']) && rest.starts_with(PROVINCES);
    let is_state = || {
        ["甲发", "甲府发"].iter().any(|w| rest.len() == w.len())
            && rest.ends_with(['发', '府', '政', '字'])
            && !rest.starts_with(['办', '文', '函', '党'])
            && holds(&["国务院", "省政府", "市政府", "县政府", "区政府", "军委", "省委", "市委"])
    };
    is_whole || rest.len() > 6 && is_short() || is_state()
}

/// The short names of provinces that an abbreviation of an organ begins with, without those that stand inside of one too.
const PROVINCES: [char; 24] = [
    '京', '津', '沪', '渝', '冀', '晋', '辽', '吉', '黑', '苏', '浙', '皖', '闽', '赣', '鲁', '豫', '鄂',
    '湘', '粤', '琼', '黔', '滇', '桂', '藏',
];

/// Whether the 和 at the end of a text is part of a name: in 共和国, and of an order where no organ ends in front of it
/// (住房和城乡建设部令; but 甲部和乙部令).
fn joins_in_name(head: &str, is_order: bool) -> bool {
    const ORGANS: [char; 12] = ['部', '委', '局', '厅', '院', '府', '会', '署', '办', '行', '号', '令'];
    let head = head.trim_end_matches('和');
    let is_free = || !head.ends_with(ORGANS) && !CUTS.iter().any(|w| ends(head, w));
    head.ends_with('共') || is_order && head.ends_with(is_han) && is_free()
}

/// Whether the last character of a head, which is a word by itself too, is part of an abbreviation: of 发改农经, 国经贸,
/// 太原政发, 同政发, 即政发, 日政发; but not of 已经, nor where an abbreviation of its own follows (此件经国办发).
fn stands_in_name(head: &str, rest: &str, in_front: Option<char>) -> bool {
    let Some(last) = head.chars().next_back() else { return false };
    let head = &head[..head.len() - last.len_utf8()];
    let follows_a_word = || !head.ends_with(is_han) || CUTS.iter().any(|w| ends(head, w));
    let is_word = match last {
        '经' => follows_a_word() || head.ends_with(['已', '业', '现', '报', '未', '并', '曾', '须', '应']),
        '原' => follows_a_word(),
        '日' => !head.is_empty() || in_front.is_some_and(char::is_numeric),
        '同' => head.ends_with(['会', '连', '并']),
        '即' => !head.is_empty(),
        _ => true,
    };
    !is_word && !rest.starts_with(['国', '中', '省', '市', '县', '区']) && !rest.starts_with(PROVINCES)
}

/// Whether one of [`CUTS`] ends with a character: the fast test in front of the exact one.
const fn ends_cut(c: char) -> bool {
    matches!(
        c,
        '、' | '》'
            | '下'
            | '会'
            | '合'
            | '大'
            | '委'
            | '厅'
            | '局'
            | '院'
            | '办'
            | '者'
            | '室'
            | '府'
            | '与'
            | '为'
            | '于'
            | '以'
            | '件'
            | '即'
            | '原'
            | '及'
            | '发'
            | '号'
            | '同'
            | '和'
            | '在'
            | '实'
            | '对'
            | '将'
            | '年'
            | '彻'
            | '或'
            | '按'
            | '据'
            | '日'
            | '是'
            | '月'
            | '止'
            | '照'
            | '由'
            | '的'
            | '知'
            | '经'
            | '行'
            | '见'
    )
}

/// The last offset behind a character that may end a word and behind which `ends` holds; 0 where there is none.
pub(super) fn last_end(text: &str, may_end: fn(char) -> bool, ends: impl Fn(&str) -> bool) -> usize {
    let mut offsets = text.char_indices().rev().filter(|&(_, c)| may_end(c)).map(|(at, c)| at + c.len_utf8());
    offsets.find(|&end| text.get(..end).is_some_and(&ends)).unwrap_or(0)
}

/// Whether the year of a document number may stand behind a character.
pub(crate) const fn opens_year(c: char) -> bool {
    matches!(c, '〔' | '﹝' | '[' | '［' | '(' | '（' | '【' | '〈')
}

/// `numbered-tail = year serial`: what stands behind an agency.
fn tail(text: &str) -> Parsed<'_, DocNumberForm> {
    let (rest, (year, number)) = (bracketed_year, serial_or_open).parse(text)?;
    Ok((rest, DocNumberForm { agency: 0, year: Some(year), number }))
}

/// A serial number; a draft may leave it open: 渝教基〔2016〕X号.
fn serial_or_open(text: &str) -> Parsed<'_, Option<u32>> {
    alt((serial.map(Some), (alt((tag("X"), tag("×"), tag("XX"), tag("××"))), tag("号")).map(|_| None)))
        .parse(text)
}

/// The year and serial of a document number at the start of a compact text: 〔2023〕17号.
pub(crate) fn number_tail_at(text: &str) -> Option<(DocNumberForm, usize)> {
    prefix(tail, text)
}

/// Whether a number can be written with a character.
fn is_figure(c: char) -> bool {
    is_han_numeral(c) || arabic_digit(c).is_some()
}

/// `order = [year] "第" number "号" ["令" | "公告"]`
fn order(text: &str) -> Parsed<'_, (DocNumberForm, bool)> {
    let (rest, year) = opt(alt((bracketed_year, plain_year))).parse(text)?;
    let (rest, _) = tag("第")(rest)?;
    let (rest, n) = number(rest)?;
    let (rest, _) = tag("号")(rest)?;
    let (rest, behind) = opt(alt((tag("令"), tag("部令"), tag("公告")))).parse(rest)?;
    Ok((rest, (DocNumberForm { agency: 0, year, number: Some(n) }, behind.is_some())))
}

/// Whether a text that begins with 第 can be the number of an order: the fast test in front of the exact one. Most of what
/// is counted so are articles.
pub(crate) fn may_be_order(text: &str) -> bool {
    text.strip_prefix('第').is_some_and(|rest| rest.trim_start_matches(is_figure).starts_with('号'))
}

/// Whether figures can be the year in front of the number of an order, likewise. Most numbers are amounts.
pub(crate) fn may_be_year_of_order(figures: Figures<'_>) -> bool {
    match figures.next {
        // In Han or of full width from the first on.
        _ if figures.count == 0 => true,
        Some('０'..='９' | 'Ｏ') => figures.count < 4,
        _ => figures.are_year() && figures.behind.starts_with("年第"),
    }
}

/// The number of an order that begins with its year or 第, and whether 令 follows it: 2014年第1号, 第45号公告.
pub(crate) fn order_at(text: &str) -> Option<((DocNumberForm, bool), usize)> {
    if may_be_order(text) || may_be_year_of_order(Figures::of(text)) { prefix(order, text) } else { None }
}

/// Whether the words before a number say that it is an order's: 国务院令, 税务总局公告.
pub(crate) fn is_order_word(before: &str) -> bool {
    ["令", "公告"].iter().any(|w| before.ends_with(w))
}

/// A document number with its agency at the very start of a compact text, and its length.
pub(crate) fn cited_number_at(text: &str) -> Option<(DocNumberForm, usize)> {
    prefix(numbered, text).filter(|(form, _)| {
        text.get(..form.agency).is_some_and(|agency| agency_len(agency) == agency.len() || agency.len() < 10)
    })
}

/// Whether a bracket behind a title belongs to its name: (试行), (修订草案), (2023年版).
pub(crate) fn is_stage(inside: &str) -> bool {
    const STAGES: [&str; 9] = ["试行", "暂行", "修订", "修正", "草案", "征求意见稿", "送审稿", "版", "稿"];
    inside.len() <= 36 && STAGES.iter().any(|s| ends(inside, s)) && !inside.contains("称")
}

/// Endings of what is a form, a certificate, a contract or a newspaper and no document.
const FORMS: Endings<'_, '_> = Endings::new(&[
    "表",
    "卡",
    "回执",
    "日志",
    "介绍信",
    "证明信",
    "批准书",
    "决定书",
    "委托书",
    "确认书",
    "申报书",
    "征求意见书",
    "记录册",
    "登记册",
    "花名册",
    "证",
    "证书",
    "合同",
    "合同书",
    "协议书",
    "凭证",
    "证明",
    "申请书",
    "通知书",
    "告知书",
    "承诺书",
    "责任书",
    "登记簿",
    "户口簿",
    "手册",
    "票据",
    "发票",
    "日报",
    "晚报",
    "时报",
    "晨报",
    "周刊",
    "月刊",
    "杂志",
    "护照",
    "执照",
    "户口本",
    "记录本",
    "意见书",
    "判决书",
    "裁定书",
    "调解书",
    "起诉书",
    "公证书",
    "鉴定书",
    "认定书",
    "核准书",
    "授权书",
    "声明书",
    "志愿书",
    "说明书",
    "任务书",
    "投标书",
    "责任状",
    "存根",
    "收据",
    "保函",
    "名册",
    "台账",
    "示意图",
    "流程图",
    "平面图",
    "教材",
    "读本",
    "字典",
    "词典",
    "半月谈",
    "进行曲",
    "网",
]);

/// Words in front of the name of a play, a song, a newspaper.
const WORKS: Endings<'_, '_> = Endings::new(&[
    "话剧",
    "京剧",
    "评剧",
    "歌剧",
    "舞剧",
    "音乐剧",
    "儿童剧",
    "杂技剧",
    "戏剧",
    "剧目",
    "歌曲",
    "电影",
    "影片",
    "电视剧",
    "纪录片",
    "动画片",
    "小说",
    "图书",
    "杂志",
    "期刊",
    "报纸",
    "节目",
    "栏目",
    "主题曲",
]);

/// Whether a title names a document, by its last word and the words in front of it.
pub(crate) fn names_document(title: &str, before: &str) -> bool {
    let bracket = if title.ends_with([')', '）']) { title.rfind(['(', '（']) } else { None };
    let bare = bracket.filter(|&at| at > 0).and_then(|at| title.get(..at)).unwrap_or(title);
    let form = FORMS.of(bare).is_some()
        || bare.ends_with('报') && is_newspaper(bare)
        // 《商调函》 is a paper that a person brings along; a letter of an organ says 关于….
        || bare.ends_with('函') && bare.len() <= LONGEST_SLIP
        || bare.ends_with('单') && !bare.ends_with("清单") && !bare.ends_with("名单");
    !form && WORKS.of(before).is_none()
}

/// How long the name of a letter is at most, in bytes, that is a slip.
const LONGEST_SLIP: usize = 15;

/// What a title in 〈〉 ends with; other words in them are a remark: 各县人民政府〈管委会〉.
const DOCUMENTS: Endings<'_, '_> = Endings::new(&[
    "法", "条例", "规定", "办法", "细则", "规则", "通知", "意见", "决定", "方案", "规划", "计划", "纲要",
    "公告", "通告", "通报", "批复", "标准", "规范", "规程", "章程", "解释", "准则", "报告", "制度",
]);

/// Whether what stands in 〈〉 is the title of a document.
pub(crate) fn is_inner_title(inside: &str) -> bool {
    let bracket = if inside.ends_with([')', '）']) { inside.rfind(['(', '（']) } else { None };
    DOCUMENTS.of(bracket.and_then(|at| inside.get(..at)).unwrap_or(inside)).is_some()
}

/// Whether a text ends with a word; the last byte tells most of them apart.
fn ends(text: &str, word: &str) -> bool {
    text.as_bytes().last() == word.as_bytes().last() && text.ends_with(word)
}

fn is_newspaper(title: &str) -> bool {
    !["通报", "公报", "简报", "汇报", "申报", "预报", "年报", "上报", "填报"]
        .iter()
        .any(|w| title.ends_with(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_cut_out_of_a_sentence() {
        for (before, agency) in [
            ("根据国办发", "国办发"),
            ("示范区的请示（国科发高", "国科发高"),
            ("现将中华人民共和国国务院令", "中华人民共和国国务院令"),
            ("《决定》和津政办规", "津政办规"),
            ("教基一厅", "教基一厅"),
            ("按照住房和城乡建设部令", "住房和城乡建设部令"),
            ("甲部令和住房和城乡建设部令", "住房和城乡建设部令"),
            ("甲部和乙部令", "乙部令"),
            ("符合甲教基", "甲教基"),
            ("甲市人民政府甲政发", "甲政发"),
            ("甲市人民政府办公室", "甲市人民政府办公室"),
            ("省人大豫人法群", "豫人法群"),
            ("市教委沪教委职", "沪教委职"),
            ("苏政办", "苏政办"),
            ("的请示》（发改农经", "发改农经"),
            ("又据国经贸投资", "国经贸投资"),
            ("（沪经信投", "沪经信投"),
            ("此件经国办发", "国办发"),
            ("依据太原政发", "太原政发"),
            ("废止原国办发", "国办发"),
            ("（同政发", "同政发"),
            ("连同国办发", "国办发"),
            ("，日政发", "日政发"),
            ("2024年5月6日教基", "教基"),
            ("已经国办发", "国办发"),
            ("或者国办发", "国办发"),
            ("根据国务院国发", "国发"),
            ("和省政府甲府", "甲府"),
            ("甲省委农办", "甲省委农办"),
            ("按照住房和城乡建设部", "住房和城乡建设部"),
            ("，", ""),
        ] {
            let len = agency_len(before);
            assert_eq!(&before[before.len() - len..], agency, "{before}");
        }
    }

    #[test]
    fn the_fast_test_lets_every_word_pass() {
        assert!(CUTS.iter().all(|w| w.ends_with(ends_cut)));
    }

    #[test]
    fn numbers_of_orders() {
        assert!(
            order_at("第777号公布").is_some_and(|((form, behind), _)| form.number == Some(777) && !behind)
        );
        assert!(order_at("第45号公告").is_some_and(|((_, behind), _)| behind));
        assert_eq!(order_at("2014年第1号").map(|((form, _), _)| form.year), Some(Some(2014)));
        assert_eq!(order_at("第3期"), None);
        assert!(number_tail_at("〔2016〕X号").is_some_and(|(form, _)| form.number.is_none()));
        assert!(is_stage("试行") && is_stage("征求意见稿") && !is_stage("以下简称试行"));
    }

    #[test]
    fn what_is_no_document() {
        for title in [
            "借读批准书",
            "分配工作介绍信",
            "受理回执",
            "减免通知单",
            "资料传递单",
            "人才入户卡",
            "居住证申请表",
            "不动产权证",
            "人民日报",
            "选址意见书",
            "农药经营执照",
            "危险废物转移联单",
            "目标责任状",
            "劳动合同",
            "录取通知书(样式)",
            "商调函",
        ] {
            assert!(!names_document(title, ""), "{title}");
        }
        for title in
            ["公司法", "负面清单", "政府工作报告", "关于表彰的通报", "国务院公报", "蔬菜种子加工技术规范"]
        {
            assert!(names_document(title, ""), "{title}");
        }
        assert!(!names_document("雷雨", "复排话剧"));
    }
}
