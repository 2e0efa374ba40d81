//! The properties of views.
//!
//! All of them are objects of one class, with the function that reads the core's handle: a getter of Python's for each
//! name and each of its places would be a third of the module.

use pyo3::{
    exceptions::PyAttributeError,
    prelude::*,
    types::{PyString, PyType},
};

use crate::{
    key::Key,
    out::Value,
    view::{View, stale},
};

/// A name of the tree in a class of views.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    /// What the names of its places end in: `span` for one text, `spans` for a list, else nothing.
    pub(crate) place: &'static str,
    /// The value in a view of the class; `None` for a key that fits nothing.
    pub(crate) read: for<'g> fn(&'g gongbao::Gazette<'g>, Key) -> Option<Value<'g>>,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Value,
    Span,
    Spans,
}

// A field of a class of views, or its place. With a text of its own the class would show that and not the field's.
#[pyclass(frozen, module = "gongbao._gongbao")]
pub(crate) struct Property {
    field: &'static Field,
    part: Part,
}

/// Gives a class its properties.
pub(crate) fn add(class: &Bound<'_, PyType>, fields: &'static [Field]) -> PyResult<()> {
    for field in fields {
        let name = field.name.trim_start_matches("r#");
        let add = |suffix: &str, part| class.setattr(format!("{name}{suffix}"), Property { field, part });
        add("", Part::Value)?;
        if field.place == "span" {
            add("_span", Part::Span)?;
        }
        if !field.place.is_empty() {
            add("_spans", Part::Spans)?;
        }
    }
    Ok(())
}

#[pymethods]
impl Property {
    fn __get__(
        slf: &Bound<'_, Self>,
        view: Option<&Bound<'_, PyAny>>,
        _class: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let Some(view) = view else { return Ok(slf.clone().into_any().unbind()) };
        let (view, property) = (view.cast::<View>()?.get(), slf.get());
        let gazette = view.gazette.get().core();
        let value = (property.field.read)(&gazette, view.key).ok_or_else(stale)?;
        let owner = view.gazette.bind(slf.py());
        match property.part {
            Part::Value => value.out(owner),
            Part::Span => value.span(owner),
            Part::Spans => value.spans(owner),
        }
    }
    fn __set__(&self, _view: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(PyAttributeError::new_err("a view cannot be changed"))
    }
    fn __delete__(&self, _view: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(PyAttributeError::new_err("a view cannot be changed"))
    }
    #[getter]
    fn __doc__<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        let Field { name, doc, place, .. } = self.field;
        let each = if *place == "spans" { "each of " } else { "" };
        let doc = match self.part {
            Part::Value => doc.trim().to_owned(),
            Part::Span => format!("The place of `{name}`: from its first piece to its last."),
            Part::Spans => format!("The pieces of the source that {each}`{name}` is made of."),
        };
        PyString::new(py, &doc)
    }
}
