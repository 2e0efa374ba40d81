//! Values of the core as Python objects.

use std::borrow::Cow;

use gongbao::{Date, Dated, Text};
use pyo3::{IntoPyObjectExt, prelude::*, types::PyTuple};

use crate::{gazette::Gazette, key::Key, sequence::Views, span::Span};

/// What a part of a gazette holds under one name. What has a place has its text, or its texts, for that.
pub(crate) enum Value<'g> {
    Bool(bool),
    Word(Option<Cow<'g, str>>),
    Number(Option<u32>, Option<Text<'g>>),
    Numbers(Option<Vec<u32>>, Vec<Text<'g>>),
    Text(Option<Text<'g>>),
    Texts(Vec<Text<'g>>),
    /// The pieces of a text, not its words.
    Pieces(Text<'g>),
    /// The cells of a table, row by row.
    Cells(Vec<Vec<Option<Text<'g>>>>),
    Date(Option<Date>),
    Dated(Option<Dated<'g>>),
    DocNumber(Option<gongbao::DocNumber<'g>>),
    Views(Vec<Key>),
}

macro_rules! from {
    ($($type:ty: |$value:ident| $into:expr;)+) => {
        $(impl<'g> From<$type> for Value<'g> {
            fn from($value: $type) -> Self {
                $into
            }
        })+
    };
}

from! {
    bool: |it| Value::Bool(it);
    String: |it| Value::Word(Some(it.into()));
    &'g str: |it| Value::Word(Some(it.into()));
    Option<String>: |it| Value::Word(it.map(Cow::from));
    Option<&'g str>: |it| Value::Word(it.map(Cow::from));
    Option<u16>: |it| Value::Number(it.map(u32::from), None);
    Option<u32>: |it| Value::Number(it, None);
    Option<usize>: |it| Value::Number(it.map(|number| number as u32), None);
    (Option<u16>, Option<Text<'g>>): |it| Value::Number(it.0.map(u32::from), it.1);
    (Option<u32>, Option<Text<'g>>): |it| Value::Number(it.0, it.1);
    Vec<u32>: |it| Value::Numbers(Some(it), Vec::new());
    Option<Vec<u32>>: |it| Value::Numbers(it, Vec::new());
    (Vec<u32>, Vec<Text<'g>>): |it| Value::Numbers(Some(it.0), it.1);
    Text<'g>: |it| Value::Text(Some(it));
    Option<Text<'g>>: |it| Value::Text(it);
    Vec<Text<'g>>: |it| Value::Texts(it);
    Vec<Vec<Option<Text<'g>>>>: |it| Value::Cells(it);
    Option<Date>: |it| Value::Date(it);
    Option<Dated<'g>>: |it| Value::Dated(it);
    Option<gongbao::DocNumber<'g>>: |it| Value::DocNumber(it);
    Vec<Key>: |it| Value::Views(it);
}

type Object = PyResult<Py<PyAny>>;

impl<'g> Value<'g> {
    /// The value itself.
    pub(crate) fn out(self, owner: &Bound<'_, Gazette>) -> Object {
        let py = owner.py();
        match self {
            Value::Bool(it) => it.into_py_any(py),
            Value::Word(it) => it.into_py_any(py),
            Value::Number(it, _) => it.into_py_any(py),
            Value::Numbers(None, _) => Ok(py.None()),
            Value::Numbers(Some(it), _) => tuple(py, it.into_iter().map(|number| number.into_py_any(py))),
            Value::Text(it) => it.map(Text::to_str).into_py_any(py),
            Value::Texts(it) => tuple(py, it.into_iter().map(|text| text.to_str().into_py_any(py))),
            Value::Pieces(it) => pieces(owner, it),
            Value::Cells(rows) => {
                let word =
                    |cell: Option<Text<'_>>| cell.map(Text::to_str).unwrap_or_default().into_py_any(py);
                tuple(py, rows.into_iter().map(|row| tuple(py, row.into_iter().map(word))))
            }
            Value::Date(it) => it.map(|date| date.to_string()).into_py_any(py),
            Value::Dated(it) => Value::Date(it.and_then(Dated::date)).out(owner),
            Value::DocNumber(it) => it.map(DocNumber::from).into_py_any(py),
            Value::Views(it) => Views::new(owner, it).into_py_any(py),
        }
    }

    /// The one text whose place is that of the value; none where the value was read out of another.
    fn text(&self) -> Option<Text<'g>> {
        let text = match self {
            Value::Text(it) | Value::Number(_, it) => *it,
            Value::Dated(it) => it.map(Dated::text),
            Value::DocNumber(it) => it.map(gongbao::DocNumber::text),
            _ => None,
        };
        text.filter(|text| !text.is_derived())
    }

    /// The hull of the pieces, or `None`.
    pub(crate) fn span(&self, owner: &Bound<'_, Gazette>) -> Object {
        self.text().map(|text| owner.get().span(text.span())).into_py_any(owner.py())
    }

    /// The pieces; of a list those of each item. Empty where the value was read out of another.
    pub(crate) fn spans(self, owner: &Bound<'_, Gazette>) -> Object {
        let py = owner.py();
        match self {
            Value::Texts(texts) | Value::Numbers(_, texts) => {
                let own = texts.into_iter().filter(|text| !text.is_derived());
                tuple(py, own.map(|text| pieces(owner, text)))
            }
            Value::Cells(rows) => {
                let place =
                    |cell: Option<Text<'_>>| cell.map_or_else(|| Ok(py.None()), |text| pieces(owner, text));
                tuple(py, rows.into_iter().map(|row| tuple(py, row.into_iter().map(place))))
            }
            _ => self.text().map_or_else(|| tuple(py, std::iter::empty()), |text| pieces(owner, text)),
        }
    }
}

fn tuple(py: Python<'_>, items: impl Iterator<Item = Object>) -> Object {
    let items: PyResult<Vec<_>> = items.collect();
    Ok(PyTuple::new(py, items?)?.into_any().unbind())
}

fn pieces(owner: &Bound<'_, Gazette>, text: Text<'_>) -> Object {
    let spans: Vec<Span> = text.spans().iter().map(|&span| owner.get().span(span)).collect();
    Ok(PyTuple::new(owner.py(), spans)?.into_any().unbind())
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
