//! 附件: the list that announces them, and the heads they stand under.

use alloc::{string::String, vec::Vec};

use super::{Segmenter, WIDEST_NAME};
use crate::{
    grammar::{
        attachment::{self, Label, label},
        marker, number, organ, page, sign, title,
    },
    line::{Chosen, Classified, LineKind},
    model::{Leaf, UnitRole},
    source::{Span, compact, offset_of, trim_start},
};

/// How many lines the title of an attachment may take in the list.
const MOST_TITLE_LINES: usize = 8;

/// How many lines a list of attachments may take.
const MOST_LINES: usize = 80;

/// How far below its announcement in the text the head of an annex is looked for: who signs stands between.
const MOST_LINES_TO_HEAD: usize = 14;

/// How far below an announcement that stands behind the signature: notes and contacts may stand between.
const MOST_LINES_BEHIND_SIGNATURE: usize = 6;

impl Segmenter<'_> {
    /// Whether 附件 at the line at hand heads an attachment.
    pub(super) fn is_attachment_head(&self, unit: u32, closed: bool, body: Chosen<'_>) -> bool {
        if self.is_attachment_list(closed) {
            return false;
        }
        // 附 alone may be a letter of 附　则; behind the closing it heads what has a title below it.
        if self.words(self.at) == "附" {
            return closed && self.line(self.at + 1).is_some_and(|l| l.is_bare() && l.width >= 4);
        }
        let in_attachment = self.tables.units[unit as usize].role == UnitRole::Attachment;
        let settled = closed
            || in_attachment
            || body.last().is_none_or(|l| l.ends_sentence(self.source) || l.is_bare());
        settled && (self.at + 1 < self.lines.len() || self.words(self.at).chars().count() > 4)
    }

    /// Whether 附件 at the line at hand begins the list that announces attachments.
    pub(super) fn is_attachment_list(&self, closed: bool) -> bool {
        let words = self.words(self.at);
        let Some(label) = label(words) else { return false };
        let content = &words[label.content..];
        let next = self.line(self.at + 1);
        if content.is_empty() {
            let first = next
                .and_then(Classified::marker)
                .is_some_and(|m| m.family == marker::Family::ArabicDot && m.number.main == 1);
            if closed || label.number.is_some() || !self.closes_behind_list() {
                return closed
                    && label.number.is_none()
                    && (self.only_items_follow() || label.has_colon && self.files_alone(self.at + 1) > 0);
            }
            return label.has_colon && (first || self.titles_alone(self.at + 1) > 0)
                || self.is_announced_below();
        }
        let numbered = content.starts_with(['1', '１', '一'])
            && content.chars().nth(1).is_some_and(|c| matches!(c, '.' | '．' | '、'));
        let in_brackets =
            marker::marker_at(content).is_some_and(|m| m.number.main == 1 && is_bracketed(m.family));
        if (numbered || in_brackets) && label.number.is_none() {
            // Behind the closing 附：1.甲 may head the attachment.
            return !closed || self.goes_on_at_two() || self.closes_behind_list();
        }
        if label.number.is_some() {
            // 附件1:甲 / 附件2:乙, one under the other.
            let due = label.number.map(|mine| mine + 1);
            let is_next = |l: &Classified| {
                l.kind == LineKind::Attachment
                    && self::label(&compact(l.span.of(self.source))).is_some_and(|l| l.number == due)
            };
            return next.is_some_and(is_next) || !closed && self.closes_behind_list();
        }
        if closed {
            // Behind the closing 附件：甲 heads the attachment that was announced, or one with a table.
            let table =
                self.lines[self.at + 1..].iter().take(4).any(|l| l.span.of(self.source).contains('\t'));
            let is_list = || page::is_file_name(content) || self.closes_behind_list();
            return next.is_none()
                || self.heads_below(self.at + 1, MOST_LINES_BEHIND_SIGNATURE, content)
                || !table && !self.is_listed(content) && is_list();
        }
        label.has_colon
            && (next.is_none() || self.closes_behind_list() || self.head_follows_list())
            && !self.counts_below_one_title()
    }

    /// Whether what is counted from one stands below a title behind 附: no further titles, but the annex itself. A list of
    /// titles is signed below.
    fn counts_below_one_title(&self) -> bool {
        let below = &self.lines[self.at + 1..];
        let counted = below.first().and_then(Classified::marker).is_some_and(|m| m.number.main == 1);
        counted && !below.iter().take(MOST_LINES).any(|l| matches!(l.kind, LineKind::Day(_)))
    }

    /// Whether nothing but titles that are counted from one stands below 附件 up to the end of the text or what its page says.
    fn only_items_follow(&self) -> bool {
        let (mut due, mut files) = (1, 0);
        for (below, line) in self.lines[self.at + 1..].iter().enumerate().take(MOST_LINES) {
            match line.marker() {
                Some(m) if m.family == marker::Family::ArabicDot => {
                    if m.number.main != due || line.has_stop() || line.last == '。' || line.width < 4 {
                        return false;
                    }
                    due += 1;
                    files += u32::from(page::is_file_name(self.words(self.at + 1 + below)));
                }
                // What is a list of files ends anywhere.
                _ if files > 0 && files + 1 == due => return true,
                _ => return due > 1 && matches!(line.kind, LineKind::Chrome | LineKind::Closing(_)),
            }
        }
        due > 1
    }

    /// How many names of files stand one a line with nothing behind them but the end of the text or what its page says.
    fn files_alone(&self, first: usize) -> usize {
        let files = (first..self.lines.len()).take_while(|&at| self.is_file(at)).count();
        let ends = matches!(self.kind(first + files), None | Some(LineKind::Chrome));
        if ends { files } else { 0 }
    }

    /// How many whole titles stand one a line with nothing but who signs and the day behind them.
    fn titles_alone(&self, first: usize) -> usize {
        let is_title = |&at: &usize| {
            let whole = |l: &Classified| {
                l.kind == LineKind::Text
                    && l.is_bare()
                    && (6..=60).contains(&l.width)
                    && title::kind_of(self.words(at)).is_some()
            };
            self.is_file(at) || self.line(at).is_some_and(whole)
        };
        let titles = (first..first + MOST_TITLE_LINES).take_while(is_title).count();
        let behind = first + titles;
        let signing =
            (behind..behind + MOST_TITLE_LINES).take_while(|&at| organ::is_organ(self.words(at))).count();
        let day = matches!(self.kind(behind + signing), Some(LineKind::Day(_)));
        if day { titles } else { 0 }
    }

    /// Whether a line is the name of a file.
    fn is_file(&self, at: usize) -> bool {
        self.line(at).is_some_and(|l| {
            matches!(l.kind, LineKind::Text | LineKind::Chrome)
                && l.last.is_ascii_alphabetic()
                && l.width <= 80
                && page::is_file_name(self.words(at))
        })
    }

    /// Whether the second item of a list stands on the next line.
    fn goes_on_at_two(&self) -> bool {
        self.line(self.at + 1).and_then(Classified::marker).is_some_and(|m| m.number.main == 2)
    }

    /// Whether 附件 alone stands above a title that heads an attachment behind the closing.
    fn is_announced_below(&self) -> bool {
        let title = self.line(self.at + 1).filter(|l| l.kind == LineKind::Text && l.is_bare());
        title.is_some_and(|l| l.width >= 4)
            && self.heads_below(self.at + 2, MOST_LINES_TO_HEAD, self.words(self.at + 1))
    }

    /// Whether an annex of this title stands a few lines below under a head of its own: 附件1 and 甲, on one line or two.
    fn heads_below(&self, first: usize, most: usize, title: &str) -> bool {
        let own = super::title::letters(title);
        (first..(first + most).min(self.lines.len())).any(|at| {
            let words = self.words(at);
            let content = match self.kind(at) {
                Some(LineKind::Attachment) => label(words).map_or("", |label| &words[label.content..]),
                _ => return false,
            };
            let title = if content.is_empty() { self.words(at + 1) } else { content };
            super::title::letters(title) == own
        })
    }

    /// Whether a signature, a date or the end follows the list without a sentence between.
    fn closes_behind_list(&self) -> bool {
        for at in self.at + 1..(self.at + MOST_LINES).min(self.lines.len()) {
            let line = &self.lines[at];
            match line.kind {
                LineKind::Day(_) | LineKind::Closing(_) | LineKind::Chrome => return true,
                LineKind::Marked(m)
                    if matches!(m.family, marker::Family::ArabicDot | marker::Family::HanComma)
                        && !line.has_stop()
                        && line.last != '。' => {}
                LineKind::Attachment => {}
                LineKind::Text if line.last == '日' && line.width < 60 && !line.has_stop() => return true,
                LineKind::Text if line.is_bare() && line.width <= 60 => {}
                _ => return false,
            }
        }
        // 附表 and its kin may stand behind a text without a signature: there the end of the text closes nothing.
        let words = self.words(self.at);
        self.at + MOST_LINES >= self.lines.len()
            && (self.at + 1 == self.lines.len()
                || !["附表", "附图", "附录"].iter().any(|w| words.starts_with(w)))
    }

    /// Whether the attachment itself stands right behind the line that announces it.
    fn head_follows_list(&self) -> bool {
        (self.at + 1..self.at + 6).any(|at| self.kind(at) == Some(LineKind::Attachment))
    }

    /// Reads the list of attachments.
    pub(super) fn attachment_list(&mut self, unit: u32) {
        let first = self.lines[self.at];
        let text = first.span.of(self.source);
        let words = compact(text);
        let Some(label) = label(&words) else { return };
        let own_number = label.number.is_some() && !words[label.content..].is_empty();
        let begin = first.span.start + offset_of(text, label.content) as u32;
        self.at += 1;
        let mut items: Vec<(Vec<Span>, Span)> = Vec::new();
        let rest =
            without_close(self.source, &label, trim_start(self.source, Span::new(begin, first.span.end)));
        if !rest.is_empty() {
            for (i, part) in parts(self.source, rest).into_iter().enumerate() {
                let cover = if i == 0 { Span::new(first.span.start, part.end) } else { part };
                items.push((alloc::vec![cover], title_of(self.source, part)));
            }
            if let Some((cover, _)) = items.last_mut().filter(|_| label.is_open) {
                if let Some(line) = cover.last_mut() {
                    line.end = first.span.end;
                }
            }
        } else if let whole @ 1.. = self.titles_alone(self.at).max(self.files_alone(self.at)) {
            for nth in 0..whole {
                let own = self.lines[self.at + nth].span;
                let cover = if nth == 0 { alloc::vec![first.span, own] } else { alloc::vec![own] };
                items.push((cover, super::fields::title_in(self.source, own)));
            }
            self.at += whole;
        } else if let Some(below) = self.line(self.at).filter(|l| l.kind == LineKind::Text).map(|l| l.span) {
            items.push((alloc::vec![first.span, below], below));
            self.at += 1;
        }
        while let Some(line) = self.line(self.at).copied() {
            if !self.list_goes_on(&line, own_number, &items) {
                break;
            }
            self.at += 1;
            let marked = line.marker().is_some() || line.kind == LineKind::Attachment;
            if marked {
                for part in parts(self.source, line.span) {
                    items.push((alloc::vec![part], title_of(self.source, part)));
                }
            } else if let Some(last) = items.last_mut() {
                last.0.push(line.span);
                last.1 = last.1.hull(line.span);
            }
        }
        self.part_what_follows();
        let leaves: Vec<Leaf> =
            items.into_iter().map(|(cover, value)| self.leaf(unit, &cover, value)).collect();
        let known = self.unit(unit).attachment_list;
        let list = self.extend(known, leaves);
        self.unit(unit).attachment_list = list;
    }

    fn list_goes_on(&self, line: &Classified, own_number: bool, items: &[(Vec<Span>, Span)]) -> bool {
        match line.kind {
            LineKind::Marked(m) => {
                // A list counts in the figures of its first item.
                let counts_in = |signs: &[&str]| {
                    items.first().is_some_and(|(cover, _)| {
                        let first = |p: &Span| compact(p.of(self.source));
                        cover.iter().any(|p| signs.iter().any(|sign| first(p).contains(sign)))
                    })
                };
                let family = match m.family {
                    bracketed
                        if is_bracketed(bracketed) && counts_in(&["（1）", "(1)", "（一）", "(一)"]) =>
                    {
                        bracketed
                    }
                    _ if counts_in(&["一、"]) => marker::Family::HanComma,
                    _ => marker::Family::ArabicDot,
                };
                m.family == family
                    && !line.has_stop()
                    && m.number.main as usize == items.len() + 1
                    && line.width < 110
            }
            LineKind::Attachment => {
                let words = compact(line.span.of(self.source));
                own_number && label(&words).is_some_and(|l| l.number.is_some() && l.content < words.len())
            }
            LineKind::Text => {
                // A title that goes on: no organ that signs, no heading of what follows.
                let words = self.words(self.at);
                let open = items.last().is_some_and(|(cover, v)| {
                    let so_far = compact(v.of(self.source));
                    // 任务分解表 below 附：任务分解表 heads the table itself.
                    cover.len() < MOST_TITLE_LINES
                        && *so_far != *words
                        && (title::is_incomplete(&so_far) || title::kind_of(&so_far).is_none())
                });
                let full = self.setting.wrapped.is_some_and(|w| self.lines[self.at - 1].columns + 8 >= w);
                line.is_bare()
                    && line.width <= WIDEST_NAME
                    && !line.span.of(self.source).contains('\t')
                    && !organ::is_organ(words)
                    && !super::signer::is_post_and_name(words)
                    && open
                    && !(line.last == '号' && words.contains(|c: char| c.is_ascii_digit()))
                    && (full || line.width <= 14)
                    && !words.ends_with('日')
            }
            _ => false,
        }
    }

    // ------------------------------------------------------------------ heads

    /// Reads the head of an attachment: 附件1 and the title on the same line or the next ones.
    pub(super) fn attachment_head(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let words = compact(text);
        self.at += 1;
        let Some(label) = label(&words) else { return };
        let place = |at: usize| line.span.start + offset_of(text, at) as u32;
        let value = Span::new(place(label.start), place(label.name));
        // 附件1.甲: the point behind the number is no part of the title.
        let point = words[label.content..].chars().next().filter(|c| matches!(c, '.' | '．' | '、'));
        let point = point.filter(|_| label.number.is_some() && !label.has_colon).map_or(0, char::len_utf8);
        let behind = place(label.content + point);
        let rest = trim_start(self.source, Span::new(behind, line.span.end));
        let title = without_close(self.source, &label, rest);
        // （附件1：）: the bracket closes the label.
        let covered = Span::new(line.span.start, if title.is_empty() { line.span.end } else { behind });
        if label.number.is_some() {
            let leaf = self.leaf(unit, &[covered], value);
            self.unit(unit).number = Some(leaf);
        } else {
            self.grow(unit, covered);
        }
        if title.is_empty() {
            self.title_below(unit);
        } else {
            let value = title_of(self.source, title);
            let leaf = self.leaf(unit, &[rest], value);
            self.unit(unit).title = Some(leaf);
            self.repeated_title(unit);
        }
    }

    fn title_below(&mut self, unit: u32) {
        let announced = self.listed_title();
        if let Some(end) = announced.or_else(|| self.title_run(self.at).map(|(end, _)| end)) {
            self.title_lines(unit, end);
            return self.repeated_title(unit);
        }
        let Some(next) = self.line(self.at).copied() else { return };
        let bare = matches!(next.kind, LineKind::Text | LineKind::Chrome)
            && next.is_bare()
            && (3..=60).contains(&next.width);
        if bare {
            self.title_lines(unit, self.at + 1);
        }
    }

    /// A title printed again below itself.
    fn repeated_title(&mut self, unit: u32) {
        let Some(own) = self.title_letters(unit) else { return };
        let mut joined = String::new();
        for end in self.at..(self.at + 4).min(self.lines.len()) {
            joined.push_str(&super::title::letters(self.words(end)));
            if joined == own && !joined.is_empty() {
                self.at = end + 1;
                return;
            }
            if !own.starts_with(&joined) {
                return;
            }
        }
    }

    /// Whether a list of attachments announces a title.
    pub(super) fn is_listed(&self, title: &str) -> bool {
        self.listed().contains(&super::title::letters(title))
    }

    /// What the last lists of attachments announce, as letters.
    fn listed(&self) -> Vec<String> {
        self.tables
            .units
            .iter()
            .rev()
            .take(12)
            .flat_map(|u| u.attachment_list.of(&self.tables.leaves))
            .map(|&l| super::title::letters(&self.read(l)))
            .collect()
    }

    /// Where a title ends that a list of attachments announces.
    fn listed_title(&self) -> Option<usize> {
        let listed = self.listed();
        let mut joined = String::new();
        for end in self.at..(self.at + 5).min(self.lines.len()) {
            if self.lines[end].kind != LineKind::Text {
                return None;
            }
            joined.push_str(&super::title::letters(self.words(end)));
            if listed.contains(&joined) {
                return Some(end + 1);
            }
            if !listed.iter().any(|l| l.starts_with(&joined)) {
                return None;
            }
        }
        None
    }
}

