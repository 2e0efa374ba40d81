//! What a line is before it is read: without the marks in front of it, and parted where a text ran paragraphs together.

use crate::{
    grammar::{
        date, doc_number, head,
        marker::{self, Family},
        masthead, organ, page, record, sign, title,
    },
    source::{Line, Lines, Look, Seen, Sign, Span, compact_head, is_blank, trim_start, within},
};

/// What may stand in front of a line in another notation.
const MARKS: [char; 13] = ['#', '-', '*', '•', '●', '■', '◆', '>', '▪', '◇', '□', '★', '▲'];

/// Cuts marks of other notations in front of a line: `# `, `> `, `- `, `• `; they are furniture.
pub(super) fn cut_marks(source: &str, span: Span) -> (Span, bool) {
    // Nearly every line begins with a Han character, a figure or a round bracket.
    let bytes = &source.as_bytes()[span.start as usize..];
    if matches!(bytes, [0xe4..=0xe9 | b'0'..=b'9' | b'(', ..] | [0xef, 0xbc, 0x88, ..]) {
        return (span, false);
    }
    let span = cut_label(source, cut_typesetting(source, span));
    if !span.of(source).starts_with(MARKS) {
        return (span, false);
    }
    let span = cut_emphasis(source, span);
    let text = span.of(source);
    if !text.starts_with(MARKS) {
        return (span, false);
    }
    let compact = compact_head(text, 60);
    if page::is_page_mark(&compact) || page::is_rule(&compact) {
        return (span, false);
    }
    if let Some(mark) = glued_page_mark(text) {
        return (trim_start(source, Span::new(span.start + mark as u32, span.end)), false);
    }
    let mut rest = text;
    let level = rest.len() - rest.trim_start_matches('#').len();
    let hashed = (1..=6).contains(&level) && rest[level..].starts_with(is_blank);
    if hashed {
        rest = &rest[level..];
    } else {
        let mark = rest.chars().next().map_or(0, char::len_utf8);
        let after = &rest[mark..];
        let closed = after.trim_end().ends_with(&rest[..mark]);
        let bullet = after.starts_with(is_blank) && (rest.starts_with(['-', '>', '•']) || !closed);
        // ★某市人民政府关于…: a mark right in front of a long line; a short one is a banner.
        let bullet = bullet
            || !closed
                && rest.starts_with(['•', '●', '■', '◆', '▪', '◇', '□', '★', '▲'])
                && after.starts_with(sign::is_han)
                && after.chars().nth(21).is_some();
        if bullet {
            rest = after;
        }
    }
    if rest.len() == text.len() {
        return (span, false);
    }
    let cut = span.start + (text.len() - rest.len()) as u32;
    (trim_start(source, Span::new(cut, span.end)), hashed)
}

/// How long the mark of a page is that stands right in front of a text: - 14 -第三十四条.
fn glued_page_mark(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('-')?.trim_start_matches(is_blank);
    let behind = inner.trim_start_matches(|c| crate::grammar::number::arabic_digit(c).is_some());
    let digits = inner.len() - behind.len();
    let rest = behind.trim_start_matches(is_blank).strip_prefix('-')?;
    let fits = (1..=4).contains(&digits) && rest.trim_start_matches(is_blank).starts_with(sign::is_han);
    fits.then_some(text.len() - rest.len())
}

/// Cuts the stars of a line that is strong as a whole (**一、总体要求**); a short one without a number is a banner.
fn cut_emphasis(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let inner = text.strip_prefix("**").and_then(|t| t.trim_end_matches(is_blank).strip_suffix("**"));
    let Some(inner) = inner.filter(|t| !t.is_empty() && !t.contains('*')) else { return span };
    let is_banner = || masthead::banner(&crate::source::compact(text)).is_some();
    // The name of an organ in bold signs.
    let signs = || organ::is_strong_organ(&crate::source::compact(inner));
    if marker::marker_at(inner).is_none() && is_banner() && !signs() {
        return span;
    }
    let start = span.start + "**".len() as u32;
    crate::source::trim(source, Span::new(start, start + inner.len() as u32))
}

