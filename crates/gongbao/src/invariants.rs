//! What must hold of every result: nothing lost, nothing counted twice, places that nest, names that are unique.
//!
//! `parse` runs [`check`] under debug assertions; tests, fuzz targets and whoever wants to be sure call
//! [`Gazette::check_invariants`](crate::Gazette::check_invariants). The tables are walked as the tree is written, from
//! record to facts, so that a leaf which no node holds is found as well as one that two nodes hold. A few passes over
//! text and tables, and the sorting of places and names; no recursion.

use alloc::{format, string::String, vec, vec::Vec};
use core::fmt;

use crate::{
    model::{
        BlockKind, Cx, DateNode, Division, DocNumberNode, Gazette, Leaf, NONE, Slice, Tables, TargetNode,
        UnitNode, UnitRole,
    },
    source::{Span, is_blank},
};

/// What does not hold, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Violation {
    /// A span that ends behind the text or inside a character.
    NotInText { what: &'static str, span: Span },
    /// A character that is in no leaf and no furniture.
    Lost { at: u32, text: String },
    /// Places that cover the same characters.
    CoveredTwice { first: Span, second: Span },
    /// A piece that no node holds.
    NoOwner { span: Span },
    /// A piece that two nodes hold.
    TwoOwners { what: &'static str, span: Span },
    /// A part that is not within the whole.
    Outside { what: &'static str, span: Span, whole: Span },
    /// Siblings that overlap or stand in another order than in the text.
    OutOfOrder { what: &'static str, span: Span, behind: Span },
    /// An id or eid that two nodes have.
    SameName { name: String },
    /// Tables that do not fit each other.
    Broken { what: &'static str, at: u32 },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInText { what, span } => write!(f, "{what} at {span:?} is no place in the text"),
            Self::Lost { at, text } => write!(f, "no leaf covers what stands at {at}: {text}"),
            Self::CoveredTwice { first, second } => write!(f, "{first:?} and {second:?} cover the same text"),
            Self::NoOwner { span } => write!(f, "the piece {span:?} is in the tables, but no node holds it"),
            Self::TwoOwners { what, span } => write!(f, "{what} holds {span:?}, which another node holds"),
            Self::Outside { what, span, whole } => write!(f, "{what} at {span:?} is not within {whole:?}"),
            Self::OutOfOrder { what, span, behind } => {
                write!(f, "{what} at {span:?} stands behind {behind:?}")
            }
            Self::SameName { name } => write!(f, "two nodes have the name {name}"),
            Self::Broken { what, at } => write!(f, "{what} (entry {at})"),
        }
    }
}

/// Looks for what does not hold in the tables of a parse.
pub(crate) fn check(source: &str, tables: &Tables) -> Result<(), Violation> {
    let documents = tables.units.iter().filter(|u| u.parent == NONE).count();
    let mut check =
        Check { source, tables, held: vec![false; tables.pieces.len()], documents: documents as u32 };
    check.head()?;
    check.units()?;
    check.nodes()?;
    check.facts()?;
    check.order_of_findings()?;
    check.cover()?;
    check.names()
}

/// A check while it walks: which pieces have been met.
struct Check<'c> {
    source: &'c str,
    tables: &'c Tables,
    held: Vec<bool>,
    /// How many documents there are.
    documents: u32,
}

/// Whether a leaf covers its characters or reads those of another leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Own,
    Either,
    Derived,
}

