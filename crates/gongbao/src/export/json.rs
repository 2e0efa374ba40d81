//! The JSON tree `gongbao/1`, written straight from the tables through serde; `TREE.md` describes it field by field.
//!
//! Every text field NAME has `NAME_span`, or `NAME_spans` where it is cut in pieces; a list of texts has
//! `NAME_spans` with the pieces of each item. A value read out of another leaf has neither.

use alloc::{borrow::Cow, string::ToString, vec::Vec};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    diagnostic::Diagnostic,
    model::{
        Assignment, AssignmentGroup, Attachment, Block, Citation, Comparator, Contents, Date, DateMention,
        Dated, Deadline, Division, DivisionNumber, DocNumber, Document, Enclosure, Furniture, Gazette, Group,
        HistoryEntry, Issue, Member, Paragraph, Qa, Record, Reference, Roster, Signer, Table, Target,
        TargetRef, Term, Text, TextBox,
    },
    source::{OffsetMap, Span},
};

/// The version of the tree.
const SCHEMA: &str = "gongbao/1";

/// A gazette as the JSON tree `gongbao/1`, its spans counted in the unit of an [`OffsetMap`]. `TREE.md` in the source of this
/// crate describes every field, the closed lists and the codes of all findings.
///
/// ```
/// use gongbao::{Json, OffsetMap, OffsetUnit};
/// let text = "第一条 甲。";
/// let gazette = gongbao::parse(text);
/// let map = OffsetMap::new(text, OffsetUnit::CodePoints);
/// let json = serde_json::to_value(Json::new(&gazette, &map)).unwrap();
/// assert_eq!(json["documents"][0]["body"][0]["marker_span"], serde_json::json!([0, 3]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Json<'g> {
    gazette: &'g Gazette<'g>,
    map: Option<&'g OffsetMap>,
}

impl<'g> Json<'g> {
    /// The tree with spans in the map's unit.
    pub fn new(gazette: &'g Gazette<'g>, map: &'g OffsetMap) -> Self {
        Self { gazette, map: Some(map) }
    }
}

impl Serialize for Gazette<'_> {
    /// Writes the tree with spans in bytes.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Json { gazette: self, map: None }.serialize(serializer)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (g, u) = (self.gazette, Units { source: self.gazette.source(), map: self.map });
        let mut m = serializer.serialize_map(None)?;
        m.serialize_entry("schema", SCHEMA)?;
        m.serialize_entry("record", &g.record().map(|r| In(u, r)))?;
        m.serialize_entry("issue", &g.issue().map(|i| In(u, i)))?;
        m.serialize_entry("documents", &seq(u, g.documents()))?;
        m.serialize_entry("furniture", &seq(u, g.furniture()))?;
        m.serialize_entry("diagnostics", &seq(u, g.diagnostics().iter()))?;
        m.end()
    }
}

/// How spans are counted.
#[derive(Clone, Copy)]
struct Units<'g> {
    source: &'g str,
    map: Option<&'g OffsetMap>,
}

impl Units<'_> {
    fn span(self, span: Span) -> [u32; 2] {
        match self.map {
            None => [span.start, span.end],
            Some(map) => [map.convert(self.source, span.start), map.convert(self.source, span.end)],
        }
    }
}

/// A handle that is written in given units.
struct In<'g, T>(Units<'g>, T);

/// The pieces of a text.
struct Places<'u, 'g>(Units<'u>, Text<'g>);

impl Serialize for Places<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.spans().iter().map(|&span| self.0.span(span)))
    }
}

/// The pieces of each of some texts.
struct PlacesOfEach<'u, I>(Units<'u>, I);

impl<'g, I: Iterator<Item = Text<'g>> + Clone> Serialize for PlacesOfEach<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.clone().map(|text| Places(self.0, text)))
    }
}

/// Items that are written one after the other, without collecting them.
struct Seq<'g, I>(Units<'g>, I);

fn seq<I>(units: Units<'_>, items: I) -> Seq<'_, I> {
    Seq(units, items)
}

impl<'g, I, T> Serialize for Seq<'g, I>
where
    I: Iterator<Item = T> + Clone,
    In<'g, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.clone().map(|item| In(self.0, item)))
    }
}

