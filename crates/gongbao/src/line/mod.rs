//! Which form each line has: the grammar's whole-line rules in order, narrowest first.
//!
//! Lines in, lines with a [`LineKind`] out. What a form means where it stands is the business of
//! [`crate::segment`]; here a line is only read for itself. Marks of other notations (`#`, `- `, `>`) in front of a
//! line are cut off as furniture.

mod chosen;
mod cut;
mod ends;
mod kind;
mod run_on;

pub(crate) use chosen::Chosen;
pub(crate) use kind::{bare_number, box_label, number_signed_off};

use alloc::{string::String, vec::Vec};

use crate::{
    grammar::{
        closing::ClosingForm,
        marker::{self, Marker},
        number, page, sign,
    },
    model::Date,
    numbering,
    source::{Line, Lines, Seen, Span, is_blank, within},
};
use cut::{cut_marks, is_whole, split_run_together};
use kind::{kind_of, long_kind_of};

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
#[derive(Debug, Clone, Copy)]
pub(crate) struct Classified {
    pub(crate) span: Span,
    /// The line without blanks; only its beginning where the line is long.
    pub(crate) words: Words,
    pub(crate) kind: LineKind,
    pub(crate) indent: u16,
    pub(crate) page_before: bool,
    /// Whether an empty line stands above it.
    pub(crate) parted: bool,
    /// Characters without blanks, as far as counted.
    pub(crate) width: u16,
    /// Columns on the page: a Han character takes two.
    pub(crate) columns: u16,
    /// The last character; a point behind a Han character is the full stop that it was read for.
    pub(crate) last: char,
    /// Which signs stand in the line.
    pub(crate) seen: Seen,
    /// Round brackets that stay open, as far as counted.
    pub(crate) opens: u8,
    /// Round brackets that close without having been opened in the line, as far as counted.
    pub(crate) closes: u8,
    /// Whether something says that the line goes on with none above it: a mark of a heading (`#`), what was taken out there.
    pub(crate) apart: bool,
}

impl Classified {
    pub(crate) fn marker(&self) -> Option<Marker> {
        match self.kind {
            LineKind::Marked(marker) => Some(marker),
            _ => None,
        }
    }

    /// Whether a full stop stands in the line before its end.
    pub(crate) fn has_stop(&self) -> bool {
        self.seen.intersects(Seen::STOP)
    }

    /// Whether a comma stands in the line.
    pub(crate) fn has_comma(&self) -> bool {
        self.seen.intersects(Seen::COMMA)
    }

    /// Whether an enumeration comma or a semicolon stands in it.
    pub(crate) fn has_list(&self) -> bool {
        self.seen.intersects(Seen::LIST)
    }

    /// Whether a colon stands in it.
    pub(crate) fn has_colon(&self) -> bool {
        self.seen.intersects(Seen::COLON)
    }

    /// Whether blanks stand inside, or characters that print nothing.
    pub(crate) fn has_blanks(&self) -> bool {
        self.seen.intersects(Seen::BLANKS)
    }

    /// Whether a tab may stand inside.
    pub(crate) fn has_tabs(&self) -> bool {
        self.seen.intersects(Seen::TAB)
    }

