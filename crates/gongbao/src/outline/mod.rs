//! The body tree of one unit: its lines become divisions, paragraphs, tables, rosters, boxes, questions.
//!
//! Lines in order go in, nodes in pre-order come out. **Series, not single markers, decide levels**
//! ([`series`]); what is no form of its own is joined by [`crate::reflow`].

mod appointment;
mod blank_table;
mod boxed;
mod figured_table;
mod glued;
mod heading;
mod occurrence;
mod question;
mod roster;
mod series;
mod table;
mod wrapped_cells;

use alloc::vec::Vec;

use crate::{
    diagnostic::{Diagnostic, Finding},
    grammar::{
        closing,
        marker::{Family, Marker},
        sign,
        word::has_any,
    },
    line::{Chosen, Classified, LineKind},
    model::{BlockKind, DivisionNode, DivisionNumber, Leaf, Level, NONE, Node, Slice, Tables},
    reflow::{Join, Pieces, Setting},
    source::{Seen, Span, is_blank, trim_end, trim_start},
};

use heading::Parts;
use occurrence::Occurrences;
use series::{Placement, Series};

/// How deep divisions nest at most: every series once below a part and once inside a box, so nothing real is cut.
const MAX_DEPTH: usize = 32;

/// Builds the body of a unit from its lines and gives its range of nodes.
#[inline(never)] // A stage: profiles name it.
pub(crate) fn build(
    (source, compacted): (&str, &str),
    lines: Chosen<'_>,
    setting: Setting,
    unit: u32,
    tables: &mut Tables,
    spare: &mut Spare,
) -> Slice {
    let start = tables.nodes.len();
    let parted = glued::part(source, lines);
    let places: Vec<u32> = (0..parted.as_ref().map_or(0, Vec::len) as u32).collect();
    let lines = parted.as_ref().map_or(lines, |parted| Chosen::new(parted, &places));
    let Spare { open, mut occurrences, pieces, series } = core::mem::take(spare);
    occurrences.clear();
    let mut outline = Outline {
        source,
        compacted,
        lines,
        setting,
        unit,
        series: Series::of(lines, series),
        tables,
        open,
        at: 0,
        no_cells_before: 0,
        counted_to: 0,
        figures_before: 0,
        occurrences,
        spare: pieces,
    };
    outline.run();
    let Outline { open, occurrences, spare: pieces, series, tables, .. } = outline;
    let end = tables.nodes.len();
    *spare = Spare { open, occurrences, pieces, series: series.into_list() };
    Slice::new(start, end)
}

/// Lists that one body after another is built with.
#[derive(Debug, Default)]
pub(crate) struct Spare {
    open: Vec<Open>,
    occurrences: Occurrences,
    pieces: Vec<Span>,
    series: Vec<series::Ahead>,
}

impl Spare {
    /// Lists with the room that most bodies need.
    pub(crate) fn new() -> Self {
        Self {
            open: Vec::with_capacity(8),
            occurrences: Occurrences::new(),
            pieces: Vec::with_capacity(16),
            series: Vec::with_capacity(64),
        }
    }
}

/// A node that is still open: what comes may belong to it.
#[derive(Debug, Clone, Copy)]
struct Open {
    node: u32,
    what: Opened,
    /// Whether a division of the same series stands right before it.
    sibling: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    Division(Family),
    Box,
    Qa(Option<Family>),
}

impl Open {
    /// The series of a division; a box or an answer has none.
    fn family(self) -> Option<Family> {
        match self.what {
            Opened::Division(family) => Some(family),
            Opened::Box | Opened::Qa(_) => None,
        }
    }
}

struct Outline<'a> {
    source: &'a str,
    /// The compact text of the lines that have blanks.
    compacted: &'a str,
    lines: Chosen<'a>,
    setting: Setting,
    unit: u32,
    series: Series,
    tables: &'a mut Tables,
    open: Vec<Open>,
    /// The next line.
    at: usize,
    /// Lines before this one are no cells of a table: looked at and found to be none.
    no_cells_before: usize,
    /// The number of the last row of the last table that counts its rows.
    counted_to: u32,
    /// Lines before this one may be names and figures of a table.
    figures_before: usize,
    occurrences: Occurrences,
    /// A list that is used again and again.
    spare: Vec<Span>,
}

