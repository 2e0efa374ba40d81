//! The head of a document or an enclosure: title, number, history, addressees.

use alloc::{string::String, vec::Vec};

use super::{Segmenter, title::letters};
use crate::{
    grammar::{closing::ClosingForm, date, doc_number, head, marker::Family, masthead, organ, sign, title},
    line::{self, LineKind},
    model::{DateNode, DocNumberNode, DocumentKind, Leaf},
    source::{Span, compact, offset_of, trim, trim_start},
};

/// What a history line says of a text.
const HISTORY_WORDS: &[&str] = &[
    "通过", "公布", "发布", "修正", "修订", "施行", "批准", "颁布", "印发", "修改", "实施", "令第", "废止",
    "制定",
];

/// How many lines the list of addressees may take.
const MOST_ADDRESSEE_LINES: usize = 12;

impl Segmenter<'_> {
    /// Finds the head of the first document; what stands above it and is no head is furniture.
    pub(super) fn first_head(&mut self) {
        let start = self.at;
        let text = (start..self.lines.len()).find(|&at| self.begins_body(at)).unwrap_or(self.lines.len());
        let last_chrome = (start..text).rev().find(|&at| self.kind(at) == Some(LineKind::Chrome));
        let best = (start..text).filter_map(|at| self.title_run(at).map(|(end, t)| (at, end, t))).max_by_key(
            |(at, end, t)| {
                let about = usize::from(t.contains("关于") || t.contains('《')) * 2;
                let number = (*end..*end + 3).position(|a| self.kind(a) == Some(LineKind::DocNumber));
                let number = number.map_or(0, |distance| 3 - distance);
                let near = usize::from(last_chrome.is_none_or(|chrome| chrome < *end));
                let hashed = usize::from(self.lines[*at].hashed) * 2;
                // Of two equal titles the first is the document's, the second repeats it.
                (about + number + near + hashed, usize::MAX - at)
            },
        );
        let order = (start..text).find(|&at| self.kind(at) == Some(LineKind::OrderHead));
        let first_form = (start..text).find(|&at| {
            self.cut_number(at).is_some()
                || self.is_history(at)
                || matches!(
                    self.kind(at),
                    Some(
                        LineKind::DocNumber
                            | LineKind::RedHead
                            | LineKind::Banner
                            | LineKind::Secrecy
                            | LineKind::Urgency
                    )
                )
        });
        let mut from = match (best, order) {
            // The title of what is promulgated may stand above the order's head.
            (Some((at, end, _)), Some(order)) if end <= order && order <= end + 1 => at,
            (_, Some(order)) => order,
            (Some((at, _, _)), None) => at,
            (None, None) => self.bare_title(start, text).unwrap_or(text),
        };
        if let Some(form) = first_form.filter(|&f| f < from) {
            // The red head and number above the title belong to it, with nothing else between.
            let between = (form..from)
                .all(|at| !matches!(self.kind(at), Some(LineKind::Chrome)) && self.lines[at].width <= 60);
            if between {
                from = form;
            }
        }
        self.at = from;
    }

    /// A line right above the text that is no title by its words: some law's name, a speech.
    fn bare_title(&self, start: usize, text: usize) -> Option<usize> {
        let can = |at: usize| {
            let line = &self.lines[at];
            line.kind == LineKind::Text
                && line.is_bare()
                && (4..=60).contains(&line.width)
                && !crate::grammar::page::is_foreign(self.words(at))
        };
        (start..text).find(|&at| can(at) && text - at <= 12).filter(|_| text - start <= 12)
    }

    /// Whether a body begins at a line: a sentence, a salutation, a first number.
    fn begins_body(&self, at: usize) -> bool {
        let line = &self.lines[at];
        match line.kind {
            LineKind::Text if self.is_history(at) => false,
            LineKind::Text => {
                line.has_stop
                    || line.last == '。' && line.width >= 12
                    || sign::is_colon(line.last) && line.width >= 4
            }
            LineKind::Marked(_)
            | LineKind::Answer
            | LineKind::Question
            | LineKind::BoxHead
            | LineKind::ContentsHead => true,
            _ => false,
        }
    }

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
            LineKind::RedHead if !has_title || self.red_head.is_none() && !self.is_issue => {
                self.red_head_line(unit);
            }
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
            LineKind::OrderHead if !has_title || self.unit(unit).kind != DocumentKind::Order => {
                self.order_line(unit);
            }
            // Printed again below the title.
            LineKind::DocNumber | LineKind::OrderHead | LineKind::OrderNumber
                if self.number_is_known(unit) =>
            {
                self.at += 1;
            }
            LineKind::Closing(ClosingForm::Note) if !has_title => self.note_of_the_head(unit),
            LineKind::ContentsHead => return self.contents_inside(unit),
            LineKind::GazetteName | LineKind::Issue if self.is_issue => self.at += 1,
            LineKind::Chrome => self.at += 1,
            LineKind::Day(day) if has_title && self.head_goes_on() => {
                // A page prints the day of its publication in figures and dashes.
                if line.last == '日' {
                    self.head_day = Some((line.span, day));
                }
                self.at += 1;
            }
            LineKind::Text | LineKind::GazetteName | LineKind::RedHead => {
                return self.head_text(unit, has_title);
            }
            LineKind::Marked(_) => return self.repeated_contents(),
            _ => return false,
        }
        true
    }

    /// Whether the line at hand says the document's number again.
    fn number_is_known(&self, unit: u32) -> bool {
        let Some(number) = self.tables.units[unit as usize].doc_number else { return false };
        let own = letters(&self.read(number.text));
        letters(self.words(self.at)).ends_with(&own)
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
        if let Some(end) = self.cut_number(self.at).filter(|_| self.unit(unit).doc_number.is_none()) {
            let pieces = [self.lines[self.at].span, self.lines[self.at + 1].span];
            let node = self.number_of(unit, &pieces);
            self.unit(unit).doc_number = node;
            self.at = end;
            return true;
        }
        if let Some(end) = self.repeats_title(unit) {
            self.at = end;
            return true;
        }
        let own_line = sign::is_colon(self.lines[self.at].last);
        if let Some(end) = self
            .salutation(self.at)
            .filter(|_| (has_title || own_line) && self.unit(unit).addressees.is_empty())
        {
            self.addressees(unit, end);
            return false;
        }
        if !has_title {
            if let Some(end) =
                self.announced_at(self.at).or_else(|| self.title_run(self.at).map(|(end, _)| end))
            {
                self.title_lines(unit, end);
                return true;
            }
            if self.is_history(self.at) {
                self.history_line(unit);
                return true;
            }
            if self.number_before_label(unit) || self.title_further_down() {
                self.at += 1;
                return true;
            }
            return self.untitled_line(unit);
        }
        if self.is_history(self.at) {
            self.history_line(unit);
            return true;
        }
        if self.number_before_label(unit) {
            self.at += 1;
            return true;
        }
        self.byline(unit)
    }

    /// A document number with the label of another field behind it: 黑政发〔2014〕25号 发文时间:2014-11-03.
    fn number_before_label(&mut self, unit: u32) -> bool {
        if self.unit(unit).doc_number.is_some() {
            return false;
        }
        let span = self.lines[self.at].span;
        let words = self.words(self.at);
        let Some((_, len)) = doc_number::doc_number_at(words) else { return false };
        let rest = &words[len..];
        let label = ["发文时间", "发布时间", "发布日期", "发文日期", "文件", "成文日期", "来源"]
            .iter()
            .any(|w| rest.starts_with(w));
        if !label {
            return false;
        }
        let end = span.start + offset_of(span.of(self.source), len) as u32;
        let node = self.number_in(unit, Span::new(span.start, end));
        self.unit(unit).doc_number = node;
        node.is_some()
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
        let alone = line.is_bare()
            && !line.has_comma
            && !line.has_list
            && (4..=50).contains(&line.width)
            && self.line(self.at + 1).is_some();
        let first = self.unit(unit).span.is_empty();
        let organ = organ::is_organ(self.words(self.at));
        if alone
            && first
            && !organ
            && (self.begins_body(self.at + 1)
                || self.is_history(self.at + 1)
                || line.hashed
                || self.contents_follow())
        {
            self.title_lines(unit, self.at + 1);
            return true;
        }
        false
    }

    fn contents_follow(&self) -> bool {
        (self.at + 1..self.at + 4).any(|at| self.kind(at) == Some(LineKind::ContentsHead))
    }

    /// Whether a head goes on behind the line at hand: with a salutation, a number, running text.
    fn head_goes_on(&self) -> bool {
        let next = self.at + 1;
        self.salutation(next).is_some() || self.line(next).is_some_and(|_| self.begins_body(next))
    }

    // ------------------------------------------------------------------ fields

    fn banner_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let words = compact(text);
        if let Some((start, end)) = masthead::banner(&words) {
            let value = Span::new(
                line.span.start + offset_of(text, start) as u32,
                line.span.start + offset_of(text, end) as u32,
            );
            let leaf = self.leaf(unit, &[line.span], trim(self.source, value));
            self.unit(unit).column = Some(leaf);
            self.banner = Some(leaf);
        }
        self.at += 1;
    }

    /// 某市人民政府文件: in a gazette the column, above a single document the organ that issues it.
    fn red_head_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        if self.is_issue {
            let leaf = self.leaf(unit, &[line.span], line.span);
            self.unit(unit).column = Some(leaf);
            self.banner = Some(leaf);
        } else if self.red_head.is_none() {
            let text = line.span.of(self.source);
            let organ = head::red_head(&compact(text)).unwrap_or(0);
            let value = Span::new(line.span.start, line.span.start + offset_of(text, organ) as u32);
            self.red_head = Some(self.leaf(unit, &[line.span], value));
        }
        self.at += 1;
    }

    fn signed_off_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let name = head::signed_off(&compact(text)).unwrap_or(0);
        let value =
            trim(self.source, Span::new(line.span.start + offset_of(text, name) as u32, line.span.end));
        let leaf = self.leaf(unit, &[line.span], value);
        self.unit(unit).signed_off_by = Some(leaf);
        self.at += 1;
    }

    fn number_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let node = self.number_in(unit, line.span);
        self.unit(unit).doc_number = node;
        self.at += 1;
    }

    /// A document number that takes all of a span, perhaps with brackets around it.
    fn number_in(&mut self, unit: u32, span: Span) -> Option<DocNumberNode> {
        let text = span.of(self.source);
        let words = compact(text);
        let bare = line::bare_number(&words);
        let skip = bare.as_ptr() as usize - words.as_ptr() as usize;
        let bare = bare.strip_suffix('令').unwrap_or(bare);
        let form = doc_number::parse_doc_number(bare)
            .or_else(|| doc_number::parse_order_number(bare))
            .or_else(|| {
                let number = crate::grammar::number::parse_number(bare.strip_suffix('号')?)?;
                Some(doc_number::DocNumberForm { agency: 0, year: None, number: Some(number) })
            })?;
        let start =
            trim_start(self.source, Span::new(span.start + offset_of(text, skip) as u32, span.end)).start;
        let value = Span::new(start, span.start + offset_of(text, skip + bare.len()) as u32);
        let agency = Span::new(start, span.start + offset_of(text, skip + form.agency) as u32);
        let agency = if form.agency == 0 { Span::new(start, start) } else { agency };
        let leaf = self.leaf(unit, &[span], value);
        Some(DocNumberNode { text: leaf, agency, year: form.year, number: form.number })
    }

    /// A document number over two pieces.
    fn number_of(&mut self, unit: u32, pieces: &[Span; 2]) -> Option<DocNumberNode> {
        let words = pieces.map(|p| compact(p.of(self.source))).concat();
        let form = doc_number::parse_doc_number(&words)?;
        let first = pieces[0];
        let agency =
            Span::new(first.start, first.start + offset_of(first.of(self.source), form.agency) as u32);
        let leaf = self.leaf(unit, pieces, Span::new(first.start, pieces[1].end));
        Some(DocNumberNode { text: leaf, agency, year: form.year, number: form.number })
    }

    /// The head of an order: its name is the title, its number stands behind it or on the next line.
    fn order_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let Some(form) = head::order_head(&compact(text)) else {
            self.at += 1;
            return;
        };
        let place = |offset: usize| line.span.start + offset_of(text, offset) as u32;
        let inside = form.number.1 <= form.title && form.number.0 < form.number.1;
        let title =
            if inside { line.span } else { trim(self.source, Span::new(line.span.start, place(form.title))) };
        self.unit(unit).kind = title::kind_of(&compact(title.of(self.source))).unwrap_or(DocumentKind::Order);
        let issuer = trim(self.source, Span::new(line.span.start, place(form.organ)));
        let leaf = if self.unit(unit).title.is_none() {
            let leaf = self.leaf(unit, &[title], title);
            self.unit(unit).title = Some(leaf);
            let issuers = self.organs_in(leaf, issuer);
            self.unit(unit).issuers = self.list(issuers);
            leaf
        } else {
            // Below the title of what it promulgates the head names the issuer.
            let leaf = self.leaf(unit, &[title], issuer);
            self.unit(unit).issuers = self.list(alloc::vec![leaf]);
            leaf
        };
        if inside {
            let number = Span::new(place(form.number.0), place(form.number.1));
            let value =
                crate::grammar::number::number_at(compact(number.of(self.source)).trim_start_matches('第'))
                    .map(|n| n.0);
            let text = self.tables.derive(leaf, trim(self.source, number));
            self.unit(unit).doc_number = Some(DocNumberNode {
                text,
                agency: Span::new(number.start, number.start),
                year: None,
                number: value,
            });
        } else if form.number.0 < form.number.1 {
            let rest = trim(self.source, Span::new(title.end, line.span.end));
            let node = self.number_in(unit, rest);
            self.unit(unit).doc_number = node;
        }
        self.at += 1;
    }

    /// Lines up to `end` as the title; a document number in brackets behind it is its own field.
    pub(super) fn title_lines(&mut self, unit: u32, end: usize) {
        let mut pieces: Vec<Span> = self.lines[self.at..end].iter().map(|l| l.span).collect();
        let number = pieces.last().and_then(|last| self.number_behind(*last));
        if let (Some(number), Some(last)) = (number, pieces.last_mut()) {
            *last = crate::source::trim_end(self.source, Span::new(last.start, number.start));
            if last.is_empty() {
                pieces.pop();
            }
        }
        if pieces.is_empty() {
            self.at = end;
            return;
        }
        let hull = Span::new(pieces[0].start, pieces[pieces.len() - 1].end);
        let leaf = self.leaf(unit, &pieces, hull);
        self.unit(unit).title = Some(leaf);
        if let Some(number) = number {
            let node = self.number_in(unit, number);
            if node.is_some() {
                self.unit(unit).doc_number = node;
            }
        }
        self.at = end;
    }

    /// A document number in brackets at the end of a span.
    pub(super) fn number_behind(&self, span: Span) -> Option<Span> {
        let text = span.of(self.source);
        if !text.trim_end().ends_with([')', '）']) {
            return None;
        }
        text.char_indices()
            .filter(|&(_, c)| sign::is_open_paren(c))
            .map(|(at, _)| Span::new(span.start + at as u32, span.end))
            .find(|s| {
                let words = compact(s.of(self.source));
                let inner = line::bare_number(&words);
                let order = inner.strip_suffix('令').unwrap_or(inner);
                doc_number::parse_doc_number(order).is_some()
            })
    }

    /// Organs named in a part of a leaf, parted by blanks and 、.
    pub(super) fn organs_in(&mut self, leaf: Leaf, part: Span) -> Vec<Leaf> {
        let mut spans: Vec<Span> = Vec::new();
        for piece in self.tables.pieces_of(leaf) {
            let clipped = trim(self.source, piece.intersect(part));
            if clipped.is_empty() {
                continue;
            }
            let joined = spans.last().is_some_and(|s: &Span| {
                let so_far = compact(s.of(self.source));
                !organ::is_organ(&so_far) && s.end <= clipped.start
            });
            for (i, word) in super::closing::organ_words(self.source, clipped).into_iter().enumerate() {
                if let (0, true, Some(last)) = (i, joined, spans.last_mut()) {
                    *last = last.hull(word);
                } else {
                    spans.push(word);
                }
            }
        }
        spans.into_iter().map(|s| self.tables.derive(leaf, s)).collect()
    }

    // ------------------------------------------------------------------ addressees

    /// Where a list of addressees ends that begins at a line: the line behind its colon.
    pub(super) fn salutation(&self, at: usize) -> Option<usize> {
        let mut joined = String::new();
        for end in at..(at + MOST_ADDRESSEE_LINES).min(self.lines.len()) {
            let line = &self.lines[end];
            if line.kind != LineKind::Text
                || line.has_stop
                || sign::is_full_stop(line.last)
                || line.width > 400
            {
                return None;
            }
            joined.push_str(self.words(end));
            if sign::is_colon(line.last) {
                return head::is_salutation(&joined).then_some(end + 1);
            }
            // A list over several lines is broken where the line is full or at a sign.
            let next_goes_on = self.words(end + 1).starts_with(['，', ',', '、', '；']);
            let open = sign::is_clause_end(line.last) || line.width >= 15 || next_goes_on;
            if !open || end > at && line.indent >= 4 {
                return None;
            }
        }
        None
    }

    fn addressees(&mut self, unit: u32, end: usize) {
        let pieces: Vec<Span> = self.lines[self.at..end].iter().map(|l| l.span).collect();
        let items =
            split_list(self.source, &pieces, |c| matches!(c, '，' | ',' | '；' | ';'), sign::is_colon);
        let leaves: Vec<Leaf> =
            items.into_iter().map(|(cover, value)| self.leaf(unit, &cover, value)).collect();
        let list = self.list(leaves);
        self.unit(unit).addressees = list;
        self.at = end;
    }

    // ------------------------------------------------------------------ history, byline

    /// Whether a line says how the text came about: 2015年4月24日…通过, (…令第2号公布).
    pub(super) fn is_history(&self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        if line.kind != LineKind::Text
            || line.width > 260
            || line.has_stop && !line.span.of(self.source).starts_with(['(', '（'])
        {
            return false;
        }
        let words = self.words(at);
        let said = HISTORY_WORDS.iter().any(|w| words.contains(w));
        if words.starts_with(['(', '（']) {
            // A bracket may go on over lines.
            let whole = words.ends_with([')', '）']) || !words.contains([')', '）']);
            let year = words.char_indices().any(|(i, c)| {
                c.is_numeric()
                    && date::date_at(&words[i..]).is_some_and(|(_, len)| words[i..i + len].contains('月'))
            });
            return whole && said && year;
        }
        let inner = words.trim_start_matches("根据").trim_start_matches("经");
        let dated = date::date_at(inner).is_some_and(|(_, len)| inner[..len].contains('月'));
        let ends = words.ends_with([
            '过', '布', '正', '订', '行', '准', '改', '发', '施', '号', '止', '定', '》', ')', '）',
        ]);
        dated && ends && said && !line.has_stop
    }

    fn history_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let words = self.words(self.at);
        let inner = words.trim_start_matches(['(', '（']).trim_start_matches("根据").trim_start_matches("经");
        let day = date::date_at(inner).and_then(|(d, _)| d);
        // A bracket that goes on over lines is one entry.
        let mut pieces = alloc::vec![line.span];
        self.at += 1;
        let mut open = words.matches(['(', '（']).count() > words.matches([')', '）']).count();
        while open && pieces.len() < 12 && self.kind(self.at) == Some(LineKind::Text) {
            let next = self.lines[self.at];
            let text = next.span.of(self.source);
            open = !text.ends_with([')', '）']);
            pieces.push(next.span);
            self.at += 1;
        }
        let value = Span::new(pieces[0].start, pieces[pieces.len() - 1].end);
        let text = self.leaf(unit, &pieces, value);
        // The lines of one head follow each other in the table: no other head is read between them.
        let start = self.tables.history.len();
        self.tables.history.push(DateNode { text, date: day });
        let history = &mut self.tables.units[unit as usize].history;
        let first = if history.is_empty() { start } else { history.start as usize };
        *history = crate::model::Slice::new(first, start + 1);
    }

    /// A line under the title that names author and date: (市公安局 2004年6月), or an organ alone.
    fn byline(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let words = compact(text);
        let inner = words.trim_matches(['(', '（', ')', '）']);
        let bracketed = inner.len() < words.len();
        let cut = (1..inner.len())
            .filter(|&i| inner.is_char_boundary(i))
            .find(|&i| date::date_at(&inner[i..]).is_some_and(|(_, len)| i + len == inner.len()));
        if let Some(cut) = cut.filter(|_| bracketed && inner.len() < 200) {
            if organ::is_organ(&inner[..cut]) {
                let skip = words.find(inner).unwrap_or(0);
                let place = |offset: usize| line.span.start + offset_of(text, offset) as u32;
                let organ = trim(
                    self.source,
                    Span::new(line.span.start + offset_of(text, skip) as u32, place(skip + cut)),
                );
                let day = trim(self.source, Span::new(place(skip + cut), place(skip + inner.len())));
                let name = self.leaf(unit, &[Span::new(line.span.start, organ.end)], organ);
                let when = self.leaf(unit, &[Span::new(day.start, line.span.end)], day);
                let list = self.list(alloc::vec![name]);
                self.unit(unit).signatories = list;
                self.unit(unit).date =
                    Some(DateNode { text: when, date: date::date_at(&inner[cut..]).and_then(|d| d.0) });
                self.at += 1;
                return true;
            }
        }
        false
    }

    /// The title printed again below itself, or the name of the same thing over other lines: furniture.
    fn repeats_title(&self, unit: u32) -> Option<usize> {
        let own = self.title_letters(unit)?;
        let mut joined = String::new();
        for end in self.at..(self.at + 6).min(self.lines.len()) {
            joined.push_str(&letters(self.words(end)));
            let with_number = joined.starts_with(&own) && self.number_behind(self.lines[end].span).is_some();
            if joined == own || with_number {
                return Some(end + 1);
            }
            if !own.starts_with(&joined) {
                return None;
            }
        }
        None
    }

    /// Chapters that come twice, the first time with nothing between them, are a contents list without a head.
    fn repeated_contents(&mut self) -> bool {
        let first = self.lines[self.at];
        let Some(marker) = first.marker().filter(|m| m.family <= Family::Section && m.number.main == 1)
        else {
            return false;
        };
        let own = self.words(self.at);
        let mut end = self.at + 1;
        while self.words(end) != own
            && self.line(end).is_some_and(|l| l.marker().is_some_and(|m| m.family <= Family::Section))
        {
            end += 1;
        }
        if end - self.at < 2 {
            return false;
        }
        let again = (end..(end + 30).min(self.lines.len())).any(|at| {
            self.lines[at].marker().is_some_and(|m| m.family == marker.family && m.number.main == 1)
                && self.words(at) == own
        });
        if !again {
            return false;
        }
        self.chapter_contents(self.at, end)
    }
}

