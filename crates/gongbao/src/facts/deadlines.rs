//! Deadlines without a date: 60日内, 15个工作日内, 届满30日前. Those with one are found with the dates.

use super::{Out, TextAt, kinds::Kinds};
use crate::{
    grammar::undated::{ahead_len, forbids, within_len},
    model::DeadlineNode,
    source::Sign,
};

/// Finds the periods of a text within which something is due.
pub(super) fn find(text: &TextAt<'_>, out: &mut Out<'_>) {
    for hit in text.scan.hits_of(Kinds::DEADLINE) {
        let (before, is_within) = (text.before(hit.at()), hit.sign == Sign::Within);
        let len = if is_within { within_len(before) } else { ahead_len(before) };
        let Some(len) = len else { continue };
        // Both signs have one width.
        let (from, to) = (hit.at() - len, hit.at() + '内'.len_utf8());
        // 之日前1个月内的 says which ones.
        let looks_back = || text.from(hit.at() - len).starts_with('前') && text.from(to).starts_with('的');
        if is_within && (forbids(text.from(to)) || looks_back()) {
            continue;
        }
        let span = text.view.span(from, to);
        let leaf = text.derive(out.tables, from, to);
        let division = text.place.division;
        out.facts.deadlines.push(DeadlineNode { text: leaf, until: None, division, span });
    }
}
