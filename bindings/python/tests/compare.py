"""Compares the package with the command on every text of some directories.

python compare.py COMMAND DIRECTORY …
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import gongbao
from test_parity import in_code_points


def differences(command: str, directory: Path) -> tuple[int, list[str]]:
    """How many texts were compared, and those that differ."""
    paths = sorted(directory.glob("*.txt"))
    found = []
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([command, "parse", "--output-dir", out, *map(str, paths)], check=True)
        for path, gazette in zip(paths, gongbao.read_many(paths), strict=True):
            if isinstance(gazette, gongbao.GongbaoError):
                found.append(f"{path.name}: {gazette}")
                continue
            printed = (Path(out) / f"{path.stem}.json").read_bytes()
            if gazette.to_json().encode() + b"\n" != printed:
                found.append(f"{path.name}: to_json() is not what the command prints")
            if gazette.to_dict() != in_code_points(json.loads(printed), gazette.source):
                found.append(f"{path.name}: to_dict() is not the command's tree")
    return len(paths), found


def main(command: str, directories: list[str]) -> int:
    """Compares all, and says what differs."""
    failed = 0
    for directory in map(Path, directories):
        count, found = differences(command, directory)
        print(*found, sep="\n", end="\n" * bool(found))
        print(f"{directory}: {count - len(found)} passed, {len(found)} failed")
        failed += len(found)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
