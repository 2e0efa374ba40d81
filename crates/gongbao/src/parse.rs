//! The order of the stages: the only file that knows it.

use alloc::{
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::mem;

use crate::{
    diagnostic::{Diagnostic, Finding},
    facts, invariants, line,
    model::{Gazette, Tables},
    segment,
    source::{Lines, Span, is_blank, order_by, order_pairs, traditional_script},
};

/// The longest text whose offsets fit a [`Span`].
const LONGEST: usize = u32::MAX as usize;

/// Parses a text: lines, their forms, documents and their bodies, facts.
///
/// Never fails and never panics: what is doubtful is in [`Gazette::diagnostics`], and every character of the text is
/// kept. Takes time linear in the text. A text of 4 GiB or more is parsed up to there.
///
/// ```
/// let gazette = gongbao::parse("某市人民政府令\n第7号\n现予公布。\n市长 某某\n2024年1月2日");
/// let order = gazette.documents().next().unwrap();
/// assert_eq!(order.kind(), gongbao::DocumentKind::Order);
/// assert_eq!(order.doc_number().unwrap().number(), Some(7));
/// ```
pub fn parse(source: &str) -> Gazette<'_> {
    stages(source, true)
}

/// Parses a text for its structure alone: [`parse()`] without the search for facts, in about two thirds of its time.
///
/// The tree is the same one. The lists of citations, references, assignments, targets, deadlines, dates and terms are
/// empty, and nothing is said of brackets that have no partner: that search finds them.
///
/// ```
/// let text = "某市某方案\n一、目标\n到2030年底前完成。(责任单位:市水务局)";
/// let (whole, structure) = (gongbao::parse(text), gongbao::parse_structure(text));
/// let [whole, structure] = [&whole, &structure].map(|g| g.documents().next().unwrap());
/// assert_eq!(whole.title().map(|t| t.to_string()), structure.title().map(|t| t.to_string()));
/// assert_eq!((whole.deadlines().count(), structure.deadlines().count()), (1, 0));
/// ```
pub fn parse_structure(source: &str) -> Gazette<'_> {
    stages(source, false)
}

fn stages(source: &str, with_facts: bool) -> Gazette<'_> {
    let text = within_reach(source);
    let mut tables = Tables::default();
    let mut lines = Lines::new(text);
    tables.zero_width.clone_from(&lines.zero_width);
    if lines.all.is_empty() {
        report(&mut tables, Finding::EmptyText, Span::default());
    }
    if text.len() < source.len() {
        let end = text.len() as u32;
        report(&mut tables, Finding::TooLong, Span::new(end, end));
    }
    if let Some(place) = traditional_script(text) {
        report(&mut tables, Finding::TraditionalCharacters, place);
    }
    let classified = line::classify(text, &lines);
    // Where a line begins and ends is all that is asked of it from here on.
    let edges: Vec<Span> = mem::take(&mut lines.all).iter().map(|line| line.span).collect();
    tables.make_room(edges.len(), classified.marked);
    segment::segment(text, classified, &lines.signs, &mut tables);
    if let Some(first) = edges.first().filter(|_| tables.units.is_empty()) {
        report(&mut tables, Finding::NoDocument, *first);
    }
    tables.free_what_nothing_holds();
    tables.furniture = furniture(text, edges, &tables);
    tables.drop_spare_room();
    if with_facts {
        facts::extract(text, &lines, &mut tables);
    }
    order_by(&mut tables.diagnostics, |d| (d.span.start, d.span.end.into()));
    let fault = if cfg!(debug_assertions) { invariants::check(text, &tables).err() } else { None };
    debug_assert!(
        fault.is_none(),
        "a fault of the parser: {}",
        fault.map_or_else(String::new, |f| f.to_string())
    );
    Gazette::from_parts(text, Arc::new(tables))
}

fn report(tables: &mut Tables, finding: Finding, span: Span) {
    tables.diagnostics.push(Diagnostic { finding, span });
}

/// The part of a text that offsets can reach.
fn within_reach(source: &str) -> &str {
    if source.len() <= LONGEST {
        return source;
    }
    let mut end = LONGEST;
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    &source[..end]
}

/// What no leaf covers, line by line.
fn furniture(source: &str, lines: Vec<Span>, tables: &Tables) -> Vec<Span> {
    let mut covered = Vec::with_capacity(tables.pieces.len());
    covered
        .extend(tables.pieces.iter().filter(|piece| !piece.is_empty()).map(|piece| (piece.start, piece.end)));
    // Heads and closings stand in the tables before or behind what they frame: runs that are in order.
    order_pairs(&mut covered);
    let mut out = Vec::new();
    let mut next = 0;
    let mut hidden = tables.zero_width.iter().copied().peekable();
    for line in lines {
        let mut from = line.start;
        // Characters that print nothing, alone on a line between or right in front of this one.
        while let Some(alone) = hidden.next_if(|z| z.start < line.start) {
            if alone.end == from {
                from = alone.start;
            } else {
                out.push(alone);
            }
        }
        while hidden.next_if(|z| z.end <= line.end).is_some() {}
        while next < covered.len() && covered[next].1 <= from {
            next += 1;
        }
        while next < covered.len() && covered[next].0 < line.end {
            gap(source, from, covered[next].0, &mut out);
            from = from.max(covered[next].1);
            next += 1;
        }
        // A leaf never crosses a line's end, but one may still reach into the next line's look.
        gap(source, from, line.end, &mut out);
    }
    out.extend(hidden);
    out
}

fn gap(source: &str, from: u32, to: u32, out: &mut Vec<Span>) {
    if from >= to {
        return;
    }
    let text = Span::new(from, to).of(source);
    let inner = text.trim_matches(is_blank);
    if !inner.is_empty() {
        let start = from + (text.len() - text.trim_start_matches(is_blank).len()) as u32;
        out.push(Span::new(start, start + inner.len() as u32));
    }
}
