//! The masthead of a gazette: name, issue, serial number, who edits it; its columns and contents list.

use alloc::vec::Vec;

use super::{
    date, number, prefix, sign,
    word::{Words, has_any},
};
use crate::source::{compact, is_blank, place_in};

/// A line that says which issue this is, as byte ranges of its compact text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct IssueForm {
    /// The gazette's name in front, if any: the length.
    pub(crate) title: usize,
    /// The year and its range, 年 included.
    pub(crate) year: Option<(u16, usize, usize)>,
    /// The numbers of the year, each with its range.
    pub(crate) numbers: Vec<(u32, usize, usize)>,
    /// The serial numbers, each with its range.
    pub(crate) serials: Vec<(u32, usize, usize)>,
}

/// `issue = [name] ["("] [year "年"] ["第"] numbers ("期" | "号") ["合刊"] [ "(" "总第" numbers "期" | "总号:" number ")" ]`:
/// 2023年第21—22期, 2023年第3号(总第128期), 第5号（总号：1798）, 总第1401-1402期, 2023年第5、6期合刊.
pub(crate) fn issue_line(line: &str) -> Option<IssueForm> {
    if line.len() > 150 {
        return None;
    }
    let at = name_end(line);
    // Where no name stands in front it begins with a number, a bracket or one of these.
    let begins = |c| !sign::is_han(c) || number::is_han_numeral(c) || matches!(c, '第' | '总' | '期' | '号');
    if at == 0 && !line.starts_with(begins) {
        return None;
    }
    let mut form = IssueForm { title: at, ..IssueForm::default() };
    let mut rest = &line[at..];
    let dated = rest.trim_start_matches(['(', '（']);
    if let Some((year, len)) = prefix(date::year, dated).filter(|&(_, len)| dated[len..].starts_with('年')) {
        let end = line.len() - dated.len() + len + '年'.len_utf8();
        form.year = Some((year, at, end));
        rest = &line[end..];
    }
    if at > 0 {
        // 某省人民政府公报2023·5
        if let Some(short) = short_issue_line(&line[at..]).filter(|short| !short.numbers.is_empty()) {
            form.year = short.year.map(|(year, from, to)| (year, at + from, at + to));
            form.numbers = short.numbers.iter().map(|&(n, from, to)| (n, at + from, at + to)).collect();
            return Some(form);
        }
    }
    while !rest.is_empty() {
        let start = line.len() - rest.len();
        let serial = rest.trim_start_matches(['(', '（', '[', '【', '·', '　']);
        let is_serial = serial.starts_with('总');
        let body =
            serial.strip_prefix('总').unwrap_or(serial).trim_start_matches(['第', '期', '号', '：', ':']);
        let from = line.len() - body.len();
        let list = if is_serial { &mut form.serials } else { &mut form.numbers };
        let end = numbers(line, start, from, is_serial, list)?;
        rest = &line[end..];
        while let Some(behind) = rest.strip_prefix("合刊") {
            rest = behind;
        }
        rest = rest.trim_start_matches([')', '）', ']', '】']);
        let covered = line.len() - rest.len();
        list.last_mut()?.2 = covered;
    }
    (!form.numbers.is_empty() || !form.serials.is_empty()).then_some(form)
}

/// `numbers = number { ("-" | "—" | "、") number } ("期" | "号")`; the first range begins at `start`. Behind 总号 no word
/// needs to follow.
fn numbers(
    line: &str,
    start: usize,
    from: usize,
    serial: bool,
    list: &mut Vec<(u32, usize, usize)>,
) -> Option<usize> {
    let (mut at, mut begin) = (from, start);
    loop {
        let (value, len) = number::number_at(&line[at..])?;
        at += len;
        let next = line[at..].chars().next();
        match next {
            Some('期' | '号') => {
                at += '期'.len_utf8();
                list.push((value, begin, at));
                return Some(at);
            }
            Some('-' | '—' | '－' | '–' | '、' | '~' | '～' | '/') if list.len() < 12 => {
                at += next.map_or(0, char::len_utf8);
                list.push((value, begin, at));
            }
            None | Some(')' | '）' | ']' | '】') if serial => {
                list.push((value, begin, at));
                return Some(at);
            }
            _ => return None,
        }
        begin = at;
    }
}

