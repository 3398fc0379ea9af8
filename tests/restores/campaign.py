"""The campaign: `python -m tests.restores --seeds 100`.

Every seed takes a backup at a moment of its own, works on, puts the backup back, and works on
again. Ends with 1 when somebody was mailed the same twice, or somebody whom the same days without
a restore would have mailed was not, and nothing says so. What was played is kept in `build/`, so
that it goes on where it stopped.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.restores.case import play
from tests.resumable import Played, digest_of, in_processes


def main(typed=None):
    options = _options(typed)
    began = time.monotonic()
    played = Played("restores", of=digest_of("tests/restores"), afresh=options.afresh).all_of(
        range(options.seeds), lambda missing: in_processes(run, missing, options.jobs)
    )
    wrong = [f"{one['moment']}: {line}" for one in played for line in one["wrong"]]
    print("\n".join(wrong))
    listed = sum(one["listed"] for one in played)
    moments = dict(Counter(one["moment"].partition(",")[0] for one in played))
    print(
        f"{len(played)} restores in {time.monotonic() - began:.0f} s, {moments}, "
        f"{sum(one['arrived'] for one in played)} letters, {listed} listed as not sent: "
        f"{len(wrong)} wrong"
    )
    return 1 if wrong else 0


def _options(typed):
    parser = argparse.ArgumentParser(prog="python -m tests.restores")
    parser.add_argument("--seeds", type=int, default=4, help="backups")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--afresh", action="store_true", help="play what was played before, too")
    return parser.parse_args(typed)


def run(seed):
    """One backup and its restore, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return play(seed, Path(folder))
