"""The campaign: `python -m tests.soak --days 30`.

The real `serve`, live flags included, lives through thirty days on a clock that is put on by an
hour at a time; in every hour somebody saves the workbook. Ends with 1 when its memory or its
descriptors grow, when a day has no check, or when it does not end in order.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.soak.field import Day, Field

WARM = 2
"""Days after which nothing may grow."""
GROWTH = 1.05


def main(typed: Sequence[str] | None = None) -> int:
    """The exit code; every day is printed as it ends."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--no-live", action="store_true", help="without live flags")
    options = parser.parse_args(typed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        field = Field(Path(folder), live=not options.no_live)
        try:
            days: list[Day] = []
            for day in field.days(options.days):
                days.append(day)
                print(f"day {len(days)}: {day}", flush=True)
            wrong = judge(field, days)
        finally:
            field.kill()
    print("\n".join(wrong))
    print(f"{len(days)} days in {time.monotonic() - began:.0f} s: {len(wrong)} wrong")
    return 1 if wrong else 0


def judge(field: Field, days: Sequence[Day]) -> list[str]:
    """What did not hold."""
    wrong = grown(days[min(WARM, len(days)) - 1], days[-1])
    code = field.end()
    if code:
        wrong.append(f"ended with {code}")
    with field.ledger() as ledger:
        checks = ledger.runs.slots("main", "check").values()
    days_checked = {run.slot[:10] for run in checks if run.state == "done"}
    if len(days_checked) < len(days):
        wrong.append(f"checked on {len(days_checked)} of {len(days)} days")
    again = [run.slot for run in checks if run.token > 1]
    if again:
        wrong.append(f"run again: {again}")
    return wrong


def grown(before: Day, after: Day) -> list[str]:
    """What it holds more of than before."""
    wrong = []
    if after.megabytes > before.megabytes * GROWTH:
        wrong.append(f"memory grew from {before.megabytes:.1f} to {after.megabytes:.1f} MB")
    if after.descriptors > before.descriptors:
        wrong.append(f"descriptors grew from {before.descriptors} to {after.descriptors}")
    return wrong
