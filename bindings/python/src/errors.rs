//! What can go wrong, as the exceptions that the package defines.

use std::{io, path::Path};

use gongbao_ingest::DecodeError as NoText;
use pyo3::{import_exception, prelude::*};

import_exception!(gongbao._errors, DecodeError);
import_exception!(gongbao._errors, DirectoryError);
import_exception!(gongbao._errors, EmptyFileError);
import_exception!(gongbao._errors, InputTypeError);
import_exception!(gongbao._errors, MissingFileError);
import_exception!(gongbao._errors, ReadError);

/// Why a file or bytes gave no text; made without the interpreter, told to it later.
#[derive(Debug)]
pub(crate) enum Failure {
    Decode(NoText),
    InFile(String, NoText),
    Missing(String, i32),
    Directory(String, i32),
    Empty(String),
    TooLarge(String),
    Read(String, io::Error),
}

impl Failure {
    pub(crate) fn read(path: &Path, error: io::Error) -> Self {
        let name = path.display().to_string();
        match (error.kind(), error.raw_os_error()) {
            (io::ErrorKind::NotFound, Some(code)) => Failure::Missing(name, code),
            (io::ErrorKind::IsADirectory, Some(code)) => Failure::Directory(name, code),
            _ => Failure::Read(name, error),
        }
    }
}

impl From<NoText> for Failure {
    fn from(error: NoText) -> Self {
        Failure::Decode(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> PyErr {
        match failure {
            Failure::Decode(why) => DecodeError::new_err(why.to_string()),
            Failure::InFile(name, why) => DecodeError::new_err(format!("{name}: {why}")),
            Failure::Missing(name, code) => MissingFileError::new_err((code, "no such file", name)),
            Failure::Directory(name, code) => {
                DirectoryError::new_err((code, "a directory; name the files in it", name))
            }
            Failure::Empty(name) => EmptyFileError::new_err(format!("{name}: the file is empty")),
            Failure::TooLarge(name) => {
                DecodeError::new_err(format!("{name}: 4 GiB or larger; split it first"))
            }
            Failure::Read(name, error) => {
                let words = error.to_string();
                let words = words.split(" (os error").next().unwrap_or_default().to_owned();
                ReadError::new_err((error.raw_os_error(), words, name))
            }
        }
    }
}
