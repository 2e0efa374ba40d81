//! Any text: the parse is sound and its questions can be asked.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongbao_fuzz::check(gongbao_fuzz::text_of(bytes)));
