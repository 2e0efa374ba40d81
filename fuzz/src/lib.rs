//! What every target checks.

mod lines;
mod places;
#[path = "../../crates/gongbao/tests/support/roles.rs"]
mod roles;

use std::sync::LazyLock;

use gongbao::Gazette;
pub use lines::check_lines;
pub use places::check_places;
use serde_json::Value;

/// The founding texts.
pub const SEEDS: [&str; 5] = [
    include_str!("../../seeds/benxi-2023-3.txt"),
    include_str!("../../seeds/tianjin-2017-social-investment.txt"),
    include_str!("../../seeds/tianjin-2022-19-20.txt"),
    include_str!("../../seeds/tianjin-2023-21-22.txt"),
    include_str!("../../seeds/tianjin-2024-five-projects.txt"),
];

/// What the lines of the founding texts are.
static ROLES: LazyLock<[Vec<String>; 5]> = LazyLock::new(|| SEEDS.map(roles::roles));

/// A founding text after so many edits, all of them within a few lines: what the other lines are changes within the
/// stated bound.
pub fn check_elsewhere(seed: usize, edits: usize, after: &str) {
    let changed = roles::changed_elsewhere(SEEDS[seed], &ROLES[seed], after);
    assert!(changed <= edits * roles::MOST_CHANGED, "{changed} lines changed by {edits} edits");
}

/// The bytes as far as they are UTF-8.
pub fn text_of(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

/// Parses a text and asks what users ask; the result must be sound in itself and the same every time.
pub fn check(text: &str) {
    let gazette = gongbao::parse(text);
    if let Err(violation) = gazette.check_invariants() {
        panic!("{violation}");
    }
    for document in gazette.documents() {
        let spans =
            document.citations().map(|fact| fact.span()).chain(document.references().map(|fact| fact.span()));
        let spans = spans.chain(document.targets().map(|fact| fact.span()));
        for span in spans.take(64) {
            let path = gazette.breadcrumbs(span).expect("a fact lies in a document");
            assert_eq!(path.unit.document().id(), document.id());
        }
        assert!(gazette.find(&document.id()).is_some());
    }
    let graph = gazette.citation_graph();
    assert!(graph.edges.iter().all(|edge| edge.from.max(edge.to) < graph.nodes.len()));
}

/// Writes a text's tree; it must be JSON whose leaves give the source back.
pub fn check_json(text: &str) {
    let gazette = gongbao::parse(text);
    let written = serde_json::to_string(&gazette).expect("a tree can be written");
    let tree: Value = serde_json::from_str(&written).expect("what is written is JSON");
    let again = serde_json::to_string(&gongbao::parse(text)).expect("a tree can be written");
    assert_eq!(written, again, "the same text gives the same tree");
    let mut leaves = Leaves { gazette: &gazette, owners: vec![0; text.len()] };
    leaves.walk(&tree);
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        assert_eq!(leaves.owners[at], 1, "{c} at {at} lies in so many leaves");
    }
}

/// The lists of facts: they are read out of leaves and are none.
const FACTS: [&str; 7] = ["citations", "references", "assignments", "targets", "deadlines", "dates", "terms"];

struct Leaves<'g> {
    gazette: &'g Gazette<'g>,
    owners: Vec<u8>,
}

impl Leaves<'_> {
    fn walk(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.walk(item)),
            Value::Object(fields) => {
                for (name, field) in fields {
                    let of = name.strip_suffix("_spans").or_else(|| name.strip_suffix("_span"));
                    if let Some(of) = of {
                        self.leaf(name, field, fields.get(of));
                    } else if name == "spans" {
                        self.leaf(name, field, fields.get("text"));
                    } else if name == "furniture" {
                        field.as_array().into_iter().flatten().for_each(|piece| self.furniture(piece));
                    } else if !FACTS.contains(&name.as_str()) && name != "diagnostics" {
                        self.walk(field);
                    }
                }
            }
            _ => {}
        }
    }

    fn furniture(&mut self, piece: &Value) {
        self.leaf("furniture", &piece["span"], piece.get("text"));
    }

    /// A leaf: its value must be what its places hold.
    fn leaf(&mut self, name: &str, places: &Value, value: Option<&Value>) {
        let mut spans = Vec::new();
        pairs(places, &mut spans);
        let mut held = String::new();
        for [start, end] in spans {
            self.owners[start..end].iter_mut().for_each(|owners| *owners = owners.saturating_add(1));
            held.extend(letters(&self.gazette.source()[start..end]));
        }
        let value = match value {
            Some(Value::Object(number)) => number.get("text"),
            other => other,
        };
        // Numbers and dates are read, not copied.
        if let Some(Value::String(value)) = value
            && !(name.ends_with("_on_span")
                || name == "date_span"
                || name == "date_spans"
                || name.ends_with("_on_spans"))
        {
            let value: String = letters(value).collect();
            assert!(held.contains(&value), "{name}: {value:?} is not in {held:?}");
        }
    }
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// All `[start, end]` in a value.
fn pairs(value: &Value, out: &mut Vec<[usize; 2]>) {
    let Some(items) = value.as_array() else { return };
    let number = |at: usize| items.get(at).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    match (number(0), number(1), items.len()) {
        (Some(start), Some(end), 2) => out.push([start, end]),
        _ => items.iter().for_each(|item| pairs(item, out)),
    }
}
