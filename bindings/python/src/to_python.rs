//! The core's tree as dicts and lists: the serde serializer whose output is Python objects.
//!
//! Most of its cost would be making objects, so what can be shared is shared: keys and short texts, offsets that lie
//! side by side, and the layout of dicts with the same keys. A value goes onto one stack; a list or dict takes its own
//! from there, so that nothing is collected in between.

use std::{cell::RefCell, fmt};

use pyo3::{
    IntoPyObjectExt,
    exceptions::PyRuntimeError,
    prelude::*,
    types::{PyList, PyString},
};
use serde::{Serialize, Serializer, ser};

use crate::shared::Shared;

/// A value that can be serialised, as Python objects.
pub(crate) fn to_python<'py>(
    py: Python<'py>,
    value: &impl Serialize,
    slice: impl Fn(&str) -> Option<Bound<'py, PyString>>,
) -> PyResult<Bound<'py, PyAny>> {
    let _paused = Paused::new(py)?;
    let making = Making { shared: RefCell::new(Shared::new(py)), stack: RefCell::default(), slice: &slice };
    value.serialize(ToPython { py, making: &making, as_key: false }).map_err(|Error(error)| error)?;
    let top = making.stack.borrow_mut().pop();
    top.ok_or_else(|| PyRuntimeError::new_err("the tree is empty"))
}

/// No garbage is looked for until the tree is there: it holds none, and would be searched again and again as it grows.
struct Paused<'py>(Option<Bound<'py, PyModule>>);

impl<'py> Paused<'py> {
    fn new(py: Python<'py>) -> PyResult<Self> {
        let gc = py.import("gc")?;
        let is_enabled = gc.call_method0("isenabled")?.is_truthy()?;
        if is_enabled {
            gc.call_method0("disable")?;
        }
        Ok(Self(is_enabled.then_some(gc)))
    }
}

impl Drop for Paused<'_> {
    fn drop(&mut self) {
        if let Some(gc) = &self.0 {
            // It fails only where the module has been taken apart, at the end of the interpreter.
            let _ = gc.call_method0("enable");
        }
    }
}

/// What all values of a tree are made with.
struct Making<'py, 'a> {
    shared: RefCell<Shared<'py>>,
    stack: RefCell<Vec<Bound<'py, PyAny>>>,
    /// A longer text as a part of a string that is there already, where it is one.
    slice: &'a dyn Fn(&str) -> Option<Bound<'py, PyString>>,
}

#[derive(Clone, Copy)]
struct ToPython<'py, 'a> {
    py: Python<'py>,
    making: &'a Making<'py, 'a>,
    /// Whether the next string is the key of a dict.
    as_key: bool,
}

impl<'py> ToPython<'py, '_> {
    fn push(self, value: Bound<'py, PyAny>) {
        self.making.stack.borrow_mut().push(value);
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
        $(fn $method(self, value: $type) -> Result<(), Error> {
            self.push(value.into_bound_py_any(self.py)?);
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

impl<'py, 'a> Serializer for ToPython<'py, 'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'py, 'a>;
    type SerializeTuple = Items<'py, 'a>;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Fields<'py, 'a>;
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
        let number = self.making.shared.borrow_mut().number(value);
        self.push(number.into_any());
        Ok(())
    }
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        let mut shared = self.making.shared.borrow_mut();
        let known = if self.as_key { Some(shared.key(value)) } else { shared.text(value) };
        let string =
            known.or_else(|| (self.making.slice)(value)).unwrap_or_else(|| PyString::new(self.py, value));
        self.push(string.into_any());
        Ok(())
    }
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_unit(self) -> Result<(), Error> {
        self.push(self.py.None().into_bound(self.py));
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
    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'py, 'a>, Error> {
        Ok(Items(self, self.making.stack.borrow().len()))
    }
    fn serialize_tuple(self, _: usize) -> Result<Items<'py, 'a>, Error> {
        self.serialize_seq(None)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'py, 'a>, Error> {
        Ok(Fields(self, self.making.stack.borrow().len()))
    }
}

/// A list in the making: its items lie on the stack from a place on.
struct Items<'py, 'a>(ToPython<'py, 'a>, usize);

impl ser::SerializeSeq for Items<'_, '_> {
    type Ok = ();
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(self.0)
    }
    fn end(self) -> Result<(), Error> {
        let Items(to, start) = self;
        let mut stack = to.making.stack.borrow_mut();
        let list = PyList::new(to.py, stack.drain(start..))?;
        stack.push(list.into_any());
        Ok(())
    }
}

impl ser::SerializeTuple for Items<'_, '_> {
    type Ok = ();
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(self.0)
    }
    fn end(self) -> Result<(), Error> {
        ser::SerializeSeq::end(self)
    }
}

/// A dict in the making: its keys and values lie on the stack from a place on.
struct Fields<'py, 'a>(ToPython<'py, 'a>, usize);

impl ser::SerializeMap for Fields<'_, '_> {
    type Ok = ();
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        key.serialize(ToPython { as_key: true, ..self.0 })
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(self.0)
    }
    fn end(self) -> Result<(), Error> {
        let Fields(to, start) = self;
        let mut stack = to.making.stack.borrow_mut();
        let dict = to.making.shared.borrow_mut().dict(&stack[start..])?;
        stack.truncate(start);
        stack.push(dict.into_any());
        Ok(())
    }
}
