//! Lines for themselves: what is read from them is what they say, however they are printed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongbao_fuzz::check_lines(gongbao_fuzz::text_of(bytes)));