/// Cuts the label of a page's list in front of a title: `[规范性文件]某局关于…的通知`.
fn cut_label(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let Some(inner) = text.strip_prefix(['[', '［', '【']) else { return span };
    let label = inner.trim_start_matches(sign::is_han);
    let len = inner.len() - label.len();
    let Some(rest) = label.strip_prefix([']', '］', '】']) else { return span };
    let rest = rest.trim_start_matches(is_blank);
    let titled = (6..=24).contains(&len)
        && rest.len() <= 360
        && rest.starts_with(sign::is_han)
        && rest.contains("关于")
        && title::is_title_line(rest)
        && title::kind_of(rest.trim_end_matches(is_blank)).is_some()
        && record::label_alone(&inner[..len]).is_none();
    if titled { Span::new(span.end - rest.len() as u32, span.end) } else { span }
}

/// Cuts the commands of a typesetting system in front of a line: 〖HS2〗〖JZ〗第二章.
fn cut_typesetting(source: &str, span: Span) -> Span {
    let mut from = span.start;
    // Brackets of this width share their first byte.
    if source.as_bytes()[span.start as usize] != 0xe3 {
        return span;
    }
    // 【章名】 第一章, 【题注】 (…): collections of laws label these lines.
    for label in ["【章名】", "【题注】"] {
        if Span::new(from, span.end).of(source).starts_with(label) {
            from += label.len() as u32;
        }
    }
    while let Some(inner) = Span::new(from, span.end).of(source).strip_prefix('〖') {
        let Some(end) = inner.find('〗') else { break };
        if end > 40 || !inner[..end].is_ascii() {
            break;
        }
        from += (end + 2 * '〖'.len_utf8()) as u32;
    }
    if from == span.start {
        return span;
    }
    trim_start(source, Span::new(from, span.end))
}

/// Whether a line shows at once that nothing parts it into paragraphs: it is short; or it has no blanks, begins with no
/// heading or addressee, ends with no day and is not long enough to hold a number that runs on into the text.
pub(super) fn is_whole(source: &str, line: &Line) -> bool {
    let (text, seen) = (&source.as_bytes()[line.span.start as usize..line.span.end as usize], line.look.seen);
    let begins = |word: &str| text.starts_with(word.as_bytes());
    text.len() <= SHORT
        || !seen.intersects(Seen::BLANKS)
            && (text.len() < LEAST_RUN_ON || !seen.intersects(Seen::sign(Sign::Digit)))
            && !begins("第")
            && !begins("各")
            && !text.ends_with("日".as_bytes())
}

/// How many bytes a line has at most that is never parted, unless it is the rest of one that was.
const SHORT: usize = 60;

/// How many bytes a line has at least that begins with a document number and runs on into the text.
const LEAST_RUN_ON: usize = 200;

/// A long line whose paragraphs stand side by side with nothing but ideographic blanks between them: its first
/// paragraph and the rest. Any other line as it is. `run_together` says that the rest is one of such a line.
pub(super) fn split_run_together(
    source: &str,
    line: Line,
    blanks: &[u32],
    run_together: &mut bool,
) -> (Line, Option<Line>) {
    let text = line.span.of(source);
    let long = text.len() > SHORT || *run_together;
    let unseen = if line.look.seen.intersects(Seen::BLANKS) { blanks } else { &[] };
    let blanks = || within(unseen, line.span.start, line.span.end).map(|at| (at - line.span.start) as usize);
    let cut = if long { paragraph_break(text, line.look.seen, blanks, run_together) } else { None };
    let whole = |line: Line| Line { look: Lines::look(source, line.span), ..line };
    let shown = cut.map(|(end, start)| {
        let place = |offset: usize| line.span.start + offset as u32;
        [Span::new(line.span.start, place(end)), Span::new(place(start), line.span.end)]
            .map(|part| trim_unseen(source, part, unseen))
    });
    // What prints nothing is no paragraph.
    let Some([head, next]) = shown.filter(|parts| !parts.iter().any(|part| part.is_empty())) else {
        // What is left of a line that was cut has not been looked at.
        return (if line.look.width == 0 { whole(line) } else { line }, None);
    };
    let look = Look { seen: line.look.seen, ..Look::default() };
    let next = Line { span: next, indent: 4, page_before: false, parted: false, look };
    (whole(Line { span: head, ..line }), Some(next))
}

/// A part of a line without what prints nothing at its ends; `unseen` are the places of such characters.
pub(super) fn trim_unseen(source: &str, part: Span, unseen: &[u32]) -> Span {
    let is_seen = |&(at, _): &(usize, char)| unseen.binary_search(&(part.start + at as u32)).is_err();
    let text = part.of(source);
    let start = text.char_indices().find(is_seen).map_or(text.len(), |(at, _)| at);
    let end = text.char_indices().rev().find(is_seen).map_or(start, |(at, c)| at + c.len_utf8());
    Span::new(part.start + start as u32, part.start + end as u32)
}

