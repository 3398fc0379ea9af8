"""The campaign: `python -m tests.histories --seeds 1000`.

Every seed is a year of one service: crashes, failures, outages up to 20 days, clocks put up to 30
hours forward and back, several zones. Prints how many slots there were, and ends with 1 when one
was missed or done twice. What was played is kept in `build/`, so that it goes on where it stopped.
"""

import argparse
import multiprocessing
import os
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.histories.history import History, Tally
from tests.resumable import Played, digest_of

SHOWN = 20


def main(typed=None):
    options = _options(typed)
    began = time.monotonic()
    years = Played("histories", of=digest_of("tests/histories"), afresh=options.afresh).all_of(
        range(options.seeds), lambda missing: _play_all(missing, options.jobs)
    )
    found = sum((Tally(**{**year, "events": Counter(year["events"])}) for year in years), Tally())
    return report(found, options.seeds, time.monotonic() - began)


def _options(typed):
    parser = argparse.ArgumentParser(prog="python -m tests.histories")
    parser.add_argument("--seeds", type=int, default=20, help="years to play")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--afresh", action="store_true", help="play what was played before, too")
    return parser.parse_args(typed)


def _play_all(seeds, jobs):
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        for tally in pool.map(play, seeds):
            yield vars(tally)


def play(seed):
    """One year."""
    return History(seed).play()


def report(found, histories, seconds):
    for name, count in sorted(found.events.items()):
        print(f"{name:<20}{count:>10,}")
    print("\n".join(found.wrong[:SHOWN]))
    verdict = "0 missed, 0 twice" if not found.wrong else f"{len(found.wrong)} WRONG"
    print(
        f"{histories:,} years in {seconds:.0f} s, "
        f"{found.looks:,} looks, {found.slots:,} slots: {verdict}"
    )
    return 1 if found.wrong else 0
