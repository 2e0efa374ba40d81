"""The package and the command say the same."""

from __future__ import annotations

import gc
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import gongbao

ODD = {
    "empty lines": "\n\n第一条 甲。\r\n\r\n",
    "mark": "\ufeff关于甲的通知\n一、乙",
    "outside the BMP": "𠮷😀关于𠮷的通知\n某政发〔2024〕3号\n第一条 😀甲《𠮷法》第三条。(责任单位:𠮷局、市😀局)\n2024年5月6日",
    "zero width": "第一\u200b条 甲\u200d。",
    "combining": "é关于e\u0301的通知\n一、甲",
}


def in_code_points(tree: Any, source: str) -> Any:
    """A tree of the command with its spans converted, in the plainest way there is."""
    points = {0: 0}
    offset = 0
    for index, character in enumerate(source, 1):
        offset += len(character.encode())
        points[offset] = index

    def convert(value: Any) -> Any:
        if isinstance(value, list):
            return [convert(item) for item in value]
        return value if value is None else points[value]

    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(item) for item in value]
        if not isinstance(value, dict):
            return value
        places = {name for name in value if name in ("span", "spans") or name.endswith(("_span", "_spans"))}
        return {name: convert(item) if name in places else walk(item) for name, item in value.items()}

    return walk(tree)


def check(command: str, path: Path) -> None:
    printed = subprocess.run([command, "parse", str(path)], capture_output=True, check=True).stdout
    gazette = gongbao.read(path)
    assert gazette.to_json().encode() + b"\n" == printed
    assert gazette.to_dict() == in_code_points(json.loads(printed), gazette.source)
    written = subprocess.run([command, "parse", "-f", "markdown", str(path)], capture_output=True, check=True).stdout
    assert gazette.to_markdown().encode() == written


def test_the_founding_texts_are_the_commands(command: str, seed: Path) -> None:
    check(command, seed)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_texts_are_the_commands(command: str, tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(text.encode())
    check(command, path)


def test_to_dict_of_a_str_and_of_its_bytes_are_the_same(seed: Path) -> None:
    """Values of a str are cut out of it, those of bytes are decoded."""
    held = seed.read_bytes()
    tree = gongbao.parse(held).to_dict()
    assert gongbao.parse(held.decode()).to_dict() == tree
    shown = gongbao.parse(held)
    assert shown.source == held.decode() and shown.to_dict() == tree


def test_dicts_that_are_alike_are_not_the_same() -> None:
    body = gongbao.parse("第一条 甲。\n第二条 甲。").to_dict()["documents"][0]["body"]
    first, second = body
    assert list(first) == list(second) and first["children"] is not second["children"]
    first["marker"] = "changed"
    first["span"].append("changed")
    assert second["marker"] == "第二条" and len(second["span"]) == 2
    again = gongbao.parse("第一条 甲。\n第二条 甲。").to_dict()["documents"][0]["body"]
    assert again[0]["marker"] == "第一条"


def test_dicts_that_are_many_are_plain_ones() -> None:
    """Many dicts with the same keys have these in common inside; nobody sees it."""
    text = "\n".join(f"第{number}条 甲。" for number in range(1, 200))
    gazette = gongbao.parse(text)
    printed = json.dumps(in_code_points(json.loads(gazette.to_json()), text))
    for _ in range(3):
        tree = gazette.to_dict()
        assert json.dumps(tree) == printed
        for division in tree["documents"][0]["body"]:
            assert type(division) is dict
            del division["type"]
            division.update({f"new {number}": division for number in range(40)})
            division["children"].clear()
            assert list(division)[:2] == ["level", "eid"] and division["new 39"] is division
    del tree, division
    assert gc.collect() >= 3 * 199


def test_the_garbage_collector_is_left_as_it_was() -> None:
    gazette = gongbao.parse("第一条 甲。")
    try:
        for switch, expected in ((gc.enable, True), (gc.disable, False)):
            switch()
            gazette.to_dict()
            assert gc.isenabled() == expected
    finally:
        gc.enable()
