//! `gongbao facts`: what the documents cite, order, promise and define, each with its place and the headings above it.

mod fields;
mod sheet;
mod table;

use std::path::Path;

use gongbao::{Gazette, LineColumn, LineIndex, Span};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use crate::{
    args::{FactKind, FactsArgs, FactsFormat},
    error::{Error, Status},
    input::Input,
    many,
    output::Output,
    report,
};

pub(crate) fn run(args: &FactsArgs) -> Result<Status, Error> {
    if args.bom && args.format != FactsFormat::Csv {
        return Err(Error::Unused { option: "--bom", format: "csv" });
    }
    let files = &args.inputs.files;
    let mut out = Output::create(args.output.as_deref(), files)?;
    let kinds = kinds(&args.kind);
    let columns = sheet::columns(&kinds);
    let mut status = Status::Done;
    let mut objects = Vec::new();
    let mut first = true;
    let work = |_: &Path, input: Input| {
        let facts = facts(&input, &gongbao::parse(&input.text), &kinds);
        Ok((input.name, facts))
    };
    many::in_order(&args.inputs, work, |_, result| {
        let (name, facts) = match result {
            Ok(found) => found,
            // Alone in its output, a text that cannot be read leaves none.
            Err(error) if files.len() == 1 => return Err(error),
            Err(error) => {
                status = report(&error);
                return Ok(());
            }
        };
        match args.format {
            FactsFormat::Table => {
                let width = out.width();
                out.write_styled(&table::table(&name, &facts, &kinds, width))?;
            }
            FactsFormat::Csv => out.write(|w| {
                w.write_all(if first && args.bom { sheet::BOM } else { b"" })?;
                sheet::write(w, sheet::rows(&facts, &columns, first))
            })?,
            FactsFormat::Json => objects.extend(facts),
        }
        first = false;
        Ok(())
    })?;
    if args.format == FactsFormat::Json {
        out.write_json(&objects)?;
    }
    out.finish()?;
    Ok(status)
}

/// The kinds asked for, each once, in the order of the schema; all of them where none is.
fn kinds(asked: &[FactKind]) -> Vec<FactKind> {
    let all = FactKind::ALL.into_iter();
    all.filter(|kind| asked.is_empty() || asked.contains(kind)).collect()
}

/// A fact of any kind, as it is printed.
#[derive(Debug)]
struct Fact {
    file: String,
    kind: FactKind,
    document: String,
    /// The title of the document or enclosure, then the headings from the outermost to the innermost.
    path: Vec<String>,
    place: LineColumn,
    span: Span,
    /// The fields that the schema gives its kind.
    fields: Vec<(&'static str, Value)>,
}

/// All facts of these kinds, in the order of the text.
fn facts(input: &Input, gazette: &Gazette<'_>, kinds: &[FactKind]) -> Vec<Fact> {
    let lines = LineIndex::new(&input.text);
    let mut facts = Vec::new();
    for document in gazette.documents() {
        let found = kinds
            .iter()
            .flat_map(|&kind| fields::of_kind(document, kind).into_iter().map(move |f| (kind, f)));
        for (kind, (span, fields)) in found {
            facts.push(Fact {
                file: input.name.clone(),
                kind,
                document: document.id(),
                path: path(gazette, span),
                place: lines.line_column(&input.text, span.start),
                span,
                fields,
            });
        }
    }
    facts.sort_by_key(|fact| (fact.span.start, fact.span.end));
    facts
}

fn path(gazette: &Gazette<'_>, span: Span) -> Vec<String> {
    let Some(path) = gazette.breadcrumbs(span) else { return Vec::new() };
    let title = path.unit.title().map_or_else(|| path.unit.id(), |title| title.to_string());
    let heading = |division: &gongbao::Division<'_>| {
        let heading = division.heading().map(|heading| heading.to_string());
        division.marker().to_string() + &heading.unwrap_or_default()
    };
    std::iter::once(title).chain(path.divisions.iter().map(heading)).collect()
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("file", &self.file)?;
        map.serialize_entry("kind", self.kind.one())?;
        map.serialize_entry("document", &self.document)?;
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("line", &self.place.line)?;
        map.serialize_entry("column", &self.place.column)?;
        for (name, value) in &self.fields {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry("span", &[self.span.start, self.span.end])?;
        map.end()
    }
}

impl Fact {
    fn field(&self, name: &str) -> &Value {
        self.fields.iter().find(|(field, _)| *field == name).map_or(&Value::Null, |(_, value)| value)
    }

    /// The text of a field; empty where there is none.
    fn words(&self, name: &str) -> &str {
        self.field(name).as_str().unwrap_or_default()
    }
}

/// 20之1, from [20, 1].
fn article(number: &Value) -> String {
    match number {
        Value::Array(numbers) => numbers.iter().map(Value::to_string).collect::<Vec<_>>().join("之"),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n\
        根据《中华人民共和国防洪法》第八条第二款和《某市防汛抗旱条例》(以下简称《条例》),现通知如下:\n一、总体要求\n\
        2024年6月底前,排查率达到95%以上。(责任单位:市水务局、市应急局)\n某市人民政府\n2024年5月6日\n";

    /// The facts of a made text.
    pub(super) fn found(kinds: &[FactKind]) -> Vec<Fact> {
        let input = Input { name: "a.txt".to_owned(), text: TEXT.to_owned() };
        let gazette = gongbao::parse(TEXT);
        facts(&input, &gazette, &super::kinds(kinds))
    }

    #[test]
    fn json_has_the_place_then_the_fields_of_the_schema() {
        let facts = found(&[FactKind::Terms]);
        let value = serde_json::to_value(&facts).unwrap();
        assert_eq!(value[0]["kind"], "term");
        assert_eq!(value[0]["short"], "条例");
        assert_eq!(value[0]["path"], json!(["某市人民政府关于做好防汛工作的通知"]));
        let [start, end] = [0, 1].map(|at| usize::try_from(value[0]["span"][at].as_u64().unwrap()).unwrap());
        assert!(TEXT[start..end].contains("条例"));
    }
}
