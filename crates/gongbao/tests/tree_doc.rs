//! `TREE.md` describes the tree as it is: every field and every place that occurs, no other; every value of the closed
//! lists; every finding with its severity; and its example.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use gongbao::{
    AssignmentMode, Comparator, DatePrecision, DateRelation, DocumentKind, Finding, Level, Severity,
};
use serde_json::{Map, Value};
use support::{founding, made, texts};

const TREE: &str = include_str!("../TREE.md");

/// The rows of the table of a section, cell by cell.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let mut lines = TREE.lines().skip_while(|line| line.trim_start_matches('#').trim_start() != heading);
    assert!(lines.next().is_some_and(|line| line.starts_with('#')), "no section {heading}");
    let table = lines.take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    table.skip(2).map(cells).collect()
}

/// What stands between backticks.
fn code(cell: &str) -> String {
    cell.trim_matches('`').to_owned()
}

/// The first cells of a section's table, in order.
fn listed(heading: &str) -> Vec<String> {
    rows(heading).iter().map(|row| code(&row[0])).collect()
}

/// The section of the fields that documents and enclosures share.
const SHARED: &str = "Document and Enclosure";

/// The objects that texts hold, by the section that describes them.
#[derive(Debug, Default)]
struct Found {
    /// The fields that every object of a kind has.
    fields: BTreeMap<&'static str, BTreeSet<String>>,
    /// How a field has a place, where it has one.
    places: BTreeMap<(&'static str, String), &'static str>,
}

/// The place that a key gives to a field: its name and how.
fn place_of(object: &Map<String, Value>, key: &str) -> Option<(String, &'static str)> {
    let one = key.strip_suffix("_span");
    let (name, cut) = one.map(|name| (name, false)).or_else(|| Some((key.strip_suffix("_spans")?, true)))?;
    let place = match object.get(name)? {
        Value::Array(_) if name == "rows" => "cells",
        Value::Array(_) => "each",
        _ => "one",
    };
    assert!(cut || place == "one", "{key} of a list");
    Some((name.to_owned(), place))
}

/// The section that describes what stands in a field.
fn section(field: &str, item: &Map<String, Value>) -> &'static str {
    match field {
        "record" => "Record",
        "issue" => "Issue",
        "contents" => "Contents",
        "documents" => "Document",
        "enclosures" => "Enclosure",
        "attachments" => "Attachment",
        "doc_number" => "DocNumber",
        "signers" => "Signer",
        "history" => "HistoryEntry",
        "body" | "children" | "answer" => match item["type"].as_str().unwrap() {
            "division" => "Division",
            "paragraph" => "Paragraph",
            "table" => "Table",
            "roster" => "Roster",
            "box" => "Box",
            "qa" => "QA",
            other => panic!("no section for a block {other}"),
        },
        "groups" if item.contains_key("role") => "RosterGroup",
        "groups" => "AssignmentGroup",
        "members" => "Member",
        "citations" => "Citation",
        "references" => "Reference",
        "assignments" => "Assignment",
        "targets" => "Target",
        "deadlines" => "Deadline",
        "dates" => "DateMention",
        "terms" => "Term",
        "furniture" => "Furniture",
        "diagnostics" => "Diagnostic",
        other => panic!("no section for the objects in {other}"),
    }
}

impl Found {
    /// Notes the fields and places of an object and of all below it.
    fn note(&mut self, name: &'static str, object: &Map<String, Value>) {
        let mut fields = BTreeSet::new();
        for (key, value) in object {
            if let Some((field, place)) = place_of(object, key) {
                let before = self.places.insert((name, field), place);
                assert!(before.is_none_or(|before| before == place), "{name}: {key}");
                continue;
            }
            fields.insert(key.clone());
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for item in items.iter().filter_map(Value::as_object) {
                self.note(section(key, item), item);
            }
        }
        let first = self.fields.entry(name).or_insert_with(|| fields.clone());
        assert_eq!(*first, fields, "every {name} has the same fields");
    }
}

/// The fields that a section describes, and how each has a place.
fn described(heading: &str) -> BTreeMap<String, String> {
    rows(heading).iter().map(|row| (code(&row[0]), row[2].clone())).collect()
}

