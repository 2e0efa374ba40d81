//! Issue, documents, enclosures, attachments: which line belongs to what.
//!
//! Classified lines in, units with heads, closings and bodies out. Independent evidence votes where a document
//! begins: the contents list, a banner, a document number, a salutation, the signature and date before it.
//! None alone is needed.

mod attachments;
mod closing;
mod contents;
mod fields;
mod finish;
mod front;
mod head;
mod imprint;
mod signature;
mod signer;
mod title;

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::{
    diagnostic::{Diagnostic, Finding},
    grammar::{marker::Family, sign},
    line::{Classified, ClassifiedLines, LineKind},
    model::{Date, DocumentKind, Leaf, NONE, Slice, Tables, UnitNode, UnitRole},
    outline,
    reflow::Setting,
    source::{Span, compact},
};

/// Divides a text into its units and builds each.
pub(crate) fn segment(source: &str, classified: ClassifiedLines, tables: &mut Tables) {
    let ClassifiedLines { mut lines, compacted } = classified;
    let setting = Setting::of(&lines);
    front::mark_running_heads(&mut lines, source, &compacted);
    let mut page = false;
    lines.retain_mut(|line| {
        let mark = line.kind == LineKind::PageMark;
        line.page_before |= core::mem::replace(&mut page, mark);
        !mark
    });
    let mut segmenter = Segmenter {
        source,
        compacted: &compacted,
        lines,
        setting,
        tables,
        at: 0,
        announced: BTreeMap::new(),
        announced_begin: 0,
        entries: Vec::new(),
        is_issue: false,
        plain_pages: false,
        banner: None,
        red_heads: Vec::new(),
        head_day: None,
        own_record: false,
    };
    segmenter.front();
    segmenter.first_head();
    while segmenter.at < segmenter.lines.len() {
        segmenter.document();
    }
    segmenter.sponsor_at_the_end();
    segmenter.link_contents();
}

/// What ends the text of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boundary {
    /// The next document begins.
    Document,
    /// An enclosure begins; it has a title if lines up to `title_end` are one.
    Enclosure { title_end: usize },
    /// An attachment begins.
    Attachment,
    /// The text ends.
    End,
}

struct Segmenter<'a> {
    source: &'a str,
    /// The compact text of the lines that have blanks.
    compacted: &'a str,
    lines: Vec<Classified>,
    setting: Setting,
    tables: &'a mut Tables,
    /// The next line.
    at: usize,
    /// What the contents list announces: titles as their [`title::letters`], by their place in `entries`.
    announced: BTreeMap<String, u32>,
    /// The entries of the contents list that have a title in common.
    entries: Vec<Vec<u32>>,
    /// The [`title::begin_bit`]s of these titles.
    announced_begin: u64,
    is_issue: bool,
    /// Whether the pages of the contents list stand behind blanks and not behind leaders.
    plain_pages: bool,
    /// The last banner, and the document that owns it.
    banner: Option<Leaf>,
    /// The organs of a red head above the document at hand.
    red_heads: Vec<Leaf>,
    /// A day that stands in the head at hand.
    head_day: Option<(Span, Option<Date>)>,
    /// Whether the record stands below the title of the first document and is part of its head.
    own_record: bool,
}

/// Whether a line begins with 第…章, 第…条 or the like.
fn is_article(line: &Classified) -> bool {
    line.marker().is_some_and(|m| m.family <= Family::Article)
}

impl<'a> Segmenter<'a> {
    fn line(&self, at: usize) -> Option<&Classified> {
        self.lines.get(at)
    }

    fn kind(&self, at: usize) -> Option<LineKind> {
        self.lines.get(at).map(|l| l.kind)
    }

