//! What each line of a text is in the tree: the names of the leaves that lie in it, with the level of a division.
//!
//! Two parses of texts that share lines can be compared by this, line by line, whatever else the one text has.

use std::collections::BTreeSet;

use serde_json::Value;

/// The lists of facts, and what is said about the text: they are read out of leaves and are none.
const NO_LEAVES: [&str; 8] =
    ["citations", "references", "assignments", "targets", "deadlines", "dates", "terms", "diagnostics"];

/// How many lines elsewhere one edit of a founding text may make something else of: the stated bound. A 第一条 in front of
/// a line of a plan makes items of the numbered lines behind it, up to the plan's end; most edits change nothing at all.
pub(crate) const MOST_CHANGED: usize = 64;

/// The roles of every line (up to a line feed), in order.
pub(crate) fn roles(text: &str) -> Vec<String> {
    let tree = serde_json::to_value(gongbao::parse(text)).expect("a tree can be written");
    let ends = text.match_indices('\n').map(|(at, _)| at).chain([text.len()]).collect();
    let mut walk = Walk { ends, roles: Vec::new() };
    walk.roles.resize(walk.ends.len(), BTreeSet::new());
    walk.tree(&tree, "");
    walk.roles.into_iter().map(|roles| roles.into_iter().collect::<Vec<_>>().join(" ")).collect()
}

struct Walk {
    /// Where each line ends.
    ends: Vec<usize>,
    roles: Vec<BTreeSet<String>>,
}

impl Walk {
    fn tree(&mut self, value: &Value, owner: &str) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.tree(item, owner)),
            Value::Object(fields) => {
                let of = |name| fields.get(name).and_then(Value::as_str);
                let owner = of("level").or(of("type")).unwrap_or(owner);
                for (name, field) in fields {
                    if name.ends_with("_span") || name.ends_with("_spans") || name == "spans" {
                        self.leaf(field, &format!("{owner}.{name}"));
                    } else if name == "furniture" {
                        let pieces = field.as_array().into_iter().flatten();
                        pieces.for_each(|piece| self.leaf(&piece["span"], "furniture"));
                    } else if !NO_LEAVES.contains(&name.as_str()) {
                        let unit = matches!(name.as_str(), "documents" | "enclosures" | "attachments");
                        self.tree(field, if unit { name } else { owner });
                    }
                }
            }
            _ => {}
        }
    }

    fn leaf(&mut self, places: &Value, role: &str) {
        let Some(items) = places.as_array() else { return };
        let number = |at: usize| items.get(at).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        match (number(0), number(1), items.len()) {
            (Some(start), Some(end), 2) => {
                let first = self.ends.partition_point(|&line| line < start);
                for at in first..self.ends.len() {
                    self.roles[at].insert(role.to_owned());
                    if self.ends[at] >= end {
                        break;
                    }
                }
            }
            _ => items.iter().for_each(|item| self.leaf(item, role)),
        }
    }
}

/// How many lines in front of an edit and behind it are something else than before. A table or a roster stands or falls
/// as a whole, so that lines which are part of one, before or after, are not counted.
pub(crate) fn changed_elsewhere(before: &str, roles_before: &[String], after: &str) -> usize {
    let roles_after = roles(after);
    let [old, new] = [before, after].map(|text| text.split('\n').collect::<Vec<_>>());
    let same = |(a, b): (&&str, &&str)| a == b;
    let front = old.iter().zip(&new).take_while(|&pair| same(pair)).count();
    let rest = old.len().min(new.len()) - front;
    let behind = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|&pair| same(pair)).count();
    let pairs = roles_before[..front].iter().zip(&roles_after[..front]);
    let last = roles_before[old.len() - behind..].iter().zip(&roles_after[new.len() - behind..]);
    let in_columns = |role: &str| role.contains("table.") || role.contains("roster.");
    pairs.chain(last).filter(|(a, b)| a != b && !in_columns(a) && !in_columns(b)).count()
}
