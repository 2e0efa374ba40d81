//! Running heads: the lines that a page prints above or below its text, with its number or without.

use alloc::{borrow::Cow, collections::BTreeSet, vec::Vec};

use super::Segmenter;
use crate::{
    grammar::{masthead, organ, page, sign},
    line::{Classified, LineKind},
    source::{compact, order_by_text},
};

/// The names of the columns that a contents list has. Those of another length are told apart without a look at them.
#[derive(Debug, Default)]
struct Columns<'a>(BTreeSet<(usize, Cow<'a, str>)>);

impl<'a> Columns<'a> {
    fn add(&mut self, name: Cow<'a, str>) {
        self.0.insert((name.len(), name));
    }

    fn contains(&self, name: &str) -> bool {
        self.0.contains(&(name.len(), Cow::Borrowed(name)))
    }
}

/// How many characters a line has at most that names the gazette and says which issue it is.
const LONGEST_NAME_AND_ISSUE: u16 = 40;

/// How far apart the heads of two pages stand at least, in lines.
const PAGE_LINES: usize = 8;

/// Lines that a page prints above or below its text come again beside another page's mark; they are marks themselves.
/// The first line of the text is none, since it may be what the others repeat. A gazette's name repeats that of the masthead.
/// Gives whether there are marks.
pub(super) fn mark_running_heads(lines: &mut [Classified], source: &str, compacted: &str) -> bool {
    let mut seen: Vec<(&str, usize)> = Vec::new();
    let is_mark = |at: usize| lines.get(at).is_some_and(|l| matches!(l.kind, LineKind::PageMark));
    let is_name = |line: &Classified| matches!(line.kind, LineKind::GazetteName);
    let mut name = lines.first().filter(|first| is_name(first)).map(|_| 0);
    let mut marks = is_mark(0);
    let mut parted: Vec<usize> = Vec::new();
    // One walk over the lines, of which a text has many.
    for (at, line) in lines.iter().enumerate().skip(1) {
        if name.is_none() && is_name(line) {
            name = Some(at);
        }
        if is_parted(line) {
            parted.push(at);
        }
        marks |= is_mark(at);
        // Few lines stand beside a mark.
        if !(line.page_before || is_mark(at + 1) || is_mark(at - 1)) {
            continue;
        }
        if can_be_head(line) && (4..=40).contains(&line.width) && line.is_bare() {
            let words = line.words.of(source, compacted);
            // What a person is, who signs or what a cell says may come again at the edge of another page.
            let is_cell =
                |l: Option<&Classified>| l.is_some_and(|l| l.kind == LineKind::Text && l.width <= 2);
            let cell = is_cell(lines.get(at + 1)) || is_cell(lines.get(at - 1));
            let labelled = words.contains(sign::is_colon);
            let is_day = |l: &Classified| matches!(l.kind, LineKind::Day(_));
            let signs = lines[at + 1..].iter().take(3).any(is_day) && organ::is_organ(words);
            if line.kind != LineKind::Text || !(labelled || signs || cell) {
                seen.push((words, at));
            }
        }
    }
    order_by_text(&mut seen, |&(words, at)| (words, at as u64));
    let repeats_the_name = |(words, first): (&str, usize)| {
        name.is_some_and(|name| lines[name].words.of(source, compacted) == words && first > name)
    };
    let mut again = numbered_heads(lines, &parted, source);
    for same in seen.chunk_by(|one, other| one.0 == other.0) {
        let places = same.iter().map(|&(_, at)| at);
        if same.len() >= 2 && runs(lines, &places.clone().collect::<Vec<_>>()) || repeats_the_name(same[0]) {
            again.extend(places);
        }
    }
    for &at in &again {
        if let Some(line) = lines.get_mut(at) {
            line.kind = LineKind::PageMark;
        }
    }
    marks || !again.is_empty()
}

/// Whether a line has a form that the head of a page can have.
fn can_be_head(line: &Classified) -> bool {
    matches!(
        line.kind,
        LineKind::Text | LineKind::GazetteName | LineKind::Issue | LineKind::RedHead | LineKind::Chrome
    )
}

/// Whether a line comes again as the head of a page does. What has no form of its own must stand on the same side of each
/// page's mark, and on every page or every second one: a caption, a person or a heading may come at a page's edge twice.
fn runs(lines: &[Classified], places: &[usize]) -> bool {
    let [first, .., last] = places else { return false };
    if lines[*first].kind != LineKind::Text {
        return true;
    }
    let is_mark = |at: usize| lines.get(at).is_some_and(|l| l.kind == LineKind::PageMark);
    let above = |at: usize| lines[at].page_before || is_mark(at - 1);
    let same_side = places.iter().all(|&at| above(at)) || places.iter().all(|&at| is_mark(at + 1));
    let pages = (*first..*last).filter(|&at| is_mark(at)).count();
    same_side && pages <= 2 * (places.len() - 1) + 1
}

