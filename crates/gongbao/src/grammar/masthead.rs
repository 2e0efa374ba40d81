//! The masthead of a gazette: name, issue, serial number, who edits it; its columns and contents list.

use alloc::vec::Vec;

use super::{number, sign};

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

/// `issue = [name] [year "年"] ["第"] numbers ("期" | "号") [ "(" "总第" numbers "期" ")" ]`:
/// 2023年第21—22期, 2023年第3号(总第128期), 总第1401-1402期.
pub(crate) fn issue_line(line: &str) -> Option<IssueForm> {
    if line.len() > 150 {
        return None;
    }
    let mut form = IssueForm::default();
    let at = name_end(line);
    form.title = at;
    let mut rest = &line[at..];
    if rest.starts_with(|c| number::arabic_digit(c).is_some()) {
        let (year, len) = number::number_at(rest)?;
        if (1900..=2999).contains(&year) && rest[len..].starts_with('年') {
            let end = at + len + '年'.len_utf8();
            form.year = Some((year as u16, at, end));
            rest = &line[end..];
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
        let end = numbers(line, start, from, list)?;
        rest = line[end..].trim_start_matches([')', '）', ']', '】']);
        let covered = line.len() - rest.len();
        list.last_mut()?.2 = covered;
    }
    (!form.numbers.is_empty() || !form.serials.is_empty()).then_some(form)
}

/// `numbers = number { ("-" | "—" | "、") number } ("期" | "号")`; the first range begins at `start`.
fn numbers(line: &str, start: usize, from: usize, list: &mut Vec<(u32, usize, usize)>) -> Option<usize> {
    let (mut at, mut begin) = (from, start);
    loop {
        let (value, len) = number::number_at(&line[at..])?;
        at += len;
        let next = line[at..].chars().next()?;
        at += next.len_utf8();
        match next {
            '期' | '号' => {
                list.push((value, begin, at));
                return Some(at);
            }
            '-' | '—' | '－' | '–' | '、' | '~' | '～' | '/' if list.len() < 12 => {
                list.push((value, begin, at));
            }
            _ => return None,
        }
        begin = at;
    }
}

/// Where the gazette's name in front of the issue ends.
fn name_end(line: &str) -> usize {
    line.rfind("公报").filter(|&at| at > 0).map_or(0, |at| at + "公报".len())
}

/// Whether a compact line is a gazette's name: 天津市人民政府公报.
pub(crate) fn is_gazette_name(line: &str) -> bool {
    line.strip_suffix("公报").is_some_and(|name| {
        (2..=30).contains(&name.chars().count())
            && ["政府", "国务院", "委员会", "部", "省", "市", "区", "县", "局", "法院", "检察院"]
                .iter()
                .any(|e| name.ends_with(e))
    })
}

/// `sponsor = organ ("主办" | "主管" | "编辑" | "出版")`; gives the organ's length.
pub(crate) fn sponsor(line: &str) -> Option<usize> {
    let name = line.strip_suffix("主办")?;
    super::organ::is_organ(name).then_some(name.len())
}

/// `column = "【" text "】"` and its kin: a banner above documents; gives the range of the text.
pub(crate) fn banner(line: &str) -> Option<(usize, usize)> {
    for (open, close) in
        [('【', '】'), ('〖', '〗'), ('◆', '◆'), ('*', '*'), ('★', '★'), ('●', '●'), ('■', '■')]
    {
        let Some(inner) = line.strip_prefix(open) else { continue };
        let inner = match inner.strip_suffix(close) {
            Some(inner) => inner,
            None if open == close => inner,
            None => continue,
        };
        let text = inner.trim_matches(open);
        if !text.is_empty()
            && text.chars().count() <= 20
            && !["字号", "字体", "打印", "关闭", "大中小", "返回", "目录"].iter().any(|w| text.contains(w))
            && text.chars().all(|c| sign::is_han(c) || c == '、')
        {
            let start = line.find(text)?;
            return Some((start, start + text.len()));
        }
    }
    None
}

/// Whether a compact line heads a contents list.
pub(crate) fn is_contents_head(line: &str) -> bool {
    matches!(line, "目录" | "本期目录" | "目次" | "【目录】" | "目录：" | "目录:" | "要目")
}

/// The end of a contents entry: leaders and page, as a byte range of the compact line and the page's number.
///
/// `leader = { "." | "…" | "·" } ["("] number [")"]`
pub(crate) fn leader(line: &str) -> Option<(usize, u32)> {
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
    let dots = before.len() - head.len();
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
        assert!(is_gazette_name("天津市人民政府公报"));
    }
}
