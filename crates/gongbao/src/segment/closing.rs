//! What closes a text: signature, date, notes, copies, the printer's line, the list of attachments.

use alloc::{string::String, vec::Vec};

use super::{Segmenter, fields::split_list};
use crate::{
    grammar::{
        closing::{self, ClosingForm},
        date, organ, sign,
    },
    line::{Classified, LineKind},
    model::{Date, DateNode, DocumentKind, Leaf, SignerNode, Slice, UnitRole},
    source::{Span, compact, is_blank, offset_of, trim, trim_start},
};

/// How many organs may sign one under the other.
const MOST_SIGNATORIES: usize = 24;

impl Segmenter<'_> {
    /// Reads the line at hand if it closes the text; `false` if it is text.
    pub(super) fn closing_line(
        &mut self,
        unit: u32,
        document: u32,
        body: &mut Vec<Classified>,
        closed: &mut bool,
    ) -> bool {
        let line = self.lines[self.at];
        match line.kind {
            LineKind::Day(day) if *closed => {
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
            LineKind::Text if line.last == '日' => self.signed_and_dated(unit, document, body, closed),
            LineKind::Text
                if *closed || self.kind(self.at + 1) == Some(LineKind::Closing(ClosingForm::Printed)) =>
            {
                self.printer_alone(document)
            }
            _ => false,
        }
    }

    fn role(&self, unit: u32) -> UnitRole {
        self.tables.units[unit as usize].role
    }

    /// The unit that a signature behind the text of `unit` signs. An attachment has none of its own: what signs
    /// below it signs the document, if nothing has before.
    fn signed_unit(&self, unit: u32, document: u32) -> Option<u32> {
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
        body: &mut Vec<Classified>,
        closed: &mut bool,
    ) -> bool {
        let line = self.lines[self.at];
        let Some(signed) = self.signed_unit(unit, document) else { return false };
        let mut signers = self.take_signers(signed, body);
        let organs = if signers { Vec::new() } else { self.take_organs(body) };
        // The organ's name may stand below the person's.
        signers |= !organs.is_empty()
            && (self.tables.units[signed as usize].kind == DocumentKind::Order
                || is_order_text(self.source, body))
            && self.take_signers(signed, body);
        let settled =
            body.last().is_none_or(|l| l.ends_sentence(self.source) || l.kind == LineKind::Attachment);
        if !signers && organs.is_empty() && (!settled || signed != unit) && !self.closes_here() {
            return false;
        }
        self.sign(signed, &organs);
        let text = self.leaf(signed, &[line.span], line.span);
        self.unit(signed).date = Some(DateNode { text, date: day });
        self.at += 1;
        if organs.is_empty() && !signers {
            self.organs_behind(signed);
        }
        // Organ and date between title and text are a byline, not a closing.
        *closed =
            !body.is_empty() || signers || self.unit(signed).title.is_none() || self.at >= self.lines.len();
        true
    }

    /// Whether what stands behind the line at hand is no text: then a date here closes.
    fn closes_here(&self) -> bool {
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

    /// The date of the printer's line on a line of its own, behind the closing.
    fn printed_later(&mut self, document: u32, day: Option<Date>) {
        let line = self.lines[self.at];
        if self.unit(document).printed_on.is_none() && self.unit(document).printed_by.is_some() {
            let text = self.leaf(document, &[line.span], line.span);
            self.unit(document).printed_on = Some(DateNode { text, date: day });
        }
        self.at += 1;
    }

    /// The printer alone on a line behind the closing; the date stands on the next line: 2016年4月13日印发.
    fn printer_alone(&mut self, document: u32) -> bool {
        let line = self.lines[self.at];
        let words = self.words(self.at);
        let dated = |at: usize| {
            matches!(self.kind(at), Some(LineKind::Day(_) | LineKind::Closing(ClosingForm::Printed)))
        };
        let printer = organ::is_organ(words)
            && (dated(self.at + 1) || dated(self.at + 2))
            && self.title_run(self.at).is_none();
        if !printer || self.unit(document).printed_by.is_some() {
            return false;
        }
        let leaf = self.leaf(document, &[line.span], line.span);
        self.unit(document).printed_by = Some(leaf);
        self.at += 1;
        true
    }

    // ------------------------------------------------------------------ organs

    /// Takes the organs that stand at the end of a body: they sign.
    fn take_organs(&self, body: &mut Vec<Classified>) -> Vec<Span> {
        let mut taken: Vec<Vec<Span>> = Vec::new();
        while let Some(line) = body.last() {
            if line.kind != LineKind::Text || !line.is_bare() || taken.len() >= MOST_SIGNATORIES {
                break;
            }
            let words = organ_words(self.source, line.span);
            if words.is_empty()
                || !words.iter().all(|w| organ::is_organ(&bare_organ(&compact(w.of(self.source)))))
            {
                break;
            }
            taken.push(words);
            body.pop();
        }
        taken.into_iter().rev().flatten().collect()
    }

    fn sign(&mut self, unit: u32, organs: &[Span]) {
        if organs.is_empty() {
            return;
        }
        let names = self.names_in_title(unit);
        let organs: Vec<Span> = organs.iter().flat_map(|&span| unglued(self.source, span, &names)).collect();
        let leaves: Vec<Leaf> = organs.iter().map(|&span| self.organ_leaf(unit, span)).collect();
        let list = self.list(leaves);
        self.unit(unit).signatories = list;
    }

    /// The names of the organs that the title names as issuers.
    fn names_in_title(&self, unit: u32) -> Vec<String> {
        let title = self.tables.units[unit as usize].title.map(|l| self.read(l)).unwrap_or_default();
        let words = compact(&title);
        let len = organ::issuer_part(&words);
        let parts = title.split(|c| is_blank(c) || c == '、').map(compact);
        parts.filter(|p| words[..len].contains(p.as_str()) && organ::is_organ(p)).collect()
    }

    /// An organ's name; a mark of the seal (盖章) behind it is not part of it.
    fn organ_leaf(&mut self, unit: u32, span: Span) -> Leaf {
        let text = span.of(self.source);
        let words = compact(text);
        let bare = bare_organ(&words);
        let value = Span::new(span.start, span.start + offset_of(text, bare.len()) as u32);
        self.leaf(unit, &[span], value)
    }

    /// Organs below the date.
    fn organs_behind(&mut self, unit: u32) {
        let mut organs = Vec::new();
        while let Some(line) = self.line(self.at).filter(|l| l.kind == LineKind::Text && l.is_bare()) {
            let words = organ_words(self.source, line.span);
            let all = !words.is_empty()
                && words.iter().all(|w| organ::is_strong_organ(&compact(w.of(self.source))));
            if !all || self.title_run(self.at).is_some() {
                break;
            }
            organs.extend(words);
            self.at += 1;
        }
        self.sign(unit, &organs);
    }

    /// A text that ends without a date may still end with the organ that signs it.
    pub(super) fn sign_at_the_end(&mut self, unit: u32, body: &mut Vec<Classified>, closed: bool) {
        if closed || body.len() < 2 || self.role(unit) == UnitRole::Attachment {
            return;
        }
        let mut rest = body.clone();
        let organs = self.take_organs(&mut rest);
        let strong = organs.iter().all(|s| organ::is_strong_organ(&bare_organ(&compact(s.of(self.source)))));
        let settled = rest.last().is_some_and(|l| l.ends_sentence(self.source));
        if !organs.is_empty() && organs.len() <= 6 && strong && settled {
            *body = rest;
            self.sign(unit, &organs);
        }
    }

    /// 某银行2016年3月31日: signature and date on one line.
    fn signed_and_dated(
        &mut self,
        unit: u32,
        document: u32,
        body: &mut [Classified],
        closed: &mut bool,
    ) -> bool {
        let line = self.lines[self.at];
        let Some(unit) = self.signed_unit(unit, document) else { return false };
        if *closed
            || !body.last().is_none_or(|l| l.ends_sentence(self.source))
                && self.unit(unit).attachment_list.is_empty()
        {
            return false;
        }
        let text = line.span.of(self.source);
        let words = compact(text);
        let Some((cut, day)) = date_at_end(&words).filter(|_| self.closes_here()) else { return false };
        let place = line.span.start + offset_of(text, cut) as u32;
        let names = trim(self.source, Span::new(line.span.start, place));
        let organs = organ_words(self.source, names);
        if organs.is_empty() || !organs.iter().all(|o| organ::is_organ(&compact(o.of(self.source)))) {
            return false;
        }
        self.sign(unit, &organs);
        let span = trim_start(self.source, Span::new(place, line.span.end));
        let text = self.leaf(unit, &[span], span);
        self.unit(unit).date = Some(DateNode { text, date: day });
        self.at += 1;
        *closed = true;
        true
    }

    // ------------------------------------------------------------------ signers

    /// Takes the persons who sign from the end of an order's body.
    fn take_signers(&mut self, unit: u32, body: &mut Vec<Classified>) -> bool {
        let kind = self.tables.units[unit as usize].kind;
        let order = matches!(kind, DocumentKind::Order | DocumentKind::Announcement)
            || is_order_text(self.source, body);
        let mut found: Vec<SignerForm> = Vec::new();
        while let Some(line) =
            body.last().filter(|l| l.kind == LineKind::Text && l.width <= 40 && found.len() < 12)
        {
            let Some(form) = signer(self.source, line, order) else { break };
            found.push(form);
            body.pop();
        }
        if found.is_empty() {
            return false;
        }
        let mut signers: Vec<SignerNode> = Vec::new();
        for form in found.into_iter().rev() {
            let post = self.leaf(unit, &[form.post.0], form.post.1);
            let name = form.name.map(|span| self.leaf(unit, &[span], span));
            signers.push(SignerNode { post: Some(post), name });
        }
        let start = self.tables.signers.len();
        self.tables.signers.extend(signers);
        let range = Slice::new(start, self.tables.signers.len());
        self.unit(unit).signers = range;
        true
    }

    /// Reads post and name of a person from a line, or from two, below a title; how many lines that took.
    pub(super) fn speaker_lines(&mut self, unit: u32, at: usize) -> usize {
        let Some(line) = self.line(at).filter(|l| l.kind == LineKind::Text && l.width <= 40).copied() else {
            return 0;
        };
        // The name alone, above the salutation.
        let words = self.words(at);
        if is_person(words) && !organ::is_organ(words) && self.salutation(at + 1).is_some() {
            let name = self.leaf(unit, &[line.span], line.span);
            let start = self.tables.signers.len();
            self.tables.signers.push(SignerNode { post: None, name: Some(name) });
            self.unit(unit).signers = Slice::new(start, start + 1);
            return 1;
        }
        let Some(form) = signer(self.source, &line, true) else { return 0 };
        let below = self.line(at + 1).filter(|_| form.name.is_none()).map(|l| l.span);
        let below = below.filter(|s| is_person(&compact(s.of(self.source))));
        let Some(name) = form.name.or(below) else { return 0 };
        let post = self.leaf(unit, &[form.post.0], form.post.1);
        let name = self.leaf(unit, &[name], name);
        let start = self.tables.signers.len();
        self.tables.signers.push(SignerNode { post: Some(post), name: Some(name) });
        self.unit(unit).signers = Slice::new(start, start + 1);
        1 + usize::from(below.is_some())
    }

    // ------------------------------------------------------------------ other fields

    fn closing_field(
        &mut self,
        unit: u32,
        document: u32,
        form: ClosingForm,
        body: &[Classified],
        closed: bool,
    ) -> bool {
        let line = self.lines[self.at];
        // In the middle of a text these words are text.
        let last = closed || self.only_closing_follows();
        let behind_sentence = body.last().is_some_and(|l| l.ends_sentence(self.source));
        match form {
            ClosingForm::Note => self.note(unit, document, line.span),
            ClosingForm::CopyTo if last => self.copies(document),
            ClosingForm::Contact if last || behind_sentence => {
                let leaf = self.leaf(document, &[line.span], line.span);
                let contacts = self.unit(document).contacts;
                let contacts = self.extend(contacts, alloc::vec![leaf]);
                self.unit(document).contacts = contacts;
                self.at += 1;
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
    }

    /// Whether no sentence follows.
    fn only_closing_follows(&self) -> bool {
        self.lines[self.at + 1..]
            .iter()
            .take(12)
            .all(|l| !(matches!(l.kind, LineKind::Marked(_)) || l.kind == LineKind::Text && l.has_stop))
    }

    fn copies(&mut self, unit: u32) {
        let mut pieces = alloc::vec![self.lines[self.at].span];
        let mut last = self.lines[self.at].last;
        self.at += 1;
        while let Some(line) = self.line(self.at).copied() {
            // The list goes on until its full stop; 各民主党派省委 stands behind one in the old form.
            let goes_on = line.kind == LineKind::Text && line.width <= 60 && !self.has_frame_words(self.at);
            if !goes_on
                || last == '。' && line.last != '。' && !matches!(line.last, '.' | '．')
                || pieces.len() >= 12
            {
                break;
            }
            last = line.last;
            pieces.push(line.span);
            self.at += 1;
        }
        let first = pieces[0];
        let text = first.of(self.source);
        let colon =
            text.char_indices().find(|&(_, c)| sign::is_colon(c)).map_or(0, |(at, c)| at + c.len_utf8())
                as u32;
        let label = first.start;
        pieces[0] = trim_start(self.source, Span::new(first.start + colon, first.end));
        // Where the list has no comma at all the enumeration comma parts it.
        let commas = pieces.iter().any(|p| p.of(self.source).contains(['，', ',', '；', ';']));
        let separates = |c| matches!(c, '，' | ',' | '；' | ';' | '。' | '.' | '．') || c == '、' && !commas;
        let mut items = split_list(self.source, &pieces, separates, |_| false);
        // 抄送 and the colon belong to the first item, which may stand on the next line.
        if let Some((cover, _)) = items.first_mut() {
            match cover.first_mut() {
                Some(piece) if first.contains(*piece) => *piece = Span::new(label, piece.end),
                _ => cover.insert(0, first),
            }
        }
        let leaves: Vec<Leaf> =
            items.into_iter().map(|(cover, value)| self.leaf(unit, &cover, value)).collect();
        let copied = self.unit(unit).copied_to;
        let copied = self.extend(copied, leaves);
        self.unit(unit).copied_to = copied;
    }

    fn has_frame_words(&self, at: usize) -> bool {
        let words = self.words(at);
        closing::printed_at(words).is_some()
            || words.starts_with("共印")
            || words.starts_with("印发")
            || organ::is_organ(words) && words.ends_with(['室', '厅'])
    }

    fn subject_words(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let colon =
            text.char_indices().find(|&(_, c)| sign::is_colon(c)).map_or(0, |(at, c)| at + c.len_utf8())
                as u32;
        let mut words: Vec<Span> = Vec::new();
        let mut at = line.span.start + colon;
        for word in text[colon as usize..].split(is_blank) {
            if !word.is_empty() {
                words.push(Span::new(at, at + word.len() as u32));
            }
            at += word.len() as u32;
            at += self.source[at as usize..].chars().next().filter(|&c| is_blank(c)).map_or(0, char::len_utf8)
                as u32;
        }
        let mut leaves = Vec::with_capacity(words.len());
        for (i, &word) in words.iter().enumerate() {
            let cover = if i == 0 { Span::new(line.span.start, word.end) } else { word };
            leaves.push(self.leaf(unit, &[cover], word));
        }
        let list = self.list(leaves);
        self.unit(unit).subject_words = list;
        self.at += 1;
    }

    fn printed(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let words = compact(text);
        self.at += 1;
        let Some(form) = closing::printed_at(&words) else { return };
        let place = |offset: usize| line.span.start + offset_of(text, offset) as u32;
        let day = trim(self.source, Span::new(place(form.date.0), place(form.date.1)));
        let when = self.leaf(unit, &[Span::new(day.start, line.span.end)], day);
        self.unit(unit).printed_on = Some(DateNode { text: when, date: form.day });
        if form.organ > 0 && self.unit(unit).printed_by.is_none() {
            let name = Span::new(line.span.start, place(form.organ));
            let leaf = self.leaf(unit, &[trim(self.source, Span::new(name.start, day.start))], name);
            self.unit(unit).printed_by = Some(leaf);
        }
    }
}

/// Whether a body promulgates something, as an order does.
fn is_order_text(source: &str, body: &[Classified]) -> bool {
    let says = |l: &Classified| {
        let text = l.span.of(source);
        ["现予", "予以公布", "公布施行", "现发布", "予以发布", "公布自"].iter().any(|w| text.contains(w))
            || text.contains("通过") && text.contains("施行")
    };
    body.len() <= 12 && body.iter().any(says)
}

/// A name without the mark of a seal.
fn bare_organ(words: &str) -> String {
    let mut name = words;
    for mark in ["（盖章）", "(盖章)", "（章）", "(章)", "（印章）", "(公章)", "（公章）"]
    {
        name = name.strip_suffix(mark).unwrap_or(name);
    }
    String::from(name)
}

/// The names in a span: parted by blanks where each part is a name, else the span as one (公 安 部).
pub(super) fn organ_words(source: &str, span: Span) -> Vec<Span> {
    let text = span.of(source);
    let mut words: Vec<Span> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        // Word's private characters stand where a wide blank was.
        let separator = is_blank(c) || matches!(c, '、' | '\u{e000}'..='\u{f8ff}');
        match (separator, start) {
            (true, Some(from)) => {
                words.push(Span::new(span.start + from, span.start + at as u32));
                start = None;
            }
            (false, None) => start = Some(at as u32),
            _ => {}
        }
    }
    let all = words.iter().all(|w| organ::is_organ(&bare_organ(w.of(source))));
    if words.len() > 1 && !all {
        return joined_words(source, span, &words);
    }
    words
}

/// Words that make names only together: runs that end where a name is complete.
fn joined_words(source: &str, span: Span, words: &[Span]) -> Vec<Span> {
    let single = words.iter().all(|w| w.of(source).chars().count() <= 2);
    if single || words.len() > 40 {
        return alloc::vec![span];
    }
    let mut out: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    for &word in words {
        let so_far = open.map_or(word, |o| o.hull(word));
        if organ::is_organ(&compact(so_far.of(source))) && so_far.of(source).chars().count() > 3 {
            out.push(so_far);
            open = None;
        } else {
            open = Some(so_far);
        }
    }
    match open {
        Some(_) => alloc::vec![span],
        None => out,
    }
}

/// Names printed without a blank between them (财政部国土资源部), parted where a name of the title ends or where the
/// same place begins again (天津市人民政府甘肃省人民政府).
fn unglued(source: &str, span: Span, names: &[String]) -> Vec<Span> {
    let text = span.of(source);
    if text.contains(is_blank) {
        return alloc::vec![span];
    }
    let mut cuts: Vec<usize> = alloc::vec![0];
    let mut at = 0;
    while let Some(name) = names.iter().filter(|n| text[at..].starts_with(n.as_str())).max_by_key(|n| n.len())
    {
        at += name.len();
        cuts.push(at);
    }
    if at != text.len() || cuts.len() < 3 {
        let governments =
            text.find("人民政府").map(|i| i + "人民政府".len()).filter(|&i| text[i..].ends_with("人民政府"));
        let Some(middle) = governments.or_else(|| place_again(text)) else { return alloc::vec![span] };
        cuts = alloc::vec![0, middle, text.len()];
    }
    cuts.windows(2).map(|w| Span::new(span.start + w[0] as u32, span.start + w[1] as u32)).collect()
}

/// Where the place that a name begins with comes again: 上海市医保局上海市医保办.
fn place_again(text: &str) -> Option<usize> {
    let end = text
        .char_indices()
        .take(4)
        .find(|&(i, c)| i > 0 && matches!(c, '市' | '省' | '区' | '县' | '州'))
        .map(|(i, c)| i + c.len_utf8())?;
    let place = &text[..end];
    let at = end + text[end..].find(place)?;
    (organ::is_organ(&text[..at]) && organ::is_organ(&text[at..])).then_some(at)
}

/// A day at the end of a compact text: where it begins.
fn date_at_end(words: &str) -> Option<(usize, Option<Date>)> {
    let from = words.char_indices().rev().take(16).map(|(at, _)| at);
    from.filter(|&at| at > 0)
        .filter_map(|at| {
            let (day, len) = date::date_at(&words[at..])?;
            (at + len == words.len()).then_some((at, day))
        })
        .last()
}

/// A signer's line: post (what it covers, its value) and name.
struct SignerForm {
    post: (Span, Span),
    name: Option<Span>,
}

/// The posts of those who sign orders.
const POSTS: &[&str] = &[
    "总理",
    "主席",
    "省长",
    "市长",
    "州长",
    "县长",
    "区长",
    "部长",
    "局长",
    "行长",
    "主任",
    "署长",
    "院长",
    "会长",
    "厅长",
    "委员长",
    "司令员",
    "政委",
    "检察长",
    "审计长",
    "总监",
    "盟长",
    "旗长",
    "镇长",
    "乡长",
];

/// Whether a compact text can be a person's name.
fn is_person(words: &str) -> bool {
    let count = words.chars().count();
    (2..=4).contains(&count) && words.chars().all(|c| sign::is_han(c) || c == '·')
        || count > 4 && words.contains('·') && count <= 15
}

/// `signer = [organ] ["代"] post [":"] name`; in an order the name may be missing (an image).
fn signer(source: &str, line: &Classified, order: bool) -> Option<SignerForm> {
    let text = line.span.of(source);
    let words = compact(text);
    let (at, post) = POSTS
        .iter()
        .filter_map(|p| words.find(p).map(|at| (at, *p)))
        .min_by_key(|&(at, p)| (at, usize::MAX - p.len()))?;
    let before = &words[..at];
    let stem = before.strip_suffix('代').unwrap_or(before).trim_end_matches("副");
    if !stem.is_empty() && !organ::is_organ(stem) && !stem.ends_with(['省', '市', '区', '县', '州', '国'])
    {
        return None;
    }
    let end = at + post.len();
    let rest = words[end..].trim_start_matches(sign::is_colon);
    if !(is_person(rest) && (order || before.is_empty()) || rest.is_empty() && order) || organ::is_organ(rest)
    {
        return None;
    }
    let place = |offset: usize| line.span.start + offset_of(text, offset) as u32;
    let value = Span::new(line.span.start, place(end));
    if rest.is_empty() {
        return Some(SignerForm { post: (line.span, value), name: None });
    }
    let name = trim_start(source, Span::new(place(words.len() - rest.len()), line.span.end));
    Some(SignerForm {
        post: (
            Span::new(value.start, name.start.min(trim(source, Span::new(value.start, name.start)).end)),
            value,
        ),
        name: Some(name),
    })
}