/// What indents a paragraph: two ideographic blanks, or the blanks of a page that do not break.
pub(super) const INDENTS: [&str; 2] = ["\u{3000}\u{3000}", "\u{a0}\u{a0}"];

/// Where one paragraph ends and the next begins inside a line: wide blanks behind a sentence or a salutation, in front
/// of a 章 or 条, or beside a date; in a text that is one long line every indent is a paragraph's. `blanks` are the
/// places of what is blank or prints nothing.
fn paragraph_break<B: Iterator<Item = usize>>(
    text: &str,
    seen: Seen,
    blanks: impl Fn() -> B,
    run_together: &mut bool,
) -> Option<(usize, usize)> {
    let indents = |least| {
        let mut end = 0;
        let indent = |&at: &usize| {
            let indent = INDENTS.iter().find(|indent| at >= end && text[at..].starts_with(**indent));
            end = indent.map_or(end, |indent| at + indent.len());
            indent.is_some()
        };
        blanks().filter(indent).take(least).count() == least
    };
    let has_blanks = seen.intersects(Seen::BLANKS);
    *run_together |= has_blanks && (text.len() > 900 && indents(4) || text.len() > 450 && indents(7));
    let run_together = *run_together;
    // The signature of a text that is one line comes last, behind all its paragraphs.
    let signature = || if run_together { None } else { signature_behind(text) };
    if let Some(cut) = article_in_chapter(text).or_else(signature).or_else(|| head_in_line(text, seen)) {
        return Some((cut, cut));
    }
    blanks().next()?;
    if let Some(cut) = number_behind_title(text).or_else(|| article_behind_article(text, blanks())) {
        return Some(cut);
    }
    let mut next = 0;
    for from in blanks() {
        if from < next || !matches!(text.as_bytes()[from], 0xe3 | 0xc2 | b' ') {
            continue;
        }
        // One blank between two Han characters or figures parts nothing.
        let alone = |before: &[u8]| matches!(before, [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, _]);
        if let (before, [b' ', b'!'..=b'~' | 0xe4..=0xe9, ..]) = text.as_bytes().split_at(from) {
            if alone(before) {
                continue;
            }
        }
        next = text.len() - text[from..].trim_start_matches(is_blank).len();
        // A plain blank may stand in front of those of the page.
        let from = text[..from].trim_end_matches(is_blank).len();
        if next > from && next < text.len() && from > 0 && breaks_here(text, from, next, run_together) {
            return Some((from, next));
        }
    }
    if run_together { signature_behind(text).map(|cut| (cut, cut)) } else { None }
}

/// Where an article begins behind the heading of its chapter: 第一章　总则第一条　….
fn article_in_chapter(text: &str) -> Option<usize> {
    if !text.starts_with('第') {
        return None;
    }
    let first = marker::marker_at(text)
        .filter(|m| matches!(m.family, Family::Part | Family::Chapter | Family::Section))?;
    let from = first.len as usize;
    let limit = text.char_indices().nth(40).map_or(text.len(), |(i, _)| i);
    text.get(from..limit)?.match_indices('第').map(|(i, _)| from + i).find(|&i| {
        i > from
            && marker::marker_at(&text[i..]).is_some_and(|m| m.family == Family::Article && m.blank_after)
    })
}

/// Where the next article begins behind the last sentence of one: 第一条　…制定本办法。 第二条　….
fn article_behind_article(text: &str, blanks: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    let number = |text: &str| {
        let marker = text.starts_with('第').then(|| marker::marker_at(text))??;
        (marker.family == Family::Article && marker.blank_after).then_some(marker.number.main)
    };
    let own = number(text)?;
    let mut blanks = blanks.map(|at| {
        let next = text.len() - text[at..].trim_start_matches(is_blank).len();
        (at, next)
    });
    blanks.find(|&(at, next)| {
        text[..at].ends_with(sign::is_full_stop) && number(&text[next..]).is_some_and(|n| n == own + 1)
    })
}

