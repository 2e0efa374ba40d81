//! Places, counted in code points.

use pyo3::{
    prelude::*,
    types::{PySlice, PyTuple},
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
    fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
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
