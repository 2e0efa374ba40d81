//! Any tree that serde writes, as one list of numbers: what crosses from the module to JavaScript.
//!
//! Each value is a number: its lowest three bits say what it is ([`Tag`]), the others how much of it. Characters of the
//! source do not cross, since JavaScript has them. Behind the tree come the other texts, the *names*, one after the
//! other in UTF-16, two units in a number; then where each of them ends; then how many numbers the tree has, and how
//! many names there are. `js/flat.ts` reads it.

use alloc::{string::String, vec::Vec};
use core::fmt;

use gongbao::OffsetMap;
use serde::{
    Serialize, Serializer,
    ser::{Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple},
};

/// What a number says.
#[derive(Debug, Clone, Copy)]
enum Tag {
    /// `null`, `false`, `true`, or (3) a number that has no room for a tag and follows.
    Constant,
    /// A number.
    Number,
    /// A piece of the source: its start in UTF-16 units; the next number is its end.
    Source,
    /// A name, by its index.
    Name,
    /// So many values.
    List,
    /// So many times a key, which is a name, and its value.
    Map,
    /// A list of two numbers: this one and the next.
    Pair,
}

/// The numbers that stand for a value.
pub(crate) fn flatten(value: &impl Serialize, source: &str, map: &OffsetMap) -> Vec<u32> {
    let mut flat = Flat { source, map, words: Vec::new(), names: Names::new() };
    // OK because only what no tree has (a fraction, bytes, a variant) is refused.
    value.serialize(&mut flat).expect("a tree of texts and whole numbers");
    flat.finish()
}

/// Texts that the source does not hold, each once if it was written a moment ago.
struct Names {
    text: String,
    ends: Vec<u32>,
    /// The name that was last written from an address: names of fields stay where they are.
    last: [u32; 256],
}

impl Names {
    fn new() -> Self {
        Self { text: String::new(), ends: Vec::new(), last: [0; 256] }
    }

    fn get(&self, index: u32) -> Option<&[u8]> {
        let at = index as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]) as usize;
        self.text.as_bytes().get(start..*self.ends.get(at)? as usize)
    }

    fn index(&mut self, name: &str) -> u32 {
        let slot = (name.as_ptr().addr() ^ (name.len() << 3)) % self.last.len();
        if self.get(self.last[slot]) != Some(name.as_bytes()) {
            self.last[slot] = self.ends.len() as u32;
            self.text.push_str(name);
            self.ends.push(self.text.len() as u32);
        }
        self.last[slot]
    }
}

struct Flat<'s> {
    source: &'s str,
    map: &'s OffsetMap,
    words: Vec<u32>,
    names: Names,
}

impl Flat<'_> {
    fn push(&mut self, tag: Tag, payload: u32) {
        self.words.push(payload << 3 | tag as u32);
    }

    fn number(&mut self, number: u32) {
        if number < 1 << 29 {
            self.push(Tag::Number, number);
        } else {
            self.push(Tag::Constant, 3);
            self.words.push(number);
        }
    }

    /// Where a text begins in the source, if it is a piece of it and not a copy.
    fn place(&self, text: &str) -> Option<u32> {
        let at = text.as_ptr().addr().checked_sub(self.source.as_ptr().addr())?;
        (!text.is_empty() && at + text.len() <= self.source.len()).then_some(at as u32)
    }

    fn finish(mut self) -> Vec<u32> {
        let (tree, count) = (self.words.len() as u32, self.names.ends.len() as u32);
        let text = &self.names.text;
        let (mut units, mut from): (Vec<u16>, _) = (Vec::with_capacity(text.len() + 1), 0);
        for end in &mut self.names.ends {
            let name = &text[from..*end as usize];
            from = *end as usize;
            // Nearly all are names of fields and ids, whose bytes are their units.
            if name.is_ascii() {
                units.extend(name.bytes().map(u16::from));
            } else {
                units.extend(name.encode_utf16());
            }
            *end = units.len() as u32;
        }
        if units.len() % 2 > 0 {
            units.push(0);
        }
        self.words.extend(units.chunks_exact(2).map(|two| u32::from(two[1]) << 16 | u32::from(two[0])));
        self.words.extend_from_slice(&self.names.ends);
        self.words.extend_from_slice(&[tree, count]);
        self.words
    }
}

/// A list or map that is being written: where its number is, and how much it holds so far.
struct Many<'f, 's> {
    flat: &'f mut Flat<'s>,
    at: usize,
    count: u32,
}

impl<'f, 's> Many<'f, 's> {
    fn new(flat: &'f mut Flat<'s>) -> Self {
        let at = flat.words.len();
        Self { flat, at, count: 0 }
    }

    fn open(flat: &'f mut Flat<'s>) -> Self {
        let many = Self::new(flat);
        many.flat.words.push(0);
        many
    }

    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.count += 1;
        value.serialize(&mut *self.flat)
    }

    fn key(&mut self, key: &str) {
        let key = self.flat.names.index(key);
        self.flat.words.push(key);
    }

    fn close(self, tag: Tag) {
        self.flat.words[self.at] = self.count << 3 | tag as u32;
    }
}

impl SerializeSeq for Many<'_, '_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.add(value)
    }

    fn end(self) -> fmt::Result {
        self.close(Tag::List);
        Ok(())
    }
}

