"""The nine reference checks: ours beside pandera, frictionless, pydantic and polars by hand.

    python -m tests.bench.nine_checks [--quick]

1 a name is there · 2 `member_id` once · 3 the community exists · 4 the person exists · 5 e-mail ·
6 role, status and consent of their lists · 7 both days are days · 8 left after joining ·
9 a person once in a community.

All start from the columns of text that a reader gives, and must find the same (row, column,
rule), all of them. Ours are the product's own reading and rules, over a schema overlay; their time
ends when row, column, A1 cell, the record's key, its community and what was probably meant are
there as columns, for every finding.
"""

import argparse
import sys
from functools import partial

from tests.bench.measuring import Figure, Taken, medians, print_figures, print_table
from tests.bench.nine_ways import ours, peers
from tests.bench.nine_ways.timed import timed

WAYS = {
    "ours": ours.findings,
    "polars, by hand": peers.with_polars,
    "pydantic": peers.with_pydantic,
    "pandera": peers.with_pandera,
    "frictionless": peers.with_frictionless,
}
SIZES = (10_000, 100_000, 1_000_000)
QUICK = (10_000, 100_000)
REPEATS = 3
FASTER = {100_000: 4, 1_000_000: 2.7}
"""Than pandera, by rows."""
SLOWER = 1.5
"""Than polars by hand, which finds rows, columns and rules alone."""
SLOW = {"frictionless": 100_000}
"""Up to so many rows; beyond, one run takes minutes and its ratio is known."""


def main() -> int:
    """Print a line for each tool and size, then the figures with their aims."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.nine_checks")
    parser.add_argument("--quick", action="store_true", help="up to 10⁵ rows, once each")
    quick = parser.parse_args().quick
    lines, figures = [], []
    for rows in QUICK if quick else SIZES:
        ways = {
            name: partial(timed, way, rows)
            for name, way in WAYS.items()
            if rows <= SLOW.get(name, rows)
        }
        taken = medians(ways, 1 if quick else REPEATS)
        found = {name: one.result for name, one in taken.items()}
        if len(set(found.values())) > 1:
            raise SystemExit(f"the findings differ: {found}")
        lines += [_line(name, rows, taken) for name in ways]
        figures += _figures(rows, taken)
    print_table(("rows", "tool", "findings", "× as fast as pandera", "time/polars"), lines)
    print_figures(figures)
    return 0


def _line(name: str, rows: int, taken: dict[str, Taken]) -> tuple[str, ...]:
    seconds, count = taken[name].seconds, taken[name].result[0]
    faster = taken["pandera"].seconds / seconds
    slower = seconds / taken["polars, by hand"].seconds
    return (f"{rows:,}", name, f"{count:,}", f"{faster:.2f}", f"{slower:.2f}")


def _figures(rows: int, taken: dict[str, Taken]) -> list[Figure]:
    own = taken["ours"].seconds
    faster = taken["pandera"].seconds / own
    slower = own / taken["polars, by hand"].seconds
    if rows not in FASTER:
        return []
    what = f"nine checks of {rows:,} rows"
    return [
        Figure(f"{what}, × as fast as pandera", faster, FASTER[rows], at_least=True),
        Figure(f"{what}, time over polars by hand", slower, SLOWER),
    ]


if __name__ == "__main__":
    sys.exit(main())
