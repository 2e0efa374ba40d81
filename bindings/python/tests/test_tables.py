"""Tables through the Arrow PyCapsule interface, in the libraries that take it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

import gongbao

TABLES = ["documents", "citations", "assignments", "deadlines", "targets", "paragraphs"]
COMMON = ["document", "title", "doc_number", "date", "date_precision", "issuer", "path", "text", "start", "end"]


def table(gazette: gongbao.Gazette, name: str) -> gongbao.ArrowTable:
    found = getattr(gazette, f"{name}_table")()
    assert isinstance(found, gongbao.ArrowTable)
    return found


@pytest.mark.parametrize("name", TABLES)
def test_every_library_reads_every_table(notice: gongbao.Gazette, name: str) -> None:
    pa = pytest.importorskip("pyarrow")
    pl = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    pd = pytest.importorskip("pandas")
    rows = table(notice, name)
    arrow = pa.table(rows)
    assert arrow.column_names[:10] == COMMON and rows.column_names == arrow.column_names
    assert arrow.num_rows == len(rows) == rows.num_rows > 0
    assert pl.DataFrame(rows).shape == arrow.shape
    assert duckdb.sql("from rows").fetchall() == duckdb.sql("from rows").fetchall()
    if hasattr(pd.DataFrame, "from_arrow"):
        assert pd.DataFrame.from_arrow(rows).shape == arrow.shape
    assert arrow.to_pandas().shape == arrow.shape


def test_rows_say_where_they_are_from(seed: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    gazette = gongbao.read(seed)
    documents = {document.id: document for document in gazette.documents}
    for name in TABLES:
        for row in pa.table(table(gazette, name)).to_pylist():
            document = documents[row["document"]]
            assert row["title"] == document.title
            place = gazette.source[row["start"] : row["end"]]
            assert name == "documents" or set("".join(row["text"].split())) <= set(place)
            if row.get("division"):
                found = gazette.find(row["division"])
                assert isinstance(found, gongbao.Division)
                assert row["path"].endswith(found.marker + (found.heading or ""))


def test_one_row_for_each_unit(seed: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    gazette = gongbao.read(seed)
    expected: list[Any] = [
        (assignment.span.start, role, unit)
        for document in gazette.documents
        for assignment in document.assignments
        for group in assignment.groups
        for role, units in (("lead", group.lead), ("unit", group.units))
        for unit in units
    ]
    rows = pa.table(gazette.assignments_table()).to_pylist()
    assert [(row["start"], row["role"], row["unit"]) for row in rows] == expected


def test_dates_are_dates(notice: gongbao.Gazette) -> None:
    pa = pytest.importorskip("pyarrow")
    rows = pa.table(notice.deadlines_table())
    assert rows.schema.field("date").type == rows.schema.field("until").type == pa.date32()
    row = rows.to_pylist()[0]
    assert (row["date"], row["date_precision"]) == (datetime.date(2024, 5, 6), "day")
    assert (row["until"], row["until_precision"]) == (datetime.date(2024, 6, 30), "day")


def test_counts_of_documents(seed: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    gazette = gongbao.read(seed)
    for row, document in zip(pa.table(gazette.documents_table()).to_pylist(), gazette.documents, strict=True):
        assert row["citations"] == len(document.citations) and row["kind"] == document.kind
        assert row["text"] == document.text
