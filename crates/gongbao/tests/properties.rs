//! What holds of any text: nothing is lost, and what changes no structure changes none.
//!
//! Every parse below goes through `check_invariants`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

#[path = "support/roles.rs"]
mod roles;
mod support;

use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{Config, RngSeed, TestRunner},
};
use roles::{MOST_CHANGED, changed_elsewhere, roles};
use serde_json::Value;
use support::{founding, made, parse, structure};

/// All texts, as lines.
fn lines() -> Vec<Vec<String>> {
    let texts = made().into_iter().chain(founding());
    texts.map(|(_, text)| text.lines().map(str::to_owned).collect()).collect()
}

/// A part of a text, so that a case is quick and a counterexample small.
fn excerpt() -> impl Strategy<Value = Vec<String>> {
    (select(lines()), any::<prop::sample::Index>(), 1..60_usize).prop_map(|(lines, start, count)| {
        let start = start.index(lines.len());
        lines[start..lines.len().min(start + count)].to_vec()
    })
}

/// What may happen to a text on its way here.
#[derive(Debug, Clone)]
enum Edit {
    Cut(usize),
    Join(usize),
    Repeat(usize),
    Move(usize, usize),
    Break(usize, usize),
    DropBrackets(usize),
    SwapDigits(usize),
    Insert(usize, usize, char),
    Graft(usize, String),
}

fn edit() -> impl Strategy<Value = Edit> {
    let n = 0..1000_usize;
    let strange = select(vec![
        '\u{200b}', '\u{200d}', '\u{ad}', '\u{feff}', '\u{3000}', ' ', '\t', '\u{b}', '\u{c}', '\u{85}',
        '\u{2028}', '\u{1c}', '\0', '\r', '（', ')', '《', '》', '“', '。', '：', 'é', '😀', '\u{301}',
        '\u{e000}',
    ]);
    let grafts: Vec<String> = lines().into_iter().flatten().filter(|line| line.len() < 90).collect();
    prop_oneof![
        n.clone().prop_map(Edit::Cut),
        n.clone().prop_map(Edit::Join),
        n.clone().prop_map(Edit::Repeat),
        (n.clone(), n.clone()).prop_map(|(from, to)| Edit::Move(from, to)),
        (n.clone(), n.clone()).prop_map(|(line, at)| Edit::Break(line, at)),
        n.clone().prop_map(Edit::DropBrackets),
        n.clone().prop_map(Edit::SwapDigits),
        (n.clone(), n.clone(), strange).prop_map(|(line, at, c)| Edit::Insert(line, at, c)),
        (n, select(grafts)).prop_map(|(line, text)| Edit::Graft(line, text)),
    ]
}

fn apply(lines: &mut Vec<String>, edit: &Edit) {
    if lines.is_empty() {
        return;
    }
    let count = lines.len();
    let boundary = |line: &str, at: usize| {
        let places: Vec<_> = line.char_indices().map(|(i, _)| i).chain([line.len()]).collect();
        places[at % places.len()]
    };
    match edit {
        Edit::Cut(line) => drop(lines.remove(line % count)),
        Edit::Join(line) => {
            let joined = lines.remove(line % count);
            let at = (line % count).min(lines.len().saturating_sub(1));
            match lines.get_mut(at) {
                Some(next) => next.insert_str(0, &joined),
                None => lines.push(joined),
            }
        }
        Edit::Repeat(line) => lines.insert(line % count, lines[line % count].clone()),
        Edit::Move(from, to) => {
            let line = lines.remove(from % count);
            lines.insert(to % count, line);
        }
        Edit::Break(line, at) => {
            let line = line % count;
            let at = boundary(&lines[line], *at);
            let rest = lines[line].split_off(at);
            lines.insert(line + 1, rest);
        }
        Edit::DropBrackets(line) => lines[line % count].retain(|c| !"()（）《》〔〕【】“”".contains(c)),
        Edit::SwapDigits(line) => {
            let swapped = |c: char| match c {
                '0'..='8' => (c as u8 + 1) as char,
                '9' => '0',
                '一' => '三',
                '二' => '十',
                c => c,
            };
            lines[line % count] = lines[line % count].chars().map(swapped).collect();
        }
        Edit::Insert(line, at, c) => {
            let line = line % count;
            let at = boundary(&lines[line], *at);
            lines[line].insert(at, *c);
        }
        Edit::Graft(line, text) => lines.insert(line % count, text.clone()),
    }
}

