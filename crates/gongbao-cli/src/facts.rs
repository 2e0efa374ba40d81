//! `gongbao facts`: what the documents cite, order, promise and define, each with its place and the headings above it.

use std::{borrow::Cow, fmt::Write as _, io};

use anstyle::{AnsiColor, Style};
use gongbao::{
    Assignment, AssignmentGroup, Citation, Date, DateMention, Deadline, DivisionNumber, Document, Gazette,
    LineColumn, LineIndex, Reference, Span, Target, TargetRef, Term, Text,
};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::{
    args::{FactKind, FactsArgs, FactsFormat},
    error::{Error, Status},
    input::{self, Input},
    output::{Output, printable},
    report,
};

const PATH: Style = Style::new().bold();
const KIND: Style = AnsiColor::Cyan.on_default();
const DIM: Style = Style::new().dimmed();

/// Tells a spreadsheet that the bytes are UTF-8.
const BOM: &[u8] = "\u{feff}".as_bytes();

pub(crate) fn run(args: &FactsArgs) -> Result<Status, Error> {
    let files = &args.inputs.files;
    let mut out = Output::create(args.output.as_deref(), files)?;
    let kinds = kinds(&args.kind);
    let columns = columns(&kinds);
    let mut status = Status::Done;
    let mut objects = Vec::new();
    let mut first = true;
    for file in files {
        let input = match input::read(file) {
            Ok(input) => input,
            // Alone in its output, a text that cannot be read leaves none.
            Err(error) if files.len() == 1 => return Err(error),
            Err(error) => {
                status = report(&error);
                continue;
            }
        };
        let gazette = gongbao::parse(&input.text);
        let facts = facts(&input, &gazette, &kinds);
        match args.format {
            FactsFormat::Table => {
                let width = out.width();
                out.write_styled(&table(&input.name, &facts, &kinds, width))?;
            }
            FactsFormat::Csv => out.write(|w| {
                if first {
                    w.write_all(if args.bom { BOM } else { b"" })?;
                    record(w, columns.iter().map(|&column| Cow::from(column)))?;
                }
                facts.iter().try_for_each(|fact| record(w, columns.iter().map(|column| fact.cell(column))))
            })?,
            FactsFormat::Json => objects.extend(facts),
        }
        first = false;
    }
    if args.format == FactsFormat::Json {
        out.write(|w| {
            serde_json::to_writer_pretty(&mut *w, &objects)?;
            writeln!(w)
        })?;
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
        let found =
            kinds.iter().flat_map(|&kind| of_kind(document, kind).into_iter().map(move |f| (kind, f)));
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

/// The fields of a fact, by the names of the schema.
type Fields = (Span, Vec<(&'static str, Value)>);

fn of_kind(document: Document<'_>, kind: FactKind) -> Vec<Fields> {
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

/// The columns of a spreadsheet: where a fact stands, and the fields of the kinds asked for.
fn columns(kinds: &[FactKind]) -> Vec<&'static str> {
    let mut columns = vec!["file", "line", "column", "kind", "document", "path"];
    for kind in kinds {
        let fields: &[&str] = match kind {
            FactKind::Citations => {
                &["title", "doc_number", "article", "paragraph", "item", "article_to", "target"]
            }
            FactKind::References => &["text", "target"],
            FactKind::Assignments => &["text", "mode", "scope", "lead", "units", "division"],
            FactKind::Targets => &["indicator", "comparator", "value", "unit", "due", "nature"],
            FactKind::Deadlines => &["text", "until", "division"],
            FactKind::Dates => &["text", "from", "until", "relation", "precision"],
            FactKind::Terms => &["short", "stands_for"],
        };
        for field in fields {
            if !columns.contains(field) {
                columns.push(field);
            }
        }
    }
    columns
}

impl Fact {
    fn field(&self, name: &str) -> &Value {
        self.fields.iter().find(|(field, _)| *field == name).map_or(&Value::Null, |(_, value)| value)
    }

    /// The text of a field; empty where there is none.
    fn words(&self, name: &str) -> &str {
        self.field(name).as_str().unwrap_or_default()
    }

    fn cell(&self, column: &str) -> Cow<'_, str> {
        match column {
            "file" => Cow::from(&self.file),
            "line" => Cow::from(self.place.line.to_string()),
            "column" => Cow::from(self.place.column.to_string()),
            "kind" => Cow::from(self.kind.one()),
            "document" => Cow::from(&self.document),
            "path" => Cow::from(self.path.join(" › ")),
            "scope" | "lead" | "units" => Cow::from(self.groups(column)),
            "article" | "article_to" => Cow::from(article(self.field(column))),
            _ => match self.field(column) {
                Value::Null => Cow::from(""),
                Value::String(words) => Cow::from(words),
                other => Cow::from(other.to_string()),
            },
        }
    }

    /// One field of all groups of an assignment: units parted by 、, groups by ；.
    fn groups(&self, field: &str) -> String {
        let units = |group: &Value| match &group[field] {
            Value::Array(units) => units.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、"),
            one => one.as_str().unwrap_or_default().to_owned(),
        };
        let groups = self.field("groups").as_array().map(|groups| groups.iter().map(units));
        let groups: Vec<_> = groups.into_iter().flatten().filter(|units| !units.is_empty()).collect();
        groups.join("；")
    }

    /// What the table shows of it: its words, and what they come to.
    fn shown(&self) -> (String, String) {
        let [words, value] = match self.kind {
            FactKind::Citations => [self.cited(), self.words("target").to_owned()],
            FactKind::References => [self.words("text").to_owned(), self.words("target").to_owned()],
            FactKind::Assignments => [self.words("text").to_owned(), self.words("mode").to_owned()],
            FactKind::Targets => [self.figure(), self.words("due").to_owned()],
            FactKind::Deadlines => [self.words("text").to_owned(), self.words("until").to_owned()],
            FactKind::Dates => [self.words("text").to_owned(), self.period()],
            FactKind::Terms => [self.words("short").to_owned(), self.words("stands_for").to_owned()],
        };
        (printable(&words), printable(&value))
    }

    /// 《title》(number)第八条第二款第三项
    fn cited(&self) -> String {
        let number = self.words("doc_number");
        let mut out = match (self.words("title"), number) {
            ("", number) => number.to_owned(),
            (title, "") => format!("《{title}》"),
            (title, number) => format!("《{title}》({number})"),
        };
        let with = |out: &mut String, field: &str, sign: &str, before: &str| {
            let number = article(self.field(field));
            if !number.is_empty() {
                let (main, rest) = number.split_once('之').unwrap_or((&number, ""));
                let rest = if rest.is_empty() { String::new() } else { format!("之{rest}") };
                // Writing to a string cannot fail.
                let _ = write!(out, "{before}第{main}{sign}{rest}");
            }
        };
        with(&mut out, "article", "条", "");
        with(&mut out, "article_to", "条", "至");
        with(&mut out, "paragraph", "款", "");
        with(&mut out, "item", "项", "");
        out
    }

    /// indicator ≥ value unit
    fn figure(&self) -> String {
        let sign = match self.words("comparator") {
            ">=" => "≥",
            "<=" => "≤",
            other => other,
        };
        let figure = format!("{}{}", self.words("value"), self.words("unit"));
        let parts = [self.words("indicator"), sign, &figure, self.words("nature")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// from – until
    fn period(&self) -> String {
        match (self.words("from"), self.words("until")) {
            (from, until) if from == until => from.to_owned(),
            (from, until) => [from, "–", until].join(" ").trim().to_owned(),
        }
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

/// The facts below the headings that they stand under, lines cut to the width of a terminal.
fn table(file: &str, facts: &[Fact], kinds: &[FactKind], width: Option<usize>) -> String {
    let mut out = format!("{DIM}{file}{DIM:#}\n");
    let places: Vec<_> = facts.iter().map(|f| format!("{}:{}", f.place.line, f.place.column)).collect();
    let place_width = places.iter().map(String::len).max().unwrap_or_default();
    let kind_width = kinds.iter().map(|kind| kind.one().len()).max().unwrap_or_default();
    let left = width.map(|width| width.saturating_sub(place_width + kind_width + 6).max(16));
    let mut above: Option<&[String]> = None;
    for (fact, place) in facts.iter().zip(places) {
        if above != Some(&fact.path) {
            let path = printable(&fact.path.join(" › "));
            let path = width.map_or(Cow::from(&path), |width| cut_front(&path, width));
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{PATH}{path}{PATH:#}");
            above = Some(&fact.path);
        }
        let (words, value) = fact.shown();
        let value = if value.is_empty() { value } else { format!(" → {value}") };
        let (words, value) = fitted(&words, &value, left);
        let kind = fact.kind.one();
        let _ = writeln!(
            out,
            "  {DIM}{place:place_width$}{DIM:#}  {KIND}{kind:kind_width$}{KIND:#}  {words}{DIM}{value}{DIM:#}"
        );
    }
    let counts = kinds.iter().map(|kind| (kind, facts.iter().filter(|f| f.kind == *kind).count()));
    let counts: Vec<_> = counts.filter(|(_, n)| *n > 0).map(|(kind, n)| kind.counted(n)).collect();
    let counts = if counts.is_empty() { "no facts of this kind".to_owned() } else { counts.join(", ") };
    let _ = writeln!(out, "{DIM}{counts}{DIM:#}");
    out
}

/// Words and value within a width; the value is cut when it would take more than half.
fn fitted<'a>(words: &'a str, value: &'a str, left: Option<usize>) -> (Cow<'a, str>, Cow<'a, str>) {
    let Some(left) = left else { return (words.into(), value.into()) };
    let value = if words.width() + value.width() > left {
        cut(value, (left / 2).max(left.saturating_sub(words.width())))
    } else {
        value.into()
    };
    (cut(words, left.saturating_sub(value.width())), value)
}

/// The beginning of a text that takes so many columns; a Han character takes two.
fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    let mut taken = 1;
    let fits = |c: &char| {
        taken += c.width().unwrap_or_default();
        taken <= columns
    };
    let mut out: String = text.chars().take_while(fits).collect();
    out.push('…');
    out.into()
}

/// The end of a text that takes so many columns: of a path, the innermost heading says most.
fn cut_front(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return text.into();
    }
    let mut taken = 1;
    let fits = |c: &char| {
        taken += c.width().unwrap_or_default();
        taken <= columns
    };
    let tail: Vec<char> = text.chars().rev().take_while(fits).collect();
    std::iter::once('…').chain(tail.into_iter().rev()).collect::<String>().into()
}

/// A record of RFC 4180, ended by CR LF as spreadsheets write it.
fn record<'a>(w: &mut dyn io::Write, cells: impl Iterator<Item = Cow<'a, str>>) -> io::Result<()> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            w.write_all(b",")?;
        }
        let cell = harmless(&cell);
        if cell.contains(['"', ',', '\r', '\n']) || cell.trim() != cell {
            write!(w, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            w.write_all(cell.as_bytes())?;
        }
    }
    w.write_all(b"\r\n")
}

/// A cell that a spreadsheet takes for text: a formula in a source is never run. Numbers stay numbers.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n\
        根据《中华人民共和国防洪法》第八条第二款和《某市防汛抗旱条例》(以下简称《条例》),现通知如下:\n一、总体要求\n\
        2024年6月底前,排查率达到95%以上。(责任单位:市水务局、市应急局)\n某市人民政府\n2024年5月6日\n";

    fn found(kinds: &[FactKind]) -> Vec<Fact> {
        let input = Input { name: "a.txt".to_owned(), text: TEXT.to_owned() };
        let gazette = gongbao::parse(TEXT);
        facts(&input, &gazette, &super::kinds(kinds))
    }

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    fn csv(facts: &[Fact], columns: &[&str]) -> String {
        let mut out = Vec::new();
        for fact in facts {
            record(&mut out, columns.iter().map(|column| fact.cell(column))).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn facts_stand_under_their_headings_in_the_order_of_the_text() {
        let kinds = kinds(&[FactKind::Deadlines, FactKind::Citations]);
        let out = plain(&table("a.txt", &found(&kinds), &kinds, None));
        let expected = "\
a.txt
某市人民政府关于做好防汛工作的通知
  4:3   citation  《中华人民共和国防洪法》第8条第2款
  4:22  citation  《某市防汛抗旱条例》
某市人民政府关于做好防汛工作的通知 › 一、总体要求
  6:1   deadline  2024年6月底前 → 2024-06-30
2 citations, 1 deadline
";
        assert_eq!(out, expected);
    }

    #[test]
    fn nothing_found_is_said() {
        let kinds = [FactKind::References];
        assert_eq!(plain(&table("a.txt", &found(&kinds), &kinds, None)), "a.txt\nno facts of this kind\n");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let kinds = FactKind::ALL;
        for width in [40, 41, 44] {
            let out = plain(&table("a.txt", &found(&kinds), &kinds, Some(width)));
            // The last line counts all kinds.
            for line in out.lines().rev().skip(1) {
                assert!(line.width() <= width, "{width}: {} {line}", line.width());
            }
            assert!(out.contains('…'), "{out}");
        }
    }

    #[test]
    fn texts_are_cut_by_columns_and_not_by_characters() {
        assert_eq!(cut("第一条", 6), "第一条");
        assert_eq!(cut("第一条", 5), "第一…");
        assert_eq!(cut("第一条", 4), "第…");
        assert_eq!(cut_front("一 › 二", 4), "… 二");
    }

    #[test]
    fn a_spreadsheet_gets_one_row_a_fact_with_the_fields_of_its_kind() {
        let facts = found(&[FactKind::Assignments]);
        let columns = columns(&[FactKind::Assignments]);
        assert_eq!(columns[6..], ["text", "mode", "scope", "lead", "units", "division"]);
        let out = csv(&facts, &columns);
        assert!(out.starts_with("a.txt,6,"), "{out}");
        assert!(out.contains("市水务局、市应急局"), "{out}");
        assert!(out.ends_with("\r\n") && out.matches("\r\n").count() == 1, "{out}");
    }

    #[test]
    fn cells_are_quoted_where_they_must_and_formulas_are_text() {
        let row = |cells: &[&str]| {
            let mut out = Vec::new();
            record(&mut out, cells.iter().map(|cell| Cow::from(*cell))).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(row(&["a", "b,c", "d\"e", "", " f"]), "a,\"b,c\",\"d\"\"e\",,\" f\"\r\n");
        assert_eq!(row(&["=1+1", "-5", "-5%", "@x", "≥3"]), "'=1+1,-5,'-5%,'@x,≥3\r\n");
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
