//! Why bytes are no text, each reason with its wording.

/// Why bytes cannot be decoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes are a file of another kind.
    #[error("{what}, not a text: extract its text first")]
    NotText {
        /// What it is.
        what: &'static str,
    },
    /// The bytes hold NUL and are not UTF-16.
    #[error("binary data, not a text (NUL at byte {offset})")]
    Binary {
        /// Where the first NUL is.
        offset: usize,
    },
    /// UTF-8 in which something is broken.
    #[error("not UTF-8 at byte {offset} (line {line}): the text around it is, so it is damaged there")]
    Damaged {
        /// The first byte that does not fit.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// UTF-8 that ends within a character.
    #[error("not UTF-8 at byte {offset} (line {line}): it ends within a character")]
    Cut {
        /// Where that character begins.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// The bytes do not fit the encoding.
    #[error("not {encoding}: malformed at byte {offset} (line {line})")]
    Malformed {
        /// The encoding.
        encoding: &'static str,
        /// The first byte that does not fit.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// Nothing that Chinese is written in fits the bytes.
    #[error(
        "the encoding is not known: not UTF-8 from byte {offset} (line {line}) on, and no other that holds Chinese fits"
    )]
    Unknown {
        /// The first byte that is not UTF-8.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// There is no encoding of that name.
    #[error("no such encoding: {name}")]
    UnknownEncoding {
        /// The name.
        name: String,
    },
}
