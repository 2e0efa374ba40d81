//! The fields of a head: banner, red head, number, title.

use alloc::vec::Vec;

use super::Segmenter;
use crate::{
    grammar::{
        closing, date, doc_number, head, masthead, organ, page, promulgated::HISTORY_WORDS, sign, title,
    },
    line::{self, LineKind},
    model::{Date, DocNumberNode, Leaf},
    source::{Span, compact, is_blank, offset_of, place_in, trim, trim_end, trim_start},
};

/// How many organs may stand under each other in a red head.
pub(super) const MOST_HEAD_ORGANS: usize = 8;

/// How many bytes a number in brackets takes at most, with the names of several organs in it.
const LONGEST_NUMBER: usize = 400;

impl Segmenter<'_> {
    pub(super) fn banner_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let words = compact(text);
        if let Some((start, end)) = masthead::banner(&words).or_else(|| masthead::contents_column(&words)) {
            let value = Span::new(
                line.span.start + offset_of(text, start) as u32,
                line.span.start + offset_of(text, end) as u32,
            );
            let leaf = self.leaf(unit, &[line.span], trim(self.source, value));
            self.unit(unit).column = Some(leaf);
            self.banner = Some(leaf);
        } else {
            // Without signs around it: the name of a column of the contents.
            let leaf = self.leaf(unit, &[line.span], line.span);
            self.unit(unit).column = Some(leaf);
            self.banner = Some(leaf);
        }
        self.at += 1;
    }

    /// 某市人民政府文件: in a gazette the column, above a single document the organ that issues it.
    pub(super) fn red_head_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        // Below a title it names who issues the text, above one the column that the issue prints it in.
        if self.is_issue && self.unit(unit).title.is_none() {
            let leaf = self.leaf(unit, &[line.span], line.span);
            self.unit(unit).column = Some(leaf);
            self.banner = Some(leaf);
        } else if self.red_heads.iter().all(|leaf| self.line_above_is(leaf.value)) {
            let text = line.span.of(self.source);
            let organ = text.rfind('文').unwrap_or(text.len());
            let value = trim_end(self.source, Span::new(line.span.start, line.span.start + organ as u32));
            // Several organs may stand on the line: 甲局　乙局文件, 甲局、乙局文件.
            let organs = super::signature::organ_words(self.source, value);
            let own = compact(value.of(self.source));
            if organs.len() > 1 {
                for (i, &organ) in organs.iter().enumerate() {
                    let end = organs.get(i + 1).map_or(line.span.end, |next| next.start);
                    let cover = trim_end(self.source, Span::new(organ.start, end));
                    let leaf = self.leaf(unit, &[cover], organ);
                    self.red_heads.push(leaf);
                }
            } else if !self.is_in_red_head(&own) {
                let leaf = self.leaf(unit, &[line.span], value);
                self.red_heads.push(leaf);
            }
            let below = self.red_head_organs(self.at + 1);
            let number = matches!(self.kind(below), Some(LineKind::DocNumber | LineKind::SignedOff));
            while number && self.at + 1 < below {
                self.at += 1;
                self.red_head_organ(unit);
            }
        }
        self.at += 1;
    }

    /// Whether a red head stands below the title that it belongs to. In an issue the next document may begin there: it has
    /// a title below its number.
    pub(super) fn red_head_below_title(&self, unit: u32) -> bool {
        let numbered = || {
            self.kind(self.at + 1) == Some(LineKind::DocNumber)
                && self.tables.units[unit as usize].doc_number.is_none()
                && self.title_run(self.at + 2).is_none()
        };
        self.red_heads.is_empty() && (!self.is_issue || numbered())
    }

    /// Whether a place lies in one of the lines right above the line at hand.
    fn line_above_is(&self, place: Span) -> bool {
        self.lines[self.at.saturating_sub(MOST_HEAD_ORGANS)..self.at].iter().any(|l| l.span.contains(place))
    }

    /// Where the run of lines ends that begins at a line and names an organ each.
    pub(super) fn red_head_organs(&self, at: usize) -> usize {
        (at..at + MOST_HEAD_ORGANS)
            .find(|&a| self.kind(a) != Some(LineKind::Text) || !organ::is_strong_organ(self.words(a)))
            .unwrap_or(at)
    }

    /// Whether the red head names an organ already.
    fn is_in_red_head(&self, name: &str) -> bool {
        let near = self.red_heads.iter().rev().take(MOST_HEAD_ORGANS);
        near.into_iter().any(|&leaf| self.read_compact(leaf) == name)
    }

    /// An organ above or below the line with 文件 in a head of several organs.
    pub(super) fn red_head_organ(&mut self, unit: u32) {
        // 甲局　乙局: two names may stand on the line.
        for span in super::signature::organ_words(self.source, self.lines[self.at].span) {
            if !self.is_in_red_head(&compact(span.of(self.source))) {
                let leaf = self.leaf(unit, &[span], span);
                self.red_heads.push(leaf);
            }
        }
    }

    pub(super) fn signed_off_line(&mut self, unit: u32) {
        self.signed_off(unit, self.lines[self.at].span);
        self.at += 1;
    }

    /// 签发人：某某
    fn signed_off(&mut self, unit: u32, span: Span) {
        let text = span.of(self.source);
        let name = head::signed_off(&compact(text)).unwrap_or(0);
        let value = trim(self.source, Span::new(span.start + offset_of(text, name) as u32, span.end));
        let leaf = self.leaf(unit, &[span], value);
        self.unit(unit).signed_off_by = Some(leaf);
    }

    pub(super) fn number_line(&mut self, unit: u32) {
        let span = self.lines[self.at].span;
        let text = span.of(self.source);
        let node = if let Some(cut) = line::number_signed_off(self.words(self.at)) {
            let cut = span.start + offset_of(text, cut) as u32;
            self.signed_off(unit, trim_start(self.source, Span::new(cut, span.end)));
            self.number_in(unit, trim(self.source, Span::new(span.start, cut)))
        } else {
            self.number_in(unit, span)
        };
        self.unit(unit).doc_number = node;
        self.at += 1;
    }

    /// The line of a telegram that says how urgent it is, and its number beside that: 等级：特急·明电　某发电〔2031〕12号.
    pub(super) fn grade_of_a_telegram(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        if line.kind != LineKind::Text || !self.is_grade_of_a_telegram(self.at) {
            return false;
        }
        let mut from = line.span.start;
        for part in line.span.of(self.source).split(is_blank) {
            let span = Span::new(from, from + part.len() as u32);
            from =
                span.end + self.source[span.end as usize..].chars().next().map_or(0, char::len_utf8) as u32;
            if let Some(at) = part.find(sign::is_colon).filter(|_| part.starts_with('等')) {
                let colon = part[at..].chars().next().map_or(0, char::len_utf8);
                let value = Span::new(span.start + (at + colon) as u32, span.end);
                if !value.is_empty() {
                    let leaf = self.leaf(unit, &[span], value);
                    self.unit(unit).urgency = Some(leaf);
                }
            } else if doc_number::parse_doc_number(part).is_some() && self.unit(unit).doc_number.is_none() {
                let node = self.number_in(unit, span);
                self.unit(unit).doc_number = node;
            }
        }
        self.at += 1;
        true
    }

    pub(super) fn is_grade_of_a_telegram(&self, at: usize) -> bool {
        self.words(at).strip_prefix("等级").is_some_and(|rest| rest.starts_with(sign::is_colon))
    }

    /// A document number that takes all of a span, perhaps with brackets around it.
    pub(super) fn number_in(&mut self, unit: u32, span: Span) -> Option<DocNumberNode> {
        let text = span.of(self.source);
        let words = compact(text);
        let bare = line::bare_number(&words);
        let skip = place_in(&words, bare);
        // 甲银行〔2024〕5号令 is the number as a whole.
        let whole = bare;
        let bare = bare.strip_suffix('令').unwrap_or(bare);
        let form = doc_number::parse_doc_number(bare)
            .or_else(|| doc_number::parse_order_number(bare))
            .or_else(|| {
                let number = crate::grammar::number::parse_number(bare.strip_suffix('号')?)?;
                Some(doc_number::DocNumberForm { agency: 0, year: None, number: Some(number) })
            })?;
        let start =
            trim_start(self.source, Span::new(span.start + offset_of(text, skip) as u32, span.end)).start;
        let len = if form.agency > 0 && form.year.is_some() { whole.len() } else { bare.len() };
        let value = Span::new(start, span.start + offset_of(text, skip + len) as u32);
        let agency = Span::new(start, span.start + offset_of(text, skip + form.agency) as u32);
        let agency = if form.agency == 0 { Span::new(start, start) } else { agency };
        let leaf = self.leaf(unit, &[span], value);
        Some(DocNumberNode { text: leaf, agency, year: form.year, number: form.number })
    }

    /// A document number over two pieces.
    pub(super) fn number_of(&mut self, unit: u32, pieces: &[Span; 2]) -> Option<DocNumberNode> {
        let words = pieces.map(|p| compact(p.of(self.source))).concat();
        let form = doc_number::parse_doc_number(&words)?;
        let first = pieces[0];
        let agency =
            Span::new(first.start, first.start + offset_of(first.of(self.source), form.agency) as u32);
        let leaf = self.leaf(unit, pieces, Span::new(first.start, pieces[1].end));
        Some(DocNumberNode { text: leaf, agency, year: form.year, number: form.number })
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
        let day = pieces.last().filter(|_| number.is_none()).and_then(|last| self.day_behind_title(*last));
        if let (Some((bracket, _)), Some(last)) = (day, pieces.last_mut()) {
            *last = crate::source::trim_end(self.source, Span::new(last.start, bracket.start));
        }
        if self.lines[self.at].has_blanks() {
            self.number_before_title(unit, &mut pieces[0]);
        }
        let label = self.label_before_title(pieces[0]);
        let hull = Span::new(pieces[0].start + label, pieces[pieces.len() - 1].end);
        let value = title_in(self.source, hull);
        let leaf = self.leaf(unit, &pieces, value);
        self.unit(unit).title = Some(leaf);
        if let Some(number) = number {
            let node = self.number_in(unit, number);
            if node.is_some() {
                self.unit(unit).doc_number = node;
            } else if !self.order_in_span(unit, number) {
                self.leaf(unit, &[number], number);
            }
        }
        if let Some((bracket, day)) = day {
            if closing::bracketed_day(&compact(bracket.of(self.source))).is_some() {
                self.head_day = Some((unit, bracket, Some(day)));
            } else {
                self.history_entry(unit, &[bracket], Some(day));
            }
        }
        self.at = end;
    }

    /// The bracket behind a title on its last line that begins with a day and says nothing else, or how the text came
    /// about: …的决定（2031年3月1日）, …条例（2031年3月1日…通过）.
    fn day_behind_title(&self, title: Span) -> Option<(Span, Date)> {
        let text = title.of(self.source);
        if !text.ends_with([')', '）']) {
            return None;
        }
        let dated = |&(_, c): &(usize, char)| sign::is_open_paren(c);
        let (at, day) =
            text.char_indices().filter(dated).skip_while(|&(at, _)| at == 0).find_map(|(at, c)| {
                let inner = compact(&text[at + c.len_utf8()..]);
                let (day, len) = date::date_at(&inner)?;
                let whole = inner[..len].ends_with('日');
                let rest = inner[len..].trim_end_matches([')', '）']);
                let said = rest.is_empty() || HISTORY_WORDS.iter().any(|word| rest.ends_with(word));
                Some((at, day.filter(|_| whole && said)?))
            })?;
        Some((Span::new(title.start + at as u32, title.end), day))
    }

    /// A document number with the label of another field or its day behind it: 黑政发〔2014〕25号 发文时间:2014-11-03.
    pub(super) fn number_before_label(&mut self, unit: u32) -> bool {
        let words = self.words(self.at);
        if self.unit(unit).doc_number.is_some() || !words.contains('号') {
            return false;
        }
        let span = self.lines[self.at].span;
        let Some((_, len)) = doc_number::doc_number_at(words) else { return false };
        let rest = &words[len..];
        let label = ["发文时间", "发布时间", "发布日期", "发文日期", "文件", "成文日期", "来源"]
            .iter()
            .any(|w| rest.starts_with(w));
        let day = date::parse_day(rest).flatten();
        if !label && day.is_none() {
            return false;
        }
        let end = span.start + offset_of(span.of(self.source), len) as u32;
        let node = self.number_in(unit, Span::new(span.start, end));
        self.unit(unit).doc_number = node;
        if let (Some(_), Some(day)) = (node, day) {
            let place = trim_start(self.source, Span::new(end, span.end));
            self.head_day = Some((unit, place, Some(day)));
        }
        node.is_some()
    }

    /// The day in front of a document's number on the line: 2012年5月4日，某政发〔2012〕5号, 2012-05-04 某局公告2012年第5号.
    pub(super) fn day_before_number(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        let words = self.words(self.at);
        if line.last != '号' || self.unit(unit).doc_number.is_some() {
            return false;
        }
        let Some((day, len)) = date::date_at(words) else { return false };
        let len = len + words[len..].find(|c| !matches!(c, '，' | ',' | '、')).unwrap_or(0);
        let cut = line.span.start + offset_of(line.span.of(self.source), len) as u32;
        let number = trim_start(self.source, Span::new(cut, line.span.end));
        let node = self.number_in(unit, number);
        let found = node.is_some();
        self.unit(unit).doc_number = node;
        if found || self.order_in_span(unit, number) {
            self.head_day = Some((unit, Span::new(line.span.start, cut), day));
            return true;
        }
        false
    }

    /// Parts a title from the document number that stands on its line in front of it: 某政发〔2024〕5号　某府关于….
    fn number_before_title(&mut self, unit: u32, title: &mut Span) {
        let text = title.of(self.source);
        if self.tables.units[unit as usize].doc_number.is_some() || !text.contains('号') {
            return;
        }
        let words = compact(text);
        let Some((_, len)) = doc_number::doc_number_at(&words) else { return };
        let cut = offset_of(text, len);
        let parted =
            text[cut..].starts_with(crate::source::is_blank) && words[len..].starts_with(sign::is_han);
        if parted && !words[len..].starts_with(['文', '令']) {
            let number = Span::new(title.start, title.start + cut as u32);
            let node = self.number_in(unit, number);
            self.unit(unit).doc_number = node;
            *title = trim_start(self.source, Span::new(number.end, title.end));
        }
    }

    /// How long the label in front of a title is: 标题：某局关于…的通知.
    fn label_before_title(&self, title: Span) -> u32 {
        let text = title.of(self.source);
        if !text.starts_with(['标', '题']) {
            return 0;
        }
        let words = compact(text);
        let label = ["标题", "题目"].iter().find_map(|label| words.strip_prefix(label));
        let rest = label.and_then(|rest| rest.strip_prefix(sign::is_colon)).filter(|rest| !rest.is_empty());
        let Some(rest) = rest else { return 0 };
        let behind = title.start + offset_of(text, words.len() - rest.len()) as u32;
        trim_start(self.source, Span::new(behind, title.end)).start - title.start
    }

    /// A document number in brackets at the end of a span.
    pub(super) fn number_behind(&self, span: Span) -> Option<Span> {
        let text = span.of(self.source);
        if sign::ends_han(text) || !text.trim_end().ends_with([')', '）']) || !text.contains('号') {
            return None;
        }
        sign::signs_in(text)
            .filter(|&(at, c)| {
                sign::is_open_paren(c) && text.len() - at <= LONGEST_NUMBER && is_one_bracket(&text[at..])
            })
            .map(|(at, _)| Span::new(span.start + at as u32, span.end))
            .find(|s| {
                let words = compact(s.of(self.source));
                let inner = line::bare_number(&words);
                let order = inner.strip_suffix('令').unwrap_or(inner);
                doc_number::parse_doc_number(order).is_some()
                    || head::order_head(inner).is_some_and(|form| form.number.0 < form.number.1)
                    || order.len() < inner.len() && doc_number::parse_order_number(order).is_some()
            })
    }

    /// Organs named in a part of a leaf, parted by blanks and 、.
    pub(super) fn organs_in(&self, leaf: Leaf, part: Span) -> Vec<Leaf> {
        let mut spans: Vec<Span> = Vec::new();
        for piece in self.tables.pieces_of(leaf) {
            let mut clipped = trim(self.source, piece.intersect(part));
            if clipped.is_empty() {
                continue;
            }
            // The end of a name that the break has cut: 中国人民 / 银行、监察部, 某执行小组 / 办公室.
            if let Some(last) = spans.last_mut().filter(|last| last.end <= clipped.start) {
                let text = clipped.of(self.source);
                let end = clipped.start + text.find('、').unwrap_or(text.len()) as u32;
                let head = Span::new(clipped.start, end);
                let above = compact(last.of(self.source));
                // What ends with a place has the organ of it on the next line.
                let is_whole = organ::is_organ(&above) && !above.ends_with(['省', '市', '区', '县', '州']);
                if !is_whole || is_end_of_name(head.of(self.source)) {
                    *last = last.hull(trim(self.source, head));
                    clipped = trim(self.source, Span::new(end, clipped.end));
                    if clipped.of(self.source).starts_with('、') {
                        clipped.start += '、'.len_utf8() as u32;
                    }
                }
            }
            // A name that the break cuts is complete only with the next piece.
            let cut = clipped.of(self.source).rfind('、').filter(|_| clipped.end < part.end);
            let whole = clipped.start + cut.unwrap_or(0) as u32;
            for part in [Span::new(clipped.start, whole), Span::new(whole, clipped.end)] {
                spans.extend(super::signature::organ_words(self.source, part));
            }
        }
        spans.into_iter().map(|s| self.tables.derive(leaf, s)).collect()
    }
}

