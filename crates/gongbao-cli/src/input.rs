//! Files to text: what is not a text is refused, with what it looks like.

use std::{
    fs::File,
    io::{self, IsTerminal, Read},
    path::Path,
};

use gongbao_ingest::DecodeError;

use crate::error::{Error, Guess};

/// Spans count bytes in 32 bits.
const LIMIT: u64 = u32::MAX as u64;

/// A text and what to call it.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Reads a file, or standard input where the path is `-`.
pub(crate) fn read(path: &Path) -> Result<Input, Error> {
    let name = name(path);
    let bytes = if is_stdin(path) { read_stdin(&name) } else { read_file(path, &name) }?;
    let text = decode(&bytes, &name)?;
    Ok(Input { name, text })
}

pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What messages call a path: always one line.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) {
        return "<stdin>".to_owned();
    }
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn read_stdin(name: &str) -> Result<Vec<u8>, Error> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Err(Error::Terminal);
    }
    read_bytes(stdin.lock(), name)
}

fn read_file(path: &Path, name: &str) -> Result<Vec<u8>, Error> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Error::NotFound(name.to_owned()),
        _ => Error::Read { name: name.to_owned(), source },
    };
    // Asked before opening: on some systems a directory cannot be opened, with a reason that does not say why.
    if path.metadata().map_err(failed)?.is_dir() {
        return Err(Error::Directory(name.to_owned()));
    }
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.len() > LIMIT {
        return Err(Error::TooLarge(name.to_owned()));
    }
    read_bytes(file, name)
}

fn read_bytes(reader: impl Read, name: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = reader.take(LIMIT + 1).read_to_end(&mut bytes);
    let read = read.map_err(|source| Error::Read { name: name.to_owned(), source })?;
    if read as u64 > LIMIT { Err(Error::TooLarge(name.to_owned())) } else { Ok(bytes) }
}

/// A text must be UTF-8, so that the places that are printed are those of the file; of anything else it is said what it
/// looks like.
fn decode(bytes: &[u8], name: &str) -> Result<String, Error> {
    let name = || name.to_owned();
    if bytes.is_empty() {
        return Err(Error::Empty(name()));
    }
    let guess = match gongbao_ingest::decode(bytes, None) {
        Ok(decoded) if decoded.encoding == "UTF-8" => {
            let nothing =
                decoded.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty();
            return if nothing { Err(Error::Blank(name())) } else { Ok(decoded.text.into_owned()) };
        }
        Ok(decoded) => Guess::Encoding(decoded.encoding.to_uppercase()),
        Err(DecodeError::NotText { what }) => return Err(Error::NotText { name: name(), what }),
        Err(DecodeError::Binary { offset }) => return Err(Error::Binary { name: name(), offset }),
        Err(DecodeError::Damaged { .. }) => Guess::Damaged,
        Err(DecodeError::Cut { .. }) => Guess::Cut,
        Err(DecodeError::Malformed { encoding, .. }) => Guess::Encoding(encoding.to_uppercase()),
        Err(_) => Guess::Unknown,
    };
    let offset = match std::str::from_utf8(bytes) {
        // UTF-16 of ASCII alone is UTF-8 with zeros: the first of them is what does not belong there.
        Ok(text) => text.find('\0').unwrap_or_default(),
        Err(error) => error.valid_up_to(),
    };
    let line = bytes[..offset].split(|&b| b == b'\n').count();
    Err(Error::NotUtf8 { name: name(), offset, line, guess })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 关于印发方案的通知 in GB18030.
    const GB: &[u8] = b"\xb9\xd8\xd3\xda\xd3\xa1\xb7\xa2\xb7\xbd\xb0\xb8\xb5\xc4\xcd\xa8\xd6\xaa";

    fn message(bytes: &[u8]) -> String {
        decode(bytes, "a.txt").map_or_else(|e| e.to_string(), |_| "a text".to_owned())
    }

    fn utf16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn bytes_that_are_not_utf8_say_where_and_what_they_look_like() {
        let gb = "it looks like GB18030: convert it, as with iconv -f GB18030 -t UTF-8";
        assert_eq!(message(GB), format!("a.txt: not UTF-8 at byte 0 (line 1); {gb}"));
        let behind = [b"2023\n", GB].concat();
        assert_eq!(message(&behind), format!("a.txt: not UTF-8 at byte 5 (line 2); {gb}"));
        let wide = "it looks like UTF-16LE: convert it, as with iconv -f UTF-16LE -t UTF-8";
        assert_eq!(message(&utf16le("\u{feff}关于")), format!("a.txt: not UTF-8 at byte 0 (line 1); {wide}"));
        assert!(message(&utf16le("第1号\n第2号")).ends_with(wide));
    }

    #[test]
    fn utf8_with_a_broken_place_is_not_taken_for_another_encoding() {
        let text = "关于印发方案的通知,现印发给你们,请认真贯彻执行。";
        let damaged = [text.as_bytes(), b"\xe6\n", text.as_bytes()].concat();
        assert_eq!(
            message(&damaged),
            "a.txt: not UTF-8 at byte 71 (line 1); the text around it is UTF-8: the file is damaged there"
        );
        let cut = &text.as_bytes()[..text.len() - 1];
        assert_eq!(
            message(cut),
            "a.txt: not UTF-8 at byte 68 (line 1); the file ends in the middle of a character"
        );
    }

    #[test]
    fn a_byte_order_mark_and_line_ends_of_any_kind_are_text() {
        assert_eq!(message("\u{feff}公报\r\n第1号\r".as_bytes()), "a text");
    }
}