    /// Whether the line ends a sentence.
    pub(crate) fn ends_sentence(&self, source: &str) -> bool {
        self.seen.intersects(Seen::ENDS_SENTENCE)
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

    /// Whether a line is a few words without any sign.
    pub(crate) fn is_words_alone(&self) -> bool {
        self.width <= 12
            && self.is_bare()
            && self.seen.intersects(Seen::ENDS_HAN)
            && !self.has_comma()
            && !self.has_list()
            && !self.has_colon()
            && self.opens == 0
    }

    /// Whether nothing but its form speaks for it: no sign inside, no stop at the end.
    pub(crate) fn is_bare(&self) -> bool {
        !self.seen.intersects(Seen::STOP.union(Seen::ENDS_SENTENCE).union(Seen::ENDS_CLAUSE))
    }
}

/// Whether the bracket that closes at the end of a text opens right behind a full stop: …。(责任单位:甲).
fn follows_a_sentence(text: &str) -> bool {
    let (mut depth, mut at) = (0_u32, text.len());
    for _ in 0..2000 {
        // Nearly every character is a Han one.
        if let Some([.., 0xe4..=0xe9, _, _]) = text.as_bytes().get(..at) {
            at -= 3;
            continue;
        }
        let Some(c) = text[..at].chars().next_back() else { return false };
        at -= c.len_utf8();
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
    /// How many lines have a marker, decimals left out.
    pub(crate) marked: usize,
    /// Which lines of text begin or end with a figure: nothing else can be a page's number or a decimal.
    figured: Vec<usize>,
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
        let (span, text) = match self {
            Words::Source(span) => (span, source),
            Words::Compacted(span) => (span, compacted),
        };
        span.of(text)
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
    let (mut written, mut blank) = (0, 0);
    for line in &lines.all {
        written += line.span.len() + 1;
        // What is kept of a line with blanks; of a longer one it is more only where the line has a form.
        let kept = LONG_LINE_BYTES.min(line.span.len() as usize);
        blank += if line.look.seen.intersects(Seen::BLANKS) { kept } else { 0 };
    }
    let mut out = ClassifiedLines {
        lines: Vec::with_capacity(lines.all.len()),
        // A line is longer at first than what is kept of it.
        compacted: String::with_capacity(blank + blank.min(SALUTATION_BYTES)),
        ..ClassifiedLines::default()
    };
    let mut blanks = lines.blanks.as_slice();
    for line in &lines.all {
        let blanks = blanks_in(line, &mut blanks);
        let parts = run_on::parts(source, line, written, blanks);
        if parts.is_empty() {
            push_line(source, blanks, line, &mut out);
        }
        for span in parts {
            let whole = Line { span, look: Lines::look(source, span), ..*line };
            let first = span.start == line.span.start;
            let inside = Line { indent: 4, page_before: false, parted: true, ..whole };
            push_line(source, blanks, if first { &whole } else { &inside }, &mut out);
        }
    }
    out.compacted.shrink_to_fit();
    mark_bare_page_numbers(source, &mut out.lines, &out.figured);
    numbering::mark_decimals(source, &mut out.lines, &out.figured);
    out
}

/// The places of what is blank in a line or prints nothing, among those behind the lines before it.
fn blanks_in<'b>(line: &Line, blanks: &mut &'b [u32]) -> &'b [u32] {
    if !line.look.seen.intersects(Seen::BLANKS) {
        return &[];
    }
    let before = |end: u32| move |at: &&u32| **at < end;
    let (_, behind) = blanks.split_at(blanks.iter().take_while(before(line.span.start)).count());
    let (inside, behind) = behind.split_at(behind.iter().take_while(before(line.span.end)).count());
    *blanks = behind;
    inside
}

/// Adds a line, or each of the paragraphs that stand side by side on it. `blanks` are the places of what is blank in it or
/// prints nothing.
fn push_line(source: &str, blanks: &[u32], line: &Line, out: &mut ClassifiedLines) {
    if is_whole(source, line) {
        return push(source, blanks, line, out);
    }
    let (mut rest, mut run_together) = (Some(*line), false);
    while let Some(line) = rest.take() {
        let (part, next) = split_run_together(source, line, blanks, &mut run_together);
        rest = next;
        push(source, blanks, &part, out);
    }
}

fn push(source: &str, blanks: &[u32], line: &Line, out: &mut ClassifiedLines) {
    let (span, hashed) = cut_marks(source, line.span);
    if span.is_empty() {
        return;
    }
    let look = if span == line.span { line.look } else { Lines::look(source, span) };
    let text = span.of(source);
    let last = last_sign(text);
    let long = text.len() > FORM_BYTES + 200 && !(sign::is_colon(last) && text.len() < SALUTATION_BYTES);
    let limit = if long { LONG_LINE_BYTES } else { SALUTATION_BYTES };
    let start = out.compacted.len();
    let (words, compact) = if look.seen.intersects(Seen::BLANKS) {
        compact_line(source, span, limit, blanks, &mut out.compacted);
        (Words::Compacted(Span::at(start, out.compacted.len())), &out.compacted[start..])
    } else {
        let head = &text[..ceil_boundary(text, limit)];
        (Words::Source(Span::new(span.start, span.start + head.len() as u32)), head)
    };
    let is_strong = matches!(source.as_bytes()[..span.start as usize], [.., b'*', b'*']);
    let kind = if is_strong && page::is_front_matter(compact) {
        LineKind::Chrome
    } else if long {
        long_kind_of(text, compact)
    } else {
        kind_of(text, compact, last, look.seen)
    };
    let (width, columns) = if long {
        (text.len() / 3, text.len() * 2 / 3)
    } else {
        (look.width as usize, (look.width * 2 - look.narrow + u32::from(look.gap)) as usize)
    };
    let words = match words {
        // Running text behind a marker is no title: only how it begins is asked for again.
        Words::Compacted(whole)
            if matches!(kind, LineKind::Marked(_)) && (look.seen.intersects(Seen::STOP) || last == '。') =>
        {
            let end = ceil_boundary(&out.compacted, whole.start as usize + LONG_LINE_BYTES);
            out.compacted.truncate(end);
            Words::Compacted(Span::at(whole.start as usize, end))
        }
        words => words,
    };
    out.marked += usize::from(matches!(kind, LineKind::Marked(_)));
    if matches!(kind, LineKind::Text) && (text.starts_with(number::is_arabic) || number::is_arabic(last)) {
        out.figured.push(out.lines.len());
    }
    out.lines.push(Classified {
        span,
        words,
        kind,
        indent: line.indent,
        page_before: line.page_before,
        parted: line.parted,
        width: width.min(u16::MAX as usize) as u16,
        columns: columns.min(u16::MAX as usize) as u16,
        last,
        seen: look.seen.union(ends_with(last)),
        opens: look.opens.min(u8::MAX.into()) as u8,
        closes: look.closes.min(u8::MAX.into()) as u8,
        apart: hashed,
    });
}

