//! Values in the form in which they are compared, and the alignment of two lists.

use serde_json::{Map, Value, json};

/// A text without blanks, full-width signs as half-width ones.
pub(crate) fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap(),
        '\u{2460}'..='\u{2468}' => char::from_digit(c as u32 - 0x245f, 10).unwrap(),
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
}

/// Letters, digits and Han characters only.
pub(crate) fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The signs that may stand around a value of a class.
fn brackets(kind: &str) -> &'static str {
    match kind {
        "notes" => "()",
        "terms" => "《》“”",
        "column" => "【】",
        _ => "",
    }
}

/// A value as it is compared; what is empty counts as absent.
pub(crate) fn norm(value: &Value, brackets: &str) -> Value {
    match value {
        Value::String(text) if text.is_empty() => Value::Null,
        Value::String(text) => {
            let text = fold(text);
            json!(text.trim_matches(|c| brackets.contains(c)).trim_end_matches('。'))
        }
        Value::Array(items) if items.is_empty() => Value::Null,
        Value::Array(items) => items.iter().map(|item| norm(item, brackets)).collect(),
        // A document number is compared by its text.
        Value::Object(fields) if fields.contains_key("agency") => norm(&fields["text"], ""),
        Value::Object(fields) => {
            fields.iter().map(|(name, v)| (name.clone(), norm(v, brackets))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

/// A fact of a class as it is compared.
pub(crate) fn key(kind: &str, fact: &Value) -> Value {
    let mut fact = fact.clone();
    match kind {
        // Whether a heading runs in matters only where there is one.
        "outline" => {
            let has_heading = fact[2].as_str().is_some_and(|h| !h.is_empty());
            fact[3] = json!(has_heading && fact[3] == true);
        }
        "targets" => {
            let value = fact["value"].as_str().and_then(|v| v.parse::<f64>().ok());
            if let Some(value) = value {
                fact["value"] = json!(value);
            }
        }
        "qa" => {
            let start = fold(fact["answer_starts"].as_str().unwrap_or_default());
            fact["answer_starts"] =
                json!(start.trim_start_matches("答:").chars().take(12).collect::<String>());
        }
        // The words around a date may be taken along or not.
        "deadlines" => {
            let text = fact["text"].as_str().unwrap_or_default();
            let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
            fact["text"] = numbers.collect();
        }
        "contents" => {
            fact["column"] = norm(&fact["column"], "【】");
            fact["page"] = json!(fact["page"].to_string().trim_matches('"'));
        }
        _ => {}
    }
    norm(&fact, brackets(kind))
}

/// A gold fact: every value that is right, and whether it may be absent.
pub(crate) struct Fact {
    pub(crate) raw: Value,
    pub(crate) optional: bool,
    right: Vec<Value>,
}

impl Fact {
    pub(crate) fn new(kind: &str, raw: &Value) -> Self {
        let mut raw = raw.clone();
        let either = match &mut raw {
            Value::Object(fields) => fields.remove("either"),
            Value::Array(items) if items.last().is_some_and(Value::is_object) => {
                items.pop().map(|mut last| last["either"].take())
            }
            _ => None,
        };
        let either = either.and_then(|e| e.as_array().cloned()).unwrap_or_default();
        let optional = either.iter().any(Value::is_null);
        let mut right = vec![key(kind, &raw)];
        for alternative in either.iter().filter(|a| !a.is_null()) {
            right.push(match (&raw, alternative) {
                (Value::Object(fields), Value::Object(other)) => {
                    let merged = fields.iter().chain(other).map(|(k, v)| (k.clone(), v.clone()));
                    key(kind, &Value::Object(merged.collect()))
                }
                _ => key(kind, alternative),
            });
        }
        Self { raw, optional, right }
    }
}

/// The pairs of a best common subsequence; required facts weigh more than optional ones.
pub(crate) fn align(facts: &[Fact], values: &[Value]) -> Vec<(usize, usize)> {
    let (rows, columns) = (facts.len(), values.len());
    let matches = |i: usize, j: usize| facts[i].right.contains(&values[j]);
    let weight = |i: usize| if facts[i].optional { 1 } else { 1000 };
    // best[i][j]: the most that facts[i..] and values[j..] have in common.
    let mut best = vec![vec![0_u32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let apart = best[i + 1][j].max(best[i][j + 1]);
            let met = if matches(i, j) { best[i + 1][j + 1] + weight(i) } else { 0 };
            best[i][j] = apart.max(met);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < rows && j < columns {
        if matches(i, j) && best[i][j] == best[i + 1][j + 1] + weight(i) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
