//! Lines for themselves: what a whole-line rule reads must be what the line says, however the line is printed.

use gongbao::{Block, Date, DocNumber};
use serde_json::Value;

/// How many lines of a text are looked at.
const MOST_LINES: usize = 6;

/// Looks at the lines of a text, each parsed alone.
pub fn check_lines(text: &str) {
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(MOST_LINES) {
        says_what_is_read(line);
        typesetting_changes_nothing(line);
    }
}

/// Numbers and dates are those that the line has.
fn says_what_is_read(line: &str) {
    let gazette = gongbao::parse(line);
    for document in gazette.documents() {
        for unit in document.all_units() {
            unit.doc_number().into_iter().for_each(document_number);
            unit.date().into_iter().for_each(|date| day(&date.text().to_str(), date.date()));
            unit.contents().for_each(|entry| entry.doc_number().into_iter().for_each(document_number));
        }
        document.printed_on().into_iter().for_each(|date| day(&date.text().to_str(), date.date()));
        for block in document.walk() {
            let Block::Division(division) = block else { continue };
            let marker = division.marker().to_str().into_owned();
            let number: Vec<_> = division.number().to_vec();
            let said = numbers(&as_figures(&marker));
            let same = said.iter().zip(&number).all(|(said, read)| said.is_none_or(|said| said == *read));
            assert!(said.len() == number.len() && same, "{marker}: {number:?}");
            let ordinals = [&["编", "篇", "部分"][..], &["章"], &["节"], &["条"]];
            let ordinal = ordinals.iter().position(|words| words.iter().any(|word| marker.contains(word)));
            let levels = ["part", "chapter", "section", "article"];
            assert_eq!(ordinal, levels.iter().position(|&l| l == division.level().name()), "{marker}");
        }
    }
    for entry in gazette.issue().into_iter().flat_map(|issue| issue.contents().collect::<Vec<_>>()) {
        entry.doc_number().into_iter().for_each(document_number);
    }
    if let Some(record) = gazette.record() {
        for date in [record.published_on(), record.written_on(), record.repealed_on()].into_iter().flatten() {
            day(&date.text().to_str(), date.date());
        }
    }
}

/// A document number has its year and ends with its number.
fn document_number(number: DocNumber<'_>) {
    let text = number.text().to_str().into_owned();
    let said = [numbers(&text), numbers(&as_figures(&text))].concat();
    let has = |n: u32| said.contains(&Some(n)) || said.contains(&None);
    assert!(number.number().is_none_or(has), "{text}: {:?}", number.number());
    assert!(number.year().is_none_or(|year| has(year.into())), "{text}: {:?}", number.year());
    let agency = number.agency().map(|agency| agency.to_str().into_owned());
    assert!(agency.is_none_or(|agency| text.starts_with(&agency)), "{text}");
}

/// A date is the numbers that stand in its text.
fn day(text: &str, date: Option<Date>) {
    let Some((year, month, day)) = date.map(Date::parts) else { return };
    let said = numbers(&as_figures(text));
    let read = [Some(u32::from(year)), month.map(u32::from), day.map(u32::from)];
    for (said, read) in said.iter().zip(read) {
        // Without the blank between them the day and the hour are one row of figures: 2024-05-1610:30.
        let same = |(read, said): (u32, u32)| read == said || said.to_string().starts_with(&read.to_string());
        assert!(read.zip(*said).is_none_or(same), "{text}: {read:?}");
    }
}

/// A text with figures for the letters that stand for them where a picture was read: 〔2O24〕, l．
fn as_figures(text: &str) -> String {
    let figure = |c| match c {
        'O' | 'o' | 'Ｏ' | '○' | '◯' | '零' => '〇',
        'l' | 'I' => '1',
        c => c,
    };
    text.chars().map(figure).collect()
}

/// The numbers in a text, read without the grammar; `None` for what this reader leaves to it.
fn numbers(text: &str) -> Vec<Option<u32>> {
    let mut out = Vec::new();
    let mut figures = Vec::new();
    for c in text.chars().filter(|&c| !c.is_whitespace() && !prints_nothing(c)).chain([' ']) {
        let enclosed = [('①', 20), ('㈠', 10), ('⑴', 20), ('⒈', 20)];
        let one = enclosed.iter().find_map(|&(first, count)| {
            let n = (c as u32).checked_sub(first as u32)?;
            (n < count).then_some(n + 1)
        });
        // Figures of one number are all of one script; a letter that stands for a ring is a Han figure in a number.
        match figure(c) {
            Some(figure) => figures.push(figure),
            None if !figures.is_empty() => out.push(value(&std::mem::take(&mut figures))),
            None => {}
        }
        out.extend(one.map(Some));
    }
    out
}

/// Whether a character prints nothing and is no blank.
fn prints_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || matches!(c, '\u{e000}'..='\u{f8ff}')
}

#[derive(Clone, Copy, PartialEq)]
enum Figure {
    Arabic(u32),
    Han(u32),
    Unit(u32),
    /// One that this reader leaves to the grammar.
    Other,
}

fn figure(c: char) -> Option<Figure> {
    let wide = |c: char| c.to_digit(10).or_else(|| (c as u32).checked_sub('０' as u32).filter(|n| *n < 10));
    let place = "〇一二三四五六七八九".chars().position(|han| han == c);
    match c {
        '十' => Some(Figure::Unit(10)),
        '百' => Some(Figure::Unit(100)),
        '千' => Some(Figure::Unit(1000)),
        '万' | '亿' | '两' | '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰'
        | '仟' => Some(Figure::Other),
        _ => wide(c).map(Figure::Arabic).or_else(|| Some(Figure::Han(u32::try_from(place?).ok()?))),
    }
}

/// The number that figures make, if they are figures alone or a plain number below ten thousand.
fn value(figures: &[Figure]) -> Option<u32> {
    let digits = figures.iter().map(|figure| match figure {
        Figure::Arabic(n) | Figure::Han(n) => Some(*n),
        Figure::Unit(_) | Figure::Other => None,
    });
    if let Some(digits) = digits.collect::<Option<Vec<_>>>() {
        return digits.iter().try_fold(0_u32, |n, digit| n.checked_mul(10)?.checked_add(*digit));
    }
    let (mut total, mut digit, mut last) = (0, None, u32::MAX);
    for figure in figures {
        match figure {
            Figure::Arabic(_) | Figure::Other => return None,
            Figure::Han(0) => digit = None,
            Figure::Han(n) if digit.is_none() => digit = Some(*n),
            Figure::Han(_) => return None,
            Figure::Unit(unit) if *unit < last => {
                total += unit * digit.take().unwrap_or(1);
                last = *unit;
            }
            Figure::Unit(_) => return None,
        }
    }
    Some(total + digit.unwrap_or(0))
}

/// The tree without places.
fn tree(text: &str) -> Value {
    let mut tree = serde_json::to_value(gongbao::parse(text)).expect("a tree can be written");
    strip(&mut tree);
    tree
}

fn strip(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Object(fields) => {
            fields.retain(|name, _| !name.ends_with("span") && !name.ends_with("spans"));
            fields.values_mut().for_each(strip);
        }
        _ => {}
    }
}

/// A mark in front, a return or blank lines behind change no structure.
fn typesetting_changes_nothing(line: &str) {
    let plain = tree(line);
    let others = [
        ("a byte order mark", format!("\u{feff}{line}")),
        ("a return", format!("{line}\r\n")),
        ("blank lines", format!("{line}\n \n\u{3000}\n")),
    ];
    for (what, other) in others {
        assert_eq!(tree(&other), plain, "{what}");
    }
}
