//! Which form each line has: the grammar's whole-line rules in order, narrowest first.
//!
//! Lines in, lines with a [`LineKind`] out. What a form means where it stands is the business of
//! [`crate::segment`]; here a line is only read for itself. Marks of other notations (`#`, `- `, `>`) in front of a
//! line are cut off as furniture.

use alloc::{string::String, vec::Vec};

use crate::{
    grammar::{
        attachment,
        closing::{self, ClosingForm},
        date, doc_number, head,
        marker::{self, Family, Marker},
        masthead, number, organ, page, sign, title,
    },
    model::Date,
    numbering,
    source::{Line, Lines, Look, Span, compact_into, is_blank, trim_end, trim_start, within},
};

/// What a line is for itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum LineKind {
    /// Running text, a heading without a number, a name: whatever has no form of its own.
    Text,
    /// It begins with a marker.
    Marked(Marker),
    /// A whole day and nothing else.
    Day(Option<Date>),
    /// A document number and nothing else, perhaps in brackets.
    DocNumber,
    /// 第2号 alone.
    OrderNumber,
    /// …令, …令第35号.
    OrderHead,
    /// …文件.
    RedHead,
    /// 【…】
    Banner,
    /// 目录
    ContentsHead,
    /// A line that ends with leaders and a page.
    Leader,
    /// 附件, 附件1, 附件:…
    Attachment,
    /// 抄送:, 主题词:, (此件公开发布), 联系人:
    Closing(ClosingForm),
    SignedOff,
    Secrecy,
    Urgency,
    /// 专栏1
    BoxHead,
    /// 答:
    Answer,
    /// 问:
    Question,
    /// 2023年第21期
    Issue,
    /// A gazette's name.
    GazetteName,
    /// A page mark or a rule; furniture wherever it stands.
    PageMark,
    /// The frame of a web page; furniture outside of a body.
    Chrome,
}

/// A line and its form.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a sign that was or was not seen; none excludes another"
)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Classified {
    pub(crate) span: Span,
    /// The line without blanks; only its beginning where the line is long.
    pub(crate) words: Words,
    pub(crate) kind: LineKind,
    pub(crate) indent: u16,
    pub(crate) page_before: bool,
    /// Characters without blanks, as far as counted.
    pub(crate) width: u16,
    /// Columns on the page: a Han character takes two.
    pub(crate) columns: u16,
    /// The last character; a point behind a Han character is the full stop that it was read for.
    pub(crate) last: char,
    /// Whether a full stop stands in the line before its end.
    pub(crate) has_stop: bool,
    /// Whether a comma stands in the line.
    pub(crate) has_comma: bool,
    /// Whether an enumeration comma or a semicolon stands in it.
    pub(crate) has_list: bool,
    /// Whether blanks stand inside, or characters that print nothing.
    pub(crate) has_blanks: bool,
    /// Round brackets that stay open.
    pub(crate) opens: u16,
    /// Round brackets that close without having been opened in the line.
    pub(crate) closes: u16,
    /// Whether something says that the line goes on with none: a mark of a heading (`#`), what was taken out above it.
    pub(crate) hashed: bool,
}

impl Classified {
    pub(crate) fn marker(&self) -> Option<Marker> {
        match self.kind {
            LineKind::Marked(marker) => Some(marker),
            _ => None,
        }
    }

    /// Whether the line ends a sentence.
    pub(crate) fn ends_sentence(&self, source: &str) -> bool {
        sign::is_full_stop(self.last)
            || matches!(self.last, '”' | '"' | '）' | ')' | '’' | '》' | '】')
                && self
                    .span
                    .of(source)
                    .trim_end_matches(|c| {
                        matches!(c, '”' | '"' | '）' | ')' | '’' | '》' | '】') || is_blank(c)
                    })
                    .ends_with(sign::is_full_stop)
            || sign::is_close_paren(self.last) && follows_a_sentence(self.span.of(source))
    }

    /// Whether nothing but its form speaks for it: no sign inside, no stop at the end.
    pub(crate) fn is_bare(&self) -> bool {
        !self.has_stop && !sign::is_full_stop(self.last) && !sign::is_clause_end(self.last)
    }
}

