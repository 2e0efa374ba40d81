//! A text that lost its line ends: one line holds it all, its paragraphs parted by a blank (`" ".join(text.split())`) or
//! by nothing (a cell of a spreadsheet).
//!
//! What parts it is evidence at each place, as a reader has it: a sentence ends, a number goes on with its series, a
//! heading is short and has no sign. Nothing tells where a paragraph without a number begins if no blank is left.

mod blanks;
mod signs;

use alloc::{format, vec::Vec};

use super::cut;
use crate::{
    grammar::{
        attachment,
        closing::{self, ClosingForm},
        head,
        marker::{self, Family, Marker},
        promulgated::HISTORY_WORDS,
        record, sign,
    },
    source::{Line, Look, Seen, Span, compact, within},
};

/// How many characters the line has at least; signs of half and of full width count alike.
const LEAST: u32 = 80;

/// How many bytes a line of a head or a heading takes at most.
const HEADING_BYTES: usize = 180;

/// How many bytes a label takes at most that stands before its value: 责任单位：.
const LABEL_BYTES: usize = 36;

/// How far the number and the addressees stand from the start of a text at most, in bytes.
const HEAD_BYTES: usize = 660;

/// How many paragraphs at least end before a blank where blanks part them.
const LEAST_PARTED: usize = 2;

/// How many paragraphs at least end before an indent where indents part them.
const LEAST_INDENTED: usize = 3;

/// The paragraphs of a line that holds at least half of what is written in a text, in bytes, line ends counted as one and
/// empty lines not at all; none if it is one paragraph. `unseen` are the places of what is blank or prints nothing.
pub(super) fn parts(source: &str, line: &Line, written: u32, unseen: &[u32]) -> Vec<Span> {
    let Look { width, seen, .. } = line.look;
    if width < LEAST || line.span.len() * 2 < written || !seen.intersects(Seen::STOP) {
        return Vec::new();
    }
    let text = line.span.of(source);
    let places = within(unseen, line.span.start, line.span.end).map(|at| (at - line.span.start) as usize);
    let blanks = runs(text, places);
    // Where indents part the paragraphs they tell more than a blank.
    let indented = |&&(end, next): &&(usize, usize)| {
        cut::INDENTS.iter().any(|indent| text[end..next].contains(indent))
            && text[..end].ends_with(|c| sign::is_full_stop(c) || sign::is_clause_end(c))
    };
    if blanks.iter().filter(indented).take(LEAST_INDENTED).count() == LEAST_INDENTED {
        return Vec::new();
    }
    let parted = |&&(end, next): &&(usize, usize)| {
        let after = &text[next..];
        ends_sentence(&text[..end]) && after.starts_with(|c| sign::is_han(c) || is_marked(c))
            || marker_near(text, next).is_some_and(|marker| marker.family <= Family::HanParen)
    };
    let at_blanks = blanks.iter().filter(parted).take(LEAST_PARTED).count() == LEAST_PARTED
        || blanks.len() > LEAST_PARTED && !is_glued(text);
    let mut cutter = Cutter::new(text);
    if at_blanks {
        cutter.at_blanks(&blanks);
    } else {
        cutter.at_signs();
    }
    // What prints nothing is no paragraph.
    let shown = |part: Span| cut::trim_unseen(source, part, unseen);
    cutter.parts(line.span.start).map(shown).filter(|part| !part.is_empty()).collect()
}

/// Whether a number follows a sentence without a blank between.
fn is_glued(text: &str) -> bool {
    let stop = '。'.len_utf8();
    let numbered = |at: usize| marker_near(text, at + stop).is_some_and(|m| m.family <= Family::HanParen);
    memchr::memmem::find_iter(text.as_bytes(), "。".as_bytes()).any(numbered)
}

/// Whether a marker can begin with a character that is no Han numeral.
fn is_marked(c: char) -> bool {
    marker::FIRST.contains(c)
}

/// Where runs of blanks begin and end, of which the places are known.
fn runs(text: &str, blanks: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in blanks {
        let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        match runs.last_mut() {
            Some(last) if last.1 == at => last.1 = end,
            _ => runs.push((at, end)),
        }
    }
    runs
}

/// Whether a sentence ends with a text, perhaps inside of a quotation or a bracket.
fn ends_sentence(text: &str) -> bool {
    let inner = text.trim_end_matches(['”', '）', ')', '》']);
    inner.ends_with(sign::is_full_stop)
}