#[test]
fn every_field_is_described_and_no_other() {
    let mut found = Found::default();
    let hostile = texts(&support::seeds().join("hostile"));
    for (_, text) in founding().into_iter().chain(made()).chain(hostile) {
        let tree = serde_json::to_value(support::parse(&text)).unwrap();
        found.note("Gazette", tree.as_object().unwrap());
    }
    let shared = described(SHARED);
    let mut sections = BTreeSet::from([SHARED]);
    for (&name, fields) in &found.fields {
        let mut known: BTreeSet<_> =
            described(if name == "Enclosure" { SHARED } else { name }).into_keys().collect();
        if name == "Document" {
            known.extend(shared.keys().cloned());
        }
        assert_eq!(*fields, known, "fields of {name}: what the texts have, what TREE.md has");
        if name != "Enclosure" {
            sections.insert(name);
        }
    }
    let objects = TREE.split("\n## ").find(|part| part.starts_with("The objects")).unwrap();
    let all: BTreeSet<_> = objects.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    assert_eq!(all, sections, "the objects that TREE.md has, those that the texts have");

    // What documents and enclosures share need have its place in one of them only.
    let section = |name: &'static str, field: &str| match name {
        "Enclosure" => SHARED,
        "Document" if shared.contains_key(field) => SHARED,
        _ => name,
    };
    let places: BTreeSet<_> = found
        .places
        .into_iter()
        .map(|((name, field), place)| (section(name, &field), field, place.to_owned()))
        .collect();
    let known: BTreeSet<_> = sections
        .iter()
        .flat_map(|&section| {
            described(section).into_iter().map(move |(field, place)| (section, field, place))
        })
        .filter(|(_, _, place)| !place.is_empty())
        .collect();
    assert_eq!(places, known, "places: what the texts have, what TREE.md has");
}

/// The names of a closed list of the model.
macro_rules! names {
    ($list:ident) => {
        $list::ALL.iter().map(|value| value.name()).collect::<Vec<_>>()
    };
}

#[test]
fn closed_lists_are_those_of_the_model() {
    assert_eq!(listed("Document kinds"), names!(DocumentKind));
    assert_eq!(listed("Levels"), names!(Level));
    assert_eq!(listed("Modes"), names!(AssignmentMode));
    assert_eq!(listed("Comparators"), names!(Comparator));
    assert_eq!(listed("Relations"), names!(DateRelation));
    assert_eq!(listed("Precisions"), names!(DatePrecision));
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    assert_eq!(listed("Severities"), severities.map(Severity::name));
}

/// One of each finding.
fn findings() -> Vec<Finding> {
    vec![
        Finding::EmptyText,
        Finding::TooLong,
        Finding::TraditionalCharacters,
        Finding::NoDocument,
        Finding::ContentsWithoutDocument { title: String::new() },
        Finding::DocumentNotInContents { title: String::new() },
        Finding::StrayText,
        Finding::NumberingGap { expected: 2, found: 3 },
        Finding::NumberingRepeat { found: 1 },
        Finding::TooDeep,
        Finding::UnmatchedBracket { bracket: '(' },
        Finding::RepeatedFragment,
        Finding::DoubtfulJoin,
        Finding::MissingDate,
        Finding::MissingSignature,
    ]
}

/// All codes that stand in a text.
fn codes(text: &str) -> BTreeSet<&str> {
    let is_code = |word: &&str| word.len() == 6 && word[2..].bytes().all(|b| b.is_ascii_digit());
    text.match_indices("GB").filter_map(|(at, _)| text.get(at..at + 6)).filter(is_code).collect()
}

#[test]
fn every_finding_is_described_and_no_other() {
    let described: Vec<_> = rows("Findings").iter().map(|row| (code(&row[0]), row[1].clone())).collect();
    let made: Vec<_> =
        findings().iter().map(|f| (f.code().to_owned(), f.severity().name().to_owned())).collect();
    assert_eq!(described, made, "codes and severities: what TREE.md has, what the library has");
    let named: BTreeSet<_> = made.iter().map(|(code, _)| code.as_str()).collect();
    let source = codes(include_str!("../src/diagnostic.rs"));
    assert_eq!(source, named, "codes of diagnostic.rs, those that this test makes");
    assert_eq!(codes(TREE), named, "codes that TREE.md names anywhere, those that are");
}

/// The first block of a notation.
fn block(notation: &str) -> &'static str {
    let open = format!("```{notation}\n");
    let from = TREE.find(&open).unwrap() + open.len();
    TREE[from..].split("\n```").next().unwrap()
}

#[test]
fn the_example_is_what_a_parse_gives() {
    let tree = serde_json::to_value(support::parse(block("text"))).unwrap();
    let shown: Value = serde_json::from_str(block("json")).unwrap();
    assert_eq!(tree, shown, "the tree of the example is\n{tree:#}");
}
