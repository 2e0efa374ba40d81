//! What a clause of responsibility says beside its units: their duty, how and when it is done, and remarks on the list.

use super::word::{Among, Endings};

/// Words that give a duty to the units before them.
pub(super) const DUTIES: Endings<'_, '_> =
    Endings::new(&["负总责", "负责", "牵头", "配合", "协助", "参加", "参与", "承办", "主办", "主责", "协办"]);

/// Words beside a duty that say how it is done.
const MANNERS: Endings<'_, '_> = Endings::new(&[
    "按照各自职责分工",
    "按各自职责分工",
    "按照职责分工",
    "按照各自职责",
    "根据职责分工",
    "依据职责分工",
    "按各自职责",
    "按职责分工",
    "依职责分工",
    "按照职责",
    "按照分工",
    "按职责",
    "依职责",
    "按分工",
    "各负其责",
    "根据职责",
    "依法",
    "分别",
    "共同",
    "具体",
    "分工",
    "统一",
    "各自",
    "分头",
    "按照职能",
    "按职能",
]);

/// Words that may follow a duty.
const DEEDS: Endings<'_, '_> = Endings::new(&[
    "组织实施",
    "抓好落实",
    "组织落实",
    "推进落实",
    "推动落实",
    "落实",
    "实施",
    "推进",
    "办理",
    "统筹协调",
]);

/// What the words at the end of a part of a clause say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Duty {
    pub(super) found: bool,
    pub(super) leads: bool,
    pub(super) supports: bool,
}

impl Duty {
    /// Takes note of one of [`DUTIES`].
    fn add(&mut self, word: &str) {
        self.found = true;
        self.leads |= matches!(word, "牵头" | "主办" | "主责");
        self.supports |= matches!(word, "配合" | "协助" | "协办");
    }
}

/// Whether words without 由 and 等 are the name of a unit and nothing else, by their first and last characters: most are.
pub(super) fn is_bare(words: &str) -> bool {
    /// What a join or one of the words begins with that [`is_remark`] knows.
    static FIRST: Among = Among::of("并以下列排具不除");
    /// What a duty, a deed, a bracket or a time ends with.
    static LAST: Among = DUTIES.ends().or(DEEDS.ends()).or(Among::of("）前成进持"));
    match *words.as_bytes() {
        [_, second, third, .., middle, end] if !end.is_ascii() => {
            !FIRST.passes_bytes(second, third) && !LAST.passes_bytes(middle, end)
        }
        _ => false,
    }
}

/// What stands before the deed at the end of a text, if a word of duty does.
pub(super) fn before_deed(text: &str) -> Option<&str> {
    let lead = text.strip_suffix(DEEDS.of(text)?)?;
    (DUTIES.of(lead).is_some() || MANNERS.of(lead).is_some()).then_some(lead)
}

/// Whether the last part of a clause ends with a deed alone and a part in front of it with a duty: A负责，B落实.
pub(super) fn deed_behind_duty(text: &str) -> bool {
    DEEDS.of(text).is_some()
        && text
            .match_indices(is_part_sign)
            .any(|(at, _)| text.get(..at).is_some_and(|t| DUTIES.of(t).is_some()))
}

/// The length of a last part without its deed: 各区|落实.
pub(super) fn cut_deed(part: &str) -> &str {
    DEEDS.of(part).and_then(|deed| part.strip_suffix(deed)).unwrap_or(part)
}

/// Cuts the words of duty off the end; gives what is left and what they say.
pub(super) fn cut_duty(text: &str) -> (&str, Duty) {
    let deed = before_deed(text);
    let mut duty = Duty { found: deed.is_some(), ..Duty::default() };
    let mut rest = deed.unwrap_or(text);
    loop {
        let word = DUTIES.of(rest).inspect(|word| duty.add(word));
        let manner = || if duty.found { MANNERS.of(rest) } else { None };
        let Some(word) = word.or_else(manner) else { return (rest, duty) };
        rest = rest.strip_suffix(word).unwrap_or("");
    }
}

/// Cuts 等部门 and the like off the last unit; 高等学校 is no such word.
pub(super) fn cut_and_others(unit: &str) -> &str {
    let Some(at) = unit.rfind('等') else { return unit };
    let (name, tail) = (unit.get(..at).unwrap_or(unit), unit.get(at + '等'.len_utf8()..).unwrap_or(""));
    let is_tail = tail.is_empty()
        || ["部门", "单位", "机构", "地区", "处室", "方面", "企业", "组织", "地方", "成员"]
            .iter()
            .any(|w| tail.ends_with(w));
    let is_word = name.ends_with(['高', '中', '初', '同', '平', '均', '优', '上']);
    if is_tail && !is_word { name } else { unit }
}

