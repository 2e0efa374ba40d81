//! Facts taken out of the finished tree: one walk reads each text once, then each kind of fact, a file of its own, is
//! looked for in all of them.
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
mod texts;
mod view;

use alloc::vec::Vec;
use core::ops::Range;

use crate::{
    model::{BlockKind, DocumentFacts, DocumentKind, FactLists, Leaf, Level, NONE, Slice, Tables, UnitRole},
    source::{Lines, Span, order_by},
};
use index::Index;
use kinds::Kinds;
use scan::Signs;
use terms::Terms;
use texts::Texts;
use view::{Scratch, View};

/// Finds the facts of every document. Time is linear in the text.
#[inline(never)] // A stage: profiles name it.
pub(crate) fn extract(source: &str, lines: &Lines, tables: &mut Tables) {
    let mut scratch = Scratch::new(lines);
    let index = Index::new(source, tables, &mut scratch);
    let texts = Texts::new(source, lines);
    let mut walk = Walk { source, texts, indicators: Vec::new() };
    let units = tables.units.iter().zip(0..);
    let documents = units.filter(|(unit, _)| unit.role == UnitRole::Document);
    let units: Vec<_> = documents.map(|(unit, id)| id..unit.end.max(id + 1)).collect();
    let documents: Vec<_> = units.into_iter().map(|units| walk.document(units, tables)).collect();
    // Most titles are cited and half of the brackets hold a clause, if any do; the lists grow where there is more.
    let (titles, parens) = walk.texts.brackets_found();
    let some = lines.signs.len() / 48;
    let mut facts = FactLists {
        citations: Vec::with_capacity(titles + some / 4),
        assignments: Vec::with_capacity(parens),
        groups: Vec::with_capacity(parens),
        dates: Vec::with_capacity(some),
        deadlines: Vec::with_capacity(some / 2),
        references: Vec::with_capacity(some / 2),
        targets: Vec::with_capacity(some / 2),
        ..FactLists::default()
    };
    tables.leaves.reserve(3 * parens);
    facts.of_document = walk.find(&documents, &index, &mut scratch, &mut Out { tables, facts: &mut facts });
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
    /// The nearest division that holds the text, or [`NONE`]; until the text is read, any node.
    division: u32,
    /// Whether the unit amends others: the articles that it names are theirs.
    amends: bool,
}

/// A text with all that the kinds of facts ask of it.
#[derive(Clone, Copy)]
struct TextAt<'a> {
    view: View<'a>,
    scan: Signs<'a>,
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

/// The texts of a document and its tables of indicators, among all that were read.
#[derive(Debug)]
struct Document {
    texts: Slice,
    indicators: Slice,
}

struct Walk<'s> {
    source: &'s str,
    texts: Texts<'s>,
    /// The tables of indicators: their columns and rows.
    indicators: Vec<(targets::Columns, Slice)>,
}

