//! Made gazettes: a text written from a random model, together with the tree that its parse must find.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(clippy::cast_possible_truncation, clippy::naive_bytecount, reason = "small numbers")]

mod model;
mod parts;
mod typeset;
mod write;

use model::{Front, Head, Model, model};
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};
use serde_json::Value;
use typeset::{Typesetting, narrow, typesetting};
use write::write;

/// The same cases in every run; `PROPTEST_CASES` asks for that many others, which differ from run to run.
fn few(cases: u32) -> Config {
    // Many models are of a sort that cannot stand behind another text.
    let config = Config { failure_persistence: None, max_global_rejects: 1 << 20, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    Config { cases, rng_seed: RngSeed::Fixed(0x6d_6f_64_65), ..config }
}

/// The tree of a text; the parse must be sound.
fn tree(text: &str) -> Value {
    let gazette = gongbao::parse(text);
    assert_eq!(gazette.check_invariants(), Ok(()));
    serde_json::to_value(gazette).unwrap()
}

/// Where what was found is not what was written, signs in one width.
fn differences(place: &str, written: &Value, found: &Value, out: &mut Vec<String>) {
    match (written, found) {
        (Value::Object(written), Value::Object(found)) => {
            for (name, value) in written {
                differences(&format!("{place}.{name}"), value, found.get(name).unwrap_or(&Value::Null), out);
            }
        }
        (Value::Array(written), Value::Array(found)) if written.len() == found.len() => {
            for (at, (written, found)) in written.iter().zip(found).enumerate() {
                differences(&format!("{place}[{at}]"), written, found, out);
            }
        }
        (Value::String(written), Value::String(found)) if narrow(written) == narrow(found) => {}
        _ if written == found => {}
        _ => {
            let [written, found] =
                [written, found].map(|value| value.to_string().chars().take(400).collect::<String>());
            out.push(format!("{place}: written {written}, found {found}"));
        }
    }
}

/// Whether no two documents have the same title: one that comes again is taken for the same one, printed twice.
fn titles_differ(tree: &Value) -> bool {
    let mut titles: Vec<_> =
        tree["documents"].as_array().unwrap().iter().map(|d| d["title"].as_str()).collect();
    let count = titles.len();
    titles.sort_unstable();
    titles.dedup();
    titles.len() == count
}

fn check(model: &Model, typesetting: &Typesetting) -> Result<(), TestCaseError> {
    let (lines, written) = write(model);
    prop_assume!(titles_differ(&written));
    let text = typesetting.print(&lines, matches!(model.front, Front::Issue { .. }));
    let mut out = Vec::new();
    differences("", &written, &tree(&text), &mut out);
    prop_assert!(out.is_empty(), "{}\n--- in:\n{text}", out.join("\n"));
    Ok(())
}

proptest! {
    #![proptest_config(few(384))]

    #[test]
    fn what_is_written_is_found(model in model()) {
        check(&model, &Typesetting::default())?;
    }

    #[test]
    fn what_is_written_is_found_however_it_is_set(model in model(), typesetting in typesetting()) {
        check(&model, &typesetting)?;
    }

    #[test]
    fn two_texts_in_a_row_are_both(one in model(), other in model(), typesetting in typesetting()) {
        // A record, a masthead, and what stands above the first number of a text stand at its beginning only.
        let (one, mut other) =
            (Model { front: Front::Nothing, ..one }, Model { front: Front::Nothing, ..other });
        let first = &mut other.documents[0];
        first.head = Head { secrecy: false, urgency: false, signed_off_by: None, number_above: false, ..first.head };
        prop_assume!(![&one, &other].iter().any(|model| model.has_interpretation()));
        let [(mut lines, mut both), (more, behind)] = [write(&one), write(&other)];
        lines.extend(more);
        let text = typesetting.print(&lines, false);
        let behind = behind["documents"].as_array().unwrap().clone();
        both["documents"].as_array_mut().unwrap().extend(behind);
        prop_assume!(titles_differ(&both));
        let mut out = Vec::new();
        differences("", &both, &tree(&text), &mut out);
        prop_assert!(out.is_empty(), "{}\n--- in:\n{text}", out.join("\n"));
    }
}