/// Whether a text is the end of an organ's name and no name by itself: 某领导小组 / 办公室.
fn is_end_of_name(text: &str) -> bool {
    matches!(
        &*compact(text),
        "办公室" | "办公厅" | "委员会" | "人民政府" | "管理局" | "管委会" | "公室" | "公厅" | "员会"
    )
}

/// A title without the marks around the whole of it (《某府关于…的通知》, （关于…的公告）) and without the end of a file's name (….pdf).
pub(super) fn title_in(source: &str, title: Span) -> Span {
    // Nearly every title ends with the name of a kind.
    if sign::ends_han(title.of(source)) {
        return title;
    }
    let mark = title::note_mark_len(title.of(source)) as u32;
    let title = trim_end(source, Span::new(title.start, title.end - mark));
    let text = title.of(source);
    if text.ends_with(|c: char| c.is_ascii_alphabetic()) && page::is_file_name(text) {
        let end = text.rfind('.').unwrap_or(text.len());
        return trim(source, Span::new(title.start, title.start + end as u32));
    }
    let inner = text.strip_prefix('《').and_then(|t| t.strip_suffix('》'));
    let inner = inner.filter(|t| !t.contains(['《', '》']));
    let inner = inner.or_else(|| text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）'])));
    match inner.filter(|t| t.contains("关于")) {
        Some(inner) => {
            let start = title.start + place_in(text, inner) as u32;
            trim(source, Span::new(start, start + inner.len() as u32))
        }
        None => title,
    }
}

/// Whether the bracket that opens a text closes at its end and not before: of （试行）（某部令第75号） the second does.
fn is_one_bracket(text: &str) -> bool {
    let mut depth = 0;
    let text = text.trim_end();
    text.char_indices().all(|(at, c)| {
        depth += i32::from(sign::is_open_paren(c)) - i32::from(sign::is_close_paren(c));
        depth > 0 || at + c.len_utf8() == text.len()
    })
}
