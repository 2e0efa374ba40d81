//! Issue, documents, enclosures, attachments: which line belongs to what.
//!
//! Classified lines in, units with heads, closings and bodies out. The text of a unit is read line by line until a rule
//! of [`boundary`] says that something else begins: the form of the line chooses the rule, which asks in a fixed order
//! for what else must stand there (an entry of the contents list, a document number, a salutation, a closing above). The
//! first one that holds decides.

mod addressees;
mod attachments;
mod bare_record;
mod boundary;
mod closing;
mod contents;
mod contents_inside;
mod fields;
mod finish;
mod first_head;
mod front;
mod head;
mod history;
mod imprint;
mod numbered_contents;
mod order;
mod promulgated;
mod record;
mod repeated;
mod running;
mod signature;
mod signer;
mod successor;
mod title;

use alloc::{borrow::Cow, collections::BTreeMap, string::String, vec::Vec};
use core::cell::{Cell, OnceCell, RefCell};

use self::{boundary::Boundary, record::PageFields};
use crate::{
    diagnostic::{Diagnostic, Finding},
    grammar::{closing::ClosingForm, marker::Family, page, sign},
    line::{Chosen, Classified, ClassifiedLines, LineKind},
    model::{Date, Leaf, NONE, Slice, Tables, UnitNode, UnitRole},
    outline,
    reflow::Setting,
    source::{Seen, Span},
};

/// Divides a text into its units and builds each.
#[inline(never)] // A stage: profiles name it.
pub(crate) fn segment(source: &str, classified: ClassifiedLines, signs: &[u32], tables: &mut Tables) {
    let ClassifiedLines { mut lines, compacted, .. } = classified;
    let setting = Setting::of(&lines);
    if running::mark_running_heads(&mut lines, source, &compacted) {
        let mut page = false;
        lines.retain_mut(|line| {
            let mark = line.kind == LineKind::PageMark;
            line.page_before |= core::mem::replace(&mut page, mark);
            !mark
        });
    }
    running::cut_licence(&mut lines, source, &compacted);
    let room = Vec::with_capacity(lines.len());
    let mut segmenter = Segmenter {
        source,
        compacted: &compacted,
        signs,
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
        organ_above: None,
        issuers_known: (None, Vec::new()),
        last_read: RefCell::new((None, Cow::Borrowed(""))),
        issuers_len: Cell::new((None, 0)),
        passed_on: OnceCell::new(),
        head_day: None,
        own_record: false,
        page: PageFields::default(),
        spare: room,
        outline: outline::Spare::new(),
    };
    segmenter.front();
    segmenter.first_head();
    while segmenter.at < segmenter.lines.len() {
        segmenter.document();
    }
    segmenter.sponsor_at_the_end();
    segmenter.link_contents();
}

/// Whether a line heads a part of a text: below 时间：… nothing but the frame of a page has none.
fn heads_text(line: &Classified) -> bool {
    line.marker().is_some_and(|m| matches!(m.family, Family::Chapter | Family::HanComma | Family::HanParen))
}

/// How many lines a page may say below a text what may be done with it.
const MOST_DECLARED: usize = 12;

/// How many characters a line has at most that is a name alone, of an organ, of a person with a post or of a part of a text:
/// the longest organs have some thirty-five.
const WIDEST_NAME: u16 = 40;

struct Segmenter<'a> {
    source: &'a str,
    /// The compact text of the lines that have blanks.
    compacted: &'a str,
    /// Where the characters of the source stand that can begin or end a fact.
    signs: &'a [u32],
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
    /// The line above the title of the first document that is no part of it, though it could be.
    organ_above: Option<usize>,
    /// The last title whose issuers were read, and these.
    issuers_known: (Option<Leaf>, Vec<Leaf>),
    /// The last leaf that was read without its blanks, and what it says: rules ask for the same title one after the other.
    last_read: RefCell<(Option<Leaf>, Cow<'a, str>)>,
    /// The last title of which was asked how long the part is that names its issuers, and that.
    issuers_len: Cell<(Option<Leaf>, usize)>,
    /// The letters of what the title of the document at hand passes on, if its text was asked for it.
    passed_on: OnceCell<Option<String>>,
    /// A day that stands in a head, and the unit whose head it is.
    head_day: Option<(u32, Span, Option<Date>)>,
    /// Whether the record stands below the title of the first document and is part of its head.
    own_record: bool,
    /// What the head table of another page says of the document at hand.
    page: PageFields,
    /// A list that is used again and again.
    spare: Vec<u32>,
    outline: outline::Spare,
}

