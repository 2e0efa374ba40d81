//! Lists of views, each view made when it is looked at.

use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::{
    exceptions::{PyIndexError, PyTypeError, PyValueError},
    prelude::*,
    types::{PyList, PySlice, PyType},
};

use crate::{gazette::Gazette, key::Key, view::view};

/// A sequence of views.
#[pyclass(frozen, sequence, module = "gongbao")]
pub(crate) struct Views {
    gazette: Py<Gazette>,
    keys: Vec<Key>,
}

impl Views {
    pub(crate) fn new(gazette: &Bound<'_, Gazette>, keys: Vec<Key>) -> Self {
        Self { gazette: gazette.clone().unbind(), keys }
    }

    fn get(&self, py: Python<'_>, at: usize) -> PyResult<Py<PyAny>> {
        view(self.gazette.bind(py), self.keys[at])
    }
}

#[pymethods]
impl Views {
    fn __len__(&self) -> usize {
        self.keys.len()
    }
    fn __getitem__(&self, py: Python<'_>, index: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let length = self.keys.len() as isize;
        if let Ok(slice) = index.cast::<PySlice>() {
            let range = slice.indices(length)?;
            let at = |step| (range.start + range.step * step as isize) as usize;
            let keys = (0..range.slicelength).map(|step| self.keys[at(step)]).collect();
            return Ok(Bound::new(py, Views::new(self.gazette.bind(py), keys))?.into_any().unbind());
        }
        let Ok(index) = index.extract::<isize>() else {
            let kind = index.get_type().name()?;
            return Err(PyTypeError::new_err(format!("an index must be an integer or a slice, not {kind}")));
        };
        let at = if index < 0 { index + length } else { index };
        if !(0..length).contains(&at) {
            return Err(PyIndexError::new_err(format!("index {index} of {length}")));
        }
        self.get(py, at as usize)
    }
    fn __iter__(slf: Py<Self>) -> ViewIterator {
        ViewIterator { views: slf, next: AtomicUsize::new(0) }
    }
    fn __reversed__(&self, py: Python<'_>) -> ViewIterator {
        let keys = self.keys.iter().rev().copied().collect();
        let views = Views { gazette: self.gazette.clone_ref(py), keys };
        // OK because making an object of a class without a constructor fails only without memory.
        ViewIterator { views: Py::new(py, views).expect("memory"), next: AtomicUsize::new(0) }
    }
    fn __contains__(&self, py: Python<'_>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        for at in 0..self.keys.len() {
            if self.get(py, at)?.bind(py).eq(value)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
    /// Where a view first stands.
    #[pyo3(signature = (value, start=0, stop=None))]
    fn index(
        &self,
        py: Python<'_>,
        value: &Bound<'_, PyAny>,
        start: isize,
        stop: Option<isize>,
    ) -> PyResult<usize> {
        let length = self.keys.len() as isize;
        let bound = |at: isize| if at < 0 { (at + length).max(0) } else { at.min(length) } as usize;
        for at in bound(start)..stop.map_or(self.keys.len(), bound) {
            if self.get(py, at)?.bind(py).eq(value)? {
                return Ok(at);
            }
        }
        Err(PyValueError::new_err("no such view in it"))
    }
    /// How often a view stands in it.
    fn count(&self, py: Python<'_>, value: &Bound<'_, PyAny>) -> PyResult<usize> {
        let mut count = 0;
        for at in 0..self.keys.len() {
            count += usize::from(self.get(py, at)?.bind(py).eq(value)?);
        }
        Ok(count)
    }
    #[classmethod]
    fn __class_getitem__(class: &Bound<'_, PyType>, _of: &Bound<'_, PyAny>) -> Py<PyType> {
        class.clone().unbind()
    }
    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        match other.cast::<Views>() {
            Ok(other) => {
                let other = other.get();
                Ok(self.keys == other.keys && self.gazette.bind(py).eq(other.gazette.bind(py))?)
            }
            Err(_) => Ok(false),
        }
    }
    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        Ok(self.gazette.bind(py).hash()?.wrapping_add(self.keys.len() as isize))
    }
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = self.keys.len().min(6);
        let mut items = Vec::new();
        for at in 0..shown {
            items.push(self.get(py, at)?.bind(py).repr()?.to_string());
        }
        if shown < self.keys.len() {
            items.push(format!("… {} more", self.keys.len() - shown));
        }
        Ok(format!("[{}]", items.join(", ")))
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let restore = py.import("gongbao._gongbao")?.getattr("_restore_views")?;
        let keys: Vec<_> = slf.get().keys.iter().map(|key| key.parts()).collect();
        Ok((restore, (slf.get().gazette.clone_ref(py), keys)).into_pyobject(py)?.into_any())
    }
    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(slf.py().import("gongbao._html")?.call_method1("render", (slf,))?.unbind())
    }
    /// The views as a list.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let views: PyResult<Vec<_>> = (0..self.keys.len()).map(|at| self.get(py, at)).collect();
        PyList::new(py, views?)
    }
}

/// The way back from a pickle.
#[pyfunction]
#[pyo3(name = "_restore_views")]
pub(crate) fn restore_views(gazette: &Bound<'_, Gazette>, keys: Vec<(u8, u32, u32, u32)>) -> PyResult<Views> {
    let keys: Option<Vec<_>> = keys.into_iter().map(Key::from_parts).collect();
    Ok(Views::new(gazette, keys.ok_or_else(|| PyTypeError::new_err("no such views"))?))
}

/// The way through a sequence.
#[pyclass(frozen, module = "gongbao._gongbao")]
pub(crate) struct ViewIterator {
    views: Py<Views>,
    next: AtomicUsize,
}

#[pymethods]
impl ViewIterator {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let at = self.next.fetch_add(1, Ordering::Relaxed);
        let views = self.views.get();
        (at < views.keys.len()).then(|| views.get(py, at)).transpose()
    }
}
