//! A parse tree in the flat form of the gold files.

use serde_json::{Map, Value, json};

use crate::{FIELDS, compare::bare};

/// A list of a node; an empty one where there is none.
pub(crate) fn list(node: &Value, name: &str) -> Vec<Value> {
    node[name].as_array().cloned().unwrap_or_default()
}

/// An object reduced to some fields.
fn pick(node: &Value, names: &[&str]) -> Value {
    names.iter().map(|&name| (name.to_owned(), node[name].clone())).collect::<Map<_, _>>().into()
}

/// The items of a list, each reduced to some fields.
pub(crate) fn every(node: &Value, name: &str, fields: &[&str]) -> Vec<Value> {
    list(node, name).iter().map(|item| pick(item, fields)).collect()
}

/// Blocks and all below them.
fn walk(blocks: &[Value], out: &mut Vec<Value>) {
    for block in blocks {
        out.push(block.clone());
        walk(&list(block, if block["type"] == "qa" { "answer" } else { "children" }), out);
    }
}

/// A document as the gold files have it.
pub(crate) fn flatten(document: &Value) -> Value {
    let enclosures = list(document, "enclosures");
    let attachments: Vec<_> =
        enclosures.iter().chain([document]).flat_map(|owner| list(owner, "attachments")).collect();
    let mut below: Vec<_> = enclosures.iter().chain(&attachments).collect();
    below.sort_by_key(|unit| unit["span"][0].as_u64());
    let mut blocks = Vec::new();
    walk(&list(document, "body"), &mut blocks);
    for unit in below {
        walk(&list(unit, "body"), &mut blocks);
    }
    let of = |kind: &str| blocks.iter().filter(move |b| b["type"] == kind).collect::<Vec<_>>();

    let mut flat = pick(document, &FIELDS);
    flat["enclosures"] = every(document, "enclosures", &["kind", "title"]).into();
    flat["attachments"] = attachments.iter().map(|a| pick(a, &["number", "title"])).collect();
    let divisions = of("division");
    flat["outline"] =
        divisions.iter().map(|d| json!([d["level"], d["marker"], d["heading"], d["run_in"]])).collect();
    flat["articles"] = json!(divisions.iter().filter(|d| d["level"] == "article").count());
    flat["tables"] = of("table").iter().map(|t| table(t)).collect();
    flat["rosters"] = of("roster").iter().map(|r| roster(r)).collect();
    let numbered = |b: &Value| list(b, "children").iter().filter(|c| c["level"].is_string()).count();
    flat["boxes"] = of("box")
        .iter()
        .map(|b| json!({ "label": b["label"], "title": b["title"], "items": numbered(b) }))
        .collect();
    flat["qa"] = of("qa").iter().map(|q| qa(q)).collect();
    facts(document, &of("table"), &mut flat);
    flat
}

fn facts(document: &Value, tables: &[&Value], flat: &mut Value) {
    flat["citations"] = every(document, "citations", &["title", "doc_number", "article"]).into();
    let assignment =
        |a: &Value| json!({ "mode": a["mode"], "scopes": every(a, "groups", &["scope", "lead", "units"]) });
    flat["assignments"] = list(document, "assignments").iter().map(assignment).collect();
    // Targets outside of tables are not in the gold files.
    let in_table = |fact: &&Value| {
        let at = fact["span"][0].as_u64();
        tables.iter().any(|t| t["span"][0].as_u64() <= at && at < t["span"][1].as_u64())
    };
    let names = ["indicator", "comparator", "value", "unit", "due", "nature"];
    flat["targets"] = list(document, "targets").iter().filter(in_table).map(|t| pick(t, &names)).collect();
    let dated = |d: &&Value| d["until"].is_string();
    flat["deadlines"] =
        list(document, "deadlines").iter().filter(dated).map(|d| pick(d, &["text", "until"])).collect();
    flat["terms"] = every(document, "terms", &["short", "stands_for"]).into();
}

fn table(table: &Value) -> Value {
    let rows = list(table, "rows");
    let empty = json!([]);
    json!({
        "title": table["title"],
        "columns": table["columns"],
        "n_rows": rows.len(),
        "first_row": rows.first().unwrap_or(&empty),
        "last_row": rows.last().unwrap_or(&empty),
    })
}

fn roster(roster: &Value) -> Value {
    let member = |m: &Value| json!([m["name"], m["post"]]);
    let group = |g: &Value| {
        let members: Value = list(g, "members").iter().map(member).collect();
        json!({ "role": g["role"], "members": members })
    };
    json!({ "groups": list(roster, "groups").iter().map(group).collect::<Value>() })
}

/// The persons of a document's rosters with their roles.
pub(crate) fn persons(flat: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    for roster in list(flat, "rosters") {
        for group in list(&roster, "groups") {
            let persons = list(&group, "members").into_iter();
            out.extend(persons.map(|m| json!([group["role"], m[0], m[1]])));
        }
    }
    out
}

fn qa(qa: &Value) -> Value {
    let mut answer = Vec::new();
    walk(&list(qa, "answer"), &mut answer);
    let start = answer.iter().find(|b| b["type"] == "paragraph").map(|p| &p["text"]);
    json!({ "question": qa["question"], "answer_starts": start })
}

/// The lists of facts, which are no text of their own.
const FACTS: [&str; 8] =
    ["citations", "references", "assignments", "targets", "deadlines", "dates", "terms", "diagnostics"];

/// The bare texts of a tree, one for each paragraph, heading, cell, name and field; a heading and the paragraph
/// that it runs into are one.
pub(crate) fn chunks(node: &Value) -> Vec<String> {
    let mut out = Vec::new();
    collect(node, &mut out);
    out
}

fn collect(node: &Value, out: &mut Vec<String>) {
    match node {
        Value::String(text) => out.push(bare(text)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, out)),
        Value::Object(fields) => {
            let mut children = list(node, "children");
            if node["type"] == "division" {
                let text = |name: &str| node[name].as_str().unwrap_or_default().to_owned();
                let mut head = text("marker") + &text("heading");
                let runs_in = node["run_in"] == true || node["heading"].is_null();
                if runs_in && children.first().is_some_and(|c| c["type"] == "paragraph") {
                    head += children.remove(0)["text"].as_str().unwrap_or_default();
                }
                out.push(bare(&head));
            }
            for child in &children {
                collect(child, out);
            }
            let left_out =
                |name: &str| FACTS.contains(&name) || ["marker", "heading", "children"].contains(&name);
            fields.iter().filter(|(name, _)| !left_out(name)).for_each(|(_, value)| collect(value, out));
        }
        _ => {}
    }
}