struct Cutter<'a> {
    text: &'a str,
    /// Where each part ends and the next begins.
    cuts: Vec<(usize, usize)>,
    /// Where the part at hand begins.
    from: usize,
    /// Whether a sign stands in it that no heading has.
    has_clause: bool,
    /// How many titles are open in it.
    open_titles: u32,
    /// How many brackets are open in it.
    open_brackets: u32,
    /// How many were open outside of the one that stands behind a sentence: …。（责任单位：甲局）.
    aside: Option<u32>,
    /// Where that one ends.
    aside_end: usize,
    /// Whether it belongs to a head: no sentence has begun yet.
    in_head: bool,
    /// The last number of each family.
    last: [u32; Family::Dash as usize + 1],
    /// The last decimal.
    decimal: [u32; 4],
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            cuts: Vec::new(),
            from: 0,
            has_clause: false,
            open_titles: 0,
            open_brackets: 0,
            aside: None,
            aside_end: 0,
            in_head: true,
            last: [0; Family::Dash as usize + 1],
            decimal: [0; 4],
        }
    }

    /// The parts, of which the text stands at `start`; none if it is one.
    fn parts(&self, start: u32) -> impl Iterator<Item = Span> {
        let starts = core::iter::once(0).chain(self.cuts.iter().map(|cut| cut.1));
        let ends = self.cuts.iter().map(|cut| cut.0).chain([self.text.len()]);
        let place = move |at: usize| start + at as u32;
        let parts = starts.zip(ends).map(move |(from, end)| Span::new(place(from), place(end)));
        parts.take(if self.cuts.is_empty() { 0 } else { usize::MAX })
    }

    /// Ends the part at hand and begins the next one, with what parts them between.
    fn cut(&mut self, end: usize, start: usize) {
        self.cuts.push((end, start));
        self.from = start;
        (self.has_clause, self.open_titles, self.open_brackets, self.aside) = (false, 0, 0, None);
        // 附件：1.登记表 2.…: the list begins on the line of its label.
        let list = attachment::label(near(self.text, start, LABEL_BYTES)).map_or(0, |label| label.content);
        if let Some(marker) = marker_near(self.text, start + list) {
            self.last[marker.family as usize] = marker.number.main;
            // 1.总则 1.1目的: the decimals below it count on from there.
            let first = || format!("{}.1", marker.number.main);
            if marker.family == Family::ArabicDot && near(self.text, start, HEADING_BYTES).contains(&first())
            {
                self.decimal = [marker.number.main, 0, 0, 0];
            }
        } else if let Some(decimal) = self.decimal(start) {
            self.decimal = decimal;
        }
    }

    /// The decimal at a place that goes on with the last one: 1.2 or 1.1.1 or 2 behind 1.1. A number without a point
    /// must have its own first part behind it.
    fn decimal(&self, at: usize) -> Option<[u32; 4]> {
        let text = &self.text[at..];
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let number = marker::decimal_at(text)?.number.to_vec();
        let mut parts = [0; 4];
        parts.iter_mut().zip(&number).for_each(|(part, &n)| *part = n);
        let depth = number.len();
        let last = self.decimal;
        let grows = (depth == 1 || parts[..depth - 1] == last[..depth - 1])
            && parts[depth - 1] == last[depth - 1] + 1;
        let first = format!("{}.1", parts[0]);
        (grows && (depth > 1 || near(self.text, at, HEADING_BYTES).contains(&first))).then_some(parts)
    }

    /// Takes note of the signs in a stretch of the part at hand.
    fn read(&mut self, from: usize, to: usize) {
        for (at, c) in self.text[from..to].char_indices() {
            match c {
                c if sign::is_colon(c) && self.is_label(from + at + c.len_utf8()) => {}
                '《' => self.open_titles += 1,
                c if sign::is_open_paren(c) => {
                    if self.text[..from + at].ends_with(sign::is_full_stop) {
                        self.aside = Some(self.open_brackets);
                    }
                    self.open_brackets += 1;
                }
                c if sign::is_close_paren(c) => {
                    self.open_brackets = self.open_brackets.saturating_sub(1);
                    if self.aside.take_if(|outside| *outside == self.open_brackets).is_some() {
                        self.aside_end = from + at + c.len_utf8();
                    }
                }
                '》' => self.open_titles = self.open_titles.saturating_sub(1),
                '、' => {}
                c if sign::is_clause_end(c) || sign::is_full_stop(c) => self.has_clause = true,
                _ => {}
            }
        }
    }

    /// Whether the part at hand up to a place is a label with its colon and nothing else: 附件：, 发布日期：.
    fn is_label(&self, end: usize) -> bool {
        let part = &self.text[self.from..end];
        part.len() <= 40
            && (attachment::label(part).is_some_and(|label| label.content == part.len())
                || self.in_head && {
                    let words = compact(part);
                    record::label_alone(&words).is_some() || !head::is_salutation(&words)
                })
    }

    /// Whether a marker goes on with the series of its family, or begins one.
    fn goes_on(&self, marker: &Marker) -> bool {
        let n = marker.number.main;
        let last = self.last[marker.family as usize];
        marker.family == Family::Dash || n == 1 || n == last + 1 || n == last && marker.number.sub > 0
    }

    fn marker(&self, at: usize) -> Option<Marker> {
        marker_near(self.text, at).filter(|marker| self.goes_on(marker))
    }

    /// Whether an entry of a history ends at a place.
    fn is_passed(&self, end: usize) -> bool {
        HISTORY_WORDS.iter().any(|word| self.text[self.from..end].ends_with(word))
    }

    /// Whether a line of a record begins at a place, or one of those that close a document.
    fn begins_label(&self, at: usize) -> bool {
        let near = near(self.text, at, 90);
        let closes = near.starts_with(|c| closing::FIRST.contains(c)) && {
            let form = closing::closing_form(&compact(near));
            matches!(form, Some(ClosingForm::CopyTo | ClosingForm::SubjectWords | ClosingForm::Contact))
        };
        closes || self.in_head && record::label_at(&compact(near)).is_some()
    }
}

