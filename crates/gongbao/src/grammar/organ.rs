//! Names of organs (机关), as they sign and as titles begin with them.

use super::{
    sign::{is_close_paren, is_han, is_open_paren, signs_in},
    word::{Among, Words},
};

/// What an organ's name may end with.
const ENDS: [char; 26] = [
    '府', '厅', '室', '委', '局', '部', '院', '会', '署', '行', '处', '社', '组', '司', '办', '队', '厂',
    '校', '所', '站', '馆', '关', '团', '党', '区', '科',
];

/// What nearly every text that is no name ends without.
const MAY_END: Among = Among::these(&ENDS).or(Among::of("学心）"));

/// Whether an organ's name may end with a character.
fn ends_organ(c: char) -> bool {
    ENDS.contains(&c)
}

/// Words that end an organ's name though their last character ends many others.
const ENDINGS: [&str; 2] = ["大学", "中心"];

/// The longest name of an organ that is taken for one, in characters.
const LONGEST: usize = 45;

/// Whether the name of an organ that [`is_organ`] knows may end with a Han character.
pub(crate) fn may_end(last: char) -> bool {
    ends_organ(last) || ENDINGS.iter().any(|word| word.ends_with(last))
}

/// Whether a compact text reads as the name of one organ.
pub(crate) fn is_organ(text: &str) -> bool {
    if !MAY_END.passes_end(text) && !text.ends_with(')') {
        return false;
    }
    let name = text.trim_end_matches(['）', ')']);
    let name = if name.len() == text.len() { text } else { name.split(['（', '(']).next().unwrap_or(name) };
    if !name.ends_with(ends_organ) && !ENDINGS.iter().any(|word| name.ends_with(word)) {
        return false;
    }
    let (mut others, mut width, mut depth) = (0, 0, 0_i32);
    for (at, c) in signs_in(text) {
        let in_name = at < name.len();
        if !is_han(c) {
            depth += i32::from(is_open_paren(c)) - i32::from(is_close_paren(c));
            let sign = matches!(c, '“' | '”' | '"' | '、' | '·' | '—' | '-' | '（' | '）' | '(' | ')');
            if in_name && !(c.is_ascii_alphanumeric() || sign) {
                return false;
            }
        }
        if in_name {
            (others, width) = (others + 1, width + c.len_utf8());
        }
    }
    let count = others + (name.len() - width) / '汉'.len_utf8();
    (2..=LONGEST).contains(&count)
        && depth == 0
        && !name.starts_with(['的', '对', '由', '向', '经', '和', '与', '在', '报'])
        && (count >= 3 || name.ends_with(['厅', '局', '部', '委', '办']))
}

/// Whether a compact text is a place that only an organ of government begins with: 天津市, 各区.
pub(crate) fn is_strong_organ(text: &str) -> bool {
    is_organ(text)
        && (["政府", "国务院", "办公厅", "办公室", "委员会", "总局", "人民银行", "法院", "检察院"]
            .iter()
            .any(|e| text.ends_with(e))
            || text.ends_with(['厅', '局', '部', '委', '署', '办', '院', '会']))
}

/// Whether the name of an organ that [`is_strong_organ`] knows may end with a character.
pub(crate) const fn may_end_strong(c: char) -> bool {
    matches!(c, '府' | '院' | '厅' | '室' | '会' | '局' | '行' | '部' | '委' | '署' | '办')
}

/// What follows an issuer's name in a title.
const VERBS: Words<'_, '_> = Words::new(&[
    "关于",
    "印发",
    "转发",
    "批转",
    "公布",
    "发布",
    "颁布",
    "颁发",
    "对",
    "授予",
    "实施",
    "表彰",
    "任免",
    "任命",
    "贯彻",
    "令",
    "公告",
    "通告",
    "批复",
    "《关于",
]);

/// The part of a compact title that names its issuers, in bytes; 0 where the title begins with 关于.
pub(crate) fn issuer_part(title: &str) -> usize {
    if ["关于", "印发", "转发", "批转"].iter().any(|verb| title.starts_with(verb)) {
        return 0;
    }
    // 某省县级以上人民政府任免…办法 names no organ: whose deeds it rules.
    let names =
        |at: usize| title[..at].split(['、', '，', ',']).all(is_organ) && !title[..at].contains("级以上");
    let mut begin = title.chars().next().map_or(0, char::len_utf8);
    while let Some(&lead) = title.as_bytes().get(begin) {
        let (rest, at) = (&title[begin..], begin);
        let ends = match lead {
            0xe0..=0xef => VERBS.beginning(rest).is_some(),
            b'0'..=b'9' => is_year_behind_organ(title, at),
            _ => false,
        };
        if ends && names(at) {
            return at;
        }
        begin += if matches!(lead, 0xe0..=0xef) { 3 } else { rest.chars().next().map_or(1, char::len_utf8) };
    }
    0
}

/// Whether a year stands in a title right behind one organ's name: 某县统计局2009年….
fn is_year_behind_organ(title: &str, at: usize) -> bool {
    let (name, rest) = title.split_at(at);
    rest.get(4..)
        .is_some_and(|behind| rest.as_bytes()[..4].iter().all(u8::is_ascii_digit) && behind.starts_with('年'))
        && is_strong_organ(name)
        && !name.contains("关于")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs() {
        for name in [
            "天津市人民政府办公厅",
            "国务院",
            "公安部",
            "中国人民银行",
            "市教委",
            "国家外汇局",
            "上海市医疗保险办公室",
        ] {
            assert!(is_organ(name), "{name}");
        }
        for text in ["本溪市12345政务服务便民热线与", "的通知", "加强组织领导", "请结合实际执行。"]
        {
            assert!(!is_organ(text), "{text}");
        }
    }

    #[test]
    fn a_strong_organ_is_told_by_its_last_character() {
        for name in [
            "某市人民政府",
            "国务院",
            "某省公安厅",
            "某局办公室",
            "某市人大常委会",
            "中国人民银行",
            "公安部",
            "审计署",
        ] {
            assert!(is_strong_organ(name) && name.ends_with(may_end_strong), "{name}");
        }
    }

    #[test]
    fn issuers_of_a_title() {
        for (title, issuers) in [
            ("天津市人民政府关于印发规划的通知", "天津市人民政府"),
            ("国务院办公厅转发国家地震局关于意见的通知", "国务院办公厅"),
            ("国家发展改革委、建设部关于印发办法的通知", "国家发展改革委、建设部"),
            ("关于印发办法的通知", ""),
            ("南京市公安局实施《规定》细则", "南京市公安局"),
        ] {
            assert_eq!(&title[..issuer_part(title)], issuers);
        }
    }
}
