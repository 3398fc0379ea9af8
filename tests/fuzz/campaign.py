"""The campaign: `python -m tests.fuzz --seeds 400`.

Every strange string stands in every column once; then every seed spoils a copy of the sample
workbook in its own way. All jobs run on each. Prints what did not hold; ends with 1 when anything
did not.
"""

import argparse
import multiprocessing
import os
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

from tests.fuzz.judge import EIGHTHS, complaints, sample, strange_everywhere


def main(typed: Sequence[str] | None = None) -> int:
    """The exit code; what was found is printed as it comes."""
    options = _options(typed)
    began, wrong = time.monotonic(), 0
    seeds = range(options.first, options.first + options.seeds)
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "made"
        sample(made)
        processes = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(options.jobs, mp_context=processes) as pool:
            strange = pool.map(partial(play, made, strange_everywhere), range(EIGHTHS))
            for found in chain(strange, pool.map(partial(play, made, complaints), seeds)):
                wrong += bool(found)
                for complaint in found:
                    print(complaint, flush=True)
    print(f"{EIGHTHS + len(seeds)} workbooks in {time.monotonic() - began:.0f} s, {wrong} wrong")
    return 1 if wrong else 0


def _options(typed: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seeds", type=int, default=20, help="how many workbooks")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser.parse_args(typed)


def play(made: Path, judge: Callable[[Path, Path, int], Iterator[str]], number: int) -> list[str]:
    """One workbook, in a folder of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        try:
            return list(judge(Path(temporary) / "agency", made, number))
        except Exception:  # noqa: BLE001  (whatever a workbook does to us is a finding here)
            return [f"{judge.__name__} {number}: {traceback.format_exc()}"]
