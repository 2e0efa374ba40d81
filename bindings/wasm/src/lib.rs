//! What the npm package `gongbao` calls: a text goes in, trees come out, as numbers (`flat.rs`).
//!
//! JavaScript counts in UTF-16 units; [`Parsed`] keeps the source, the tables and the map between the two. Errors, types
//! and the choice of the build are on the JavaScript side (`js/`), so that nothing here can fail.
//!
//! The module has no standard library: what a page loads would be larger by the messages of panics, which nobody reads
//! there. JavaScript sees a trap and starts the module anew.

#![cfg_attr(target_family = "wasm", no_std)]

extern crate alloc;

mod flat;
mod place;

use alloc::{string::String, sync::Arc, vec::Vec};
use core::cell::OnceCell;

use gongbao::{Gazette, Json, OffsetMap, OffsetUnit, Tables};
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

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

    /// The tree, its spans in UTF-16 units or in bytes.
    pub fn tree(&self, bytes: bool) -> Vec<u32> {
        let (gazette, map) = (self.gazette(), self.map());
        let in_bytes = OffsetMap::new("", OffsetUnit::Bytes);
        let tree = Json::new(&gazette, if bytes { &in_bytes } else { map });
        flat::flatten(&tree, &self.source, map)
    }

    /// The documents with what belongs to them, without their bodies.
    pub fn documents(&self) -> Vec<u32> {
        let heads = place::documents(&self.gazette(), self.map());
        flat::flatten(&heads, &self.source, self.map())
    }

    /// The unit or division with this id, `null` where there is none.
    pub fn find(&self, id: &str) -> Vec<u32> {
        let place = place::find(&self.gazette(), self.map(), id);
        flat::flatten(&place, &self.source, self.map())
    }

    /// What stands at a UTF-16 offset, from the document down.
    pub fn at(&self, offset: u32) -> Vec<u32> {
        let path = place::at(&self.gazette(), self.map(), offset);
        flat::flatten(&path, &self.source, self.map())
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
