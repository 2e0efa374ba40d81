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
    grammar::assignment::Member,
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
    let units = tables.units.iter().zip(0..);
    let documents = units.filter(|(unit, _)| unit.role == UnitRole::Document);
    let documents: Vec<_> = documents.map(|(unit, id)| id..unit.end.max(id + 1)).collect();
    let mut walk = Walk {
        source,
        index,
        texts: Texts::new(source, lines),
        indicators: Vec::new(),
        parts: Vec::new(),
        begun: (0, 0),
        scratch,
        members: Vec::new(),
        known: (0, Terms::default()),
        facts: FactLists::default(),
    };
    for units in documents {
        walk.document(units, tables);
    }
    walk.find(tables);
    tables.facts = walk.facts;
    put_in_order(&mut tables.facts);
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

/// Of the texts that are held, those of one document, with its tables of indicators.
#[derive(Debug)]
struct Part {
    document: usize,
    texts: Slice,
    indicators: Slice,
}

/// The walk over the documents. Some texts are read and held, then facts are found in them, and so on, so that no more is
/// held the longer a text is.
struct Walk<'s> {
    source: &'s str,
    index: Index,
    texts: Texts<'s>,
    /// The tables of indicators: their columns and rows.
    indicators: Vec<(targets::Columns, Slice)>,
    parts: Vec<Part>,
    /// Where the part at hand begins among the texts and the tables of indicators.
    begun: (usize, usize),
    scratch: Scratch<'s>,
    /// The units of a clause; a list that is used again and again.
    members: Vec<Member>,
    /// The last document in which facts were found, and its short names: it may go on.
    known: (usize, Terms),
    facts: FactLists,
}

