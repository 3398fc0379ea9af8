"""The campaign: `python -m tests.race --seeds 120`.

Every seed is a spreadsheet of its own in which staff work while the service runs; prints what was
done and ends with 1 when anything of the staff changed, or a flag or a tick stood in a wrong place.
"""

import argparse
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa

from tests.google.fixture import LoopbackGoogle
from tests.race.edits import EDITS
from tests.race.field import Tally, play

ROOT = Path(__file__).parents[2]
SHOWN = 20


def main():
    options = _options()
    os.environ["PYTHONPATH"] = str(ROOT)  # for the processes that are started
    began = time.monotonic()
    seeds = range(options.first, options.first + options.seeds)
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.jobs, mp_context=processes) as pool:
        found = sum(pool.map(run, seeds), Tally())
    return report(found, options.seeds, time.monotonic() - began)


def _options():
    parser = argparse.ArgumentParser(prog="python -m tests.race")
    parser.add_argument("--seeds", type=int, default=8, help="spreadsheets to work in")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def run(seed):
    """What came of one seed, on a server of its own."""
    google = LoopbackGoogle()
    google.use_key(rsa.generate_private_key(public_exponent=65537, key_size=1024))  # noqa: S505
    google.quota.enabled = False
    with google:
        tally = play(seed, google)
        google.check()
    return tally


def report(found, spreadsheets, seconds):
    print(f"\n{'edits by staff':<34}{'made':>8}{'between read and write':>25}")
    for name in EDITS:
        print(f"{name:<34}{found.edits[name]:>8,}{found.meanwhile[name]:>25,}")
    print(f"{'all':<34}{found.edits.total():>8,}{found.meanwhile.total():>25,}")
    print(f"\n{'runs of the service':<34}{'how often':>8}")
    for name, count in sorted(found.runs.items()):
        print(f"{name:<34}{count:>8,}")
    print(f"\n{'looked at after the runs':<34}{'cells':>8}{'wrong':>25}")
    for name, count in sorted(found.seen.items()):
        print(f"{name:<34}{count:>8,}{found.wrong_by[name]:>25,}")
    for line in found.wrong[:SHOWN]:
        print(line)
    verdict = "nothing wrong" if not found.wrong else f"{len(found.wrong)} WRONG"
    runs = found.runs.total()
    print(f"\n{spreadsheets} spreadsheets, {runs:,} runs, {seconds:.0f} s: {verdict}")
    return 1 if found.wrong else 0