/// How many lines the licence of a library may take below a text.
const LICENCE_LINES: usize = 60;

/// Cuts the licence that an open library prints below a text (本作品是…著作权法…公有领域): it is the page's.
pub(super) fn cut_licence(lines: &mut Vec<Classified>, source: &str, compacted: &str) {
    let from = lines.len().saturating_sub(LICENCE_LINES);
    let words = |line: &Classified| line.words.of(source, compacted);
    let begin = lines[from..].iter().position(|line| words(line).starts_with("本作品")).map(|at| from + at);
    let Some(begin) = begin else { return };
    let says = |word: &str| lines[begin..].iter().any(|line| words(line).contains(word));
    if says("著作权法") && says("公有领域") {
        lines.truncate(begin);
    }
}

/// Lines that are the same but for the number at one end, which counts up from page to page: 某局文件　　3.
fn numbered_heads(lines: &[Classified], parted: &[usize], source: &str) -> Vec<usize> {
    let mut seen: Vec<(Cow<'_, str>, usize, u32)> = Vec::new();
    for &at in parted {
        for (rest, number) in heads_and_numbers(&lines[at], source) {
            seen.push((rest, at, number));
        }
    }
    let mut order: Vec<usize> = (0..seen.len()).collect();
    order_by_text(&mut order, |&n| (&seen[n].0, n as u64));
    let counts = |rest: &str, places: &[(usize, u32)]| {
        let han = rest.chars().filter(|&c| sign::is_han(c)).count();
        // A table in Han characters may count up from row to row, the foreign name of a gazette does not stand in one.
        let apart = if han > 0 { PAGE_LINES } else { 1 };
        places.len() >= 3
            && (han >= 4 || han == 0 && rest.len() >= 12)
            && places.windows(2).all(|w| w[0].1 < w[1].1 && w[1].1 <= w[0].1 + 6 && w[1].0 - w[0].0 >= apart)
    };
    let mut heads = Vec::new();
    for same in order.chunk_by(|&one, &other| seen[one].0 == seen[other].0) {
        let places: Vec<_> = same.iter().map(|&n| (seen[n].1, seen[n].2)).collect();
        if counts(&seen[same[0]].0, &places) {
            heads.extend(places.iter().map(|&(at, _)| at));
        }
    }
    heads
}

/// Whether a line is as short as a head and has blanks inside, as most lines are not.
fn is_parted(line: &Classified) -> bool {
    line.has_blanks() & (4..=60).contains(&line.width)
}

/// A line that may be a head with the number of its page at one end: the head without blanks, and the number.
fn heads_and_numbers<'a>(
    line: &Classified,
    source: &'a str,
) -> impl Iterator<Item = (Cow<'a, str>, u32)> + use<'a> {
    let text = line.span.of(source);
    let edge = |c: char| !sign::is_han(c) && (c.is_numeric() || matches!(c, '·' | '•' | '—' | '-' | '－'));
    let can =
        is_parted(line) && can_be_head(line) && line.is_bare() && (edge(line.last) || text.starts_with(edge));
    let found = if can { page::numbers_at_edges(text) } else { [None; 2] };
    found.into_iter().flatten().map(|(rest, number)| (compact(rest), number))
}

impl Segmenter<'_> {
    /// Takes the running heads out of the text of an issue: its name, its number or the name of a column beside a page's
    /// number, and a column's name in the middle of a sentence.
    pub(super) fn drop_running_heads(&mut self) {
        let Some(issue) = &self.tables.issue else { return };
        let (title, contents) = (issue.title, issue.contents);
        let name = title.map(|leaf| self.read_compact(leaf)).unwrap_or_default();
        let mut columns = Columns::default();
        let entries = contents.of(&self.tables.contents).iter();
        for leaf in entries.filter_map(|entry| entry.column).filter(|leaf| !leaf.derived) {
            columns.add(self.read_compact(leaf));
        }
        let is_short = |line: &Classified| {
            (line.width <= 60) & (can_be_head(line) | matches!(line.kind, LineKind::Banner))
        };
        let mut heads: Vec<usize> =
            (self.at..self.lines.len()).filter(|&at| is_short(&self.lines[at])).collect();
        self.mark_plain_columns(&heads, &columns);
        heads.retain(|&at| self.is_running_head(at, &name, &columns));
        let mut rest = heads.into_iter().peekable();
        if rest.peek().is_none() {
            return;
        }
        let (mut at, mut page) = (0, false);
        self.lines.retain_mut(|line| {
            let head = rest.next_if_eq(&at).is_some();
            at += 1;
            line.page_before |= core::mem::replace(&mut page, head);
            !head
        });
    }

    /// A column's name on a plain line above the beginning of a document is its banner. It is one of the short lines.
    fn mark_plain_columns(&mut self, short: &[usize], columns: &Columns<'_>) {
        if columns.0.is_empty() {
            return;
        }
        for &at in short {
            // 市政府办公室文件 has the form of a red head.
            let plain = matches!(self.lines[at].kind, LineKind::Text | LineKind::RedHead);
            let short = self.lines[at].width <= 16 && plain;
            if short && columns.contains(self.words(at)) && self.begins_document(at + 1) {
                self.lines[at].kind = LineKind::Banner;
            }
        }
    }

    /// Whether a document begins at a line by its form: an announced title or a whole one, a number, an order's head.
    fn begins_document(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(LineKind::DocNumber | LineKind::OrderHead | LineKind::RedHead))
            || self.announced_at(at).is_some()
            || self.title_run(at).is_some()
    }

    /// Whether a short line that can be one is a running head.
    fn is_running_head(&self, at: usize, name: &str, columns: &Columns<'_>) -> bool {
        let line = &self.lines[at];
        let named = self.is_name_of_issue(at, name);
        let framed = |rest: &str| self.is_frame_word(rest, name) || columns.contains(rest);
        if named && self.is_frame_word(self.words(at), name)
            || is_parted(line) && heads_and_numbers(line, self.source).any(|(rest, _)| framed(&rest))
        {
            return true;
        }
        // A page's number alone beside the gazette's name or number.
        let frame = |at: Option<usize>| {
            let kind = at.filter(|&at| at >= self.at).and_then(|at| self.kind(at));
            matches!(kind, Some(LineKind::GazetteName | LineKind::Issue))
        };
        if line.kind == LineKind::Text
            && line.width <= 4
            && crate::grammar::number::arabic_value(self.words(at)).is_some()
        {
            return frame(at.checked_sub(1)) || frame(Some(at + 1));
        }
        self.is_column_above_text(at, columns)
    }

    /// Whether a column's name stands where no document begins, in the middle of a sentence or above a later number: it is
    /// printed above a page.
    fn is_column_above_text(&self, at: usize, columns: &Columns<'_>) -> bool {
        let line = &self.lines[at];
        let can = match line.kind {
            LineKind::Banner => true,
            LineKind::Text | LineKind::RedHead => line.width <= 16,
            _ => false,
        };
        if !can || at <= self.at {
            return false;
        }
        let words = self.words(at);
        let name = masthead::banner(words).and_then(|(from, to)| words.get(from..to)).unwrap_or(words);
        let Some(next) = self.line(at + 1).filter(|_| columns.contains(name)) else { return false };
        let before = &self.lines[at - 1];
        let cut = before.kind == LineKind::Text
            && before.width >= 12
            && !before.ends_sentence(self.source)
            && !organ::is_organ(self.words(at - 1))
            && next.kind == LineKind::Text;
        let goes_on = match next.kind {
            LineKind::Marked(m) => m.number.main > 1,
            LineKind::Text => next.has_stop(),
            _ => false,
        };
        cut || goes_on
    }

    /// Whether a line is one of the words seen with the number of a page beside it.
    pub(super) fn is_head_of_page(&self, at: usize, seen: &BTreeSet<&str>) -> bool {
        self.line(at).is_some_and(|line| {
            line.width <= 20 && heads_and_numbers(line, self.source).any(|(rest, _)| seen.contains(&*rest))
        })
    }

    /// Whether the words of a line are the name of the gazette, what says which issue it is, or both.
    fn is_frame_word(&self, words: &str, name: &str) -> bool {
        let said = || {
            masthead::issue_line(words).is_some_and(|form| {
                form.title == 0 || !name.is_empty() && words.get(..form.title) == Some(name)
            })
        };
        let short = |words: &str| {
            masthead::short_issue_line(words).is_some_and(|form| {
                let year = self.tables.issue.as_ref().and_then(|issue| issue.year).map(|year| year.0);
                !form.numbers.is_empty() && form.year.map(|y| y.0) == year
            })
        };
        let behind = || !name.is_empty() && words.strip_prefix(name).is_some_and(short);
        !name.is_empty() && words == name || said() || short(words) || behind()
    }

    /// Whether a line begins with the name of the gazette and has at most what says which issue it is behind it: 某市人民政府公报,
    /// 某市人民政府公报　2031·4.
    pub(super) fn is_name_of_issue(&self, at: usize, name: &str) -> bool {
        let Some(line) = self.line(at) else { return false };
        match line.kind {
            LineKind::GazetteName | LineKind::Issue => true,
            LineKind::Text if !name.is_empty() && line.width <= LONGEST_NAME_AND_ISSUE => {
                let issue = self.words(at).strip_prefix(name);
                issue.is_some_and(|issue| masthead::short_issue_line(issue).is_some())
            }
            _ => false,
        }
    }
}
