//! Marks of other notations inside of a line that print nothing: blanks as entities of a web page (`&nbsp;`), and
//! the stars around what is strong in Markdown (`**一、总体要求。**各区…`).

use alloc::vec::Vec;

use super::{Span, is_blank, order::order_by};

/// The entities that are blanks.
const BLANKS: [&str; 8] = ["&nbsp", "&emsp", "&ensp", "&thinsp", "&#160", "&#xa0", "&#12288", "&#x3000"];

/// What stands at no beginning of what is strong.
const CLOSING: [char; 20] = [
    '，', '。', '、', '；', '：', '）', '》', '”', '！', '？', '】', ',', '.', ';', ':', ')', '!', '?', ']',
    '*',
];

/// What stands at no end of it.
const OPENING: [char; 8] = ['（', '《', '“', '【', '〔', '(', '[', '*'];

/// The marks in a line, where `at` are the places of its `*` and `&`, in order. A line that is strong as a whole is
/// left to those who know what such a line is.
pub(super) fn marks(line: &str, offset: u32, at: &[u32]) -> Vec<Span> {
    let places =
        |sign: u8| at.iter().map(|&at| (at - offset) as usize).filter(move |&at| line.as_bytes()[at] == sign);
    let mut out: Vec<Span> = Vec::new();
    for at in places(b'&') {
        let span = Span::at(at, at + blank_entity_len(&line.as_bytes()[at..]));
        match out.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ if span.is_empty() => {}
            _ => out.push(span),
        }
    }
    let stars: Vec<usize> = places(b'*').collect();
    strong(line, &stars, &mut out);
    order_by(&mut out, |mark| (mark.start, mark.end.into()));
    out.iter().map(|s| Span::new(s.start + offset, s.end + offset)).collect()
}

/// How many bytes the entity takes that is a blank and that a text begins with; 0 where it begins with none.
#[inline(never)] // What is asked of each character stays small.
pub(super) fn blank_entity_len(text: &[u8]) -> usize {
    let begins = |b: &&&str| text.get(..b.len()).is_some_and(|head| head.eq_ignore_ascii_case(b.as_bytes()));
    let Some(entity) = BLANKS.iter().find(begins) else { return 0 };
    match text.get(entity.len()..) {
        Some([b';', ..]) => entity.len() + 1,
        Some(rest) if rest.starts_with("；".as_bytes()) => entity.len() + "；".len(),
        _ => 0,
    }
}

/// The pairs of two or three stars. Stars that hide figures or names (138****0000, 张**) are none.
fn strong(line: &str, stars: &[usize], out: &mut Vec<Span>) {
    if stars.len() < 4 {
        return;
    }
    let mut runs: Vec<Span> = Vec::new();
    for &at in stars {
        match runs.last_mut() {
            Some(run) if run.end as usize == at => run.end += 1,
            _ => runs.push(Span::at(at, at + 1)),
        }
    }
    let opens = |run: &Span| line[run.end as usize..].starts_with(|c| !is_blank(c) && !CLOSING.contains(&c));
    let closes = |run: &Span| line[..run.start as usize].ends_with(|c| !is_blank(c) && !OPENING.contains(&c));
    let paired = runs.len() % 2 == 0
        && runs.iter().all(|run| matches!(run.end - run.start, 2 | 3))
        && runs.chunks(2).all(|pair| matches!(pair, [open, close] if opens(open) && closes(close)));
    let first = || line.trim_start_matches(is_blank).starts_with("**");
    let last = || line.trim_end_matches(is_blank).ends_with("**");
    if paired && !(runs.len() == 2 && first() && last()) {
        out.append(&mut runs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(line: &str) -> alloc::string::String {
        let at: Vec<u32> = line.match_indices(['*', '&']).map(|(at, _)| at as u32 + 7).collect();
        let mut out = alloc::string::String::new();
        let mut from = 0;
        for mark in marks(line, 7, &at) {
            out.push_str(&line[from..mark.start as usize - 7]);
            from = mark.end as usize - 7;
        }
        out + &line[from..]
    }

    #[test]
    fn marks_that_print_nothing() {
        for (line, clean) in [
            ("&nbsp;&nbsp;甲&NBSP;乙&#12288;", "甲乙"),
            ("**一、甲。**乙", "一、甲。乙"),
            ("甲**乙**丙***丁***戊", "甲乙丙丁戊"),
            ("**（一）甲**。乙", "（一）甲。乙"),
        ] {
            assert_eq!(without(line), clean);
        }
        for line in [
            "**甲**",
            "138****0000",
            "张**、李**",
            "甲&乙",
            "&ldquo;甲&rdquo;",
            "2*3*4",
            "** 甲 **乙",
            "**甲",
        ] {
            assert_eq!(without(line), line);
        }
    }
}