/// Whether the bracket that closes at the end of a text opens right behind a full stop: …。(责任单位:甲).
fn follows_a_sentence(text: &str) -> bool {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices().rev().take(2000) {
        if sign::is_close_paren(c) {
            depth += 1;
        } else if sign::is_open_paren(c) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return text[..at].trim_end_matches(is_blank).ends_with(sign::is_full_stop);
            }
        }
    }
    false
}

/// All lines of a text with their forms.
#[derive(Debug, Default)]
pub(crate) struct ClassifiedLines {
    pub(crate) lines: Vec<Classified>,
    /// The compact text of the lines that have blanks inside, one behind the other.
    pub(crate) compacted: String,
}

/// Where the text of a line stands without its blanks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Words {
    /// In the source: the line has no blanks.
    Source(Span),
    /// In [`ClassifiedLines::compacted`].
    Compacted(Span),
}

impl Words {
    pub(crate) fn of<'a>(self, source: &'a str, compacted: &'a str) -> &'a str {
        match self {
            Words::Source(span) => span.of(source),
            Words::Compacted(span) => span.of(compacted),
        }
    }
}

/// How many bytes of a line are read for its form; a longer line is running text or has a marker.
const FORM_BYTES: usize = 420;

/// How many bytes of a long line are kept without blanks.
const LONG_LINE_BYTES: usize = 96;

/// How long the list of addressees may be that ends a long line with a colon, in bytes.
const SALUTATION_BYTES: usize = 2000;

/// Reads the form of every line.
#[inline(never)] // A stage: profiles name it.
pub(crate) fn classify(source: &str, lines: &Lines) -> ClassifiedLines {
    let mut out = ClassifiedLines { lines: Vec::with_capacity(lines.all.len()), compacted: String::new() };
    for line in &lines.all {
        let (mut rest, mut run_together) = (Some(*line), false);
        while let Some(line) = rest.take() {
            let (part, next) = split_run_together(source, line, &lines.blanks, &mut run_together);
            rest = next;
            push(source, lines, part, &mut out);
        }
    }
    mark_bare_page_numbers(source, &mut out.lines);
    numbering::mark_decimals(source, &mut out.lines);
    out
}

fn push(source: &str, lines: &Lines, line: Line, out: &mut ClassifiedLines) {
    let (span, hashed) = cut_marks(source, line.span);
    if span.is_empty() {
        return;
    }
    let look = if span == line.span { line.look } else { Lines::look(source, span) };
    let text = span.of(source);
    let last = last_sign(text);
    let long = text.len() > FORM_BYTES + 200 && !(sign::is_colon(last) && text.len() < SALUTATION_BYTES);
    let limit = if long { LONG_LINE_BYTES } else { SALUTATION_BYTES };
    let words = if look.blanks {
        let start = out.compacted.len();
        compact_line(source, span, limit, &lines.blanks, &mut out.compacted);
        Words::Compacted(Span::at(start, out.compacted.len()))
    } else {
        Words::Source(Span::new(span.start, span.start + ceil_boundary(text, limit) as u32))
    };
    let kind = {
        let words = words.of(source, &out.compacted);
        if source.as_bytes()[..span.start as usize].ends_with(b"**") && page::is_front_matter(words) {
            LineKind::Chrome
        } else if long {
            long_kind_of(text, words)
        } else {
            kind_of(text, words, last)
        }
    };
    let (width, columns) = if long {
        (text.len() / 3, text.len() * 2 / 3)
    } else {
        (look.width as usize, (look.width * 2 - look.narrow + u32::from(look.gap)) as usize)
    };
    // Signs count as far as forms are read.
    let near = |at: u32| at < span.end.min(span.start + FORM_BYTES as u32);
    out.lines.push(Classified {
        span,
        words,
        kind,
        indent: line.indent,
        page_before: line.page_before,
        width: width.min(u16::MAX as usize) as u16,
        columns: columns.min(u16::MAX as usize) as u16,
        last,
        has_stop: look.stop < span.end.saturating_sub('。'.len_utf8() as u32),
        has_comma: near(look.comma),
        has_list: near(look.list),
        has_blanks: look.blanks,
        opens: look.opens,
        closes: look.closes,
        hashed,
    });
}

