//! The label of an attachment: 附件, 附件1：, 附表三, 附件（2）, 附件之一, 附件1-2, （附件1）, 【附件1】, 附.

use super::{
    number::{arabic_digit, number_at},
    sign,
};

/// A line that begins with 附件, as lengths of its compact text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label {
    /// Where the word begins: behind a bracket around it.
    pub(crate) start: usize,
    /// 附件1: where the word and its number end.
    pub(crate) name: usize,
    /// The number; `None` where there is none.
    pub(crate) number: Option<u32>,
    /// What follows the colon, the number or the bracket begins here.
    pub(crate) content: usize,
    pub(crate) has_colon: bool,
    /// Whether a bracket around the whole line is open behind the label: （附件：甲）.
    pub(crate) is_open: bool,
}

/// The words, the longer ones first.
const WORDS: [&str; 5] = ["附件", "附表", "附录", "附图", "附"];

/// `label = [open] word [number | "之" number | "(" number ["份"] ")"] ["-" number] [close] [":"]`
pub(crate) fn label(words: &str) -> Option<Label> {
    let open = words.chars().next().filter(|&c| matches!(c, '(' | '（' | '【' | '[' | '〔'));
    let start = open.map_or(0, char::len_utf8);
    let inner = words.get(start..)?;
    let word = WORDS.iter().find(|w| inner.starts_with(**w))?;
    let mut name = start + word.len();
    let (number, len) = numeral(&words[name..]);
    name += len;
    let mut content = name;
    if number.is_none() {
        // 附件（1份）: how many copies of it.
        content += copies(&words[name..]);
    }
    let closes = open.and_then(sign::closing_of);
    let close =
        words[content..].chars().next().filter(|&c| open.is_some() && sign::closing_form(c) == closes);
    content += close.map_or(0, char::len_utf8);
    let colon = words[content..].chars().next().filter(|&c| sign::is_colon(c));
    content += colon.map_or(0, char::len_utf8);
    let is_open = open.is_some() && close.is_none();
    Some(Label { start, name, number, content, has_colon: colon.is_some(), is_open })
}

/// The number of an attachment, and its length with the signs around it.
fn numeral(text: &str) -> (Option<u32>, usize) {
    let plain = |text: &str| number_at(text).filter(|&(n, _)| n < 200);
    if let Some((n, len)) = plain(text) {
        // 附件1-2: the second of the first.
        let second = text[len..].strip_prefix(['-', '—', '－']).and_then(plain);
        let sign = text[len..].chars().next().map_or(0, char::len_utf8);
        return (Some(n), len + second.map_or(0, |(_, more)| sign + more));
    }
    if let Some((n, len)) = text.strip_prefix("之").and_then(plain) {
        return (Some(n), len + "之".len());
    }
    let bracketed = || {
        let open = text.chars().next().filter(|&c| sign::is_open_paren(c))?;
        let (n, len) = plain(&text[open.len_utf8()..])?;
        let close = text[open.len_utf8() + len..].chars().next().filter(|&c| sign::is_close_paren(c))?;
        Some((Some(n), open.len_utf8() + len + close.len_utf8()))
    };
    bracketed().unwrap_or((None, 0))
}

/// The length of （1份）.
fn copies(text: &str) -> usize {
    let Some(inner) = text.strip_prefix(['(', '（']) else { return 0 };
    let digits = inner.len() - inner.trim_start_matches(|c| arabic_digit(c).is_some()).len();
    let rest = inner[digits..].strip_prefix('份').and_then(|rest| rest.strip_prefix([')', '）']));
    rest.filter(|_| digits > 0).map_or(0, |rest| text.len() - rest.len())
}

/// Whether a compact line begins with 附件 (or 附, 附表) in the form of a head or a list, not of a sentence.
pub(crate) fn is_attachment(line: &str) -> bool {
    let Some(label) = label(line) else { return false };
    let word = WORDS.iter().find(|w| line[label.start..].starts_with(**w)).map_or("", |w| w);
    let tail = &line[label.content..];
    let bare = label.content == label.name && !label.has_colon;
    // 附件下载 is a page's button.
    if tail.starts_with("下载") {
        return false;
    }
    if label.start > 0 {
        // （附件1） and （附件：甲）, but not （附件略）, and no more than the bracket holds.
        let alone = tail.is_empty() && label.number.is_some();
        let titled =
            !label.is_open && label.number.is_some() && !label.has_colon && tail.chars().count() <= 40;
        let listed = label.is_open && label.has_colon && tail.ends_with(sign::is_close_paren);
        let named = || !["略", "另", "见", "详"].iter().any(|w| tail.starts_with(w));
        return (alone || titled && bare_of_sentence(tail) || listed && named()) && tail.len() < 150;
    }
    if word == "附" && !label.has_colon {
        return tail.is_empty() && (label.number.is_some() || bare);
    }
    let numbered = label.number.is_some();
    tail.is_empty()
        || label.has_colon
        || numbered
            && tail.len() < 150
            && !tail.contains('。')
            && (tail.starts_with(['.', '．', '、', '-', '—']) || word == "附件")
        || word == "附件"
            && tail.len() < 150
            && bare_of_sentence(tail)
            && !tail.starts_with(['的', '中', '所', '和', '与', '及'])
}

fn bare_of_sentence(tail: &str) -> bool {
    !tail.contains(['。', '，', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        for (line, name, number, content) in [
            ("附件", "附件", None, ""),
            ("附件1", "附件1", Some(1), ""),
            ("附件1：甲", "附件1", Some(1), "甲"),
            ("附件十二甲", "附件十二", Some(12), "甲"),
            ("附件之一：甲", "附件之一", Some(1), "甲"),
            ("附件(2)甲", "附件(2)", Some(2), "甲"),
            ("附件1-2", "附件1-2", Some(1), ""),
            ("（附件3）", "附件3", Some(3), ""),
            ("【附件3】甲", "附件3", Some(3), "甲"),
            ("附件（1份）：甲", "附件", None, "甲"),
            ("附表2", "附表2", Some(2), ""),
            ("附：甲", "附", None, "甲"),
        ] {
            let found = label(line).unwrap_or_else(|| panic!("{line}"));
            let parts = (&line[found.start..found.name], found.number, &line[found.content..]);
            assert_eq!(parts, (name, number, content), "{line}");
        }
    }

    #[test]
    fn lines_that_are_heads_or_lists() {
        for line in [
            "附件",
            "附",
            "附1",
            "附：甲",
            "附件1甲",
            "（附件1）",
            "（附件：甲）",
            "附件：1.甲",
            "附表1",
            "附录：甲",
        ] {
            assert!(is_attachment(line), "{line}");
        }
        for line in [
            "附件下载",
            "附件的内容",
            "附1甲",
            "附近居民",
            "（附件略）",
            "（附件：略）",
            "（附件）",
            "附件中所列物资，由市水务局负责。",
            "（附后）",
        ] {
            assert!(!is_attachment(line), "{line}");
        }
    }
}