/// The signs that come half- and full-width.
const WIDTHS: [(char, char); 9] = [
    ('(', '（'),
    (')', '）'),
    (',', '，'),
    (':', '：'),
    (';', '；'),
    ('?', '？'),
    ('!', '！'),
    ('%', '％'),
    ('[', '［'),
];

fn widen(text: &str) -> String {
    text.chars().map(|c| WIDTHS.iter().find(|w| w.0 == c).map_or(c, |w| w.1)).collect()
}

fn narrow(text: &str) -> String {
    text.chars().map(|c| WIDTHS.iter().find(|w| w.1 == c).map_or(c, |w| w.0)).collect()
}

/// The structure of a text, signs in one width.
fn shape(text: &str) -> String {
    narrow(&structure(&parse(text)))
}

fn json(text: &str) -> String {
    serde_json::to_string(&parse(text)).unwrap()
}

/// Collects the places of all leaves of a tree: what `NAME_span` and `NAME_spans` beside a field name, the `spans` of
/// paragraphs, the entries of the furniture. Facts and findings cover nothing.
fn leaves(node: &Value, out: &mut Vec<(usize, usize)>) {
    const NO_LEAVES: [&str; 8] =
        ["citations", "references", "assignments", "targets", "deadlines", "dates", "terms", "diagnostics"];
    match node {
        Value::Array(items) => items.iter().for_each(|item| leaves(item, out)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if name.ends_with("_span") || name.ends_with("_spans") || name == "spans" {
                    spans(value, out);
                } else if name == "furniture" {
                    value.as_array().unwrap().iter().for_each(|item| spans(&item["span"], out));
                } else if !NO_LEAVES.contains(&name.as_str()) {
                    leaves(value, out);
                }
            }
        }
        _ => {}
    }
}

fn spans(value: &Value, out: &mut Vec<(usize, usize)>) {
    let Some(items) = value.as_array() else { return };
    match items.as_slice() {
        [start, end] if start.is_u64() && end.is_u64() => {
            out.push((start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize));
        }
        _ => items.iter().for_each(|item| spans(item, out)),
    }
}

/// What stands in the leaves of the JSON text, in order, blanks left out.
fn read_back(text: &str) -> String {
    let tree: Value = serde_json::from_str(&json(text)).unwrap();
    let mut places = Vec::new();
    leaves(&tree, &mut places);
    places.sort_unstable();
    places.iter().flat_map(|&(start, end)| text[start..end].chars()).filter(|c| !is_blank(*c)).collect()
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// Blank as `TREE.md` has it.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c) || c == '\u{feff}'
}

/// Facts whose text is not what their place says, and dates inside the number of a document.
fn strange_facts(text: &str) -> Vec<String> {
    let gazette = gongbao::parse(text);
    let mut strange = Vec::new();
    let mut check = |what: &str, place: gongbao::Span, said: &str| {
        let there = without_invisible(&gazette.read(place));
        if !there.contains(&without_invisible(said)) {
            strange.push(format!("{what} at {place:?}: {said} is not in {there}"));
        }
    };
    for document in gazette.documents() {
        let mut numbers = Vec::new();
        let mut cited = Vec::new();
        for fact in document.citations() {
            let title = fact.title().map(|title| title.to_string());
            let number = fact.doc_number().map(|number| number.text().to_string());
            // 《某法》第六条、第八条: the second is a citation of its own, of the law that the first one names.
            let series = fact.article().is_some() && cited.contains(&(title.clone(), number.clone()));
            if !series {
                if let Some(title) = &title {
                    check("title", fact.span(), title);
                }
                if let Some(number) = &number {
                    check("number", fact.span(), number);
                }
                if number.is_some() && title.is_none() {
                    numbers.push(fact.span());
                }
            }
            cited.push((title, number));
        }
        document.references().for_each(|fact| check("reference", fact.span(), &fact.text().to_str()));
        document.assignments().for_each(|fact| check("assignment", fact.span(), &fact.text().to_str()));
        document.targets().for_each(|fact| check("target", fact.span(), &fact.value().to_str()));
        document.deadlines().for_each(|fact| check("deadline", fact.span(), &fact.text().to_str()));
        document.terms().for_each(|fact| check("term", fact.span(), &fact.short().to_str()));
        for fact in document.dates() {
            check("date", fact.span(), &fact.text().to_str());
            if numbers.iter().any(|number| number.contains(fact.span())) {
                check("date in a number", fact.span(), "no date");
            }
        }
    }
    strange
}

/// Without blanks and without what prints nothing: a value may keep either inside.
fn without_invisible(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{e000}'..='\u{f8ff}');
    without_blanks(text).chars().filter(|c| !hidden(*c)).collect()
}

