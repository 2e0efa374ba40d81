//! What closes a text: signature, date, notes, copies, the printer's line, the list of attachments.

use alloc::vec::Vec;

use super::Segmenter;
use crate::{
    grammar::{
        closing::{self, ClosingForm},
        date, organ, sign,
        word::has_any,
    },
    line::{Classified, LineKind},
    model::{Date, DateNode, UnitRole},
    source::{Span, compact},
};

impl Segmenter<'_> {
    /// Reads the line at hand if it closes the text; `false` if it is text.
    pub(super) fn closing_line(
        &mut self,
        unit: u32,
        document: u32,
        body: &mut Vec<u32>,
        closed: &mut bool,
    ) -> bool {
        let line = self.lines[self.at];
        match line.kind {
            LineKind::Day(day)
                if *closed || self.is_framed(document) && self.unit(document).printed_by.is_some() =>
            {
                self.printed_later(document, day);
                true
            }
            LineKind::Day(day) => self.day_line(unit, document, day, body, closed),
            LineKind::Closing(form) => self.closing_field(unit, document, form, body, *closed),
            LineKind::Attachment
                if self.is_attachment_list(*closed) && self.role(unit) != UnitRole::Attachment =>
            {
                self.attachment_list(unit);
                true
            }
            LineKind::Chrome if *closed => {
                self.at += 1;
                true
            }
            LineKind::Text if sign::is_close_paren(line.last) && line.width <= 16 && !*closed => {
                let day = closing::bracketed_day(self.words(self.at));
                let signed = || self.ends_signed(self.chosen(body)) || self.closes_here() && !body.is_empty();
                match day.filter(|_| signed()) {
                    Some(day) => self.day_line(unit, document, day, body, closed),
                    None => false,
                }
            }
            LineKind::Text if line.last == '日' => {
                self.day_left_open(unit, document, body, closed)
                    || self.printer_and_day(document)
                    || self.day_twice(unit, document, body, closed)
                    || self.signed_and_dated(unit, document, body, closed)
            }
            LineKind::Text if line.last == '月' && line.width <= 20 && !*closed => {
                // Old papers name the month alone, below who signs.
                let month = date::date_at(self.words(self.at)).filter(|m| m.1 == self.words(self.at).len());
                // Or they name it below the organ that stands between title and text.
                let names = || body.len() <= 8 && self.chosen(body).iter().all(|l| self.is_signature(l));
                let byline = || self.unit_is_titled(unit) && !body.is_empty() && names();
                let signed = self.closes_here() && self.ends_signed(self.chosen(body));
                match month.filter(|_| signed || byline()) {
                    Some((month, _)) => self.day_line(unit, document, month, body, closed),
                    None => false,
                }
            }
            LineKind::Text if line.last.is_ascii_digit() && (6..=8).contains(&line.width) && !*closed => {
                // Only who signs above it makes a day of bare figures.
                let day = date::day_without_signs(self.words(self.at));
                let signed = || {
                    self.chosen(body).last().is_some_and(|l| {
                        l.is_bare() && organ::is_strong_organ(&compact(l.span.of(self.source)))
                    })
                };
                day.filter(|_| signed())
                    .is_some_and(|day| self.day_line(unit, document, Some(day), body, closed))
            }
            LineKind::Text
                if *closed
                    || self.is_framed(document)
                    || matches!(self.kind(self.at + 1), Some(LineKind::Closing(ClosingForm::Printed))) =>
            {
                self.printer_alone(document)
            }
            _ => false,
        }
    }

    fn unit_is_titled(&self, unit: u32) -> bool {
        self.tables.units[unit as usize].title.is_some()
    }

    pub(super) fn role(&self, unit: u32) -> UnitRole {
        self.tables.units[unit as usize].role
    }

    /// The unit that a signature behind the text of `unit` signs. An attachment has none of its own: what signs
    /// below it signs the document, if nothing has before.
    pub(super) fn signed_unit(&self, unit: u32, document: u32) -> Option<u32> {
        if self.role(unit) != UnitRole::Attachment {
            return Some(unit);
        }
        let node = &self.tables.units[document as usize];
        (node.date.is_none() && node.signatories.is_empty()).then_some(document)
    }

    fn day_line(
        &mut self,
        unit: u32,
        document: u32,
        day: Option<Date>,
        body: &mut Vec<u32>,
        closed: &mut bool,
    ) -> bool {
        let line = self.lines[self.at];
        let Some(signed) = self.signed_unit(unit, document) else { return false };
        let mut signers = self.take_signers(signed, body);
        let organs = if signers { Vec::new() } else { self.take_organs(signed, body) };
        signers |= !organs.is_empty() && self.take_signers_above_organ(signed, body);
        let ends = |l: &Classified| l.ends_sentence(self.source) || l.kind == LineKind::Attachment;
        let settled = self.chosen(body).last().is_none_or(ends);
        if !signers && organs.is_empty() && (!settled || signed != unit) && !self.closes_here() {
            return false;
        }
        self.sign(signed, &organs);
        let text = self.leaf(signed, &[line.span], line.span);
        self.unit(signed).date = Some(DateNode { text, date: day });
        self.at += 1;
        if organs.is_empty() && !signers {
            signers = self.signer_behind(signed, body);
        }
        if organs.is_empty() && !signers {
            self.organs_behind(signed);
        }
        // Organ and date between title and text are a byline, not a closing.
        *closed =
            !body.is_empty() || signers || self.unit(signed).title.is_none() || self.at >= self.lines.len();
        true
    }

    /// 2024年4月 日: the day of the month was left open below who signs.
    fn day_left_open(&mut self, unit: u32, document: u32, body: &mut Vec<u32>, closed: &mut bool) -> bool {
        let words = self.words(self.at);
        let Some(open) = words.strip_suffix('日').filter(|w| w.ends_with('月') && w.len() <= 60 && !*closed)
        else {
            return false;
        };
        let month = date::date_at(open).filter(|m| m.1 == open.len()).map(|m| m.0);
        let signed = || self.closes_here() && self.chosen(body).last().is_some_and(|l| self.is_signature(l));
        month.filter(|_| signed()).is_some_and(|month| self.day_line(unit, document, month, body, closed))
    }

    /// The same day below each of two names that sign in columns.
    fn day_twice(&mut self, unit: u32, document: u32, body: &mut Vec<u32>, closed: &mut bool) -> bool {
        let words = self.words(self.at);
        let half = words.split_at_checked(words.len() / 2).filter(|(first, second)| first == second);
        let day =
            half.filter(|_| !*closed && words.len() <= 80).and_then(|(first, _)| date::parse_day(first));
        let signed = day.is_some() && self.chosen(body).last().is_some_and(|l| self.is_signature(l));
        signed && day.is_some_and(|day| self.day_line(unit, document, day, body, closed))
    }

    /// Whether what stands behind the line at hand is no text: then a date here closes.
    pub(super) fn closes_here(&self) -> bool {
        match self.kind(self.at + 1) {
            None
            | Some(
                LineKind::Closing(_)
                | LineKind::Attachment
                | LineKind::Chrome
                | LineKind::Banner
                | LineKind::RedHead,
            ) => true,
            Some(LineKind::Text) => self.title_run(self.at + 1).is_some(),
            _ => false,
        }
    }

    // ------------------------------------------------------------------ other fields

    fn closing_field(
        &mut self,
        unit: u32,
        document: u32,
        form: ClosingForm,
        body: &[u32],
        closed: bool,
    ) -> bool {
        let line = self.lines[self.at];
        // In the middle of a text these words are text.
        let last = closed || self.only_closing_follows();
        let behind_sentence = self.chosen(body).last().is_some_and(|l| l.ends_sentence(self.source));
        match form {
            ClosingForm::Note => self.note(unit, document, line.span),
            ClosingForm::CopyTo if last => self.copies(document),
            ClosingForm::Contact if closed && self.stands_at_foot_of_page() => self.at += 1,
            ClosingForm::Contact if last || behind_sentence => {
                let first = self.at;
                self.at += 1;
                // 某某　010-66065004 below the first of them.
                while self.is_telephone(self.at) {
                    self.at += 1;
                }
                let spans: Vec<Span> = self.lines[first..self.at].iter().map(|l| l.span).collect();
                let leaves = spans.into_iter().map(|span| self.leaf(document, &[span], span)).collect();
                let contacts = self.unit(document).contacts;
                let contacts = self.extend(contacts, leaves);
                self.unit(document).contacts = contacts;
                self.part_what_follows();
            }
            ClosingForm::SubjectWords if last && self.unit(document).subject_words.is_empty() => {
                self.subject_words(document);
            }
            ClosingForm::Printed if (last || behind_sentence) && self.unit(document).printed_on.is_none() => {
                self.printed(document);
            }
            ClosingForm::PrintRun if last => self.at += 1,
            _ => return false,
        }
        true
    }

    /// Whether a line is a name with the number of a telephone behind it.
    fn is_telephone(&self, at: usize) -> bool {
        let digit = |c: char| c.is_ascii_digit() || c == '-';
        let ends = |words: &str| words.len() - words.trim_end_matches(digit).len() >= 7;
        self.line(at).is_some_and(|l| {
            l.kind == LineKind::Text && l.last.is_ascii_digit() && l.width <= 30 && l.is_bare()
        }) && ends(self.words(at))
    }

    /// Whether right above the line at hand a page says who owns it: its telephone is no contact of the document.
    fn stands_at_foot_of_page(&self) -> bool {
        let above = self.at.saturating_sub(3)..self.at;
        above.into_iter().any(|at| {
            self.kind(at) == Some(LineKind::Chrome)
                && has_any(self.words(at), &["Copyright", "版权", "主办", "承办", "备案"])
        })
    }

    /// A note belongs to the paper that the text is: below an enclosure without a closing of its own, the document.
    fn note(&mut self, unit: u32, document: u32, span: Span) {
        let own = self.role(unit) == UnitRole::Document
            || self.role(unit) == UnitRole::Enclosure && self.unit(unit).date.is_some();
        let unit = if own { unit } else { document };
        let leaf = self.leaf(unit, &[span], span);
        let notes = self.unit(unit).notes;
        let list = self.extend(notes, alloc::vec![leaf]);
        self.unit(unit).notes = list;
        self.at += 1;
        self.part_what_follows();
    }

    /// Where text goes on behind a field of the closing or a list of attachments, it does not go on with what stood before it.
    pub(super) fn part_what_follows(&mut self) {
        if let Some(next) = self.lines.get_mut(self.at) {
            next.apart = true;
        }
    }

    /// Whether no sentence follows, at least not before the next title.
    fn only_closing_follows(&self) -> bool {
        let next = self.at + 1;
        let sentence = |l: &Classified| {
            matches!(l.kind, LineKind::Marked(_)) || l.kind == LineKind::Text && l.has_stop()
        };
        // The files that a page offers below the text are counted too.
        let offers = |l: &&Classified| l.kind == LineKind::Chrome && l.span.of(self.source).contains("附件");
        let lines = self.lines[next..].iter().take(12).take_while(|l| !offers(l));
        let Some(first) = lines.clone().position(sentence) else { return true };
        (next..next + first).any(|at| self.kind(at) == Some(LineKind::Text) && self.title_run(at).is_some())
    }
}