/// The items of one line: 1.甲 2.乙 are two.
fn parts(source: &str, span: Span) -> Vec<Span> {
    let text = span.of(source);
    let mut cuts: Vec<usize> = alloc::vec![0];
    let mut due = 2;
    let starts_at_one =
        marker::marker_at(text).is_some_and(|m| m.number.main == 1 && m.family == marker::Family::ArabicDot);
    if starts_at_one {
        for (at, c) in text.char_indices().skip(1) {
            let fresh = number::arabic_digit(c).is_some()
                && !text[..at].ends_with(|p| number::arabic_digit(p).is_some());
            if fresh
                && marker::marker_at(&text[at..])
                    .is_some_and(|m| m.number.main == due && m.family == marker::Family::ArabicDot)
            {
                cuts.push(at);
                due += 1;
            }
        }
    }
    // 《甲》、《乙》 are two as well.
    if text.starts_with(['《', '«']) && cuts.len() == 1 {
        cuts.extend(text.match_indices("》、《").map(|(at, _)| at + "》、".len()));
    }
    cuts.push(text.len());
    cuts.windows(2)
        .map(|w| crate::source::trim(source, Span::new(span.start + w[0] as u32, span.start + w[1] as u32)))
        .filter(|s| !s.is_empty())
        .collect()
}

/// What a bracket around the whole line holds: （附件：甲）.
fn without_close(source: &str, label: &Label, rest: Span) -> Span {
    match rest.of(source).chars().next_back() {
        Some(close) if label.is_open && sign::closing_form(close).is_some() => {
            Span::new(rest.start, rest.end - close.len_utf8() as u32)
        }
        _ => rest,
    }
}

/// Whether a series counts in brackets: （1）, （一）.
const fn is_bracketed(family: marker::Family) -> bool {
    matches!(family, marker::Family::ArabicParen | marker::Family::HanParen)
}

/// An item without its number and the signs behind it.
fn title_of(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let mut from = marker::marker_at(text).map_or(0, |m| m.len as usize);
    let words = compact(text);
    if let Some(label) = label(&words).filter(|_| attachment::is_attachment(&words)) {
        from = offset_of(text, label.content);
    }
    let tail = text[from..].len() - text[from..].trim_end_matches(['；', ';', '。', '、']).len();
    let title = crate::source::trim(source, Span::new(span.start + from as u32, span.end - tail as u32));
    if title.is_empty() { span } else { title }
}
