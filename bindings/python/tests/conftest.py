"""The founding texts, and the built command to compare with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongbao

ROOT = Path(__file__).resolve().parents[3]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

NOTICE = """\
某市人民政府关于做好防汛工作的通知
某政发〔2024〕3号
各区人民政府:
为贯彻《中华人民共和国防洪法》(主席令第88号),现通知如下:
一、做好准备。请于2024年6月底前完成检查，完好率达到95%以上。(责任单位:市水务局、市应急局)
二、加强值守
附件:名单
某市人民政府
2024年5月6日
附件
名单
组 长: 甲某 副市长
"""


@pytest.fixture(params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> Path:
    """Each of the founding texts."""
    path: Path = request.param
    return path


@pytest.fixture
def notice() -> gongbao.Gazette:
    """A short notice with something of most kinds."""
    return gongbao.parse(NOTICE)


@pytest.fixture(scope="session")
def command() -> Iterator[str]:
    """The built command, as GONGBAO_COMMAND names it."""
    found = os.environ.get("GONGBAO_COMMAND") or shutil.which("gongbao")
    if not found:
        pytest.fail("GONGBAO_COMMAND does not name the built command; `cargo xtask python` does")
    yield found
