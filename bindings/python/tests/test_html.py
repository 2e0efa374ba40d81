"""What a notebook shows."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import gongbao
from gongbao import _html


class Checked(HTMLParser):
    """Refuses what is not well nested, and scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marks: list[str] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script" and not any(name.startswith("on") for name, _ in attrs)
        self.open.append(tag)
        if tag == "mark":
            self.marks.append(dict(attrs)["class"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_everything_shows_itself(seed: Path) -> None:
    gazette = gongbao.read(seed)
    html = gazette._repr_html_()
    assert html.count("<details>") >= len(gazette.documents) and len(html) < 60_000
    Checked(html)
    for view in [*gazette.walk(), gazette.walk()]:
        Checked(view._repr_html_())
    for document in gazette.documents:
        for facts in (document.citations, document.assignments, document.targets, document.signers):
            for fact in facts:
                Checked(fact._repr_html_())


def test_facts_are_marked_in_a_paragraph(notice: gongbao.Gazette) -> None:
    deadline = notice.documents[0].deadlines[0]
    assert isinstance(deadline.parent, gongbao.Paragraph)
    marks = Checked(deadline.parent._repr_html_()).marks
    assert {"gb-assignment", "gb-deadline", "gb-target"} <= set(marks)


def test_what_comes_from_a_text_is_escaped() -> None:
    evil = '<script>alert("x")</script>&'
    gazette = gongbao.parse(f"关于{evil}的通知\n第一条 {evil}\n第二条 {evil}《{evil}》。")
    for shown in [gazette, gazette.walk(), *gazette.walk(), *gazette.documents[0].citations]:
        assert "<script" not in shown._repr_html_()


def test_a_long_text_is_cut() -> None:
    gazette = gongbao.parse("\n".join(f"第{number}条 甲。" for number in range(1, 3 * _html.LIMIT)))
    html = gazette._repr_html_()
    assert "… more" in html and len(html) < 60_000
    Checked(html)
