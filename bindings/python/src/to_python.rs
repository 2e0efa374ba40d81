//! The core's tree as dicts and lists: the serde serializer whose output is Python objects.

use std::{cell::RefCell, fmt};

use pyo3::{
    IntoPyObjectExt,
    exceptions::PyRuntimeError,
    prelude::*,
    types::{PyDict, PyList, PyString},
};
use serde::{Serialize, Serializer, ser};

/// A value that can be serialised, as Python objects.
pub(crate) fn to_python(py: Python<'_>, value: &impl Serialize) -> PyResult<Py<PyAny>> {
    let keys = RefCell::new((0..KEYS).map(|_| None).collect());
    value.serialize(ToPython { py, keys: &keys, as_key: false }).map_err(|Error(error)| error)
}

/// How many keys are remembered; the tree has about ninety.
const KEYS: usize = 512;

type Keys = RefCell<Vec<Option<(Box<str>, Py<PyString>)>>>;

#[derive(Clone, Copy)]
struct ToPython<'py, 'k> {
    py: Python<'py>,
    keys: &'k Keys,
    /// Whether the next string is the key of a dict.
    as_key: bool,
}

impl<'py> ToPython<'py, '_> {
    /// A key as a string that all dicts share.
    fn key(self, name: &str) -> Bound<'py, PyString> {
        let hash = name.bytes().fold(name.len(), |hash, b| hash.wrapping_mul(31) ^ usize::from(b));
        let mut keys = self.keys.borrow_mut();
        let slot = &mut keys[hash % KEYS];
        match slot {
            Some((known, key)) if **known == *name => key.bind(self.py).clone(),
            _ => {
                let key = PyString::new(self.py, name);
                *slot = Some((name.into(), key.clone().unbind()));
                key
            }
        }
    }

    fn object(self, value: impl IntoPyObjectExt<'py>) -> Result<Py<PyAny>, Error> {
        Ok(value.into_py_any(self.py)?)
    }
}

#[derive(Debug)]
struct Error(PyErr);

impl From<PyErr> for Error {
    fn from(error: PyErr) -> Self {
        Error(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Error(PyRuntimeError::new_err(message.to_string()))
    }
}

macro_rules! scalars {
    ($($method:ident: $type:ty),+) => {
        $(fn $method(self, value: $type) -> Result<Py<PyAny>, Error> { self.object(value) })+
    };
}

/// What no tree of the core has.
macro_rules! absent {
    ($($method:ident($($arg:ty),*) -> $out:ty;)+) => {
        $(fn $method(self, $(_: $arg),*) -> Result<$out, Error> {
            Err(ser::Error::custom(concat!("the tree has no ", stringify!($method))))
        })+
    };
}

type Never = ser::Impossible<Py<PyAny>, Error>;

impl<'py, 'k> Serializer for ToPython<'py, 'k> {
    type Ok = Py<PyAny>;
    type Error = Error;
    type SerializeSeq = Items<'py, 'k>;
    type SerializeTuple = Items<'py, 'k>;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Fields<'py, 'k>;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    scalars! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8]
    }

    absent! {
        serialize_unit_struct(&'static str) -> Py<PyAny>;
        serialize_unit_variant(&'static str, u32, &'static str) -> Py<PyAny>;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_struct(&'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }

    fn serialize_str(self, value: &str) -> Result<Py<PyAny>, Error> {
        Ok(if self.as_key { self.key(value) } else { PyString::new(self.py, value) }.into_any().unbind())
    }
    fn serialize_none(self) -> Result<Py<PyAny>, Error> {
        Ok(self.py.None())
    }
    fn serialize_unit(self) -> Result<Py<PyAny>, Error> {
        Ok(self.py.None())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Py<PyAny>, Error> {
        value.serialize(self)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Py<PyAny>, Error> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<Py<PyAny>, Error> {
        value.serialize(self)
    }
    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'py, 'k>, Error> {
        Ok(Items { to: self, items: Vec::with_capacity(length.unwrap_or(0)) })
    }
    fn serialize_tuple(self, length: usize) -> Result<Items<'py, 'k>, Error> {
        self.serialize_seq(Some(length))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'py, 'k>, Error> {
        Ok(Fields { to: self, dict: PyDict::new(self.py), key: None })
    }
}

/// A list in the making.
struct Items<'py, 'k> {
    to: ToPython<'py, 'k>,
    items: Vec<Py<PyAny>>,
}

impl ser::SerializeSeq for Items<'_, '_> {
    type Ok = Py<PyAny>;
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.items.push(value.serialize(self.to)?);
        Ok(())
    }
    fn end(self) -> Result<Py<PyAny>, Error> {
        Ok(PyList::new(self.to.py, self.items)?.into_any().unbind())
    }
}

impl ser::SerializeTuple for Items<'_, '_> {
    type Ok = Py<PyAny>;
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Result<Py<PyAny>, Error> {
        ser::SerializeSeq::end(self)
    }
}

/// A dict in the making.
struct Fields<'py, 'k> {
    to: ToPython<'py, 'k>,
    dict: Bound<'py, PyDict>,
    key: Option<Py<PyAny>>,
}

impl ser::SerializeMap for Fields<'_, '_> {
    type Ok = Py<PyAny>;
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = Some(key.serialize(ToPython { as_key: true, ..self.to })?);
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let value = value.serialize(self.to)?;
        let key = self.key.take().ok_or_else(|| <Error as ser::Error>::custom("a value without a key"))?;
        Ok(self.dict.set_item(key, value)?)
    }
    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), Error> {
        let key = key.serialize(ToPython { as_key: true, ..self.to })?;
        let value = value.serialize(self.to)?;
        Ok(self.dict.set_item(key, value)?)
    }
    fn end(self) -> Result<Py<PyAny>, Error> {
        Ok(self.dict.into_any().unbind())
    }
}