/// A part of a line as a line of its own. It is marked or text; its words are read from the source.
pub(crate) fn piece_of(source: &str, line: &Classified, span: Span) -> Classified {
    let look = Lines::look(source, span);
    let text = span.of(source);
    let before_end = |at: u32| at < span.end.saturating_sub('。'.len_utf8() as u32);
    Classified {
        span,
        words: Words::Source(span),
        kind: marker::marker_at(text).map_or(LineKind::Text, LineKind::Marked),
        width: look.width.min(u16::MAX.into()) as u16,
        columns: (look.width * 2 - look.narrow + u32::from(look.gap)).min(u16::MAX.into()) as u16,
        last: last_sign(text),
        has_stop: before_end(look.stop),
        has_comma: look.comma < span.end,
        has_list: look.list < span.end,
        has_blanks: look.blanks,
        opens: look.opens,
        closes: look.closes,
        ..*line
    }
}

/// The last character of a line. A point behind a Han character is a full stop.
fn last_sign(text: &str) -> char {
    let mut chars = text.chars();
    match chars.next_back().unwrap_or(' ') {
        '.' if chars.next_back().is_some_and(|c| sign::is_han(c) && !number::is_han_numeral(c)) => '。',
        last => last,
    }
}

/// Appends at least `limit` bytes of a line to `out`, or all of it, without the blanks whose places are known.
fn compact_line(source: &str, span: Span, limit: usize, blanks: &[u32], out: &mut String) {
    let stop = out.len() + limit;
    let mut from = span.start;
    for blank in within(blanks, span.start, span.end).chain([span.end]) {
        let run = Span::new(from, blank).of(source);
        let room = stop.saturating_sub(out.len());
        out.push_str(run.get(..ceil_boundary(run, room)).unwrap_or(run));
        if out.len() >= stop {
            return;
        }
        let width = source[blank as usize..].chars().next().map_or(0, char::len_utf8);
        from = blank + width as u32;
    }
}

/// The first place behind `at` bytes of a text where a character ends.
fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// What may stand in front of a line in another notation.
const MARKS: [char; 13] = ['#', '-', '*', '•', '●', '■', '◆', '>', '▪', '◇', '□', '★', '▲'];

/// Cuts marks of other notations in front of a line: `# `, `> `, `- `, `• `; they are furniture.
fn cut_marks(source: &str, span: Span) -> (Span, bool) {
    // Nearly every line begins with a Han character.
    if matches!(source.as_bytes()[span.start as usize], 0xe4..=0xe9) {
        return (span, false);
    }
    let span = cut_typesetting(source, span);
    if !span.of(source).starts_with(MARKS) {
        return (span, false);
    }
    let span = cut_emphasis(source, span);
    let text = span.of(source);
    if !text.starts_with(MARKS) {
        return (span, false);
    }
    let mut compact = String::new();
    compact_into(text, 60, &mut compact);
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
    if masthead::banner(&crate::source::compact(text)).is_some() && marker::marker_at(inner).is_none() {
        return span;
    }
    let start = span.start + "**".len() as u32;
    crate::source::trim(source, Span::new(start, start + inner.len() as u32))
}