impl<'a> Outline<'a> {
    fn run(&mut self) {
        while let Some(line) = self.line(0) {
            let before = self.at;
            let read = self.ruled_table(line)
                || self.blank_table(line)
                || match line.kind {
                    LineKind::Text => {
                        self.flattened_table(line) || self.roster(line) || self.appointments(line)
                    }
                    LineKind::Marked(marker) => self.question(line) || self.division(line, marker),
                    LineKind::Question => self.question(line),
                    LineKind::BoxHead => self.boxed(line),
                    _ => false,
                };
            if !read {
                self.paragraph(line);
            }
            debug_assert!(self.at > before, "every rule takes a line");
        }
        self.close_to(0);
    }

    fn line(&self, ahead: usize) -> Option<&'a Classified> {
        self.lines.get(self.at + ahead)
    }

    // ------------------------------------------------------------------ nodes

    fn push_node(&mut self, kind: BlockKind, span: Span) -> u32 {
        let id = self.tables.nodes.len() as u32;
        let parent = self.open.last().map_or(NONE, |o| o.node);
        self.tables.nodes.push(Node { kind, span, parent, end: id + 1, unit: self.unit });
        id
    }

    fn open_node(&mut self, node: u32, what: Opened, sibling: bool) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(Open { node, what, sibling });
        } else {
            let span = self.tables.nodes[node as usize].span;
            self.tables.diagnostics.push(Diagnostic { finding: Finding::TooDeep, span });
        }
    }

    /// Closes all nodes deeper than `depth`: their ends and spans are known now.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(closed) = self.open.pop() else { break };
            let end = self.tables.nodes.len() as u32;
            // Nodes stand in the order of the text: none reaches further than the last one.
            let last =
                self.tables.nodes[closed.node as usize + 1..].last().map_or(Span::default(), |n| n.span);
            let node = &mut self.tables.nodes[closed.node as usize];
            node.end = end;
            node.span = node.span.hull(last);
        }
    }

    fn paragraph_node(&mut self, leaf: Leaf) {
        let span = self.tables.hull_of(leaf);
        let id = self.tables.paragraphs.len() as u32;
        self.tables.paragraphs.push(leaf);
        self.push_node(BlockKind::Paragraph(id), span);
    }

    fn report(&mut self, finding: Finding, span: Span) {
        self.tables.diagnostics.push(Diagnostic { finding, span });
    }

    // ------------------------------------------------------------------ paragraphs

    /// Reads the pieces of the paragraph that begins with the first line, of which `rest` is left.
    /// The list is to be given back to [`Self::spare`].
    fn pieces(&mut self, first: &'a Classified, rest: Span) -> Pieces<'a> {
        // What has no heading goes on like a paragraph.
        let plain = |family| matches!(self.level_of(family), Level::Article | Level::Item | Level::Subitem);
        let run_in = first.marker().is_some_and(|m| self.series.runs_in(m.family) || plain(m.family));
        let mut pieces = Pieces::new(core::mem::take(&mut self.spare), first, rest);
        self.at += 1;
        while let Some(line) = self.line(0) {
            match pieces.meets(self.source, line, || self.line(1), self.setting, run_in) {
                Join::Yes => pieces.join(self.source, line),
                Join::Doubtful => {
                    pieces.join(self.source, line);
                    self.report(Finding::DoubtfulJoin, line.span);
                }
                Join::Repeats => self.report(Finding::RepeatedFragment, line.span),
                Join::No => break,
            }
            self.at += 1;
        }
        if let Some(next) = self.line(0).filter(|l| l.marker().is_some()) {
            if pieces.cut_stuck(self.source, next) {
                self.report(Finding::RepeatedFragment, next.span);
            }
        }
        pieces
    }

    fn paragraph(&mut self, line: &'a Classified) {
        if self.is_farewell(self.at) || self.is_provision(self.at) && self.stands_behind_sentences() {
            self.close_to(0);
        }
        if self.heads_articles(line) {
            let articles = self.open.iter().position(|o| o.family().is_some_and(|f| f >= Family::Article));
            // The last part of a whole text stands below no chapter.
            let last_part = line.words.of(self.source, self.compacted) == "附则";
            let counted = self.open.first().is_some_and(|o| o.family() == Some(Family::HanComma));
            let depth = if last_part || counted { 0 } else { articles.unwrap_or(self.open.len()) };
            self.close_to(depth);
        }
        if let Some(depth) = self.behind_items(line) {
            self.close_to(depth);
        }
        let pieces = self.pieces(line, line.span).spans;
        if self.is_clause_of_its_own(&pieces) {
            self.close_to_division_above();
        }
        let leaf = self.leaf(&pieces);
        self.paragraph_node(leaf);
        self.spare = pieces;
    }

    /// Where a paragraph goes that is one of the article itself (款) and no part of its last item (项): it speaks of the
    /// 款 before it, or the items are parts of one sentence that ended with the last of them.
    fn behind_items(&self, line: &Classified) -> Option<usize> {
        const SPEAK_OF_IT: [&str; 6] = ["前款", "前两款", "前三款", "违反前款", "符合前款", "有前款"];
        let article = self.open.iter().rposition(|o| o.family() == Some(Family::Article))?;
        let item = self.open.get(article + 1).filter(|o| o.family() > Some(Family::Article))?;
        // The node before an item is the last of the item above it, or what leads to the items.
        let above = self.tables.nodes[..item.node as usize].last().map_or("", |n| n.span.of(self.source));
        let ended = || self.at.checked_sub(1).is_some_and(|at| self.lines.at(at).last == '。');
        let is_own = above.ends_with(['；', ';']) && ended()
            || SPEAK_OF_IT.iter().any(|w| line.words.of(self.source, self.compacted).starts_with(w));
        is_own.then_some(article + 1)
    }

    /// Whether a line without a number stands above an article as its chapter's name would: 附　则. It is no part of the
    /// article before it.
    fn heads_articles(&self, line: &Classified) -> bool {
        line.kind == LineKind::Text
            && line.width <= 20
            && line.is_bare()
            && line.opens == line.closes
            && self.line(1).and_then(Classified::marker).is_some_and(|m| self.is_headed_by_itself(m))
            && self.at.checked_sub(1).is_some_and(|above| self.lines.at(above).ends_sentence(self.source))
    }

    /// Whether a number may stand below a heading without one that is no part of the division before: an article, or a
    /// 一、 that goes on with sentences.
    fn is_headed_by_itself(&self, next: Marker) -> bool {
        let goes_on = || {
            let own = self.open.first().filter(|open| open.family() == Some(Family::HanComma));
            own.is_some_and(|own| self.number_of(own.node) == Some(next.number.main.saturating_sub(1)))
                && self.lines.at(self.at).is_words_alone()
                && self.stands_behind_sentences()
        };
        next.family == Family::Article || next.family == Family::HanComma && goes_on()
    }

    /// The number of a division.
    fn number_of(&self, node: u32) -> Option<u32> {
        match self.tables.nodes.get(node as usize)?.kind {
            BlockKind::Division(id) => Some(self.tables.divisions.get(id as usize)?.number.main),
            _ => None,
        }
    }

    /// Whether a line says good-bye (特此通知。): the last one of a body, it stands below no number.
    fn is_farewell(&self, at: usize) -> bool {
        at + 1 == self.lines.len()
            && self.lines.at(at).width <= 42
            && closing::is_farewell(self.lines.at(at).span.of(self.source))
    }

    fn leaf(&mut self, pieces: &[Span]) -> Leaf {
        let hull = hull(pieces);
        self.tables.leaf_of(pieces, hull)
    }

    /// Whether a paragraph is a responsibility clause behind several items: it belongs to the division above them.
    fn is_clause_of_its_own(&self, pieces: &[Span]) -> bool {
        let [one] = pieces else { return false };
        let text = one.of(self.source);
        let clause = text.starts_with(['(', '（'])
            && text.ends_with([')', '）'])
            && has_any(text, &["责任", "负责", "牵头", "配合"])
            || is_labelled_duty(text)
                && self.open.last().is_some_and(|open| open.family() == Some(Family::Dash));
        // The node before a division is the last of its sibling's.
        let sibling_has_none = |o: &Open| {
            let before = self.tables.nodes[..o.node as usize].last().map_or("", |n| n.span.of(self.source));
            o.sibling && !before.trim_end().ends_with([')', '）']) && !is_labelled_duty(before)
        };
        clause && self.open.last().is_some_and(sibling_has_none)
    }

    /// Whether a line says something of the whole document: from when it is in force (本决定自…起施行。).
    fn is_provision(&self, at: usize) -> bool {
        let line = self.lines.at(at);
        line.kind == LineKind::Text
            && line.width <= 60
            && closing::is_provision_of_the_whole(line.span.of(self.source))
    }

    /// Whether all divisions that are open are items which are sentences: under a heading, in an article or a box such
    /// a provision is part of it.
    fn stands_behind_sentences(&self) -> bool {
        let is_sentence = |open: &Open| match open.what {
            Opened::Division(family) if family > Family::Article => {
                let BlockKind::Division(id) = self.tables.nodes[open.node as usize].kind else {
                    return false;
                };
                self.tables.divisions[id as usize].heading.is_none()
            }
            _ => false,
        };
        self.open.iter().all(is_sentence)
    }

    fn close_to_division_above(&mut self) {
        let depth = self.open.len().saturating_sub(1);
        self.close_to(depth);
    }

    // ------------------------------------------------------------------ divisions

    fn division(&mut self, line: &'a Classified, marker: Marker) -> bool {
        let Some(placement) = self.series.place(&self.open, marker, self.at, line, self.source) else {
            return false;
        };
        let Placement { depth, finding } = placement;
        if let Some(finding) = finding {
            self.report(finding, line.span);
        }
        let sibling = self.open.get(depth).is_some_and(|o| matches!(o.what, Opened::Division(_)));
        self.close_to(depth);
        self.add_division(line, marker, sibling);
        true
    }

    fn add_division(&mut self, line: &'a Classified, marker: Marker, sibling: bool) {
        let level = self.level_of(marker.family);
        let split = line.span.start + marker.len;
        let (mut marker_span, mut rest) =
            (Span::new(line.span.start, split), Span::new(split, line.span.end));
        if line.has_blanks() {
            marker_span = trim_end(self.source, marker_span);
            rest = trim_start(self.source, rest);
        }
        let (mut pieces, may_stop) = if rest.is_empty() {
            self.at += 1;
            (Vec::new(), false)
        } else {
            let Pieces { spans, seen, .. } = self.pieces(line, rest);
            (spans, seen.intersects(Seen::STOP.union(Seen::POINT)))
        };
        let under = || self.has_something_under(marker.family);
        let Parts { heading, head, run_in } = Parts::of(self.source, &mut pieces, may_stop, level, under);
        let bare = Span::new(marker_span.start, marker_span.start + marker.bare(marker_span.of(self.source)));
        let marker_leaf = self.tables.leaf_of(&[marker_span], bare);
        let heading = heading.map(|value| self.tables.leaf_of(&pieces[..head], value));
        let id = self.tables.divisions.len() as u32;
        let occurrence = self.occurrence(level, marker.number);
        self.tables.divisions.push(DivisionNode {
            level,
            marker: marker_leaf,
            number: marker.number,
            heading,
            run_in,
            occurrence,
        });
        let own = heading.map_or(marker_span, |h| marker_span.hull(self.tables.hull_of(h)));
        let node = self.push_node(BlockKind::Division(id), own);
        self.open_node(node, Opened::Division(marker.family), sibling);
        if let text @ [_, ..] = &pieces[head..] {
            let leaf = self.leaf(text);
            // Of marks alone nothing is shown: **（一）&nbsp;**.
            if leaf.count > 0 {
                self.paragraph_node(leaf);
            }
        }
        if !rest.is_empty() {
            self.spare = pieces;
        } else if is_headed(level) {
            self.heading_on_next_line(id, node);
        }
    }

    /// 第一章 on a line of its own: the next short line is its heading.
    fn heading_on_next_line(&mut self, division: u32, node: u32) {
        let Some(next) = self.line(0) else { return };
        if next.kind == LineKind::Text && next.is_bare() && next.width <= 30 {
            let leaf = self.tables.leaf(next.span);
            self.tables.divisions[division as usize].heading = Some(leaf);
            let span = &mut self.tables.nodes[node as usize].span;
            *span = span.hull(next.span);
            self.at += 1;
        }
    }

    fn occurrence(&mut self, level: Level, number: DivisionNumber) -> u32 {
        let above = self.open.iter().rev().find(|o| matches!(o.what, Opened::Division(_)));
        self.occurrences.next(above.map_or(0, |above| above.node + 1), level, number)
    }

    /// The level of a family where it stands: below an article (一) is an item and 1. a subitem.
    fn level_of(&self, family: Family) -> Level {
        let in_article = || self.open.iter().any(|o| o.what == Opened::Division(Family::Article));
        match family {
            Family::Part | Family::Subpart => Level::Part,
            Family::Chapter => Level::Chapter,
            Family::Section => Level::Section,
            Family::Article => Level::Article,
            Family::HanComma => Level::Heading1,
            Family::HanParen if in_article() => Level::Item,
            Family::HanParen => Level::Heading2,
            Family::ArabicDot | Family::ArabicHalfParen if in_article() => Level::Subitem,
            Family::ArabicDot | Family::Decimal => Level::Heading3,
            Family::ArabicParen | Family::ArabicHalfParen | Family::Decimal2 => Level::Heading4,
            Family::Circled | Family::Decimal3 | Family::Decimal4 => Level::Heading5,
            Family::Dash => Level::Point,
        }
    }

    /// Whether a paragraph or a lower division follows before the next marker of this or a higher series.
    fn has_something_under(&self, family: Family) -> bool {
        match self.line(0).map(|l| l.kind) {
            Some(LineKind::Text) => {
                let duty = || {
                    family == Family::Dash && is_labelled_duty(self.lines.at(self.at).span.of(self.source))
                };
                // A few words above the next 三、 head that one.
                let heads_next = || {
                    self.lines.at(self.at).is_words_alone()
                        && self
                            .line(1)
                            .and_then(Classified::marker)
                            .is_some_and(|m| m.family == Family::HanComma && m.number.main > 1)
                };
                !self.is_farewell(self.at) && !self.is_provision(self.at) && !duty() && !heads_next()
            }
            Some(LineKind::Marked(next)) => self.series.is_below(next.family, family),
            _ => false,
        }
    }
}

/// Whether a paragraph begins with the label of a duty: 责任单位：, 牵头部门：, 完成时限：.
fn is_labelled_duty(text: &str) -> bool {
    let Some(label) = text.get(..12) else { return false };
    ["责任", "牵头", "配合", "完成"].iter().any(|w| label.starts_with(w))
        && ["单位", "部门", "时限", "时间"].iter().any(|w| label.ends_with(w))
        && text[12..].trim_start_matches(is_blank).starts_with(sign::is_colon)
}

/// Whether a division of this level has a heading that may stand on the next line.
const fn is_headed(level: Level) -> bool {
    matches!(level, Level::Part | Level::Chapter | Level::Section)
}

/// The hull of some pieces.
fn hull(pieces: &[Span]) -> Span {
    match pieces {
        [] => Span::default(),
        [one] => *one,
        [first, .., last] => Span::new(first.start, last.end),
    }
}
