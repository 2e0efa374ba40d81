//! What bytes look like that do not say what they are.

use chardetng::EncodingDetector;
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};

use crate::{DecodeError, line};

/// Formats that are often taken for texts, by the bytes that every such file begins with.
pub(crate) fn known_format(bytes: &[u8]) -> Option<&'static str> {
    const FORMATS: [(&[u8], &str); 4] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive, as DOCX and OFD files are"),
        (b"\xd0\xcf\x11\xe0", "a Word or Excel document of the older kind"),
        (b"{\\rtf", "an RTF document"),
    ];
    let format = FORMATS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, what)| what);
    format.or_else(|| markup(bytes))
}

/// A page or another text in tags, by what it begins with behind a byte order mark and blanks, in whichever case.
fn markup(bytes: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: [(&[u8], &str); 3] =
        [(b"<!doctype html", "an HTML page"), (b"<html", "an HTML page"), (b"<?xml", "an XML document")];
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| text.get(..with.len()).is_some_and(|text| text.eq_ignore_ascii_case(with));
    BEGINNINGS.iter().find(|(beginning, _)| begins(beginning)).map(|&(_, what)| what)
}

/// UTF-16 by its byte order mark, or by zeros that are many and nearly all on one side of the pairs: a character of
/// ASCII has one on the one side, a few such as 一 on the other.
pub(crate) fn utf16(bytes: &[u8], has_nul: bool) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    if !has_nul {
        return None;
    }
    // One NUL alone shows nothing; by chance it lies on one side.
    let zeros = |side| bytes.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    match (zeros(0), zeros(1)) {
        (even, odd) if odd > 1 && odd > 4 * even && odd * 100 > bytes.len() => Some(UTF_16LE),
        (even, odd) if even > 1 && even > 4 * odd && even * 100 > bytes.len() => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding of bytes that are neither UTF-8 nor UTF-16, and what to say where it does not fit either.
pub(crate) fn guess(bytes: &[u8]) -> Result<(&'static Encoding, DecodeError), DecodeError> {
    let (offset, cut) = match std::str::from_utf8(bytes) {
        Ok(_) => (bytes.len(), false),
        Err(error) => (error.valid_up_to(), error.error_len().is_none()),
    };
    let at = line(bytes, offset);
    if is_mostly_utf8(bytes) {
        let [cut_off, damaged] =
            [DecodeError::Cut { offset, line: at }, DecodeError::Damaged { offset, line: at }];
        return Err(if cut { cut_off } else { damaged });
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    let unknown = DecodeError::Unknown { offset, line: at };
    match detector.guess_assess(Some(b"cn"), false) {
        (encoding, true) if encoding == GBK || encoding == GB18030 => Ok((GB18030, unknown)),
        (encoding, true) if encoding == BIG5 => Ok((BIG5, unknown)),
        // An encoding of single bytes fits any bytes, but no Chinese is written in it.
        _ => Err(unknown),
    }
}

/// By chance, text of another encoding hardly ever has long runs that are right in UTF-8.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 8 * bad
}

/// How many bytes fit an encoding that not all of them fit.
pub(crate) fn valid_up_to(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = String::with_capacity(4096);
    let mut read = 0;
    loop {
        out.clear();
        let (result, more) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut out, true);
        read += more;
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::InputEmpty => return read,
            DecoderResult::Malformed(bad, after) => return read - usize::from(bad) - usize::from(after),
        }
    }
}