/// Cuts the commands of a typesetting system in front of a line: 〖HS2〗〖JZ〗第二章.
fn cut_typesetting(source: &str, span: Span) -> Span {
    let mut from = span.start;
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

/// A long line whose paragraphs stand side by side with nothing but ideographic blanks between them: its first
/// paragraph and the rest. Any other line as it is. `run_together` says that the rest is one of such a line.
fn split_run_together(
    source: &str,
    line: Line,
    blanks: &[u32],
    run_together: &mut bool,
) -> (Line, Option<Line>) {
    let text = line.span.of(source);
    let long = text.len() > 60 || *run_together;
    let blanks = if line.look.blanks { blanks } else { &[] };
    let blanks = || within(blanks, line.span.start, line.span.end).map(|at| (at - line.span.start) as usize);
    let cut = if long { paragraph_break(text, blanks, run_together) } else { None };
    let whole = |line: Line| Line { look: Lines::look(source, line.span), ..line };
    let Some((end, start)) = cut else {
        // What is left of a line that was cut has not been looked at.
        return (if line.look.width == 0 { whole(line) } else { line }, None);
    };
    let head = trim_end(source, Span::new(line.span.start, line.span.start + end as u32));
    let next = trim_start(source, Span::new(line.span.start + start as u32, line.span.end));
    let look = Look { blanks: line.look.blanks, ..Look::default() };
    (whole(Line { span: head, ..line }), Some(Line { span: next, indent: 4, page_before: false, look }))
}

/// Where one paragraph ends and the next begins inside a line: wide blanks behind a sentence or a salutation, in front
/// of a 章 or 条, or beside a date; in a text that is one long line every indent is a paragraph's. `blanks` are the
/// places of what is blank or prints nothing.
fn paragraph_break<B: Iterator<Item = usize>>(
    text: &str,
    blanks: impl Fn() -> B,
    run_together: &mut bool,
) -> Option<(usize, usize)> {
    const INDENT: &str = "\u{3000}\u{3000}";
    let indents = |least| {
        let mut end = 0;
        let indent = |&at: &usize| {
            let found = at >= end && text[at..].starts_with(INDENT);
            end = if found { at + INDENT.len() } else { end };
            found
        };
        blanks().filter(indent).take(least).count() == least
    };
    *run_together |= text.len() > 900 && indents(4) || text.len() > 450 && indents(7);
    let run_together = *run_together;
    // The signature of a text that is one line comes last, behind all its paragraphs.
    let signature = || if run_together { None } else { signature_behind(text) };
    if let Some(cut) = article_in_chapter(text).or_else(signature).or_else(|| head_in_line(text)) {
        return Some((cut, cut));
    }
    blanks().next()?;
    if let Some(cut) = number_behind_title(text) {
        return Some(cut);
    }
    let mut next = 0;
    for from in blanks() {
        if from < next || !matches!(text.as_bytes()[from], 0xe3 | 0xc2 | b' ') {
            continue;
        }
        next = text.len() - text[from..].trim_start_matches(is_blank).len();
        if next > from && next < text.len() && from > 0 && breaks_here(text, from, next, run_together) {
            return Some((from, next));
        }
    }
    None
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

/// Where a document number or a salutation ends that runs on into the text: 财库〔2019〕38号各中央预算单位：为贯彻….
fn head_in_line(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if text.len() < 200 || !sign::is_han(first) {
        return None;
    }
    if first == '各' {
        let limit = text.char_indices().nth(220).map_or(text.len(), |(i, _)| i);
        let (at, colon) = text[..limit].char_indices().find(|&(_, c)| sign::is_colon(c) || c == '。')?;
        let end = at + colon.len_utf8();
        let salutation = colon != '。' && head::is_salutation(&crate::source::compact(&text[..end]));
        return (salutation && text.len() - end > 90).then_some(end);
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
    let sentence = sign::is_full_stop(last) || matches!(last, '；' | ';' | '”' | '）' | ')');
    let salutation = sign::is_colon(last) && text.len() > 300 && from < 900;
    let part = matches!(
        marker.map(|m| m.family),
        Some(Family::Article | Family::Chapter | Family::Section | Family::Part)
    );
    // 总　　则: letter-spacing inside a heading is no indent.
    let spaced =
        before.chars().rev().nth(1).is_none_or(is_blank) || after.chars().nth(1).is_none_or(is_blank);
    let indent = run_together && (gap.matches('\u{3000}').count() >= 2 || is_day(before)) && !spaced;
    sentence && (marker.is_some() || after.len() > 30 || run_together) || salutation || part || indent
}

/// Whether a text is a day and nothing else.
fn is_day(text: &str) -> bool {
    text.len() <= 60 && date::parse_day(&crate::source::compact(text)).is_some()
}

/// The form of a long line: running text, an answer, or a numbered part.
fn long_kind_of(raw: &str, line: &str) -> LineKind {
    match line.chars().next() {
        Some('答' | '问') => word_form(line).unwrap_or(LineKind::Text),
        _ => marker::marker_at(raw).map_or(LineKind::Text, LineKind::Marked),
    }
}

/// The form of one line. The order is meaning: a narrower form stands before one that it would also fit.
fn kind_of(raw: &str, line: &str, last: char) -> LineKind {
    if line.len() >= FORM_BYTES {
        return long_kind_of(raw, line);
    }
    if line.starts_with(page::begins_mark) && (page::is_page_mark(line) || page::is_rule(line)) {
        return LineKind::PageMark;
    }
    if line.ends_with('日') || line.ends_with(|c: char| c.is_ascii_digit()) || line.ends_with('号') {
        if let Some(day) = date::parse_day(line) {
            return LineKind::Day(day);
        }
    }
    if line.len() <= 120 && line.contains('号') {
        if line.len() < 60 && doc_number::parse_order_number(bare_number(line)).is_some() {
            return LineKind::OrderNumber;
        }
        if doc_number::parse_doc_number(bare_number(line)).is_some() || number_signed_off(line).is_some() {
            return LineKind::DocNumber;
        }
    }
    if let Some(kind) = word_form(line) {
        return kind;
    }
    if head::order_head(line).is_some() {
        return LineKind::OrderHead;
    }
    if let Some(marker) = marker::marker_at(raw) {
        let contents = masthead::leader(line).is_some() && !sign::is_full_stop(last);
        return if contents { LineKind::Leader } else { LineKind::Marked(marker) };
    }
    if line.ends_with(['期', ')', '）', '号', '刊']) && masthead::issue_line(line).is_some() {
        return LineKind::Issue;
    }
    if let Some(form) = closing::closing_form(line) {
        return LineKind::Closing(form);
    }
    if head::red_head(line).is_some() {
        return LineKind::RedHead;
    }
    if masthead::leader(line).is_some() {
        return LineKind::Leader;
    }
    if page::is_chrome(line) {
        return LineKind::Chrome;
    }
    if masthead::is_gazette_name(line) {
        return LineKind::GazetteName;
    }
    LineKind::Text
}

/// （附件1）, 【附件1】
fn is_bracketed_attachment(line: &str) -> bool {
    let inner = line.chars().next().map_or("", |open| &line[open.len_utf8()..]);
    inner.starts_with("附件") && attachment::is_attachment(line)
}

/// Forms that one word at the beginning tells.
fn word_form(line: &str) -> Option<LineKind> {
    let first = line.chars().next()?;
    Some(match first {
        '附' if attachment::is_attachment(line) => LineKind::Attachment,
        '（' | '(' | '【' | '[' | '〔' if is_bracketed_attachment(line) => LineKind::Attachment,
        '专' if box_label(line).is_some() => LineKind::BoxHead,
        '答' | '问' => {
            let rest = line[first.len_utf8()..].chars().next();
            match rest {
                Some(c) if sign::is_colon(c) && first == '答' => LineKind::Answer,
                Some(c) if sign::is_colon(c) => LineKind::Question,
                _ => return None,
            }
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
    let at = memchr::memmem::find(line.as_bytes(), "签发人".as_bytes()).filter(|&at| at > 0)?;
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

/// How far apart the page marks of a text stand at least, in lines.
const PAGE_LINES: usize = 8;

/// Bare numbers that count up through the text, far apart, are page marks; the cells of a table stand close.
fn mark_bare_page_numbers(source: &str, lines: &mut [Classified]) {
    let bare: Vec<(usize, u32)> = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| l.kind == LineKind::Text && l.width <= 3 && l.last.is_numeric())
        .filter_map(|(at, l)| {
            let text = l.span.of(source);
            crate::grammar::number::arabic_value(text).map(|n| (at, n))
        })
        .collect();
    let near_feed = |at: usize| lines[at].page_before || lines.get(at + 1).is_some_and(|l| l.page_before);
    let marks: Vec<usize> = bare
        .iter()
        .enumerate()
        .filter(|&(i, &(at, n))| {
            let next = bare[i + 1..].iter().take(3).find(|&&(_, m)| m == n + 1);
            let previous = bare[..i].iter().rev().take(3).find(|&&(_, m)| m + 1 == n);
            let far =
                |other: Option<&(usize, u32)>| other.is_some_and(|&(o, _)| o.abs_diff(at) >= PAGE_LINES);
            near_feed(at)
                || far(next) && previous.is_none_or(|p| far(Some(p)))
                || far(previous) && next.is_none()
        })
        .map(|(_, &(at, _))| at)
        .collect();
    for at in marks {
        lines[at].kind = LineKind::PageMark;
    }
}