/// So many bytes of a text from a place on, or a few less.
fn near(text: &str, at: usize, bytes: usize) -> &str {
    let end = (at..=(at + bytes).min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[at..end.unwrap_or(at)]
}

/// The marker at a place. It is short, so that not all of a long text is read for it at every place.
fn marker_near(text: &str, at: usize) -> Option<Marker> {
    marker::marker_at(near(text, at, HEADING_BYTES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Lines;

    fn split(text: &str) -> Vec<&str> {
        let lines = Lines::new(text);
        parts(text, &lines.all[0], text.len() as u32, &lines.blanks)
            .into_iter()
            .map(|part| part.of(text))
            .collect()
    }

    const HEAD: [&str; 3] =
        ["临江市人民政府关于做好防汛工作的通知", "临政发〔2024〕5号", "各区人民政府，市政府各部门："];
    const BODY: [&str; 6] = [
        "为了做好防汛工作，保障人民生命财产安全，经市人民政府同意，现就有关事项通知如下：",
        "一、落实防汛责任",
        "（一）各区人民政府对本区的防汛工作负总责，主要负责人是第一责任人，依照本通知第三条办理。",
        "（二）市水务局负责水库和堤防的安全，发现险情立即报告。（责任单位：市水务局、市气象局）",
        "二、加强监测预警",
        "市气象局每日发布天气预报，遇有大雨、暴雨每小时发布一次，并通知有关单位做好准备。",
    ];
    const CLOSING: [&str; 2] = ["临江市人民政府", "2024年5月6日"];

    #[test]
    fn blanks_part_what_lines_parted() {
        let lines = [&HEAD[..], &BODY, &CLOSING].concat();
        assert_eq!(split(&lines.join(" ")), lines);
        assert_eq!(split(&lines.join("  ")), lines);
    }

    #[test]
    fn signs_part_what_nothing_parts() {
        let text = [&HEAD[..], &BODY, &CLOSING].concat().concat();
        // A heading and the paragraph without a number behind it are one.
        let (numbered, last) = BODY.split_at(4);
        let glued = last.concat();
        assert_eq!(split(&text), [&HEAD[..], numbered, &[&*glued], &CLOSING].concat());
    }

    #[test]
    fn articles_stand_behind_the_title_and_its_history() {
        let lines = [
            "临江市防汛条例",
            "2020年4月2日 临江市第十届人民代表大会常务委员会第三次会议通过",
            "2024年5月6日 临江市第十一届人民代表大会常务委员会第五次会议修正",
            "第一章 总则",
            "第一条 为了做好防汛工作，保障人民生命财产安全，根据《中华人民共和国防洪法》，制定本条例。",
            "第二条 本市行政区域内的防汛工作，适用本条例。违反本条例第三条规定的，由市水务局处罚。",
            "第二章 附则",
            "第三条 本条例自2024年6月1日起施行。",
        ];
        assert_eq!(split(&lines.join(" ")), lines);
        assert_eq!(split(&lines.concat()), lines);
    }

    #[test]
    fn a_text_with_lines_and_a_long_paragraph_stay_as_they_are() {
        let lines = [&HEAD[..], &BODY, &CLOSING].concat();
        assert!(split(&lines.join("\n")).is_empty());
        let paragraph = "市水务局负责水库和堤防的安全，发现险情立即报告；".repeat(20) + "各区照此办理。";
        assert!(split(&paragraph).is_empty());
    }
}
