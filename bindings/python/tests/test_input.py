"""What is handed in: texts, bytes of some encoding, files, and what is none of these."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import pytest

import gongbao
from conftest import NOTICE, SEEDS


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-8-sig"])
def test_bytes_are_decoded_by_what_they_are(encoding: str) -> None:
    gazette = gongbao.parse(NOTICE.encode(encoding))
    named = gongbao.parse(NOTICE.encode(encoding), encoding=encoding if encoding != "utf-16" else "utf-16le")
    assert gazette.source.lstrip("\ufeff") == named.source.lstrip("\ufeff") == NOTICE
    assert gazette.encoding == {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "gbk": "gb18030", "gb18030": "gb18030"}.get(
        encoding, "UTF-16LE"
    )
    assert gongbao.parse(NOTICE).encoding is None


def test_the_founding_texts_survive_gb18030(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    gazette = gongbao.parse(text.encode("gb18030"))
    assert gazette.encoding == "gb18030" and gazette == gongbao.parse(text)


def test_other_buffers_are_bytes() -> None:
    held = NOTICE.encode()
    assert gongbao.parse(bytearray(held)) == gongbao.parse(memoryview(held)) == gongbao.parse(NOTICE)


def test_a_subclass_of_str_is_its_characters() -> None:
    class Named(str):
        pass

    assert type(gongbao.parse(Named("第一条 甲。")).source) is str


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        (None, gongbao.InputTypeError, "a text must be str or bytes, not NoneType"),
        (17, gongbao.InputTypeError, "a text must be str or bytes, not int"),
        ("甲\ud800乙", gongbao.DecodeError, "a lone surrogate at character 1"),
        (b"%PDF-1.7", gongbao.DecodeError, "a PDF, not a text"),
        (b"PK\x03\x04", gongbao.DecodeError, "ZIP archive"),
        (b"ab\0\x01", gongbao.DecodeError, "NUL at byte 2"),
        (bytes(range(128, 256)) * 4, gongbao.DecodeError, "the encoding is not known"),
        (NOTICE.encode()[:-2], gongbao.DecodeError, "ends within a character"),
        (NOTICE.encode()[:58] + b"\xff" + NOTICE.encode()[58:], gongbao.DecodeError, "not UTF-8 at byte 58"),
    ],
)
def test_what_is_no_text_is_refused(given: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        gongbao.parse(given)
    assert isinstance(caught.value, gongbao.GongbaoError)
    assert len(str(caught.value)) < 200


def test_an_encoding_must_be_one_and_is_for_bytes() -> None:
    with pytest.raises(gongbao.DecodeError, match="no such encoding: klingon"):
        gongbao.parse(b"a", encoding="klingon")
    with pytest.raises(gongbao.DecodeError, match="not gb18030: malformed at byte 0"):
        gongbao.parse(b"\xff\xff", encoding="gbk")
    with pytest.raises(gongbao.InputTypeError, match="an encoding is for bytes"):
        gongbao.parse("甲", encoding="gbk")


def test_an_empty_text_is_a_gazette_with_a_diagnostic() -> None:
    for empty in ("", b"", " \n"):
        gazette = gongbao.parse(empty)
        assert len(gazette.documents) == 0 and gazette.diagnostics[0].code == "GB0001"
        assert gazette.documents_table().num_rows == 0
        assert gazette.text == "" and repr(gazette) and gazette._repr_html_()


def test_files_are_read_by_path_and_by_handle(tmp_path: Path) -> None:
    path = tmp_path / "公报.txt"
    path.write_bytes(NOTICE.encode("gb18030"))
    for way in (path, str(path), str(path).encode()):
        assert gongbao.read(way).encoding == "gb18030"
    with path.open("rb") as file:
        assert gongbao.read(file) == gongbao.parse(NOTICE)
    with path.open(encoding="gb18030") as text:
        assert gongbao.read(text) == gongbao.parse(NOTICE)
    assert gongbao.read(io.BytesIO(NOTICE.encode()), encoding="utf-8") == gongbao.parse(NOTICE)
    with path.open(encoding="utf-8") as wrong, pytest.raises(gongbao.DecodeError, match="open it as bytes"):
        gongbao.read(wrong)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    empty, pdf = tmp_path / "empty.txt", tmp_path / "a.pdf"
    empty.touch()
    pdf.write_bytes(b"%PDF-1.7")
    with pytest.raises(FileNotFoundError, match="no such file") as caught:
        gongbao.read(tmp_path / "none.txt")
    assert isinstance(caught.value, gongbao.MissingFileError) and caught.value.filename.endswith("none.txt")
    with pytest.raises(gongbao.DirectoryError, match="a directory"):
        gongbao.read(tmp_path)
    with pytest.raises(gongbao.EmptyFileError, match=r"empty\.txt: the file is empty"):
        gongbao.read(empty)
    with pytest.raises(gongbao.DecodeError, match=r"a\.pdf: a PDF"):
        gongbao.read(pdf)
    for wrong in (None, 3):
        with pytest.raises(gongbao.InputTypeError, match="a path must be"):
            gongbao.read(wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        gongbao.read("a\0b")


def test_exceptions_can_be_pickled(tmp_path: Path) -> None:
    for error in gongbao.read_many([tmp_path / "none.txt", tmp_path]):
        assert isinstance(error, gongbao.ReadError)
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error) and str(again) == str(error)


def test_a_batch_goes_on_behind_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    paths = [SEEDS[0], tmp_path / "none.txt", tmp_path, tmp_path / "a.pdf", *SEEDS[1:]] * 20
    results = list(gongbao.read_many(iter(paths), threads=2))
    assert len(results) == len(paths)
    for path, result in zip(paths, results, strict=True):
        if path in SEEDS:
            assert isinstance(result, gongbao.Gazette) and result.source == path.read_text(encoding="utf-8")
        else:
            assert isinstance(result, gongbao.GongbaoError)


def test_a_batch_shows_its_progress(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    assert len(list(gongbao.read_many(SEEDS, progress=True))) == len(SEEDS)
    assert f"{len(SEEDS)}/{len(SEEDS)}" in capsys.readouterr().err


def test_many_texts_are_parsed_in_order() -> None:
    texts = [f"第{number}条 甲。" for number in range(1, 300)]
    gazettes = gongbao.parse_many(iter(texts), threads=2)
    assert [gazette.source for gazette in gazettes] == texts
    assert gongbao.parse_many([]) == []
    assert gongbao.parse_many([b"\xb9\xd8\xd3\xda", "甲"], encoding="gbk")[0].source == "关于"
    with pytest.raises(gongbao.InputTypeError, match="text 1: a text must be"):
        gongbao.parse_many(["甲", None])  # type: ignore[list-item]
    with pytest.raises(gongbao.InputTypeError, match="parse takes one"):
        gongbao.parse_many("甲乙")
    for wrong in (0, -1):
        with pytest.raises(ValueError, match="at least 1"):
            gongbao.parse_many(["甲"], threads=wrong)
        with pytest.raises(ValueError, match="at least 1"):
            gongbao.read_many([], threads=wrong)


def test_a_very_long_line_is_parsed() -> None:
    line = "为贯彻《办法》(某政发〔2024〕3号)精神，" * 3_700_000
    assert len(line.encode()) > 200_000_000
    gazette = gongbao.parse(line)
    assert gazette.span.end == len(line)
    assert gazette.source == line
    assert len(repr(gazette.at(len(line) // 2))) < 120
