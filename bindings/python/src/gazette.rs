//! The `Gazette` object: a text and what was found in it.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use gongbao::{Json, Markdown, OffsetMap, OffsetUnit, Tables};
use gongbao_arrow::Table;
use pyo3::{
    exceptions::PyRuntimeError,
    prelude::*,
    types::{PyInt, PyString, PyTuple},
};

use crate::{
    errors::{Failure, InputTypeError},
    input::{self, Input, Parsed, Source},
    key::{Key, Kind},
    sequence::Views,
    span::{Span, substring},
    table::ArrowTable,
    to_python::to_python,
    tree,
    view::view,
};

/// A parsed text: what it is, what it holds, and what is doubtful in it.
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct Gazette {
    source: Source,
    tables: Arc<Tables>,
    encoding: Option<String>,
    map: OnceLock<OffsetMap>,
}

impl From<Parsed> for Gazette {
    fn from(parsed: Parsed) -> Self {
        let Parsed { source, tables, encoding } = parsed;
        Self { source, tables, encoding, map: OnceLock::new() }
    }
}

impl Gazette {
    pub(crate) fn text(&self) -> &str {
        self.source.as_str()
    }

    /// The core's gazette, to ask for handles.
    pub(crate) fn core(&self) -> gongbao::Gazette<'_> {
        gongbao::Gazette::from_parts(self.text(), Arc::clone(&self.tables))
    }

    pub(crate) fn map(&self) -> &OffsetMap {
        self.map.get_or_init(|| OffsetMap::new(self.text(), OffsetUnit::CodePoints))
    }

    pub(crate) fn span(&self, span: gongbao::Span) -> Span {
        let convert = |offset| self.map().convert(self.text(), offset);
        Span { start: convert(span.start), end: convert(span.end) }
    }

    /// The byte where a code point begins.
    fn byte_of(&self, point: u32) -> u32 {
        let (mut low, mut high) = (0, self.text().len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            // The count grows behind the first byte of a character.
            if self.map().convert(self.text(), middle) < point { low = middle + 1 } else { high = middle }
        }
        while !self.text().is_char_boundary(low as usize) {
            low += 1;
        }
        low
    }

    /// Where a text stands that is a part of the source itself.
    fn place_of(&self, text: &str) -> Option<Span> {
        let (source, at) = (self.text(), text.as_ptr() as usize);
        let start = at.checked_sub(source.as_ptr() as usize)?;
        let is_inside = start + text.len() <= source.len();
        is_inside.then(|| self.span(gongbao::Span::new(start as u32, (start + text.len()) as u32)))
    }

    fn table(&self, py: Python<'_>, table: Table) -> ArrowTable {
        ArrowTable::new(py.detach(|| table.of(&self.core(), self.map())))
    }
}

/// Parses a text.
#[pyfunction]
#[pyo3(signature = (text, *, encoding=None))]
pub(crate) fn parse(text: &Bound<'_, PyAny>, encoding: Option<&str>) -> PyResult<Gazette> {
    let input = Input::new(text)?;
    if encoding.is_some() && input.is_text() {
        return Err(InputTypeError::new_err("an encoding is for bytes; a str has none"));
    }
    Ok(text.py().detach(|| input.parse(encoding))?.into())
}

#[pyfunction]
#[pyo3(name = "_read_path", signature = (path, encoding=None))]
pub(crate) fn read_path(py: Python<'_>, path: PathBuf, encoding: Option<&str>) -> PyResult<Gazette> {
    Ok(py.detach(|| input::read(&path, encoding))?.into())
}

/// The way back from a pickle.
#[pyfunction]
#[pyo3(name = "_restore")]
pub(crate) fn restore(text: &Bound<'_, PyAny>, encoding: Option<String>) -> PyResult<Gazette> {
    let input = Input::new(text)?;
    let parsed = text.py().detach(|| input.parse(None))?;
    Ok(Parsed { encoding, ..parsed }.into())
}

