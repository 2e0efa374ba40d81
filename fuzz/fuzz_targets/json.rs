//! Any text: the tree is JSON, and its leaves give the source back.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongbao_fuzz::check_json(gongbao_fuzz::text_of(bytes)));
