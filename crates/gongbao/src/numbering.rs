//! Decimal numbering: 1 / 1.1 / 1.2.1, and 01 / 02 / 03, as emergency plans and statistics have it.
//!
//! A figure at the start of a line is no marker by itself (2.35亿元, 3 人). Its neighbours make it one: **a line counts
//! where it is the next in a chain of at least three**, each the child, the sibling or the next of a parent of the one
//! before it. Lines with their kinds go in; those of a chain come out as marked.

use alloc::vec::Vec;

use crate::{
    grammar::{
        marker::{self, Family, Marker},
        number, sign,
    },
    line::{Classified, LineKind},
    model::DivisionNumber,
    source::is_blank,
};

/// How many lines with a point in their number make a chain.
const FEWEST: usize = 3;

/// The longest heading behind a number without a point, in characters.
const LONGEST_HEADING: u16 = 30;

/// The longest one right behind such a number.
const LONGEST_TIGHT_HEADING: u16 = 16;

/// A line that begins with figures as a heading could.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    line: usize,
    marker: Marker,
    /// 01, 02: two figures that lead the heading.
    padded: bool,
    /// 1总则: a figure without a point right in front of its heading.
    tight: bool,
}

/// Finds the chains among the lines of a text and marks their members. `figured` are those that may be such.
pub(crate) fn mark_decimals(source: &str, lines: &mut [Classified], figured: &[usize]) {
    let candidates: Vec<Candidate> = figured
        .iter()
        .map(|&at| (at, &lines[at]))
        .filter(|(_, l)| l.kind == LineKind::Text && l.span.of(source).starts_with(number::is_arabic))
        .filter_map(|(at, line)| candidate(source, at, line))
        .collect();
    if candidates.len() < FEWEST {
        return;
    }
    let dotted = pointed_chains(&candidates);
    let whole = whole_numbers(&candidates, &dotted);
    let padded = padded_chain(&candidates);
    for at in dotted.into_iter().chain(whole).chain(padded) {
        let Candidate { line, marker, .. } = candidates[at];
        lines[line].kind = LineKind::Marked(marker);
    }
}

fn candidate(source: &str, at: usize, line: &Classified) -> Option<Candidate> {
    let text = line.span.of(source);
    let marker = marker::decimal_at(text)?;
    let behind = &text[marker.len as usize..];
    let rest = behind.trim_start_matches(is_blank);
    let first = rest.chars().next()?;
    let begins_words =
        sign::is_han(first) || matches!(first, '《' | '“' | '（' | '(' | '"') || first.is_ascii_uppercase();
    if !begins_words {
        return None;
    }
    if marker.family != Family::Decimal {
        // 1.2亿元: what is counted or measured stands right behind its figures.
        let measured = !marker.blank_after && matches!(first, '亿' | '万' | '元' | '倍' | '个' | '米' | '吨');
        return (!measured).then_some(Candidate { line: at, marker, padded: false, tight: false });
    }
    let heading = line.is_bare() && line.width <= LONGEST_HEADING && sign::is_han(first) && !line.has_comma();
    let led_by_zero = text.starts_with(['0', '０']);
    let padded = led_by_zero || marker.number.main >= 10 && !marker.blank_after;
    let tight = !marker.blank_after && !led_by_zero && line.width <= LONGEST_TIGHT_HEADING;
    (heading && (padded || tight || marker.blank_after)).then_some(Candidate {
        line: at,
        marker,
        padded,
        tight,
    })
}

/// The members of chains whose numbers have points, in order.
fn pointed_chains(candidates: &[Candidate]) -> Vec<usize> {
    let (mut members, mut chain): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut close = |chain: &mut Vec<usize>| {
        if chain.len() >= FEWEST {
            members.append(chain);
        }
        chain.clear();
    };
    for (at, candidate) in candidates.iter().enumerate() {
        if candidate.marker.family == Family::Decimal {
            continue;
        }
        let number = candidate.marker.number;
        let last = chain.last().map(|&at| candidates[at].marker.number);
        if last.is_some_and(|last| follows(last, number)) {
            chain.push(at);
        } else if begins(number) {
            close(&mut chain);
            chain.push(at);
        }
    }
    close(&mut chain);
    members
}

