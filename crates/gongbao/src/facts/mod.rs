//! Facts taken out of the finished tree: one walk, one scan of each text, one file for each kind of fact.
//!
//! Enters: the tables of a parse whose tree is complete. Leaves: the lists in [`FactLists`], each fact with its place.

mod assignments;
mod brackets;
mod citations;
mod dates;
mod deadlines;
mod index;
mod kinds;
mod names;
mod references;
mod scan;
mod targets;
mod terms;
mod view;

use alloc::vec::Vec;

use crate::{
    grammar::assignment::Member,
    model::{BlockKind, DocumentFacts, DocumentKind, FactLists, Leaf, Level, NONE, Slice, Tables, UnitRole},
    source::{Lines, Span, order_by},
};
use brackets::OpenBrackets;
use index::Index;
use kinds::Kinds;
use scan::Scan;
use terms::Terms;
use view::{Scratch, View};

/// Finds the facts of every document. Time is linear in the text.
#[inline(never)] // A stage: profiles name it.
pub(crate) fn extract(source: &str, lines: &Lines, tables: &mut Tables) {
    let mut scratch = Scratch::new(lines);
    let index = Index::new(source, tables, &mut scratch);
    let mut walk = Walk {
        source,
        index,
        scratch,
        scan: Scan::with_room(),
        members: Vec::with_capacity(16),
        brackets: OpenBrackets::default(),
        above: Vec::new(),
    };
    walk.find_divisions(tables);
    // In most texts about one sign in so many belongs to a fact of each of these kinds; the lists grow where there are more.
    let some = lines.signs.len() / 24;
    let mut facts = FactLists {
        citations: Vec::with_capacity(some / 2),
        assignments: Vec::with_capacity(some),
        groups: Vec::with_capacity(some),
        dates: Vec::with_capacity(some / 2),
        ..FactLists::default()
    };
    tables.leaves.reserve(2 * some);
    let documents: Vec<u32> = (0..tables.units.len() as u32)
        .filter(|&id| tables.units.get(id as usize).is_some_and(|u| u.role == UnitRole::Document))
        .collect();
    for id in documents {
        let range = walk.document(id, tables, &mut facts);
        facts.of_document.push(range);
    }
    tables.facts = facts;
}

/// What a text is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The title of a unit, its notes, the list of its attachments: only cites.
    Head,
    /// A line of its history: cites by title; a number alone is that of an earlier edition.
    History,
    /// A heading, question or box title.
    Heading,
    /// Running text.
    Body,
    /// A cell of a table.
    Cell,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    role: Role,
    unit: u32,
    /// The nearest division that holds the text, or [`NONE`].
    division: u32,
    /// Whether the unit amends others: the articles that it names are theirs.
    amends: bool,
}

/// A text with all that the kinds of facts ask of it.
#[derive(Clone, Copy)]
struct TextAt<'a> {
    view: View<'a>,
    scan: &'a Scan,
    index: &'a Index,
    leaf: Leaf,
    place: Place,
}

impl TextAt<'_> {
    /// A part of the text as a value of the model.
    #[inline]
    fn derive(&self, tables: &Tables, from: usize, to: usize) -> Leaf {
        let value = self.view.span(from, to);
        // Nearly every text is in one piece.
        if self.leaf.count == 1 && !value.is_empty() {
            return Leaf { value, derived: true, ..self.leaf };
        }
        tables.derive(self.leaf, value)
    }

    /// The text in front of an offset.
    fn before(&self, at: usize) -> &str {
        self.view.text.get(..at).unwrap_or("")
    }

    /// Whether a full stop stands between two offsets.
    fn passes_stop(&self, from: usize, to: usize) -> bool {
        self.view.text.get(from..to).is_none_or(|t| t.contains('。'))
    }

    /// The text from an offset on.
    fn from(&self, at: usize) -> &str {
        self.view.text.get(at..).unwrap_or("")
    }
}

struct Walk<'s> {
    source: &'s str,
    index: Index,
    scratch: Scratch<'s>,
    scan: Scan,
    /// Of the assignment at hand.
    members: Vec<Member>,
    /// Of the unit at hand.
    brackets: OpenBrackets,
    /// For each node the nearest division, itself included.
    above: Vec<u32>,
}

