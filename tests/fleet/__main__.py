"""`python -m tests.fleet`: a fleet under fire, round after round, then a pass at Google's limits.

Goes on where it stopped: what was played is kept in build/fleet.jsonl and build/fleet-quota.jsonl.
"""

import argparse
import dataclasses
import sys
import tempfile
from pathlib import Path

from tests.fixtures.postgres import running
from tests.fleet.campaign import Field
from tests.fleet.quota_pass import pass_over
from tests.resumable import Played

ACCOUNTS = (1, 5)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.fleet")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--registries", type=int, default=100, help="of each round")
    parser.add_argument("--hosts", type=int, default=4)
    parser.add_argument("--processes", type=int, default=2, help="of each host")
    parser.add_argument("--pass", dest="passed", type=int, default=1000, help="at Google's limits")
    parser.add_argument("--afresh", action="store_true")
    asked = parser.parse_args()
    rounds = Played("fleet", afresh=asked.afresh).all_of(
        range(asked.rounds), lambda seeds: (_round(seed, asked) for seed in seeds)
    )
    passes = Played("fleet-quota", afresh=asked.afresh).all_of(
        ACCOUNTS if asked.passed else (), lambda some: (_pass(one, asked) for one in some)
    )
    return _tell(rounds, passes)


def _round(seed, asked):
    """One fleet: a kill, a freeze and a fall of the database for every few registries."""
    with running() as cluster, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        field = Field(
            folder, cluster, registries=asked.registries, hosts=asked.hosts,
            processes=asked.processes, percent=34, seed=seed,
        )  # fmt: skip
        try:
            for _ in range(max(1, asked.registries // 25)):
                field.kill()
                field.kill()
                field.freeze(36)
                field.crash_database()
            field.settle()
            codes = field.end()
        finally:
            field.close()
    row = {**dataclasses.asdict(field.found), "codes": codes}
    print(f"round {seed}: {row}", flush=True)
    return row


def _pass(accounts, asked):
    with running() as cluster, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        row = dataclasses.asdict(
            pass_over(
                folder, cluster, registries=asked.passed, accounts=accounts,
                hosts=asked.hosts, processes=asked.processes,
            )
        )  # fmt: skip
    print(f"pass: {row}", flush=True)
    return row


def _tell(rounds, passes):
    sums = {
        name: sum(row[name] for row in rounds)
        for name in (
            "letters",
            "stored",
            "in_doubt",
            "kills",
            "freezes",
            "restarts",
            "tries",
            "faults",
        )
    }
    lost, twice = (sum(len(row[name]) for row in rounds) for name in ("lost", "twice"))
    slowest = max((seconds for row in rounds for seconds in row["resumed"]), default=0)
    print(f"{len(rounds)} rounds: {sums}; lost {lost}, twice {twice}; resumed ≤ {slowest} s")
    good = not lost and not twice and slowest <= 60
    for row in passes:
        best = row["refused"] == 0 and row["used_percent"] >= 85
        good = good and best and row["most_of_account"] <= 54 and row["most_of_project"] <= 270
        print(f"{row['accounts']} accounts: {row}")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
