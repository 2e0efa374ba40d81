//! Objects that trees have many times, made once and kept for the next tree.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use pyo3::{
    prelude::*,
    types::{PyBool, PyDict, PyInt, PyString, PyTuple, PyType},
};

/// Slots of each kind, powers of two. What falls into a taken slot replaces what is there.
const ADDRESSES: usize = 512;
const TEXTS: usize = 1024;
const NUMBERS: usize = 256;
const LAYOUTS: usize = 128;

/// A model costs as much as some hundred dicts without one; for so few it is not made.
const FEW: u32 = 32;

/// Longer texts are seldom said twice.
const SHORT: usize = 32;

/// What was made for earlier trees, while no other takes it.
static SPARE: Mutex<Option<Box<Shared>>> = Mutex::new(None);

/// The key of a dict, by its number.
pub(crate) type Key = u16;

/// A short text, to be compared at once: its length, its beginning and its end, which meet or overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Short {
    length: usize,
    ends: [u128; 2],
}

impl Short {
    #[inline]
    fn new(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let ends = match bytes {
            [] => [0; 2],
            [first, middle @ .., last] if middle.len() < 2 => {
                [*first, *last].map(|byte| u128::from(byte) << 8 | u128::from(bytes[bytes.len() / 2]))
            }
            _ if bytes.len() < 8 => {
                [*bytes.first_chunk()?, *bytes.last_chunk()?].map(|end| u32::from_ne_bytes(end).into())
            }
            _ if bytes.len() < 16 => {
                [*bytes.first_chunk()?, *bytes.last_chunk()?].map(|end| u64::from_ne_bytes(end).into())
            }
            _ if bytes.len() <= SHORT => {
                [*bytes.first_chunk()?, *bytes.last_chunk()?].map(u128::from_ne_bytes)
            }
            _ => return None,
        };
        Some(Self { length: bytes.len(), ends })
    }

    fn slot(self, count: usize) -> usize {
        let [begin, end] = self.ends;
        let both = begin ^ end.rotate_left(41);
        let mixed = both as u64 ^ ((both >> 64) as u64).rotate_left(23) ^ self.length as u64;
        (mixed.wrapping_mul(0x517c_c1b7_2722_0a95) >> 32) as usize % count
    }
}

/// The keys that dicts have in common, in order.
struct Layout {
    keys: Box<[Key]>,
    /// How many dicts had them before there was a model.
    seen: u32,
    model: Option<Model>,
}

/// A dict with the keys of others, to be copied.
struct Model {
    dict: Py<PyDict>,
    /// Its values, where others may have the same; else it has `None`.
    values: Box<[Option<Py<PyAny>>]>,
}

/// The objects that trees have had so far.
pub(crate) struct Shared {
    keys: Vec<Py<PyString>>,
    numbers_of_keys: HashMap<Box<str>, Key>,
    /// The key that a name at an address had last: names of fields are literals and stay where they are.
    at_addresses: Vec<Option<(Short, Key)>>,
    texts: Vec<Option<(Short, Py<PyString>)>>,
    numbers: Vec<Option<(u32, Py<PyInt>)>>,
    layouts: Vec<Option<Layout>>,
}

fn slots<T>(count: usize) -> Vec<Option<T>> {
    (0..count).map(|_| None).collect()
}

impl Shared {
    /// What there is already; a tree that is made at the same time starts with nothing.
    pub(crate) fn take() -> Box<Self> {
        let spare = SPARE.lock().unwrap_or_else(PoisonError::into_inner).take();
        spare.unwrap_or_else(|| {
            Box::new(Self {
                keys: Vec::new(),
                numbers_of_keys: HashMap::new(),
                at_addresses: slots(ADDRESSES),
                texts: slots(TEXTS),
                numbers: slots(NUMBERS),
                layouts: slots(LAYOUTS),
            })
        })
    }

    /// Leaves everything to the next tree.
    pub(crate) fn leave(self: Box<Self>) {
        // What is dropped is dropped when the lock is free again.
        let _other = SPARE.lock().unwrap_or_else(PoisonError::into_inner).replace(self);
    }

