//! Deadlines without a date: 60日内, 15个工作日内. Those with one are found with the dates.

use super::{Out, TextAt, kinds::Kinds};
use crate::{
    grammar::deadline::{forbids, within_len},
    model::DeadlineNode,
};

/// Finds the periods of a text within which something is due.
pub(super) fn find(text: &TextAt<'_>, out: &mut Out<'_>) {
    for hit in text.scan.hits_of(Kinds::DEADLINE) {
        let Some(len) = within_len(text.before(hit.at)) else { continue };
        let (from, to) = (hit.at - len, hit.at + '内'.len_utf8());
        if forbids(text.from(to)) {
            continue;
        }
        let span = text.view.span(from, to);
        let leaf = text.derive(out.tables, from, to);
        let division = text.place.division;
        out.facts.deadlines.push(DeadlineNode { text: leaf, until: None, division, span });
    }
}
