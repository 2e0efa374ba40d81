//! Tables behind the Arrow `PyCapsule` interface.

use arrow_array::{RecordBatchIterator, ffi_stream::FFI_ArrowArrayStream};
use gongbao_arrow::Batches;
use pyo3::{
    prelude::*,
    types::{PyCapsule, PyList},
};

/// A table that pyarrow, polars, duckdb and pandas take without a copy.
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct ArrowTable {
    batches: Batches,
}

impl ArrowTable {
    pub(crate) fn new(batches: Batches) -> Self {
        Self { batches }
    }
}

#[pymethods]
impl ArrowTable {
    /// A new stream over the same columns at every call; another schema is not offered.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let Batches { schema, batches } = self.batches.clone();
        let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }
    /// The names of the columns.
    #[getter]
    fn column_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.batches.schema.fields().iter().map(|field| field.name()))
    }
    /// The number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.rows()
    }
    fn __len__(&self) -> usize {
        self.batches.rows()
    }
    fn __repr__(&self) -> String {
        let columns = self.batches.schema.fields().len();
        format!("<ArrowTable {} rows, {columns} columns>", self.batches.rows())
    }
}
