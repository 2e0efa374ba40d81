//! Bytes to text: a byte order mark, strict UTF-8, else the encoding that the bytes look like.
//!
//! A text that could only be had with replacement characters is refused: the parser would take them for the
//! author's. **Knows no gazette.**
#![forbid(unsafe_code)]

mod detect;
mod error;

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

pub use error::DecodeError;

/// A text and the name of the encoding it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text. A byte order mark of UTF-8 stays in it, so that offsets are those of the file.
    pub text: Cow<'a, str>,
    /// The encoding, by its name in the Encoding Standard: `UTF-8`, `gb18030`, `Big5`, `UTF-16LE`.
    pub encoding: &'static str,
}

/// Decodes bytes: as `encoding` says, or else as their byte order mark says, as UTF-8, or as what they look like.
///
/// ```
/// let bytes = b"\xb9\xd8\xd3\xda\xd3\xa1\xb7\xa2\xb7\xbd\xb0\xb8\xb5\xc4\xcd\xa8\xd6\xaa";
/// let decoded = gongbao_ingest::decode(bytes, None)?;
/// assert_eq!((decoded.text.as_ref(), decoded.encoding), ("关于印发方案的通知", "gb18030"));
/// # Ok::<(), gongbao_ingest::DecodeError>(())
/// ```
///
/// # Errors
///
/// Where the bytes are no text, or not one of the encoding.
pub fn decode<'a>(bytes: &'a [u8], encoding: Option<&str>) -> Result<Decoded<'a>, DecodeError> {
    if let Some(name) = encoding {
        return strictly(bytes, named(name)?);
    }
    if let Some(what) = detect::known_format(bytes) {
        return Err(DecodeError::NotText { what });
    }
    let nul = memchr::memchr(0, bytes);
    if let Some(encoding) = detect::utf16(bytes, nul.is_some()) {
        return strictly(bytes, encoding);
    }
    if let Some(offset) = nul {
        return Err(DecodeError::Binary { offset });
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name() });
    }
    let (encoding, otherwise) = detect::guess(bytes)?;
    strictly(bytes, encoding).map_err(|_| otherwise)
}

/// The encoding of a name; everything that goes by GB2312 or GBK is read as GB18030, which holds all of both.
fn named(name: &str) -> Result<&'static Encoding, DecodeError> {
    let label = match name.trim().to_ascii_lowercase().as_str() {
        "utf_8" | "utf-8-sig" | "utf_8_sig" => "utf-8".to_owned(),
        "cp936" | "936" => "gbk".to_owned(),
        "cp950" | "950" => "big5".to_owned(),
        // Python writes utf_16_le what the standard writes utf-16le.
        other if other.starts_with("utf_16") || other.starts_with("utf-16-") => {
            other.replace("16_", "16").replace("16-", "16").replace('_', "-")
        }
        other => other.to_owned(),
    };
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) if encoding == GBK => Ok(GB18030),
        Some(encoding) => Ok(encoding),
        None => Err(DecodeError::UnknownEncoding { name: name.to_owned() }),
    }
}

fn strictly<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Decoded<'a>, DecodeError> {
    let skip = bom_length(bytes, encoding);
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..]);
    let text = text.ok_or_else(|| {
        let offset = skip + detect::valid_up_to(&bytes[skip..], encoding);
        DecodeError::Malformed { encoding: encoding.name(), offset, line: line(bytes, offset) }
    })?;
    Ok(Decoded { text, encoding: encoding.name() })
}

/// How many bytes a byte order mark of UTF-16 takes; it is no part of the text.
fn bom_length(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mark: &[u8] = match encoding {
        e if e == UTF_16LE => b"\xff\xfe",
        e if e == UTF_16BE => b"\xfe\xff",
        _ => return 0,
    };
    if bytes.starts_with(mark) { mark.len() } else { 0 }
}