impl Check<'_> {
    /// The whole text.
    fn all(&self) -> Span {
        Span::at(0, self.source.len())
    }

    fn place(&self, what: &'static str, span: Span) -> Result<(), Violation> {
        if self.source.get(span.start as usize..span.end as usize).is_none() {
            return Err(Violation::NotInText { what, span });
        }
        Ok(())
    }

    fn within(&self, what: &'static str, span: Span, whole: Span) -> Result<(), Violation> {
        self.place(what, span)?;
        if whole.contains(span) { Ok(()) } else { Err(Violation::Outside { what, span, whole }) }
    }

    /// A range of ids that fits its table.
    fn range(what: &'static str, ids: Slice, len: usize) -> Result<(), Violation> {
        let fits = ids.start <= ids.end && ids.end as usize <= len;
        if fits { Ok(()) } else { Err(Violation::Broken { what, at: ids.start }) }
    }

    /// A leaf: its pieces are there, in order, within the whole, and its own if it is not derived.
    fn leaf(&mut self, what: &'static str, leaf: Leaf, holds: Holds, whole: Span) -> Result<(), Violation> {
        let ids = Slice { start: leaf.first, end: leaf.first.saturating_add(leaf.count) };
        Self::range(what, ids, self.tables.pieces.len())?;
        let pieces = ids.of(&self.tables.pieces);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return Err(Violation::Broken { what: "a leaf without a piece", at: leaf.first });
        };
        // A value may begin or end with characters that print nothing and lie in no piece.
        self.place("the value of a leaf", leaf.value)?;
        let hull = Span { start: first.start, end: last.end };
        if leaf.value.intersect(hull).is_empty() {
            return Err(Violation::Outside { what: "the value of a leaf", span: leaf.value, whole: hull });
        }
        if leaf.derived {
            if holds == Holds::Own {
                return Err(Violation::Broken {
                    what: "a derived leaf where the tree writes a place",
                    at: leaf.first,
                });
            }
            return Ok(());
        }
        if holds == Holds::Derived {
            return Err(Violation::Broken { what: "a fact that covers text", at: leaf.first });
        }
        for (piece, id) in pieces.iter().zip(ids.ids()) {
            self.within(what, *piece, whole)?;
            if core::mem::replace(&mut self.held[id as usize], true) {
                return Err(Violation::TwoOwners { what, span: *piece });
            }
        }
        match pieces.windows(2).find(|pair| pair[1].start < pair[0].end) {
            Some(pair) => Err(Violation::OutOfOrder { what, span: pair[1], behind: pair[0] }),
            None => Ok(()),
        }
    }

    fn maybe(&mut self, what: &'static str, leaf: Option<Leaf>, whole: Span) -> Result<(), Violation> {
        leaf.map_or(Ok(()), |leaf| self.leaf(what, leaf, Holds::Either, whole))
    }

    fn dated(&mut self, what: &'static str, date: Option<DateNode>, whole: Span) -> Result<(), Violation> {
        self.maybe(what, date.map(|d| d.text), whole)
    }

    fn number(&mut self, number: Option<&DocNumberNode>, holds: Holds, whole: Span) -> Result<(), Violation> {
        let Some(number) = number else { return Ok(()) };
        self.place("the agency of a document number", number.agency)?;
        self.leaf("a document number", number.text, holds, whole)
    }

    /// A list of texts; the tree writes places for all of them or for none.
    fn list(&mut self, what: &'static str, list: Slice, whole: Span) -> Result<(), Violation> {
        Self::range(what, list, self.tables.leaves.len())?;
        let leaves = list.of(&self.tables.leaves);
        if leaves.iter().any(|l| l.derived != leaves[0].derived) {
            return Err(Violation::Broken {
                what: "a list of which some texts have no place",
                at: list.start,
            });
        }
        leaves.iter().try_for_each(|&leaf| self.leaf(what, leaf, Holds::Either, whole))
    }

    fn facts_list(&mut self, what: &'static str, list: Slice) -> Result<(), Violation> {
        Self::range(what, list, self.tables.leaves.len())?;
        let all = self.all();
        let leaves = list.of(&self.tables.leaves);
        leaves.iter().try_for_each(|&leaf| self.leaf(what, leaf, Holds::Derived, all))
    }

    /// Record and issue.
    fn head(&mut self) -> Result<(), Violation> {
        let (tables, all) = (self.tables, self.all());
        if let Some(record) = &tables.record {
            for text in [record.index_number, record.publisher, record.title, record.topic, record.number] {
                self.maybe("a field of the record", text, all)?;
            }
            for date in [record.published_on, record.written_on, record.repealed_on] {
                self.dated("a date of the record", date, all)?;
            }
            self.list("keywords of the record", record.keywords, all)?;
        }
        if let Some(issue) = &tables.issue {
            self.maybe("the title of the issue", issue.title, all)?;
            self.maybe("the sponsor of the issue", issue.sponsor, all)?;
            self.maybe("the year of the issue", issue.year.map(|(_, leaf)| leaf), all)?;
            self.dated("the date of the issue", issue.published_on, all)?;
            for &(_, leaf) in issue.numbers.iter().chain(&issue.serials) {
                self.leaf("a number of the issue", leaf, Holds::Own, all)?;
            }
            self.contents(issue.contents, all)?;
        }
        Ok(())
    }

    fn contents(&mut self, list: Slice, whole: Span) -> Result<(), Violation> {
        let tables = self.tables;
        Self::range("a contents list", list, tables.contents.len())?;
        let mut before = Span { start: whole.start, end: whole.start };
        for (entry, at) in list.of(&tables.contents).iter().zip(list.ids()) {
            self.within("a contents entry", entry.span, whole)?;
            follows("a contents entry", &mut before, entry.span)?;
            self.maybe("the column of a contents entry", entry.column, entry.span)?;
            self.leaf("the title of a contents entry", entry.title, Holds::Either, entry.span)?;
            self.number(entry.doc_number.as_ref(), Holds::Either, entry.span)?;
            self.maybe("the page of a contents entry", entry.page.map(|(_, leaf)| leaf), entry.span)?;
            if entry.document != NONE && entry.document >= self.documents {
                return Err(Violation::Broken { what: "a contents entry of no document", at });
            }
        }
        Ok(())
    }

    /// Documents, enclosures, attachments: their tree, their fields, and that each holds only what the tree writes.
    fn units(&mut self) -> Result<(), Violation> {
        let tables = self.tables;
        let all = Slice::new(0, tables.units.len());
        let mut open: Vec<Above> = vec![Above::new(NONE, all.end, self.all())];
        for (unit, id) in tables.units.iter().zip(all.ids()) {
            while open.len() > 1 && open.last().is_some_and(|above| above.end <= id) {
                open.pop();
            }
            let Some(above) = open.last_mut() else { continue };
            above.takes("a unit", id, unit.parent, unit.end.max(id + 1), unit.span)?;
            self.within("a unit", unit.span, above.span)?;
            let role = above.id != NONE && unit.role != UnitRole::Document
                || above.id == NONE && unit.role == UnitRole::Document;
            let depth = unit.role == UnitRole::Enclosure && open.len() > 2;
            let under = unit.parent != NONE
                && tables.units.get(unit.parent as usize).is_none_or(|p| p.role == UnitRole::Attachment);
            if !role || depth || under {
                return Err(Violation::Broken {
                    what: "a unit that the tree does not write at its place",
                    at: id,
                });
            }
            self.fields(unit, id)?;
            open.push(Above::new(id, unit.end.max(id + 1), unit.span));
        }
        Ok(())
    }

    fn fields(&mut self, unit: &UnitNode, id: u32) -> Result<(), Violation> {
        let (tables, whole) = (self.tables, unit.span);
        let lists = [
            unit.issuers,
            unit.addressees,
            unit.attachment_list,
            unit.signatories,
            unit.notes,
            unit.copied_to,
        ];
        let own_lists = [unit.subject_words, unit.contacts];
        let own = [unit.column, unit.printed_by, unit.signed_off_by, unit.secrecy, unit.urgency];
        let not_empty = |slices: &[Slice]| slices.iter().any(|s| !s.is_empty());
        let of_document =
            not_empty(&own_lists) || own.iter().any(Option::is_some) || unit.printed_on.is_some();
        let of_instrument = not_empty(&lists)
            || not_empty(&[unit.signers, unit.history, unit.contents])
            || unit.doc_number.is_some()
            || unit.date.is_some()
            || unit.effective_on.is_some();
        let unwritten = match unit.role {
            UnitRole::Document => unit.number.is_some(),
            UnitRole::Enclosure => of_document || unit.number.is_some(),
            UnitRole::Attachment => of_document || of_instrument,
        };
        if unwritten {
            return Err(Violation::Broken {
                what: "a unit with a field that the tree does not write",
                at: id,
            });
        }
        for leaf in own.into_iter().chain([unit.title, unit.number]) {
            self.maybe("a field of a unit", leaf, whole)?;
        }
        for list in lists.into_iter().chain(own_lists) {
            self.list("a list of a unit", list, whole)?;
        }
        self.number(unit.doc_number.as_ref(), Holds::Either, whole)?;
        self.dated("the date of a unit", unit.date, whole)?;
        self.dated("the date of printing", unit.printed_on, whole)?;
        Self::range("signers", unit.signers, tables.signers.len())?;
        for signer in unit.signers.of(&tables.signers) {
            self.maybe("the post of a signer", signer.post, whole)?;
            self.maybe("the name of a signer", signer.name, whole)?;
        }
        Self::range("a history", unit.history, tables.history.len())?;
        for line in unit.history.of(&tables.history) {
            self.leaf("a line of the history", line.text, Holds::Either, whole)?;
        }
        self.contents(unit.contents, whole)
    }

    /// The bodies: every node in the body of its unit, children within parents, siblings in order.
    fn nodes(&mut self) -> Result<(), Violation> {
        let tables = self.tables;
        let mut in_bodies = 0;
        for (unit, unit_id) in tables.units.iter().zip(0_u32..) {
            Self::range("a body", unit.body, tables.nodes.len())?;
            in_bodies += unit.body.of(&tables.nodes).len();
            let mut open: Vec<Above> = vec![Above::new(NONE, unit.body.end, unit.span)];
            for id in unit.body.ids() {
                let node = &tables.nodes[id as usize];
                while open.len() > 1 && open.last().is_some_and(|above| above.end <= id) {
                    open.pop();
                }
                let Some(above) = open.last_mut() else { continue };
                if node.unit != unit_id {
                    return Err(Violation::Broken { what: "a node in the body of another unit", at: id });
                }
                above.takes("a block", id, node.parent, node.end, node.span)?;
                self.within("a block", node.span, above.span)?;
                self.block(node.kind, node.span, id)?;
                open.push(Above::new(id, node.end, node.span));
            }
        }
        if in_bodies != tables.nodes.len() {
            return Err(Violation::Broken { what: "nodes in no body or in two", at: in_bodies as u32 });
        }
        Ok(())
    }

    fn block(&mut self, kind: BlockKind, whole: Span, id: u32) -> Result<(), Violation> {
        let tables = self.tables;
        let missing = Violation::Broken { what: "a node without its fields", at: id };
        match kind {
            BlockKind::Division(at) => {
                let node = tables.divisions.get(at as usize).ok_or(missing)?;
                self.leaf("a marker", node.marker, Holds::Either, whole)?;
                self.maybe("a heading", node.heading, whole)
            }
            BlockKind::Paragraph(at) => {
                let leaf = *tables.paragraphs.get(at as usize).ok_or(missing)?;
                self.leaf("a paragraph", leaf, Holds::Own, whole)?;
                let hull = tables.hull_of(leaf);
                // A paragraph has no span of its own in the tree: the hull of its pieces stands for it.
                if hull == whole {
                    Ok(())
                } else {
                    Err(Violation::Outside { what: "a paragraph", span: whole, whole: hull })
                }
            }
            BlockKind::Table(at) => {
                let node = tables.tables.get(at as usize).ok_or(missing)?;
                self.maybe("the title of a table", node.title, whole)?;
                self.list("columns of a table", node.columns, whole)?;
                Self::range("rows of a table", node.rows, tables.rows.len())?;
                for row in node.rows.of(&tables.rows) {
                    Self::range("a row of a table", *row, tables.cells.len())?;
                    for cell in row.of(&tables.cells).iter().flatten() {
                        self.leaf("a cell", *cell, Holds::Own, whole)?;
                    }
                }
                Ok(())
            }
            BlockKind::Roster(at) => {
                let node = tables.rosters.get(at as usize).ok_or(missing)?;
                self.maybe("the title of a roster", node.title, whole)?;
                Self::range("groups of a roster", node.groups, tables.groups.len())?;
                for group in node.groups.of(&tables.groups) {
                    self.maybe("a role", group.role, whole)?;
                    Self::range("members of a group", group.members, tables.members.len())?;
                    for member in group.members.of(&tables.members) {
                        self.maybe("the name of a member", member.name, whole)?;
                        self.maybe("the post of a member", member.post, whole)?;
                    }
                }
                Ok(())
            }
            BlockKind::Box(at) => {
                let node = tables.boxes.get(at as usize).ok_or(missing)?;
                self.leaf("the label of a box", node.label, Holds::Either, whole)?;
                self.maybe("the title of a box", node.title, whole)
            }
            BlockKind::Qa(at) => {
                let node = tables.qas.get(at as usize).ok_or(missing)?;
                self.maybe("the marker of a question", node.marker, whole)?;
                self.leaf("a question", node.question, Holds::Either, whole)?;
                self.maybe("the marker of an answer", node.answer_marker, whole)
            }
        }
    }

    /// The facts: places in the text, leaves that cover nothing, targets that are there.
    fn facts(&mut self) -> Result<(), Violation> {
        let (tables, all) = (self.tables, self.all());
        let facts = &tables.facts;
        let derived = Holds::Derived;
        for (fact, at) in facts.citations.iter().zip(0_u32..) {
            self.place("a citation", fact.span)?;
            self.number(fact.doc_number.as_ref(), derived, all)?;
            fact.title.map_or(Ok(()), |title| self.leaf("a cited title", title, derived, all))?;
            self.target(fact.target, at)?;
        }
        for (fact, at) in facts.references.iter().zip(0_u32..) {
            self.place("a reference", fact.span)?;
            self.leaf("a reference", fact.text, derived, all)?;
            self.target(fact.target, at)?;
        }
        for fact in &facts.assignments {
            self.place("an assignment", fact.span)?;
            self.leaf("an assignment", fact.text, derived, all)?;
            self.division(fact.division)?;
            Self::range("groups of an assignment", fact.groups, facts.groups.len())?;
            for group in fact.groups.of(&facts.groups) {
                group.scope.map_or(Ok(()), |scope| self.leaf("a scope", scope, derived, all))?;
                self.facts_list("a leading organ", group.lead)?;
                self.facts_list("an organ", group.units)?;
            }
        }
        for fact in &facts.targets {
            self.place("a target", fact.span)?;
            for leaf in [fact.indicator, Some(fact.value), fact.unit, fact.nature].into_iter().flatten() {
                self.leaf("a part of a target", leaf, derived, all)?;
            }
        }
        for fact in &facts.deadlines {
            self.place("a deadline", fact.span)?;
            self.leaf("a deadline", fact.text, derived, all)?;
            self.division(fact.division)?;
        }
        for fact in &facts.dates {
            self.place("a date", fact.span)?;
            self.leaf("a date", fact.text, derived, all)?;
        }
        for fact in &facts.terms {
            self.place("a term", fact.span)?;
            self.leaf("a short name", fact.short, derived, all)?;
            self.leaf("what a short name stands for", fact.stands_for, derived, all)?;
        }
        for of in &facts.of_document {
            Self::range("citations of a document", of.citations, facts.citations.len())?;
            Self::range("references of a document", of.references, facts.references.len())?;
            Self::range("assignments of a document", of.assignments, facts.assignments.len())?;
            Self::range("targets of a document", of.targets, facts.targets.len())?;
            Self::range("deadlines of a document", of.deadlines, facts.deadlines.len())?;
            Self::range("dates of a document", of.dates, facts.dates.len())?;
            Self::range("terms of a document", of.terms, facts.terms.len())?;
        }
        Ok(())
    }

    fn target(&self, target: TargetNode, at: u32) -> Result<(), Violation> {
        match target {
            TargetNode::Nothing => Ok(()),
            TargetNode::Unit(id) if (id as usize) < self.tables.units.len() => Ok(()),
            TargetNode::Unit(_) => Err(Violation::Broken { what: "a fact that points to no unit", at }),
            TargetNode::Node(id) => self.division(id),
        }
    }

    fn division(&self, id: u32) -> Result<(), Violation> {
        let node = self.tables.nodes.get(id as usize);
        if id == NONE || node.is_some_and(|n| matches!(n.kind, BlockKind::Division(_))) {
            return Ok(());
        }
        Err(Violation::Broken { what: "a fact that points to no division", at: id })
    }

    fn order_of_findings(&self) -> Result<(), Violation> {
        let mut before = Span::default();
        for finding in &self.tables.diagnostics {
            self.place("a finding", finding.span)?;
            if (finding.span.start, finding.span.end) < (before.start, before.end) {
                return Err(Violation::OutOfOrder { what: "a finding", span: finding.span, behind: before });
            }
            before = finding.span;
        }
        Ok(())
    }

    /// Each character that is not blank lies in one piece or in one entry of the furniture.
    fn cover(&self) -> Result<(), Violation> {
        let tables = self.tables;
        if let Some(id) =
            self.held.iter().zip(&tables.pieces).position(|(held, piece)| !held && !piece.is_empty())
        {
            return Err(Violation::NoOwner { span: tables.pieces[id] });
        }
        let mut before = Span::default();
        for span in &tables.furniture {
            self.place("furniture", *span)?;
            follows("furniture", &mut before, *span)?;
        }
        let mut places = [&tables.pieces[..], &tables.furniture].concat();
        // What was freed is an empty piece and covers nothing.
        places.retain(|place| !place.is_empty());
        places.sort_unstable();
        let mut before = Span::default();
        for place in places {
            if place.start < before.end {
                return Err(Violation::CoveredTwice { first: before, second: place });
            }
            self.blank(before.end, place.start)?;
            before = place;
        }
        self.blank(before.end, self.source.len() as u32)
    }

    fn blank(&self, from: u32, to: u32) -> Result<(), Violation> {
        let text = Span::new(from, to).of(self.source);
        match text.char_indices().find(|(_, c)| !is_blank(*c)) {
            None => Ok(()),
            Some((at, _)) => {
                Err(Violation::Lost { at: from + at as u32, text: text[at..].chars().take(20).collect() })
            }
        }
    }

    /// Ids and eids are unique. Compared by what they are made of; a name is only built where two are equal.
    fn names(&self) -> Result<(), Violation> {
        let tables = self.tables;
        let cx = Cx { source: self.source, tables };
        let mut units: Vec<_> =
            tables.units.iter().zip(0_u32..).map(|(u, id)| (u.parent, u.role, u.ordinal, id)).collect();
        units.sort_unstable();
        if let Some(pair) = units
            .windows(2)
            .find(|pair| pair[0].0 == pair[1].0 && pair[0].1 == pair[1].1 && pair[0].2 == pair[1].2)
        {
            let (_, _, ordinal, id) = pair[1];
            return Err(Violation::SameName {
                name: format!("{:?} {ordinal} (unit {id})", tables.units[id as usize].role),
            });
        }
        // The next division above each node, and what a division's own part of the name is made of.
        let mut above = vec![NONE; tables.nodes.len()];
        let mut divisions = Vec::with_capacity(tables.divisions.len());
        for (node, id) in tables.nodes.iter().zip(0_u32..) {
            if node.parent != NONE {
                let parent = &tables.nodes[node.parent as usize];
                let is_division = matches!(parent.kind, BlockKind::Division(_));
                above[id as usize] = if is_division { node.parent } else { above[node.parent as usize] };
            }
            if let BlockKind::Division(at) = node.kind {
                let fields = &tables.divisions[at as usize];
                let (main, sub, occurrence) = match (fields.number.main, fields.occurrence) {
                    (0, occurrence) => (occurrence, 0, 1),
                    (main, occurrence) => (main, fields.number.sub, occurrence.max(1)),
                };
                divisions.push((node.unit, above[id as usize], fields.level, main, sub, occurrence, id));
            }
        }
        divisions.sort_unstable();
        let name = |d: &(u32, u32, crate::model::Level, u32, u32, u32, u32)| (d.0, d.1, d.2, d.3, d.4, d.5);
        match divisions.windows(2).find(|pair| name(&pair[0]) == name(&pair[1])) {
            None => Ok(()),
            Some(pair) => {
                let block = crate::model::Block::new(cx, pair[1].6);
                let name = if let crate::model::Block::Division(d) = block {
                    Division::eid(d)
                } else {
                    String::new()
                };
                Err(Violation::SameName { name })
            }
        }
    }
}