    pub(crate) fn key(&mut self, py: Python<'_>, name: &str) -> Key {
        let at = (name.as_ptr() as usize).wrapping_mul(0x9e37_79b9) >> 16;
        let slot = &mut self.at_addresses[at % ADDRESSES];
        let short = Short::new(name);
        match slot {
            Some((known, key)) if short == Some(*known) => return *key,
            _ => {}
        }
        let key = self.numbers_of_keys.get(name).copied().unwrap_or_else(|| {
            let key = self.keys.len() as Key;
            self.keys.push(PyString::intern(py, name).unbind());
            self.numbers_of_keys.insert(name.into(), key);
            key
        });
        *slot = short.map(|short| (short, key));
        key
    }

    /// A text; what is too long to be said twice is made each time.
    pub(crate) fn text<'py>(
        &mut self,
        py: Python<'py>,
        text: &str,
        make: impl FnOnce() -> Bound<'py, PyString>,
    ) -> Bound<'py, PyString> {
        let Some(short) = Short::new(text) else { return make() };
        let slot = &mut self.texts[short.slot(TEXTS)];
        match slot {
            Some((known, string)) if *known == short => string.bind(py).clone(),
            _ => {
                let string = make();
                *slot = Some((short, string.clone().unbind()));
                string
            }
        }
    }

    /// A number: of two spans that meet, one ends where the other begins.
    pub(crate) fn number<'py>(&mut self, py: Python<'py>, number: u32) -> Bound<'py, PyInt> {
        let slot = &mut self.numbers[number as usize % NUMBERS];
        match slot {
            Some((known, object)) if *known == number => object.bind(py).clone(),
            _ => {
                let Ok(object) = number.into_pyobject(py);
                *slot = Some((number, object.clone().unbind()));
                object
            }
        }
    }

    /// A dict of keys and values. Where there is a model, only what differs from it is written.
    pub(crate) fn dict<'py>(
        &mut self,
        py: Python<'py>,
        keys: &[Key],
        values: &[Bound<'py, PyAny>],
    ) -> PyResult<Bound<'py, PyDict>> {
        let names = || keys.iter().map(|key| &self.keys[usize::from(*key)]);
        let hash = keys.iter().fold(keys.len(), |hash, key| hash.wrapping_mul(31) ^ usize::from(*key));
        let slot = &mut self.layouts[hash % LAYOUTS];
        let layout = match slot {
            Some(layout) if *layout.keys == *keys => layout,
            _ => slot.insert(Layout { keys: keys.into(), seen: 0, model: None }),
        };
        let model = match &layout.model {
            Some(model) => model,
            None if layout.seen < FEW => {
                layout.seen += 1;
                let dict = PyDict::new(py);
                names().zip(values).try_for_each(|(name, value)| dict.set_item(name, value))?;
                return Ok(dict);
            }
            None => layout.model.insert(Model::new(py, names, values)?),
        };
        let dict = model.dict.bind(py).copy()?;
        for ((name, value), known) in names().zip(values).zip(&model.values) {
            if !known.as_ref().is_some_and(|known| known.is(value)) {
                dict.set_item(name, value)?;
            }
        }
        Ok(dict)
    }
}

/// The interpreter leaves room in the dict of an object for this many attributes in all.
const ATTRIBUTES: usize = 30;

impl Model {
    /// The dicts of a class's objects share one table of keys (PEP 412), and so do copies of them: they take a third of
    /// the memory of others. The room for further attributes grows less with each object that is made.
    fn new<'a, 'py, I: Iterator<Item = &'a Py<PyString>>>(
        py: Python<'py>,
        names: impl Fn() -> I,
        values: &[Bound<'py, PyAny>],
    ) -> PyResult<Self> {
        let values: Box<_> =
            values.iter().map(|value| is_common(value).then(|| value.clone().unbind())).collect();
        let class = py.get_type::<PyType>().call1(("Fields", PyTuple::empty(py), PyDict::new(py)))?;
        let filled = || {
            let object = class.call0()?;
            names().zip(&values).try_for_each(|(name, value)| object.setattr(name, value))?;
            object.getattr("__dict__")
        };
        filled()?;
        (0..ATTRIBUTES).try_for_each(|_| class.call0().map(drop))?;
        Ok(Self { dict: filled()?.cast_into::<PyDict>()?.copy()?.unbind(), values })
    }
}

/// Whether a value may be left in a model: it cannot be changed, and takes hardly any memory.
fn is_common(value: &Bound<'_, PyAny>) -> bool {
    value.is_none()
        || value.is_instance_of::<PyBool>()
        || value.cast::<PyString>().is_ok_and(|text| text.len().is_ok_and(|length| length <= SHORT))
}