    /// A line without blanks; of a long line only the beginning.
    fn words(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |l| l.words.of(self.source, self.compacted))
    }

    fn unit(&mut self, unit: u32) -> &mut UnitNode {
        // OK because a unit's id is handed out by `open_unit` alone.
        &mut self.tables.units[unit as usize]
    }

    /// Adds a leaf to a unit, whose place grows by it.
    fn leaf(&mut self, unit: u32, pieces: &[Span], value: Span) -> Leaf {
        let leaf = self.tables.leaf_of(pieces, value);
        let span = self.tables.hull_of(leaf);
        self.grow(unit, span);
        leaf
    }

    fn grow(&mut self, unit: u32, span: Span) {
        let node = self.unit(unit);
        node.span = node.span.hull(span);
    }

    fn report(&mut self, finding: Finding, span: Span) {
        self.tables.diagnostics.push(Diagnostic { finding, span });
    }

    // ------------------------------------------------------------------ units

    fn open_unit(&mut self, role: UnitRole, parent: u32) -> u32 {
        let id = self.tables.units.len() as u32;
        let mut node = UnitNode::new(role, parent);
        node.ordinal = self.next_ordinal(role, parent);
        self.tables.units.push(node);
        id
    }

    /// The number of the next unit of a role below its parent.
    fn next_ordinal(&self, role: UnitRole, parent: u32) -> u32 {
        let siblings = if parent == NONE { 0 } else { parent as usize + 1 };
        let last = self.tables.units[siblings..].iter().rev().find(|u| u.role == role && u.parent == parent);
        last.map_or(1, |u| u.ordinal + 1)
    }

    /// Closes a unit: all that was opened since belongs to it.
    fn close_unit(&mut self, unit: u32) {
        let end = self.tables.units.len() as u32;
        let below =
            self.tables.units[unit as usize + 1..].iter().fold(Span::default(), |s, u| s.hull(u.span));
        let node = self.unit(unit);
        node.end = end;
        node.span = node.span.hull(below);
    }

    /// Closes the enclosure that is open. One whose lines all turned out to be the frame of the page is none.
    fn close_enclosure(&mut self, enclosure: Option<u32>) {
        let Some(open) = enclosure else { return };
        self.finish(open);
        self.close_unit(open);
        if self.tables.units[open as usize].span.is_empty() {
            self.tables.units.truncate(open as usize);
        }
    }

    /// Reads one document with all that belongs to it.
    fn document(&mut self) {
        let document = self.open_unit(UnitRole::Document, NONE);
        self.red_heads.clear();
        self.head_day = None;
        let start = self.at;
        self.head(document);
        let mut boundary = self.text(document, document);
        let mut enclosure = None;
        loop {
            boundary = match boundary {
                Boundary::Document | Boundary::End => break,
                Boundary::Enclosure { title_end } => {
                    self.close_enclosure(enclosure.take());
                    let unit = self.open_unit(UnitRole::Enclosure, document);
                    enclosure = Some(unit);
                    self.enclosure_head(unit, title_end);
                    self.text(unit, document)
                }
                Boundary::Attachment => self.attachment(document, &mut enclosure),
            };
        }
        self.close_enclosure(enclosure);
        self.finish(document);
        self.close_unit(document);
        // A document takes at least a line; else what stands here is no form at all and is passed over.
        if self.at == start {
            self.at += 1;
        }
        if self.tables.units[document as usize].span.is_empty() {
            self.tables.units.truncate(document as usize);
        }
    }

    /// An attachment belongs to the enclosure whose 附件说明 announces it, else to the document.
    fn attachment(&mut self, document: u32, enclosure: &mut Option<u32>) -> Boundary {
        let owner = match *enclosure {
            Some(e)
                if !self.tables.units[e as usize].attachment_list.is_empty()
                    || self.tables.units[document as usize].attachment_list.is_empty()
                        && self.mentions_attachment(e) =>
            {
                e
            }
            _ => document,
        };
        if owner == document {
            self.close_enclosure(enclosure.take());
        }
        let unit = self.open_unit(UnitRole::Attachment, owner);
        self.attachment_head(unit);
        let addressed = self.salutation(self.at).is_some();
        if addressed && owner == document && self.tables.units[unit as usize].number.is_none() {
            // An annex with an addressee of its own is an enclosure.
            let ordinal = self.next_ordinal(UnitRole::Enclosure, document);
            let node = self.unit(unit);
            (node.role, node.ordinal) = (UnitRole::Enclosure, ordinal);
            self.head(unit);
        }
        let boundary = self.text(unit, document);
        self.finish(unit);
        self.close_unit(unit);
        boundary
    }

    /// Whether the text of a unit speaks of an attachment (见附件).
    fn mentions_attachment(&self, unit: u32) -> bool {
        let span = self.tables.units[unit as usize].span;
        memchr::memmem::find(span.of(self.source).as_bytes(), "附件".as_bytes()).is_some()
    }

    // ------------------------------------------------------------------ text

    /// Reads the text of a unit up to the next boundary: body, signature, date, notes and what else closes it.
    fn text(&mut self, unit: u32, document: u32) -> Boundary {
        let mut body: Vec<Classified> = Vec::new();
        let mut closed = false;
        let boundary = loop {
            if self.at >= self.lines.len() {
                break Boundary::End;
            }
            if let Some(boundary) = self.boundary(unit, document, &body, closed) {
                break boundary;
            }
            if self.closing_line(unit, document, &mut body, &mut closed) {
                continue;
            }
            let line = self.lines[self.at];
            if closed {
                if self.is_stray(unit) {
                    self.at += 1;
                    continue;
                }
                // Text goes on behind the date without a title of its own.
                break Boundary::Enclosure { title_end: self.at };
            }
            self.at += 1;
            if !self.is_frame(&line, &body) {
                body.push(line);
            }
        };
        self.sign_at_the_end(unit, &mut body, closed);
        let range = outline::build(self.source, &body, self.setting, unit, self.tables);
        self.unit(unit).body = range;
        let span = range.of(&self.tables.nodes).iter().fold(Span::default(), |s, n| s.hull(n.span));
        self.grow(unit, span);
        boundary
    }

    /// Whether a line of a body belongs to the frame of a web page all the same.
    fn is_frame(&self, line: &Classified, body: &[Classified]) -> bool {
        match line.kind {
            LineKind::Chrome => {
                let rest_is_frame = self.lines[self.at..]
                    .iter()
                    .take(40)
                    .all(|l| matches!(l.kind, LineKind::Chrome) || l.width < 40 && l.is_bare());
                body.is_empty() || rest_is_frame || self.words(self.at - 1).contains("扫一扫")
            }
            LineKind::GazetteName | LineKind::Issue if self.is_issue => true,
            LineKind::Text => self.is_foreign_end(self.at - 1),
            _ => false,
        }
    }

    /// Whether nothing but lines without a Han character follow: the end of a web page.
    fn is_foreign_end(&self, at: usize) -> bool {
        self.lines.len() - at <= 12
            && self.lines[at..].iter().all(|l| {
                let words = compact(l.span.of(self.source));
                words.len() <= 60
                    && !words.chars().any(sign::is_han)
                    && words.chars().any(|c| c.is_ascii_alphabetic())
            })
    }

    /// Whether a line behind the closing fits no form: buttons, remarks, names without a sentence.
    fn is_stray(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        let role = self.tables.units[unit as usize].role;
        let text = matches!(line.kind, LineKind::Marked(m) if matches!(m.family, Family::Chapter | Family::Article | Family::HanComma | Family::HanParen | Family::ArabicDot))
            || line.has_stop
            || line.kind == LineKind::Text && line.last == '。' && line.width > 15
            || line.kind == LineKind::Text && sign::is_colon(line.last) && line.width > 15;
        let stray = !text || role == UnitRole::Attachment;
        if stray && line.kind == LineKind::Text {
            self.report(Finding::StrayText, line.span);
        }
        stray
    }

    // ------------------------------------------------------------------ boundaries

    /// What begins at the line at hand, if it ends the text of the unit.
    fn boundary(&self, unit: u32, document: u32, body: &[Classified], closed: bool) -> Option<Boundary> {
        let line = &self.lines[self.at];
        let settled = || closed || body.last().is_none_or(|l| l.ends_sentence(self.source));
        match line.kind {
            LineKind::Banner if self.is_issue || closed => Some(Boundary::Document),
            LineKind::RedHead
                if (self.is_issue
                    || closed
                    || self.kind(self.at + 1) == Some(LineKind::DocNumber)
                        && self.title_run(self.at + 2).is_some())
                    && (settled() || self.kind(self.at + 1) == Some(LineKind::DocNumber)) =>
            {
                Some(Boundary::Document)
            }
            LineKind::OrderHead if settled() && !body.is_empty() => {
                let number_below = self.kind(self.at + 1) == Some(LineKind::OrderNumber);
                let numbered = self.words(self.at).contains('第') || number_below;
                // …令第301号 with the sentence that promulgates something right below it.
                let promulgates = numbered
                    && self.line(self.at + 1).is_some_and(|l| {
                        l.kind == LineKind::Text && l.width > 15 && (l.has_stop || l.last == '。')
                    });
                (numbered && (closed || self.is_issue) || number_below || promulgates)
                    .then_some(Boundary::Document)
            }
            LineKind::DocNumber if closed || !body.is_empty() => {
                let (end, _) = self.title_run(self.at + 1)?;
                // Behind a text without a closing an announced title or a whole head is needed.
                let announced = self.announced_at(self.at + 1).is_some();
                let whole = || settled() && (self.is_issue || self.salutation(end).is_some());
                (closed || announced || whole()).then_some(Boundary::Document)
            }
            LineKind::Marked(m)
                if m.number.main == 1 && matches!(m.family, Family::Chapter | Family::Article) =>
            {
                let covers = self.tables.units[unit as usize].role == UnitRole::Document
                    && self.covers_only(unit, body);
                covers.then_some(Boundary::Enclosure { title_end: self.at })
            }
            LineKind::Attachment if self.is_attachment_head(unit, closed, body) => Some(Boundary::Attachment),
            LineKind::Text | LineKind::GazetteName => self.title_boundary(unit, document, body, closed),
            _ => None,
        }
    }

    /// Whether a title begins here, and what it is the title of.
    fn title_boundary(
        &self,
        unit: u32,
        document: u32,
        body: &[Classified],
        closed: bool,
    ) -> Option<Boundary> {
        let line = &self.lines[self.at];
        if !line.is_bare() || line.width > 110 {
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
        if closed && self.is_pointed_to() {
            return None;
        }
        let (end, title) =
            self.title_run(self.at).filter(|&(end, _)| self.begins_with_organs(self.at, end))?;
        if body.is_empty() && !closed {
            // Two titles in a row: the first covers several instruments.
            let covers = self.tables.units[unit as usize].role == UnitRole::Document
                && self.begins_text(end)
                && !self.expects_none(unit);
            return (covers && self.restarts_later(end)).then_some(Boundary::Enclosure { title_end: end });
        }
        if !closed && self.is_signed_above(document, body, end, &title) {
            return None;
        }
        let expected = self.is_expected(document, &title) || self.is_quoted(body, &title);
        if self.is_document_head(end) && !expected && !(closed && self.passes_reports_on(document)) {
            let whole_head =
                self.kind(end) == Some(LineKind::DocNumber) && self.salutation(end + 1).is_some();
            let behind_sentence = body.last().is_some_and(|l| l.ends_sentence(self.source));
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
        // Behind a document that is signed and passes nothing on, an organ's title with 关于 is another document's.
        let whole = closed
            && role == UnitRole::Document
            && !expected
            && title.contains("关于")
            && crate::grammar::title::ends_whole(&title)
            && crate::grammar::organ::issuer_part(&title) > 0;
        let passes_on = || {
            let own = self.tables.units[document as usize].title.map(|leaf| self.read(leaf));
            own.is_none_or(|own| crate::grammar::title::passed_on(&compact(&own)).is_some())
        };
        if whole && !passes_on() {
            return Some(Boundary::Document);
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

    /// Whether the line at hand is one that a web page points to below the text: 相关解读：.
    fn is_pointed_to(&self) -> bool {
        let first = self.at.saturating_sub(6);
        self.lines[first..self.at].iter().zip(first..).any(|(line, at)| {
            line.width <= 9
                && sign::is_colon(line.last)
                && ["相关", "关联"].iter().any(|w| self.words(at).starts_with(w))
        })
    }

    /// Whether a text so far does nothing but pass on what follows: 现将《…》印发给你们.
    fn covers_only(&self, unit: u32, body: &[Classified]) -> bool {
        let Some(leaf) = self.tables.units[unit as usize].title else { return false };
        let title = compact(&self.read(leaf));
        let passes = crate::grammar::title::passed_on(&title).is_some() && !title.ends_with(['》', '»']);
        passes && (1..=8).contains(&body.len()) && body.iter().all(|l| l.marker().is_none())
    }

    /// Whether a short text so far names a title in 《》: it passes that instrument on.
    fn is_quoted(&self, body: &[Classified], title: &str) -> bool {
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

    /// Whether the lines behind a title are the rest of a document's head: a number, a salutation.
    fn is_document_head(&self, end: usize) -> bool {
        let number_before = self.at > 0 && self.kind(self.at - 1) == Some(LineKind::DocNumber);
        number_before
            || (end..end + 3).any(|at| self.kind(at) == Some(LineKind::DocNumber))
            || self.salutation(end).is_some()
    }

    /// Whether running text or a first number begins at a line.
    fn begins_text(&self, at: usize) -> bool {
        self.line(at).is_some_and(|l| match l.kind {
            LineKind::Text => {
                l.has_stop || l.last == '。' || sign::is_colon(l.last) || self.title_run(at).is_some()
            }
            LineKind::Marked(m) => m.number.main == 1,
            _ => false,
        })
    }

    /// Whether the numbering begins anew behind a title though the text before it has counted already.
    fn restarts(&self, end: usize, body: &[Classified]) -> bool {
        let top = |l: &Classified| l.marker().map(|m| (m.family, m.number.main));
        let first = (end..end + 4).filter_map(|at| self.line(at)).find_map(top);
        let Some((family, 1)) = first else { return false };
        matches!(family, Family::HanComma | Family::Chapter | Family::Article)
            && body.iter().filter_map(top).any(|(f, n)| f == family && n >= 2)
    }

    /// Whether behind the name of a law or of rules their history, their contents or their first chapter or article
    /// stands: a decision is followed by what it amends, an explanation by what it explains.
    fn begins_law(&self, end: usize, title: &str) -> bool {
        let is_law = matches!(
            crate::grammar::title::kind_of(title),
            Some(DocumentKind::Law | DocumentKind::Regulation)
        );
        let mut first = end;
        while is_law && first < end + 12 && self.is_history(first) {
            first += 1;
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

    /// A range of leaves as the list of a field.
    fn list(&mut self, leaves: Vec<Leaf>) -> Slice {
        self.tables.leaf_list(leaves)
    }

    /// Adds leaves to a list that a field has already. Lists are contiguous: what is there is copied behind if another
    /// list has come between.
    fn extend(&mut self, list: Slice, more: Vec<Leaf>) -> Slice {
        if list.end as usize == self.tables.leaves.len() && !list.is_empty() {
            let added = self.tables.leaf_list(more);
            return Slice { start: list.start, end: added.end };
        }
        let mut all: Vec<Leaf> = list.of(&self.tables.leaves).to_vec();
        all.extend(more);
        self.tables.leaf_list(all)
    }
}
