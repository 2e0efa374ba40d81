//! Where the head of the first document begins: below what a web page prints around its title.

use alloc::{borrow::Cow, string::String, vec::Vec};

use super::{Segmenter, WIDEST_NAME, title::letters};
use crate::{
    grammar::{organ, page, sign, title, word::has_any},
    line::LineKind,
};

/// How many bytes a title has at least that is known again inside of a longer line.
const SHORTEST_REPEATED: usize = 24;

/// How many titles before and behind one are looked at for the same title.
const MOST_TITLES: usize = 12;

/// How a report of a paper begins that a page prints above it.
const NEWS: [&str; 4] = ["日前", "近日", "近期", "核心提示"];

/// A title that may be the document's: its lines, and its text.
type Candidate<'a> = (usize, usize, Cow<'a, str>);

impl Segmenter<'_> {
    /// Finds the head of the first document; what stands above it and is no head is furniture.
    pub(super) fn first_head(&mut self) {
        let start = self.at;
        let body = self.first_of_the_body(start);
        // Where the contents list announces a title, no form below it is the first one: the first document may be short.
        let text = (start..body).find(|&at| self.announced_at(at).is_some()).map_or(body, |title| title + 1);
        let last_chrome = (start..text).rev().find(|&at| self.kind(at) == Some(LineKind::Chrome));
        let mut titles: Vec<Candidate<'_>> = Vec::new();
        let mut at = start;
        while at < text {
            titles.extend(self.title_run(at).map(|(end, t)| (at, end, t)));
            // The decision that an entry of a history names is no title.
            at = self.wrapped_history(at).unwrap_or(at + 1);
        }
        let best = titles.iter().max_by_key(|(at, end, t)| {
            let about = usize::from(t.contains("关于") || t.contains(['《', '«'])) * 2;
            let number = (*end..*end + 3).position(|a| self.kind(a) == Some(LineKind::DocNumber));
            let number = number.map_or(0, |distance| 3 - distance);
            let addressed = usize::from(self.salutation(*end).is_some()) * 2;
            let near = usize::from(last_chrome.is_none_or(|chrome| chrome < *end));
            let apart = usize::from(self.lines[*at].apart) * 2;
            // 政策解读: the name of a column.
            let long = usize::from(t.chars().count() >= 8);
            // Of two equal titles the first is the document's, the second repeats it.
            (about + number.max(addressed) + near + apart + long, usize::MAX - at)
        });
        let best = best.map(|title| {
            let place = titles.partition_point(|other| other.0 < title.0);
            let near = &titles[place.saturating_sub(MOST_TITLES)..titles.len().min(place + MOST_TITLES)];
            let proper = self.title_proper(title, near);
            self.organ_above = (proper.0 > title.0).then(|| proper.0 - 1);
            proper
        });
        let order = (start..text).find(|&at| self.kind(at) == Some(LineKind::OrderHead));
        let first_form = (start..text).find(|&at| {
            self.cut_number(at).is_some()
                || self.is_history(at)
                || self.is_printer_and_day(at)
                || self.is_grade_of_a_telegram(at)
                || matches!(
                    self.kind(at),
                    Some(
                        LineKind::DocNumber
                            | LineKind::OrderNumber
                            | LineKind::RedHead
                            | LineKind::Banner
                            | LineKind::Secrecy
                            | LineKind::Urgency
                            | LineKind::SignedOff
                    )
                )
        });
        // A head of several organs begins with the first of them.
        let first_form = first_form.map(|form| {
            let above = (start..form).rev().take_while(|&at| self.red_head_organs(at) > at).last();
            above.filter(|_| self.kind(form) == Some(LineKind::RedHead)).unwrap_or(form)
        });
        let mut from = match (best, order) {
            // The title of what is promulgated may stand above the order's head.
            (Some((at, end)), Some(order))
                if end <= order && self.is_page_between(end, order) && !self.is_short(at, end) =>
            {
                at
            }
            (_, Some(order)) => self.joint_order(order).map_or(order, |(above, _)| above.max(start)),
            (Some((at, _)), None) => at,
            (None, None) => self.bare_title(start, text).unwrap_or(text),
        };
        if let Some(form) = first_form.filter(|&f| f < from) {
            // The red head and number above the title belong to it, with nothing else between.
            let between = (form..from)
                .all(|at| !matches!(self.kind(at), Some(LineKind::Chrome)) && self.lines[at].width <= 60);
            if between {
                from = form;
            }
        }
        if from > start && self.issuer_above_title(from - 1) {
            from -= 1;
        }
        self.at = from;
    }

    /// Where a title begins whose first lines may be the page's: the rest of it stands elsewhere as a title by itself, or
    /// it is what the first lines say with the name of the site around it.
    fn title_proper(&self, title: &Candidate<'_>, titles: &[Candidate<'_>]) -> (usize, usize) {
        let &(at, end, _) = title;
        let joined =
            |from: usize, to: usize| -> String { (from..to).map(|at| letters(self.words(at))).collect() };
        let whole = joined(at, end);
        // Another title that is broken over lines ends as its last lines do.
        let is_tail = |other: &Candidate<'_>| {
            titles.iter().any(|(a, e, t)| *a < other.0 && *e == other.1 && letters(t) == whole)
        };
        let stands_alone = |from: &usize| {
            let own = joined(*from, end);
            let elsewhere = |other: &&Candidate<'_>| other.1 <= at || other.0 >= end;
            own.len() >= SHORTEST_REPEATED && joined(at, *from).contains(&own)
                || titles.iter().filter(elsewhere).any(|other| letters(&other.2) == own && !is_tail(other))
        };
        if let Some(from) = (at + 1..end).find(stands_alone) {
            return (from, end);
        }
        let own = whole.as_str();
        let within = |other: &&Candidate<'_>| {
            let inner = letters(&other.2);
            other.0 >= end
                && !is_tail(other)
                && inner.len() >= SHORTEST_REPEATED
                && inner.len() < own.len()
                && (own.ends_with(&inner) || own.starts_with(&inner) && inner.contains("关于"))
        };
        titles.iter().find(within).map_or((at, end), |&(from, end, _)| (from, end))
    }

    /// Whether lines have too few letters for the title of a rule: 政策解读.
    fn is_short(&self, at: usize, end: usize) -> bool {
        (at..end).map(|at| self.words(at).chars().count()).sum::<usize>() < 6
    }

    /// Whether between the title of what an order promulgates and the order's head nothing stands but what a page says,
    /// its history and its number.
    fn is_page_between(&self, end: usize, order: usize) -> bool {
        let of_the_page = |at: usize| {
            matches!(self.kind(at), Some(LineKind::Chrome | LineKind::DocNumber))
                || self.is_history(at)
                || self.line(at).is_some_and(|l| l.is_bare() && !l.has_comma() && l.width <= 60)
                    && (organ::is_organ(self.words(at)) || self.title_run(at).is_some())
        };
        order <= end + 1 || (end..order).all(of_the_page)
    }

    /// Whether the organ that issues stands alone on a line, apart above a title that names none.
    pub(super) fn issuer_above_title(&self, at: usize) -> bool {
        self.line(at).is_some_and(|l| {
            l.kind == LineKind::Text && l.is_bare() && l.width <= WIDEST_NAME && organ::may_end_strong(l.last)
        }) && organ::is_strong_organ(self.words(at))
            && !self.words(at).contains('-')
            && (self.organ_above == Some(at) || self.title_run(at).is_none())
            && self.title_run(at + 1).is_some_and(|(_, title)| organ::issuer_part(&title) == 0)
    }

    /// Where the first text begins. A label above a whole head (浏览量：) begins none, nor does a sentence there (核心提示：…):
    /// they are the page's.
    fn first_of_the_body(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(begin) = (at..self.lines.len()).find(|&at| self.begins_body(at)) {
            let line = &self.lines[begin];
            let label = line.kind == LineKind::Text
                && sign::is_colon(line.last)
                && line.width <= 16
                && self.salutation(begin).is_none();
            let heads = |at: usize| {
                let form = |at: &usize| {
                    let number = matches!(
                        self.kind(*at),
                        Some(LineKind::DocNumber | LineKind::OrderNumber | LineKind::OrderHead)
                    );
                    number || self.salutation(*at).is_some()
                };
                // A whole title needs nothing below it: 某府关于…的通知, a rule's name above its first article.
                let whole = |end: usize, words: &str| {
                    words.contains("关于") && title::ends_whole(words) && organ::issuer_part(words) > 0
                        || self.begins_law(end, words)
                };
                self.kind(at) == Some(LineKind::OrderHead)
                    || self.title_run(at).is_some_and(|(end, words)| {
                        (end..end + 2).any(|at| form(&at)) || !label && whole(end, &words)
                    })
            };
            let sentence = line.kind == LineKind::Text
                && !sign::is_colon(line.last)
                && begin < start + 4
                && (!has_any(self.words(begin), &["现将", "现予", "印发", "《"])
                    || NEWS.iter().any(|word| self.words(begin).starts_with(word)));
            let headed = |at: usize| {
                matches!(self.kind(at), Some(LineKind::DocNumber | LineKind::OrderHead))
                    || self.title_run(at).is_some()
            };
            if !(label || sentence) || (start..begin).any(headed) || !(begin + 1..begin + 5).any(heads) {
                return begin;
            }
            at = begin + 1;
        }
        self.lines.len()
    }

    /// A line right above the text that is no title by its words: some law's name, a speech.
    fn bare_title(&self, start: usize, text: usize) -> Option<usize> {
        let can = |at: usize| {
            let line = &self.lines[at];
            line.kind == LineKind::Text
                && line.is_bare()
                && ((4..=90).contains(&line.width) || title::is_form_alone(self.words(at)))
                && !page::is_foreign(self.words(at))
        };
        let paged = |at: usize| can(at) && at + 1 < text && self.is_line_of_page(at + 1);
        // What stands above the last line of the page's own is its menu.
        let last_chrome = (start..text).rev().find(|&at| self.kind(at) == Some(LineKind::Chrome));
        let below = last_chrome.map_or(start, |chrome| chrome + 1);
        let near = text - start <= 12;
        (start..text)
            .rev()
            .find(|&at| near && paged(at))
            .or_else(|| (below..text).find(|&at| can(at)).filter(|_| text - below <= 12))
    }

    /// Whether a body begins at a line: a sentence, a salutation, a first number.
    pub(super) fn begins_body(&self, at: usize) -> bool {
        let line = &self.lines[at];
        match line.kind {
            LineKind::Text if self.is_history(at) => false,
            LineKind::Text => {
                line.has_stop()
                    || line.last == '。' && line.width >= 12
                    || sign::is_colon(line.last) && (line.width >= 4 || self.salutation(at).is_some())
            }
            LineKind::Marked(_)
            | LineKind::Answer
            | LineKind::Question
            | LineKind::BoxHead
            | LineKind::ContentsHead => true,
            _ => false,
        }
    }
}