impl SerializeTuple for Many<'_, '_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.add(value)
    }

    fn end(self) -> fmt::Result {
        match &mut self.flat.words[self.at..] {
            // Nearly all are places, and places are nearly all that crosses.
            [first, second] if *first & 7 == Tag::Number as u32 && *second & 7 == Tag::Number as u32 => {
                *first ^= Tag::Number as u32 ^ Tag::Pair as u32;
            }
            _ => {
                self.flat.words.insert(self.at, 0);
                self.close(Tag::List);
            }
        }
        Ok(())
    }
}

impl SerializeMap for Many<'_, '_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        key.serialize(&mut *self.flat)?;
        // A key is a name; the map says so, and the tag goes.
        let word = self.flat.words.last_mut().filter(|word| **word & 7 == Tag::Name as u32);
        *word.ok_or(fmt::Error)? >>= 3;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.add(value)
    }

    fn end(self) -> fmt::Result {
        self.close(Tag::Map);
        Ok(())
    }
}

impl SerializeStruct for Many<'_, '_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> fmt::Result {
        self.key(key);
        self.add(value)
    }

    fn end(self) -> fmt::Result {
        self.close(Tag::Map);
        Ok(())
    }
}

/// A whole number, as far as it is not negative and has 32 bits.
macro_rules! numbers {
    ($($name:ident: $type:ty),*) => {
        $(fn $name(self, number: $type) -> fmt::Result {
            self.number(u32::try_from(number).map_err(|_| fmt::Error)?);
            Ok(())
        })*
    };
}

/// What no tree has.
macro_rules! refused {
    ($($name:ident($($of:ty),*) -> $type:ty;)*) => {
        $(fn $name(self $(, _: $of)*) -> Result<$type, fmt::Error> {
            Err(fmt::Error)
        })*
    };
}

impl<'f, 's> Serializer for &'f mut Flat<'s> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Many<'f, 's>;
    type SerializeTuple = Many<'f, 's>;
    type SerializeMap = Many<'f, 's>;
    type SerializeStruct = Many<'f, 's>;
    type SerializeTupleStruct = Impossible<(), fmt::Error>;
    type SerializeTupleVariant = Impossible<(), fmt::Error>;
    type SerializeStructVariant = Impossible<(), fmt::Error>;

    numbers! {
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64
    }

    refused! {
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_bool(self, value: bool) -> fmt::Result {
        self.push(Tag::Constant, 1 + u32::from(value));
        Ok(())
    }

    fn serialize_char(self, value: char) -> fmt::Result {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> fmt::Result {
        if let Some(at) = self.place(text) {
            let end = at + text.len() as u32;
            let [start, end] = [at, end].map(|place| self.map.convert(self.source, place));
            self.words.extend_from_slice(&[start << 3 | Tag::Source as u32, end << 3 | Tag::Number as u32]);
        } else {
            let name = self.names.index(text);
            self.push(Tag::Name, name);
        }
        Ok(())
    }

    fn serialize_none(self) -> fmt::Result {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_unit(self) -> fmt::Result {
        self.push(Tag::Constant, 0);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Many<'f, 's>, fmt::Error> {
        Ok(Many::open(self))
    }

    fn serialize_tuple(self, _: usize) -> Result<Many<'f, 's>, fmt::Error> {
        Ok(Many::new(self))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Many<'f, 's>, fmt::Error> {
        Ok(Many::open(self))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Many<'f, 's>, fmt::Error> {
        Ok(Many::open(self))
    }
}

#[cfg(test)]
mod tests {
    use gongbao::OffsetUnit;
    use serde_json::json;

    use super::*;

    fn flat(value: &impl Serialize, source: &str) -> Vec<u32> {
        flatten(value, source, &OffsetMap::new(source, OffsetUnit::Utf16))
    }

    fn word(tag: Tag, payload: u32) -> u32 {
        payload << 3 | tag as u32
    }

    #[test]
    fn a_tree_is_written_and_a_name_once() {
        let words = flat(&json!({"b": [[null, true, 7, u32::MAX], "b"]}), "");
        let tree = [
            word(Tag::Map, 1),
            0,
            word(Tag::List, 2),
            word(Tag::List, 4),
            word(Tag::Constant, 0),
            word(Tag::Constant, 2),
            word(Tag::Number, 7),
            word(Tag::Constant, 3),
            u32::MAX,
        ];
        assert_eq!(words[..tree.len()], tree);
    }

    #[test]
    fn what_lies_in_the_source_does_not_cross() {
        let source = String::from("😀公报");
        let words = flat(&(&source[4..7], [3u32, 5]), &source);
        let tree = [
            word(Tag::List, 2),
            word(Tag::Source, 2),
            word(Tag::Number, 3),
            word(Tag::Pair, 3),
            word(Tag::Number, 5),
        ];
        assert_eq!(words, [&tree[..], &[5, 0]].concat());
    }

    #[test]
    fn names_are_utf_16() {
        let words = flat(&["年", "月😀"].map(String::from).to_vec(), "年");
        let tree = [word(Tag::List, 2), word(Tag::Name, 0), word(Tag::Name, 1)];
        let letters = [0x6708_5e74, 0xde00_d83d];
        assert_eq!(words, [&tree[..], &letters, &[1, 4], &[3, 2]].concat());
    }

    #[test]
    fn what_a_tree_cannot_have_is_refused() {
        let map = OffsetMap::new("", OffsetUnit::Utf16);
        let mut flat = Flat { source: "", map: &map, words: Vec::new(), names: Names::new() };
        assert!(1.5f64.serialize(&mut flat).is_err());
        assert!((-1).serialize(&mut flat).is_err());
    }
}