/// A part of a line as a line of its own. It is marked or text; its words are read from the source.
pub(crate) fn piece_of(source: &str, line: &Classified, span: Span) -> Classified {
    let look = Lines::look(source, span);
    let text = span.of(source);
    let last = last_sign(text);
    Classified {
        span,
        words: Words::Source(span),
        kind: marker::marker_at(text).map_or(LineKind::Text, LineKind::Marked),
        width: look.width.min(u16::MAX.into()) as u16,
        columns: (look.width * 2 - look.narrow + u32::from(look.gap)).min(u16::MAX.into()) as u16,
        last,
        seen: look.seen.union(ends_with(last)),
        opens: look.opens.min(u8::MAX.into()) as u8,
        closes: look.closes.min(u8::MAX.into()) as u8,
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

/// What kind of character a line ends with: many rules ask for it.
fn ends_with(last: char) -> Seen {
    if sign::is_han(last) {
        return Seen::ENDS_HAN;
    }
    if sign::is_full_stop(last) {
        return Seen::ENDS_SENTENCE.union(Seen::ENDS_ITEM);
    }
    Seen::empty()
        .and_if(sign::is_clause_end(last), Seen::ENDS_CLAUSE)
        .and_if(sign::is_colon(last) || matches!(last, '；' | ';'), Seen::ENDS_ITEM)
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

/// How far apart the page marks of a text stand at least, in lines.
const PAGE_LINES: usize = 8;

/// The lines of tables, a cell a line, whose rows are counted below 序号: nothing but cells stands among them.
fn rows_below_counters(source: &str, lines: &[Classified]) -> Vec<core::ops::Range<usize>> {
    let is_cell = |l: &Classified| l.width <= 60 && !l.has_stop() && l.last != '。';
    let mut tables: Vec<core::ops::Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let counter = line.kind == LineKind::Text
            && line.width == 2
            && line.last == '号'
            && crate::source::compact(line.span.of(source)) == "序号";
        if counter && tables.last().is_none_or(|last| last.end <= at) {
            let cells = lines[at..].iter().take_while(|l| is_cell(l)).count();
            tables.push(at..at + cells);
        }
    }
    tables
}

/// Bare numbers that count up through the text, far apart, are page marks; the cells of a table stand close.
/// `figured` are those that may be such.
fn mark_bare_page_numbers(source: &str, lines: &mut [Classified], figured: &[usize]) {
    let bare: Vec<(usize, u32)> = figured
        .iter()
        .map(|&at| (at, &lines[at]))
        .filter(|(_, l)| l.width <= 7 && number::is_arabic(l.last))
        .filter_map(|(at, l)| {
            let text = l.span.of(source);
            // 3 / 20: the third of so many.
            let page = text.split_once(['/', '／']).map_or(text, |(page, pages)| {
                let whole = number::arabic_value(pages.trim()).is_some_and(|pages| pages > 1);
                if whole { page.trim() } else { text }
            });
            number::arabic_value(page).filter(|_| l.width <= 3 || page.len() < text.len()).map(|n| (at, n))
        })
        .collect();
    if bare.is_empty() {
        return;
    }
    let marked = lines.iter().any(|l| l.kind == LineKind::PageMark && l.width > 1);
    let of_so_many = |at: usize| lines[at].span.of(source).contains(['/', '／']);
    let near_feed = |at: usize| lines[at].page_before || lines.get(at + 1).is_some_and(|l| l.page_before);
    let rows = rows_below_counters(source, lines);
    let marks: Vec<usize> = bare
        .iter()
        .enumerate()
        .filter(|&(i, &(at, n))| {
            let next = bare[i + 1..].iter().take(3).find(|&&(_, m)| m == n + 1);
            let previous = bare[..i].iter().rev().take(3).find(|&&(_, m)| m + 1 == n);
            let far =
                |other: Option<&(usize, u32)>| other.is_some_and(|&(o, _)| o.abs_diff(at) >= PAGE_LINES);
            let counts =
                far(next) && previous.is_none_or(|p| far(Some(p))) || far(previous) && next.is_none();
            near_feed(at) || marked && of_so_many(at) || counts && !rows.iter().any(|rows| rows.contains(&at))
        })
        .map(|(_, &(at, _))| at)
        .collect();
    for at in marks {
        lines[at].kind = LineKind::PageMark;
    }
}