/// `issue-beside-the-name = year [ ("·" | "." | "/" | "-" | "No.") number ] | "No." number year`: what says which issue this
/// is where the gazette's name stands on the line beside it: 2023·5, 2023, No.5 2023.
pub(crate) fn short_issue_line(line: &str) -> Option<IssueForm> {
    if line.len() > 30 {
        return None;
    }
    let no =
        |text: &str| ["No.", "NO.", "№", "No", "NO"].iter().find_map(|w| text.strip_prefix(w)).map(str::len);
    if let Some(rest) = no(line).map(|rest| &line[line.len() - rest..]) {
        // The blank between number and year is gone.
        let at = rest.len().checked_sub(4).filter(|&at| at > 0 && rest.is_ascii())?;
        let (year, number) = (number::parse_number(&rest[at..])?, number::parse_number(&rest[..at])?);
        let year = u16::try_from(year).ok().filter(|year| (1900..2100).contains(year))?;
        let (from, to) = (line.len() - rest.len(), line.len());
        let numbers = alloc::vec![(number, 0, from + at)];
        return Some(IssueForm { year: Some((year, from + at, to)), numbers, ..IssueForm::default() });
    }
    let (year, len) = prefix(date::year, line)?;
    let mut form = IssueForm { year: Some((year, 0, len)), ..IssueForm::default() };
    let rest = &line[len..];
    if !rest.is_empty() {
        let number = match no(rest) {
            Some(behind) => &rest[rest.len() - behind..],
            None => rest.strip_prefix(['·', '.', '．', '/', '-', '—', '•', '年'])?,
        };
        let value = number::parse_number(number).filter(|n| (1..=99).contains(n))?;
        form.numbers.push((value, len, line.len()));
    }
    Some(form)
}

/// What the name of a gazette ends with.
const NAMES: [&str; 2] = ["公报", "政报"];

/// What publishes figures, counted too: 某市第七次全国人口普查公报（第一号）.
const FIGURES: [&str; 2] = ["普查公报", "统计公报"];

/// Where the gazette's name in front of the issue ends.
fn name_end(line: &str) -> usize {
    // They are looked for by the last byte of 报.
    let mut ends = memchr::memrchr_iter(0xa5, line.as_bytes()).map(|at| at + 1);
    let ends_name = |end: &usize| {
        line.get(..*end).is_some_and(|head| {
            NAMES.iter().any(|name| head.ends_with(name) && head != *name)
                && !FIGURES.iter().any(|name| head.ends_with(name))
        })
    };
    ends.find(ends_name).unwrap_or(0)
}

/// Whether a compact line is a gazette's name: 天津市人民政府公报, 临江政报.
pub(crate) fn is_gazette_name(line: &str) -> bool {
    if let Some(place) = line.strip_suffix("政报") {
        return (2..=8).contains(&place.chars().count()) && place.chars().all(sign::is_han);
    }
    line.strip_suffix("公报").is_some_and(|name| {
        (2..=30).contains(&name.chars().count())
            && ["政府", "国务院", "委员会", "部", "省", "市", "区", "县", "局", "法院", "检察院"]
                .iter()
                .any(|e| name.ends_with(e))
    })
}

/// Whether a compact line speaks of a gazette by name.
pub(crate) fn names_gazette(line: &str) -> bool {
    const WORDS: Words<'_, '_> = Words::new(&NAMES);
    WORDS.any_in(line)
}

/// `sponsor = organ "主办" | ("主办" | "主办单位" | "主管主办") ":" organ`; gives the organ's range.
pub(crate) fn sponsor(line: &str) -> Option<(usize, usize)> {
    let (from, to) = if let Some(name) = line.strip_suffix("主办") {
        (0, name.len())
    } else {
        let label = ["主管主办", "主管、主办", "主办单位", "主办"].iter().find(|w| line.starts_with(**w))?;
        let name = line[label.len()..].strip_prefix(sign::is_colon)?;
        (line.len() - name.len(), line.len())
    };
    super::organ::is_organ(&line[from..to]).then_some((from, to))
}

/// `column = "【" text "】"` and its kin: a banner above documents; gives the range of the text.
pub(crate) fn banner(line: &str) -> Option<(usize, usize)> {
    let open = line.chars().next()?;
    let close = match open {
        '【' => '】',
        '〖' => '〗',
        '◆' | '*' | '★' | '●' | '■' => open,
        _ => return None,
    };
    let inner = &line[open.len_utf8()..];
    let inner = match inner.strip_suffix(close) {
        Some(inner) => inner,
        None if open == close => inner,
        None => return None,
    };
    let text = inner.trim_matches(open);
    let names = !text.is_empty()
        && text.chars().count() <= 20
        && !has_any(text, &["字号", "字体", "打印", "关闭", "大中小", "返回", "目录"])
        && text.chars().all(|c| sign::is_han(c) || c == '、');
    names.then(|| {
        let start = place_in(line, text);
        (start, start + text.len())
    })
}

