//! What all views have in common.

use std::hash::{DefaultHasher, Hash, Hasher};

use gongbao::Markdown;
use pyo3::{exceptions::PyValueError, prelude::*, types::PyTuple};

use crate::{gazette::Gazette, key::Key, sequence::Views, span::Span, tree, views};

/// A part of a gazette.
#[pyclass(frozen, subclass, module = "gongbao")]
pub(crate) struct View {
    pub(crate) gazette: Py<Gazette>,
    pub(crate) key: Key,
}

/// Makes the view of a key, of the key's class.
pub(crate) fn view(owner: &Bound<'_, Gazette>, key: Key) -> PyResult<Py<PyAny>> {
    views::make(owner.py(), View { gazette: owner.clone().unbind(), key })
}

impl View {
    /// A unit as Markdown.
    pub(crate) fn markdown(&self, py: Python<'_>) -> PyResult<String> {
        let (gazette, key) = (self.gazette.get(), self.key);
        py.detach(|| gazette.core().unit(key.a).map(|unit| Markdown::of(unit).to_string())).ok_or_else(stale)
    }
}

/// What is said of a key that fits no part: one that was made up, in a pickle.
pub(crate) fn stale() -> PyErr {
    PyValueError::new_err("this view does not belong to its gazette")
}

/// The way back from a pickle.
#[pyfunction]
#[pyo3(name = "_restore_view")]
pub(crate) fn restore_view(owner: &Bound<'_, Gazette>, key: (u8, u32, u32, u32)) -> PyResult<Py<PyAny>> {
    let key = Key::from_parts(key).ok_or_else(stale)?;
    tree::span(&owner.get().core(), key).ok_or_else(stale)?;
    view(owner, key)
}

#[pymethods]
impl View {
    /// The gazette it is part of.
    #[getter]
    fn gazette(&self, py: Python<'_>) -> Py<Gazette> {
        self.gazette.clone_ref(py)
    }
    /// Its place: `gazette.source[span.start:span.end]` is its text as printed.
    #[getter]
    fn span(&self) -> PyResult<Span> {
        let gazette = self.gazette.get();
        let span = tree::span(&gazette.core(), self.key).ok_or_else(stale)?;
        Ok(gazette.span(span))
    }
    /// How it reads: without furniture and without the blanks of typesetting, a line for each paragraph.
    #[getter]
    fn text(&self) -> PyResult<String> {
        tree::reading(&self.gazette.get().core(), self.key).ok_or_else(stale)
    }
    /// What it stands in: a fact in a block, a block in a block or a document, a document in the gazette.
    #[getter]
    fn parent(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        match tree::parent(&self.gazette.get().core(), self.key) {
            Some(key) => view(self.gazette.bind(py), key),
            None => Ok(self.gazette.clone_ref(py).into_any()),
        }
    }
    /// The titles and headings from the document down to it.
    #[getter]
    fn breadcrumbs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, tree::breadcrumbs(&self.gazette.get().core(), self.key))
    }
    /// It and all blocks below, each before what lies below it.
    fn walk(&self, py: Python<'_>) -> Views {
        let owner = self.gazette.bind(py);
        Views::new(owner, tree::walk(&owner.get().core(), self.key))
    }
    fn __repr__(&self) -> String {
        tree::shown(&self.gazette.get().core(), self.key)
    }
    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(slf.py().import("gongbao._html")?.call_method1("render", (slf,))?.unbind())
    }
    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<View>() else { return Ok(false) };
        let other = other.get();
        Ok(self.key == other.key
            && (self.gazette.is(&other.gazette) || self.gazette.bind(py).eq(other.gazette.bind(py))?))
    }
    /// The length stands for the text here: equal views are of equal texts, and hashing all of it is dear.
    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.key, self.gazette.get().text().len()).hash(&mut hasher);
        hasher.finish()
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let restore = py.import("gongbao._gongbao")?.getattr("_restore_view")?;
        let state = (slf.get().gazette.clone_ref(py), slf.get().key.parts());
        Ok((restore, state).into_pyobject(py)?.into_any())
    }
    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }
    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }
}