/// The names that belong to a field: its own, and those of its place.
type Names = [&'static str; 3];

macro_rules! names {
    ($name:literal) => {
        [$name, concat!($name, "_span"), concat!($name, "_spans")]
    };
}

// The macros below only spell the names out; what is written is said once, by the function that each calls, since it
// would be compiled once for every field otherwise.

/// Writes a field that is one text.
macro_rules! text {
    ($m:ident, $u:expr, $name:literal, $value:expr) => {
        text(&mut $m, $u, names!($name), $value)?
    };
}

fn text<M: SerializeMap>(
    m: &mut M,
    u: Units<'_>,
    names: Names,
    value: Option<Text<'_>>,
) -> Result<(), M::Error> {
    m.serialize_entry(names[0], &value.map(Text::to_str))?;
    value.map_or(Ok(()), |text| place(m, u, names, text))
}

/// Writes the place of a field.
macro_rules! place {
    ($m:ident, $u:expr, $name:literal, $text:expr) => {
        place(&mut $m, $u, names!($name), $text)?
    };
}

fn place<M: SerializeMap>(m: &mut M, u: Units<'_>, names: Names, text: Text<'_>) -> Result<(), M::Error> {
    match text.spans() {
        _ if text.is_derived() => Ok(()),
        [one] => m.serialize_entry(names[1], &u.span(*one)),
        _ => m.serialize_entry(names[2], &Places(u, text)),
    }
}

/// Writes a field that is a list of texts.
macro_rules! texts {
    ($m:ident, $u:expr, $name:literal, $values:expr) => {
        texts(&mut $m, $u, names!($name), $values)?
    };
}

fn texts<'g, M: SerializeMap>(
    m: &mut M,
    u: Units<'_>,
    names: Names,
    values: impl Iterator<Item = Text<'g>> + Clone,
) -> Result<(), M::Error> {
    m.serialize_entry(names[0], &Strings(values.clone()))?;
    if values.clone().all(Text::is_derived) {
        return Ok(());
    }
    m.serialize_entry(names[2], &PlacesOfEach(u, values))
}

/// Writes a field that is a date with a place.
macro_rules! dated {
    ($m:ident, $u:expr, $name:literal, $value:expr) => {
        dated(&mut $m, $u, names!($name), $value)?
    };
}

fn dated<M: SerializeMap>(
    m: &mut M,
    u: Units<'_>,
    names: Names,
    value: Option<Dated<'_>>,
) -> Result<(), M::Error> {
    m.serialize_entry(names[0], &value.and_then(Dated::date).map(Iso))?;
    value.map_or(Ok(()), |dated| place(m, u, names, dated.text()))
}

/// Writes a document number with its place.
macro_rules! number {
    ($m:ident, $u:expr, $value:expr) => {
        number(&mut $m, $u, $value)?
    };
}

fn number<M: SerializeMap>(m: &mut M, u: Units<'_>, value: Option<DocNumber<'_>>) -> Result<(), M::Error> {
    m.serialize_entry("doc_number", &value.map(|n| In(u, n)))?;
    value.map_or(Ok(()), |number| place(m, u, names!("doc_number"), number.text()))
}

/// Texts as a list of strings.
struct Strings<I>(I);

impl<'g, I: Iterator<Item = Text<'g>> + Clone> Serialize for Strings<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone().map(Text::to_str))
    }
}

/// A date as ISO 8601.
struct Iso(Date);

impl Serialize for Iso {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.iso(&mut [0; 10]))
    }
}

/// `impl Serialize for In<'_, Handle<'_>>` with a body that writes fields.
macro_rules! object {
    ($handle:ident, |$m:ident, $u:ident, $it:ident| $body:block) => {
        impl Serialize for In<'_, $handle<'_>> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let In($u, $it) = *self;
                let mut $m = serializer.serialize_map(None)?;
                $body
                $m.end()
            }
        }
    };
}

