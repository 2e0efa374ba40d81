"""What a type checker must accept, in strict mode."""

from __future__ import annotations

from typing import assert_type

import gongbao
from gongbao.types import Comparator, DocumentKind, Level


def responsible(gazette: gongbao.Gazette) -> dict[str, list[str]]:
    """The units of each document's assignments."""
    found: dict[str, list[str]] = {}
    for document in gazette.documents:
        for assignment in document.assignments:
            for group in assignment.groups:
                found.setdefault(document.id, []).extend(group.lead + group.units)
    return found


def headings(gazette: gongbao.Gazette) -> list[str]:
    """The headings, with a match statement."""
    out = []
    for view in gazette.walk():
        match view:
            case gongbao.Division(heading=str(heading)):
                out.append(heading)
            case gongbao.Table() | gongbao.Roster():
                out.append(view.title or "")
            case _:
                pass
    return out


def check(gazette: gongbao.Gazette) -> None:
    """The types of some properties."""
    document = gazette.documents[0]
    assert_type(document.kind, DocumentKind)
    assert_type(document.targets[0].comparator, Comparator | None)
    assert_type(document.title, str | None)
    assert_type(document.title_span, gongbao.Span | None)
    assert_type(document.doc_number, gongbao.DocNumber | None)
    assert_type(document.issuers, tuple[str, ...])
    assert_type(gazette.documents[1:], gongbao.Views[gongbao.Document])
    assert_type(list(document.citations), list[gongbao.Citation])
    assert_type(gongbao.parse_many(["甲"]), list[gongbao.Gazette])
    for result in gongbao.read_many(["a.txt"]):
        if isinstance(result, gongbao.GongbaoError):
            print(result)
        else:
            assert_type(result, gongbao.Gazette)


def depth(level: Level) -> int:
    """A match over a closed list is known to be complete."""
    match level:
        case "part" | "chapter" | "section" | "article":
            return 1
        case "heading1" | "heading2" | "heading3" | "heading4" | "heading5":
            return 2
        case "item" | "subitem" | "point":
            return 3
