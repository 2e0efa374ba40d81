//! Record, issue and units: their fields, and that each unit holds only what the tree writes.

use alloc::{vec, vec::Vec};

use super::{Above, Check, Violation, follows, leaf::Holds};
use crate::{
    model::{NONE, Slice, UnitNode, UnitRole},
    source::Span,
};

impl Check<'_> {
    /// Record and issue.
    pub(super) fn head(&mut self) -> Result<(), Violation> {
        let (tables, all) = (self.tables, self.all());
        if let Some(record) = &tables.record {
            for text in [record.index_number, record.publisher, record.title, record.topic, record.number] {
                self.maybe("a field of the record", text, all)?;
            }
            for date in [record.published_on, record.written_on, record.repealed_on] {
                self.dated("a date of the record", date, all)?;
            }
            self.list("keywords of the record", record.keywords, all)?;
        }
        if let Some(issue) = &tables.issue {
            self.maybe("the title of the issue", issue.title, all)?;
            self.maybe("the sponsor of the issue", issue.sponsor, all)?;
            self.maybe("the year of the issue", issue.year.map(|(_, leaf)| leaf), all)?;
            self.dated("the date of the issue", issue.published_on, all)?;
            for &(_, leaf) in issue.numbers.iter().chain(&issue.serials) {
                self.leaf("a number of the issue", leaf, Holds::Own, all)?;
            }
            self.contents(issue.contents, all)?;
        }
        Ok(())
    }

    fn contents(&mut self, list: Slice, whole: Span) -> Result<(), Violation> {
        let tables = self.tables;
        Self::range("a contents list", list, tables.contents.len())?;
        let mut before = Span { start: whole.start, end: whole.start };
        for (entry, at) in list.of(&tables.contents).iter().zip(list.ids()) {
            self.within("a contents entry", entry.span, whole)?;
            follows("a contents entry", &mut before, entry.span)?;
            self.maybe("the column of a contents entry", entry.column, entry.span)?;
            self.leaf("the title of a contents entry", entry.title, Holds::Either, entry.span)?;
            self.number(entry.doc_number.as_ref(), Holds::Either, entry.span)?;
            self.maybe("the page of a contents entry", entry.page.map(|(_, leaf)| leaf), entry.span)?;
            if entry.document != NONE && entry.document >= self.documents {
                return Err(Violation::Broken { what: "a contents entry of no document", at });
            }
        }
        Ok(())
    }

    /// Documents, enclosures, attachments: their tree, their fields, and that each holds only what the tree writes.
    pub(super) fn units(&mut self) -> Result<(), Violation> {
        let tables = self.tables;
        let all = Slice::new(0, tables.units.len());
        let mut open: Vec<Above> = vec![Above::new(NONE, all.end, self.all())];
        for (unit, id) in tables.units.iter().zip(all.ids()) {
            while open.len() > 1 && open.last().is_some_and(|above| above.end <= id) {
                open.pop();
            }
            let Some(above) = open.last_mut() else { continue };
            above.takes("a unit", id, unit.parent, unit.end.max(id + 1), unit.span)?;
            self.within("a unit", unit.span, above.span)?;
            let role = above.id != NONE && unit.role != UnitRole::Document
                || above.id == NONE && unit.role == UnitRole::Document;
            let depth = unit.role == UnitRole::Enclosure && open.len() > 2;
            let under = unit.parent != NONE
                && tables.units.get(unit.parent as usize).is_none_or(|p| p.role == UnitRole::Attachment);
            if !role || depth || under {
                return Err(Violation::Broken {
                    what: "a unit that the tree does not write at its place",
                    at: id,
                });
            }
            self.fields(unit, id)?;
            open.push(Above::new(id, unit.end.max(id + 1), unit.span));
        }
        Ok(())
    }

    fn fields(&mut self, unit: &UnitNode, id: u32) -> Result<(), Violation> {
        let (tables, whole) = (self.tables, unit.span);
        let lists = [
            unit.issuers,
            unit.addressees,
            unit.attachment_list,
            unit.signatories,
            unit.notes,
            unit.copied_to,
        ];
        let own_lists = [unit.subject_words, unit.contacts];
        let own = [unit.column, unit.printed_by, unit.signed_off_by, unit.secrecy, unit.urgency];
        let not_empty = |slices: &[Slice]| slices.iter().any(|s| !s.is_empty());
        let of_document =
            not_empty(&own_lists) || own.iter().any(Option::is_some) || unit.printed_on.is_some();
        let of_instrument = not_empty(&lists)
            || not_empty(&[unit.signers, unit.history, unit.contents])
            || unit.doc_number.is_some()
            || unit.date.is_some()
            || unit.effective_on.is_some();
        let unwritten = match unit.role {
            UnitRole::Document => unit.number.is_some(),
            UnitRole::Enclosure => of_document || unit.number.is_some(),
            UnitRole::Attachment => of_document || of_instrument,
        };
        if unwritten {
            return Err(Violation::Broken {
                what: "a unit with a field that the tree does not write",
                at: id,
            });
        }
        for leaf in own.into_iter().chain([unit.title, unit.number]) {
            self.maybe("a field of a unit", leaf, whole)?;
        }
        for list in lists.into_iter().chain(own_lists) {
            self.list("a list of a unit", list, whole)?;
        }
        self.number(unit.doc_number.as_ref(), Holds::Either, whole)?;
        self.dated("the date of a unit", unit.date, whole)?;
        self.dated("the date of printing", unit.printed_on, whole)?;
        Self::range("signers", unit.signers, tables.signers.len())?;
        for signer in unit.signers.of(&tables.signers) {
            self.maybe("the post of a signer", signer.post, whole)?;
            self.maybe("the name of a signer", signer.name, whole)?;
        }
        Self::range("a history", unit.history, tables.history.len())?;
        for line in unit.history.of(&tables.history) {
            self.leaf("a line of the history", line.text, Holds::Either, whole)?;
        }
        self.contents(unit.contents, whole)
    }
}