object!(Record, |m, u, r| {
    text!(m, u, "index_number", r.index_number());
    text!(m, u, "publisher", r.publisher());
    text!(m, u, "title", r.title());
    text!(m, u, "topic", r.topic());
    dated!(m, u, "published_on", r.published_on());
    dated!(m, u, "written_on", r.written_on());
    dated!(m, u, "repealed_on", r.repealed_on());
    text!(m, u, "number", r.number());
    texts!(m, u, "keywords", r.keywords());
});

object!(Issue, |m, u, i| {
    text!(m, u, "title", i.title());
    m.serialize_entry("year", &i.year())?;
    if let Some(text) = i.year_leaf() {
        place!(m, u, "year", text);
    }
    m.serialize_entry("numbers", &i.numbers().collect::<Vec<_>>())?;
    m.serialize_entry("numbers_spans", &PlacesOfEach(u, i.number_leaves()))?;
    m.serialize_entry("serials", &i.serials().collect::<Vec<_>>())?;
    m.serialize_entry("serials_spans", &PlacesOfEach(u, i.serial_leaves()))?;
    text!(m, u, "sponsor", i.sponsor());
    dated!(m, u, "published_on", i.published_on());
    m.serialize_entry("contents", &seq(u, i.contents()))?;
});

object!(Contents, |m, u, c| {
    text!(m, u, "column", c.column());
    text!(m, u, "title", Some(c.title()));
    number!(m, u, c.doc_number());
    m.serialize_entry("page", &c.page())?;
    if let Some(text) = c.page_leaf() {
        place!(m, u, "page", text);
    }
    m.serialize_entry("document", &c.document())?;
    m.serialize_entry("span", &u.span(c.span()))?;
});

object!(DocNumber, |m, _u, n| {
    m.serialize_entry("text", &n.text().to_str())?;
    m.serialize_entry("agency", &n.agency().map(Text::to_str))?;
    m.serialize_entry("year", &n.year())?;
    m.serialize_entry("number", &n.number())?;
});

/// The fields that documents and enclosures share, as far as attachments have them too.
macro_rules! instrument {
    ($m:ident, $u:ident, $d:ident) => {
        number!($m, $u, $d.doc_number());
        texts!($m, $u, "issuers", $d.issuers());
        texts!($m, $u, "addressees", $d.addressees());
        $m.serialize_entry("body", &seq($u, $d.body()))?;
        texts!($m, $u, "attachment_list", $d.attachment_list());
        texts!($m, $u, "signatories", $d.signatories());
        $m.serialize_entry("signers", &seq($u, $d.signers()))?;
        dated!($m, $u, "date", $d.date());
        $m.serialize_entry("effective_on", &$d.effective_on().map(Iso))?;
        texts!($m, $u, "notes", $d.notes());
        texts!($m, $u, "copied_to", $d.copied_to());
        $m.serialize_entry("history", &seq($u, $d.history()))?;
        $m.serialize_entry("contents", &seq($u, $d.contents()))?;
        $m.serialize_entry("attachments", &seq($u, $d.attachments()))?;
    };
}

object!(Document, |m, u, d| {
    m.serialize_entry("id", &d.id())?;
    m.serialize_entry("kind", d.kind().name())?;
    text!(m, u, "column", d.column());
    text!(m, u, "title", d.title());
    instrument!(m, u, d);
    text!(m, u, "printed_by", d.printed_by());
    dated!(m, u, "printed_on", d.printed_on());
    text!(m, u, "signed_off_by", d.signed_off_by());
    text!(m, u, "secrecy", d.secrecy());
    text!(m, u, "urgency", d.urgency());
    texts!(m, u, "subject_words", d.subject_words());
    texts!(m, u, "contacts", d.contacts());
    m.serialize_entry("enclosures", &seq(u, d.enclosures()))?;
    m.serialize_entry("citations", &seq(u, d.citations()))?;
    m.serialize_entry("references", &seq(u, d.references()))?;
    m.serialize_entry("assignments", &seq(u, d.assignments()))?;
    m.serialize_entry("targets", &seq(u, d.targets()))?;
    m.serialize_entry("deadlines", &seq(u, d.deadlines()))?;
    m.serialize_entry("dates", &seq(u, d.dates()))?;
    m.serialize_entry("terms", &seq(u, d.terms()))?;
    m.serialize_entry("span", &u.span(d.span()))?;
});

