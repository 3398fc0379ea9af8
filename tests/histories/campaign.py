"""The campaign: `python -m tests.histories --seeds 1000`.

Every seed is a year of one service: crashes, failures, outages up to 20 days, clocks put up to 30
hours forward and back, several zones. Prints how many slots there were, and ends with 1 when one
was missed or done twice. What was played is kept in `build/`, so that it goes on where it stopped.
"""

import argparse
import json
import multiprocessing
import os
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.histories.history import History, Tally

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "build" / "histories.jsonl"
SHOWN = 20


def main(typed=None):
    options = _options(typed)
    began = time.monotonic()
    if options.afresh:
        KEPT.unlink(missing_ok=True)
    known = _known()
    seeds = [seed for seed in range(options.seeds) if seed not in known]
    KEPT.parent.mkdir(exist_ok=True)
    with (
        KEPT.open("a", encoding="utf-8") as kept,
        ProcessPoolExecutor(options.jobs, mp_context=multiprocessing.get_context("spawn")) as pool,
    ):
        for seed, tally in zip(seeds, pool.map(play, seeds), strict=True):
            known[seed] = tally
            kept.write(json.dumps({"seed": seed, **vars(tally)}) + "\n")
            kept.flush()
    found = sum((known[seed] for seed in range(options.seeds)), Tally())
    return report(found, options.seeds, len(seeds), time.monotonic() - began)


def _options(typed):
    parser = argparse.ArgumentParser(prog="python -m tests.histories")
    parser.add_argument("--seeds", type=int, default=20, help="years to play")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--afresh", action="store_true", help="play what was played before, too")
    return parser.parse_args(typed)


def _known():
    lines = KEPT.read_text(encoding="utf-8").splitlines() if KEPT.exists() else []
    rows = map(json.loads, lines)
    return {
        row.pop("seed"): Tally(row["slots"], row["looks"], Counter(row["events"]), row["wrong"])
        for row in rows
    }


def play(seed):
    """One year."""
    return History(seed).play()


def report(found, histories, played, seconds):
    for name, count in sorted(found.events.items()):
        print(f"{name:<20}{count:>10,}")
    print("\n".join(found.wrong[:SHOWN]))
    verdict = "0 missed, 0 twice" if not found.wrong else f"{len(found.wrong)} WRONG"
    print(
        f"{histories:,} years ({played:,} played now in {seconds:.0f} s), "
        f"{found.looks:,} looks, {found.slots:,} slots: {verdict}"
    )
    return 1 if found.wrong else 0
