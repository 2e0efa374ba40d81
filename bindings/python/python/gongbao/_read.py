"""Files and batches: what is easier said in Python than in Rust."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Sized
from itertools import islice

from gongbao._errors import DecodeError, GongbaoError, InputTypeError
from gongbao._gongbao import Gazette, _parse_many, _read_chunk, _read_path, parse

# `typing` is half of what an import of this package would cost; only type checkers need it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any

#: How many files of a batch are read before the first of them is handed out.
_CHUNK = 64

StrPath = str | os.PathLike[str]


def read(path_or_file: StrPath | bytes | IO[str] | IO[bytes], *, encoding: str | None = None) -> Gazette:
    """Read and parse a file, or what an open file still holds.

    Bytes are decoded as in :func:`parse`. Raises :class:`MissingFileError`, :class:`DirectoryError` and
    :class:`ReadError` (all of them ``OSError`` too), :class:`EmptyFileError` and :class:`DecodeError`; a text file
    opened with a wrong encoding is the caller's.

    >>> import io
    >>> read(io.StringIO("第一条 为了规范工作，制定本办法。")).documents[0].body[0].eid
    'doc_1__art_1'
    """
    if hasattr(path_or_file, "read"):
        try:
            held: Any = path_or_file.read()
        except UnicodeDecodeError as error:
            raise DecodeError(f"the file is not {error.encoding}: open it as bytes") from error
        return parse(held, encoding=None if isinstance(held, str) else encoding)
    return _read_path(_path(path_or_file), encoding)


def parse_many(
    texts: Iterable[str | bytes], threads: int | None = None, *, encoding: str | None = None
) -> list[Gazette]:
    """Parse many texts at once, in parallel and without the interpreter's lock.

    ``threads`` is how many to use, by default one for each core. The result has the order of the texts; the first
    text that is none raises its exception, with its number in front.

    >>> [len(gazette.documents) for gazette in parse_many(["甲关于乙的通知", ""], threads=2)]
    [1, 0]
    """
    if isinstance(texts, (str, bytes)):
        raise InputTypeError("parse_many takes several texts; parse takes one")
    parses = _parse_many(texts, threads, encoding)
    gazettes = []
    for index, parsed in enumerate(parses):
        if isinstance(parsed, BaseException):
            if isinstance(parsed, GongbaoError):
                raise type(parsed)(f"text {index}: {parsed}")
            raise parsed
        gazettes.append(parsed)
    return gazettes


def read_many(
    paths: Iterable[StrPath | bytes],
    threads: int | None = None,
    progress: bool = False,
    *,
    encoding: str | None = None,
) -> Iterator[Gazette | GongbaoError]:
    """Read and parse many files, in parallel and without the interpreter's lock.

    An iterator in the order of the paths, which are taken some at a time. A file that cannot be read takes its place
    as an exception that is not raised, and the run goes on. With ``progress``, a bar is drawn if tqdm is installed.

    >>> [type(each).__name__ for each in read_many(["no/such/file.txt"])]
    ['MissingFileError']
    """
    if isinstance(paths, (str, bytes, os.PathLike)):
        raise InputTypeError("read_many takes several paths; read takes one")
    if threads is not None and threads < 1:
        raise ValueError(f"threads must be at least 1, not {threads}")
    total = len(paths) if isinstance(paths, Sized) else None
    gazettes = _read_many(iter(paths), threads, encoding)
    return _with_bar(gazettes, total) if progress else gazettes


def _read_many(
    paths: Iterator[StrPath | bytes], threads: int | None, encoding: str | None
) -> Iterator[Gazette | GongbaoError]:
    while chunk := [_path(path) for path in islice(paths, _CHUNK)]:
        yield from _read_chunk(chunk, threads, encoding)


def _with_bar(
    gazettes: Iterator[Gazette | GongbaoError], total: int | None
) -> Iterator[Gazette | GongbaoError]:
    import importlib

    try:
        tqdm: Any = importlib.import_module("tqdm.auto").tqdm
    except ImportError:
        warnings.warn("progress is not shown: tqdm is not installed", stacklevel=3)
        return gazettes
    return iter(tqdm(gazettes, total=total, unit="file"))


def _path(path: object) -> str:
    try:
        return os.fsdecode(path)  # type: ignore[arg-type]
    except TypeError:
        kind = type(path).__name__
        raise InputTypeError(f"a path must be str, bytes or os.PathLike, not {kind}") from None
