//! Facts as a terminal shows them.

use std::{borrow::Cow, fmt::Write as _, iter};

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Fact, article};
use crate::{args::FactKind, output::printable};

const PATH: Style = Style::new().bold();
const KIND: Style = AnsiColor::Cyan.on_default();
const DIM: Style = Style::new().dimmed();

/// The facts below the headings that they stand under, lines cut to the width of a terminal.
pub(super) fn table(file: &str, facts: &[Fact], kinds: &[FactKind], width: Option<usize>) -> String {
    let mut out = format!("{DIM}{file}{DIM:#}\n");
    let places: Vec<_> = facts.iter().map(|f| format!("{}:{}", f.place.line, f.place.column)).collect();
    let place_width = places.iter().map(String::len).max().unwrap_or_default();
    let kind_width = kinds.iter().map(|kind| kind.one().len()).max().unwrap_or_default();
    let left = width.map(|width| width.saturating_sub(place_width + kind_width + 6).max(16));
    let mut above: Option<&[String]> = None;
    for (fact, place) in facts.iter().zip(places) {
        if above != Some(&fact.path) {
            let path = printable(&fact.path.join(" › "));
            let path = width.map_or(Cow::from(&path), |width| cut_front(&path, width));
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{PATH}{path}{PATH:#}");
            above = Some(&fact.path);
        }
        let (words, value) = fact.shown();
        let value = if value.is_empty() { value } else { format!(" → {value}") };
        let (words, value) = fitted(&words, &value, left);
        let kind = fact.kind.one();
        let _ = writeln!(
            out,
            "  {DIM}{place:place_width$}{DIM:#}  {KIND}{kind:kind_width$}{KIND:#}  {words}{DIM}{value}{DIM:#}"
        );
    }
    let counts = kinds.iter().map(|kind| (kind, facts.iter().filter(|f| f.kind == *kind).count()));
    let counts: Vec<_> = counts.filter(|(_, n)| *n > 0).map(|(kind, n)| kind.counted(n)).collect();
    let none = || {
        let wanted: Vec<_> = kinds.iter().map(|kind| kind.counted(0)).collect();
        if wanted.len() == FactKind::ALL.len() { "no facts".to_owned() } else { wanted.join(", ") }
    };
    let counts = if counts.is_empty() { none() } else { counts.join(", ") };
    let _ = writeln!(out, "{DIM}{counts}{DIM:#}");
    out
}

/// Words and value within a width; the value is cut when it would take more than half.
fn fitted<'a>(words: &'a str, value: &'a str, left: Option<usize>) -> (Cow<'a, str>, Cow<'a, str>) {
    let Some(left) = left else { return (words.into(), value.into()) };
    let value = if words.width() + value.width() > left {
        cut(value, (left / 2).max(left.saturating_sub(words.width())))
    } else {
        value.into()
    };
    (cut(words, left.saturating_sub(value.width())), value)
}

/// The beginning of a text that takes so many columns; a Han character takes two.
fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    text.chars().take_while(fits(columns)).chain(['…']).collect::<String>().into()
}

/// The end of a text that takes so many columns: of a path, the innermost heading says most.
fn cut_front(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    let tail: Vec<char> = text.chars().rev().take_while(fits(columns)).collect();
    iter::once('…').chain(tail.into_iter().rev()).collect::<String>().into()
}

/// Whether a character and those before it fit into so many columns, beside the sign that something is cut off.
fn fits(columns: usize) -> impl FnMut(&char) -> bool {
    let mut taken = '…'.width().unwrap_or_default();
    move |c| {
        taken += c.width().unwrap_or_default();
        taken <= columns
    }
}

impl Fact {
    /// What the table shows of it: its words, and what they come to.
    fn shown(&self) -> (String, String) {
        let [words, value] = match self.kind {
            FactKind::Citations => [self.cited(), self.words("target").to_owned()],
            FactKind::References => [self.words("text").to_owned(), self.words("target").to_owned()],
            FactKind::Assignments => [self.words("text").to_owned(), self.words("mode").to_owned()],
            FactKind::Targets => [self.figure(), self.words("due").to_owned()],
            FactKind::Deadlines => [self.words("text").to_owned(), self.words("until").to_owned()],
            FactKind::Dates => [self.words("text").to_owned(), self.period()],
            FactKind::Terms => [self.words("short").to_owned(), self.words("stands_for").to_owned()],
        };
        (printable(&words), printable(&value))
    }

    /// 《title》(number)第八条第二款第三项
    fn cited(&self) -> String {
        let number = self.words("doc_number");
        let mut out = match (self.words("title"), number) {
            ("", number) => number.to_owned(),
            (title, "") => format!("《{title}》"),
            (title, number) => format!("《{title}》({number})"),
        };
        let with = |out: &mut String, field: &str, sign: &str, before: &str| {
            let number = article(self.field(field));
            if !number.is_empty() {
                let (main, rest) = number.split_once('之').unwrap_or((&number, ""));
                let rest = if rest.is_empty() { String::new() } else { format!("之{rest}") };
                // Writing to a string cannot fail.
                let _ = write!(out, "{before}第{main}{sign}{rest}");
            }
        };
        with(&mut out, "article", "条", "");
        with(&mut out, "article_to", "条", "至");
        with(&mut out, "paragraph", "款", "");
        with(&mut out, "item", "项", "");
        out
    }

    /// indicator ≥ value unit
    fn figure(&self) -> String {
        let sign = match self.words("comparator") {
            ">=" => "≥",
            "<=" => "≤",
            other => other,
        };
        let figure = format!("{}{}", self.words("value"), self.words("unit"));
        let parts = [self.words("indicator"), sign, &figure, self.words("nature")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// from – until
    fn period(&self) -> String {
        match (self.words("from"), self.words("until")) {
            (from, until) if from == until => from.to_owned(),
            (from, until) => [from, "–", until].join(" ").trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{kinds, tests::found},
        *,
    };

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn facts_stand_under_their_headings_in_the_order_of_the_text() {
        let kinds = kinds(&[FactKind::Deadlines, FactKind::Citations]);
        let out = plain(&table("a.txt", &found(&kinds), &kinds, None));
        let expected = "\
a.txt
某市人民政府关于做好防汛工作的通知
  4:3   citation  《中华人民共和国防洪法》第8条第2款
  4:22  citation  《某市防汛抗旱条例》
某市人民政府关于做好防汛工作的通知 › 一、总体要求
  6:1   deadline  2024年6月底前 → 2024-06-30
2 citations, 1 deadline
";
        assert_eq!(out, expected);
    }

    #[test]
    fn nothing_found_is_said() {
        let kinds = [FactKind::References];
        assert_eq!(plain(&table("a.txt", &found(&kinds), &kinds, None)), "a.txt\n0 references\n");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let kinds = FactKind::ALL;
        for width in [40, 41, 44] {
            let out = plain(&table("a.txt", &found(&kinds), &kinds, Some(width)));
            // The last line counts all kinds.
            for line in out.lines().rev().skip(1) {
                assert!(line.width() <= width, "{width}: {} {line}", line.width());
            }
            assert!(out.contains('…'), "{out}");
        }
    }

    #[test]
    fn texts_are_cut_by_columns_and_not_by_characters() {
        assert_eq!(cut("第一条", 6), "第一条");
        assert_eq!(cut("第一条", 5), "第一…");
        assert_eq!(cut("第一条", 4), "第…");
        assert_eq!(cut_front("一 › 二", 4), "… 二");
    }
}
