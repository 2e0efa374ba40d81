//! The core's tree as dicts and lists: the serde serializer whose output is Python objects.
//!
//! Most of its cost would be making objects, so what can be shared is shared: keys and short texts, offsets that lie
//! side by side, and the keys of dicts that have the same. A value goes onto one stack; a list or dict takes its own from
//! there, so that nothing is collected in between.

use std::fmt;

use pyo3::{
    IntoPyObjectExt,
    exceptions::PyRuntimeError,
    ffi,
    prelude::*,
    types::{PyList, PyString},
};
use serde::{Serialize, Serializer, ser};

use crate::shared::{Key, Shared};

/// A value that can be serialised, as Python objects; `slice` gives a longer text as a part of a string that is there
/// already, where it is one.
pub(crate) fn to_python<'py>(
    py: Python<'py>,
    value: &impl Serialize,
    slice: impl Fn(&str) -> Option<Bound<'py, PyString>>,
) -> PyResult<Bound<'py, PyAny>> {
    let _paused = Paused::new();
    let mut making =
        Making { py, slice, shared: Shared::take(), is_key: false, keys: Vec::new(), values: Vec::new() };
    value.serialize(&mut making).map_err(|Error(error)| error)?;
    making.shared.leave();
    making.values.pop().ok_or_else(|| PyRuntimeError::new_err("the tree is empty"))
}

/// No garbage is looked for until the tree is there: it holds none, and would be searched again and again as it grows.
struct Paused {
    was_enabled: bool,
}

impl Paused {
    #[allow(
        unsafe_code,
        reason = "PyO3 has no safe name for it, and to import `gc` takes as long as a small tree"
    )]
    fn new() -> Self {
        // Sound because it only turns a switch of the interpreter that this thread is attached to.
        Self { was_enabled: unsafe { ffi::PyGC_Disable() } != 0 }
    }
}

impl Drop for Paused {
    #[allow(unsafe_code, reason = "as above")]
    fn drop(&mut self) {
        if self.was_enabled {
            // Sound as above: a tree is made by a thread that is attached.
            unsafe { ffi::PyGC_Enable() };
        }
    }
}

/// A tree in the making.
struct Making<'py, F> {
    py: Python<'py>,
    slice: F,
    shared: Box<Shared>,
    /// Whether the next string is the key of a dict.
    is_key: bool,
    /// What was made and belongs to lists and dicts that are not complete.
    keys: Vec<Key>,
    values: Vec<Bound<'py, PyAny>>,
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
        $(fn $method(self, value: $type) -> Result<(), Error> {
            self.values.push(value.into_bound_py_any(self.py)?);
            Ok(())
        })+
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

type Never = ser::Impossible<(), Error>;

impl<'m, 'py, F: Fn(&str) -> Option<Bound<'py, PyString>>> Serializer for &'m mut Making<'py, F> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Many<'m, 'py, F>;
    type SerializeTuple = Many<'m, 'py, F>;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Many<'m, 'py, F>;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    scalars! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u64: u64, serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8]
    }

    absent! {
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_struct(&'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.serialize_u32(value.into())
    }
    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.serialize_u32(value.into())
    }
    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        let number = self.shared.number(self.py, value);
        self.values.push(number.into_any());
        Ok(())
    }
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        if self.is_key {
            self.keys.push(self.shared.key(self.py, value));
        } else {
            let make = || (self.slice)(value).unwrap_or_else(|| PyString::new(self.py, value));
            self.values.push(self.shared.text(self.py, value, make).into_any());
        }
        Ok(())
    }
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_unit(self) -> Result<(), Error> {
        self.values.push(self.py.None().into_bound(self.py));
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        Ok(Many { keys: self.keys.len(), values: self.values.len(), making: self })
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        self.serialize_seq(None)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        self.serialize_seq(None)
    }
}

/// A list or dict in the making: its keys and values are those from a place on.
struct Many<'m, 'py, F> {
    making: &'m mut Making<'py, F>,
    keys: usize,
    values: usize,
}

impl<'py, F: Fn(&str) -> Option<Bound<'py, PyString>>> ser::SerializeSeq for Many<'_, 'py, F> {
    type Ok = ();
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.making)
    }
    fn end(self) -> Result<(), Error> {
        let Making { py, values, .. } = self.making;
        let list = PyList::new(*py, values.drain(self.values..))?;
        values.push(list.into_any());
        Ok(())
    }
}

impl<'py, F: Fn(&str) -> Option<Bound<'py, PyString>>> ser::SerializeTuple for Many<'_, 'py, F> {
    type Ok = ();
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.making)
    }
    fn end(self) -> Result<(), Error> {
        ser::SerializeSeq::end(self)
    }
}

impl<'py, F: Fn(&str) -> Option<Bound<'py, PyString>>> ser::SerializeMap for Many<'_, 'py, F> {
    type Ok = ();
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.making.is_key = true;
        key.serialize(&mut *self.making)?;
        self.making.is_key = false;
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.making)
    }
    fn end(self) -> Result<(), Error> {
        let Making { py, shared, keys, values, .. } = self.making;
        let dict = shared.dict(*py, &keys[self.keys..], &values[self.values..])?;
        keys.truncate(self.keys);
        values.truncate(self.values);
        values.push(dict.into_any());
        Ok(())
    }
}
