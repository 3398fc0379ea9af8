"""The campaign: `python -m tests.fuzz --seeds 400`.

Every strange string stands in every column once; then every seed spoils a copy of the sample
workbook in its own way. All jobs run on each. Prints how far it is and what did not hold; ends
with 1 when anything did not. What was played is kept in `build/`, so that it goes on where it
stopped, as long as the product and the campaign are the same.
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.fuzz.judge import EIGHTHS, complaints, sample, strange_everywhere
from tests.resumable import Played, digest_of, in_processes

TOLD = 20
"""So often it is said how far the campaign is."""


def main(typed: Sequence[str] | None = None) -> int:
    """The exit code; what was found is told as it comes, and printed at the end."""
    options = _options(typed)
    began = time.monotonic()
    seeds = [*range(-EIGHTHS, 0), *range(options.first, options.first + options.seeds)]
    played = Played("fuzz", of=digest_of("tests/fuzz"), afresh=options.afresh)
    results = played.all_of(seeds, lambda missing: _told(_all(missing, options.jobs), missing))
    wrong = [complaint for one in results for complaint in one["wrong"]]
    for complaint in wrong:
        print(complaint)
    slowest = max(zip(seeds, results, strict=True), key=lambda one: one[1]["seconds"])
    print(f"slowest: seed {slowest[0]}, {slowest[1]['seconds']:.0f} s")
    print(
        f"{len(results)} workbooks in {time.monotonic() - began:.0f} s, "
        f"{sum(bool(one['wrong']) for one in results)} wrong"
    )
    return 1 if wrong else 0


def _options(typed: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seeds", type=int, default=20, help="how many workbooks")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--afresh", action="store_true", help="play what was played before, too")
    return parser.parse_args(typed)


def _all(seeds: Sequence[int], jobs: int) -> Iterator[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "made"
        sample(made)
        yield from in_processes(partial(play, made), seeds, jobs)


def _told(results: Iterator[dict[str, Any]], seeds: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The same results, and now and then how far they are."""
    began, wrong = time.monotonic(), 0
    for number, result in enumerate(results, start=1):
        wrong += bool(result["wrong"])
        for complaint in result["wrong"]:
            print(complaint, file=sys.stderr, flush=True)
        yield result
        if number % TOLD == 0:
            seconds = time.monotonic() - began
            print(
                f"{number} of {len(seeds)} in {seconds:.0f} s, {wrong} wrong",
                file=sys.stderr,
                flush=True,
            )


def play(made: Path, seed: int) -> dict[str, Any]:
    """One workbook, in a folder of its own; those before 0 are of all strange strings."""
    began = time.process_time()
    judge, number = (strange_everywhere, seed + EIGHTHS) if seed < 0 else (complaints, seed)
    with tempfile.TemporaryDirectory() as temporary:
        try:
            wrong = list(judge(Path(temporary) / "agency", made, number))
        except Exception:  # noqa: BLE001  (whatever a workbook does to us is a finding here)
            wrong = [f"seed {seed}: {traceback.format_exc()}"]
    return {"wrong": wrong, "seconds": time.process_time() - began}
