//! What a head prints twice: its title, the list of its chapters or headings.

use alloc::string::String;

use super::{Segmenter, WIDEST_NAME, title::letters};
use crate::{
    grammar::{marker::Family, sign, title},
    line::{Classified, LineKind},
    model::Leaf,
    source::{Span, trim_end},
};

/// How many lines of a page may stand between a title and the title again.
const MOST_BETWEEN: usize = 8;

/// How many headings a contents list of a plan may have.
const MOST_HEADINGS: usize = 160;

impl Segmenter<'_> {
    /// The title printed again below itself, or the name of the same thing over other lines: furniture.
    pub(super) fn repeats_title(&self, unit: u32) -> Option<usize> {
        let title = self.tables.units[unit as usize].title?;
        // A line that begins with another character is told at a glance.
        let first = self.words(self.at).chars().next().filter(|&c| sign::is_han(c));
        if first.is_some_and(|c| begins_otherwise(title.value.of(self.source), c)) {
            return None;
        }
        let own = self.title_letters(unit)?;
        let text = title.value.of(self.source);
        let version = letters(&text[text.len() - title::version_len(text)..]);
        let plain = own.strip_suffix(&version).unwrap_or(&own);
        let mut joined = String::new();
        for end in self.at..(self.at + 6).min(self.lines.len()) {
            joined.push_str(&letters(self.words(end)));
            let with_number = joined.starts_with(&own) && self.number_behind(self.lines[end].span).is_some();
            if joined == own || joined == plain || with_number {
                return Some(end + 1);
            }
            if !own.starts_with(&joined) {
                return None;
            }
        }
        None
    }

    /// Cuts what a collection of laws sets behind a title (…（2015修正）) if it stands without that in the lines up to `end`.
    pub(super) fn cut_version(&mut self, unit: u32, end: usize) {
        let Some(leaf) = self.tables.units[unit as usize].title else { return };
        let text = leaf.value.of(self.source);
        let len = title::version_len(text) as u32;
        let again: usize = (self.at..end).map(|at| letters(self.words(at)).len()).sum();
        if len > 0 && again < letters(text).len() {
            let value = trim_end(self.source, Span::new(leaf.value.start, leaf.value.end - len));
            self.unit(unit).title = Some(Leaf { value, ..leaf });
        }
    }

    /// The title printed again below what a page says of it: its source, who issues it, who reads it.
    pub(super) fn title_again_below(&self, unit: u32) -> Option<usize> {
        let of_the_page = |at: &usize| {
            self.line(*at).is_some_and(|l| match l.kind {
                LineKind::Text => l.is_bare() && !l.has_comma() && self.salutation(*at).is_none(),
                LineKind::Chrome => true,
                _ => false,
            })
        };
        if !of_the_page(&self.at) {
            return None;
        }
        let own = self.title_letters(unit)?;
        let again = |at: usize| match self.kind(at)? {
            LineKind::OrderHead => (letters(self.words(at)) == own).then_some(at + 1),
            _ => self.title_run(at).filter(|(_, title)| letters(title) == own).map(|(end, _)| end),
        };
        let reach = self.at..self.at + MOST_BETWEEN;
        let page = reach.clone().find(|at| !of_the_page(at)).unwrap_or(reach.end);
        (reach.start..=page).find_map(again)
    }

    /// Chapters that come twice, the first time with nothing between them, are a contents list without a head.
    pub(super) fn repeated_contents(&mut self) -> bool {
        let first = self.lines[self.at];
        if first.marker().is_some_and(|m| m.family.is_decimal() || m.family == Family::ArabicDot) {
            return self.repeated_headings();
        }
        let Some(marker) = first.marker().filter(|m| m.family <= Family::Section && m.number.main == 1)
        else {
            return false;
        };
        let own = self.words(self.at);
        let mut end = self.at + 1;
        while self.words(end) != own
            && self.line(end).is_some_and(|l| l.marker().is_some_and(|m| m.family <= Family::Section))
        {
            end += 1;
        }
        // Right behind a heading an article is its first, not the end of a list.
        let article =
            self.line(end).and_then(Classified::marker).is_some_and(|m| m.family == Family::Article);
        if end - self.at < 2 || article {
            return false;
        }
        let again = (end..(end + 30).min(self.lines.len())).any(|at| {
            self.lines[at].marker().is_some_and(|m| m.family == marker.family && m.number.main == 1)
                && self.words(at) == own
        });
        if !again {
            return false;
        }
        self.chapter_contents(self.at, end)
    }

    /// The headings of a plan, 1 总则, 1.1 编制目的, …, without a text between them, that come again from the first one on are
    /// a contents list without a head.
    fn repeated_headings(&mut self) -> bool {
        let first = self.lines[self.at];
        let own = self.words(self.at);
        let heading = |l: &Classified| {
            l.is_bare()
                && l.width <= WIDEST_NAME
                && !l.has_comma()
                && matches!(l.kind, LineKind::Marked(_) | LineKind::Text)
        };
        let counts_from_one = first.marker().is_some_and(|m| m.number.main == 1 && m.number.sub == 0);
        if !counts_from_one || !heading(&first) {
            return false;
        }
        let end = (self.at + 1..self.at + MOST_HEADINGS)
            .take_while(|&at| self.line(at).is_some_and(heading))
            .find(|&at| self.words(at) == own);
        let marked = |end: &usize| {
            let lines = &self.lines[self.at..*end];
            lines.len() > 3 && lines.iter().filter(|l| l.marker().is_some()).count() * 3 > lines.len() * 2
        };
        match end.filter(marked) {
            Some(end) => self.chapter_contents(self.at, end),
            None => false,
        }
    }
}

/// Whether a text begins with a Han character that is not `other`.
fn begins_otherwise(text: &str, other: char) -> bool {
    text.chars().next().is_some_and(|c| sign::is_han(c) && c != other)
}