impl Walk<'_> {
    fn find_divisions(&mut self, tables: &Tables) {
        self.above.reserve(tables.nodes.len());
        for (id, node) in tables.nodes.iter().enumerate() {
            // A parent stands before its children.
            let above = self.above.get(node.parent as usize).copied().unwrap_or(NONE);
            let is_division = matches!(node.kind, BlockKind::Division(_));
            self.above.push(if is_division { id as u32 } else { above });
        }
    }

    fn document(&mut self, id: u32, tables: &mut Tables, facts: &mut FactLists) -> DocumentFacts {
        let start = lengths(facts);
        let mut terms = Terms::default();
        let end = tables.units.get(id as usize).map_or(id + 1, |u| u.end.max(id + 1));
        for unit in id..end {
            let title = tables.units.get(unit as usize).and_then(|u| u.title);
            let amends = title.is_some_and(|title| tables.read(self.source, title).contains("修改"));
            let place = Place { role: Role::Head, unit, division: NONE, amends };
            self.unit(place, tables, facts, &mut terms);
        }
        sort(facts, start);
        let now = lengths(facts);
        let range = |n: usize| Slice::new(start[n], now[n]);
        DocumentFacts {
            citations: range(0),
            references: range(1),
            assignments: range(2),
            targets: range(3),
            deadlines: range(4),
            dates: range(5),
            terms: range(6),
        }
    }

    fn unit(&mut self, place: Place, tables: &mut Tables, facts: &mut FactLists, terms: &mut Terms) {
        let Some(unit) = tables.units.get(place.unit as usize) else { return };
        let (body, lists) = (unit.body, [unit.attachment_list, unit.notes]);
        let (title, history) = (unit.title, unit.history);
        let mut out = Out { tables, facts, terms };
        if let Some(title) = title {
            self.text(title, place, &mut out);
        }
        for n in history.ids() {
            if let Some(line) = out.tables.history.get(n as usize).map(|h| h.text) {
                self.text(line, Place { role: Role::History, ..place }, &mut out);
            }
        }
        for id in body.ids() {
            self.node(id, place, &mut out);
        }
        for n in lists.into_iter().flat_map(Slice::ids) {
            if let Some(&leaf) = out.tables.leaves.get(n as usize) {
                self.text(leaf, place, &mut out);
            }
        }
        self.brackets.report(&mut out.tables.diagnostics);
    }

    fn node(&mut self, id: u32, place: Place, out: &mut Out<'_>) {
        let division = self.above.get(id as usize).copied().unwrap_or(NONE);
        let place = Place { role: Role::Heading, division, ..place };
        let Some(kind) = out.tables.nodes.get(id as usize).map(|n| n.kind) else { return };
        match kind {
            BlockKind::Paragraph(at) => {
                if let Some(&leaf) = out.tables.paragraphs.get(at as usize) {
                    self.text(leaf, Place { role: Role::Body, ..place }, out);
                }
            }
            BlockKind::Division(at) => {
                let heading = out.tables.divisions.get(at as usize).and_then(|d| d.heading);
                self.text_of(heading, place, out);
            }
            BlockKind::Box(at) => {
                let title = out.tables.boxes.get(at as usize).and_then(|b| b.title);
                self.text_of(title, place, out);
            }
            BlockKind::Qa(at) => {
                let question = out.tables.qas.get(at as usize).map(|q| q.question);
                self.text_of(question, place, out);
            }
            BlockKind::Table(at) => self.table(at, place, out),
            BlockKind::Roster(at) => self.roster(at, place, out),
        }
    }

    fn table(&mut self, at: u32, place: Place, out: &mut Out<'_>) {
        let Some(&table) = out.tables.tables.get(at as usize) else { return };
        self.text_of(table.title, place, out);
        let columns = targets::columns(self.source, table, out.tables);
        for row in table.rows.ids() {
            let Some(&cells) = out.tables.rows.get(row as usize) else { continue };
            for cell in cells.ids() {
                let leaf = out.tables.cells.get(cell as usize).copied().flatten();
                self.text_of(leaf, Place { role: Role::Cell, ..place }, out);
            }
            if let Some(columns) = &columns {
                targets::row(self.source, columns, cells, out, &mut self.scratch);
            }
        }
    }

    fn roster(&mut self, at: u32, place: Place, out: &mut Out<'_>) {
        let Some(&roster) = out.tables.rosters.get(at as usize) else { return };
        self.text_of(roster.title, Place { role: Role::Head, ..place }, out);
    }

    fn text_of(&mut self, leaf: Option<Leaf>, place: Place, out: &mut Out<'_>) {
        if let Some(leaf) = leaf {
            self.text(leaf, place, out);
        }
    }

    #[inline]
    fn text(&mut self, leaf: Leaf, place: Place, out: &mut Out<'_>) {
        // A value read out of another leaf is read there.
        if leaf.derived {
            return;
        }
        // A line that begins with a label is found without any sign, everything else by one.
        if place.role == Role::Body || self.scratch.has_sign(out.tables.pieces_of(leaf), leaf.value) {
            self.read(leaf, place, out);
            self.scratch.pass(self.scan.passed);
        }
    }

    #[inline(never)] // Many texts have no sign at all.
    fn read(&mut self, leaf: Leaf, place: Place, out: &mut Out<'_>) {
        let view = self.scratch.view(self.source, out.tables.pieces_of(leaf), leaf.value);
        self.scan.read(&view);
        self.brackets.follow(&self.scan, &view);
        let text = TextAt { view, scan: &self.scan, index: &self.index, leaf, place };
        if matches!(place.role, Role::Head | Role::History) {
            citations::find(&text, out);
            return;
        }
        assignments::find(self.source, &text, &mut self.members, out);
        // Most texts hold one kind of fact or none: the rules of the others are not even begun.
        let kinds = self.scan.kinds;
        if kinds.intersects(Kinds::TERM) {
            terms::find(&text, out);
        }
        if kinds.intersects(Kinds::NUMBER) || !self.scan.titles.is_empty() {
            citations::find(&text, out);
        }
        if kinds.intersects(Kinds::REFERENCE) {
            references::find(&text, out);
        }
        if kinds.intersects(Kinds::DATE) {
            dates::find(&text, out);
        }
        if kinds.intersects(Kinds::DEADLINE) {
            deadlines::find(&text, out);
        }
        if !kinds.intersects(Kinds::TARGET) {
            return;
        }
        let in_article = text
            .index
            .level(place.division)
            .is_some_and(|l| matches!(l, Level::Article | Level::Item | Level::Subitem));
        let kind = text.index.kind(place.unit);
        let sets_goals = !matches!(kind, Some(DocumentKind::Law | DocumentKind::Communique)) && !place.amends;
        // The articles of a plan are its sections; those of a rule say when it applies.
        let in_rule = in_article && kind != Some(DocumentKind::Plan);
        if matches!(place.role, Role::Body | Role::Heading) && !in_rule && sets_goals {
            targets::find(self.source, &text, out);
        }
    }
}