#[test]
fn facts_of_all_seeds_read_as_their_places_do() {
    for (name, text) in made().into_iter().chain(founding()) {
        assert_eq!(strange_facts(&text), Vec::<String>::new(), "{name}");
    }
}

/// The same cases in every run; `PROPTEST_CASES` asks for that many others, which differ from run to run.
fn few(cases: u32) -> Config {
    let config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    Config { cases, rng_seed: RngSeed::Fixed(0x67_6f_6e_67), ..config }
}

proptest! {
    #![proptest_config(few(2048))]

    #[test]
    fn edited_texts_lose_nothing(mut lines in excerpt(), edits in vec(edit(), 1..12)) {
        for edit in &edits {
            apply(&mut lines, edit);
        }
        let text = lines.join("\n");
        prop_assert_eq!(read_back(&text), without_blanks(&text));
    }

    #[test]
    fn facts_read_as_their_places_do(mut lines in excerpt(), edits in vec(edit(), 1..12)) {
        for edit in &edits {
            apply(&mut lines, edit);
        }
        prop_assert_eq!(strange_facts(&lines.join("\n")), Vec::<String>::new());
    }

    #[test]
    fn mixed_lines_lose_nothing(lines in vec(select(lines().concat()), 0..40)) {
        let text = lines.join("\n");
        prop_assert_eq!(read_back(&text), without_blanks(&text));
    }

    #[test]
    fn any_text_is_parsed(text in any::<String>()) {
        prop_assert_eq!(read_back(&text), without_blanks(&text));
    }

    #[test]
    fn any_text_of_signs_is_parsed(
        text in "([\n\n 　第一二十百条章节编款项目（）()《》〔〕【】“”。，、：；1-9.①—…年月日号附件表专栏问答令局市关于的通知印发组长抄送\u{200b}\u{feff}a])*"
    ) {
        prop_assert_eq!(read_back(&text), without_blanks(&text));
    }

    #[test]
    fn the_same_text_gives_the_same_tree(mut lines in excerpt(), edits in vec(edit(), 0..4)) {
        for edit in &edits {
            apply(&mut lines, edit);
        }
        let text = lines.join("\n");
        prop_assert_eq!(json(&text), json(&text.clone()));
    }

    #[test]
    fn blank_lines_behind_a_text_change_nothing(lines in excerpt(), blank in "[\n\r \t　]{0,9}") {
        let text = lines.join("\n");
        prop_assert_eq!(shape(&(text.clone() + "\n" + &blank)), shape(&text));
    }

    #[test]
    fn a_mark_in_front_and_pairs_at_line_ends_change_nothing(lines in excerpt()) {
        let text = lines.join("\n");
        prop_assert_eq!(shape(&format!("\u{feff}{text}")), shape(&text));
        prop_assert_eq!(shape(&lines.join("\r\n")), shape(&text));
    }

    #[test]
    fn the_width_of_signs_changes_no_structure(lines in excerpt()) {
        let text = lines.join("\n");
        prop_assert_eq!(shape(&widen(&text)), shape(&narrow(&text)));
    }
}

/// How many edits of founding texts are tried, and how many lines elsewhere all of them may change: one for two edits.
const TRIED: usize = 160;
const ALL_CHANGED: usize = TRIED / 2;

#[test]
fn an_edit_changes_little_elsewhere() {
    let texts: Vec<_> = founding().into_iter().map(|(name, text)| (name, roles(&text), text)).collect();
    let mut runner = TestRunner::deterministic();
    // Anywhere in a text, not only in its first lines.
    let edits = (edit(), any::<prop::sample::Index>());
    let mut all = 0;
    for at in 0..TRIED {
        let (name, before, text) = &texts[at % texts.len()];
        let (edit, from) = edits.new_tree(&mut runner).unwrap().current();
        let mut lines: Vec<_> = text.split('\n').map(str::to_owned).collect();
        let mut part = lines.split_off(from.index(lines.len()));
        apply(&mut part, &edit);
        lines.append(&mut part);
        let changed = changed_elsewhere(text, before, &lines.join("\n"));
        assert!(changed <= MOST_CHANGED, "{name}: {changed} lines, {edit:?} from {from:?}");
        all += changed;
    }
    assert!(all <= ALL_CHANGED, "{all} lines changed by {TRIED} edits");
}

#[test]
fn every_text_gives_itself_back() {
    for (name, text) in made().into_iter().chain(founding()) {
        assert_eq!(read_back(&text), without_blanks(&text), "{name}");
        assert_eq!(json(&text), json(&text), "{name}");
    }
}

