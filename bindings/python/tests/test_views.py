"""Views: the names of TREE.md, places in code points, and the habits of Python's own objects."""

from __future__ import annotations

import collections.abc
import copy
import gc
import pickle
import pydoc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import gongbao
from conftest import NOTICE, ROOT, SEEDS

RECORD = """\
索 引 号:11310000002420034/2024-00012
发布机构:某市人民政府办公室
信息名称:某市人民政府办公室关于印发某市防汛应急预案(2024年修订)的通知
主题分类:应急管理
发布日期:2024年5月8日

某市人民政府办公室关于印发某市防汛应急预案(2024年修订)的通知
各区人民政府:
一、检查。
"""


def pairs(place: Any) -> Any:
    """A place as the tree writes it."""
    if place is None or isinstance(place, gongbao.Span):
        return place and list(place)
    return [pairs(part) for part in place]


def same(view: Any, tree: Any) -> None:
    """Every field of a tree is a property of the same name with the same value, and so is every place."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name.endswith(("span", "spans")):
                assert pairs(getattr(view, name)) == value, name
            else:
                same(getattr(view, "from_" if name == "from" else name), value)
        for name in vars(type(view)):
            field = name.removesuffix("_spans")
            if field == name:
                continue
            pieces = tree.get(name, [tree[f"{field}_span"]] if f"{field}_span" in tree else [])
            assert pairs(getattr(view, name)) == pieces, name
            if isinstance(getattr(view, field), tuple):
                assert not hasattr(view, f"{field}_span")
            else:
                hull = [pieces[0][0], pieces[-1][1]] if pieces else None
                assert pairs(getattr(view, f"{field}_span")) == hull, name
    elif isinstance(tree, list):
        assert len(view) == len(tree)
        for item, value in zip(view, tree, strict=True):
            same(item, value)
    else:
        assert view == tree


def test_the_names_of_the_tree_are_properties(seed: Path) -> None:
    gazette = gongbao.read(seed)
    same(gazette, gazette.to_dict())


def test_what_is_rare_has_its_names_too() -> None:
    gazette = gongbao.read(ROOT / "bindings/wasm/test/rare.txt")
    same(gazette, gazette.to_dict())


def test_a_title_over_several_lines_has_its_pieces() -> None:
    text = "某市人民政府关于\n— 1 —\n做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n一、检查。"
    document = gongbao.parse(text).documents[0]
    assert [text[piece.slice] for piece in document.title_spans] == ["某市人民政府关于", "做好防汛工作的通知"]
    assert document.title_span == gongbao.Span(document.title_spans[0].start, document.title_spans[1].end)
    assert document.doc_number_spans == (document.doc_number_span,)
    assert document.addressees_spans == ((gongbao.Span(37, 44),),)
    # Read out of the title, which has the place.
    assert document.issuers == ("某市人民政府",) and document.issuers_spans == ()
    assert document.secrecy is None and document.secrecy_span is None and document.secrecy_spans == ()


def test_the_cells_of_a_table_have_their_pieces(seed: Path) -> None:
    gazette = gongbao.read(seed)
    for view in gazette.walk():
        if isinstance(view, gongbao.Table):
            for texts, places in ((view.columns, view.columns_spans), *zip(view.rows, view.rows_spans, strict=True)):
                for text, pieces in zip(texts, places, strict=True):
                    printed = "".join(gazette.source[piece.slice] for piece in pieces or ())
                    assert "".join(printed.split()) == "".join(text.split())


def test_a_span_is_the_place_of_the_text(seed: Path) -> None:
    gazette = gongbao.read(seed)
    source = gazette.source
    for view in gazette.walk():
        span = view.span
        assert view.parent.span.start <= span.start <= span.end <= view.parent.span.end
        if isinstance(view, gongbao.Division):
            marker = source[view.marker_span.start : view.marker_span.end]
            assert "".join(marker.split()) .startswith("".join(view.marker.split()))
        if isinstance(view, gongbao.Paragraph):
            printed = "".join(source[piece.slice] for piece in view.spans)
            assert "".join(printed.split()) == "".join(view.text.split())


def test_places_count_characters_outside_the_bmp_once() -> None:
    text = "😀𠮷\n第一条 𠮷😀甲。"
    article = gongbao.parse(text).find("doc_1__art_1")
    assert isinstance(article, gongbao.Division)
    assert text[article.span.start : article.span.end] == "第一条 𠮷😀甲。"
    assert article.parent.gazette.at(text.index("甲")) == article.children[0]


def test_find_and_at_lead_to_the_view(seed: Path) -> None:
    gazette = gongbao.read(seed)
    for view in gazette.walk():
        name = getattr(view, "eid", None) or getattr(view, "id", None)
        if name:
            assert gazette.find(name) == view
        if isinstance(view, gongbao.Paragraph):
            assert gazette.at(view.span.start) == view
    assert gazette.find("doc_999") is None
    assert gazette.at(-1) is None and gazette.at(len(gazette.source)) is None and gazette.at(2**80) is None


def test_facts_stand_in_blocks(notice: gongbao.Gazette) -> None:
    document = notice.documents[0]
    citation, assignment = document.citations[0], document.assignments[0]
    assert isinstance(citation.parent, gongbao.Paragraph)
    assert citation.title == "中华人民共和国防洪法"
    assert assignment.groups[0].units == ("市水务局", "市应急局")
    assert assignment.breadcrumbs == ("某市人民政府关于做好防汛工作的通知", "一、做好准备")
    assert document.deadlines[0].until == "2024-06-30"
    assert document.targets[0].comparator == ">="
    assert notice.find(assignment.division or "") == assignment.parent.parent


def test_sequences_index_slice_and_iterate(notice: gongbao.Gazette) -> None:
    walk = notice.walk()
    every = list(walk)
    assert len(walk) == len(every) and walk[0] == every[0] and walk[-1] == every[-1]
    for part in (slice(1, 3), slice(None, None, -1), slice(-2, None), slice(5, 1), slice(0, 99, 2)):
        assert list(walk[part]) == every[part]
    assert list(reversed(walk)) == every[::-1]
    assert walk.index(every[2]) == 2 and walk.count(every[2]) == 1 and every[2] in walk
    assert walk == notice.walk() and walk[1:] != walk
    for wrong, error in ((len(walk), IndexError), (-len(walk) - 1, IndexError), ("a", TypeError)):
        with pytest.raises(error):
            walk[wrong]  # type: ignore[call-overload]


def test_views_are_a_sequence(notice: gongbao.Gazette) -> None:
    walk = notice.walk()
    assert isinstance(walk, collections.abc.Sequence)
    match walk:
        case [gongbao.Document() as first, *rest, last]:
            assert (first, last) == (walk[0], walk[-1]) and rest == list(walk[1:-1])
        case _:
            pytest.fail("no sequence")
    match walk[:0]:
        case []:
            pass
        case _:
            pytest.fail("not empty")


def test_a_span_is_a_pair_in_order() -> None:
    start, end = gongbao.Span(3, 7)
    assert (start, end) == (3, 7) and (*gongbao.Span(2, 2),) == (2, 2)
    for wrong in ((5, 2), (-1, 2), (0, -1), (2**40, 2**41), (1, 2**80)):
        with pytest.raises(ValueError, match="no place") as caught:
            gongbao.Span(*wrong)
        assert caught.type is ValueError
    with pytest.raises(TypeError):
        gongbao.Span("a", 2)  # type: ignore[arg-type]


def test_views_compare_hash_copy_and_pickle(notice: gongbao.Gazette) -> None:
    again = gongbao.parse(NOTICE)
    assert again == notice and hash(again) == hash(notice) and notice != gongbao.parse("乙")
    everything: list[Any] = [notice, notice.walk(), notice.span, notice.documents[0].doc_number, *notice.walk()]
    for name in ("citations", "references", "assignments", "targets", "deadlines", "dates", "terms"):
        everything.extend(getattr(notice.documents[0], name))
    for view in everything:
        for other in (copy.copy(view), copy.deepcopy(view), pickle.loads(pickle.dumps(view))):
            assert other == view and hash(other) == hash(view) and repr(other) == repr(view)
            assert other != object()
    assert Counter(notice.walk()) == Counter(again.walk())
    first, second = pickle.loads(pickle.dumps([notice.documents[0], notice.walk()[1]]))
    assert first.gazette is second.gazette


def test_a_pickled_gazette_knows_its_encoding() -> None:
    gazette = gongbao.parse(NOTICE.encode("gb18030"))
    assert pickle.loads(pickle.dumps(gazette)).encoding == gazette.encoding == "gb18030"


def test_a_made_up_pickle_is_refused() -> None:
    from gongbao import _gongbao

    gazette = gongbao.parse("第一条 甲。")
    for key in ((255, 0, 0, 0), (3, 9, 0, 0), (8, 2**32 - 1, 0, 0), (16, 0, 7, 0)):
        with pytest.raises(ValueError, match="belong"):
            _gongbao._restore_view(gazette, key)


def test_views_are_frozen_and_outlive_their_gazette() -> None:
    document = gongbao.parse(NOTICE).documents[0]
    gc.collect()
    assert document.title == "某市人民政府关于做好防汛工作的通知"
    assert document.gazette.source == NOTICE
    with pytest.raises(AttributeError):
        document.title = "乙"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del document.title
    with pytest.raises(TypeError):
        gongbao.Document.title.__get__(17, int)
    with pytest.raises(ValueError, match="belong"):
        gongbao.Division.eid.__get__(document, type(document))
    assert "The pieces of the source" in pydoc.plain(pydoc.render_doc(gongbao.Document))
    with pytest.raises(TypeError):
        gongbao.Document()


def test_repr_is_short(seed: Path) -> None:
    for view in gongbao.read(seed).walk():
        assert repr(view).startswith(f"<{type(view).__name__}") and len(repr(view)) < 120


def test_repr_says_what_it_is_of() -> None:
    seeds = [gongbao.read(seed) for seed in SEEDS]
    furniture = [piece for gazette in seeds for piece in gazette.furniture if piece.text.strip()]
    assert furniture
    for piece in furniture:
        assert piece.text.split()[0][:30] in repr(piece) and len(repr(piece)) < 60
    record = gongbao.parse(RECORD).record
    assert repr(record) == "<Record 某市人民政府办公室关于印发某市防汛应急预案(2024年修订)…>"


def test_match_statements_work(notice: gongbao.Gazette) -> None:
    match notice.documents[0].body[1]:
        case gongbao.Division("heading1", marker, heading):
            assert (marker, heading) == ("一、", "做好准备")
        case other:
            pytest.fail(repr(other))


def test_units_are_markdown_by_themselves() -> None:
    gazette = gongbao.parse(NOTICE)
    document = gazette.documents[0]
    assert document.to_markdown() == gazette.to_markdown()
    assert document.to_markdown().startswith("# 某市人民政府关于做好防汛工作的通知\n\n某政发〔2024〕3号\n\n各区人民政府：\n")
    attachment = document.attachments[0]
    assert attachment.to_markdown() == "# 名单\n\n**组长**\n\n- 甲某 副市长\n"
    assert "## 名单\n" in document.to_markdown()