/// The two parts of words that name others between two units: 甲局|等部门和|各区政府.
pub(super) fn parts_of_others(words: &str) -> Option<(&str, &str)> {
    words.match_indices('等').find_map(|(at, others)| {
        let tail = words.get(at + others.len()..)?;
        let tail = tail.strip_prefix("有关").or_else(|| tail.strip_prefix("相关")).unwrap_or(tail);
        let tail = tail.strip_prefix("部门").or_else(|| tail.strip_prefix("单位"))?;
        let second = ["和", "及", "与", "以及"].iter().find_map(|join| tail.strip_prefix(join))?;
        Some((words.get(..at)?, second))
            .filter(|(first, second)| !first.is_empty() && second.len() > "单位".len())
    })
}

/// Whether words say how a list is to be read and name no unit: 列第一位的为牵头单位, 以下均需各区落实, 不再列出, 下同.
pub(super) fn is_remark(words: &str) -> bool {
    let holds = |list: &[&str]| list.iter().any(|w| words.contains(w));
    match words.chars().next() {
        Some('下') => words == "下同",
        Some('列' | '排') => holds(&["第一", "首位"]) && holds(&["牵头", "单位"]),
        Some('以' | '具') => {
            (words.starts_with("以下") || words.starts_with("具体")) && holds(&["均需", "均由", "均涉及"])
        }
        Some('除') => words.ends_with('外'),
        Some('不') => words.starts_with("不再") || words.starts_with("不另"),
        _ => false,
    }
}

/// A clause without the remarks behind its last signs: A、B负责。列第一位者为牵头单位，下同.
pub(super) fn before_remarks(text: &str) -> &str {
    if !text.ends_with(['同', '位', '门', '出']) {
        return text;
    }
    let mut clause = text;
    while let Some((before, remark)) = clause.rsplit_once(is_part_sign) {
        if !is_remark(remark) {
            break;
        }
        clause = before;
    }
    clause
}

/// A unit without the remark in brackets behind it: 各区政府（排在首位的为牵头单位，下同）.
pub(super) fn cut_remark(unit: &str) -> &str {
    let inner = unit.strip_suffix(['）', ')']);
    match inner.and_then(|inner| inner.rsplit_once(['（', '('])) {
        Some((name, remark)) if remark.split(['，', ',']).all(is_remark) => name,
        _ => unit,
    }
}

/// A clause without the time behind its last sign: A牵头，B配合，2031年底前完成.
pub(super) fn before_time(text: &str) -> &str {
    if !text.ends_with(['成', '前', '进', '持', '月', '日', '底', '年']) {
        return text;
    }
    match text.rfind(is_part_sign) {
        Some(at)
            if text.get(at..).is_some_and(|t| t.trim_start_matches(is_part_sign).starts_with("完成时")) =>
        {
            text.get(..at).unwrap_or(text)
        }
        Some(at) if is_time(text.get(at..).unwrap_or("").trim_start_matches(is_part_sign)) => {
            text.get(..at).unwrap_or(text)
        }
        _ => text,
    }
}

/// What parts a time from the units beside it.
const fn is_part_sign(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';' | '。')
}

/// Whether a part of a clause says when and names no unit: 2031年底前完成, 每年12月底前, 长期坚持.
pub(super) fn is_time(part: &str) -> bool {
    // What a time ends with, by its last two bytes: 前, 成, 进, 持. Nearly every unit ends otherwise.
    if !matches!(part.as_bytes(), [.., 0x89, 0x8d] | [.., 0x88, 0x90] | [.., 0xbf, 0x9b] | [.., 0x8c, 0x81]) {
        return false;
    }
    let dated = part.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '每' | '于' | '在' | '到'))
        && ["年", "月", "日"].iter().any(|unit| part.contains(unit))
        && (part.ends_with('前') || part.ends_with("完成"));
    let when = ["并", "年内", "全年"].iter().fold(part, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    dated || matches!(when, "长期坚持" | "持续推进" | "长期推进" | "立即完成" | "推进" | "按时完成" | "完成")
}
