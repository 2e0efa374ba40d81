//! What ends a text: the next document, an enclosure or an attachment begins.

use alloc::{string::String, vec::Vec};

use super::{Segmenter, title};
use crate::{
    grammar::{
        marker::{Family, Marker},
        sign,
    },
    line::{Chosen, Classified, LineKind},
    model::{DocumentKind, UnitRole},
    source::{Span, compact},
};

/// How many lines a text has at most that does nothing but pass on what follows.
const MOST_COVERING_LINES: usize = 8;

/// How many of them stand above a title of any words where no signature closes them.
const MOST_UNSIGNED_LINES: usize = 2;

/// How many lines below a link of the page to what explains the text are looked at for a sentence.
const MOST_LINKS: usize = 20;

/// How many characters a line of a title has at most that begins something behind a text.
pub(super) const WIDEST_TITLE: u16 = 110;

/// What ends the text of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Boundary {
    /// The next document begins.
    Document,
    /// An enclosure begins; it has a title if lines up to `title_end` are one.
    Enclosure { title_end: usize },
    /// An attachment begins.
    Attachment,
    /// The text ends.
    End,
}

/// Whether a number is the first one of a rule: 第一章, 第一条.
pub(super) fn begins_rule(marker: Marker) -> bool {
    marker.number.main == 1 && matches!(marker.family, Family::Chapter | Family::Article)
}

/// Whether a line begins with 第…章, 第…条 or the like.
pub(super) fn is_article(line: &Classified) -> bool {
    line.marker().is_some_and(|m| m.family <= Family::Article)
}

