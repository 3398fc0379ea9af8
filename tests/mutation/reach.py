"""Which tests run a line, so that a mistake in it is shown to those and to no others."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from coverage.numbits import numbits_to_nums

_Lines: TypeAlias = dict[str, dict[str, list[str]]]
"""As in JSON, where the numbers of lines are texts."""
_CONFIG = """[run]
source = sheets_sync
dynamic_context = test_function
"""


@dataclass(frozen=True)
class Reach:
    """By source file and line, the tests that run it, as pytest names them; how long each takes."""

    lines: Mapping[str, Mapping[int, Collection[str]]]
    seconds: Mapping[str, float]

    def of(self, file: str, lines: Collection[int] | None = None, most: float = 30) -> list[str]:
        """The tests that run any of these lines (or any at all), the quickest first.

        No more than take so many seconds. What runs while tests are set up, or when a module is
        loaded, belongs to none of them.
        """
        found = {
            test
            for line, tests in self.lines.get(file, {}).items()
            if lines is None or line in lines
            for test in tests
        }
        chosen: list[str] = []
        for test in sorted(found, key=lambda one: (self.seconds.get(one, 0), one)):
            most -= self.seconds.get(test, 0)
            if chosen and most < 0:
                break
            chosen.append(test)
        return chosen


def reach_of(tree: Path, tests: Sequence[str], kept: Path) -> Reach:
    """From one run of these tests; from the last one, where nothing has changed since."""
    state = _digest(tree)
    if kept.exists():
        known = json.loads(kept.read_text(encoding="utf-8"))
        if known.pop("state") == state:
            return _reach(**known)
    found = _measured(tree, tests)
    kept.write_text(json.dumps({"state": state, **found}), encoding="utf-8")
    return _reach(**found)


def _reach(lines: _Lines, seconds: dict[str, float]) -> Reach:
    numbered = {
        file: {int(line): tests for line, tests in found.items()} for file, found in lines.items()
    }
    return Reach(numbered, seconds)


def _measured(tree: Path, tests: Sequence[str]) -> dict[str, Any]:
    config, data, times = tree / ".coveragerc", tree / ".coverage", tree / "times.xml"
    config.write_text(_CONFIG, encoding="utf-8")
    data.unlink(missing_ok=True)
    covered = ["coverage", "run", f"--rcfile={config}", f"--data-file={data}"]
    asked = ["pytest", "-q", "-n", "0", "-p", "no:randomly", f"--junitxml={times}", *tests]
    subprocess.run(
        [sys.executable, "-m", *covered, "-m", *asked],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        stdout=subprocess.DEVNULL,
        check=False,  # a test that fails under the tracer still shows what it reaches
    )
    seconds = _seconds(tree, times)
    return {"lines": _lines(tree, data, seconds), "seconds": seconds}


def _lines(tree: Path, data: Path, known: Collection[str]) -> _Lines:
    """Of tests that pytest knows by these names: an inherited one has another."""
    found: _Lines = {}
    with closing(sqlite3.connect(data)) as there:
        rows = there.execute(
            "SELECT path, context, numbits FROM line_bits"
            " JOIN file ON file_id = file.id JOIN context ON context_id = context.id"
        )
        for path, context, numbits in rows:
            test = _test(tree, context)
            if test in known:
                of_file = found.setdefault(str(Path(path).relative_to(tree)), {})
                for line in numbits_to_nums(numbits):
                    of_file.setdefault(str(line), []).append(test)
    return found


def _seconds(tree: Path, times: Path) -> dict[str, float]:
    """How long each test takes, with all its parameters."""
    found = Counter[str]()
    for case in ET.parse(times).iter("testcase"):  # noqa: S314 — pytest wrote it for us
        name = str(case.get("name")).partition("[")[0]
        test = _test(tree, f"{case.get('classname')}.{name}")
        if test:
            found[test] += float(case.get("time", 0))
    return dict(found)


def _test(tree: Path, context: str) -> str:
    """A test's name for pytest, of its dotted one; nothing for what is no test of a file."""
    parts = context.split(".")
    for end in range(len(parts) - 1, 0, -1):
        path = Path(*parts[:end]).with_suffix(".py")
        if path.name.startswith("test_") and (tree / path).is_file():
            return "::".join((str(path), *parts[end:]))
    return ""


def _digest(tree: Path) -> str:
    return hashlib.sha256(b"".join(_contents(tree))).hexdigest()


def _contents(tree: Path) -> Iterable[bytes]:
    for path in sorted(tree.rglob("*.py")):
        yield str(path.relative_to(tree)).encode()
        yield path.read_bytes()
