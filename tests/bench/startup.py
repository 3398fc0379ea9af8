"""How long the command line takes to start, in multiples of what cannot be avoided.

    python -m tests.bench.startup [--quick]

`--help` against a bare interpreter; `check` of the demo's workbook against importing pandas.
"""

import argparse
import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measuring import Figure, print_figures

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 20)


def seconds(*command: str, folder: Path) -> float:
    """How long one fresh interpreter runs; byte code is kept, as in any installation."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "LANG": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started


def main() -> int:
    """Print both figures with their aims."""
    from jobs.demo.folder import make_folder
    from sheets_sync.i18n.sentences import Sentences

    parser = argparse.ArgumentParser(prog="python -m tests.bench.startup")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    repeats = 3 if parser.parse_args().quick else 9
    check = ("-m", "jobs", "check", "--dry-run", "--today", DAY.isoformat())
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder)
        make_folder(demo, DAY, Sentences("th"))
        seconds(*check, folder=demo)  # writes the byte code
        runs = [
            (
                seconds("-c", "pass", folder=demo),
                seconds("-m", "jobs", "--help", folder=demo),
                seconds("-c", "import pandas", folder=demo),
                seconds(*check, folder=demo),
            )
            for _ in range(repeats)
        ]
    bare, help_, pandas, whole = map(statistics.median, zip(*runs, strict=True))
    print_figures(
        [
            Figure("--help over a bare interpreter", help_ / bare, 3),
            Figure("check of the demo's workbook over importing pandas", whole / pandas, 3),
        ]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