/// A column in signs that only in a contents list tell it from text: ·市政府文件·, `[市政府文件]`, ▲市政府文件; gives
/// the range of its name.
pub(crate) fn contents_column(line: &str) -> Option<(usize, usize)> {
    if line.len() > 90 {
        return None;
    }
    let name = line.trim_start_matches(is_column_sign);
    let start = line.len() - name.len();
    let name = name.trim_end_matches(is_column_sign);
    let both = start > 0 && start + name.len() < line.len();
    let marked = both || start > 0 && !name.contains("关于") && super::title::kind_of(name).is_none();
    let fits = (2..=16).contains(&name.chars().count()) && name.chars().all(|c| sign::is_han(c) || c == '、');
    (marked && fits).then_some((start, start + name.len()))
}

/// What stands around the name of a column.
const fn is_column_sign(c: char) -> bool {
    matches!(
        c,
        '·' | '•'
            | '['
            | ']'
            | '［'
            | '］'
            | '〔'
            | '〕'
            | '※'
            | '—'
            | '－'
            | '-'
            | '▲'
            | '△'
            | '▇'
            | '■'
            | '□'
            | '◎'
            | '○'
            | '☆'
            | '◇'
            | '〈'
            | '〉'
            | '「'
            | '」'
    )
}

/// Whether a compact line heads a contents list.
pub(crate) fn is_contents_head(line: &str) -> bool {
    matches!(
        line,
        "目录" | "本期目录" | "目次" | "【目录】" | "目录：" | "目录:" | "要目" | "本期要目" | "本期导读"
    )
}

/// The end of a contents entry without leaders: a page behind blanks, a tab or a slash (P3, 第3页, `[3]` too), or a page
/// alone. Takes the line with its blanks; gives how many bytes of the compact line that end takes, and the page.
pub(crate) fn page_behind(line: &str) -> Option<(usize, u32)> {
    let line = line.trim_end_matches(is_blank);
    let bracketed = line.strip_suffix([']', '］']);
    let worded = line.strip_suffix('页');
    let body = bracketed.or(worded).unwrap_or(line).trim_end_matches(is_blank);
    let head = body.trim_end_matches(|c| number::arabic_digit(c).is_some());
    let figures = &body[head.len()..];
    if !(1..=3).contains(&figures.chars().count()) {
        return None;
    }
    let page = number::arabic_value(figures)?;
    let before = if bracketed.is_some() {
        head.strip_suffix(['[', '［'])?
    } else if worded.is_some() {
        head.trim_end_matches(is_blank).strip_suffix('第')?
    } else {
        head.strip_suffix("P.").or_else(|| head.strip_suffix(['P', 'p'])).unwrap_or(head)
    };
    let open = before.trim_end_matches(is_blank);
    let slash = open.strip_suffix(['/', '／', '|', '｜']);
    let title = slash.unwrap_or(open).trim_end_matches(is_blank);
    let parted = slash.is_some() || bracketed.is_some() || title.len() < before.len() || title.is_empty();
    parted.then(|| (compact(&line[title.len()..]).len(), page))
}

/// The number that a contents entry begins with, in brackets or parted from the title by a blank or a sign: `(3)title`,
/// `3　title`, `3……title`, `P3 title`, `1.title`. Takes the line with its blanks; gives the number, where it ends and where the
/// title begins.
pub(crate) fn number_in_front(line: &str) -> Option<(u32, usize, usize)> {
    let inner = line.strip_prefix(['(', '（', '[', '［']);
    let body = inner.unwrap_or(line);
    let body = body.strip_prefix("P.").or_else(|| body.strip_prefix(['P', 'p'])).unwrap_or(body);
    let tail = body.trim_start_matches(|c| number::arabic_digit(c).is_some());
    let figures = &body[..body.len() - tail.len()];
    if !(1..=3).contains(&figures.chars().count()) {
        return None;
    }
    let number = number::arabic_value(figures)?;
    let sign = |c: char| matches!(c, '.' | '．' | '、' | '…' | '·' | '/' | '／' | '|' | '-' | '—');
    let behind = match inner {
        Some(_) => tail.strip_prefix([')', '）', ']', '］'])?,
        None => tail,
    };
    let place = line.len() - behind.len();
    let title = behind.trim_start_matches(|c| sign(c) || is_blank(c));
    let parted = inner.is_some() || title.len() < behind.len();
    let of_a_year = || title.get(4..).is_some_and(|behind| behind.starts_with('年'));
    let begins = title.starts_with(|c: char| sign::is_han(c) || matches!(c, '《' | '“')) || of_a_year();
    (parted && begins).then_some((number, place, line.len() - title.len()))
}

