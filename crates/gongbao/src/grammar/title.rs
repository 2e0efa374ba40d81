//! Titles (标题): what kind of document a title names, and whether a line can be one.

use super::{
    sign::{self, is_clause_end, is_full_stop},
    word::{Among, Words, has_any},
};
use crate::model::DocumentKind;

use DocumentKind as K;

/// The words that end a title and the kind they name; a longer word stands before one that it ends with.
const WORDS: &[(&str, K)] = &[
    ("会议纪要", K::Minutes),
    ("统计公报", K::Communique),
    ("政策解读", K::Interpretation),
    ("决议", K::Resolution),
    ("决定", K::Decision),
    ("命令", K::Order),
    ("令", K::Order),
    ("公报", K::Communique),
    ("公告", K::Announcement),
    ("通告", K::PublicNotice),
    ("意见", K::Opinion),
    ("意见书", K::Opinion),
    ("通知", K::Notice),
    ("通报", K::Circular),
    ("工作报告", K::Report),
    ("报告", K::Report),
    ("请示", K::Request),
    ("批复", K::Reply),
    ("答复", K::Reply),
    ("议案", K::Proposal),
    ("复函", K::Letter),
    ("函", K::Letter),
    ("纪要", K::Minutes),
    ("解读", K::Interpretation),
    ("问答", K::Interpretation),
    ("记者问", K::Interpretation),
    ("布告", K::PublicNotice),
    ("起草说明", K::Interpretation),
    ("办法", K::Regulation),
    ("宪法", K::Law),
    ("法典", K::Law),
    // What ends like a law and is none.
    ("方法", K::Other),
    ("做法", K::Other),
    ("想法", K::Other),
    ("执法", K::Other),
    ("司法", K::Other),
    ("普法", K::Other),
    ("法", K::Law),
    ("修正案", K::Law),
    ("条例", K::Regulation),
    ("规定", K::Regulation),
    ("细则", K::Regulation),
    ("规则", K::Regulation),
    ("规程", K::Regulation),
    ("规范", K::Regulation),
    ("章程", K::Regulation),
    ("准则", K::Regulation),
    ("守则", K::Regulation),
    ("制度", K::Regulation),
    ("通则", K::Regulation),
    ("工作程序", K::Regulation),
    ("解释", K::Regulation),
    ("分工方案", K::Plan),
    ("方案", K::Plan),
    ("计划", K::Plan),
    ("规划", K::Plan),
    ("要点", K::Plan),
    ("若干举措", K::Plan),
    ("政策举措", K::Plan),
    ("措施", K::Plan),
    ("预案", K::Plan),
    ("纲要", K::Plan),
    ("任务分工", K::Plan),
    ("目录", K::List),
    ("名录", K::List),
    ("名单", K::List),
    ("清单", K::List),
    ("讲话", K::Speech),
    ("任免", K::Appointment),
    ("任职", K::Appointment),
    ("免职", K::Appointment),
    ("职务", K::Appointment),
    ("标准", K::Other),
    ("说明", K::Other),
    ("指南", K::Other),
    ("指引", K::Other),
    ("导则", K::Other),
    ("公示", K::Other),
    ("简章", K::Other),
    ("倡议书", K::Other),
    ("决定书", K::Other),
    ("政策", K::Other),
    ("协议", K::Other),
    ("提纲", K::Other),
];

/// A compact title without the remarks in brackets behind it: 办法(试行) → 办法.
fn without_remark(title: &str) -> &str {
    let mut title = title;
    while let Some(last) = title.chars().next_back() {
        let (open, close) = match last {
            ')' | '）' => (['(', '（'], [')', '）']),
            ']' | '］' => (['[', '［'], [']', '］']),
            _ => break,
        };
        // The brackets of a year may stand inside: 意见（某政发（2024）5号）.
        let mut depth = 0_usize;
        let opening = title.char_indices().rev().find(|&(_, c)| {
            depth = (depth + usize::from(close.contains(&c))).saturating_sub(usize::from(open.contains(&c)));
            depth == 0
        });
        let Some((at, _)) = opening else { break };
        if at == 0 {
            break;
        }
        title = &title[..at];
    }
    title
}

