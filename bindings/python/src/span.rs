//! Places, counted in code points.

use pyo3::{
    exceptions::{PyOverflowError, PyValueError},
    ffi,
    prelude::*,
    types::{PyIterator, PySlice, PyString, PyTuple},
};

/// A half-open range of code points of the source.
#[pyclass(frozen, module = "gongbao", eq, hash, ord)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// The first code point.
    #[pyo3(get)]
    pub(crate) start: u32,
    /// The code point behind the last one.
    #[pyo3(get)]
    pub(crate) end: u32,
}

#[pymethods]
impl Span {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("start", "end")
    }
    #[new]
    fn new(start: &Bound<'_, PyAny>, end: &Bound<'_, PyAny>) -> PyResult<Self> {
        let wrong = || PyValueError::new_err(format!("no place: from {start} to {end}"));
        // What is too large, or below zero, is no other mistake than an end before the start.
        let point = |offset: &Bound<'_, PyAny>| match offset.extract::<u32>() {
            Err(error) if error.is_instance_of::<PyOverflowError>(offset.py()) => Err(wrong()),
            result => result,
        };
        let (start, end) = (point(start)?, point(end)?);
        if start <= end { Ok(Self { start, end }) } else { Err(wrong()) }
    }
    /// The start and the end, for `start, end = span`.
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        (self.start, self.end).into_pyobject(py)?.try_iter()
    }
    /// The range as a slice.
    #[getter]
    fn slice<'py>(&self, py: Python<'py>) -> Bound<'py, PySlice> {
        PySlice::new(py, self.start as isize, self.end as isize, 1)
    }
    fn __len__(&self) -> usize {
        (self.end - self.start) as usize
    }
    fn __bool__(&self) -> bool {
        self.end > self.start
    }
    fn __contains__(&self, offset: i64) -> bool {
        (i64::from(self.start)..i64::from(self.end)).contains(&offset)
    }
    fn __repr__(&self) -> String {
        format!("Span({}, {})", self.start, self.end)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        (slf.get_type(), (slf.get().start, slf.get().end)).into_pyobject(slf.py())
    }
}

/// A part of a string; its characters are copied as they are, which costs less than to decode them once more.
#[allow(unsafe_code, reason = "PyO3 has no safe name for it, and a slice object costs more than the part")]
pub(crate) fn substring<'py>(string: &Bound<'py, PyString>, span: Span) -> Option<Bound<'py, PyString>> {
    // Sound because the string is alive and the result is a new reference or null, with the error set aside.
    let part = unsafe {
        let part = ffi::PyUnicode_Substring(string.as_ptr(), span.start as isize, span.end as isize);
        Bound::from_owned_ptr_or_err(string.py(), part)
    };
    part.ok()?.cast_into().ok()
}
