//! What stands in the text or in its history about the paper that it is: its kind without a title, its number and day
//! without a head of its own.

use alloc::string::String;

use super::Segmenter;
use crate::{
    grammar::{organ, promulgated::promulgated, said, title},
    model::{DateNode, DocNumberNode, DocumentKind, UnitRole},
    source::{Span, compact_into, offset_of},
};

/// How much of a text is read to learn what it is, in bytes.
const MOST_READ: usize = 2400;

impl Segmenter<'_> {
    /// The kind of a text whose title is missing, from what it says of itself at its beginning.
    pub(super) fn kind_without_title(&mut self, unit: u32) {
        let node = &self.tables.units[unit as usize];
        if node.kind != DocumentKind::Other {
            return;
        }
        let Some(first) = node.body.of(&self.tables.nodes).first() else { return };
        let signed_by_persons = !node.signers.is_empty();
        let congress = node
            .signatories
            .of(&self.tables.leaves)
            .iter()
            .any(|&leaf| self.read_compact(leaf).ends_with("常务委员会"));
        let mut words = String::new();
        compact_into(&self.source[first.span.start as usize..], MOST_READ, &mut words);
        let kind = if said::is_promulgated(&words) && (signed_by_persons || congress) {
            Some(if congress { DocumentKind::Announcement } else { DocumentKind::Order })
        } else {
            said::kind_said(&words)
        };
        if let Some(kind) = kind.or_else(|| self.kind_by_its_cover(unit)) {
            self.unit(unit).kind = kind;
        }
    }

    /// The kind of the one text that a title passes on, where it has no title of its own.
    fn kind_by_its_cover(&self, unit: u32) -> Option<DocumentKind> {
        let node = &self.tables.units[unit as usize];
        let first = node.role == UnitRole::Enclosure && node.ordinal == 1;
        let cover = first.then(|| &self.tables.units[node.parent as usize])?;
        let name = self.read_compact(cover.title?);
        title::kind_of(title::passed_on(&name)?.trim_end_matches(['〉', '>', '》']))
    }

    /// Number, day and organ of the order or paper that made a rule known, where only its history names them.
    pub(super) fn promulgated_by(&mut self, unit: u32) {
        let node = &self.tables.units[unit as usize];
        let Some(entry) = node.history.of(&self.tables.history).first().copied() else { return };
        let (numbered, dated) = (node.doc_number.is_some(), node.date.is_some());
        if numbered && dated || node.kind == DocumentKind::Law {
            return;
        }
        let words = self.read_compact(entry.text);
        let Some(form) = promulgated(&words) else { return };
        let name = &words[form.organ.0..form.organ.1];
        let full =
            !name.is_empty() && !name.starts_with(['市', '省', '县', '区']) && organ::is_strong_organ(name);
        let digits = words[form.number.0..form.number.1].trim_start_matches('第');
        let parsed = crate::grammar::doc_number::parse_doc_number(digits);
        let number =
            parsed.map_or_else(|| crate::grammar::number::number_at(digits).map(|n| n.0), |f| f.number);
        let text = entry.text.value.of(self.source);
        let place = |at: usize| entry.text.value.start + offset_of(text, at) as u32;
        let span = |(start, end): (usize, usize)| {
            crate::source::trim(self.source, Span::new(place(start), place(end)))
        };
        let (value, organ, day) = (span(form.number), span(form.organ), span(form.day_at));
        let agency = value.start + parsed.map_or(0, |f| offset_of(value.of(self.source), f.agency)) as u32;
        let node = DocNumberNode {
            text: self.tables.derive(entry.text, value),
            agency: Span::new(value.start, agency),
            year: parsed.and_then(|f| f.year),
            number,
        };
        if !numbered {
            self.unit(unit).doc_number = Some(node);
        }
        if !dated && form.day.is_some() {
            let text = self.tables.derive(entry.text, day);
            self.unit(unit).date = Some(DateNode { text, date: form.day });
        }
        if full && self.unit(unit).issuers.is_empty() {
            let organs = self.organs_in(entry.text, organ);
            self.unit(unit).issuers = self.list(organs);
        }
    }
}