/// Where facts go.
struct Out<'t> {
    tables: &'t mut Tables,
    facts: &'t mut FactLists,
    terms: &'t mut Terms,
}

fn lengths(f: &FactLists) -> [usize; 7] {
    [
        f.citations.len(),
        f.references.len(),
        f.assignments.len(),
        f.targets.len(),
        f.deadlines.len(),
        f.dates.len(),
        f.terms.len(),
    ]
}

/// Brings the facts of a document into the order of the text: its attachments may stand before its notes.
fn sort(f: &mut FactLists, from: [usize; 7]) {
    fn tail<T>(list: &mut [T], from: usize, place: impl Fn(&T) -> Span) {
        if let Some(tail) = list.get_mut(from..) {
            order_by(tail, |x| (place(x).start, 0));
        }
    }
    tail(&mut f.citations, from[0], |x| x.span);
    tail(&mut f.references, from[1], |x| x.span);
    tail(&mut f.assignments, from[2], |x| x.span);
    tail(&mut f.targets, from[3], |x| x.span);
    tail(&mut f.deadlines, from[4], |x| x.span);
    tail(&mut f.dates, from[5], |x| x.span);
    tail(&mut f.terms, from[6], |x| x.span);
}

#[cfg(test)]
mod tests {
    use alloc::{string::ToString, vec::Vec};

