"""Threads, processes, other interpreters, and many parses."""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from packaging.tags import cpython_tags
from packaging.utils import parse_wheel_filename

import gongbao
from conftest import NOTICE, SEEDS


def test_threads_share_a_gazette() -> None:
    gazette = gongbao.read(SEEDS[0])
    expected = gazette.to_json()

    def work(_: int) -> tuple[str, int, list[str]]:
        views = gazette.walk()
        return gazette.to_json(), sum(len(view.text) for view in views), [repr(view) for view in views]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(32)))
    assert all(result == results[0] for result in results) and results[0][0] == expected


def test_the_lock_is_released_while_parsing() -> None:
    text = "\n".join(f"第{number}条 为贯彻《办法》，制定本规定。" for number in range(1, 400_000))
    ticks, done = 0, threading.Event()

    def parse() -> None:
        gongbao.parse(text)
        done.set()

    text.encode()
    thread = threading.Thread(target=parse)
    thread.start()
    while not done.is_set():
        time.sleep(0.001)
        ticks += 1
    thread.join()
    # With the lock held, the loop would have run once before the parse and once behind it.
    assert ticks > 10


def test_a_batch_works_in_a_forked_child() -> None:
    # Where a system cannot fork, the way it has to start a child is the one that users get.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    gongbao.parse_many([NOTICE] * 8, threads=2)
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.apply_async(_parse_some).get(timeout=60) == 8


def _parse_some() -> int:
    return len(gongbao.parse_many([NOTICE] * 8, threads=2))


def test_a_gazette_goes_to_another_process() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_title, (gongbao.parse(NOTICE).documents[0],)) == "某市人民政府关于做好防汛工作的通知"


def _title(document: gongbao.Document) -> str | None:
    return document.title


SUBINTERPRETER = """
import sys
try:
    import _interpreters as interpreters
    new, run = interpreters.create, interpreters.exec
except ImportError:
    import _xxsubinterpreters as interpreters
    new, run = interpreters.create, interpreters.run_string
import gongbao
assert gongbao.parse("第一条 甲。").documents
code = '''
try:
    import gongbao
    assert gongbao.parse("第一条 甲。").documents
    print("works", flush=True)
except ImportError as error:
    print("refuses:", error, flush=True)
'''
run(new(), code)
"""


def test_a_subinterpreter_works_or_refuses_clearly() -> None:
    done = subprocess.run([sys.executable, "-c", SUBINTERPRETER], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("works") or "subinterpreter" in done.stdout, done.stdout


def test_an_import_is_cheap() -> None:
    """What only type checkers, tables and progress bars need is not imported."""
    code = "import sys; before = set(sys.modules); import gongbao; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"typing", "importlib", "pandas", "pyarrow", "tqdm"} & set(done.stdout.split()), done.stdout


def test_a_free_threaded_interpreter_is_refused_the_wheel() -> None:
    """Its ABI is another one: pip says so, and nothing is imported that would not fit."""
    wheel = os.environ.get("GONGBAO_WHEEL")
    assert wheel, "GONGBAO_WHEEL does not name the wheel; `cargo xtask python` does"
    tags = parse_wheel_filename(Path(wheel).name)[3]
    platforms = [tag.platform for tag in tags]
    assert tags & set(cpython_tags((3, 14), ["cp314"], platforms))
    assert not tags & set(cpython_tags((3, 14), ["cp314t"], platforms))


def _resident() -> int:
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_a_hundred_thousand_parses_do_not_grow() -> None:
    def some(count: int) -> None:
        for _ in range(count):
            gazette = gongbao.parse(NOTICE)
            _ = gazette.documents[0].title, gazette.assignments_table(), gazette.documents[0].body[0].span

    some(5_000)
    gc.collect()
    before = _resident()
    some(95_000)
    gc.collect()
    assert _resident() - before < 8 << 20
