//! The form of a line: the grammar's whole-line rules in order, narrowest first.

use super::{FORM_BYTES, LineKind, ends::Forms};
use crate::{
    grammar::{attachment, closing, date, doc_number, head, marker, masthead, number, page, question, sign},
    source::Seen,
};

/// What a day ends with, a document's number and an issue's, where each stands on a line of its own.
pub(super) const ENDS_OF_DAYS: &str = "日号0123456789";
pub(super) const ENDS_OF_NUMBERS: &str = "号)）";
pub(super) const ENDS_OF_ISSUES: &str = "期号刊)）";

const fn ends_day(last: char) -> bool {
    matches!(last, '日' | '号' | '0'..='9')
}

const fn ends_number(last: char) -> bool {
    matches!(last, '号' | ')' | '）')
}

const fn ends_issue(last: char) -> bool {
    ends_number(last) || matches!(last, '期' | '刊')
}

/// The longest line that is a number, in bytes: several organs may issue an order together.
const LONGEST_NUMBER: usize = 210;

/// The form of a long line: running text, an answer, or a numbered part.
pub(super) fn long_kind_of(raw: &str, line: &str) -> LineKind {
    match line.chars().next() {
        Some('答' | '问' | '记' | 'Q' | 'A' | 'Ｑ' | 'Ａ' | '【' | '[' | '［' | '核') => {
            word_form(line).unwrap_or(LineKind::Text)
        }
        _ => marker::marker_at(raw).map_or(LineKind::Text, LineKind::Marked),
    }
}

/// The form of one line. The order is meaning: a narrower form stands before one that it would also fit.
pub(super) fn kind_of(raw: &str, line: &str, last: char, seen: Seen) -> LineKind {
    if line.len() >= FORM_BYTES {
        return long_kind_of(raw, line);
    }
    let Some(first) = line.chars().next() else { return LineKind::Text };
    let mut forms = Forms::of(first, last);
    // Every fourth line ends with a bracket, and hardly any of them with a number in it.
    if sign::is_close_paren(last) && !ends_numbered(line) {
        forms.remove(Forms::NUMBERED);
    }
    kind_among(forms, raw, line, last, seen)
}

/// Whether a number, or what one counts, stands in front of the brackets that a line ends with: （第5号）, (总第128期), …(12).
fn ends_numbered(line: &str) -> bool {
    line.trim_end_matches([')', '）', ']', '】']).ends_with(|c| {
        matches!(c, '号' | '期' | '刊' | '令' | '告') || number::is_arabic(c) || number::is_han_numeral(c)
    })
}

/// The form of a line that is not long, among some.
pub(super) fn kind_among(forms: Forms, raw: &str, line: &str, last: char, seen: Seen) -> LineKind {
    if forms.intersects(Forms::PAGE_MARK)
        && line.starts_with(page::begins_mark)
        && (page::is_page_mark(line) || page::is_rule(line))
        && !page::is_empty_cell(line)
    {
        return LineKind::PageMark;
    }
    if forms.intersects(Forms::DAY) && ends_day(last) {
        if let Some(day) = date::parse_day(line) {
            return LineKind::Day(day);
        }
    }
    if forms.intersects(Forms::NUMBER) && ends_number(last) && line.len() <= LONGEST_NUMBER {
        let number = bare_number(line);
        if line.len() < 60 && doc_number::parse_order_number(number).is_some() {
            return LineKind::OrderNumber;
        }
        if doc_number::parse_doc_number(number).is_some() {
            return LineKind::DocNumber;
        }
    }
    if seen.intersects(Seen::COLON) && line.len() <= 120 && number_signed_off(line).is_some() {
        return LineKind::DocNumber;
    }
    if forms.intersects(Forms::WORD) && !is_bracketed_otherwise(line) {
        if let Some(kind) = word_form(line) {
            return kind;
        }
    }
    if forms.intersects(Forms::ORDER_HEAD) && head::order_head(line).is_some() {
        return LineKind::OrderHead;
    }
    if forms.intersects(Forms::MARKER) {
        if let Some(marker) = marker::marker_at(raw) {
            let contents = forms.intersects(Forms::LEADER)
                && masthead::leader(line).is_some()
                && !sign::is_full_stop(last);
            return if contents { LineKind::Leader } else { LineKind::Marked(marker) };
        }
    }
    if forms.intersects(Forms::ISSUE) && ends_issue(last) && masthead::issue_line(line).is_some() {
        return LineKind::Issue;
    }
    if forms.intersects(Forms::CLOSING) {
        if let Some(form) = closing::closing_form(line) {
            return LineKind::Closing(form);
        }
    }
    if forms.intersects(Forms::RED_HEAD) && head::red_head(line).is_some() {
        return LineKind::RedHead;
    }
    if forms.intersects(Forms::LEADER) && masthead::leader(line).is_some() {
        return LineKind::Leader;
    }
    if (line.len() <= page::LONGEST_PHRASES || seen.intersects(Seen::BAR)) && page::is_chrome(line) {
        return LineKind::Chrome;
    }
    if forms.intersects(Forms::GAZETTE_NAME) && masthead::is_gazette_name(line) {
        return LineKind::GazetteName;
    }
    LineKind::Text
}

