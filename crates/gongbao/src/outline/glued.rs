//! Headings that are glued to the paragraph before them: …立即报告。二、备足物资.
//!
//! A paragraph may count by itself (一、…；二、…), so a number inside of a line is a heading only where the series on the
//! lines around it lacks it: 一、 and 三、 begin lines, 二、 stands between them behind a full stop.

use alloc::vec::Vec;

use crate::{
    grammar::{
        marker::{self, Family},
        sign,
    },
    line::{self, Chosen, Classified},
    source::{Span, compact, is_blank, order_by, trim_end},
};

/// How many numbers in a row may be missing.
const MOST_MISSING: u32 = 6;

/// The lines of a unit with glued headings on lines of their own; `None` where there are none.
pub(super) fn part(source: &str, lines: Chosen<'_>) -> Option<Vec<Classified>> {
    let mut cuts: Vec<(usize, u32)> = Vec::new();
    // The last number of 一、 and of （一）, and the line it begins.
    let mut last = [(0, 0); 2];
    for (at, line) in lines.iter().enumerate() {
        let Some(found) = line.marker() else { continue };
        let series = match found.family {
            Family::HanComma => 0,
            Family::HanParen => 1,
            Family::Part | Family::Subpart | Family::Chapter | Family::Section | Family::Article => {
                last[1] = (0, at);
                continue;
            }
            _ => continue,
        };
        let number = found.number.main;
        let (before, from) = last[series];
        if number > before + 1 && number - before <= MOST_MISSING {
            missing(source, lines.part(from..at), from, found.family, before + 1..number, &mut cuts);
        }
        last[series] = (number, at);
        if series == 0 {
            last[1] = (0, at);
        }
    }
    let (before, from) = last[0];
    if before > 0 {
        at_line_ends(source, lines.part(from..lines.len()), from, before + 1, &mut cuts);
    }
    if cuts.is_empty() {
        return None;
    }
    order_by(&mut cuts, |&(line, at)| (line as u32, at.into()));
    cuts.dedup();
    let mut out = Vec::with_capacity(lines.len() + cuts.len());
    let mut cuts = cuts.into_iter().peekable();
    for (at, line) in lines.iter().enumerate() {
        let mut start = line.span.start;
        let mut parted = false;
        while let Some((_, cut)) = cuts.next_if(|&(n, _)| n == at) {
            out.push(line::piece_of(source, line, trim_end(source, Span::new(start, cut))));
            (start, parted) = (cut, true);
        }
        let rest = Span::new(start, line.span.end);
        out.push(if parted { line::piece_of(source, line, rest) } else { *line });
    }
    Some(out)
}

/// Finds the missing numbers of a series inside of lines, in order.
fn missing(
    source: &str,
    lines: Chosen<'_>,
    offset: usize,
    family: Family,
    mut due: core::ops::Range<u32>,
    cuts: &mut Vec<(usize, u32)>,
) {
    for (line, at) in lines.iter().zip(offset..) {
        let mut rest = line.span;
        while let Some(place) = find(rest.of(source), family, due.start) {
            let start = rest.start + place as u32;
            cuts.push((at, start));
            due.start += 1;
            if due.is_empty() {
                return;
            }
            let first = source[start as usize..].chars().next().map_or(1, char::len_utf8);
            rest = Span::new(start + first as u32, rest.end);
        }
    }
}

/// Finds the numbers behind the last one of a series that end a line with their heading.
fn at_line_ends(source: &str, lines: Chosen<'_>, offset: usize, mut due: u32, cuts: &mut Vec<(usize, u32)>) {
    for (line, at) in lines.iter().zip(offset..) {
        // A heading has no full stop: the line has one inside, and ends without.
        if !line.has_stop() || !matches!(line.last, '\u{3400}'..='\u{9fff}') {
            continue;
        }
        let text = line.span.of(source);
        let Some(place) = find(text, Family::HanComma, due) else { continue };
        let heading = &text[place..];
        if heading.chars().count() <= 40 && !heading.contains(['。', '，', '；', '！', '？']) {
            cuts.push((at, line.span.start + place as u32));
            due += 1;
        }
    }
}

/// How many bytes an entity takes at most that is a blank: &#x3000；.
const LONGEST_ENTITY: usize = 12;

/// A text without the blanks at its end: the sign that ends an entity ends no sentence.
fn without_blanks(text: &str) -> &str {
    let mut text = text.trim_end_matches(is_blank);
    while text.ends_with([';', '；']) {
        let open = text.bytes().rev().take(LONGEST_ENTITY).position(|byte| byte == b'&');
        let Some(entity) = open.map(|behind| text.len() - 1 - behind) else { break };
        if !compact(&text[entity..]).is_empty() {
            break;
        }
        text = text[..entity].trim_end_matches(is_blank);
    }
    text
}

/// Where a marker stands behind the end of a sentence; the first one of a series may stand behind a colon.
fn find(text: &str, family: Family, number: u32) -> Option<usize> {
    let signs = if family == Family::HanComma { ['、', '、'] } else { ['（', '('] };
    text.match_indices(signs).find_map(|(at, _)| {
        let start = if family == Family::HanComma { numeral_before(text, at) } else { at };
        let before = without_blanks(&text[..start]).chars().next_back()?;
        let behind_sentence = sign::is_full_stop(before)
            || before == '.'
            || number == 1 && sign::is_colon(before)
            || family == Family::HanParen && matches!(before, '；' | ';');
        let found = marker::marker_at(&text[start..]).filter(|_| behind_sentence && start > 0)?;
        let heading = text[start + found.len as usize..].trim_start_matches(is_blank);
        let begins_words = heading.starts_with(|c| sign::is_han(c) || matches!(c, '《' | '“'));
        (found.family == family && found.number.main == number && begins_words).then_some(start)
    })
}

/// Where the Han number begins that ends at `end`.
fn numeral_before(text: &str, end: usize) -> usize {
    let numeral = |c| crate::grammar::number::is_han_numeral(c);
    text[..end].trim_end_matches(numeral).len()
}
