"""What the package costs, as ratios that hold on any machine; run by hand, one run makes the table.

    python bindings/python/benches/ratios.py [TEXT ...]

Times are CPU time of this process but for the threads. All entries take turns in each of several rounds, and a ratio is
the median of those within the rounds. `json.loads` of the same trees says what making such objects costs at all.
On a machine that others use too, two threads do not get two cores; whether they hinder each other is seen in the CPU
time that the batch takes in all.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa

import gongbao

ROUNDS = 15

PATTERNS = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^\s*([一二三四五六七八九十]+)、(.+)$",
        r"^\s*[(（]([一二三四五六七八九十]+)[)）](.+)$",
        r"^\s*(\d+)[.．](.+)$",
        r"第[一二三四五六七八九十百零]+条",
        r"《[^》]+》",
        r"[一-龥]{1,10}〔\d{4}〕\d+号",
        r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?",
        r"\d+(?:\.\d+)?%",
        r"责任(?:单位|部门)[:：]([^)）]+)",
        r"[(（]([^()（）]{2,200})负责[)）]",
    )
]


def script(text: str) -> list[tuple[int, int, int]]:
    """What one would write without a parser: ten patterns, one after the other."""
    return [
        (number, *match.span()) for number, pattern in enumerate(PATTERNS) for match in pattern.finditer(text)
    ]


Clock = Callable[[], float]


def rounds(entries: dict[str, Callable[[], Any]], clock: Clock = time.process_time) -> dict[str, list[float]]:
    """The times of each entry, one a round; in a round all entries take their turns."""
    times: dict[str, list[float]] = {name: [] for name in entries}
    for _ in range(ROUNDS):
        for name, entry in entries.items():
            repeat = 0
            start = clock()
            while repeat < 2 or clock() - start < 0.02:
                entry()
                repeat += 1
            times[name].append((clock() - start) / repeat)
    return times


def ratio(over: list[float], under: list[float]) -> float:
    """The median of the ratios within the rounds: what slows the machine down slows both."""
    return median(one / other for one, other in zip(over, under, strict=True))


def held(kind: str) -> float:
    """Bytes that gazettes hold for each byte of input, their text included; measured in a fresh process."""
    done = subprocess.run([sys.executable, __file__, "--held", kind, *sys.argv[1:]], capture_output=True, check=True)
    return float(done.stdout)


def measure_held(kind: str, paths: list[Path]) -> float:
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")

    texts = [path.read_bytes() for path in paths] * 100
    gongbao.parse(texts[0])
    if kind == "str":
        # Python's own string is counted: it is made here and held by the gazette alone.
        before = resident()
        gazettes = [gongbao.parse(text.decode()) for text in texts]
    else:
        before = resident()
        gazettes = [gongbao.parse(text) for text in texts]
    return (resident() - before) / sum(len(text) for text in texts) if gazettes else 0.0


def main(paths: list[Path]) -> None:
    held_texts = [path.read_bytes() for path in paths]
    texts = [held.decode() for held in held_texts]
    gazettes = [gongbao.parse(text) for text in texts]
    trees = [gazette.to_json() for gazette in gazettes]
    size = sum(map(len, held_texts)) / 1e6

    times = rounds(
        {
            "re": lambda: [script(text) for text in texts],
            "parse": lambda: [gongbao.parse(text) for text in texts],
            "parse bytes": lambda: [gongbao.parse(held) for held in held_texts],
            "parse, to_dict": lambda: [gongbao.parse(text).to_dict() for text in texts],
            "to_dict": lambda: [gazette.to_dict() for gazette in gazettes],
            "to_json": lambda: [gazette.to_json() for gazette in gazettes],
            "json.loads": lambda: [json.loads(tree) for tree in trees],
            "to_markdown": lambda: [gazette.to_markdown() for gazette in gazettes],
            "assignments to pyarrow": lambda: [pa.table(gazette.assignments_table()) for gazette in gazettes],
        }
    )
    batch = held_texts * 40
    threads = {
        f"threads={count}": lambda count=count: gongbao.parse_many(batch, threads=count) for count in (1, 2)
    }
    work = rounds(threads)
    wall = rounds(threads, time.perf_counter)
    print(f"{'what':28}{'MB/s':>9}{'x re':>9}")
    for name, seconds in times.items():
        print(f"{name:28}{size / median(seconds):9.1f}{ratio(times['re'], seconds):9.1f}")
    pyarrow = ratio(times["assignments to pyarrow"], times["parse"])
    print(f"assignments to pyarrow / parse     {pyarrow:.2f}   (under 0.5)")
    print(f"one thread / two threads           {ratio(wall['threads=1'], wall['threads=2']):.2f}   (at least 1.7)")
    idle = 2 * ratio(work["threads=1"], work["threads=2"])
    print(f"  the same in work: 2 x CPU of one / of two  {idle:.2f}   (what an idle machine would show)")
    print(f"held by a gazette, B/B: bytes      {held('bytes'):.2f}   (under 2.5)")
    print(f"held by a gazette, B/B: str        {held('str'):.2f}   (the str and its UTF-8 included)")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    seeds = sorted((Path(__file__).resolve().parents[3] / "seeds").glob("*.txt"))
    if arguments[:1] == ["--held"]:
        print(measure_held(arguments[1], [Path(path) for path in arguments[2:]] or seeds))
    else:
        main([Path(path) for path in arguments] or seeds)