object!(Enclosure, |m, u, e| {
    m.serialize_entry("id", &e.id())?;
    m.serialize_entry("kind", e.kind().name())?;
    text!(m, u, "title", e.title());
    instrument!(m, u, e);
    m.serialize_entry("span", &u.span(e.span()))?;
});

object!(Attachment, |m, u, a| {
    m.serialize_entry("id", &a.id())?;
    text!(m, u, "number", a.number());
    text!(m, u, "title", a.title());
    m.serialize_entry("body", &seq(u, a.body()))?;
    m.serialize_entry("span", &u.span(a.span()))?;
});

object!(Signer, |m, u, s| {
    text!(m, u, "post", s.post());
    text!(m, u, "name", s.name());
});

object!(HistoryEntry, |m, u, h| {
    m.serialize_entry("date", &h.date().map(Iso))?;
    text!(m, u, "text", Some(h.text()));
});

impl Serialize for In<'_, Block<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let u = self.0;
        match self.1 {
            Block::Division(b) => In(u, b).serialize(serializer),
            Block::Paragraph(b) => In(u, b).serialize(serializer),
            Block::Table(b) => In(u, b).serialize(serializer),
            Block::Roster(b) => In(u, b).serialize(serializer),
            Block::Box(b) => In(u, b).serialize(serializer),
            Block::Qa(b) => In(u, b).serialize(serializer),
        }
    }
}

object!(Division, |m, u, d| {
    m.serialize_entry("type", "division")?;
    m.serialize_entry("level", d.level().name())?;
    m.serialize_entry("eid", &d.eid())?;
    text!(m, u, "marker", Some(d.marker()));
    m.serialize_entry("number", &d.number().to_vec())?;
    text!(m, u, "heading", d.heading());
    m.serialize_entry("run_in", &d.run_in())?;
    m.serialize_entry("children", &seq(u, d.children()))?;
    m.serialize_entry("span", &u.span(d.span()))?;
});

object!(Paragraph, |m, u, p| {
    m.serialize_entry("type", "paragraph")?;
    m.serialize_entry("text", &p.text().to_str())?;
    m.serialize_entry("spans", &Places(u, p.text()))?;
});

object!(Table, |m, u, t| {
    m.serialize_entry("type", "table")?;
    text!(m, u, "title", t.title());
    texts!(m, u, "columns", t.columns());
    let words = |cell: &Option<Text<'_>>| cell.map_or(Cow::Borrowed(""), |t| Cow::Owned(t.to_string()));
    let rows: Vec<Vec<Cow<'_, str>>> = t.rows().map(|row| row.iter().map(words).collect()).collect();
    m.serialize_entry("rows", &rows)?;
    let spans: Vec<Vec<_>> =
        t.rows().map(|row| row.into_iter().map(|cell| cell.map(|t| Places(u, t))).collect()).collect();
    m.serialize_entry("rows_spans", &spans)?;
    m.serialize_entry("span", &u.span(t.span()))?;
});

object!(Roster, |m, u, r| {
    m.serialize_entry("type", "roster")?;
    text!(m, u, "title", r.title());
    m.serialize_entry("groups", &seq(u, r.groups()))?;
    m.serialize_entry("span", &u.span(r.span()))?;
});

object!(Group, |m, u, g| {
    text!(m, u, "role", g.role());
    m.serialize_entry("members", &seq(u, g.members()))?;
});

object!(Member, |m, u, p| {
    text!(m, u, "name", p.name());
    text!(m, u, "post", p.post());
});

object!(TextBox, |m, u, b| {
    m.serialize_entry("type", "box")?;
    text!(m, u, "label", Some(b.label()));
    text!(m, u, "title", b.title());
    m.serialize_entry("children", &seq(u, b.children()))?;
    m.serialize_entry("span", &u.span(b.span()))?;
});

