//! The TypeScript types name every value of the model's closed lists, and no other.

use gongbao::{AssignmentMode, Comparator, DatePrecision, DateRelation, DocumentKind, Level, Severity};

/// The members of a union of strings in `js/tree.ts`.
fn union(name: &str) -> Vec<String> {
    let types = include_str!("../js/tree.ts");
    let from = types.find(&format!("export type {name} =")).unwrap_or_else(|| panic!("no type {name}"));
    let body = types[from..].split(';').next().unwrap_or_default();
    let mut members: Vec<_> = body.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    members.sort();
    members
}

fn names<'a>(all: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<_> = all.into_iter().map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn unions_are_the_lists_of_the_model() {
    assert_eq!(union("DocumentKind"), names(DocumentKind::ALL.iter().map(|v| v.name())));
    assert_eq!(union("Level"), names(Level::ALL.iter().map(|v| v.name())));
    assert_eq!(union("AssignmentMode"), names(AssignmentMode::ALL.iter().map(|v| v.name())));
    assert_eq!(union("Comparator"), names(Comparator::ALL.iter().map(|v| v.name())));
    assert_eq!(union("DateRelation"), names(DateRelation::ALL.iter().map(|v| v.name())));
    assert_eq!(union("DatePrecision"), names(DatePrecision::ALL.iter().map(|v| v.name())));
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    assert_eq!(union("Severity"), names(severities.iter().map(|v| v.name())));
}
