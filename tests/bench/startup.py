"""How much a command costs beside what cannot be avoided, and beside an earlier commit.

    python -m tests.bench.startup [--quick] [--before COMMIT]

`--help` against a bare interpreter, `check` of the demo's workbook against importing pandas; then
the processor's time of each command over that of the commit named, taken in turns in the demo's
folder. Both commits use this interpreter and its libraries.
"""

import argparse
import datetime as dt
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from tests.bench.measuring import Figure, print_figures

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 20)
BEFORE = "7a912f0"
"""Where every command still imported everything."""
COMMANDS: Mapping[str, tuple[Sequence[str], float]] = {
    "status": (["status"], 0.5),
    "resolve": (["resolve"], 0.5),
    "explain": (["explain"], 0.5),
    "settings": (["settings"], 0.5),
    "doctor": (["doctor"], 0.5),
    "check": (["check", "--dry-run"], 0.6),
    "the plan of remind": (["remind", "--dry-run"], 0.6),
}
"""Each with the most it is to cost over before."""


def cpu(tree: Path, folder: Path, *command: str) -> float:
    """Seconds of processor of one fresh interpreter; byte code is kept, as in any installation."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={"PYTHONPATH": str(tree), "PATH": os.defpath, "LANG": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def unpack(commit: str, folder: Path) -> Path:
    """The tree of a commit, beside ours."""
    packed = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE, check=True
    ).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def over(ours: Sequence[float], others: Sequence[float]) -> float:
    """The ratio of the medians."""
    return statistics.median(ours) / statistics.median(others)


def unavoidable(demo: Path, repeats: int) -> list[Figure]:
    """Against a bare interpreter, and against importing pandas."""
    check = ("-m", "jobs", "check", "--dry-run", "--today", DAY.isoformat())
    cpu(ROOT, demo, *check)  # writes the byte code
    runs = [
        (
            cpu(ROOT, demo, "-c", "pass"),
            cpu(ROOT, demo, "-m", "jobs", "--help"),
            cpu(ROOT, demo, "-c", "import pandas"),
            cpu(ROOT, demo, *check),
        )
        for _ in range(repeats)
    ]
    bare, help_, pandas, whole = zip(*runs, strict=True)
    return [
        Figure("--help over a bare interpreter", over(help_, bare), 3),
        Figure("check of the demo's workbook over importing pandas", over(whole, pandas), 3),
    ]


def over_before(before: Path, demo: Path, repeats: int) -> list[Figure]:
    """Each command over itself at the earlier commit."""
    figures = []
    for name, (typed, aim) in COMMANDS.items():
        command = ("-m", "jobs", *typed, "--today", DAY.isoformat())
        cpu(before, demo, *command)  # writes the byte code
        cpu(ROOT, demo, *command)
        runs = [(cpu(ROOT, demo, *command), cpu(before, demo, *command)) for _ in range(repeats)]
        ours, earlier = zip(*runs, strict=True)
        figures.append(Figure(f"{name} over before", over(ours, earlier), aim))
    return figures


def main() -> int:
    """Print all figures with their aims."""
    from jobs.demo.folder import make_folder
    from sheets_sync.i18n.sentences import Sentences

    parser = argparse.ArgumentParser(prog="python -m tests.bench.startup")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--before", default=BEFORE, metavar="COMMIT")
    asked = parser.parse_args()
    repeats = 3 if asked.quick else 9
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as tree:
        demo = Path(folder)
        make_folder(demo, DAY, Sentences("th"))
        before = unpack(asked.before, Path(tree))
        print_figures([*unavoidable(demo, repeats), *over_before(before, demo, repeats)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