fn line(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset.min(bytes.len())].split(|&b| b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "天津市人民政府办公厅关于印发方案的通知\r\n各区人民政府:镕、㐂、𠮷";

    fn told(bytes: &[u8], encoding: Option<&str>) -> String {
        decode(bytes, encoding).expect_err("no text").to_string()
    }

    #[test]
    fn utf8_is_taken_as_it_is() {
        for text in ["", "a", TEXT, "\u{feff}公报\n"] {
            let decoded = decode(text.as_bytes(), None).unwrap();
            assert_eq!((decoded.text.as_ref(), decoded.encoding), (text, "UTF-8"));
            assert!(matches!(decoded.text, Cow::Borrowed(_)));
        }
    }

    #[test]
    fn gb18030_is_found_and_named_in_all_its_names() {
        let (bytes, _, _) = GB18030.encode(TEXT);
        for encoding in [None, Some("gb2312"), Some("GBK"), Some("gb18030"), Some("cp936"), Some("GB_2312")] {
            let decoded = decode(&bytes, encoding).unwrap();
            assert_eq!((decoded.text.as_ref(), decoded.encoding), (TEXT, "gb18030"), "{encoding:?}");
        }
    }

    #[test]
    fn utf16_is_found_with_a_mark_and_without() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let bytes = wide(&format!("\u{feff}{TEXT}"));
        let marked = decode(&bytes, None).unwrap();
        assert_eq!((marked.text.as_ref(), marked.encoding), (TEXT, "UTF-16LE"));
        assert_eq!(decode(&wide("第1号\n第2号"), None).unwrap().text, "第1号\n第2号");
        assert_eq!(decode(&wide(TEXT), Some("utf-16le")).unwrap().text, TEXT);
    }

    #[test]
    fn what_is_no_text_says_what_it_is() {
        assert_eq!(told(b"%PDF-1.7\n\xe2\xe3", None), "a PDF, not a text: extract its text first");
        for page in ["<!DOCTYPE html>\n<html>", "\u{feff}\r\n <HTML lang=\"zh\">", "<html>"] {
            assert_eq!(told(page.as_bytes(), None), "an HTML page, not a text: extract its text first");
        }
        assert_eq!(
            told(b"<?xml version=\"1.0\"?>", None),
            "an XML document, not a text: extract its text first"
        );
        assert!(decode("<附件>".as_bytes(), None).is_ok() && decode(b"<html>", Some("utf-8")).is_ok());
        assert_eq!(told(b"ab\0\x01", None), "binary data, not a text (NUL at byte 2)");
        assert_eq!(told(b"\xff\xfe\x00\xd8", None), "not UTF-16LE: malformed at byte 2 (line 1)");
        assert!(told(&[0x81, 0xff, 0xfe, 0x80, 0x90, 0xff], None).starts_with("the encoding is not known"));
    }

    #[test]
    fn damaged_utf8_is_not_read_as_something_else() {
        let cut = &TEXT.as_bytes()[..TEXT.len() - 1];
        let offset = TEXT.len() - 4;
        assert_eq!(
            told(cut, None),
            format!("not UTF-8 at byte {offset} (line 2): it ends within a character")
        );
        let damaged = [TEXT.as_bytes(), b"\xe6\n", TEXT.as_bytes()].concat();
        let offset = TEXT.len();
        assert_eq!(
            told(&damaged, None),
            format!("not UTF-8 at byte {offset} (line 2): the text around it is, so it is damaged there")
        );
    }

    #[test]
    fn a_wrong_encoding_says_where_it_fails() {
        assert_eq!(told("公报\n\u{ff}".as_bytes(), Some("ascii-art")), "no such encoding: ascii-art");
        assert_eq!(told(b"abc\n\xff\xff", Some("gbk")), "not gb18030: malformed at byte 4 (line 2)");
        assert_eq!(told(b"abc\xff", Some("utf8")), "not UTF-8: malformed at byte 3 (line 1)");
    }
}
