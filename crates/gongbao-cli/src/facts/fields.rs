//! The fields of a fact, by the names of the schema.

use gongbao::{
    Assignment, AssignmentGroup, Citation, Date, DateMention, Deadline, DivisionNumber, Document, Reference,
    Span, Target, TargetRef, Term, Text,
};
use serde_json::{Value, json};

use crate::args::FactKind;

/// Where a fact stands, and its fields.
type Fields = (Span, Vec<(&'static str, Value)>);

/// The facts of a document that are of one kind.
pub(super) fn of_kind(document: Document<'_>, kind: FactKind) -> Vec<Fields> {
    match kind {
        FactKind::Citations => document.citations().map(citation).collect(),
        FactKind::References => document.references().map(reference).collect(),
        FactKind::Assignments => document.assignments().map(assignment).collect(),
        FactKind::Targets => document.targets().map(target).collect(),
        FactKind::Deadlines => document.deadlines().map(deadline).collect(),
        FactKind::Dates => document.dates().map(date).collect(),
        FactKind::Terms => document.terms().map(term).collect(),
    }
}

fn citation(fact: Citation<'_>) -> Fields {
    let fields = vec![
        ("title", text(fact.title())),
        ("doc_number", text(fact.doc_number().map(gongbao::DocNumber::text))),
        ("article", division(fact.article())),
        ("paragraph", json!(fact.paragraph())),
        ("item", json!(fact.item())),
        ("article_to", division(fact.article_to())),
        ("target", json!(fact.target().map(TargetRef::id))),
    ];
    (fact.span(), fields)
}

fn reference(fact: Reference<'_>) -> Fields {
    (
        fact.span(),
        vec![("text", text(Some(fact.text()))), ("target", json!(fact.target().map(TargetRef::id)))],
    )
}

fn assignment(fact: Assignment<'_>) -> Fields {
    let texts = |texts: &mut dyn Iterator<Item = Text<'_>>| texts.map(|t| t.to_string()).collect::<Vec<_>>();
    let group = |group: AssignmentGroup<'_>| {
        json!({
            "scope": text(group.scope()),
            "lead": texts(&mut group.lead()),
            "units": texts(&mut group.units()),
        })
    };
    let fields = vec![
        ("text", text(Some(fact.text()))),
        ("mode", json!(fact.mode().name())),
        ("groups", fact.groups().map(group).collect()),
        ("division", json!(fact.division().map(gongbao::Division::eid))),
    ];
    (fact.span(), fields)
}

fn target(fact: Target<'_>) -> Fields {
    let fields = vec![
        ("indicator", text(fact.indicator())),
        ("comparator", json!(fact.comparator().map(gongbao::Comparator::name))),
        ("value", text(Some(fact.value()))),
        ("unit", text(fact.unit())),
        ("due", day(fact.due())),
        ("nature", text(fact.nature())),
    ];
    (fact.span(), fields)
}

fn deadline(fact: Deadline<'_>) -> Fields {
    let fields = vec![
        ("text", text(Some(fact.text()))),
        ("until", day(fact.until())),
        ("division", json!(fact.division().map(gongbao::Division::eid))),
    ];
    (fact.span(), fields)
}

fn date(fact: DateMention<'_>) -> Fields {
    let fields = vec![
        ("text", text(Some(fact.text()))),
        ("from", day(fact.from())),
        ("until", day(fact.until())),
        ("relation", json!(fact.relation().name())),
        ("precision", json!(fact.precision().name())),
    ];
    (fact.span(), fields)
}

fn term(fact: Term<'_>) -> Fields {
    (fact.span(), vec![("short", text(Some(fact.short()))), ("stands_for", text(Some(fact.stands_for())))])
}

fn text(text: Option<Text<'_>>) -> Value {
    json!(text.map(|text| text.to_string()))
}

fn day(date: Option<Date>) -> Value {
    json!(date.map(|date| date.to_string()))
}

fn division(number: Option<DivisionNumber>) -> Value {
    json!(number.map(gongbao::DivisionNumber::to_vec))
}
