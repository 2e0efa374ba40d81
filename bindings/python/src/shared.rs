//! Objects that a tree has many times, made once.

use pyo3::{
    prelude::*,
    types::{PyDict, PyInt, PyString},
};

/// Slots of each kind, powers of two. What falls into a taken slot replaces what is there.
const KEYS: usize = 256;
const TEXTS: usize = 256;
const NUMBERS: usize = 64;
const LAYOUTS: usize = 128;

/// Longer texts are seldom said twice.
const SHORT: usize = 32;

/// A short text and its string.
struct Known<'py> {
    bytes: [u8; SHORT],
    length: u8,
    string: Bound<'py, PyString>,
}

/// The objects that a tree in the making has so far.
pub(crate) struct Shared<'py> {
    py: Python<'py>,
    keys: Vec<Option<(Box<str>, Bound<'py, PyString>)>>,
    texts: Vec<Option<Known<'py>>>,
    numbers: [Option<(u32, Bound<'py, PyInt>)>; NUMBERS],
    layouts: Vec<Option<Layout<'py>>>,
}

/// A dict that has the keys of others, and these keys in order.
struct Layout<'py> {
    keys: Vec<Bound<'py, PyAny>>,
    empty: Bound<'py, PyDict>,
}

fn hash(bytes: &[u8; SHORT]) -> usize {
    let words = bytes.chunks_exact(8).map(|word| u64::from_ne_bytes(word.try_into().unwrap_or_default()));
    let mixed =
        words.fold(0_u64, |hash, word| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95));
    (mixed >> 32) as usize
}

impl<'py> Shared<'py> {
    pub(crate) fn new(py: Python<'py>) -> Self {
        fn slots<T>(count: usize) -> Vec<Option<T>> {
            (0..count).map(|_| None).collect()
        }
        Self {
            py,
            keys: slots(KEYS),
            texts: slots(TEXTS),
            numbers: [const { None }; NUMBERS],
            layouts: slots(LAYOUTS),
        }
    }

    /// The key of a dict. Names of fields are literals, which are told apart by where they stand.
    pub(crate) fn key(&mut self, name: &str) -> Bound<'py, PyString> {
        let address = name.as_ptr() as usize;
        let slot = &mut self.keys[(address ^ address >> 8) % KEYS];
        match slot {
            Some((known, key)) if **known == *name => key.clone(),
            _ => {
                let key = PyString::intern(self.py, name);
                *slot = Some((name.into(), key.clone()));
                key
            }
        }
    }

    /// A text; `None` where it is too long to be said twice.
    pub(crate) fn text(&mut self, text: &str) -> Option<Bound<'py, PyString>> {
        let bytes = text.as_bytes();
        if bytes.len() > SHORT {
            return None;
        }
        let mut held = [0; SHORT];
        held[..bytes.len()].copy_from_slice(bytes);
        // The length tells a text from one that ends with NUL.
        let length = bytes.len() as u8;
        let slot = &mut self.texts[hash(&held) % TEXTS];
        match slot {
            Some(known) if known.bytes == held && known.length == length => Some(known.string.clone()),
            _ => {
                let string = PyString::new(self.py, text);
                *slot = Some(Known { bytes: held, length, string: string.clone() });
                Some(string)
            }
        }
    }

    /// A number: of two spans that meet, one ends where the other begins.
    pub(crate) fn number(&mut self, number: u32) -> Bound<'py, PyInt> {
        let slot = &mut self.numbers[number as usize % NUMBERS];
        match slot {
            Some((known, object)) if *known == number => object.clone(),
            _ => {
                let Ok(object) = number.into_pyobject(self.py);
                *slot = Some((number, object.clone()));
                object
            }
        }
    }

    /// A dict of keys and values, one behind the other. A copy of a dict with the same keys has their table already.
    pub(crate) fn dict(&mut self, pairs: &[Bound<'py, PyAny>]) -> PyResult<Bound<'py, PyDict>> {
        let keys = || pairs.iter().step_by(2);
        let hash = keys().fold(0, |hash: usize, key| hash.wrapping_mul(31) ^ (key.as_ptr() as usize >> 4));
        let slot = &mut self.layouts[hash % LAYOUTS];
        let dict = match slot {
            Some(layout)
                if layout.keys.len() * 2 == pairs.len()
                    && layout.keys.iter().zip(keys()).all(|(a, b)| a.is(b)) =>
            {
                layout.empty.copy()?
            }
            _ => {
                let dict = PyDict::new(self.py);
                for key in keys() {
                    dict.set_item(key, self.py.None())?;
                }
                *slot = Some(Layout { keys: keys().cloned().collect(), empty: dict.copy()? });
                dict
            }
        };
        for pair in pairs.chunks_exact(2) {
            dict.set_item(&pair[0], &pair[1])?;
        }
        Ok(dict)
    }
}
