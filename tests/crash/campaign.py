"""The campaign: `python -m tests.crash --repetitions 25`.

Every case as often as asked, on each ledger, with and without an oracle, in several processes:
eight times as many at every point as there are repetitions, or more. Prints a table and ends
with 1 when a letter was lost or sent twice.
"""

import argparse
import contextlib
import multiprocessing
import os
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.crash.cases import Field, all_cases
from tests.fixtures.postgres import running

ROOT = Path(__file__).parents[2]
WHY_MANY = "at once; a case mostly waits for a server, a disk or a frozen process"


def main():
    options = _options()
    os.environ["PYTHONPATH"] = str(ROOT)  # for the server that forks the victims
    began = time.monotonic()
    rest = options.repetitions % options.jobs
    with contextlib.ExitStack() as stack:
        cluster = None if options.ledger == "sqlite" else stack.enter_context(running())
        shares = [
            (url, oracle, options.repetitions // options.jobs + (job < rest))
            for job in range(options.jobs)
            for oracle in (True, False)
            for url in _urls(options.ledger, cluster)
        ]
        processes = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(options.jobs, mp_context=processes) as pool:
            found = [*pool.map(play, shares)]
    return report(found, time.monotonic() - began)


def _options():
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--repetitions", type=int, default=1, help="of each case and ledger")
    parser.add_argument("--ledger", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--jobs", type=int, default=4 * (os.cpu_count() or 1), help=WHY_MANY)
    options = parser.parse_args()
    options.jobs = min(options.jobs, options.repetitions)
    return options


def _urls(ledger, cluster):
    if ledger != "postgresql":
        yield "sqlite:///ledger.db"
    if cluster is not None:
        yield cluster.new_database()


def play(share):
    """Every case so often; how often each came out how, and what went wrong."""
    url, oracle, repetitions = share
    ledger = url.partition(":")[0]
    tally, wrong, play_count = Counter(), [], 0
    for _ in range(repetitions):
        with tempfile.TemporaryDirectory() as folder, Field(url, Path(folder)) as field:
            for case in all_cases(oracle=oracle):
                play_count += 1
                verdict = field.judge(case)
                complaint = verdict.wrong(case)
                tally[ledger, oracle, case.point, verdict.copies, verdict.state.value] += 1
                if complaint:
                    wrong.append(f"{ledger}, {case}, oracle={oracle}: {complaint}")
    return tally, wrong


def report(found, seconds):
    tally = sum((each for each, _ in found), Counter())
    wrong = [line for _, lines in found for line in lines]
    points = list(dict.fromkeys(key[2] for key in tally))
    for oracle in (True, False):
        print(f"\n{'with' if oracle else 'without'} an oracle")
        print(f"  {'stopped at':<16}{'cases':>7}{'once':>7}{'twice':>7}{'lost':>7}{'listed':>8}")
        for point in points:
            cases = {k: n for k, n in tally.items() if k[1] is oracle and k[2] == point}
            if cases:
                print(f"  {point:<16}" + _row(cases))
    total = sum(tally.values())
    print(f"\n{total} cases at {len(points)} points in {seconds:.0f} s, {len(wrong)} wrong")
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


def _row(cases):
    def count(wanted):
        return sum(number for key, number in cases.items() if wanted(key[3], key[4]))

    return (
        f"{sum(cases.values()):>7}"
        f"{count(lambda copies, state: copies == 1 and state != 'uncertain'):>7}"
        f"{count(lambda copies, _: copies > 1):>7}"
        f"{count(lambda copies, state: copies == 0 and state != 'uncertain'):>7}"
        f"{count(lambda _, state: state == 'uncertain'):>8}"
    )