object!(Qa, |m, u, q| {
    m.serialize_entry("type", "qa")?;
    text!(m, u, "marker", q.marker());
    text!(m, u, "question", Some(q.question()));
    text!(m, u, "answer_marker", q.answer_marker());
    m.serialize_entry("answer", &seq(u, q.answer()))?;
    m.serialize_entry("span", &u.span(q.span()))?;
});

object!(Citation, |m, u, c| {
    m.serialize_entry("title", &c.title().map(Text::to_str))?;
    m.serialize_entry("doc_number", &c.doc_number().map(|n| In(u, n)))?;
    m.serialize_entry("article", &c.article().map(DivisionNumber::to_vec))?;
    m.serialize_entry("paragraph", &c.paragraph())?;
    m.serialize_entry("item", &c.item())?;
    m.serialize_entry("article_to", &c.article_to().map(DivisionNumber::to_vec))?;
    m.serialize_entry("target", &c.target().map(TargetRef::id))?;
    m.serialize_entry("span", &u.span(c.span()))?;
});

object!(Reference, |m, u, r| {
    m.serialize_entry("text", &r.text().to_str())?;
    m.serialize_entry("target", &r.target().map(TargetRef::id))?;
    m.serialize_entry("span", &u.span(r.span()))?;
});

object!(Assignment, |m, u, a| {
    m.serialize_entry("text", &a.text().to_str())?;
    m.serialize_entry("groups", &seq(u, a.groups()))?;
    m.serialize_entry("mode", a.mode().name())?;
    m.serialize_entry("division", &a.division().map(Division::eid))?;
    m.serialize_entry("span", &u.span(a.span()))?;
});

object!(AssignmentGroup, |m, _u, g| {
    m.serialize_entry("scope", &g.scope().map(Text::to_str))?;
    m.serialize_entry("lead", &Strings(g.lead()))?;
    m.serialize_entry("units", &Strings(g.units()))?;
});

object!(Target, |m, u, t| {
    m.serialize_entry("indicator", &t.indicator().map(Text::to_str))?;
    m.serialize_entry("comparator", &t.comparator().map(Comparator::name))?;
    m.serialize_entry("value", &t.value().to_str())?;
    m.serialize_entry("unit", &t.unit().map(Text::to_str))?;
    m.serialize_entry("due", &t.due().map(Iso))?;
    m.serialize_entry("nature", &t.nature().map(Text::to_str))?;
    m.serialize_entry("span", &u.span(t.span()))?;
});

object!(Deadline, |m, u, d| {
    m.serialize_entry("text", &d.text().to_str())?;
    m.serialize_entry("until", &d.until().map(Iso))?;
    m.serialize_entry("division", &d.division().map(Division::eid))?;
    m.serialize_entry("span", &u.span(d.span()))?;
});

object!(DateMention, |m, u, d| {
    m.serialize_entry("text", &d.text().to_str())?;
    m.serialize_entry("from", &d.from().map(Iso))?;
    m.serialize_entry("until", &d.until().map(Iso))?;
    m.serialize_entry("relation", d.relation().name())?;
    m.serialize_entry("precision", d.precision().name())?;
    m.serialize_entry("span", &u.span(d.span()))?;
});

object!(Term, |m, u, t| {
    m.serialize_entry("short", &t.short().to_str())?;
    m.serialize_entry("stands_for", &t.stands_for().to_str())?;
    m.serialize_entry("span", &u.span(t.span()))?;
});

object!(Furniture, |m, u, f| {
    m.serialize_entry("text", f.text())?;
    m.serialize_entry("span", &u.span(f.span()))?;
});

impl Serialize for In<'_, &Diagnostic> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let In(u, d) = *self;
        let mut m = serializer.serialize_map(None)?;
        m.serialize_entry("code", d.code())?;
        m.serialize_entry("severity", d.severity().name())?;
        m.serialize_entry("message", &d.to_string())?;
        m.serialize_entry("span", &u.span(d.span))?;
        m.end()
    }
}
