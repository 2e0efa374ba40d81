//! Who is responsible: clauses in brackets, and lines that begin with a label.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Out, Role, TextAt};
use crate::{
    grammar::{
        assignment::{Member, parse_clause, parse_line},
        unit_place::place_len,
    },
    model::{AssignmentGroupNode, AssignmentMode, AssignmentNode, Slice},
};

/// Finds the clauses of a text. The outermost brackets are asked first; what lies in a clause is part of it.
///
/// The units of each are read into `members`, which is used again for the next.
pub(super) fn find(text: &TextAt<'_>, members: &mut Vec<Member>, out: &mut Out<'_>) {
    let whole = text.view.text;
    let line = if text.place.role == Role::Body { parse_line(whole, members) } else { None };
    if let Some((mode, end)) = line {
        add(text, (mode, members), 0, 0..end, out);
        return;
    }
    let mut next = 0;
    for pair in &text.scan.parens {
        if pair.open < next {
            continue;
        }
        if let Some(mode) = parse_clause(pair.inside(whole), members) {
            next = pair.end(whole);
            add(text, (mode, members), pair.open + pair.open_len, pair.open..next, out);
        }
    }
    if let Some((from, open_len, end)) = square_bracket_at_end(whole).filter(|b| b.0 >= next) {
        let inside = whole.get(from + open_len..end).unwrap_or("");
        if let Some(mode) = parse_clause(inside, members) {
            let close = whole.get(end..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
            add(text, (mode, members), from + open_len, from..end + close, out);
        }
    }
}

/// The square brackets that a text ends with, 【…】 or [...], behind them a full stop at most: where they open, how long the
/// opening sign is, where they close. Elsewhere they hold no clause.
fn square_bracket_at_end(text: &str) -> Option<(usize, usize, usize)> {
    let body = text.strip_suffix('。').unwrap_or(text);
    let close = body.chars().next_back().filter(|c| matches!(c, '】' | ']' | '］' | '〕' | '〗'))?;
    let end = body.len() - close.len_utf8();
    let opens = |c| match close {
        '】' => c == '【',
        ']' => c == '[',
        '］' => c == '［',
        '〗' => c == '〖',
        _ => c == '〔',
    };
    // 各县〔市、区〕 may stand inside.
    let mut depth = 1_u32;
    let (from, open) = body.get(..end)?.char_indices().rev().find(|&(_, c)| {
        depth += u32::from(c == close);
        depth -= u32::from(opens(c));
        depth == 0
    })?;
    Some((from, open.len_utf8(), end))
}

/// Adds a clause that stands at `at`; the places of its units count from `from`.
fn add(
    text: &TextAt<'_>,
    (mode, members): (AssignmentMode, &[Member]),
    from: usize,
    at: Range<usize>,
    out: &mut Out<'_>,
) {
    let start = out.facts.groups.len();
    let place = |m: &Range<usize>| (from + m.start, from + m.end);
    for group in members.chunk_by(|a, b| a.group == b.group) {
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
    let whole = text.derive(out.tables, at.start, at.end);
    out.facts.assignments.push(AssignmentNode {
        text: whole,
        groups: Slice::new(start, out.facts.groups.len()),
        mode,
        division: text.place.division,
        span: whole.value,
    });
}
