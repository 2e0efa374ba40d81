//! Any text: the places that the bindings count and the nodes that they ask for.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongbao_fuzz::check_places(gongbao_fuzz::text_of(bytes)));
