//! Whether a title behind a text is that of another document: what stands one behind the other where no contents list
//! says what begins.

use super::{Segmenter, boundary::is_article, title::letters};
use crate::{
    grammar::{closing, date, organ, sign, title},
    line::{Chosen, LineKind},
    model::{DocumentKind, UnitRole},
    source::Span,
};

/// How many bytes of a text are searched for the name of what it speaks of.
const SPEAKS_WITHIN: u32 = 6000;

/// How many lines a text takes at most that does nothing but pass another one on.
const LONGEST_COVER: usize = 40;

/// Below how many lines of a list of links a title is still one of them.
const MOST_LINKS: usize = 8;

impl Segmenter<'_> {
    /// Whether the title from the line at hand to `end` heads a document of its own. The text before it must be at its
    /// end and pass nothing on that is still to come; the title must be one that a document has, not a part of one; and a
    /// text must begin behind it.
    pub(super) fn is_another_document(
        &self,
        unit: u32,
        document: u32,
        body: Chosen<'_>,
        end: usize,
        title: &str,
        closed: bool,
    ) -> bool {
        let settled = closed || !body.is_empty() && self.is_settled(body);
        // A contents list says where documents begin; behind a closed one another may follow all the same.
        let listed = !closed && !self.announced.is_empty();
        let Some(kind) = title::kind_of(title).filter(|_| settled && !listed) else { return false };
        let (role, annex) = (self.role(unit), self.role(unit) == UnitRole::Attachment);
        let explains = (kind == DocumentKind::Interpretation || title.ends_with("的说明") && !annex)
            && title.contains(['《', '«'])
            && !title.contains(sign::is_colon)
            && !self.is_listed(title);
        let about = title.contains("关于") || title::passed_on(title).is_some();
        let whole = about && title::ends_whole(title) && organ::issuer_part(title) > 0;
        let headed = explains
            || whole
            || is_paper(kind) && (closed && role == UnitRole::Document || self.is_dated_below(end))
            || matches!(kind, DocumentKind::Law | DocumentKind::Regulation)
                && self.is_head_of_law(annex, end, title)
            || self.lines[self.at].apart && self.kind(end) == Some(LineKind::Chrome);
        headed
            && self.begins_paper(end, title)
            && (explains && kind == DocumentKind::Interpretation || !self.owes(document, body))
            && (explains || !self.speaks_of(document, body, title))
            && !(closed && self.is_linked())
    }

    /// Whether the line at hand stands in a list of a page's links: 相关文件 above it, and nothing but titles between.
    fn is_linked(&self) -> bool {
        let mut above = (self.at.saturating_sub(MOST_LINKS)..=self.at).rev();
        let head = above.find(|&at| self.kind(at) != Some(LineKind::Text));
        head.is_some_and(|at| self.kind(at) == Some(LineKind::Chrome) && self.words(at).starts_with("相关"))
    }

    /// Whether a title has its own day below it, perhaps behind the organ's name: (2024年5月6日).
    fn is_dated_below(&self, end: usize) -> bool {
        let day = |at: usize| closing::bracketed_day(self.words(at)).is_some();
        day(end) || organ::is_organ(self.words(end)) && day(end + 1)
    }

    /// Whether below the title of a law stands its history, its first article, the order that promulgates it or the sentence
    /// with which one does: 《甲办法》已经…通过.
    fn is_head_of_law(&self, annex: bool, end: usize, title: &str) -> bool {
        let promulgates = self.words(end).strip_prefix('《').is_some_and(|words| words.starts_with(title));
        promulgates
            || self.kind(end) == Some(LineKind::OrderHead)
            || self.is_history(end)
            || !annex && self.begins_law(end, title)
    }

    /// Whether the document passes something on that has not come yet. An order may hold what it promulgates.
    fn owes(&self, document: u32, body: Chosen<'_>) -> bool {
        let node = &self.tables.units[document as usize];
        let own = node.title.map(|leaf| self.read_compact(leaf));
        let inner = own.as_deref().and_then(title::passed_on);
        let orders = node.kind == DocumentKind::Order && !body.iter().any(is_article);
        let covers = inner.is_some() && body.len() <= LONGEST_COVER;
        let passes = covers || orders;
        let several = inner.is_some_and(|t| t.contains(['等', '、', '》', '»']))
            || own.is_some_and(|own| own.matches('《').count() > 1);
        // What it passes on may be an enclosure or stand under 附件.
        let enclosed = self.tables.units.len() > document as usize + 1;
        passes && (!enclosed || several)
    }

    /// Whether a document or what it encloses names a title, in its own title or near the beginning of its text: it passes
    /// that instrument on, amends or explains it.
    fn speaks_of(&self, document: u32, body: Chosen<'_>, title: &str) -> bool {
        let wanted = letters(title);
        let here = self.lines[self.at].span.start;
        let speaks = |from: u32| {
            let mut end = here.min(from + SPEAKS_WITHIN);
            while !self.source.is_char_boundary(end as usize) {
                end -= 1;
            }
            letters(Span::new(from.min(end), end).of(self.source)).contains(&wanted)
        };
        // The body at hand belongs to no unit as yet.
        body.first().is_some_and(|line| speaks(line.span.start))
            || self.tables.units[document as usize..].iter().any(|unit| {
                unit.title.is_some_and(|leaf| letters(&self.read(leaf)).contains(&wanted))
                    || !unit.span.is_empty() && speaks(unit.span.start)
            })
    }

    /// Whether a text begins at a line, perhaps behind its day, its history, the organ that issues it or the title again.
    pub(super) fn begins_paper(&self, at: usize, title: &str) -> bool {
        for at in at..at + 8 {
            let Some(line) = self.line(at) else { return false };
            let head = self.is_history(at)
                || matches!(
                    line.kind,
                    LineKind::Day(_)
                        | LineKind::DocNumber
                        | LineKind::OrderNumber
                        | LineKind::OrderHead
                        | LineKind::Chrome
                )
                || line.kind == LineKind::Text
                    && (closing::bracketed_day(self.words(at)).is_some()
                        || line.width <= 20 && self.words(at).ends_with("发布")
                        || is_day_of_organ(self.words(at))
                        || line.last == '号' && date::date_at(self.words(at)).is_some()
                        || super::signer::is_person(self.words(at))
                        || organ::is_organ(self.words(at))
                        || title.ends_with(self.words(at)));
            if head || crate::grammar::record::label_at(self.words(at)).is_some() {
                continue;
            }
            return match line.kind {
                LineKind::Text => {
                    line.has_stop()
                        || sign::is_full_stop(line.last)
                        || sign::is_colon(line.last)
                        || self.salutation(at).is_some()
                }
                LineKind::Marked(m) => m.number.main == 1,
                LineKind::ContentsHead | LineKind::Question | LineKind::Closing(_) => true,
                _ => false,
            };
        }
        false
    }
}

/// Whether a line is a day with an organ behind it, as a history in lines has it: 1958年4月19日 交通部.
fn is_day_of_organ(words: &str) -> bool {
    date::date_at(words).is_some_and(|(_, len)| organ::is_organ(&words[len..]))
}

/// Whether a kind is that of a paper which an organ issues by itself.
fn is_paper(kind: DocumentKind) -> bool {
    !matches!(
        kind,
        DocumentKind::Plan
            | DocumentKind::Regulation
            | DocumentKind::Law
            | DocumentKind::List
            | DocumentKind::Other
    )
}
