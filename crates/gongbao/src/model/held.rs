//! Which pieces of the text the tree holds.

use alloc::{vec, vec::Vec};

use super::{Leaf, Slice, Tables, UnitNode, UnitRole};
use crate::source::Span;

impl Tables {
    /// Frees the text of what was read and then given up: a field that a later line wrote again, a column of a contents
    /// list without entries, a field that the tree does not write in a unit of this role. Its pieces become empty and
    /// what they covered is furniture.
    pub(crate) fn free_what_nothing_holds(&mut self) {
        self.units.iter_mut().for_each(UnitNode::drop_unwritten);
        let mut held = vec![false; self.pieces.len()];
        self.each_leaf(|leaf| {
            if !leaf.derived {
                match &mut held[leaf.first as usize..][..leaf.count as usize] {
                    [one] => *one = true,
                    several => several.fill(true),
                }
            }
        });
        for (piece, _) in self.pieces.iter_mut().zip(held).filter(|(_, held)| !held) {
            *piece = Span::new(piece.start, piece.start);
        }
    }

    /// Calls a function with every leaf that the tree writes.
    fn each_leaf(&self, mut hold: impl FnMut(Leaf)) {
        let mut lists: Vec<Slice> = Vec::with_capacity(self.units.len() * 8 + self.tables.len() + 1);
        if let Some(record) = &self.record {
            let dates =
                [record.published_on, record.written_on, record.repealed_on].map(|d| d.map(|d| d.text));
            let texts = [record.index_number, record.publisher, record.title, record.topic, record.number];
            dates.into_iter().chain(texts).flatten().for_each(&mut hold);
            lists.push(record.keywords);
        }
        if let Some(issue) = &self.issue {
            let year = issue.year.map(|(_, leaf)| leaf);
            let date = issue.published_on.map(|d| d.text);
            [issue.title, issue.sponsor, year, date].into_iter().flatten().for_each(&mut hold);
            issue.numbers.iter().chain(&issue.serials).for_each(|&(_, leaf)| hold(leaf));
        }
        let issued = self.issue.iter().map(|issue| issue.contents);
        let announced = issued.chain(self.units.iter().map(|unit| unit.contents));
        for entry in announced.flat_map(|list| list.of(&self.contents)) {
            let number = entry.doc_number.map(|n| n.text);
            [Some(entry.title), entry.column, number, entry.page.map(|p| p.1)]
                .into_iter()
                .flatten()
                .for_each(&mut hold);
        }
        for unit in &self.units {
            let dates = [unit.date, unit.printed_on].map(|d| d.map(|d| d.text));
            let texts = [
                unit.column,
                unit.title,
                unit.number,
                unit.doc_number.map(|n| n.text),
                unit.printed_by,
                unit.signed_off_by,
                unit.secrecy,
                unit.urgency,
            ];
            dates.into_iter().chain(texts).flatten().for_each(&mut hold);
            lists.extend([
                unit.issuers,
                unit.addressees,
                unit.attachment_list,
                unit.signatories,
                unit.notes,
                unit.copied_to,
                unit.subject_words,
                unit.contacts,
            ]);
            for signer in unit.signers.of(&self.signers) {
                [signer.post, signer.name].into_iter().flatten().for_each(&mut hold);
            }
            unit.history.of(&self.history).iter().for_each(|line| hold(line.text));
        }
        self.leaves_of_bodies(&mut lists, &mut hold);
        lists.iter().flat_map(|list| list.of(&self.leaves)).for_each(|&leaf| hold(leaf));
    }

    /// The leaves of all nodes, kind by kind: each entry of their tables belongs to one.
    fn leaves_of_bodies(&self, lists: &mut Vec<Slice>, hold: &mut impl FnMut(Leaf)) {
        for node in &self.divisions {
            hold(node.marker);
            node.heading.into_iter().for_each(&mut *hold);
        }
        self.paragraphs.iter().copied().for_each(&mut *hold);
        for node in &self.tables {
            node.title.into_iter().for_each(&mut *hold);
            lists.push(node.columns);
        }
        self.cells.iter().flatten().copied().for_each(&mut *hold);
        for group in &self.groups {
            group.role.into_iter().for_each(&mut *hold);
        }
        for member in &self.members {
            [member.name, member.post].into_iter().flatten().for_each(&mut *hold);
        }
        for node in &self.rosters {
            node.title.into_iter().for_each(&mut *hold);
        }
        for node in &self.boxes {
            hold(node.label);
            node.title.into_iter().for_each(&mut *hold);
        }
        for node in &self.qas {
            hold(node.question);
            [node.marker, node.answer_marker].into_iter().flatten().for_each(&mut *hold);
        }
    }
}

impl UnitNode {
    /// Drops the fields that the tree does not write for the role of the unit.
    fn drop_unwritten(&mut self) {
        match self.role {
            UnitRole::Document => self.number = None,
            UnitRole::Enclosure => {
                self.number = None;
                self.drop_document_fields();
            }
            UnitRole::Attachment => {
                self.drop_document_fields();
                (self.doc_number, self.date, self.effective_on) = (None, None, None);
                let lists = [
                    &mut self.issuers,
                    &mut self.addressees,
                    &mut self.attachment_list,
                    &mut self.signatories,
                    &mut self.notes,
                    &mut self.copied_to,
                    &mut self.signers,
                    &mut self.history,
                    &mut self.contents,
                ];
                for list in lists {
                    *list = Slice::default();
                }
            }
        }
    }

    fn drop_document_fields(&mut self) {
        (self.column, self.printed_by, self.printed_on) = (None, None, None);
        (self.signed_off_by, self.secrecy, self.urgency) = (None, None, None);
        (self.subject_words, self.contacts) = (Slice::default(), Slice::default());
    }
}
