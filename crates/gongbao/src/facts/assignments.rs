//! Who is responsible: clauses in brackets, and lines that begin with a label.

use alloc::vec::Vec;
use core::{iter, ops::Range};

use super::{Out, TextAt, kinds::Kinds, scan::Pair};
use crate::{
    grammar::{
        assignment::{Member, is_listed, parse_clause, parse_line, parse_list},
        duty_label::units_label_before,
        unit_place::place_len,
    },
    model::{AssignmentGroupNode, AssignmentMode, AssignmentNode, NONE, Slice},
};

/// Finds the clauses of a text in their order. The outermost brackets are asked first; what lies in a clause is part of it.
///
/// The units of each are read into `members`, which is used again for the next.
pub(super) fn find(
    source: &str,
    text: &TextAt<'_>,
    labelled: bool,
    members: &mut Vec<Member>,
    out: &mut Out<'_>,
) {
    let whole = text.view.text;
    let starts = text.scan.hits_of(Kinds::LABEL).filter_map(|hit| units_label_before(whole, hit.at()));
    // A label of persons at the start has no hit of its own.
    let mut labels = labelled.then(|| iter::once(0).chain(starts)).into_iter().flatten().peekable();
    let mut parens = text.scan.parens.iter().peekable();
    // Where the last clause ends, the last bracket, and the last sentence whose label begins none.
    let (mut next, mut closed, mut asked) = (0, 0, 0);
    loop {
        let pair = parens.peek();
        if let Some(from) = labels.next_if(|&from| pair.is_none_or(|pair| from < pair.open)) {
            if from < next.max(closed).max(asked) || !ends_part(text.before(from)) {
                continue;
            }
            if let Some((mode, len)) = labelled_at(whole, from, members) {
                next = from + len;
                part_at_blanks(source, text, from, members);
                add(text, (mode, members), from, from..next, out);
            } else if from > 0 {
                // No other label of the sentence is asked, so that each is read once.
                asked = whole.get(from..).and_then(|t| t.find('。')).map_or(whole.len(), |at| from + at);
            }
            continue;
        }
        let Some(pair) = parens.next() else { break };
        let end = pair.end(whole);
        closed = closed.max(end);
        if pair.open < next {
            continue;
        }
        if let Some(mode) = bracketed(text, *pair, members) {
            next = end;
            part_at_blanks(source, text, pair.open + pair.open_len, members);
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

/// Whether a label can begin behind a text: at the start, behind a sentence or a part of one, behind a bracket.
fn ends_part(text: &str) -> bool {
    text.is_empty() || text.ends_with(['。', '；', ';', '）', ')'])
}

/// The clause that begins with a label at an offset. It may be prose, 责任单位：按要求报送, so one of the units has to look
/// like one.
fn labelled_at(text: &str, from: usize, members: &mut Vec<Member>) -> Option<(AssignmentMode, usize)> {
    let text = text.get(from..)?;
    let clause = parse_line(text, members)?;
    members.iter().any(|m| text.get(m.at.clone()).is_some_and(is_listed)).then_some(clause)
}

/// The clause that a bracket holds.
fn bracketed(text: &TextAt<'_>, pair: Pair, members: &mut Vec<Member>) -> Option<AssignmentMode> {
    let whole = text.view.text;
    let inside = pair.inside(whole);
    parse_clause(inside, members).or_else(|| {
        // Behind the last sentence of an item a bracket can do without any word of duty.
        let before = text.before(pair.open);
        let behind_sentence = before.ends_with('。') || before.is_empty() && text.place.division != NONE;
        if pair.end(whole) == whole.len() && behind_sentence { parse_list(inside, members) } else { None }
    })
}

/// Parts units that nothing but blanks part: 责任单位：市甲局 市乙局. The places of the units count from `from`.
fn part_at_blanks(source: &str, text: &TextAt<'_>, from: usize, members: &mut Vec<Member>) {
    const SHORTEST: usize = "市甲局".len();
    let ends = (members.first().map(|m| m.at.start), members.last().map(|m| m.at.end));
    let (Some(first), Some(last)) = ends else { return };
    // Few clauses hold a blank at all.
    if text.view.is_whole() || text.view.blanks(source, from + first, from + last).next().is_none() {
        return;
    }
    let mut at = 0;
    while let Some(member) = members.get(at) {
        let (start, end) = (from + member.at.start, from + member.at.end);
        let mut ends: Vec<usize> = Vec::new();
        if member.at.len() >= 2 * SHORTEST {
            ends.extend(text.view.blanks(source, start, end));
        }
        at += 1;
        if ends.is_empty() {
            continue;
        }
        ends.push(end);
        let mut start = start;
        let parts = ends.into_iter().map(|end| core::mem::replace(&mut start, end)..end);
        let parts: Vec<Range<usize>> = parts.collect();
        let is_unit = |part: &Range<usize>| {
            part.len() >= SHORTEST && text.view.text.get(part.clone()).is_some_and(is_listed)
        };
        if parts.iter().all(is_unit) {
            let parts = parts.into_iter().map(|p| p.start - from..p.end - from);
            let parts: Vec<_> = parts.map(|at| Member { at, ..*member }).collect();
            let last = at - 1 + parts.len();
            members.splice(at - 1..at, parts);
            at = last;
        }
    }
}

/// Whether [`square_bracket_at_end`] can find one: the fast test in front of the exact one.
pub(super) fn may_end_in_square_bracket(text: &str) -> bool {
    let text = text.as_bytes();
    let body = text.strip_suffix("。".as_bytes()).unwrap_or(text);
    matches!(body, [.., b']'] | [.., 0xe3, 0x80, 0x91 | 0x95 | 0x97] | [.., 0xef, 0xbc, 0xbd])
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
        let begin = out.tables.leaves.len();
        // Those that lead stand first; in most groups none does.
        let leads = group.iter().filter(|m| m.lead).count();
        let leading = group.iter().filter(|m| leads > 0 && m.lead);
        let ordered = leading.chain(group.iter().filter(|m| !m.lead));
        for member in ordered {
            let (a, b) = place(&member.at);
            let leaf = text.derive(out.tables, a, b);
            out.tables.leaves.push(leaf);
        }
        let lead = Slice::new(begin, begin + leads);
        let units = Slice::new(begin + leads, out.tables.leaves.len());
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
