//! Arguments to texts: `str`, bytes of some kind, files.

use std::{fs::File, io::Read, path::Path, sync::Arc};

use gongbao::Tables;
use pyo3::{
    prelude::*,
    pybacked::{PyBackedBytes, PyBackedStr},
    sync::PyOnceLock,
    types::{PyByteArray, PyBytes, PyMemoryView, PyString},
};

use crate::errors::{DecodeError, Failure, InputTypeError};

/// Spans count bytes in 32 bits.
const LIMIT: u64 = u32::MAX as u64;

/// The text of a gazette.
pub(crate) enum Source {
    /// One that was decoded here; Python's string of it is made when it is asked for.
    Own { text: Box<str>, shown: PyOnceLock<Py<PyString>> },
    /// Python's own string, shared.
    Shared(PyBackedStr),
}

impl Source {
    pub(crate) fn own(text: impl Into<Box<str>>) -> Self {
        Source::Own { text: text.into(), shown: PyOnceLock::new() }
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            Source::Own { text, .. } => text,
            Source::Shared(text) => text,
        }
    }

    pub(crate) fn shown(&self, py: Python<'_>) -> Py<PyString> {
        match self {
            Source::Own { text, shown } => {
                shown.get_or_init(py, || PyString::new(py, text).unbind()).clone_ref(py)
            }
            Source::Shared(text) => text.as_py_str().clone_ref(py),
        }
    }

    /// Python's string, where there is one already.
    pub(crate) fn made<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyString>> {
        match self {
            Source::Own { shown, .. } => shown.get(py).map(|string| string.bind(py).clone()),
            Source::Shared(text) => Some(text.as_py_str().bind(py).clone()),
        }
    }
}

/// A parsed text, before it becomes an object.
pub(crate) struct Parsed {
    pub(crate) source: Source,
    pub(crate) tables: Arc<Tables>,
    pub(crate) encoding: Option<String>,
}

impl Parsed {
    fn new(source: Source, encoding: Option<String>) -> Self {
        let tables = gongbao::parse(source.as_str()).tables();
        Self { source, tables, encoding }
    }
}

/// What a user hands in.
pub(crate) enum Input {
    Text(PyBackedStr),
    Bytes(PyBackedBytes),
}

impl Input {
    pub(crate) fn new(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(text) = given.cast::<PyString>() {
            // A subclass may hold anything beside its characters; only they are kept.
            let exact = if text.is_exact_instance_of::<PyString>() {
                text.clone()
            } else {
                text.call_method0("__str__")?.cast_into::<PyString>()?
            };
            return PyBackedStr::try_from(exact).map(Input::Text).map_err(|error| surrogates(given, &error));
        }
        if let Ok(bytes) = given.cast::<PyBytes>() {
            return Ok(Input::Bytes(bytes.clone().into()));
        }
        if let Ok(bytes) = given.cast::<PyByteArray>() {
            return Ok(Input::Bytes(bytes.clone().into()));
        }
        if given.is_instance_of::<PyMemoryView>() {
            return Ok(Input::Bytes(given.call_method0("tobytes")?.cast_into::<PyBytes>()?.into()));
        }
        let kind = given.get_type().name()?;
        Err(InputTypeError::new_err(format!("a text must be str or bytes, not {kind}")))
    }

    /// Decodes and parses; needs no interpreter.
    pub(crate) fn parse(self, encoding: Option<&str>) -> Result<Parsed, Failure> {
        match self {
            Input::Text(text) => Ok(Parsed::new(Source::Shared(text), None)),
            Input::Bytes(bytes) => {
                let decoded = gongbao_ingest::decode(&bytes, encoding)?;
                Ok(Parsed::new(Source::own(decoded.text), Some(decoded.encoding.to_owned())))
            }
        }
    }

    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Input::Text(_))
    }
}

fn surrogates(text: &Bound<'_, PyAny>, error: &PyErr) -> PyErr {
    let at = error.value(text.py()).getattr("start").and_then(|at| at.extract::<usize>());
    let at = at.map(|at| format!(" at character {at}")).unwrap_or_default();
    DecodeError::new_err(format!(
        "not a text: a lone surrogate{at}; decode the bytes without errors='surrogateescape'"
    ))
}

/// Reads, decodes and parses a file; needs no interpreter.
pub(crate) fn read(path: &Path, encoding: Option<&str>) -> Result<Parsed, Failure> {
    let failed = |error| Failure::read(path, error);
    let name = || path.display().to_string();
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    let read = file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    if read as u64 > LIMIT {
        return Err(Failure::TooLarge(name()));
    }
    if bytes.is_empty() {
        return Err(Failure::Empty(name()));
    }
    let decoded = gongbao_ingest::decode(&bytes, encoding).map_err(|error| Failure::InFile(name(), error))?;
    Ok(Parsed::new(Source::own(decoded.text), Some(decoded.encoding.to_owned())))
}
