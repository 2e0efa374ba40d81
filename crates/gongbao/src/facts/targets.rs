//! Figures to be reached: rows of indicator tables, and sentences.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Out, TextAt, kinds::Kinds, scan::Hit, view::Scratch};
use crate::{
    grammar::{
        deadline::period_at,
        target::{Figure, counted_len, indicator, parse_cell, said_at},
        word::has_any,
    },
    model::{Date, Leaf, Slice, TableNode, Tables, TargetFactNode},
    source::Sign,
};

/// Which columns of an indicator table hold what.
#[derive(Debug)]
pub(super) struct Columns {
    indicator: usize,
    values: Vec<(usize, Option<Date>)>,
    unit: Option<usize>,
    nature: Option<usize>,
}

/// Reads the heads of a table; `None` if it is no table of indicators.
pub(super) fn columns(source: &str, table: TableNode, tables: &Tables) -> Option<Columns> {
    let heads: Vec<_> = table.columns.of(&tables.leaves).iter().map(|&l| tables.read(source, l)).collect();
    let is = has_any;
    let place = |words: &[&str]| heads.iter().position(|h| is(h, words));
    let nature = place(&["性质", "属性"]);
    let no_name = ["值", "性质", "属性", "类别", "类型", "单位", "来源", "说明", "解释", "分类"];
    let indicator = heads.iter().position(|h| is(h, &["指标"]) && !is(h, &no_name))?;
    let wanted: Vec<usize> = (0..heads.len()).filter(|&n| is(&heads[n], &["目标"])).collect();
    let years = (0..heads.len()).filter(|&n| {
        n != indicator
            && year_in(&heads[n]).is_some()
            && !is(&heads[n], &["现状", "基期", "基准", "实际", "完成"])
    });
    // Where no head says 目标, the last year is the one to be reached.
    let wanted = if wanted.is_empty() { years.rev().take(1).collect() } else { wanted };
    let values: Vec<_> = wanted.into_iter().map(|n| (n, heads.get(n).and_then(|h| year_in(h)))).collect();
    let unit = heads.iter().position(|h| matches!(&**h, "单位" | "计量单位" | "指标单位"));
    (!values.is_empty()).then_some(Columns { indicator, values, unit, nature })
}

fn year_in(head: &str) -> Option<Date> {
    let at = head.find(|c: char| c.is_ascii_digit())?;
    let rest = head.get(at..)?;
    match period_at(rest) {
        Some((period, _)) => period.until,
        None => rest.get(..4).filter(|_| rest.len() == 4)?.parse().ok().and_then(Date::year),
    }
}

/// Adds the targets of a row.
pub(super) fn row(
    source: &str,
    columns: &Columns,
    cells: Slice,
    out: &mut Out<'_>,
    scratch: &mut Scratch<'_>,
) {
    let tables = &*out.tables;
    let cell = |n: usize| cells.of(&tables.cells).get(n).copied().flatten();
    let Some(name) = cell(columns.indicator) else { return };
    let (unit, nature) = (columns.unit.and_then(cell), columns.nature.and_then(cell));
    for &(n, due) in &columns.values {
        let Some(leaf) = cell(n) else { continue };
        let view = scratch.view(source, out.tables.pieces_of(leaf), leaf.value);
        if view.text.is_empty() || view.text.chars().all(|c| "—-－/～~".contains(c)) {
            continue;
        }
        let span = out.tables.hull_of(name).hull(out.tables.hull_of(leaf));
        let (figure, upper) = parse_cell(view.text);
        for figure in core::iter::once(figure).chain(upper) {
            let part = |range: Range<usize>| out.tables.derive(leaf, view.span(range.start, range.end));
            let fact = TargetFactNode {
                indicator: Some(as_value(name)),
                comparator: figure.comparator,
                value: part(figure.value),
                unit: figure.unit.map(part).or(unit.filter(|_| figure.comparator.is_some()).map(as_value)),
                due,
                nature: nature.map(as_value),
                span,
            };
            out.facts.targets.push(fact);
        }
    }
}

fn as_value(leaf: Leaf) -> Leaf {
    Leaf { derived: true, ..leaf }
}

/// Finds the targets that the sentences of a text set.
pub(super) fn find(text: &TextAt<'_>, out: &mut Out<'_>) {
    let mut done = 0;
    let mut due = Due::default();
    let mut seen = 0;
    for (n, hit) in text.scan.hits.iter().enumerate() {
        if !hit.may_be(Kinds::TARGET) || hit.at < done {
            continue;
        }
        let Some(said) = said_at(text.view.text, hit.at) else { continue };
        // Of the figures between two targets the last that is a date by which something is due counts.
        let between = text.scan.hits.get(seen..n).unwrap_or_default();
        due.look_back(text, between.iter().rev().take_while(|h| h.at >= done), hit.at);
        seen = n + 1;
        let phrase = if said.counted_behind {
            said.end..said.end + counted_len(text.from(said.end))
        } else {
            indicator(text.before(said.start))
        };
        // A figure of which the sentence does not say what it counts is of no use to anyone.
        if phrase.is_empty() {
            continue;
        }
        done = said.end;
        let (from, to) = (phrase.start.min(said.start), phrase.end.max(said.end));
        let span = text.view.span(from, to);
        let name = Some(text.derive(out.tables, phrase.start, phrase.end));
        let limit = due.of(text, hit.at);
        for figure in core::iter::once(said.figure).chain(said.upper) {
            let Figure { comparator, value, unit } = figure;
            let unit = unit.map(|u| text.derive(out.tables, u.start, u.end));
            let value = text.derive(out.tables, value.start, value.end);
            let (indicator, due, nature) = (name, limit, None);
            out.facts.targets.push(TargetFactNode { indicator, comparator, value, unit, due, nature, span });
        }
    }
}

/// How far from its figure the date stands by which it is due, in bytes.
const FARTHEST: usize = 900;

/// The date in the same sentence by which a figure is due: 到2025年,…达到90%.
#[derive(Default)]
struct Due {
    date: Option<Date>,
    at: usize,
}

impl Due {
    /// Looks for a date among figures, the nearest first.
    fn look_back<'h>(&mut self, text: &TextAt<'_>, figures: impl Iterator<Item = &'h Hit>, at: usize) {
        for hit in figures.take_while(|h| at - h.at < FARTHEST) {
            if hit.sign == Sign::Digit && hit.may_be(Kinds::DATE) && self.see(text, hit.at) {
                return;
            }
        }
    }

    /// Takes the date at `at`, if one by which something is due stands there.
    fn see(&mut self, text: &TextAt<'_>, at: usize) -> bool {
        let before = text.before(at);
        let found = if before.ends_with('前') { None } else { period_at(text.from(at)) };
        let due = |len| before.ends_with(['到', '至']) || text.from(at + len).starts_with('前');
        let Some((period, _)) = found.filter(|&(_, len)| due(len)) else { return false };
        self.date = period.until;
        self.at = at;
        true
    }

    fn of(&self, text: &TextAt<'_>, at: usize) -> Option<Date> {
        let between = text.view.text.get(self.at..at)?;
        // Beyond a full stop another sentence begins; a very long sentence is a list.
        (self.date.is_some() && between.len() < FARTHEST && !between.contains('。')).then_some(self.date)?
    }
}
