"""What holds of any text."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

import gongbao
from test_parity import in_code_points

PIECES = ["第一条", "一、", "(一)", "1.", "《", "》", "〔2024〕3号", "附件:", "(责任单位:", ")", "、", "。", "\n", " ", "甲", "😀", "e"]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_parsed_and_kept(text: str) -> None:
    try:
        gazette = gongbao.parse(text)
    except gongbao.DecodeError:
        assert any("\ud800" <= character <= "\udfff" for character in text)
        return
    assert gazette.source == text and gazette.span == gongbao.Span(0, len(text))
    assert gazette.to_dict() == in_code_points(json.loads(gazette.to_json()), text)
    for view in gazette.walk():
        assert text[view.span.slice] is not None and repr(view) and view._repr_html_()


@settings(max_examples=200, deadline=None)
@given(st.binary())
def test_any_bytes_are_parsed_or_refused(held: bytes) -> None:
    try:
        gazette = gongbao.parse(held)
    except gongbao.DecodeError:
        return
    assert "\ufffd" not in gazette.source or b"\xef\xbf\xbd" in held or gazette.encoding != "UTF-8"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(-5, 200))
def test_at_is_where_the_offset_is(text: str, offset: int) -> None:
    view = gongbao.parse("第一条 甲\n" + text).at(offset)
    assert view is None or offset in view.span
