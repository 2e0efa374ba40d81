"""Every example in the package, its stub and its README runs, and everything has a docstring."""

from __future__ import annotations

import ast
import doctest
import re
from pathlib import Path
from typing import Any, get_args

import pytest

import gongbao
from gongbao import _errors, _html, _read, types

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
STUB = Path(gongbao.__file__).with_name("_gongbao.pyi")
READMES = [Path(__file__).parents[1] / name for name in ("README.md", "README.zh-CN.md")]


def run(text: str, name: str, names: dict[str, Any]) -> int:
    test = doctest.DocTestParser().get_doctest(text, names, name, name, 0)
    result = doctest.DocTestRunner(optionflags=FLAGS).run(test)
    assert result.failed == 0
    return result.attempted


@pytest.mark.parametrize("module", [gongbao, _errors, _html, _read, types], ids=lambda module: module.__name__)
def test_the_examples_of_the_package_run(module: Any) -> None:
    assert doctest.testmod(module, optionflags=FLAGS).failed == 0


def test_the_examples_of_the_stub_run_and_all_of_it_is_documented() -> None:
    attempted = 0
    for node in ast.walk(ast.parse(STUB.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            doc = ast.get_docstring(node)
            assert doc or node.name.startswith("_"), node.name
            attempted += run(doc or "", node.name, dict(vars(gongbao)))
    assert attempted > 15


def examples(readme: Path) -> list[str]:
    return re.findall(r"```(?:python|console)\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.name)
def test_the_examples_of_the_readme_run(readme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[3])
    assert run("\n".join(examples(readme)), readme.name, {}) > 10


def test_both_languages_show_the_same() -> None:
    english, chinese = map(examples, READMES)
    assert english == chinese


def test_everything_is_documented_where_it_runs() -> None:
    for name in gongbao.__all__:
        shown = getattr(gongbao, name)
        if name in ("__version__", "Block", "Unit"):
            continue
        assert shown.__doc__, name
        for member in vars(shown) if isinstance(shown, type) else ():
            if not member.startswith("_"):
                assert getattr(shown, member).__doc__, f"{name}.{member}"


def listed(heading: str) -> list[str]:
    """The first column of a table in TREE.md, which a test of the library holds against the model."""
    tree = (Path(__file__).parents[3] / "crates/gongbao/TREE.md").read_text(encoding="utf-8")
    section = tree.split(f"\n### {heading}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def test_the_types_are_the_lists_of_the_tree() -> None:
    lists = {
        "Document kinds": types.DocumentKind,
        "Levels": types.Level,
        "Modes": types.AssignmentMode,
        "Comparators": types.Comparator,
        "Relations": types.DateRelation,
        "Precisions": types.DatePrecision,
        "Severities": types.Severity,
    }
    for heading, alias in lists.items():
        assert list(get_args(alias)) == listed(heading), heading
    assert len(lists) == len(types.__all__)
