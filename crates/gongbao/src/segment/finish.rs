//! What is read out of a whole unit: kind, issuers, the day it takes effect; and what is missing in it.

use alloc::vec::Vec;

use super::{Segmenter, fields::MOST_HEAD_ORGANS};
use crate::{
    diagnostic::Finding,
    grammar::{doc_number, in_force::in_force_from, organ, title},
    model::{Date, DateNode, DocNumberNode, DocumentKind, Leaf, Slice, Tables, UnitNode, UnitRole},
    source::{Span, compact, compact_head, offset_of},
};

/// How many bytes the names of two organs without a blank between them take at least.
const SHORTEST_JOINT: u32 = 36;

impl Segmenter<'_> {
    /// Completes a unit whose lines are all read.
    pub(super) fn finish(&mut self, unit: u32) {
        self.title_of_own_record(unit);
        let node = &self.tables.units[unit as usize];
        let (role, title_leaf) = (node.role, node.title);
        if node.kind == DocumentKind::Other {
            let words = title_leaf.map(|leaf| self.read_compact(leaf)).unwrap_or_default();
            if let Some(kind) = title::kind_of(&words) {
                self.unit(unit).kind = kind;
            }
        }
        if role != UnitRole::Attachment && title_leaf.is_none() {
            self.kind_without_title(unit);
        }
        if role == UnitRole::Document {
            self.column(unit);
            self.order_by_number(unit);
        }
        if role == UnitRole::Attachment || self.unit(unit).kind == DocumentKind::Interpretation {
            return;
        }
        self.issuers(unit);
        self.unit(unit).effective_on = self.effective_on(unit);
        self.day_of_the_head(unit);
        if role == UnitRole::Document {
            self.fields_of_own_record(unit);
            self.fields_of_page(unit);
            self.signature_behind_enclosure(unit);
            self.missing(unit);
            self.promulgated_by(unit);
        }
    }

    /// A number of the form 某部令〔2024〕第3号 makes an order of what it stands on.
    fn order_by_number(&mut self, unit: u32) {
        let Some(number) = self.tables.units[unit as usize].doc_number else { return };
        let agency = number.agency.of(self.source).trim_end();
        let behind = number.text.value.end as usize;
        let suffix = number.text.value.of(self.source).ends_with('令')
            || self.source.get(behind..).is_some_and(|t| t.trim_start().starts_with('令'));
        // 第7号 above 现予公布 is an order's whose name was a picture.
        let node = &self.tables.units[unit as usize];
        let bare = agency.is_empty()
            && (node.kind == DocumentKind::Other && node.title.is_none()
                || node.kind == DocumentKind::Regulation);
        let rule = matches!(node.kind, DocumentKind::Regulation | DocumentKind::Other | DocumentKind::Plan);
        if agency.ends_with("公告") && rule && node.signers.is_empty() {
            // What an announcement makes known stands under its own name.
            self.unit(unit).kind = DocumentKind::Announcement;
            return;
        }
        if (agency.ends_with('令') || suffix || bare) && !self.tables.units[unit as usize].signers.is_empty()
        {
            self.unit(unit).kind = DocumentKind::Order;
            if self.tables.units[unit as usize].issuers.is_empty() && self.red_heads.is_empty() {
                let part = Span::new(
                    number.agency.start,
                    number.agency.start + agency.trim_end_matches('令').len() as u32,
                );
                let organs = match self.full_name_in_title(unit, part) {
                    Some(name) => alloc::vec![name],
                    // 甲府令第5号 names no organ in full.
                    None if is_short_order(agency) => return,
                    None => self.organs_in(number.text, part),
                };
                self.unit(unit).issuers = self.list(organs);
            }
        }
    }

    /// The name of an organ with the 中国 that its number leaves out (人民银行〔2020〕5号令), where the title begins with it.
    fn full_name_in_title(&self, unit: u32, short: Span) -> Option<Leaf> {
        let leaf = self.tables.units[unit as usize].title?;
        let text = leaf.value.of(self.source);
        let name = text
            .strip_prefix("中国")?
            .strip_prefix(short.of(self.source))
            .map(|rest| text.len() - rest.len())?;
        Some(self.tables.derive(leaf, Span::new(leaf.value.start, leaf.value.start + name as u32)))
    }

    /// The signature of the issuer behind the last thing that an unsigned document makes public signs the document.
    fn signature_behind_enclosure(&mut self, unit: u32) {
        let node = &self.tables.units[unit as usize];
        let unsigned = node.date.is_none() && node.signatories.is_empty() && node.signers.is_empty();
        if !unsigned || node.title.is_none() {
            return;
        }
        let from = unit as usize + 1;
        let enclosed = self.tables.units[from..].iter().rposition(|u| u.role == UnitRole::Enclosure);
        let Some(below) = enclosed.map(|at| self.tables.units[from + at].clone()) else { return };
        let names = |list: Slice| -> Vec<_> {
            list.of(&self.tables.leaves).iter().map(|&leaf| self.read_compact(leaf)).collect()
        };
        let (signed, own) = (names(below.signatories), names(node.issuers));
        if !signed.is_empty() && signed == own && below.addressees.is_empty() {
            let at = from + enclosed.unwrap_or_default();
            self.tables.units[at].signatories = Slice::default();
            self.tables.units[at].date = None;
            let node = self.unit(unit);
            (node.signatories, node.date) = (below.signatories, below.date);
        }
    }

    /// The title of a text that stands in the head table of its page alone.
    fn title_of_own_record(&mut self, unit: u32) {
        let node = &self.tables.units[unit as usize];
        if !self.own_record || node.role != UnitRole::Document || node.title.is_some() {
            return;
        }
        let leaf = self.tables.record.as_ref().and_then(|record| record.title);
        let words = leaf.map(|leaf| self.read_compact(leaf));
        if words.is_some_and(|words| title::kind_of(&words).is_some()) {
            self.unit(unit).title = leaf.map(|leaf| Leaf { derived: true, ..leaf });
        }
    }

    /// What the fields below a title say of the document that has not said it itself.
    fn fields_of_own_record(&mut self, unit: u32) {
        if !core::mem::take(&mut self.own_record) {
            return;
        }
        let Some(record) = self.tables.record.clone() else { return };
        let derived = |leaf: Leaf| Leaf { derived: true, ..leaf };
        if self.unit(unit).doc_number.is_none() {
            let number = record.number.and_then(|leaf| {
                let value = leaf.value;
                let form = doc_number::parse_doc_number(&compact(value.of(self.source)))?;
                let end = value.start + offset_of(value.of(self.source), form.agency) as u32;
                let agency = Span::new(value.start, end);
                Some(DocNumberNode { text: derived(leaf), agency, year: form.year, number: form.number })
            });
            self.unit(unit).doc_number = number;
        }
        if let (None, Some(written)) = (self.unit(unit).date, record.written_on) {
            self.unit(unit).date = Some(DateNode { text: derived(written.text), ..written });
        }
        if let (true, Some(publisher)) = (self.unit(unit).issuers.is_empty(), record.publisher) {
            let list = self.list(alloc::vec![derived(publisher)]);
            self.unit(unit).issuers = list;
        }
    }

    /// Without a date of its own a text has that of its head, a decision that of the session that passed it.
    fn day_of_the_head(&mut self, unit: u32) {
        if self.unit(unit).date.is_some() {
            return;
        }
        if let Some((_, span, date)) = self.head_day.take_if(|&mut (head, ..)| head == unit) {
            let text = self.leaf(unit, &[span], span);
            self.unit(unit).date = Some(DateNode { text, date });
            return;
        }
        let node = &self.tables.units[unit as usize];
        let passed = matches!(
            node.kind,
            DocumentKind::Decision
                | DocumentKind::Resolution
                | DocumentKind::Appointment
                | DocumentKind::Communique
        );
        let first = node.history.of(&self.tables.history).first().copied();
        if let Some(entry) = first.filter(|_| passed) {
            self.unit(unit).date = Some(DateNode { text: Leaf { derived: true, ..entry.text }, ..entry });
        }
    }

    /// The organs that issue: from the title, the red head, or the signature.
    fn issuers(&mut self, unit: u32) {
        let node = &self.tables.units[unit as usize];
        if !node.issuers.is_empty() {
            return;
        }
        let red_head = !self.red_heads.is_empty() && node.role == UnitRole::Document;
        // A joint paper may carry the head of one organ only.
        let titled = self.issuers_of_title(unit);
        // The name of a page's column (市政府文件) is shorter than that of the organ in the title or the signature.
        let name_of = |leaf: &[Leaf]| leaf.first().map_or(0, |&l| self.read_compact(l).len());
        let signed = self.tables.units[unit as usize].signatories.of(&self.tables.leaves);
        let own = || if titled.is_empty() { name_of(signed) } else { name_of(&titled) };
        let short = || self.red_heads.len() == 1 && name_of(&self.red_heads) < own();
        let leaves = if red_head
            && !short()
            && self.red_heads.len() >= titled.len()
            && !(titled.is_empty() && self.red_head_signs_with_others(unit))
        {
            self.red_heads.clone()
        } else {
            titled
        };
        if !leaves.is_empty() {
            let list = self.list(leaves);
            self.unit(unit).issuers = list;
            return;
        }
        // The signature may stand below what the document encloses.
        let signs = |u: &&UnitNode| !u.signatories.is_empty();
        let signatories =
            self.tables.units[unit as usize..].iter().find(signs).map_or(Slice::default(), |u| u.signatories);
        let signed: Vec<Leaf> =
            signatories.of(&self.tables.leaves).iter().map(|&leaf| Leaf { derived: true, ..leaf }).collect();
        let list = self.list(signed);
        self.unit(unit).issuers = list;
    }

    /// The organs that the title of a unit names as its issuers. The signature asks for them, and the unit when it is whole.
    pub(super) fn issuers_of_title(&mut self, unit: u32) -> Vec<Leaf> {
        let node = &self.tables.units[unit as usize];
        let Some(leaf) = node.title.filter(|_| node.role != UnitRole::Enclosure) else { return Vec::new() };
        if self.issuers_known.0 != Some(leaf) {
            self.issuers_known = (Some(leaf), self.issuers_in(leaf));
        }
        self.issuers_known.1.clone()
    }

    /// How long the part of a title is that names its issuers. The signature asks for it before the issuers are read.
    pub(super) fn issuers_len(&self, leaf: Leaf, words: &str) -> usize {
        match self.issuers_len.get() {
            (Some(known), len) if known == leaf => len,
            _ => {
                let len = organ::issuer_part(words);
                self.issuers_len.set((Some(leaf), len));
                len
            }
        }
    }

    /// The place in the source behind so many bytes of a leaf's compact text.
    fn place_in(&self, leaf: Leaf, len: usize) -> u32 {
        let mut left = len;
        let mut end = leaf.value.start;
        for piece in self.tables.pieces_of(leaf) {
            if left == 0 {
                break;
            }
            let piece = piece.intersect(leaf.value);
            let text = piece.of(self.source);
            let own = compact_head(text, left).len().min(left);
            end = piece.start + offset_of(text, own) as u32;
            left -= own;
        }
        end
    }

    /// The organs that a title begins with.
    fn issuers_in(&self, leaf: Leaf) -> Vec<Leaf> {
        let words = self.read_compact(leaf);
        let len = self.issuers_len(leaf, &words);
        if len == 0 {
            return Vec::new();
        }
        let end = self.place_in(leaf, len);
        let organs = self.organs_in(leaf, Span::new(leaf.value.start, end));
        organs.into_iter().flat_map(|organ| self.parted(organ)).collect()
    }

    /// The names that a title prints without a blank between them, also where a line ends within one.
    fn parted(&self, organ: Leaf) -> Vec<Leaf> {
        let words = self.read_compact(organ);
        if organ.value.len() < SHORTEST_JOINT && !words.starts_with("中共") {
            return alloc::vec![organ];
        }
        let mut cuts = super::signature::joints(&words, &[]);
        cuts.push(words.len());
        let mut from = 0;
        let place = |offset: usize| self.place_in(organ, offset);
        cuts.into_iter()
            .map(|cut| {
                let span = Span::new(if from == 0 { organ.value.start } else { place(from) }, place(cut));
                from = cut;
                self.tables.derive(organ, crate::source::trim_start(self.source, span))
            })
            .collect()
    }

    /// Whether the organs of the red head are among several that sign.
    fn red_head_signs_with_others(&self, unit: u32) -> bool {
        let signing = self.tables.units[unit as usize].signatories.of(&self.tables.leaves);
        let names = |leaves: &[Leaf]| -> Vec<_> { leaves.iter().map(|&l| self.read_compact(l)).collect() };
        let few = self.red_heads.len() <= MOST_HEAD_ORGANS && signing.len() > self.red_heads.len();
        few && {
            let signed = names(signing);
            names(&self.red_heads).iter().all(|head| signed.contains(head))
        }
    }

    /// The column: the document's banner, its contents entry's, else the last banner's.
    fn column(&mut self, unit: u32) {
        if self.tables.units[unit as usize].column.is_some() {
            return;
        }
        let entry = self.entry_of(unit).and_then(|e| self.tables.contents[e as usize].column);
        let column = entry.or(self.banner.filter(|_| self.is_issue));
        self.unit(unit).column = column.map(|leaf| Leaf { derived: true, ..leaf });
    }

    /// The day from which the text is in force: 自2013年7月1日起施行.
    fn effective_on(&self, unit: u32) -> Option<Date> {
        let node = &self.tables.units[unit as usize];
        let body = self.body_span(node.body);
        let history = node.history.of(&self.tables.history).iter();
        let history = history.fold(Span::default(), |s, h| s.hull(self.tables.hull_of(h.text)));
        let said_in = |span: Span| {
            let behind = &self.signs[self.signs.partition_point(|&sign| sign < span.start)..];
            let signs = &behind[..behind.partition_point(|&sign| sign < span.end)];
            in_force_from(self.source, span, signs)
        };
        let said_in = |span: Span| if span.is_empty() { None } else { said_in(span) };
        said_in(body).or_else(|| said_in(history))
    }

    /// An issued document without date or signature is worth a note.
    fn missing(&mut self, unit: u32) {
        let node = &self.tables.units[unit as usize];
        if node.doc_number.is_none() || node.title.is_none() {
            return;
        }
        let (span, dated) = (node.span, node.date.is_some());
        let signed = !node.signatories.is_empty() || !node.signers.is_empty();
        let at = Span::new(span.end, span.end);
        if !dated {
            self.report(Finding::MissingDate, at);
        }
        if !signed {
            self.report(Finding::MissingSignature, at);
        }
    }

    /// Ties the entries of the contents list to the documents they announce.
    pub(super) fn link_contents(&mut self) {
        if self.announced.is_empty() {
            return;
        }
        let documents: Vec<u32> = (0..self.tables.units.len() as u32)
            .filter(|&u| self.tables.units[u as usize].role == UnitRole::Document)
            .collect();
        // Entries with the same title take the documents with that title in turn.
        let mut entries: Vec<_> =
            core::mem::take(&mut self.entries).into_iter().map(Vec::into_iter).collect();
        let mut left: usize = entries.iter().map(ExactSizeIterator::len).sum();
        let announced = core::mem::take(&mut self.announced);
        let mut link = |tables: &mut Tables, letters: &str, at: usize| {
            let same = announced.get(letters).and_then(|&same| entries.get_mut(same as usize));
            let entry = same.and_then(Iterator::next);
            if let Some(entry) = entry {
                tables.contents[entry as usize].document = at as u32;
            }
            entry.is_some()
        };
        let mut listed: Vec<bool> = Vec::with_capacity(documents.len());
        for (at, &unit) in documents.iter().enumerate() {
            let title = self.title_letters(unit).unwrap_or_default();
            // 某部令第5号
            let numbered = |tables: &Tables| {
                let number = tables.units[unit as usize].doc_number.map(|n| tables.read(self.source, n.text));
                [title.as_str(), &super::title::letters(&number.unwrap_or_default())].concat()
            };
            let found = link(self.tables, &title, at) || link(self.tables, &numbered(self.tables), at);
            left -= usize::from(found);
            listed.push(found);
        }
        // An entry may also name what a document encloses, an order above all.
        for (at, &unit) in documents.iter().enumerate().filter(|_| left > 0) {
            for enclosed in unit + 1..self.tables.units[unit as usize].end {
                if self.tables.units[enclosed as usize].role == UnitRole::Enclosure {
                    let title = self.title_letters(enclosed).unwrap_or_default();
                    listed[at] |= link(self.tables, &title, at);
                }
            }
        }
        for (&unit, _) in documents.iter().zip(listed).filter(|(_, listed)| !listed) {
            let node = &self.tables.units[unit as usize];
            let title = node.title.map(|l| self.read(l).into_owned()).unwrap_or_default();
            let span = node.span;
            self.report(Finding::DocumentNotInContents { title }, Span::new(span.start, span.start));
        }
        for entry in entries.into_iter().flatten() {
            let node = &self.tables.contents[entry as usize];
            let (title, span) = (self.read(node.title).into_owned(), node.span);
            self.report(Finding::ContentsWithoutDocument { title }, span);
        }
    }
}

/// Whether an order's number names its organ by a short form: 甲府令.
fn is_short_order(agency: &str) -> bool {
    agency.len() <= "甲乙府令".len() && ["府令", "政令"].iter().any(|end| agency.ends_with(end))
}
