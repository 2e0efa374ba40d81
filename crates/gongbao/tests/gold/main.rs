//! The parse of each seed against `seeds/gold`: every fact of structure that was verified by hand.
//!
//! The same classes and comparisons as the scorer of the gold data has: lists are aligned in order, texts compared
//! without blanks and with half- and full-width punctuation alike, `either` holds what is right too. **All
//! differences are named in [`KNOWN`]**; one that is new fails the test, and so does one that is gone.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod compare;
mod tree;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use compare::{Fact, align, bare, fold, key, norm};
use serde_json::{Value, json};

/// Differences that are known and why: `seed: class: what`.
const KNOWN: &[&str] = &[];

/// The facts of the text in all seeds together: how many the parse may miss and how many it may have too many.
const FACTS: [(&str, usize, usize); 5] =
    [("citations", 0, 0), ("assignments", 0, 0), ("targets", 0, 0), ("deadlines", 0, 0), ("terms", 0, 0)];

/// The fields of a document that are facts one by one.
const FIELDS: [&str; 9] =
    ["kind", "column", "title", "doc_number", "issuers", "addressees", "signatories", "date", "notes"];

/// The lists of a document.
const LISTS: [&str; 8] =
    ["enclosures", "attachments", "outline", "articles", "tables", "rosters", "boxes", "qa"];

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")
}

/// Gold data and parse of each seed.
fn pairs() -> Vec<(String, Value, Value)> {
    let mut names: Vec<_> = fs::read_dir(seeds().join("gold")).unwrap().map(|e| e.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|e| e == "json"));
    names.sort();
    assert_eq!(names.len(), 5);
    let read = |path: &PathBuf| {
        let gold: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let source = fs::read_to_string(seeds().join(gold["source"].as_str().unwrap())).unwrap();
        let parse = serde_json::to_value(gongbao::parse(&source)).unwrap();
        (path.file_stem().unwrap().to_string_lossy().into_owned(), gold, parse)
    };
    names.iter().map(read).collect()
}

/// What is missing and what is too much, by class.
#[derive(Default)]
struct Differences(BTreeMap<String, Vec<String>>);

impl Differences {
    fn add(&mut self, class: &str, what: &str, value: &Value) {
        let shown: String = value.to_string().chars().take(200).collect();
        self.0.entry(class.to_owned()).or_default().push(format!("{what} {shown}"));
    }

    /// Aligns the facts of one list. `kind` names the comparison, `class` where differences are counted.
    fn list(&mut self, class: &str, kind: &str, gold: &[Value], parsed: &[Value]) {
        let facts: Vec<_> = gold.iter().map(|raw| Fact::new(kind, raw)).collect();
        let values: Vec<_> = parsed.iter().map(|value| key(kind, value)).collect();
        let met = align(&facts, &values);
        for (at, fact) in facts.iter().enumerate() {
            if !fact.optional && !met.iter().any(|m| m.0 == at) {
                self.add(class, "missing", &fact.raw);
            }
        }
        for (at, value) in parsed.iter().enumerate() {
            if !met.iter().any(|m| m.1 == at) {
                self.add(class, "extra", value);
            }
        }
    }

    /// The fields of an object.
    fn fields(&mut self, class: Option<&str>, gold: &Value, parsed: &Value, names: &[&str]) {
        let empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        for &name in names {
            let all = tree::list(gold, "either");
            let either: Vec<_> =
                all.iter().filter_map(|a| a.get(name)).map(|value| json!({ name: value })).collect();
            let facts = if empty(&gold[name]) {
                either.iter().map(|a| json!({ name: a[name], "either": [null] })).collect()
            } else {
                vec![json!({ name: gold[name], "either": either })]
            };
            let values = if empty(&parsed[name]) { Vec::new() } else { vec![json!({ name: parsed[name] })] };
            self.list(class.unwrap_or(&format!("doc.{name}")), name, &facts, &values);
        }
    }

    fn structure(&mut self, gold: &Value, parse: &Value) {
        for class in ["record", "issue"] {
            let known = if gold[class].is_object() { &gold[class] } else { &parse[class] };
            let names = known.as_object().map(|o| o.keys().map(String::as_str).collect::<Vec<_>>());
            let mut names = names.unwrap_or_default();
            names.retain(|n| {
                !["either", "contents"].contains(n) && !n.ends_with("_span") && !n.ends_with("_spans")
            });
            self.fields(Some(class), &gold[class], &parse[class], &names);
        }
        let entries =
            tree::every(&parse["issue"], "contents", &["column", "title", "doc_number", "page", "document"]);
        self.list("contents", "contents", &tree::list(&gold["issue"], "contents"), &entries);
        for (gold, parsed) in documents(gold, parse) {
            self.fields(None, &gold, &parsed, &FIELDS);
            for class in LISTS {
                let [gold, parsed] = [&gold, &parsed].map(|document| match class {
                    "articles" => {
                        let count = document["articles"].as_u64().unwrap_or(0) as usize;
                        vec![json!(["article"]); count]
                    }
                    // Scored person by person.
                    "rosters" => tree::persons(document),
                    _ => tree::list(document, class),
                });
                self.list(class, class, &gold, &parsed);
            }
        }
        let text = tree::chunks(&parse["documents"]).join("\n");
        for class in ["joined", "not_joined"] {
            for pieces in tree::list(gold, class) {
                let [before, behind] = [&pieces[0], &pieces[1]].map(|p| bare(p.as_str().unwrap()));
                let tail: String = before.chars().skip(before.chars().count().saturating_sub(4)).collect();
                let is_joined = text.contains(&format!("{before}{behind}"));
                if is_joined != (class == "joined") || !text.contains(&tail) {
                    self.add(class, "wrong", &pieces);
                }
            }
        }
        self.furniture(&tree::list(gold, "furniture"), parse);
    }