impl<'a> Segmenter<'a> {
    fn line(&self, at: usize) -> Option<&Classified> {
        self.lines.get(at)
    }

    fn kind(&self, at: usize) -> Option<LineKind> {
        self.lines.get(at).map(|l| l.kind)
    }

    /// The lines of a body.
    fn chosen<'b>(&'b self, body: &'b [u32]) -> Chosen<'b> {
        Chosen::new(&self.lines, body)
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
        self.page = PageFields::default();
        let start = self.at;
        self.page_above();
        self.head(document);
        self.passed_on = OnceCell::new();
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
        let number = usize::from(self.kind(self.at) == Some(LineKind::DocNumber));
        let headed = self.salutation(self.at + number).is_some() || self.is_history(self.at);
        if headed && owner == document && self.tables.units[unit as usize].number.is_none() {
            // An annex with an addressee or a history of its own is an enclosure.
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
        let mut body = core::mem::take(&mut self.spare);
        body.clear();
        let mut closed = false;
        let boundary = loop {
            let Some(line) = self.line(self.at) else { break Boundary::End };
            // Nearly all lines are numbered or prose: no text ends with one.
            let numbered = || line.marker().is_some_and(|marker| !boundary::begins_rule(marker));
            if !closed && (numbered() || self.is_prose_inside(line, document)) {
                body.push(self.at as u32);
                self.at += 1;
                continue;
            }
            if let Some(boundary) = self.boundary(unit, document, self.chosen(&body), closed) {
                break boundary;
            }
            if self.closing_line(unit, document, &mut body, &mut closed) {
                continue;
            }
            let line = self.lines[self.at];
            // Below the organ and the day of a cover the contents list stands above the text.
            let listed = line.kind == LineKind::ContentsHead && body.is_empty();
            if listed && self.tables.units[unit as usize].contents.is_empty() && self.contents_inside(unit) {
                continue;
            }
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
                body.push(self.at as u32 - 1);
            }
        };
        self.sign_at_the_end(unit, &mut body, closed);
        let lines = Chosen::new(&self.lines, &body);
        let texts = (self.source, self.compacted);
        let range = outline::build(texts, lines, self.setting, unit, self.tables, &mut self.outline);
        self.unit(unit).body = range;
        self.grow(unit, self.body_span(range));
        self.spare = body;
        boundary
    }

    /// The place of a body: that of its nodes which are below no other one.
    fn body_span(&self, body: Slice) -> Span {
        let (nodes, mut at, mut span) = (&self.tables.nodes, body.start, Span::default());
        while at < body.end {
            let node = &nodes[at as usize];
            (at, span) = (node.end.max(at + 1), span.hull(node.span));
        }
        span
    }

    /// Whether the line at hand is too long for a title or has a sign that no title has, is no field, ends as nothing does that
    /// closes a text and stands far from the end of the page: it begins nothing, closes nothing and is of no frame.
    fn is_prose_inside(&self, line: &Classified, document: u32) -> bool {
        line.kind == LineKind::Text
            && (!line.is_bare() || line.width > boundary::WIDEST_TITLE)
            && !record::may_have_label(line)
            && !matches!(line.last, ')' | '）' | '日' | '月' | '0'..='9')
            && self.lines.len() - self.at > MOST_DECLARED
            && !self.is_framed(document)
            && self.kind(self.at + 1) != Some(LineKind::Closing(ClosingForm::Printed))
    }

    /// Whether a line of a body belongs to the frame of a web page all the same.
    fn is_frame(&self, line: &Classified, body: &[u32]) -> bool {
        match line.kind {
            LineKind::Chrome if self.is_time_of_a_meeting(self.at - 1) => false,
            LineKind::Chrome => {
                let rest_is_frame = self.lines[self.at..].iter().take(40).all(|l| {
                    matches!(l.kind, LineKind::Chrome) || l.width < 40 && l.is_bare() && !heads_text(l)
                });
                body.is_empty() || rest_is_frame || self.words(self.at - 1).contains("扫一扫")
            }
            LineKind::GazetteName | LineKind::Issue if self.is_issue => true,
            LineKind::Attachment => self.is_label_of_the_page(self.at - 1),
            LineKind::Text => {
                self.is_foreign_end(self.at - 1)
                    || !body.is_empty()
                        && (self.is_link_at_the_end(self.at - 1) || self.is_below_the_frame(self.at - 1))
            }
            _ => false,
        }
    }

