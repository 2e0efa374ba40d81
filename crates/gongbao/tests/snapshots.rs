//! Outlines of parses, one line a node. **Read them as the rules of `TREE.md`, shown one by one.**
//!
//! The made texts of `seeds/lines` have their outline beside them (`NAME.snap`); of a whole issue there are the counts,
//! in `tests/snapshots`. After a change that is meant, `INSTA_UPDATE=always cargo test -p gongbao --test snapshots`
//! writes them anew: read the difference before you commit it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use gongbao::{Block, Gazette};
use support::{founding, made, outline, parse, seeds};

#[test]
fn made_texts() {
    for (name, text) in made() {
        insta::with_settings!({
            snapshot_path => "../../../seeds/lines",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, outline(&parse(&text)));
        });
    }
}

#[test]
fn each_made_text_has_its_outline_and_each_outline_its_text() {
    let names = |extension: &str| -> BTreeSet<String> {
        let paths = fs::read_dir(seeds().join("lines")).unwrap().map(|entry| entry.unwrap().path());
        let of = |path: &Path| path.extension().is_some_and(|e| e == extension);
        paths
            .filter(|path| of(path))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("txt"), names("snap"));
}

#[test]
fn founding_texts() {
    for (name, text) in founding() {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, counts(&parse(&text)));
        });
    }
}

/// How many there are of each thing.
fn counts(gazette: &Gazette<'_>) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |name: String, n: usize| {
        if n > 0 {
            *counts.entry(name).or_default() += n;
        }
    };
    count("issue: contents".into(), gazette.issue().map_or(0, |issue| issue.contents().len()));
    for document in gazette.documents() {
        for unit in document.all_units() {
            count(format!("unit: {}", unit.kind()), 1);
            count("head: issuers".into(), unit.issuers().len());
            count("head: addressees".into(), unit.addressees().len());
            count("head: history".into(), unit.history().len());
            count("closing: signatories".into(), unit.signatories().len());
            count("closing: signers".into(), unit.signers().len());
            count("closing: dates".into(), usize::from(unit.date().is_some()));
            count("closing: notes".into(), unit.notes().len());
            count("closing: attachment list".into(), unit.attachment_list().len());
        }
        for block in document.walk() {
            match block {
                Block::Division(d) => {
                    count(format!("division: {}", d.level()), 1);
                    count("division: with heading".into(), usize::from(d.heading().is_some()));
                    count("division: run in".into(), usize::from(d.run_in()));
                }
                Block::Paragraph(p) => {
                    count("paragraph".into(), 1);
                    count("paragraph: of several pieces".into(), usize::from(p.text().spans().len() > 1));
                }
                Block::Table(t) => {
                    count("table".into(), 1);
                    count("table: cells".into(), t.rows().map(|row| row.len()).sum());
                }
                Block::Roster(r) => {
                    count("roster".into(), 1);
                    count("roster: members".into(), r.groups().map(|group| group.members().len()).sum());
                }
                other => count(other.type_name().into(), 1),
            }
        }
    }
    count("furniture".into(), gazette.furniture().len());
    for finding in gazette.diagnostics() {
        count(format!("finding: {}", finding.code()), 1);
    }
    counts.iter().flat_map(|(name, n)| [name.clone(), format!(": {n}\n")]).collect()
}
