//! Who is responsible: clauses in brackets, and lines that begin with a label.

use core::ops::Range;

use super::{Out, Role, TextAt};
use crate::{
    grammar::{
        assignment::{Clause, parse_clause, parse_line},
        unit_place::place_len,
    },
    model::{AssignmentGroupNode, AssignmentNode, Slice},
};

/// Finds the clauses of a text. The outermost brackets are asked first; what lies in a clause is part of it.
pub(super) fn find(text: &TextAt<'_>, out: &mut Out<'_>) {
    let line = if text.place.role == Role::Body { parse_line(text.view.text) } else { None };
    if let Some((clause, end)) = line {
        add(text, &clause, 0, 0..end, out);
        return;
    }
    let mut next = 0;
    for pair in &text.scan.parens {
        if pair.open < next {
            continue;
        }
        if let Some(clause) = parse_clause(pair.inside(text.view.text)) {
            next = pair.end(text.view.text);
            add(text, &clause, pair.open + pair.open_len, pair.open..next, out);
        }
    }
}

/// Adds a clause that stands at `at`; the places of its units count from `from`.
fn add(text: &TextAt<'_>, clause: &Clause, from: usize, at: Range<usize>, out: &mut Out<'_>) {
    let start = out.facts.groups.len();
    let place = |m: &Range<usize>| (from + m.start, from + m.end);
    for group in clause.members.chunk_by(|a, b| a.group == b.group) {
        let Some(first) = group.first() else { continue };
        let (a, b) = place(&first.at);
        let name = text.view.text.get(a..b).unwrap_or("");
        let scope = place_len(name).map(|len| text.derive(out.tables, a, a + len));
        let mut list = |lead: bool| {
            let begin = out.tables.leaves.len();
            for member in group.iter().filter(|m| m.lead == lead) {
                let (a, b) = place(&member.at);
                let leaf = text.derive(out.tables, a, b);
                out.tables.leaves.push(leaf);
            }
            Slice::new(begin, out.tables.leaves.len())
        };
        let (lead, units) = (list(true), list(false));
        out.facts.groups.push(AssignmentGroupNode { scope, lead, units });
    }
    out.facts.assignments.push(AssignmentNode {
        text: text.derive(out.tables, at.start, at.end),
        groups: Slice::new(start, out.facts.groups.len()),
        mode: clause.mode,
        division: text.place.division,
        span: text.view.span(at.start, at.end),
    });
}
