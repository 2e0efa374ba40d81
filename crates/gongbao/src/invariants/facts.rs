//! Facts and findings: places in the text, and targets that are there.

use super::{Check, Violation, leaf::Holds};
use crate::{
    model::{BlockKind, NONE, TargetNode},
    source::Span,
};

impl Check<'_> {
    /// The facts: places in the text, leaves that cover nothing, targets that are there.
    pub(super) fn facts(&mut self) -> Result<(), Violation> {
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

    pub(super) fn order_of_findings(&self) -> Result<(), Violation> {
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
}