/// Whether a chain can begin with a number: 1.1, 2.1, 1.1.1.
fn begins(number: DivisionNumber) -> bool {
    number.main <= 9 && number.to_vec()[1..].iter().all(|&n| n == 1)
}

/// Whether a number is the child of the last, its sibling, or the next of one of its parents; one may be missing.
fn follows(last: DivisionNumber, next: DivisionNumber) -> bool {
    let (last, next) = (last.to_vec(), next.to_vec());
    let common = last.iter().zip(&next).take_while(|(a, b)| a == b).count();
    let deeper = &next[common..];
    match (last.get(common), deeper.split_first()) {
        // 1.2 / 1.2.1
        (None, Some((&first, below))) => first == 1 && below.is_empty(),
        // 1.2.1 / 1.3, 1.2.1 / 2.1: the number of a new parent may stand on its own line in another form.
        (Some(&before), Some((&first, below))) => {
            (before + 1..=before + 2).contains(&first) && below.len() <= 1 && below.iter().all(|&n| n == 1)
        }
        _ => false,
    }
}

/// The numbers without a point that stand above those with one: 1　总则 / 1.1　目的, 2　职责 / 2.1 ….
fn whole_numbers(candidates: &[Candidate], pointed: &[usize]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut top = 0;
    let mut pointed = pointed.iter().copied().peekable();
    for (at, candidate) in candidates.iter().enumerate() {
        let main = candidate.marker.number.main;
        if pointed.next_if_eq(&at).is_some() {
            top = main;
            continue;
        }
        if candidate.marker.family != Family::Decimal || candidate.padded && !candidate.tight {
            continue;
        }
        let below = pointed.peek().copied();
        let next = below.map(|at| candidates[at].marker.number.main);
        // Its own 1.1 follows, or it goes on counting behind others that have theirs.
        let due = main == top + 1 || main == 1;
        let counts_on = || {
            let behind_others = !candidate.tight || out.len() > 1;
            main > 1 && behind_others && (next.is_none() || next == Some(main + 1))
        };
        let own = || next == Some(main) && (!candidate.tight || below == Some(at + 1));
        if due && (own() || counts_on()) {
            out.push(at);
            top = main;
        }
    }
    out
}

/// The members of a chain 01, 02, 03.
fn padded_chain(candidates: &[Candidate]) -> Vec<usize> {
    let mut chain: Vec<usize> = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        if candidate.padded && candidate.marker.number.main as usize == chain.len() + 1 {
            chain.push(at);
        }
    }
    if chain.len() < FEWEST {
        chain.clear();
    }
    chain
}

#[cfg(test)]
mod tests {
    use alloc::{string::String, vec::Vec};

    use crate::{line::classify, source::Lines};

    fn markers(text: &str) -> Vec<String> {
        let lines = classify(text, &Lines::new(text)).lines;
        let marked = lines.iter().filter_map(|l| l.marker().map(|m| &l.span.of(text)[..m.len as usize]));
        marked.map(Into::into).collect()
    }

    #[test]
    fn what_counts_on_is_a_series() {
        for (text, expected) in [
            (
                "1 总则\n1.1 目的\n甲。\n1.2 范围\n2 职责\n2.1 市级\n2.1.1 水务局\n3 附则",
                "1 1.1 1.2 2 2.1 2.1.1 3",
            ),
            ("1.1目的\n1.2范围\n2.1职责\n2.2.1分工", "1.1 1.2 2.1 2.2.1"),
            ("1总则\n1.1目的\n1.2范围\n2职责\n2.1分工\n3附则", "1 1.1 1.2 2 2.1 3"),
            ("第一章 总则\n1.1 目的\n1.2 范围\n第二章 职责\n2.1 分工", "第一章 1.1 1.2 第二章 2.1"),
            ("01综合\n甲。\n02农业\n乙。\n03工业", "01 02 03"),
        ] {
            assert_eq!(markers(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn figures_that_do_not_count_are_text() {
        for text in [
            "1.1亿元用于防汛\n1.2亿元用于抗旱\n1.3亿元用于供水",
            "2.5天一次\n3.6天一次\n1.1天一次",
            "1 沙袋\n2 水泵\n3 照明灯",
            "1.1\n1.2\n1.3",
            "05年\n06年\n07年",
        ] {
            assert_eq!(markers(text), [""; 0], "{text}");
        }
    }
}