#[pymethods]
impl Gazette {
    /// The version of the tree: `gongbao/1`.
    #[getter]
    fn schema(&self) -> &'static str {
        "gongbao/1"
    }
    /// The text that was parsed.
    #[getter]
    fn source(&self, py: Python<'_>) -> Py<PyString> {
        self.source.shown(py)
    }
    /// What the bytes were decoded from; `None` where the text was given as `str`.
    #[getter]
    fn encoding(&self) -> Option<&str> {
        self.encoding.as_deref()
    }
    /// The place of the whole text.
    #[getter(span)]
    fn whole(&self) -> Span {
        self.span(gongbao::Span::new(0, self.text().len() as u32))
    }
    /// How the documents read: a line for each title, heading and paragraph, without the page's furniture.
    #[getter(text)]
    fn reading(&self, py: Python<'_>) -> String {
        py.detach(|| tree::reading_of_gazette(&self.core()))
    }
    /// Nothing is above a gazette.
    #[getter]
    fn parent(&self) -> Option<Py<PyAny>> {
        None
    }
    /// Empty: nothing is above a gazette.
    #[getter]
    fn breadcrumbs<'py>(&self, py: Python<'py>) -> Bound<'py, PyTuple> {
        PyTuple::empty(py)
    }
    /// The head table of a government web page, or `None`.
    #[getter]
    fn record(slf: &Bound<'_, Self>) -> PyResult<Option<Py<PyAny>>> {
        let has = slf.get().core().record().is_some();
        has.then(|| view(slf, Key::new(Kind::Record, 0))).transpose()
    }
    /// The issue (期) that the text is, or `None`.
    #[getter]
    fn issue(slf: &Bound<'_, Self>) -> PyResult<Option<Py<PyAny>>> {
        let has = slf.get().core().issue().is_some();
        has.then(|| view(slf, Key::new(Kind::Issue, 0))).transpose()
    }
    /// The documents (公文), in order.
    #[getter]
    fn documents(slf: &Bound<'_, Self>) -> Views {
        let keys = slf.get().core().documents().map(|d| Key::unit(*d)).collect();
        Views::new(slf, keys)
    }
    /// What belongs to the page and not to a document: running heads, page numbers, repeated fragments.
    #[getter]
    fn furniture(slf: &Bound<'_, Self>) -> Views {
        Views::new(slf, Key::list(Kind::Furniture, 0, slf.get().core().furniture().len()))
    }
    /// What is doubtful, in order of place.
    #[getter]
    fn diagnostics(slf: &Bound<'_, Self>) -> Views {
        Views::new(slf, Key::list(Kind::Diagnostic, 0, slf.get().core().diagnostics().len()))
    }
    /// All documents, enclosures, attachments and blocks, each before what lies below it.
    fn walk(slf: &Bound<'_, Self>) -> Views {
        let gazette = slf.get().core();
        let keys = gazette.documents().flat_map(|d| tree::walk_unit(*d)).collect();
        Views::new(slf, keys)
    }
    /// What has an id or eid, or `None`.
    fn find(slf: &Bound<'_, Self>, eid: &str) -> PyResult<Option<Py<PyAny>>> {
        tree::find(&slf.get().core(), eid).map(|key| view(slf, key)).transpose()
    }
    /// The innermost document or block at a code point; `None` between them.
    fn at(slf: &Bound<'_, Self>, offset: &Bound<'_, PyInt>) -> PyResult<Option<Py<PyAny>>> {
        let Ok(offset) = offset.extract::<u32>() else { return Ok(None) };
        let byte = slf.get().byte_of(offset);
        tree::at(&slf.get().core(), byte).map(|key| view(slf, key)).transpose()
    }
    /// The tree as dicts and lists: that of `to_json`, but spans are `[start, end]` in code points.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let made = self.source.made(py);
        let slice = |text: &str| substring(made.as_ref()?, self.place_of(text)?);
        to_python(py, &Json::new(&self.core(), self.map()), slice)
    }
    /// The tree as JSON: the line that `gongbao parse` prints. Spans are in bytes of the UTF-8 source.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| serde_json::to_string(&self.core()))
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }
    /// The text for reading, as Markdown: headings, paragraphs, tables, lists, without the page's furniture.
    fn to_markdown(&self, py: Python<'_>) -> String {
        py.detach(|| Markdown::new(&self.core()).to_string())
    }
    /// One row a document, with its head and how much is in it.
    fn documents_table(&self, py: Python<'_>) -> ArrowTable {
        self.table(py, Table::Documents)
    }
    /// One row a citation; `cited_title`, `cited_number`, `article` … `target`.
    fn citations_table(&self, py: Python<'_>) -> ArrowTable {
        self.table(py, Table::Citations)
    }
    /// One row a unit that is named responsible; `mode`, `group`, `scope`, `role` (lead, unit), `unit`.
    fn assignments_table(&self, py: Python<'_>) -> ArrowTable {
        self.table(py, Table::Assignments)
    }
    /// One row a deadline; `until` is its last day, `until_precision` how exactly it is said.
    fn deadlines_table(&self, py: Python<'_>) -> ArrowTable {
        self.table(py, Table::Deadlines)
    }
    /// One row a target; `indicator`, `comparator`, `value`, `unit`, `due`, `nature`.
    fn targets_table(&self, py: Python<'_>) -> ArrowTable {
        self.table(py, Table::Targets)
    }
    /// One row a paragraph; `unit`, `division`, `level`, `marker`, `heading`.
    fn paragraphs_table(&self, py: Python<'_>) -> ArrowTable {
        self.table(py, Table::Paragraphs)
    }
    fn __repr__(&self) -> String {
        let gazette = self.core();
        let (documents, findings) = (gazette.documents().count(), gazette.diagnostics().len());
        let s = |n| if n == 1 { "" } else { "s" };
        let (d, f) = (s(documents), s(findings));
        format!("<Gazette{}: {documents} document{d}, {findings} diagnostic{f}>", tree::issue_name(&gazette))
    }
    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(slf.py().import("gongbao._html")?.call_method1("render", (slf,))?.unbind())
    }
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Gazette>().is_ok_and(|other| other.get().text() == self.text())
    }
    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.text().hash(&mut hasher);
        hasher.finish()
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let restore = py.import("gongbao._gongbao")?.getattr("_restore")?;
        let state = (slf.get().source.shown(py), slf.get().encoding.as_deref());
        Ok((restore, state).into_pyobject(py)?.into_any())
    }
    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }
    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }
}

impl Gazette {
    /// A parse or its failure as an object.
    pub(crate) fn or_error(py: Python<'_>, parsed: Result<Parsed, Failure>) -> PyResult<Py<PyAny>> {
        match parsed {
            Ok(parsed) => Ok(Bound::new(py, Gazette::from(parsed))?.into_any().unbind()),
            Err(failure) => Ok(PyErr::from(failure).into_value(py).into_any()),
        }
    }
}