/// A node whose children are being read.
struct Above {
    id: u32,
    end: u32,
    span: Span,
    /// The last child.
    before: Span,
}

impl Above {
    fn new(id: u32, end: u32, span: Span) -> Self {
        Self { id, end, span, before: Span { start: span.start, end: span.start } }
    }

    /// A child that names this node as its parent, ends with it at the latest, and stands behind the last one.
    fn takes(
        &mut self,
        what: &'static str,
        id: u32,
        parent: u32,
        end: u32,
        span: Span,
    ) -> Result<(), Violation> {
        if parent != self.id || end <= id || end > self.end {
            return Err(Violation::Broken { what: "a node that is not where its parent says", at: id });
        }
        follows(what, &mut self.before, span)
    }
}

/// A sibling stands behind the one before.
fn follows(what: &'static str, before: &mut Span, span: Span) -> Result<(), Violation> {
    if span.start < before.end {
        return Err(Violation::OutOfOrder { what, span, behind: *before });
    }
    *before = span;
    Ok(())
}

impl Gazette<'_> {
    /// Whether the result is sound in itself: what does not hold, if anything.
    ///
    /// Every parse is; tests and fuzz targets ask. Debug builds ask in every parse.
    ///
    /// # Errors
    ///
    /// The first thing found that does not hold, in words.
    #[doc(hidden)]
    pub fn check_invariants(&self) -> Result<(), String> {
        check(self.source(), self.cx().tables).map_err(|violation| format!("{violation}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Finding};

    const TEXT: &str = "某市人民政府关于防汛的通知\n各区人民政府:\n一、总体要求\n保障安全。\n二、任务\n(一)甲。\n(二)乙。\n\
                        某市人民政府\n2024年5月6日";

    /// What is found when the tables of a parse are spoilt.
    fn spoilt(spoil: impl FnOnce(&mut Tables)) -> Violation {
        let gazette = crate::parse(TEXT);
        let shared = gazette.tables();
        drop(gazette);
        let mut tables = alloc::sync::Arc::into_inner(shared).expect("the only owner");
        assert_eq!(check(TEXT, &tables), Ok(()));
        spoil(&mut tables);
        check(TEXT, &tables).expect_err("something that does not hold")
    }

    #[test]
    fn what_does_not_hold_is_found() {
        use Violation as V;
        assert!(matches!(spoilt(|t| t.pieces.push(Span::new(0, 3))), V::NoOwner { .. }));
        assert!(matches!(spoilt(|t| t.pieces[0].end -= 1), V::NotInText { .. }));
        assert!(matches!(spoilt(|t| t.pieces[0] = Span::new(0, 9999)), V::NotInText { .. }));
        assert!(matches!(spoilt(|t| t.furniture.push(Span::new(1, 3))), V::NotInText { .. }));
        assert!(matches!(spoilt(|t| t.furniture.push(Span::new(0, 3))), V::CoveredTwice { .. }));
        assert!(matches!(spoilt(|t| t.units[0].notes = t.units[0].signatories), V::TwoOwners { .. }));
        assert!(matches!(spoilt(|t| t.units[0].span.start += 3), V::Outside { .. }));
        assert!(matches!(spoilt(|t| t.units[0].span.end = 9999), V::NotInText { .. }));
        assert!(matches!(spoilt(|t| t.units[0].signatories = Slice::default()), V::NoOwner { .. }));
        assert!(matches!(spoilt(|t| t.divisions[1].number.main = 1), V::SameName { .. }));
        assert!(matches!(spoilt(|t| t.nodes[0].unit = 7), V::Broken { .. }));
        assert!(matches!(spoilt(|t| t.nodes[0].end += 1), V::Broken { .. } | V::Outside { .. }));
        assert!(matches!(spoilt(|t| t.units[0].body.end -= 1), V::Broken { .. }));
        let late = |start| Diagnostic { finding: Finding::EmptyText, span: Span::new(start, start) };
        assert!(matches!(spoilt(|t| t.diagnostics = vec![late(6), late(3)]), V::OutOfOrder { .. }));
    }

    #[test]
    fn what_is_lost_is_shown() {
        let gazette = crate::parse(TEXT);
        let longer = format!("{TEXT} \n尾");
        let lost = check(&longer, &gazette.tables()).expect_err("a text that is longer than what was parsed");
        assert_eq!(format!("{lost}"), format!("no leaf covers what stands at {}: 尾", TEXT.len() + 2));
    }
}
