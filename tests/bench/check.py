"""`check --dry-run` of 10² to 10⁶ rows, against reading them with calamine into pandas.

python -m tests.bench.check [--quick]
"""

import argparse
import os
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

from tests.bench.large_registry import AS_OF, make_registry
from tests.bench.measuring import Figure, Taken, alone, medians, print_figures, print_table

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
QUICK = (100, 1_000, 10_000, 100_000)
REPEATS = 3
FROM = 10_000
"""Below, the time is that of the imports."""


def floor(path: Path) -> int:
    """Read all tabs into pandas and do nothing with them; the number of rows."""
    import pandas as pd

    frames = pd.read_excel(path, sheet_name=None, engine="calamine", dtype=object)
    return sum(map(len, frames.values()))


def check(path: Path) -> None:
    """The whole command, its output thrown away."""
    from jobs.cli.main import main

    config = str(path.with_name("cop-steward.toml"))
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = main(["check", "--dry-run", "--today", AS_OF, "--config", config])
    if code:
        raise SystemExit(code)


def measured(rows: int, repeats: int) -> dict[str, Taken]:
    """Floor and check of one workbook of about so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = alone(partial(make_registry, rows, Path(folder))).result
        return medians({"floor": partial(floor, path), "check": partial(check, path)}, repeats)


def main() -> int:
    """Print a line for each size, then the figures with their aims."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.check")
    parser.add_argument("--quick", action="store_true", help="up to 10⁵ rows, once each")
    quick = parser.parse_args().quick
    table, figures = [], []
    before: dict[str, Taken] = {}
    for rows in QUICK if quick else SIZES:
        taken = measured(rows, 1 if quick else REPEATS)
        time = taken["check"].seconds / taken["floor"].seconds
        memory = taken["check"].peak / max(taken["floor"].peak, 1)
        growth = taken["check"].seconds / before["check"].seconds if before else None
        own = taken["floor"].seconds / before["floor"].seconds if before else None
        table.append(
            (
                f"{taken['floor'].result:,}",
                f"{time:.2f}",
                f"{memory:.2f}",
                "–" if growth is None else f"{growth:.1f}",
                "–" if own is None else f"{own:.1f}",
            )
        )
        if growth is not None and rows > FROM:
            figures.append(Figure(f"growth from {rows // 10:,} to {rows:,} rows", growth, 11))
        before = taken
    figures.append(Figure(f"check of {rows:,} rows over reading it", time, 2.5))
    figures.append(Figure(f"memory of {rows:,} rows over the reading's", memory, 2))
    print_table(("rows", "time/floor", "memory/floor", "growth", "floor's growth"), table)
    print_figures(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
