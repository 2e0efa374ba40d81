//! The classes of views, each with the contract's names as its properties.

mod block;
mod fact;
pub(crate) mod find;
mod head;
mod unit;

use pyo3::prelude::*;

use crate::{key::Kind, view::View};

/// Defines classes of views. `name / name_span: |handle, key| value;` is a property and its place; methods
/// stand behind a `+`.
macro_rules! views {
    ($(
        $(#[$doc:meta])*
        $class:ident = $find:ident [$($arg:literal),*] {
            $($(#[$field_doc:meta])* $field:ident $(/ $place:ident)?: |$it:ident, $key:ident| $value:expr;)*
        } $(+ { $($methods:tt)* })?
    )+) => {$(
        $(#[$doc])*
        #[pyclass(frozen, extends = crate::view::View, module = "gongbao")]
        pub(crate) struct $class;

        #[pymethods]
        #[allow(unused_variables, reason = "a property needs the handle or the key, seldom both")]
        impl $class {
            #[classattr]
            fn __match_args__(py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::types::PyTuple>> {
                pyo3::types::PyTuple::new(py, [$($arg),*] as [&str; views!(@count $($arg)*)])
            }
            $(
                #[getter]
                $(#[$field_doc])*
                fn $field(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
                    let view = slf.as_super().get();
                    let gazette = view.gazette.get().core();
                    let $key = view.key;
                    let $it = crate::views::find::$find(&gazette, $key).ok_or_else(crate::view::stale)?;
                    crate::out::Out::out($value, view.gazette.bind(slf.py()))
                }
                $(
                    #[getter]
                    #[doc = concat!("The place of `", stringify!($field), "`.")]
                    fn $place(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
                        let view = slf.as_super().get();
                        let gazette = view.gazette.get().core();
                        let $key = view.key;
                        let $it = crate::views::find::$find(&gazette, $key).ok_or_else(crate::view::stale)?;
                        crate::out::Place::place($value, view.gazette.bind(slf.py()))
                    }
                )?
            )*
            $($($methods)*)?
        }
    )+};
    (@count) => { 0 };
    (@count $head:literal $($tail:literal)*) => { 1 + views!(@count $($tail)*) };
}
pub(crate) use views;

use block::{Box, Division, Member, Paragraph, QA, Roster, RosterGroup, Table};
use fact::{Assignment, AssignmentGroup, Citation, DateMention, Deadline, Reference, Target, Term};
use head::{Contents, Diagnostic, Furniture, HistoryEntry, Issue, Record, Signer};
use unit::{Attachment, Document, Enclosure};

macro_rules! classes {
    ($($class:ident),+ $(,)?) => {
        /// Makes a view of the class that its key says.
        pub(crate) fn make(py: Python<'_>, view: View) -> PyResult<Py<PyAny>> {
            match view.key.kind {
                $(Kind::$class => {
                    let new = PyClassInitializer::from(view).add_subclass($class);
                    Ok(Bound::new(py, new)?.into_any().unbind())
                })+
            }
        }

        pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $(module.add_class::<$class>()?;)+
            Ok(())
        }
    };
}

classes! {
    Record, Issue, Contents, Document, Enclosure, Attachment, Signer, HistoryEntry, Division, Paragraph, Table,
    Roster, RosterGroup, Member, Box, QA, Citation, Reference, Assignment, AssignmentGroup, Target, Deadline,
    DateMention, Term, Furniture, Diagnostic,
}
