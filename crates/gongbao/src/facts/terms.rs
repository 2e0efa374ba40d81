//! Short names that the text defines, and what they stand for when they are used.

use super::{
    Out, TextAt,
    kinds::Kinds,
    names::{Names, key},
    scan::Pair,
};
use crate::{
    grammar::{
        citation::is_stage,
        term::{defining_len, name_start, short_at},
    },
    model::{NONE, TermNode},
};

/// The short names of a document so far, with the unit of the parse that each stands for.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// [`NONE`] where the unit lies outside of the text.
    known: Names,
}

impl Terms {
    /// The unit that a short name stands for, [`NONE`] if that lies outside of the text; `None` if it is no short name.
    pub(super) fn get(&self, short: &str) -> Option<u32> {
        self.known.get(short)
    }
}

/// Where a definition stands: from the first word that defines to behind the short name.
pub(super) fn is_defined_at(text: &TextAt<'_>, title_open: usize) -> bool {
    let before = text.before(title_open).trim_end_matches(['为', '：', ':']);
    before.strip_suffix('称').is_some_and(|lead| defining_len(lead).is_some())
}

/// Finds the definitions in a text.
pub(super) fn find(text: &TextAt<'_>, known: &mut Terms, out: &mut Out<'_>) {
    for hit in text.scan.hits_of(Kinds::TERM) {
        let Some(words) = defining_len(text.before(hit.at())) else { continue };
        let behind = hit.at() + '称'.len_utf8();
        let Some(short) = short_at(text.from(behind)) else { continue };
        let from = hit.at() - words;
        let Some((start, end)) = stands_for(text, from, behind + short.start, behind + short.end) else {
            continue;
        };
        add(
            text,
            (from, behind + short.after),
            (behind + short.start, behind + short.end),
            (start, end),
            known,
            out,
        );
    }
}

fn add(
    text: &TextAt<'_>,
    whole: (usize, usize),
    short: (usize, usize),
    name: (usize, usize),
    terms: &mut Terms,
    out: &mut Out<'_>,
) {
    let read = |(from, to): (usize, usize)| text.view.text.get(from..to).unwrap_or("");
    let unit = text.index.titled(read(name));
    terms.known.set(key(read(short)), unit.unwrap_or(NONE));
    out.facts.terms.push(TermNode {
        short: text.derive(out.tables, short.0, short.1),
        stands_for: text.derive(out.tables, name.0, name.1),
        span: text.view.span(whole.0, whole.1),
    });
}

/// The name in front of a definition that begins at `from`.
fn stands_for(text: &TextAt<'_>, from: usize, short_from: usize, short_to: usize) -> Option<(usize, usize)> {
    let before = text.before(from);
    // In a bracket, the name stands in front of it; without one, in front of the words that define.
    let open = innermost(text, from);
    let mut lead = open.map_or(before, |open| text.before(open)).trim_end_matches(['，', ',']);
    for _ in 0..3 {
        if let Some(title) = title_ending_at(text, lead.len()) {
            return Some(title);
        }
        // 《title》(津政发〔2023〕17号)(以下简称…), 《title》(试行)(以下简称…)
        let Some(pair) = bracket_ending_at(text, lead.len()) else { break };
        let inside = pair.inside(text.view.text);
        if !(inside.ends_with('号') || is_stage(inside)) {
            break;
        }
        lead = text.before(pair.open);
    }
    let short = text.view.text.get(short_from..short_to)?;
    let start = name_start(lead, short);
    (start < lead.len()).then_some((start, lead.len()))
}

/// The bracket that ends at an offset; few brackets lie inside of one.
fn bracket_ending_at(text: &TextAt<'_>, end: usize) -> Option<Pair> {
    let upto = text.scan.parens.partition_point(|p| p.open < end);
    let near = text.scan.parens.get(..upto)?.iter().rev().take(8);
    near.copied().find(|p| p.end(text.view.text) == end)
}

/// Where the bracket opens that holds an offset; a definition stands at most a little behind it.
fn innermost(text: &TextAt<'_>, at: usize) -> Option<usize> {
    let upto = text.scan.parens.partition_point(|p| p.open < at);
    let near = text.scan.parens.get(..upto)?.iter().rev().take(8);
    near.copied().find(|p| p.close > at).map(|p| p.open)
}

/// The inside of the 《》 that ends at an offset.
fn title_ending_at(text: &TextAt<'_>, end: usize) -> Option<(usize, usize)> {
    let at = text.scan.titles.partition_point(|t| t.close < end).checked_sub(1)?;
    let pair = text.scan.titles.get(at)?;
    (pair.end(text.view.text) == end).then_some((pair.open + pair.open_len, pair.close))
}
