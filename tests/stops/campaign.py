"""The campaign: `python -m tests.stops --seeds 200`.

Every seed starts a `serve` with twelve letters to send and stops it at a moment of its own. Ends
with 1 when one did not end with 0, left a letter in hand or in doubt, a run open, or mailed
somebody twice. What was played is kept in `build/`, so that it goes on where it stopped.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.resumable import Played, digest_of, in_processes
from tests.stops.case import play

ROOT = Path(__file__).parents[2]


def main(typed=None):
    options = _options(typed)
    os.environ["PYTHONPATH"] = str(ROOT)  # for the processes that are started
    began = time.monotonic()
    stops = Played("stops", of=digest_of("tests/stops"), afresh=options.afresh).all_of(
        range(options.seeds), lambda missing: in_processes(run, missing, options.jobs)
    )
    wrong = [f"{stop['moment']}: {line}" for stop in stops for line in stop["wrong"]]
    print("\n".join(wrong))
    letters = sum((Counter(stop["letters"]) for stop in stops), Counter())
    print(
        f"{len(stops)} stops in {time.monotonic() - began:.0f} s, letters "
        f"{dict(letters)}: {len(wrong)} wrong"
    )
    return 1 if wrong else 0


def _options(typed):
    parser = argparse.ArgumentParser(prog="python -m tests.stops")
    parser.add_argument("--seeds", type=int, default=4, help="stops")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--afresh", action="store_true", help="play what was played before, too")
    return parser.parse_args(typed)


def run(seed):
    """One stop, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return play(seed, Path(folder))
