"""The closed lists of the tree as types, for annotations: ``from gongbao.types import DocumentKind``.

What each value means is in ``TREE.md`` of the library. A later version may add one.

>>> from typing import get_args
>>> get_args(Severity)
('error', 'warning', 'note')
"""

from typing import Literal, TypeAlias

__all__ = [
    "AssignmentMode",
    "Comparator",
    "DatePrecision",
    "DateRelation",
    "DocumentKind",
    "Level",
    "Severity",
]

#: The 文种 of a document or enclosure.
DocumentKind: TypeAlias = Literal[
    "resolution",
    "decision",
    "order",
    "communique",
    "announcement",
    "public_notice",
    "opinion",
    "notice",
    "circular",
    "report",
    "request",
    "reply",
    "proposal",
    "letter",
    "minutes",
    "interpretation",
    "law",
    "regulation",
    "plan",
    "appointment",
    "list",
    "speech",
    "other",
]

#: What the marker of a division is in its own series.
Level: TypeAlias = Literal[
    "part",
    "chapter",
    "section",
    "article",
    "heading1",
    "heading2",
    "heading3",
    "heading4",
    "heading5",
    "item",
    "subitem",
    "point",
]

#: How the units of an assignment share it.
AssignmentMode: TypeAlias = Literal["joint", "lead", "respective", "listed"]

#: How the value of a target binds.
Comparator: TypeAlias = Literal["=", ">=", "<=", "<", ">", "~"]

#: How a date limits what is said.
DateRelation: TypeAlias = Literal["by", "before", "from", "during", "at"]

#: How exactly a date is said.
DatePrecision: TypeAlias = Literal["year", "half", "quarter", "month", "day"]

#: How much a finding matters.
Severity: TypeAlias = Literal["error", "warning", "note"]