    /// Whether a line says when a meeting was held, and not a page when it was put out: the next one says where.
    fn is_time_of_a_meeting(&self, at: usize) -> bool {
        self.words(at).starts_with("时间") && self.words(at + 1).starts_with("地点")
    }

    /// Whether nothing but lines without a Han character follow: the end of a web page.
    fn is_foreign_end(&self, at: usize) -> bool {
        self.lines.len() - at <= 12
            && (at..self.lines.len()).all(|at| {
                let words = self.words(at);
                words.len() <= 60 && page::is_foreign(words)
            })
    }

    /// Whether a line stands among the last lines of a page, which are its own but for short ones between them.
    fn is_below_the_frame(&self, at: usize) -> bool {
        let of_page = |at: usize| match self.kind(at) {
            Some(LineKind::Chrome) => true,
            // ·关于…的公告(2031-06-01), 某省 | 某市: links to other texts and pages.
            Some(LineKind::Text) => self.line(at).is_some_and(|l| {
                let is_list = || l.seen.intersects(Seen::BAR) || self.words(at).starts_with(['·', '•']);
                l.is_bare() && (l.width <= 24 || l.width <= 60 && is_list())
            }),
            _ => false,
        };
        let chrome = |at: usize| self.kind(at) == Some(LineKind::Chrome);
        // The address of the site's owner ends the page.
        let addressed =
            |at: usize| page::is_address(self.words(at)) && self.line(at).is_some_and(|l| l.width <= 60);
        let left = self.lines.len() - at;
        if left <= 3 && (at..self.lines.len()).all(addressed) {
            return (at.saturating_sub(3)..at)
                .rev()
                .take_while(|&at| chrome(at) || addressed(at))
                .any(chrome);
        }
        left <= MOST_DECLARED
            && chrome(self.lines.len() - 1)
            && (at..self.lines.len()).all(of_page)
            && (at.saturating_sub(MOST_DECLARED)..at).rev().take_while(|&at| of_page(at)).any(chrome)
    }

    /// Whether nothing but a page's links to what explains the text follow.
    fn is_link_at_the_end(&self, at: usize) -> bool {
        let of_page = |at: usize| {
            page::is_link(self.words(at))
                || self.kind(at) == Some(LineKind::Chrome)
                || self.line(at).is_some_and(|l| l.is_bare() && l.width <= WIDEST_NAME)
        };
        self.lines.len() - at <= 12 && page::is_link(self.words(at)) && (at..self.lines.len()).all(of_page)
    }

    /// Whether a line behind the closing fits no form: buttons, remarks, names without a sentence.
    fn is_stray(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        let role = self.tables.units[unit as usize].role;
        let text = matches!(line.kind, LineKind::Marked(m) if m.family.is_decimal() || matches!(m.family, Family::Chapter | Family::Article | Family::HanComma | Family::HanParen | Family::ArabicDot))
            || line.has_stop()
            || line.kind == LineKind::Text && line.last == '。' && line.width > 15
            || line.kind == LineKind::Text && sign::is_colon(line.last) && line.width > 15;
        let stray = !text
            || role == UnitRole::Attachment
            || (line.last.is_ascii_alphabetic() || sign::is_close_paren(line.last))
                && page::is_file_name(self.words(self.at))
            || self.is_end_of_page();
        if stray && line.kind == LineKind::Text {
            self.report(Finding::StrayText, line.span);
        }
        stray
    }

    /// Whether the line at hand stands below what a page prints under the text and nothing but a few lines of it follow.
    fn is_end_of_page(&self) -> bool {
        let of_page = |at: &usize| matches!(self.kind(*at), Some(LineKind::Text | LineKind::Chrome));
        let declared =
            |at: usize| self.kind(at) == Some(LineKind::Chrome) && page::is_declaration(self.words(at));
        let left = self.lines.len() - self.at;
        if left <= MOST_DECLARED && (self.at..self.lines.len()).all(|at| of_page(&at)) {
            let above = self.at.saturating_sub(MOST_DECLARED)..self.at;
            if above.rev().take_while(of_page).any(declared) {
                return true;
            }
        }
        self.kind(self.at - 1) == Some(LineKind::Chrome)
            && self.lines.len() - self.at <= 3
            && self.lines[self.at..].iter().all(|l| matches!(l.kind, LineKind::Text | LineKind::Chrome))
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
