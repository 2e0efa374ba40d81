//! Every date said in the text, and from them the deadlines that a date sets.

use super::{Out, TextAt, kinds::Kinds};
use crate::{
    grammar::{
        citation::number_tail_at,
        deadline::{Around, Period, around, period_at, plan_at, returning_len},
        hour::hour_len,
        number::han_digit,
    },
    model::{DateFactNode, DatePrecision, DateRelation, DeadlineNode},
    source::Sign,
};

/// Finds the dates of a text; those in a 《title》 are part of a name.
pub(super) fn find(text: &TextAt<'_>, out: &mut Out<'_>) {
    let mut next = 0;
    for hit in text.scan.hits_of(Kinds::DATE) {
        if hit.at() < next {
            continue;
        }
        let start = if hit.sign == Sign::Year { han_year(text, hit.at()) } else { Some(hit.at()) };
        let Some(start) = start.filter(|&s| s >= next) else { continue };
        let rest = text.from(start);
        let quoted = matches!(hit.sign, Sign::OpenQuote | Sign::StraightQuote);
        let found = if quoted { plan_at(rest) } else { period_at(rest) };
        if let Some((period, len)) = found.filter(|_| !in_number(text, start)) {
            next = add(text, start, start + len, period, out);
        }
    }
}

/// Where a year in Han figures begins that ends at 年: 二〇二三年.
fn han_year(text: &TextAt<'_>, at: usize) -> Option<usize> {
    let before = text.before(at);
    let (start, _) =
        before.char_indices().rev().take(4).take_while(|&(_, c)| han_digit(c).is_some()).nth(3)?;
    Some(start)
}

/// Whether a year stands in the brackets of a document number: 〔2023〕17号, 国办发(1985年)49号.
fn in_number(text: &TextAt<'_>, start: usize) -> bool {
    match text.before(start).chars().next_back() {
        Some('〔' | '﹝' | '[' | '［' | '【') => true,
        Some(c @ ('(' | '（' | '〈' | '<')) => number_tail_at(text.from(start - c.len_utf8())).is_some(),
        _ => false,
    }
}

/// Keeps a time, and the deadline that it sets; gives where the words end that say it.
fn add(text: &TextAt<'_>, start: usize, end: usize, period: Period, out: &mut Out<'_>) -> usize {
    let is_day = period.precision == DatePrecision::Day;
    let end = if is_day { end + hour_len(text.from(end)) } else { end };
    let Around { relation, before, after, is_term } =
        around(text.before(start), text.from(end), period.stretch);
    let before = if is_term && period.is_yearless() {
        before + returning_len(text.before(start - before))
    } else {
        before
    };
    let (from, to) = (start - before, end + after);
    let span = text.view.span(from, to);
    let leaf = text.derive(out.tables, from, to);
    let last = period.until.map(|d| if relation == DateRelation::Before { d.last_day() } else { d });
    let (first, last) = match relation {
        DateRelation::By | DateRelation::Before => (period.from.filter(|_| period.stretch), last),
        DateRelation::From => (period.from, None),
        _ => (period.from, last),
    };
    let precision = period.precision;
    out.facts.dates.push(DateFactNode { text: leaf, from: first, until: last, relation, precision, span });
    if is_term {
        let division = text.place.division;
        out.facts.deadlines.push(DeadlineNode { text: leaf, until: last, division, span });
    }
    to
}