    use crate::{TargetRef, parse};

    #[test]
    fn short_names_and_titles_lead_to_what_the_text_holds() {
        let text = "某市人民政府关于印发某市防汛办法的通知\n某政发〔2024〕3号\n各区人民政府:\n\
                    现将《某市防汛办法》(以下简称《办法》)印发给你们。《办法》第二条、第三条至第四条自2024年7月1日起执行，\
                    按照《防洪法》(国务院令第7号)第八条办理。\n某市人民政府\n2024年5月6日\n某市防汛办法\n\
                    第一条 为了规范工作,制定本办法。\n第二条 有下列情形之一的:\n(一)甲;\n(二)乙。\n\
                    第三条 违反本办法第二条第(二)项的,依照前条处理。\n第四条 本办法自2024年7月1日起施行。";
        let gazette = parse(text);
        let document = gazette.documents().next().unwrap();
        let id = |t: Option<TargetRef<'_>>| t.map(TargetRef::id).unwrap_or_default();
        let cited: Vec<_> = document
            .citations()
            .map(|c| (c.title().map(|t| t.to_string()).unwrap_or_default(), id(c.target())))
            .collect();
        let has = |title: &str, target: &str| cited.iter().any(|(t, i)| t == title && i == target);
        assert!(has("某市防汛办法", "doc_1__enc_1"), "{cited:?}");
        assert!(has("办法", "doc_1__enc_1__art_2") && has("办法", "doc_1__enc_1__art_3"), "{cited:?}");
        assert!(has("防洪法", ""), "{cited:?}");
        let referred: Vec<_> =
            document.references().map(|r| (r.text().to_string(), id(r.target()))).collect();
        for (words, target) in [
            ("本办法", "doc_1__enc_1"),
            ("本办法第二条第(二)项", "doc_1__enc_1__art_2__item_2"),
            ("前条", "doc_1__enc_1__art_2"),
        ] {
            assert!(referred.iter().any(|(w, t)| w == words && t == target), "{words}: {referred:?}");
        }
    }

    #[test]
    fn every_number_beside_a_title_is_cited() {
        let text = "某市水务局关于做好工作的通知\n某水〔2031〕9号\n各区水务局：\n根据《关于保护的通知》（甲发〔2031〕6号、\
                    甲发〔2031〕7号）和《堤防办法》（第5号令）第三条，现通知如下。按照甲发〔2030〕8号《护岸办法》、\
                    甲发〔2030〕9号文件《护林办法》执行。\n某市水务局\n2031年5月6日\n";
        let gazette = parse(text);
        let document = gazette.documents().next().unwrap();
        let cited: Vec<_> = document
            .citations()
            .map(|c| (c.title().unwrap().to_string(), c.doc_number().unwrap().text().to_string()))
            .collect();
        let found: Vec<_> = cited.iter().map(|(t, n)| (t.as_str(), n.as_str())).collect();
        assert_eq!(
            found,
            [
                ("关于保护的通知", "甲发〔2031〕6号"),
                ("关于保护的通知", "甲发〔2031〕7号"),
                ("堤防办法", "第5号令"),
                ("护岸办法", "甲发〔2030〕8号"),
                ("护林办法", "甲发〔2030〕9号"),
            ]
        );
    }

    #[test]
    fn a_fact_cut_by_a_break_is_one_fact() {
        let text = "某市某方案\n一、主要任务\n(一)加强预警。各区要加强预警，在2024年6月底前完成。(责任单位:市水务局、市应\n— 2 —\n急局,\
                    各区人民政府)\n二、保障措施\n做好保障。";
        let gazette = parse(text);
        let document = gazette.documents().next().unwrap();
        let clause = document.assignments().next().unwrap();
        let units: Vec<_> = clause.groups().flat_map(|g| g.units().map(|u| u.to_string())).collect();
        assert_eq!(units, ["市水务局", "市应急局", "各区人民政府"]);
        assert_eq!(document.deadlines().next().unwrap().until().unwrap().to_string(), "2024-06-30");
    }
}