/// The end of a contents entry: leaders and page, as a byte range of the compact line and the page's number.
///
/// `leader = { "." | "…" | "·" } ["("] number [")"]`
pub(crate) fn leader(line: &str) -> Option<(usize, u32)> {
    // Most lines end with a Han character.
    if matches!(line.as_bytes(), [.., 0xe4..=0xe9, _, _]) {
        return None;
    }
    let body = line.trim_end_matches([')', '）']);
    let digits = body.len() - body.trim_end_matches(|c| number::arabic_digit(c).is_some()).len();
    if digits == 0 || digits > 12 {
        return None;
    }
    let page = number::arabic_value(&body[body.len() - digits..])?;
    let before = &body[..body.len() - digits];
    let is_dot = |c| matches!(c, '.' | '…' | '·' | '．' | '—' | '-' | '•' | '┈' | '⋯');
    let (bracket, head) = match before.strip_suffix(['(', '（', '/']) {
        Some(head) => (true, head),
        None => (false, before),
    };
    let head = head.trim_end_matches(is_dot);
    // Three full stops, one ellipsis or two other signs are leaders; 2021—2025 is a range.
    let weight = |c: char| match c {
        '…' | '⋯' => 3,
        '.' | '-' => 1,
        _ => 2,
    };
    let dots: usize = before[head.len()..].chars().map(weight).sum();
    let closed = body.len() < line.len();
    (bracket && closed && page <= 999 || dots >= 3).then_some((head.len(), page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues() {
        let form = issue_line("2023年第21—22期").unwrap();
        assert_eq!(form.year.unwrap().0, 2023);
        assert_eq!(form.numbers.iter().map(|n| n.0).collect::<Vec<_>>(), [21, 22]);
        let form = issue_line("2023年第3号(总第128期)").unwrap();
        assert_eq!((form.numbers[0].0, form.serials[0].0), (3, 128));
        let form = issue_line("总第1401-1402期").unwrap();
        assert_eq!(form.serials.iter().map(|n| n.0).collect::<Vec<_>>(), [1401, 1402]);
        let form = issue_line("本溪市人民政府公报2023年第3号").unwrap();
        assert_eq!(form.title, "本溪市人民政府公报".len());
        let form = issue_line("第5号（总号：1798）").unwrap();
        assert_eq!((form.numbers[0].0, form.serials[0].0), (5, 1798));
        let form = issue_line("（2023年第5、6期合刊）").unwrap();
        assert_eq!(form.numbers.iter().map(|n| n.0).collect::<Vec<_>>(), [5, 6]);
        let form = issue_line("二〇二三年第五期").unwrap();
        assert_eq!((form.year.unwrap().0, form.numbers[0].0), (2023, 5));
        let form = short_issue_line("2023·5").unwrap();
        assert_eq!((form.year.unwrap().0, form.numbers[0].0), (2023, 5));
        for line in ["No.52023", "2023No.5"] {
            let form = short_issue_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((form.year.unwrap().0, form.numbers[0].0), (2023, 5), "{line}");
        }
        let form = issue_line("东山省人民政府公报2023·5").unwrap();
        assert_eq!((form.title, form.numbers[0].0), ("东山省人民政府公报".len(), 5));
        assert_eq!(short_issue_line("2023年5月"), None);
        assert_eq!(issue_line("2023年第3次会议"), None);
        assert_eq!(issue_line("2023年10月28日"), None);
    }

    #[test]
    fn columns_and_leaders() {
        assert_eq!(banner("【市政府文件】"), Some((3, 18)));
        assert_eq!(banner("*政策解读*"), Some((1, 13)));
        assert_eq!(leader("关于做好工作的通知(2)").map(|l| l.1), Some(2));
        assert_eq!(leader("关于做好工作的通知……5").map(|l| l.1), Some(5));
        assert_eq!(leader(".....(6)"), Some((0, 6)));
        assert_eq!(leader("到2025年"), None);
        assert_eq!(leader("临江市发展规划（2021—2025）"), None);
        for line in [
            "关于做好工作的通知　　　3",
            "关于做好工作的通知\t3",
            "关于做好工作的通知 / 3",
            "通知　第3页",
            "通知[3]",
            "3",
        ] {
            assert_eq!(page_behind(line).map(|l| l.1), Some(3), "{line}");
        }
        assert_eq!(page_behind("做好2023"), None);
        for line in [
            "(3)关于做好工作的通知",
            "3　关于做好工作的通知",
            "3……关于做好工作的通知",
            "P3 关于做好工作的通知",
        ] {
            let found = number_in_front(line).map(|(page, _, title)| (page, &line[title..]));
            assert_eq!(found, Some((3, "关于做好工作的通知")), "{line}");
        }
        assert_eq!(number_in_front("3月起实行的办法"), None);
        assert_eq!(contents_column("·市政府文件·"), Some((2, 17)));
        assert_eq!(contents_column("—关于做好工作的通知"), None);
        assert_eq!(sponsor("主办：临江市人民政府办公室"), Some((9, 39)));
        assert!(is_gazette_name("天津市人民政府公报") && is_gazette_name("临江政报"));
    }
}