    /// Line by line, in any order; a line without letter, digit or Han character is never held against a parse.
    fn furniture(&mut self, gold: &[Value], parse: &Value) {
        let furniture = tree::list(parse, "furniture");
        let lines = furniture.iter().flat_map(|f| f["text"].as_str().unwrap().lines());
        let mut left: Vec<String> = lines.map(fold).filter(|line| !line.is_empty()).collect();
        let mut free = BTreeSet::new();
        for item in gold {
            let text = item.as_str().or_else(|| item["text"].as_str()).unwrap();
            let either = tree::list(item, "either");
            if either.iter().any(Value::is_null) {
                free.insert(fold(text));
                continue;
            }
            let right: Vec<_> = either.iter().filter_map(Value::as_str).chain([text]).map(fold).collect();
            match left.iter().position(|line| right.contains(line)) {
                Some(at) => drop(left.remove(at)),
                None => self.add("furniture", "missing", item),
            }
        }
        for line in left.into_iter().filter(|line| !bare(line).is_empty() && !free.contains(line)) {
            self.add("furniture", "extra", &json!(line));
        }
    }
}

/// Documents are paired by title or number, those left over in order.
fn documents(gold: &Value, parse: &Value) -> Vec<(Value, Value)> {
    let mut left: Vec<_> = tree::list(parse, "documents").iter().map(tree::flatten).collect();
    let gold = tree::list(gold, "documents");
    let same = |g: &Value, d: &Value| {
        norm(&d["title"], "") == norm(&g["title"], "")
            || g["doc_number"].is_string() && norm(&d["doc_number"], "") == norm(&g["doc_number"], "")
    };
    let found: Vec<_> =
        gold.iter().map(|g| left.iter().position(|d| same(g, d)).map(|at| left.remove(at))).collect();
    let mut left = left.into_iter();
    let mut pairs: Vec<_> = gold
        .into_iter()
        .zip(found)
        .map(|(g, d)| (g, d.or_else(|| left.next()).unwrap_or_default()))
        .collect();
    pairs.extend(left.map(|d| (Value::Null, d)));
    pairs
}

#[test]
fn structure() {
    let mut found = BTreeSet::new();
    for (name, gold, parse) in pairs() {
        let mut differences = Differences::default();
        differences.structure(&gold, &parse);
        for (class, lines) in differences.0 {
            found.extend(lines.into_iter().map(|line| format!("{name}: {class}: {line}")));
        }
    }
    let known: BTreeSet<_> = KNOWN.iter().map(|&line| line.to_owned()).collect();
    let list = |lines: Vec<&String>| lines.iter().flat_map(|line| ["  ", line, "\n"]).collect::<String>();
    let (new, gone) = (list(found.difference(&known).collect()), list(known.difference(&found).collect()));
    assert!(
        new.is_empty() && gone.is_empty(),
        "differences that are not known:\n{new}known differences that are gone:\n{gone}"
    );
}

#[test]
fn facts() {
    let pairs = pairs();
    let mut differences = Differences::default();
    for (_, gold, parse) in &pairs {
        for (gold, parsed) in documents(gold, parse) {
            for (class, ..) in FACTS {
                differences.list(class, class, &tree::list(&gold, class), &tree::list(&parsed, class));
            }
        }
    }
    for (class, missing, extra) in FACTS {
        let lines = differences.0.get(class).map_or(&[][..], Vec::as_slice);
        let count = |what| lines.iter().filter(|line| line.starts_with(what)).count();
        assert!(
            count("missing") <= missing && count("extra") <= extra,
            "{class}: {} missing ({missing} known), {} extra ({extra} known)\n{}",
            count("missing"),
            count("extra"),
            lines.join("\n")
        );
    }
}

#[test]
fn a_difference_is_seen() {
    for (name, gold, parse) in pairs() {
        let mut spoilt = parse.clone();
        let documents = spoilt["documents"].as_array_mut().unwrap();
        documents[0]["title"] = json!("甲");
        documents[0]["body"].as_array_mut().unwrap().pop();
        let seen = |parse: &Value| {
            let mut differences = Differences::default();
            differences.structure(&gold, parse);
            differences.0.values().map(Vec::len).sum::<usize>()
        };
        assert!(seen(&spoilt) > seen(&parse), "{name}");
    }
}