#[test]
fn typesetting_changes_no_structure() {
    for (name, text) in made().into_iter().chain(founding()) {
        let shape_of_text = shape(&text);
        let others = [
            ("blank lines behind", format!("{text}\n \n　\n")),
            ("a byte order mark", format!("\u{feff}{text}")),
            ("CRLF", text.replace('\n', "\r\n")),
            ("wide signs", widen(&text)),
            ("narrow signs", narrow(&text)),
        ];
        for (what, other) in others {
            assert_eq!(shape(&other), shape_of_text, "{name}: {what}");
        }
    }
}

/// A document with head, body and closing.
fn document(number: u32, body: &str) -> String {
    format!(
        "某市人民政府关于做好第{number}号工作的通知\n某政发〔2024〕{number}号\n各区人民政府：\n{body}某市人民政府\n2024年5月{number}日\n"
    )
}

proptest! {
    #![proptest_config(few(512))]

    #[test]
    fn two_documents_in_a_row_are_both(
        first in 1..15_u32,
        second in 15..29_u32,
        bodies in select(vec![
            "保障安全。\n",
            "一、总体要求\n保障安全。\n二、重点任务\n（一）加强巡查。各区要加强巡查。\n",
            "一、修堤。按标准修好堤防。\n1.东堤。按期修好。\n2.西堤。按期修好。\n",
            "请认真贯彻执行。\n附件：防汛物资清单\n",
        ]),
    ) {
        let [one, other] = [document(first, bodies), document(second, bodies)];
        let both = format!("{one}{other}");
        let together = parse(&both);
        let apart = [parse(&one), parse(&other)];
        prop_assert_eq!(together.documents().count(), 2);
        for (joint, alone) in together.documents().zip(&apart) {
            let alone = alone.documents().next().unwrap();
            let title = |document: gongbao::Document<'_>| document.title().unwrap().to_string();
            let blocks = |document: gongbao::Document<'_>| -> Vec<String> {
                document.walk().map(|block| format!("{} {}", block.type_name(), block.span().len())).collect()
            };
            prop_assert_eq!(title(joint), title(alone));
            prop_assert_eq!(blocks(joint), blocks(alone));
            prop_assert_eq!(joint.date().unwrap().date(), alone.date().unwrap().date());
        }
    }
}

#[test]
fn nothing_is_an_empty_gazette_with_a_finding() {
    for text in ["", "\n", " \r\n\u{3000}\u{feff}\n\u{1c}"] {
        let gazette = parse(text);
        assert_eq!(gazette.documents().count(), 0);
        assert_eq!(gazette.furniture().len(), 0);
        assert!(gazette.record().is_none() && gazette.issue().is_none());
        let codes: Vec<_> = gazette.diagnostics().iter().map(gongbao::Diagnostic::code).collect();
        assert_eq!(codes, ["GB0001"]);
    }
}

#[test]
fn a_text_in_which_no_document_is_found_has_a_finding_that_says_so() {
    for (text, found) in [("x", false), ("[package]\n", false), ("某市人民政府令\n第7号\n现予公布。", true)]
    {
        let gazette = parse(text);
        let said = gazette.diagnostics().iter().any(|d| d.code() == "GB0004" && !d.span.is_empty());
        assert_eq!((gazette.documents().count() > 0, said), (found, !found), "{text}");
    }
}

/// The lists of facts of a document.
const FACTS: [&str; 7] = ["citations", "references", "assignments", "targets", "deadlines", "dates", "terms"];

#[test]
fn a_parse_for_the_structure_finds_the_same_structure() {
    let without_facts = |gazette: gongbao::Gazette<'_>| {
        let mut tree = serde_json::to_value(&gazette).unwrap();
        let documents = tree["documents"].as_array_mut().unwrap();
        let mut facts = 0;
        for document in documents {
            for list in FACTS {
                facts += document[list].as_array().map_or(0, Vec::len);
                document[list] = Value::Null;
            }
        }
        // Brackets without a partner are found on the way to the facts.
        tree["diagnostics"].as_array_mut().unwrap().retain(|d| d["code"] != "GB0301");
        (tree, facts)
    };
    for (name, text) in made().into_iter().chain(founding()) {
        let (whole, _) = without_facts(gongbao::parse(&text));
        let (structure, facts) = without_facts(gongbao::parse_structure(&text));
        assert_eq!(facts, 0, "{name}");
        assert_eq!(whole, structure, "{name}");
    }
}
