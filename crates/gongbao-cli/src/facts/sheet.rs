//! Facts as rows of a spreadsheet: CSV.

use std::{borrow::Cow, io};

use csv::{Terminator, WriterBuilder};
use serde_json::Value;

use super::{Fact, article};
use crate::args::FactKind;

/// Tells a spreadsheet that the bytes are UTF-8.
pub(super) const BOM: &[u8] = "\u{feff}".as_bytes();

/// The columns of a spreadsheet: where a fact stands, and the fields of the kinds asked for.
pub(super) fn columns(kinds: &[FactKind]) -> Vec<&'static str> {
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

/// Writes rows of RFC 4180, ended by CR LF as spreadsheets write them.
pub(super) fn write<'c>(
    w: &mut dyn io::Write,
    mut rows: impl Iterator<Item = Vec<Cow<'c, str>>>,
) -> io::Result<()> {
    let mut sheet = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(w);
    rows.try_for_each(|cells| sheet.write_record(cells.iter().map(|cell| harmless(cell).into_owned())))
        // A closed pipe must still be known for one.
        .map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })?;
    sheet.flush()
}

/// The names of the columns, then one row a fact.
pub(super) fn rows<'f>(
    facts: &'f [Fact],
    columns: &'f [&'static str],
    with_names: bool,
) -> impl Iterator<Item = Vec<Cow<'f, str>>> {
    let names = with_names.then(|| columns.iter().map(|&column| Cow::from(column)).collect());
    let cells = |fact: &'f Fact| columns.iter().map(|column| fact.cell(column)).collect();
    names.into_iter().chain(facts.iter().map(cells))
}

/// A cell that a spreadsheet takes for text: a formula in a source is never run. Numbers stay numbers, and a sign alone, as
/// a comparator is, calls nothing.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.len() > 1 && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

impl Fact {
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
}

#[cfg(test)]
mod tests {
    use super::{super::tests::found, *};

    fn written<'c>(rows: impl Iterator<Item = Vec<Cow<'c, str>>>) -> String {
        let mut out = Vec::new();
        write(&mut out, rows).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_spreadsheet_gets_one_row_a_fact_with_the_fields_of_its_kind() {
        let facts = found(&[FactKind::Assignments]);
        let columns = columns(&[FactKind::Assignments]);
        assert_eq!(columns[6..], ["text", "mode", "scope", "lead", "units", "division"]);
        let out = written(rows(&facts, &columns, false));
        assert!(out.starts_with("a.txt,6,"), "{out}");
        assert!(out.contains("市水务局、市应急局"), "{out}");
        assert!(out.ends_with("\r\n") && out.matches("\r\n").count() == 1, "{out}");
    }

    #[test]
    fn cells_are_quoted_where_they_must_and_formulas_are_text() {
        let row =
            |cells: &[&'static str]| written([cells.iter().map(|&cell| cell.into()).collect()].into_iter());
        assert_eq!(row(&["a", "b,c", "d\"e", "", " f"]), "a,\"b,c\",\"d\"\"e\",, f\r\n");
        assert_eq!(row(&["=1+1", "-5", "-5%", "@x", "≥3", "="]), "'=1+1,-5,'-5%,'@x,≥3,=\r\n");
    }
}