/// The last characters of [`WORDS`], and what may stand behind them; figures in circles are beside them.
const LAST: [char; 53] = [
    '要', '报', '措', '读', '议', '定', '令', '告', '见', '书', '知', '示', '复', '案', '函', '引', '答',
    '明', '法', '典', '例', '则', '程', '序', '范', '章', '度', '释', '划', '点', '施', '工', '录', '单',
    '话', '免', '职', '务', '准', '南', '策', '纲', '问', '员', ')', '）', ']', '］', '》', '»', '〕', '*',
    '＊',
];

/// What most lines end with is told without a look at each of these.
const MAY_END: Among = Among::these(&LAST).or(Among::of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"));

/// Whether a title may end with a character.
#[inline]
pub(crate) fn may_end(last: char) -> bool {
    MAY_END.passes(last as u32) && (LAST.contains(&last) || matches!(last, '①'..='⑳'))
}

/// How many bytes at the end of a title are the mark of a note to it, which is no part of the title: `[1]`, `①`, `*`.
pub(crate) fn note_mark_len(title: &str) -> usize {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let bracketed = || {
        let inner = title.strip_suffix([']', '］', '〕'])?;
        let rest = inner.trim_end_matches(digits);
        let whole = rest.strip_suffix(['[', '［', '〔'])?;
        matches!(inner.chars().rev().take_while(|&c| digits(c)).count(), 1 | 2).then_some(whole)
    };
    let starred = || title.strip_suffix(['*', '＊']).filter(|_| !title.starts_with(['*', '＊']));
    let whole = match title.chars().next_back() {
        Some(']' | '］' | '〕') => bracketed(),
        Some('*' | '＊') => starred(),
        Some('①'..='⑳') => title.strip_suffix(|c| matches!(c, '①'..='⑳')),
        _ => None,
    };
    whole.filter(|whole| !whole.is_empty()).map_or(0, |whole| title.len() - whole.len())
}

/// How many bytes at the end of a title say which text of a rule this is, as collections of laws do: …办法（2015修正）,
/// `…规定[失效]`.
pub(crate) fn version_len(title: &str) -> usize {
    let Some(inner) = title.strip_suffix([')', '）', ']', '］']) else { return 0 };
    let Some(open) = inner.rfind(['(', '（', '[', '［']) else { return 0 };
    let words = inner[open..].trim_start_matches(|c: char| !super::sign::is_han(c)).trim_start_matches('年');
    let said = ["修正", "修订", "修改", "失效", "已失效", "废止", "已废止"].contains(&words);
    if said { title.len() - open } else { 0 }
}

/// Whether a compact line is the name of a form and nothing else, as papers to the public are headed: 公　告.
pub(crate) fn is_form_alone(line: &str) -> bool {
    matches!(
        line,
        "公告" | "通告" | "公示" | "通知" | "通报" | "决定" | "决议" | "公报" | "批复" | "启事" | "声明"
    )
}

/// The kind that the last word of a compact title names.
pub(crate) fn kind_of(title: &str) -> Option<DocumentKind> {
    if !title.chars().next_back().is_some_and(may_end) {
        return None;
    }
    // Nearly every title ends with the word itself.
    let whole = sign::ends_han(title);
    let title = if whole { title } else { &title[..title.len() - note_mark_len(title)] };
    // 国务院任免国家工作人员: so the State Council's gazette heads them.
    if title.ends_with("工作人员") {
        return title.contains("任免").then_some(K::Appointment);
    }
    // 《甲条例》(修正草案): the remark may stand behind the marks.
    let marks = ['》', '»'];
    let title =
        if whole { title } else { without_remark(title.trim_end_matches(marks)).trim_end_matches(marks) };
    if title.ends_with(['知', '定', '单', '令'])
        && APPOINTS.any_in(title)
        && !title.contains("办法")
        // 关于任免工作人员问题的通知 says how it is done; 关于甲等同志任免问题的通知 names whom.
        && (!title.contains("问题") || has_any(title, &["等", "同志"]))
        && !title.contains("规定")
    {
        return Some(K::Appointment);
    }
    if is_explained(title) {
        return Some(K::Interpretation);
    }
    words_of(title).find(|(word, _)| title.ends_with(word)).map(|&(_, kind)| kind)
}

/// Those of [`WORDS`] that end with the character that a text ends with.
fn words_of(text: &str) -> impl Iterator<Item = &'static (&'static str, DocumentKind)> {
    let end = last(text);
    WORDS.iter().zip(&ENDS).filter(move |(_, own)| **own == end).map(|(word, _)| word)
}

