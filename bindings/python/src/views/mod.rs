//! The classes of views, each with the names of `TREE.md` as its properties.

mod block;
mod fact;
pub(crate) mod find;
mod head;
mod unit;

use pyo3::prelude::*;

use crate::{key::Kind, view::View};

/// Defines classes of views. `name / span: |handle, key| value;` is a property and its place, `/ spans` that of a list;
/// methods stand behind a `+`.
macro_rules! views {
    ($(
        $(#[$class_doc:meta])*
        $class:ident = $find:ident [$($arg:literal),*] {
            $($(#[doc = $doc:literal])* $field:ident $(/ $place:ident)?: |$it:ident, $key:ident| $value:expr;)*
        } $(+ { $($methods:tt)* })?
    )+) => {$(
        $(#[$class_doc])*
        #[pyclass(frozen, extends = crate::view::View, module = "gongbao")]
        pub(crate) struct $class;

        impl $class {
            pub(crate) const FIELDS: &[crate::property::Field] = &[$(crate::property::Field {
                name: stringify!($field),
                doc: concat!($($doc),*),
                place: concat!($(stringify!($place))?),
                read: {
                    #[allow(unused_variables, reason = "a property needs the handle or the key, seldom both")]
                    fn read<'g>(g: &'g gongbao::Gazette<'g>, $key: Key) -> Option<crate::out::Value<'g>> {
                        let $it = crate::views::find::$find(g, $key)?;
                        Some(($value).into())
                    }
                    read
                },
            }),*];
        }

        #[pymethods]
        impl $class {
            #[classattr]
            fn __match_args__(py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::types::PyTuple>> {
                pyo3::types::PyTuple::new(py, [$($arg),*] as [&str; views!(@count $($arg)*)])
            }
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
            $(
                module.add_class::<$class>()?;
                crate::property::add(&module.py().get_type::<$class>(), $class::FIELDS)?;
            )+
            Ok(())
        }
    };
}

classes! {
    Record, Issue, Contents, Document, Enclosure, Attachment, Signer, HistoryEntry, Division, Paragraph, Table,
    Roster, RosterGroup, Member, Box, QA, Citation, Reference, Assignment, AssignmentGroup, Target, Deadline,
    DateMention, Term, Furniture, Diagnostic,
}