/// Where a document number or a salutation ends that runs on into the text: 财库〔2019〕38号各中央预算单位：为贯彻….
fn head_in_line(text: &str, seen: Seen) -> Option<usize> {
    if text.starts_with('各') {
        let limit = text.char_indices().nth(220).map_or(text.len(), |(i, _)| i);
        let (at, colon) = text[..limit].char_indices().find(|&(_, c)| sign::is_colon(c) || c == '。')?;
        let end = at + colon.len_utf8();
        let salutation = colon != '。' && head::is_salutation(&crate::source::compact(&text[..end]));
        // Behind a short one the text begins as a covering document does.
        let begins = || text[end..].starts_with(['现', '为', '根', '经', '按', '《']);
        return (salutation && text.len() - end > if begins() { 60 } else { 90 }).then_some(end);
    }
    if text.len() < LEAST_RUN_ON {
        return None;
    }
    if !seen.intersects(Seen::sign(Sign::Digit)) || !text.starts_with(sign::is_han) {
        return None;
    }
    // 号 is looked for by its last byte.
    let near = &text.as_bytes()[..90 + '号'.len_utf8()];
    let number_end = memchr::memchr_iter(0xb7, near)
        .map(|at| at + 1)
        .find(|&end| near[..end].ends_with("号".as_bytes()))?;
    let number = text
        .get(..number_end)
        .is_some_and(|t| doc_number::parse_doc_number(&crate::source::compact(t)).is_some());
    (number && text[number_end..].starts_with('各')).then_some(number_end)
}

/// Where a title ends and its document number begins on the same line: 某市政府关于防汛的通知　某政发〔2024〕3号.
fn number_behind_title(text: &str) -> Option<(usize, usize)> {
    if !text.ends_with('号') || text.len() > 400 || text.contains(['，', ',']) {
        return None;
    }
    let (at, blank) = text.char_indices().rev().find(|&(_, c)| is_blank(c))?;
    let number = at + blank.len_utf8();
    // 3⇥某市人民政府关于…的通知⇥某政发〔2003〕12号: a row of a table that lists documents.
    let counted = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if blank == '\t' || counted.len() < text.len() && counted.starts_with(is_blank) {
        return None;
    }
    let title = text[..at].trim_end_matches(is_blank);
    let is_title = title::kind_of(&crate::source::compact(title)).is_some() && title::is_title_line(title);
    (is_title && doc_number::parse_doc_number(&text[number..]).is_some()).then_some((title.len(), number))
}

/// Where a signature with its date begins behind the last sentence of a line: …起施行。财政部2019年7月26日.
fn signature_behind(text: &str) -> Option<usize> {
    // On a page of broken lines such a line is the middle of a sentence.
    if !text.ends_with('日') || text.len() < 240 {
        return None;
    }
    let stop = text.rfind('。')? + '。'.len_utf8();
    let tail = crate::source::compact(&text[stop..]);
    if !(12..=240).contains(&tail.len()) {
        return None;
    }
    let date = tail
        .char_indices()
        .find(|&(i, _)| i > 0 && date::date_at(&tail[i..]).is_some_and(|(_, len)| i + len == tail.len()))?
        .0;
    organ::is_organ(&tail[..date]).then_some(stop)
}

/// Whether the blanks between two offsets part paragraphs.
fn breaks_here(text: &str, from: usize, next: usize, run_together: bool) -> bool {
    let gap = &text[from..next];
    let width: usize = gap.chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    let (before, after) = (&text[..from], &text[next..]);
    let last = before.chars().next_back().unwrap_or(' ');
    if width < 2 || width < 3 && !run_together {
        return false;
    }
    let marker = marker::marker_at(after);
    // Words alone in front of a bracket are the heads of a table: 起始价(万元)　　保证金(万元).
    let says = || marker.is_some() || before.contains(['，', ',', '。', '；', ';', '：', ':']);
    let sentence =
        sign::is_full_stop(last) || matches!(last, '；' | ';') || matches!(last, '”' | '）' | ')') && says();
    let salutation = sign::is_colon(last) && text.len() > 300 && from < 900;
    let part = matches!(
        marker.map(|m| m.family),
        Some(Family::Article | Family::Chapter | Family::Section | Family::Part)
    );
    // 总　　则: letter-spacing inside a heading is no indent.
    let spaced =
        before.chars().rev().nth(1).is_none_or(is_blank) || after.chars().nth(1).is_none_or(is_blank);
    let wide = gap.matches(['\u{3000}', '\u{a0}']).count() >= 2;
    let indent = run_together && (wide || is_day(before)) && !spaced;
    sentence && (marker.is_some() || after.len() > 30 || run_together) || salutation || part || indent
}

/// Whether a text is a day and nothing else.
fn is_day(text: &str) -> bool {
    text.len() <= 60 && date::parse_day(&crate::source::compact(text)).is_some()
}
