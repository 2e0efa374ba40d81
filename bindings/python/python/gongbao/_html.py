"""How views show themselves in a notebook: plain HTML with classes of its own, no scripts, light and dark.

Everything that comes from a text is escaped. An outline is cut after :data:`LIMIT` lines, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

import gongbao._gongbao as native

#: How many lines of an outline, rows of a table or facts of a paragraph are shown.
LIMIT = 300

#: How many characters of a paragraph an outline shows.
_SHORT = 60

# The colours are translucent, so that the notebook's own background and text shine through in light and dark.
_STYLE = """<style>
.gongbao{line-height:1.5}
.gongbao details{margin-left:1.2em}
.gongbao summary{cursor:pointer}
.gongbao .gb-leaf{margin-left:2.2em}
.gongbao .gb-dim{opacity:.65}
.gongbao table{border-collapse:collapse}
.gongbao th,.gongbao td{border:1px solid rgba(128,128,128,.5);padding:.2em .6em;text-align:left}
.gongbao mark{color:inherit;border-radius:.2em;padding:0 .1em}
.gongbao .gb-citation{background:rgba(66,133,244,.28)}
.gongbao .gb-reference{background:rgba(0,172,193,.28)}
.gongbao .gb-assignment{background:rgba(52,168,83,.28)}
.gongbao .gb-target{background:rgba(171,71,188,.28)}
.gongbao .gb-deadline{background:rgba(234,67,53,.28)}
.gongbao .gb-date{background:rgba(251,188,5,.28)}
.gongbao .gb-term{background:rgba(128,128,128,.28)}
</style>"""

#: The lists of facts that a paragraph shows, the stronger first, with the name of their colour.
_FACTS = (
    ("assignments", "assignment"),
    ("citations", "citation"),
    ("targets", "target"),
    ("deadlines", "deadline"),
    ("references", "reference"),
    ("terms", "term"),
    ("dates", "date"),
)


def render(shown: Any) -> str:
    """The HTML of a gazette, a view or a sequence of views."""
    return f'{_STYLE}<div class="gongbao">{_body(shown)}</div>'


def _body(shown: Any) -> str:
    match shown:
        case native.Gazette():
            return _gazette(shown)
        case native.Table():
            return _table(shown)
        case native.Roster():
            return _roster(shown)
        case native.Paragraph():
            return _paragraph(shown)
        case native.Document() | native.Enclosure() | native.Attachment():
            return "".join(_Outline().unit(shown, is_open=True))
        case native.Division() | native.Box() | native.QA():
            return "".join(_Outline().block(shown, is_open=True))
        case native.Views():
            return _list(shown)
        case _:
            return _fields(shown)


def _gazette(gazette: native.Gazette) -> str:
    name = escape(repr(gazette).strip("<>"))
    return f"<b>{name}</b>" + "".join(_Outline().units(gazette.documents))


class _Outline:
    """Headings as nested details, up to a limit of lines."""

    def __init__(self) -> None:
        self.left = LIMIT

    def _fits(self) -> bool:
        self.left -= 1
        return self.left >= 0

    def _all(self, items: Iterable[Any], write: Any) -> Iterator[str]:
        for item in items:
            if self.left <= 0:
                yield '<div class="gb-leaf gb-dim">… more</div>'
                return
            yield from write(item)

    def units(self, units: Iterable[Any]) -> Iterator[str]:
        yield from self._all(units, self.unit)

    def unit(self, unit: Any, is_open: bool = False) -> Iterator[str]:
        if not self._fits():
            return
        words = [getattr(unit, "kind", None) or unit.number, getattr(unit, "doc_number", None)]
        words.append(getattr(unit, "date", None))
        dim = " ".join(str(word) for word in words if word)
        title = escape(unit.title or unit.id)
        yield f'<details{" open" * is_open}><summary>{title} <span class="gb-dim">{escape(dim)}</span></summary>'
        yield from self._all(unit.body, self.block)
        yield from self._all(getattr(unit, "enclosures", ()), self.unit)
        yield from self._all(getattr(unit, "attachments", ()), self.unit)
        yield "</details>"

    def block(self, block: Any, is_open: bool = False) -> Iterator[str]:
        if not self._fits():
            return
        head = escape(_head(block))
        if len(block.children) == 0:
            yield f'<div class="gb-leaf">{head}</div>'
            return
        yield f'<details{" open" * is_open}><summary>{head}</summary>'
        yield from self._all(block.children, self.block)
        yield "</details>"


def _head(block: Any) -> str:
    match block:
        case native.Division():
            return block.marker + (block.heading or "")
        case native.Paragraph():
            return _short(block.text)
        case native.Table():
            return f"▦ {block.title or ' | '.join(block.columns)} ({len(block.rows)})"
        case native.Roster():
            return f"☰ {block.title or ''} ({sum(len(group.members) for group in block.groups)})"
        case native.Box():
            return f"▣ {block.label} {block.title or ''}"
        case _:
            return (block.marker or "") + str(block.question)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"


def _rows(rows: Iterable[Iterable[str]], cell: str = "td") -> Iterator[str]:
    for row in rows:
        yield "<tr>" + "".join(f"<{cell}>{escape(text)}</{cell}>" for text in row) + "</tr>"


def _table(table: native.Table) -> str:
    title = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    head = "".join(_rows([table.columns], "th")) if table.columns else ""
    rest = len(table.rows) - LIMIT
    more = f'<div class="gb-dim">… {rest} more rows</div>' if rest > 0 else ""
    return f"<table>{title}{head}{''.join(_rows(table.rows[:LIMIT]))}</table>{more}"


def _roster(roster: native.Roster) -> str:
    title = f"<caption>{escape(roster.title)}</caption>" if roster.title else ""
    rows = (
        (group.role or "", member.name or "", member.post or "") for group in roster.groups for member in group.members
    )
    return f"<table>{title}{''.join(_rows(rows))}</table>"


def _paragraph(paragraph: native.Paragraph) -> str:
    source = paragraph.gazette.source
    marks = list(_marks(paragraph))
    pieces = [_marked(source, span.start, span.end, marks) for span in paragraph.spans]
    return f"<p>{''.join(pieces)}</p>"


def _marked(source: str, start: int, end: int, marks: list[tuple[int, int, str, str]]) -> str:
    out = []
    for first, last, colour, title in marks:
        first, last = max(first, start), min(last, end)
        if first < last:
            out.append(escape(source[start:first]))
            words = escape(source[first:last])
            out.append(f'<mark class="gb-{colour}" title="{escape(title)}">{words}</mark>')
            start = last
    out.append(escape(source[start:end]))
    return "".join(out)


def _marks(paragraph: native.Paragraph) -> Iterator[tuple[int, int, str, str]]:
    """The facts of a paragraph in order; of two that overlap the stronger one is shown."""
    unit: Any = paragraph
    while not isinstance(unit, native.Document):
        unit = unit.parent
    place = paragraph.span
    found: list[tuple[int, int, str, str]] = []
    for name, colour in _FACTS:
        for fact in getattr(unit, name):
            span = fact.span
            if span.start >= place.end:
                break
            free = all(span.end <= first or last <= span.start for first, last, _, _ in found)
            if span.end > place.start and span and free and len(found) < LIMIT:
                found.append((span.start, span.end, colour, _told(fact, colour)))
    yield from sorted(found)


def _told(fact: Any, colour: str) -> str:
    match fact:
        case native.Citation() | native.Reference():
            return f"{colour} → {fact.target}" if fact.target else colour
        case native.Deadline() | native.DateMention():
            return f"{colour}: {fact.until or ''}"
        case native.Term():
            return f"{colour}: {fact.stands_for}"
        case native.Assignment():
            return f"{colour}: {fact.mode}"
        case _:
            return colour


def _list(views: Any) -> str:
    items = "".join(f"<li>{escape(repr(view))}</li>" for view in views[:LIMIT])
    more = f'<div class="gb-dim">… {len(views) - LIMIT} more</div>' if len(views) > LIMIT else ""
    return f"<ol start=0>{items}</ol>{more}"


def _fields(view: Any) -> str:
    """A view of another kind as its fields."""
    names = [name for name in type(view).__match_args__ if isinstance(name, str)]
    rows = ((name, _value(getattr(view, name))) for name in names)
    return f"<b>{escape(type(view).__name__)}</b><table>{''.join(_rows(rows))}</table>"


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    return _short(str(value))
