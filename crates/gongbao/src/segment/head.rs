//! The head of a document or an enclosure: where it begins, and which field each of its lines is.
//!
//! A rule is named by what it reads (`author`, `subtitle`): it takes the lines at hand, or takes none and says `false`.

use super::{Segmenter, WIDEST_NAME, signer::MOST_OF_A_SPEAKER, title::letters};
use crate::{
    grammar::{
        closing::{self, ClosingForm},
        date, head,
        marker::{Family, Marker},
        organ,
        promulgated::promulgated,
        sign, title,
    },
    line::{Classified, LineKind},
    model::{DateNode, DocumentKind, Leaf, Slice, UnitRole},
    source::{Span, compact},
};

impl Segmenter<'_> {
    /// Reads the head of a document.
    pub(super) fn head(&mut self, unit: u32) {
        while self.at < self.lines.len() && self.head_line(unit) {}
    }

    /// Reads the head of an enclosure whose title ends before `title_end`.
    pub(super) fn enclosure_head(&mut self, unit: u32, title_end: usize) {
        if title_end > self.at {
            self.title_lines(unit, title_end);
        }
        while self.at < self.lines.len() && self.head_line(unit) {}
    }

    /// Reads one line (or several of one field) of a head; `false` where the head ends.
    fn head_line(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        let has_title = self.unit(unit).title.is_some();
        match line.kind {
            LineKind::Banner if !has_title => self.banner_line(unit),
            LineKind::RedHead if !has_title || self.red_head_below_title(unit) => self.red_head_line(unit),
            LineKind::Secrecy | LineKind::Urgency => {
                let leaf = self.leaf(unit, &[line.span], line.span);
                let node = self.unit(unit);
                if line.kind == LineKind::Secrecy {
                    node.secrecy = Some(leaf);
                } else {
                    node.urgency = Some(leaf);
                }
                self.at += 1;
            }
            LineKind::SignedOff => self.signed_off_line(unit),
            LineKind::DocNumber | LineKind::OrderNumber if self.unit(unit).doc_number.is_none() => {
                self.number_line(unit);
            }
            LineKind::OrderHead if has_title && self.is_title_again(unit) => self.at += 1,
            LineKind::OrderHead
                if !has_title
                    || self.unit(unit).kind != DocumentKind::Order
                    || self.unit(unit).doc_number.is_none() =>
            {
                self.order_line(unit, self.at);
            }
            // Printed again below the title.
            LineKind::DocNumber | LineKind::OrderHead | LineKind::OrderNumber
                if self.number_is_known(unit) =>
            {
                self.at += 1;
            }
            // (此件已宣布失效) right above the addressees.
            LineKind::Closing(ClosingForm::Note) if !has_title || self.salutation(self.at + 1).is_some() => {
                self.note_of_the_head(unit);
            }
            LineKind::Closing(ClosingForm::Note) if self.full_title(unit).is_some() => {
                return self.below_title(unit);
            }
            LineKind::ContentsHead => return self.contents_inside(unit),
            LineKind::GazetteName | LineKind::Issue if self.is_issue => self.at += 1,
            LineKind::Chrome if has_title && self.page_fields_below(unit) => {}
            LineKind::Chrome if self.is_time_of_a_meeting(self.at) => return false,
            LineKind::Chrome => self.at += 1,
            LineKind::Day(day) if has_title && (self.head_goes_on() || self.is_unknown_line(unit)) => {
                // A page prints the day of its publication in figures and dashes.
                if line.last == '日' {
                    self.head_day = Some((unit, line.span, day));
                }
                self.at += 1;
            }
            LineKind::Text | LineKind::GazetteName | LineKind::RedHead => {
                return self.head_text(unit, has_title);
            }
            LineKind::Marked(m) if m.family == Family::Dash && has_title => {
                return self.occasion(unit, m.len) || self.subtitle(unit);
            }
            LineKind::Marked(_) => return self.repeated_contents(),
            _ => return false,
        }
        true
    }

    /// ——2024年1月10日在某市第十七届人民代表大会第二次会议上: when and where a speech was given, under its title. The line
    /// stays with the history, and its day is the document's until another one signs.
    fn occasion(&mut self, unit: u32, marker: u32) -> bool {
        let span = self.lines[self.at].span;
        let words = compact(span.of(self.source).get(marker as usize..).unwrap_or(""));
        let Some(day) = day_of_occasion(&words) else { return false };
        self.history_entry(unit, &[span], Some(day));
        let text = self.tables.history.last().map(|entry| entry.text);
        let date = text.map(|text| DateNode { text: Leaf { derived: true, ..text }, date: Some(day) });
        self.unit(unit).date = date;
        let report = words.trim_end_matches([')', '）']).ends_with("报告");
        if report && self.unit(unit).kind == DocumentKind::Other {
            self.unit(unit).kind = DocumentKind::Report;
        }
        self.at += 1;
        true
    }

    /// ——普查基本情况 right below a title, above an organ, a day or a sentence: the title goes on with it.
    fn subtitle(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        // A title of which the issuers are read already, …人民代表大会常务委员会公告, is whole.
        let node = &self.tables.units[unit as usize];
        let Some(title) = node.title.filter(|_| node.issuers.is_empty()) else { return false };
        let mut pieces = self.tables.pieces_of(title).to_vec();
        // The day on which the page was put out may stand between.
        let above = (0..self.at)
            .rev()
            .find(|&at| !matches!(self.kind(at), Some(LineKind::Day(_) | LineKind::Chrome)));
        let right_below = above.map(|above| self.lines[above].span.end);
        let below = self.at + 1;
        let goes_on = matches!(self.kind(below), Some(LineKind::Day(_)))
            || self.kind(below) == Some(LineKind::Text)
                && (self.begins_body(below) || organ::is_organ(self.words(below)));
        if !line.is_bare() || line.width > 40 || right_below != pieces.last().map(|p| p.end) || !goes_on {
            return false;
        }
        self.unit(unit).kind = title::kind_of(&self.read_compact(title)).unwrap_or(DocumentKind::Other);
        pieces.push(line.span);
        let value = Span::new(title.value.start, line.span.end);
        self.unit(unit).title = Some(self.leaf(unit, &pieces, value));
        self.at += 1;
        true
    }

    /// Whether the line at hand says the document's number again.
    fn number_is_known(&self, unit: u32) -> bool {
        let Some(number) = self.tables.units[unit as usize].doc_number else { return false };
        let (own, here) = (letters(&self.read(number.text)), letters(self.words(self.at)));
        here.ends_with(&own) || own.ends_with(&here)
    }

    /// Whether the line at hand is the title again.
    fn is_title_again(&self, unit: u32) -> bool {
        self.title_letters(unit).is_some_and(|own| own == letters(self.words(self.at)))
    }

    fn note_of_the_head(&mut self, unit: u32) {
        let span = self.lines[self.at].span;
        let leaf = self.leaf(unit, &[span], span);
        let notes = self.unit(unit).notes;
        let list = self.extend(notes, alloc::vec![leaf]);
        self.unit(unit).notes = list;
        self.at += 1;
    }

    fn head_text(&mut self, unit: u32, has_title: bool) -> bool {
        if has_title && self.contents_on_a_line(unit) {
            return true;
        }
        if has_title && self.unit(unit).role == UnitRole::Document && self.page_fields_below(unit) {
            return true;
        }
        if let Some(end) = self.cut_number(self.at).filter(|_| self.unit(unit).doc_number.is_none()) {
            let pieces = [self.lines[self.at].span, self.lines[self.at + 1].span];
            let node = self.number_of(unit, &pieces);
            self.unit(unit).doc_number = node;
            self.at = end;
            return true;
        }
        if let Some(end) = self.repeats_title(unit) {
            self.cut_version(unit, end);
            self.at = end;
            return true;
        }
        if self.words(self.at).ends_with(['上', '告', '话', ')', '）']) && self.occasion(unit, 0) {
            return true;
        }
        if self.number_before_label(unit) || self.day_before_number(unit) {
            self.at += 1;
            return true;
        }
        let own_line = sign::is_colon(self.lines[self.at].last);
        // 某局局长　甲 right above 各位代表：.
        let may_speak = has_title && !own_line && self.lines[self.at].width <= MOST_OF_A_SPEAKER;
        if may_speak && self.salutation(self.at + 1).is_some() && self.speaker(unit) {
            return true;
        }
        if self.unit(unit).addressees.is_empty() {
            let addresses = has_title || own_line || self.words(self.at).contains('各');
            let list = if addresses { self.salutation(self.at) } else { None };
            let bare = || (has_title && self.salutation_without_colon(self.at)).then_some(self.at + 1);
            if let Some(end) = list.or_else(bare) {
                self.addressees(unit, end);
                return false;
            }
        }
        // 甲部 / 乙部令: the first of the organs that issue an order together.
        let order = self.red_head_organs(self.at);
        if order > self.at && self.joint_order(order).is_some_and(|(above, _)| above <= self.at) {
            let first = core::mem::replace(&mut self.at, order);
            self.order_line(unit, first);
            return true;
        }
        if has_title { self.below_title(unit) } else { self.above_title(unit) }
    }

    /// A line of a head that has no title yet.
    fn above_title(&mut self, unit: u32) -> bool {
        if self.organ_and_day(unit) || self.grade_of_a_telegram(unit) {
            return true;
        }
        let red_head = || {
            let below = self.red_head_organs(self.at);
            !self.is_issue && below > self.at && self.kind(below) == Some(LineKind::RedHead)
        };
        if red_head() || self.issuer_above_title(self.at) {
            self.red_head_organ(unit);
            self.at += 1;
            return true;
        }
        if let Some(end) = self.announced_at(self.at).or_else(|| self.title_run(self.at).map(|(end, _)| end))
        {
            self.title_lines(unit, end);
            return true;
        }
        if self.is_history(self.at) || self.is_number_and_day() {
            self.history_line(unit);
            return true;
        }
        if self.title_further_down() {
            self.at += 1;
            return true;
        }
        // A report whose title was cut off still says where and by whom it was given.
        if self.speaker(unit) {
            return true;
        }
        self.untitled_line(unit)
    }

    /// Whether the line at hand is a number and its day in brackets: （某政发〔2010〕5号　2010年5月6日）.
    fn is_number_and_day(&self) -> bool {
        let words = self.words(self.at);
        words.starts_with(['(', '（']) && words.ends_with([')', '）']) && promulgated(words).is_some()
    }

    /// A line of a head below its title.
    fn below_title(&mut self, unit: u32) -> bool {
        if self.is_history(self.at) || self.is_number_and_day() {
            self.history_line(unit);
            return true;
        }
        if let Some(end) = self.full_title(unit) {
            // They were read out of the name of the form, which is given up.
            self.unit(unit).issuers = Slice::default();
            self.title_lines(unit, end);
            return true;
        }
        if self.register_number(unit) || self.is_number_of_the_page() {
            self.at += 1;
            return true;
        }
        if self.issuer_again_below_title(unit) {
            self.at += 1;
            return true;
        }
        if self.issuer_below_title(unit) {
            self.red_head_organ(unit);
            self.at += 1;
            return true;
        }
        if self.day_and_organ(unit)
            || self.organ_and_day(unit)
            || self.order_in_brackets(unit)
            || self.speaker(unit)
            || self.author(unit)
            || self.byline(unit)
        {
            return true;
        }
        if let Some(end) = self.title_again_below(unit) {
            self.at = end;
            return true;
        }
        let unknown = self.is_unknown_line(unit);
        self.at += usize::from(unknown);
        unknown
    }

    /// The full title of an announcement below the name of its form and its number, perhaps in brackets: 某局公告 /
    /// 2024年第5号 / 某局关于某事的公告. An order keeps its name.
    fn full_title(&self, unit: u32) -> Option<usize> {
        let node = &self.tables.units[unit as usize];
        let named = matches!(node.kind, DocumentKind::Announcement | DocumentKind::PublicNotice);
        let short = node.title.filter(|_| named && node.doc_number.is_some())?;
        let own = self.read(short);
        let inner = self.words(self.at).strip_prefix(['(', '（']).and_then(|w| w.strip_suffix([')', '）']));
        let bracketed = inner.map(|title| (self.at + 1, title.into()));
        let (end, title) = bracketed.or_else(|| self.title_run(self.at))?;
        let kind = crate::grammar::title::kind_of(&title);
        (!own.contains("关于") && title.contains("关于") && kind == Some(node.kind)).then_some(end)
    }

    /// Whether the organ stands alone below a title that does not name it, above the number, the history or the first
    /// article.
    fn issuer_below_title(&self, unit: u32) -> bool {
        let node = &self.tables.units[unit as usize];
        let can = |l: &&Classified| l.is_bare() && l.width <= WIDEST_NAME && organ::may_end_strong(l.last);
        let Some(line) = self.line(self.at).filter(can) else { return false };
        let below = self.at + 1;
        let head = || {
            self.is_history(below)
                || matches!(
                    self.kind(below),
                    Some(LineKind::DocNumber | LineKind::OrderNumber | LineKind::OrderHead)
                )
                || self.line(below).is_some_and(|l| l.marker().is_some_and(Marker::begins_first_part))
        };
        node.role == UnitRole::Document
            && line.kind == LineKind::Text
            && self.red_heads.is_empty()
            && node.issuers.is_empty()
            && head()
            && organ::is_strong_organ(self.words(self.at))
            && node.title.is_some_and(|leaf| organ::issuer_part(&compact(&self.read(leaf))) == 0)
    }

    /// Whether the organ that the title names stands alone below it, above the number, the addressees or the first part: a
    /// collection of laws says again whose text it is.
    fn issuer_again_below_title(&self, unit: u32) -> bool {
        let Some(title) = self.tables.units[unit as usize].title else { return false };
        let words = self.words(self.at);
        let goes_on = |l: &Classified| {
            l.marker().is_some_and(Marker::begins_first_part)
                || self.salutation(self.at + 1).is_some()
                || matches!(l.kind, LineKind::DocNumber | LineKind::OrderNumber)
                || self.is_history(self.at + 1)
        };
        let named = || {
            let own = self.read_compact(title);
            // 某市人大常委会: its short name.
            let congress = words.strip_suffix("人大常委会");
            let full = congress.map(|place| [place, "人民代表大会常务委员会"].concat());
            let name = full.as_deref().unwrap_or(words);
            own.starts_with(name) && organ::issuer_part(&own) == name.len()
        };
        !words.is_empty() && self.line(self.at + 1).is_some_and(goes_on) && named()
    }

    /// Who wrote what is passed on, alone between its title and its first part: 市公安局; several also above its first
    /// sentence: 财政部 水利部.
    fn author(&mut self, unit: u32) -> bool {
        let node = &self.tables.units[unit as usize];
        let line = self.lines[self.at];
        let first_part = |l: &Classified| l.marker().is_some_and(Marker::begins_first_part);
        let stands_alone = node.role == UnitRole::Enclosure
            && node.signatories.is_empty()
            && line.kind == LineKind::Text
            && line.is_bare()
            && line.width <= WIDEST_NAME
            && organ::may_end_strong(line.last);
        if !stands_alone {
            return false;
        }
        let names = super::signature::organ_words(self.source, line.span);
        let below = self.line(self.at + 1);
        let fits = below.is_some_and(first_part)
            || names.len() > 1
                && below.is_some_and(|l| {
                    l.kind == LineKind::Text && (l.ends_sentence(self.source) || sign::is_colon(l.last))
                });
        if !fits || !names.iter().all(|name| organ::is_strong_organ(&compact(name.of(self.source)))) {
            return false;
        }
        let leaves = names.into_iter().map(|name| self.leaf(unit, &[name], name)).collect();
        self.unit(unit).signatories = self.list(leaves);
        self.at += 1;
        true
    }

    /// Whether a short line that fits no form stands between the title and what surely belongs to the head, the number
    /// or the addressees: the number of a register, a remark of the page.
    fn is_unknown_line(&self, unit: u32) -> bool {
        let node = &self.tables.units[unit as usize];
        let (numbered, addressed) = (node.doc_number.is_some(), !node.addressees.is_empty());
        if node.role != UnitRole::Document || addressed {
            return false;
        }
        let is_short = |at: usize| {
            self.line(at).is_some_and(|l| {
                matches!(l.kind, LineKind::Text | LineKind::Chrome | LineKind::OrderNumber | LineKind::Day(_))
                    && l.is_bare()
                    && l.width <= WIDEST_NAME
                    && !l.has_comma()
                    && !sign::is_colon(l.last)
            })
        };
        for at in self.at..self.at + 3 {
            if !is_short(at) {
                return false;
            }
            let next = at + 1;
            if !numbered && self.kind(next) == Some(LineKind::DocNumber) {
                return true;
            }
            // What stands between the history of a law and its contents.
            if self.kind(next) == Some(LineKind::ContentsHead) && !node.history.is_empty() {
                return true;
            }
            let body = |end: usize| self.line(end).is_some_and(|_| self.begins_body(end));
            if self.salutation(next).is_some_and(body) {
                return !organ::is_organ(self.words(self.at));
            }
        }
        false
    }

    /// A number without a Han character right above the document's: that of a register (LJSGF—2024—005).
    fn register_number(&self, unit: u32) -> bool {
        let words = self.words(self.at);
        self.tables.units[unit as usize].doc_number.is_none()
            && self.kind(self.at + 1) == Some(LineKind::DocNumber)
            && words.len() <= 60
            && words.bytes().any(|b| b.is_ascii_digit())
            && !words.chars().any(sign::is_han)
    }

    /// Whether a line is nothing but figures: how often a page was read.
    fn is_number_of_the_page(&self) -> bool {
        let words = self.words(self.at);
        (3..=10).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit())
    }

    /// The list of addressees without its colon, between the head and the first sentence: each of its parts an organ, or
    /// 各 before it.
    fn salutation_without_colon(&self, at: usize) -> bool {
        let (Some(line), words) = (self.line(at), self.words(at)) else { return false };
        let parts = |c| matches!(c, '，' | ',' | '；' | ';' | '、');
        line.is_bare()
            && words.contains('各')
            && words.split(parts).all(|p| {
                p.starts_with('各') || p.contains('各') && p.chars().count() <= 20 || organ::is_organ(p)
            })
            && head::is_salutation(&[words, "："].concat())
            && self.line(at + 1).is_some_and(|l| {
                l.kind == LineKind::Text
                    && (l.has_stop() || l.last == '。' || sign::is_colon(l.last))
                    && l.width > 10
            })
    }

    /// Post and name of who speaks, under the title of a report or a speech, on one line or two.
    fn speaker(&mut self, unit: u32) -> bool {
        if self.lines[self.at].width > MOST_OF_A_SPEAKER {
            return false;
        }
        let node = &self.tables.units[unit as usize];
        let dated = self.head_day.is_some()
            || node.date.is_some_and(|d| d.text.derived)
            || closing::bracketed_day(self.words(self.at + 1)).is_some()
            || (self.at + 1..self.at + 3).any(|at| day_of_occasion(self.words(at)).is_some());
        if !dated || !node.signers.is_empty() {
            return false;
        }
        let taken = self.speaker_lines(unit, self.at);
        self.at += taken;
        taken > 0
    }

    /// Whether a title begins a few lines further down with nothing but short lines between: they are the page's.
    fn title_further_down(&self) -> bool {
        let short = |at: usize| {
            self.line(at).is_some_and(|l| {
                l.width <= 30
                    && l.is_bare()
                    && matches!(
                        l.kind,
                        LineKind::Text | LineKind::DocNumber | LineKind::Closing(_) | LineKind::Chrome
                    )
            })
        };
        (self.at + 1..self.at + 7)
            .find(|&at| self.title_run(at).is_some())
            .is_some_and(|title| (self.at..title).all(short))
    }

    /// The first line of a text whose title has no word that tells it: it is one if it stands alone.
    fn untitled_line(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        // Above what a page says of the text (2024-03-18 来源：某网) anything may be its title.
        let told = line.apart || self.is_line_of_page(self.at + 1);
        let below = (self.at + 1..self.at + 8).find(|&at| !self.is_line_of_page(at)).unwrap_or(self.at + 1);
        let alone = line.is_bare()
            && (told || !line.has_comma() && !line.has_list())
            && ((4..=if told { 90 } else { 50 }).contains(&line.width)
                || title::is_form_alone(self.words(self.at)))
            && self.line(below).is_some();
        let first = self.unit(unit).span.is_empty();
        let organ = organ::is_organ(self.words(self.at));
        if let Some(end) = self.lines_about(unit).filter(|_| first && !organ) {
            self.title_lines(unit, end);
            return true;
        }
        if alone
            && first
            && !organ
            && (self.begins_body(below)
                || self.is_history(self.at + 1)
                || line.apart
                || self.contents_follow())
        {
            self.title_lines(unit, self.at + 1);
            return true;
        }
        false
    }

    /// Where the lines end that say 关于 and stand right above the number or the addressees: a title, whatever its last word.
    fn lines_about(&self, unit: u32) -> Option<usize> {
        let node = &self.tables.units[unit as usize];
        let plain = |l: &Classified| l.kind == LineKind::Text && l.is_bare() && l.width <= 90;
        let end = (self.at..self.at + 5)
            .find(|&at| !self.line(at).is_some_and(plain) || self.salutation(at).is_some())?;
        let head = node.doc_number.is_none() && self.kind(end) == Some(LineKind::DocNumber)
            || node.addressees.is_empty() && self.salutation(end).is_some();
        let about = |at: usize| self.words(at).contains("关于");
        (head && end > self.at && (self.at..end).any(about)).then_some(end)
    }

    /// Whether a page says in a line when it was put out, or where from.
    pub(super) fn is_line_of_page(&self, at: usize) -> bool {
        self.kind(at) == Some(LineKind::Chrome) && self.words(at).contains(|c: char| c.is_ascii_digit())
    }

    fn contents_follow(&self) -> bool {
        (self.at + 1..self.at + 4).any(|at| self.kind(at) == Some(LineKind::ContentsHead))
    }

    /// Whether a head goes on behind the line at hand: with a salutation, a number, running text.
    fn head_goes_on(&self) -> bool {
        let next = self.at + 1;
        self.salutation(next).is_some()
            || self.kind(next) == Some(LineKind::DocNumber)
            || self.line(next).is_some_and(|_| self.begins_body(next))
    }
}

/// The day in a compact line that says when and where a speech was given, perhaps in brackets: 2024年1月10日在某会议上,
/// 一九六〇年四月六日在某会议上的报告.
fn day_of_occasion(words: &str) -> Option<crate::model::Date> {
    let words = words.strip_suffix([')', '）']).and_then(|w| w.strip_prefix(['(', '（'])).unwrap_or(words);
    let given = ["报告", "讲话", "说明", "发言"].iter().find_map(|w| words.strip_suffix(w));
    let occasion = given
        .and_then(|rest| rest.rfind('上').map(|at| &rest[..at + '上'.len_utf8()]))
        .filter(|occasion| words.len() - occasion.len() <= 30)
        .unwrap_or(words);
    let said = occasion.ends_with("会议上") || occasion.ends_with("大会上");
    if said { date::date_at(words).and_then(|(day, _)| day) } else { None }
}