impl Walk<'_> {
    /// Reads the texts of a document.
    fn document(&mut self, units: Range<u32>, tables: &mut Tables) -> Document {
        let (texts, indicators) = (self.texts.len(), self.indicators.len());
        for unit in units {
            let title = tables.units.get(unit as usize).and_then(|u| u.title);
            let amends = title.is_some_and(|title| tables.read(self.source, title).contains("修改"));
            self.unit(Place { role: Role::Head, unit, division: NONE, amends }, tables);
            self.texts.brackets.report(&mut tables.diagnostics);
        }
        Document {
            texts: Slice::new(texts, self.texts.len()),
            indicators: Slice::new(indicators, self.indicators.len()),
        }
    }

    fn unit(&mut self, place: Place, tables: &Tables) {
        let Some(unit) = tables.units.get(place.unit as usize) else { return };
        self.text(unit.title, place, tables);
        for line in unit.history.of(&tables.history) {
            self.text(Some(line.text), Place { role: Role::History, ..place }, tables);
        }
        for id in unit.body.ids() {
            self.node(id, place, tables);
        }
        for list in [unit.attachment_list, unit.notes] {
            for &leaf in list.of(&tables.leaves) {
                self.text(Some(leaf), place, tables);
            }
        }
    }

    fn node(&mut self, id: u32, place: Place, tables: &Tables) {
        let Some(kind) = tables.nodes.get(id as usize).map(|n| n.kind) else { return };
        let place = Place { role: Role::Heading, division: id, ..place };
        match kind {
            BlockKind::Paragraph(at) => {
                let leaf = tables.paragraphs.get(at as usize).copied();
                self.text(leaf, Place { role: Role::Body, ..place }, tables);
            }
            BlockKind::Division(at) => {
                self.text(tables.divisions.get(at as usize).and_then(|d| d.heading), place, tables);
            }
            _ => self.rare_node(kind, place, tables),
        }
    }

    #[inline(never)] // The others are told apart by a jump that no processor foresees.
    fn rare_node(&mut self, kind: BlockKind, place: Place, tables: &Tables) {
        let (leaf, role) = match kind {
            BlockKind::Box(at) => (tables.boxes.get(at as usize).and_then(|b| b.title), Role::Heading),
            BlockKind::Qa(at) => (tables.qas.get(at as usize).map(|q| q.question), Role::Heading),
            BlockKind::Roster(at) => (tables.rosters.get(at as usize).and_then(|r| r.title), Role::Head),
            BlockKind::Table(at) => return self.table(at, place, tables),
            BlockKind::Paragraph(_) | BlockKind::Division(_) => return,
        };
        self.text(leaf, Place { role, ..place }, tables);
    }

    fn table(&mut self, at: u32, place: Place, tables: &Tables) {
        let Some(&table) = tables.tables.get(at as usize) else { return };
        self.text(table.title, place, tables);
        for row in table.rows.of(&tables.rows) {
            for &cell in row.of(&tables.cells) {
                self.text(cell, Place { role: Role::Cell, ..place }, tables);
            }
        }
        if let Some(columns) = targets::columns(self.source, table, tables) {
            self.indicators.push((columns, table.rows));
        }
    }

    fn text(&mut self, leaf: Option<Leaf>, place: Place, tables: &Tables) {
        if let Some(leaf) = leaf {
            self.texts.add(leaf, place, tables);
        }
    }

    /// Finds the facts of the texts that were read, one kind after the other: the rules of a kind are much code, which stays
    /// at hand from text to text.
    fn find(
        &self,
        documents: &[Document],
        index: &Index,
        scratch: &mut Scratch<'_>,
        out: &mut Out<'_>,
    ) -> Vec<DocumentFacts> {
        let source = self.source;
        let mut members = Vec::with_capacity(16);
        let mut found = alloc::vec![DocumentFacts::default(); documents.len()];
        let of = |document: &Document, kinds| self.texts.of(document.texts, kinds, index);
        for (document, found) in documents.iter().zip(&mut found) {
            let from = out.facts.assignments.len();
            for (text, kinds) in of(document, Kinds::DUTY) {
                assignments::find(source, &text, kinds.contains(Kinds::LABELLED), &mut members, out);
            }
            found.assignments = in_order(&mut out.facts.assignments, from, |x| x.span);
        }
        for (document, found) in documents.iter().zip(&mut found) {
            let (citations, terms) = (out.facts.citations.len(), out.facts.terms.len());
            // What a short name stands for is known from where it is defined on.
            let mut known = Terms::default();
            for (text, kinds) in of(document, Kinds::TERM.union(Kinds::CITATION)) {
                if kinds.intersects(Kinds::TERM) {
                    terms::find(&text, &mut known, out);
                }
                citations::find(&text, &known, out);
            }
            found.citations = in_order(&mut out.facts.citations, citations, |x| x.span);
            found.terms = in_order(&mut out.facts.terms, terms, |x| x.span);
        }
        for (document, found) in documents.iter().zip(&mut found) {
            let from = out.facts.references.len();
            for (text, _) in of(document, Kinds::REFERENCE) {
                references::find(&text, out);
            }
            found.references = in_order(&mut out.facts.references, from, |x| x.span);
        }
        for (document, found) in documents.iter().zip(&mut found) {
            let (dates, deadlines) = (out.facts.dates.len(), out.facts.deadlines.len());
            for (text, _) in of(document, Kinds::DATE.union(Kinds::DEADLINE)) {
                dates::find(&text, out);
                deadlines::find(&text, out);
            }
            found.dates = in_order(&mut out.facts.dates, dates, |x| x.span);
            found.deadlines = in_order(&mut out.facts.deadlines, deadlines, |x| x.span);
        }
        for (document, found) in documents.iter().zip(&mut found) {
            let from = out.facts.targets.len();
            for (text, _) in of(document, Kinds::TARGET) {
                if may_set_targets(&text) {
                    targets::find(source, &text, out);
                }
            }
            for (columns, rows) in document.indicators.of(&self.indicators) {
                targets::rows(source, columns, *rows, out, scratch);
            }
            found.targets = in_order(&mut out.facts.targets, from, |x| x.span);
        }
        found
    }
}

/// Whether the sentences of a text can set targets, by where it stands.
fn may_set_targets(text: &TextAt<'_>) -> bool {
    let place = text.place;
    let in_article = text
        .index
        .level(place.division)
        .is_some_and(|l| matches!(l, Level::Article | Level::Item | Level::Subitem));
    let kind = text.index.kind(place.unit);
    let sets_goals = !matches!(kind, Some(DocumentKind::Law | DocumentKind::Communique)) && !place.amends;
    // The articles of a plan are its sections; those of a rule say when it applies.
    let in_rule = in_article && kind != Some(DocumentKind::Plan);
    matches!(place.role, Role::Body | Role::Heading) && !in_rule && sets_goals
}

/// Where facts go.
struct Out<'t> {
    tables: &'t mut Tables,
    facts: &'t mut FactLists,
}

/// Brings the facts of a document into the order of the text and names them: its attachments may stand before its notes.
fn in_order<T>(list: &mut [T], from: usize, place: impl Fn(&T) -> Span) -> Slice {
    if let Some(these) = list.get_mut(from..) {
        order_by(these, |fact| (place(fact).start, 0));
    }
    Slice::new(from, list.len())
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