/// Splits the text of some pieces into items: what each covers (its separator too) and its value.
pub(super) fn split_list(
    source: &str,
    pieces: &[Span],
    separates: impl Fn(char) -> bool,
    ends: impl Fn(char) -> bool,
) -> Vec<(Vec<Span>, Span)> {
    let mut items: Vec<(Vec<Span>, Span)> = Vec::new();
    let mut cover: Vec<Span> = Vec::new();
    let mut value: Option<Span> = None;
    for &piece in pieces {
        let text = piece.of(source);
        let mut from = piece.start;
        for (at, c) in text.char_indices() {
            let here = piece.start + at as u32;
            let next = here + c.len_utf8() as u32;
            let last = next >= pieces.last().map_or(0, |p| p.end);
            if separates(c) || ends(c) && last {
                let own = trim(source, Span::new(from, here));
                value = Some(value.map_or(own, |v| v.hull(own)));
                cover.push(Span::new(own.start.min(here), next));
                if let Some(v) = value.take().filter(|v| !v.is_empty()) {
                    items.push((core::mem::take(&mut cover), v));
                } else if let Some(before) = items.last_mut() {
                    before.0.append(&mut cover);
                }
                from = next;
            }
        }
        let rest = trim(source, Span::new(from, piece.end));
        if !rest.is_empty() {
            value = Some(value.map_or(rest, |v| v.hull(rest)));
            cover.push(rest);
        }
    }
    if let Some(v) = value {
        items.push((cover, v));
    }
    items
}
