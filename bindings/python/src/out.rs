//! Values of the core as Python objects.

use gongbao::{Date, Dated, Text};
use pyo3::{IntoPyObjectExt, prelude::*, types::PyTuple};

use crate::{gazette::Gazette, key::Key, sequence::Views, view::view};

/// A value of the core that becomes a Python object.
pub(crate) trait Out {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>>;
}

/// A value of the core that has a place.
pub(crate) trait Place {
    fn place(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>>;
}

macro_rules! plain {
    ($($type:ty),+) => {
        $(impl Out for $type {
            fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
                self.into_py_any(owner.py())
            }
        })+
    };
}

plain!(bool, String, &str, Option<String>, Option<&str>, Option<u16>, Option<u32>, Option<usize>);

impl Out for Vec<u32> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        Ok(PyTuple::new(owner.py(), self)?.into_any().unbind())
    }
}

impl Out for Option<Vec<u32>> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        self.map_or_else(|| Ok(owner.py().None()), |numbers| numbers.out(owner))
    }
}

impl Out for Text<'_> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        self.to_str().into_py_any(owner.py())
    }
}

impl Out for Option<Text<'_>> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        self.map(Text::to_str).into_py_any(owner.py())
    }
}

impl Out for Vec<Text<'_>> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        Ok(PyTuple::new(owner.py(), self.into_iter().map(Text::to_str))?.into_any().unbind())
    }
}

/// The pieces of a text as spans.
pub(crate) struct Pieces<'g>(pub(crate) Text<'g>);

impl Out for Pieces<'_> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        let spans = self.0.spans().iter().map(|&span| owner.get().span(span));
        Ok(PyTuple::new(owner.py(), spans.collect::<Vec<_>>())?.into_any().unbind())
    }
}

/// The cells of a table.
impl Out for Vec<Vec<Option<Text<'_>>>> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        let row = |cells: Vec<Option<Text<'_>>>| {
            PyTuple::new(owner.py(), cells.into_iter().map(|c| c.map(Text::to_str).unwrap_or_default()))
        };
        let rows: PyResult<Vec<_>> = self.into_iter().map(row).collect();
        Ok(PyTuple::new(owner.py(), rows?)?.into_any().unbind())
    }
}

impl Out for Option<Date> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        self.map(|date| date.to_string()).into_py_any(owner.py())
    }
}

impl Out for Option<Dated<'_>> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        self.and_then(Dated::date).out(owner)
    }
}

impl Out for Vec<Key> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        Views::new(owner, self).into_py_any(owner.py())
    }
}

impl Out for Option<Key> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        self.map(|key| view(owner, key)).transpose()?.into_py_any(owner.py())
    }
}

impl Place for gongbao::Span {
    fn place(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        owner.get().span(self).into_py_any(owner.py())
    }
}

impl Place for Text<'_> {
    fn place(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        Some(self).place(owner)
    }
}

impl Place for Option<Text<'_>> {
    /// The hull of the pieces; `None` for a value that was read out of another.
    fn place(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        match self {
            Some(text) if !text.is_derived() => text.span().place(owner),
            _ => Ok(owner.py().None()),
        }
    }
}

impl Place for Option<Dated<'_>> {
    fn place(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        self.map(Dated::text).place(owner)
    }
}

impl Place for Vec<Text<'_>> {
    fn place(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        let places: PyResult<Vec<_>> = self.into_iter().map(|text| text.place(owner)).collect();
        Ok(PyTuple::new(owner.py(), places?)?.into_any().unbind())
    }
}

impl Out for Option<gongbao::DocNumber<'_>> {
    fn out(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        self.map(DocNumber::from).into_py_any(owner.py())
    }
}

impl Place for Option<gongbao::DocNumber<'_>> {
    fn place(self, owner: &Bound<'_, Gazette>) -> PyResult<Py<PyAny>> {
        self.map(gongbao::DocNumber::text).place(owner)
    }
}

/// A document number as a value of its own.
#[pyclass(frozen, module = "gongbao", eq, hash, get_all)]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct DocNumber {
    /// The number as printed.
    text: String,
    /// The agency's abbreviation (机关代字), or `None`.
    agency: Option<String>,
    /// The year, or `None`.
    year: Option<u16>,
    /// The serial number, or `None`.
    number: Option<u32>,
}

impl From<gongbao::DocNumber<'_>> for DocNumber {
    fn from(it: gongbao::DocNumber<'_>) -> Self {
        Self {
            text: it.text().to_str().into_owned(),
            agency: it.agency().map(|agency| agency.to_str().into_owned()),
            year: it.year(),
            number: it.number(),
        }
    }
}

#[pymethods]
impl DocNumber {
    #[new]
    #[pyo3(signature = (text, agency=None, year=None, number=None))]
    fn new(text: String, agency: Option<String>, year: Option<u16>, number: Option<u32>) -> Self {
        Self { text, agency, year, number }
    }
    fn __str__(&self) -> &str {
        &self.text
    }
    fn __repr__(&self) -> String {
        format!("<DocNumber {}>", self.text)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let it = slf.get();
        let state = (&it.text, &it.agency, it.year, it.number);
        (slf.get_type(), state).into_pyobject(slf.py())
    }
}