/// Whether a title may end with a compact line whose last character is one that titles end with. With most of them other
/// words end as well: 服务, 委员.
pub(crate) fn may_end_with(line: &str) -> bool {
    match line.chars().next_back() {
        Some('员') => line.ends_with("人员") || line == "员",
        // What appoints may end with other words: 任免须知.
        Some('知' | '定' | '单' | '令') => true,
        // The word may begin on the line above.
        Some(c) if sign::is_han(c) => {
            words_of(line).any(|(word, _)| line.ends_with(word) || word.ends_with(line))
        }
        _ => true,
    }
}

/// Whether a compact title may begin as that of a paper which explains another one, whatever it ends with.
pub(crate) fn may_explain(title: &str) -> bool {
    title.is_empty() || title.starts_with(['解', '文', '图', '政', '视', '一'])
}

/// 解读…, 文字解读：…, 一图读懂…: a page explains the paper that it names.
fn is_explained(title: &str) -> bool {
    let words = ["解读", "文字解读", "图文解读", "政策解读", "视频解读", "一图读懂", "一图看懂", "图解"];
    may_explain(title) && words.iter().any(|word| title.starts_with(word))
}

/// The last character of each of [`WORDS`]: nearly every word is told by it, compared as one number.
const ENDS: [u32; WORDS.len()] = {
    let (mut ends, mut n) = ([0; WORDS.len()], 0);
    while n < ends.len() {
        ends[n] = last(WORDS[n].0);
        n += 1;
    }
    ends
};

/// The last three bytes of a text as a number.
const fn last(text: &str) -> u32 {
    match text.as_bytes() {
        [.., a, b, c] => u32::from_be_bytes([0, *a, *b, *c]),
        _ => 0,
    }
}

/// Whether a compact title ends with 的, a word or two and the name of a 文种 that nothing can follow: …的通知, …的实施意见.
pub(crate) fn ends_whole(title: &str) -> bool {
    let title = without_remark(title);
    let Some(at) = title.rfind('的') else { return false };
    let tail = &title[at + '的'.len_utf8()..];
    words_of(tail).any(|(word, kind)| {
        let strong = !matches!(kind, K::Plan | K::Regulation | K::List | K::Other | K::Law);
        strong && tail.strip_suffix(word).is_some_and(|between| between.chars().count() <= 4)
    })
}

/// Whether a compact remark in brackets is a range of years: (2021—2025).
pub(crate) fn is_range_of_years(remark: &str) -> bool {
    let inner = remark.trim_matches(['(', '（', ')', '）']);
    let range =
        |c: char| c.is_ascii_digit() || matches!(c, '—' | '-' | '－' | '–' | '~' | '～' | '至' | '年');
    inner.chars().all(range) && inner.chars().filter(char::is_ascii_digit).count() == 8
}

/// Whether a line of a title can end with a character and be so long, in bytes.
pub(crate) fn may_end_line(last: char, len: usize) -> bool {
    let ends = (is_full_stop(last) || is_clause_end(last)) && last != '、';
    !ends && len <= 360
}

/// Whether a compact line can be part of a title: it ends no sentence and no clause.
pub(crate) fn is_title_line(line: &str) -> bool {
    let Some(last) = line.chars().next_back() else { return false };
    may_end_line(last, line.len()) && !sign::signs_in(line).any(|(_, c)| matches!(c, '。' | '；' | ';'))
}

/// The words with which a covering document passes an instrument on.
const PASSES_ON: Words<'_, '_> =
    Words::new(&["印发", "转发", "批转", "公布", "发布", "颁布", "颁发", "下发", "批准"]);

/// Verbs behind which a title is open.
const OPENS: Words<'_, '_> = Words::new(&["关于公布", "关于发布", "印发", "转发", "批转"]);

/// What appoints and dismisses.
const APPOINTS: Words<'_, '_> = Words::new(&["任免", "任命", "免去", "职务任"]);