impl Segmenter<'_> {
    /// What begins at the line at hand, if it ends the text of the unit.
    pub(super) fn boundary(
        &self,
        unit: u32,
        document: u32,
        body: Chosen<'_>,
        closed: bool,
    ) -> Option<Boundary> {
        let line = &self.lines[self.at];
        let settled = || closed || self.is_settled(body);
        match line.kind {
            LineKind::Banner if self.is_issue || closed && self.heads_a_document(self.at + 1) => {
                Some(Boundary::Document)
            }
            LineKind::RedHead
                if (self.is_issue
                    || closed
                    || self.kind(self.at + 1) == Some(LineKind::DocNumber)
                        && self.title_run(self.at + 2).is_some())
                    && (settled() || self.kind(self.at + 1) == Some(LineKind::DocNumber)) =>
            {
                Some(Boundary::Document)
            }
            LineKind::OrderHead if !body.is_empty() => {
                let number_below = self.kind(self.at + 1) == Some(LineKind::OrderNumber);
                let numbered = self.words(self.at).contains('第') || number_below;
                // …令第301号 with the sentence that promulgates something below it, perhaps behind the organ's name.
                let begins = |at: usize| self.words(at).starts_with('《');
                let sentence = |at: usize| {
                    self.line(at).is_some_and(|l| {
                        l.kind == LineKind::Text
                            && l.width > 15
                            && (l.has_stop() || l.last == '。' || begins(at))
                    })
                };
                let organ = crate::grammar::organ::is_organ(self.words(self.at + 1));
                let promulgates = numbered && (sentence(self.at + 1) || organ && sentence(self.at + 2));
                // A whole head needs no sentence to end above it: the name of a site may stand there.
                let whole = number_below && sentence(self.at + 2) && begins(self.at + 2);
                let asks = numbered && (closed || self.is_issue) || number_below || promulgates;
                (whole || asks && settled()).then_some(Boundary::Document)
            }
            LineKind::DocNumber if closed || !body.is_empty() => {
                // A number above the addressees heads a document whose title was a picture.
                if settled() && self.salutation(self.at + 1).is_some() {
                    return Some(Boundary::Document);
                }
                let (end, title) = self.title_run(self.at + 1)?;
                // What the text makes known may bear a number of its own above its title.
                if unit == document
                    && closed
                    && self.salutation(end).is_none()
                    && self.makes_known(body, &title)
                {
                    return Some(Boundary::Enclosure { title_end: self.at });
                }
                // Behind a text without a closing an announced title or a whole head is needed.
                let announced = self.announced_at(self.at + 1).is_some();
                let whole = || settled() && (self.is_issue || self.salutation(end).is_some());
                (closed || announced || whole()).then_some(Boundary::Document)
            }
            LineKind::Marked(m) if begins_rule(m) => {
                let covers = self.tables.units[unit as usize].role == UnitRole::Document
                    && self.covers_only(unit, body);
                covers.then_some(Boundary::Enclosure { title_end: self.at })
            }
            LineKind::Attachment
                if self.is_attachment_head(unit, closed, body) && !self.is_label_of_the_page(self.at) =>
            {
                Some(Boundary::Attachment)
            }
            LineKind::Chrome => self.page_boundary(document, body),
            LineKind::Text if closed && self.history_above_first_part() => {
                Some(Boundary::Enclosure { title_end: self.at })
            }
            LineKind::Text | LineKind::GazetteName => {
                if super::record::may_have_label(line) && self.page_behind_buttons().is_some() {
                    return Some(Boundary::Document);
                }
                let any_words = || self.title_of_any_words(document, body, closed);
                let title = self.title_boundary(unit, document, body, closed);
                title.or_else(|| if unit == document { any_words() } else { None })
            }
            _ => None,
        }
    }

    /// Whether the lines from the one at hand are, letter by letter, what the document says that it passes on: such a title
    /// needs no word that tells a kind (某市河道管理路线图).
    fn title_of_any_words(&self, document: u32, body: Chosen<'_>, closed: bool) -> Option<Boundary> {
        let line = &self.lines[self.at];
        let asks = closed || (1..=MOST_UNSIGNED_LINES).contains(&body.len());
        if !asks || !line.is_bare() || line.width > WIDEST_TITLE {
            return None;
        }
        // Most lines begin otherwise than anything that is named.
        let begin = self.words(self.at).get(..6)?;
        let holds = |span: Span| span.of(self.source).contains(begin);
        let title = self.tables.units[document as usize].title;
        if !title.is_some_and(|leaf| holds(leaf.value))
            && !body.iter().take(MOST_COVERING_LINES).any(|l| holds(l.span))
        {
            return None;
        }
        let named = |wanted: &str| wanted.chars().nth(5).is_some() && wanted.starts_with(sign::is_han);
        let passed = self.passed_on_by(document);
        if let Some(end) = passed.filter(|p| named(p)).and_then(|p| self.lines_that_say(p)) {
            return Some(Boundary::Enclosure { title_end: end });
        }
        let first = title::letters_of(begin).next();
        body.iter().take(MOST_COVERING_LINES).find_map(|l| {
            let text = l.span.of(self.source);
            let inner = text.get(text.find('《')? + '《'.len_utf8()..text.rfind('》')?)?;
            if first.is_some() && title::letters_of(inner).next() != first {
                return None;
            }
            let passed = ["印发", "下发", "发布", "公布", "转发"].iter().any(|w| text.contains(w));
            let wanted = Some(title::letters(inner)).filter(|w| passed && named(w) && w.len() <= 300)?;
            Some(Boundary::Enclosure { title_end: self.lines_that_say(&wanted)? })
        })
    }

    /// Where the lines end, from the one at hand, that have some letters and no more.
    fn lines_that_say(&self, wanted: &str) -> Option<usize> {
        let mut joined = String::new();
        for end in self.at..(self.at + 5).min(self.lines.len()) {
            let line = &self.lines[end];
            if line.kind != LineKind::Text || !line.is_bare() {
                return None;
            }
            title::push_letters(self.words(end), &mut joined);
            if joined == wanted {
                return Some(end + 1);
            }
            if !wanted.starts_with(&joined) {
                return None;
            }
        }
        None
    }

    /// Whether 附件： stands with nothing behind it among the buttons below a text: the page lists no file.
    pub(super) fn is_label_of_the_page(&self, at: usize) -> bool {
        let is_frame = |l: &Classified| l.kind == LineKind::Chrome || l.width < 40 && l.is_bare();
        sign::is_colon(self.lines[at].last)
            && self.kind(at + 1) == Some(LineKind::Chrome)
            && self.lines[at + 1..].iter().take(40).all(is_frame)
    }

    /// Whether how a text came about stands here right above its first part: its title stands above what promulgates it.
    fn history_above_first_part(&self) -> bool {
        let first_part = |l: &Classified| l.marker().is_some_and(Marker::begins_first_part);
        let behind = (self.at + 1..self.at + 4).find(|&at| !self.is_history(at)).and_then(|at| self.line(at));
        self.is_history(self.at) && behind.is_some_and(|l| first_part(l) || l.kind == LineKind::ContentsHead)
    }

    /// Whether a text so far ends a sentence; the buttons of its page may stand below it.
    pub(super) fn is_settled(&self, body: Chosen<'_>) -> bool {
        let text = body.iter().rev().find(|l| l.kind != LineKind::Chrome);
        // A row of cells ends no sentence and breaks none.
        text.is_none_or(|l| {
            l.ends_sentence(self.source) || l.has_tabs() && l.span.of(self.source).contains('\t')
        })
    }

    /// Whether the buttons of another page begin here: its head table or the title of a document follows them.
    fn page_boundary(&self, document: u32, body: Chosen<'_>) -> Option<Boundary> {
        if self.page_behind_buttons().is_some() {
            return Some(Boundary::Document);
        }
        let title = (self.at..self.at + 16).find(|&at| self.kind(at) != Some(LineKind::Chrome))?;
        let (end, words) = self.title_run(title)?;
        let whole = title >= self.at + 3 || self.is_settled(body);
        (whole && self.is_another_document(document, document, body, end, &words, true))
            .then_some(Boundary::Document)
    }

    /// Whether a title begins here, and what it is the title of.
    fn title_boundary(&self, unit: u32, document: u32, body: Chosen<'_>, closed: bool) -> Option<Boundary> {
        let line = &self.lines[self.at];
        if !line.is_bare() || line.width > WIDEST_TITLE {
            return None;
        }
        if let Some(end) = self.announced_at(self.at) {
            let same = self.at < end && self.is_own_title(document, end);
            if !same {
                // The contents may list an order and what it promulgates one under the other.
                let title: String = (self.at..end).map(|at| self.words(at)).collect();
                let promulgated = self.tables.units[document as usize].kind == DocumentKind::Order
                    && self.is_quoted(body, &title);
                return Some(if promulgated {
                    Boundary::Enclosure { title_end: end }
                } else {
                    Boundary::Document
                });
            }
        }
        let run = self.title_run(self.at).filter(|&(end, _)| self.begins_with_organs(self.at, end));
        let Some((end, title)) = run else {
            let end = if closed { self.named_by_its_cover(document) } else { None };
            return end.map(|title_end| Boundary::Enclosure { title_end });
        };
        if closed && self.is_pointed_to() && !self.is_document_head(end, &title) {
            return None;
        }
        // 图解：…: a link of the page to what explains the text.
        let says = |l: &Classified| l.has_stop() || l.last == '。' || l.marker().is_some();
        if closed
            && crate::grammar::title::kind_of(&title) == Some(DocumentKind::Interpretation)
            && !self.lines[end..].iter().take(MOST_LINKS).any(says)
        {
            return None;
        }
        let number_and_addressees =
            || self.kind(end) == Some(LineKind::DocNumber) && self.salutation(end + 1).is_some();
        if body.is_empty() && !closed {
            // Behind the bare title of an attachment another document may begin.
            if self.role(unit) == UnitRole::Attachment && number_and_addressees() {
                return Some(Boundary::Document);
            }
            // Two titles in a row: the first covers several instruments.
            let covers = self.tables.units[unit as usize].role == UnitRole::Document
                && self.begins_text(end)
                && !self.expects_none(unit);
            return (covers && self.restarts_later(end)).then_some(Boundary::Enclosure { title_end: end });
        }
        if !closed && self.is_signed_above(document, body, end, &title) {
            return None;
        }
        if self.is_another_document(unit, document, body, end, &title, closed) {
            return Some(Boundary::Document);
        }
        let expected = self.is_expected(document, &title) || self.is_quoted(body, &title);
        if self.is_document_head(end, &title) && !expected && !(closed && self.passes_reports_on(document)) {
            let whole_head = number_and_addressees();
            let behind_sentence = !body.is_empty() && self.is_settled(body);
            let strong = closed || self.is_issue || whole_head || behind_sentence;
            return strong.then_some(Boundary::Document);
        }
        let role = self.tables.units[unit as usize].role;
        let settled =
            closed || body.last().is_some_and(|l| l.ends_sentence(self.source) || sign::is_colon(l.last));
        if role == UnitRole::Attachment {
            let listed =
                self.tables.units[document as usize].role == UnitRole::Document && expected && settled;
            return listed.then_some(Boundary::Enclosure { title_end: end });
        }
        if closed || expected && role == UnitRole::Document && (settled || self.ends_signed(body)) {
            return Some(Boundary::Enclosure { title_end: end });
        }
        if settled && self.begins_law(end, &title) && !body.iter().any(is_article) {
            return Some(Boundary::Enclosure { title_end: end });
        }
        let restart = settled && self.restarts(end, body);
        restart.then_some(Boundary::Enclosure { title_end: end })
    }

    /// Whether a title, a number or an order's head stands on one of the next lines.
    fn heads_a_document(&self, at: usize) -> bool {
        (at..at + 4).any(|at| {
            matches!(self.kind(at), Some(LineKind::DocNumber | LineKind::OrderHead | LineKind::RedHead))
                || self.title_run(at).is_some()
        })
    }

    /// Whether the line at hand is one that a web page points to below the text: 相关解读：.
    fn is_pointed_to(&self) -> bool {
        let first = self.at.saturating_sub(6);
        self.lines[first..self.at].iter().zip(first..).any(|(line, at)| {
            let words = self.words(at);
            line.width <= 9
                && words.starts_with(['相', '关'])
                && (sign::is_colon(line.last) && ["相关", "关联"].iter().any(|w| words.starts_with(w))
                    || matches!(
                        words,
                        "相关文件" | "相关解读" | "相关政策" | "相关新闻" | "相关阅读" | "相关信息"
                    ))
        })
    }

    /// Whether a text so far does nothing but pass on what follows: 现将《…》印发给你们.
    fn covers_only(&self, unit: u32, body: Chosen<'_>) -> bool {
        let Some(leaf) = self.tables.units[unit as usize].title else { return false };
        let title = self.read_compact(leaf);
        let passes = crate::grammar::title::passed_on(&title).is_some() && !title.ends_with(['》', '»']);
        passes && (1..=8).contains(&body.len()) && body.iter().all(|l| l.marker().is_none())
    }

    /// Whether a short text so far names a title in 《》: it passes that instrument on.
    pub(super) fn is_quoted(&self, body: Chosen<'_>, title: &str) -> bool {
        let wanted = title::letters(title);
        body.len() <= 8
            && wanted.chars().count() >= 6
            && body.iter().any(|l| {
                let text = l.span.of(self.source);
                text.contains(['《', '«'])
                    && text.len() < 6000
                    && title::letters(&compact(text)).contains(&wanted)
            })
    }

    /// Whether a short text promulgates the instrument that it names in 《》: 《甲解释》已经…通过，现予公布.
    fn makes_known(&self, body: Chosen<'_>, title: &str) -> bool {
        let says = |l: &Classified| crate::grammar::said::is_promulgated(&compact(l.span.of(self.source)));
        self.is_quoted(body, title) && body.iter().any(says)
    }

    /// Whether the lines behind a title are the rest of a document's head: a number, a salutation, perhaps behind a line of
    /// the page or the title again.
    fn is_document_head(&self, end: usize, title: &str) -> bool {
        let number_before = self.at > 0 && self.kind(self.at - 1) == Some(LineKind::DocNumber);
        let again = |at: usize| self.kind(at) == Some(LineKind::Chrome) || title.ends_with(self.words(at));
        let behind = (end..end + 4).find(|&at| !again(at)).unwrap_or(end);
        number_before
            || (end..end + 3).any(|at| self.kind(at) == Some(LineKind::DocNumber))
            || self.salutation(behind).is_some()
    }

    /// Whether running text or a first number begins at a line.
    fn begins_text(&self, at: usize) -> bool {
        self.line(at).is_some_and(|l| match l.kind {
            LineKind::Text => {
                l.has_stop() || l.last == '。' || sign::is_colon(l.last) || self.title_run(at).is_some()
            }
            LineKind::Marked(m) => m.number.main == 1,
            _ => false,
        })
    }

    /// Whether the numbering begins anew behind a title though the text before it has counted already.
    fn restarts(&self, end: usize, body: Chosen<'_>) -> bool {
        let top = |l: &Classified| l.marker().map(|m| (m.family, m.number.main));
        // Below a first chapter stands the first article, which may be what the text before it has counted.
        let tops = (end..end + 5).filter_map(|at| self.line(at)).filter_map(top);
        tops.take_while(|&(_, n)| n == 1).any(|(family, _)| {
            matches!(family, Family::HanComma | Family::Chapter | Family::Article)
                && body.iter().filter_map(top).any(|(f, n)| f == family && n >= 2)
        })
    }

    /// Whether behind the name of a law or of rules their history, their contents or their first chapter or article
    /// stands: a decision is followed by what it amends, an explanation by what it explains.
    pub(super) fn begins_law(&self, end: usize, title: &str) -> bool {
        let is_law = matches!(
            crate::grammar::title::kind_of(title),
            Some(DocumentKind::Law | DocumentKind::Regulation)
        );
        let mut first = end;
        while let Some(behind) = self.history_end_with_bracket(first).filter(|_| is_law && first < end + 12) {
            first = behind;
        }
        is_law
            && (self.kind(first) == Some(LineKind::ContentsHead)
                || self
                    .line(first)
                    .is_some_and(|l| is_article(l) && l.marker().is_some_and(|m| m.number.main == 1)))
    }

    /// Whether behind a title the top series counts up and begins anew under a later title.
    fn restarts_later(&self, end: usize) -> bool {
        let tops: Vec<usize> = (end..self.lines.len())
            .filter(|&at| matches!(self.lines[at].marker(), Some(m) if m.family == Family::HanComma && m.number.main == 1))
            .take(2)
            .collect();
        let [_, second] = tops.as_slice() else { return false };
        (second.saturating_sub(3)..*second).any(|at| self.title_run(at).is_some_and(|(e, _)| e <= *second))
    }

    fn expects_none(&self, unit: u32) -> bool {
        self.tables.units[unit as usize].title.is_none()
    }
}