/// （附件1）, 【附件1】
fn is_bracketed_attachment(line: &str) -> bool {
    let inner = line.chars().next().map_or("", |open| &line[open.len_utf8()..]);
    inner.starts_with("附件") && attachment::is_attachment(line)
}

/// Whether a line begins with a round bracket and no 附 behind it, as numbered ones do: it has none of the [`word_form`]s.
fn is_bracketed_otherwise(line: &str) -> bool {
    let ([b'(', behind @ ..] | [0xef, 0xbc, 0x88, behind @ ..]) = line.as_bytes() else { return false };
    !behind.starts_with("附".as_bytes())
}

/// What [`word_form`]s begin with.
pub(super) const FIRST_OF_WORDS: &str = "附（(【[［〔专答问记QAＱＡ目本要签绝机秘特急加平〖◆*★●■核";

/// Forms that one word at the beginning tells.
pub(super) fn word_form(line: &str) -> Option<LineKind> {
    let first = line.chars().next()?;
    if question::begins(first) {
        if let Some(mark) = question::qa_mark(line) {
            return Some(if mark.answers { LineKind::Answer } else { LineKind::Question });
        }
    }
    Some(match first {
        '附' if attachment::is_attachment(line) => LineKind::Attachment,
        '（' | '(' | '【' | '[' | '〔' if is_bracketed_attachment(line) => LineKind::Attachment,
        '专' if box_label(line).is_some() => LineKind::BoxHead,
        // What a page says of the text above it, however long.
        '核' if line.strip_prefix("核心提示").is_some_and(|rest| rest.starts_with(sign::is_colon)) => {
            LineKind::Chrome
        }
        '目' | '本' | '【' | '要' if masthead::is_contents_head(line) => LineKind::ContentsHead,
        '签' if head::signed_off(line).is_some() => LineKind::SignedOff,
        '绝' | '机' | '秘' if head::is_secrecy(line) => LineKind::Secrecy,
        '特' | '急' | '加' | '平' if head::is_urgency(line) => LineKind::Urgency,
        // 【打印】: a page's button.
        '【' if page::is_chrome(line) => LineKind::Chrome,
        '【' | '〖' | '◆' | '*' | '★' | '●' | '■' if masthead::banner(line).is_some() => {
            LineKind::Banner
        }
        _ => return None,
    })
}

/// The label of a box at the start of a compact line: 专栏1; its length.
pub(crate) fn box_label(line: &str) -> Option<usize> {
    let rest = line.strip_prefix("专栏")?;
    let digits = crate::grammar::number::number_at(rest).map_or(0, |(_, len)| len);
    let tail = &rest[digits..];
    let fits = digits > 0 && !tail.contains(['。', '，', ',']) || tail.starts_with(sign::is_colon);
    (fits && line.len() <= 180).then_some("专栏".len() + digits)
}

/// Where who signs off begins behind a document number on one line: 某政发〔2024〕3号　签发人：某某.
pub(crate) fn number_signed_off(line: &str) -> Option<usize> {
    // It is looked for by the last byte of 签.
    let mut signs = memchr::memchr_iter(0xbe, line.as_bytes()).map(|end| end.saturating_sub(2));
    let at = signs.find(|&at| line.as_bytes()[at..].starts_with("签发人".as_bytes())).filter(|&at| at > 0)?;
    let (number, name) = line.split_at(at);
    (head::signed_off(name).is_some() && doc_number::parse_doc_number(number).is_some()).then_some(at)
}

/// A compact line without the label 文号 in front and without the brackets around the whole of it.
pub(crate) fn bare_number(line: &str) -> &str {
    let line = if line.starts_with(['文', '发']) {
        let labels = ["文号", "发文字号", "发布文号", "文件编号"];
        let behind = labels.iter().find_map(|label| line.strip_prefix(label)?.strip_prefix(sign::is_colon));
        behind.unwrap_or(line)
    } else {
        line
    };
    match (line.strip_prefix(['(', '（']), line.ends_with([')', '）'])) {
        (Some(inner), true) => inner.trim_end_matches([')', '）']),
        _ => line,
    }
}