/// The title of the instrument that a compact covering title passes on: 《X》, or X between the verb and 的通知.
pub(crate) fn passed_on(title: &str) -> Option<&str> {
    let (at, verb) = PASSES_ON.first_in(title)?;
    let rest = &title[at + verb.len()..];
    let opens = |&(at, c): &(usize, char)| matches!(c, '《' | '«') && rest[..at].chars().nth(39).is_none();
    if let Some((open, sign)) = sign::signs_in(rest).find(opens) {
        let inner = &rest[open + sign.len_utf8()..];
        let close = matching_close(inner)?;
        return Some(&inner[..close]);
    }
    let end = rest
        .strip_suffix("的通知")
        .map(str::len)
        .or_else(|| rest.rfind("的通知"))
        .or_else(|| rest.rfind("的公告"))
        .or_else(|| rest.rfind("的决定"))
        .or_else(|| rest.rfind("的通告"))
        .or_else(|| rest.rfind("通知"))?;
    Some(&rest[..end]).filter(|t| !t.is_empty())
}

/// Where the 》 that closes an already open 《 stands.
fn matching_close(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in sign::signs_in(text) {
        match c {
            '《' | '«' => depth += 1,
            '》' | '»' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a compact title is still open: a bracket not closed, or a verb without the 文种 that must follow.
pub(crate) fn is_incomplete(title: &str) -> bool {
    let open: i32 = sign::signs_in(title)
        .map(|(_, c)| match c {
            '《' | '«' | '（' | '(' | '“' => 1,
            '》' | '»' | '）' | ')' | '”' => -1,
            _ => 0,
        })
        .sum();
    if open > 0 {
        return true;
    }
    if title.ends_with(['》', '»']) {
        return false;
    }
    let is_whole = || {
        kind_of(title).is_some_and(|k| {
            !matches!(k, K::Plan | K::Regulation | K::List | K::Other | K::Opinion | K::Law | K::Report)
        })
    };
    OPENS.any_in(title) && !is_whole()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_titles() {
        for (title, version) in [
            ("某市物业办法（2015修正）", "（2015修正）"),
            ("某市物业办法(2015年修订)", "(2015年修订)"),
            ("某市公房规定[失效]", "[失效]"),
            ("某市物业办法（试行）", ""),
            ("关于废止某办法的决定", ""),
        ] {
            assert_eq!(&title[title.len() - version_len(title)..], version, "{title}");
        }
    }

    #[test]
    fn kinds_of_titles() {
        for (title, kind) in [
            ("天津市人民政府关于印发方案的通知", K::Notice),
            ("天津市火灾事故调查处理规定", K::Regulation),
            ("上海市城镇廉租住房实施意见(试行)", K::Opinion),
            ("天津市中医药强市行动计划(2023—2025年)", K::Plan),
            ("中华人民共和国统计法", K::Law),
            ("关于同意申办运动会的复函", K::Letter),
            ("《实施方案》政策解读", K::Interpretation),
            ("天津市人民政府关于甲同志任免职的通知", K::Appointment),
        ] {
            assert_eq!(kind_of(title), Some(kind), "{title}");
        }
        assert_eq!(kind_of("加强组织领导"), None);
    }

    #[test]
    fn whole_titles() {
        assert!(ends_whole("关于推进户籍制度改革的意见") && ends_whole("总体规划（2018—2035年）的批复"));
        assert!(!ends_whole("国务院关于推进户籍制度") && !ends_whole("关于加强河道管理的规定"));
        assert!(is_range_of_years("（2021—2025）") && !is_range_of_years("（第一批）"));
    }

    #[test]
    fn a_longer_word_stands_before_one_that_it_ends_with() {
        for (at, (word, _)) in WORDS.iter().enumerate() {
            assert!(!WORDS[..at].iter().any(|(before, _)| word.ends_with(before)), "{word}");
        }
    }

    #[test]
    fn every_word_may_end_a_title() {
        for (word, _) in WORDS {
            assert!(word.chars().next_back().is_some_and(may_end), "{word}");
        }
    }

    #[test]
    fn what_a_covering_title_passes_on() {
        for (title, inner) in [
            ("某市人民政府关于印发某市实施方案的通知", "某市实施方案"),
            ("关于印发《某办法(试行)》的通知", "某办法(试行)"),
            ("某市关于印发某市贯彻落实《计划》实施方案的通知", "计划"),
        ] {
            assert_eq!(passed_on(title), Some(inner));
        }
        assert_eq!(passed_on("关于做好普查工作的通知"), None);
        assert!(is_incomplete("重庆市人民政府关于印发重庆市公共租赁住房管理暂行办法"));
        assert!(is_incomplete("关于印发《本溪市"));
        assert!(!is_incomplete("关于印发《办法》的通知"));
    }
}