impl Walk<'_> {
    /// Reads the texts of a document.
    fn document(&mut self, units: Range<u32>, tables: &mut Tables) {
        self.facts.of_document.push(DocumentFacts::default());
        for unit in units {
            let title = tables.units.get(unit as usize).and_then(|u| u.title);
            let amends = title.is_some_and(|title| tables.read(self.source, title).contains("修改"));
            self.unit(Place { role: Role::Head, unit, division: NONE, amends }, tables);
            self.texts.brackets.report(&mut tables.diagnostics);
        }
        self.end_part();
    }

    fn unit(&mut self, place: Place, tables: &mut Tables) {
        let Some(unit) = tables.units.get(place.unit as usize) else { return };
        let (history, body, lists) = (unit.history, unit.body, [unit.attachment_list, unit.notes]);
        self.text(unit.title, place, tables);
        for line in history.of(&tables.history) {
            self.text(Some(line.text), Place { role: Role::History, ..place }, tables);
        }
        for id in body.ids() {
            self.node(id, place, tables);
            self.find_if_enough(tables);
        }
        for list in lists {
            for &leaf in list.of(&tables.leaves) {
                self.text(Some(leaf), place, tables);
            }
        }
    }

    fn node(&mut self, id: u32, place: Place, tables: &mut Tables) {
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
    fn rare_node(&mut self, kind: BlockKind, place: Place, tables: &mut Tables) {
        let (leaf, role) = match kind {
            BlockKind::Box(at) => (tables.boxes.get(at as usize).and_then(|b| b.title), Role::Heading),
            BlockKind::Qa(at) => (tables.qas.get(at as usize).map(|q| q.question), Role::Heading),
            BlockKind::Roster(at) => (tables.rosters.get(at as usize).and_then(|r| r.title), Role::Head),
            BlockKind::Table(at) => return self.table(at, place, tables),
            BlockKind::Paragraph(_) | BlockKind::Division(_) => return,
        };
        self.text(leaf, Place { role, ..place }, tables);
    }

    fn table(&mut self, at: u32, place: Place, tables: &mut Tables) {
        let Some(&table) = tables.tables.get(at as usize) else { return };
        self.text(table.title, place, tables);
        for row in table.rows.ids() {
            let Some(&cells) = tables.rows.get(row as usize) else { continue };
            for &cell in cells.of(&tables.cells) {
                self.text(cell, Place { role: Role::Cell, ..place }, tables);
            }
            self.find_if_enough(tables);
        }
        if let Some(columns) = targets::columns(self.source, table, tables) {
            self.indicators.push((columns, table.rows));
        }
    }

    /// Ends the part at hand: what is read from here on is another document or is held with other texts.
    fn end_part(&mut self) {
        let ends = (self.texts.len(), self.indicators.len());
        self.parts.push(Part {
            document: self.facts.of_document.len() - 1,
            texts: Slice::new(self.begun.0, ends.0),
            indicators: Slice::new(self.begun.1, ends.1),
        });
        self.begun = ends;
    }

    fn find_if_enough(&mut self, tables: &mut Tables) {
        if self.texts.are_enough() {
            self.end_part();
            self.find(tables);
        }
    }

    fn text(&mut self, leaf: Option<Leaf>, place: Place, tables: &Tables) {
        if let Some(leaf) = leaf {
            self.texts.add(leaf, place, tables);
        }
    }

    /// Finds the facts of the texts that are held, one kind after the other: the rules of a kind are much code, which stays
    /// at hand from text to text. Then none is held.
    fn find(&mut self, tables: &mut Tables) {
        let Self { source, index, texts, indicators, parts, scratch, members, known, facts, .. } = self;
        let mut found = core::mem::take(&mut facts.of_document);
        let out = &mut Out { tables, facts };
        let of = |part: &Part, kinds| texts.of(part.texts, kinds, index);
        for part in parts.iter() {
            let assignments = out.facts.assignments.len();
            for (text, kinds) in of(part, Kinds::DUTY) {
                assignments::find(source, &text, kinds.contains(Kinds::LABEL), members, out);
            }
            extend(&mut found[part.document].assignments, assignments, out.facts.assignments.len());
        }
        for part in parts.iter() {
            let (citations, terms) = (out.facts.citations.len(), out.facts.terms.len());
            // What a short name stands for is known from where it is defined on.
            if known.0 != part.document {
                *known = (part.document, Terms::default());
            }
            for (text, kinds) in of(part, Kinds::TERM.union(Kinds::CITATION)) {
                if kinds.intersects(Kinds::TERM) {
                    terms::find(&text, &mut known.1, out);
                }
                citations::find(&text, &known.1, out);
            }
            extend(&mut found[part.document].citations, citations, out.facts.citations.len());
            extend(&mut found[part.document].terms, terms, out.facts.terms.len());
        }
        for part in parts.iter() {
            let references = out.facts.references.len();
            for (text, _) in of(part, Kinds::REFERENCE) {
                references::find(&text, out);
            }
            extend(&mut found[part.document].references, references, out.facts.references.len());
        }
        for part in parts.iter() {
            let (dates, deadlines) = (out.facts.dates.len(), out.facts.deadlines.len());
            for (text, _) in of(part, Kinds::DATE.union(Kinds::DEADLINE)) {
                dates::find(&text, out);
                deadlines::find(&text, out);
            }
            extend(&mut found[part.document].dates, dates, out.facts.dates.len());
            extend(&mut found[part.document].deadlines, deadlines, out.facts.deadlines.len());
        }
        for part in parts.iter() {
            let targets = out.facts.targets.len();
            for (text, _) in of(part, Kinds::TARGET) {
                if may_set_targets(&text) {
                    targets::find(source, &text, out);
                }
            }
            for (columns, rows) in part.indicators.of(indicators) {
                targets::rows(source, columns, *rows, out, scratch);
            }
            extend(&mut found[part.document].targets, targets, out.facts.targets.len());
        }
        facts.of_document = found;
        parts.clear();
        texts.clear();
        indicators.clear();
        self.begun = (0, 0);
    }
}

/// Facts of a document that stand between two places of their list, behind those that it has already.
fn extend(of_document: &mut Slice, from: usize, to: usize) {
    if of_document.is_empty() {
        of_document.start = from as u32;
    }
    of_document.end = to as u32;
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

/// Brings the facts of each document into the order of the text: its attachments may stand before its notes.
fn put_in_order(facts: &mut FactLists) {
    for of in &facts.of_document {
        in_order(&mut facts.citations, of.citations, |x| x.span);
        in_order(&mut facts.references, of.references, |x| x.span);
        in_order(&mut facts.assignments, of.assignments, |x| x.span);
        in_order(&mut facts.targets, of.targets, |x| x.span);
        in_order(&mut facts.deadlines, of.deadlines, |x| x.span);
        in_order(&mut facts.dates, of.dates, |x| x.span);
        in_order(&mut facts.terms, of.terms, |x| x.span);
    }
}

fn in_order<T>(list: &mut [T], these: Slice, place: impl Fn(&T) -> Span) {
    if let Some(these) = list.get_mut(these.start as usize..these.end as usize) {
        order_by(these, |fact| (place(fact).start, 0));
    }
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
