//! What the npm package `gongbao` calls: a text goes in, JSON texts come out.
//!
//! JavaScript counts in UTF-16 units; [`Parsed`] keeps the source, the tables and the map between the two. Errors, types
//! and the choice of the build are on the JavaScript side (`js/`), so that nothing here can fail.

mod place;

use std::{cell::OnceCell, sync::Arc};

use gongbao::{Gazette, Json, OffsetMap, OffsetUnit, Tables};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// A parse that JavaScript holds.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Parsed {
    source: String,
    tables: Arc<Tables>,
    map: OnceCell<OffsetMap>,
}

#[wasm_bindgen]
impl Parsed {
    /// Parses a text.
    #[wasm_bindgen(constructor)]
    pub fn new(text: String) -> Self {
        let tables = gongbao::parse(&text).tables();
        Self { source: text, tables, map: OnceCell::new() }
    }

    /// The tree with spans in bytes: what the command prints, without its line feed.
    pub fn json(&self) -> String {
        to_string(&self.gazette())
    }

    /// The tree with spans in UTF-16 units.
    pub fn view(&self) -> String {
        to_string(&Json::new(&self.gazette(), self.map()))
    }

    /// The documents with what belongs to them, without their bodies.
    pub fn documents(&self) -> String {
        to_string(&place::documents(&self.gazette(), self.map()))
    }

    /// The unit or division with this id, `null` where there is none.
    pub fn find(&self, id: &str) -> String {
        to_string(&place::find(&self.gazette(), self.map(), id))
    }

    /// What stands at a UTF-16 offset, from the document down.
    pub fn at(&self, offset: u32) -> String {
        to_string(&place::at(&self.gazette(), self.map(), offset))
    }
}

impl Parsed {
    fn gazette(&self) -> Gazette<'_> {
        Gazette::from_parts(&self.source, Arc::clone(&self.tables))
    }

    fn map(&self) -> &OffsetMap {
        self.map.get_or_init(|| OffsetMap::new(&self.source, OffsetUnit::Utf16))
    }
}

fn to_string(value: &impl Serialize) -> String {
    // OK because nothing in the tree can refuse to be written: all keys are texts, and memory does not fail by `Err`.
    serde_json::to_string(value).expect("a tree of texts and numbers")
}
