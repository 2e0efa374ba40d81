//! Many texts at once, without the interpreter's lock.

use std::path::PathBuf;

use pyo3::{
    exceptions::{PyRuntimeError, PyValueError},
    prelude::*,
    types::PyList,
};
use rayon::prelude::*;

use crate::{
    gazette::Gazette,
    input::{self, Input},
};

/// Runs with so many threads, made for this call: a pool that stayed would not survive a fork.
fn with_threads<T: Send>(threads: Option<i64>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let threads = match threads {
        None => 0,
        Some(count) => usize::try_from(count)
            .ok()
            .filter(|&count| count > 0)
            .ok_or_else(|| PyValueError::new_err(format!("threads must be at least 1, not {count}")))?,
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|error| PyRuntimeError::new_err(error.to_string()))?.install(work))
}

#[pyfunction]
#[pyo3(name = "_parse_many", signature = (texts, threads=None, encoding=None))]
pub(crate) fn parse_many<'py>(
    texts: &Bound<'py, PyAny>,
    threads: Option<i64>,
    encoding: Option<&str>,
) -> PyResult<Bound<'py, PyList>> {
    let py = texts.py();
    // A text that is none takes its place in the list as an exception.
    let inputs: Vec<PyResult<Input>> = texts.try_iter()?.map(|text| Input::new(&text?)).collect();
    let work = || {
        let parse = |input: PyResult<Input>| input.map(|input| input.parse(encoding));
        inputs.into_par_iter().map(parse).collect::<Vec<_>>()
    };
    let results = py.detach(|| with_threads(threads, work))?;
    let object = |result| match result {
        Ok(parsed) => Gazette::or_error(py, parsed),
        Err(error) => Ok(PyErr::into_value(error, py).into_any()),
    };
    let objects: PyResult<Vec<_>> = results.into_iter().map(object).collect();
    PyList::new(py, objects?)
}

#[pyfunction]
#[pyo3(name = "_read_chunk", signature = (paths, threads=None, encoding=None))]
pub(crate) fn read_chunk<'py>(
    py: Python<'py>,
    paths: Vec<PathBuf>,
    threads: Option<i64>,
    encoding: Option<&str>,
) -> PyResult<Bound<'py, PyList>> {
    let work = || paths.par_iter().map(|path| input::read(path, encoding)).collect::<Vec<_>>();
    let results = py.detach(|| with_threads(threads, work))?;
    let objects: PyResult<Vec<_>> = results.into_iter().map(|parsed| Gazette::or_error(py, parsed)).collect();
    PyList::new(py, objects?)
}
