"""`python -m tests.fleet`: a fleet under fire, round after round, and passes at Google's limits.

Its hosts are network namespaces where those can be had, else all this one computer. Goes on where
it stopped: what was played is kept in build/fleet.jsonl and build/fleet-quota.jsonl.
"""

import argparse
import dataclasses
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests.fixtures.postgres import running
from tests.fleet.campaign import Field
from tests.fleet.hosts import GATE, NET, are_real, move_inside
from tests.fleet.quota_pass import pass_over
from tests.resumable import Played, digest_of

ACCOUNTS = (1, 5)
WAITING = 1
"""A pass with so few accounts mostly waits for the quota: it is made beside the rounds."""


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.fleet")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--registries", type=int, default=100, help="of each round")
    parser.add_argument("--hosts", type=int, default=4)
    parser.add_argument("--processes", type=int, default=2, help="of each host")
    parser.add_argument("--pass", dest="passed", type=int, default=1000, help="at Google's limits")
    parser.add_argument("--accounts", type=int, action="append", help="of a pass; by default 1, 5")
    parser.add_argument("--afresh", action="store_true")
    asked = parser.parse_args()
    move_inside("tests.fleet", sys.argv[1:])
    known = digest_of("tests/fleet")
    rounds = Played("fleet", of=known, afresh=asked.afresh)
    passes = Played("fleet-quota", of=known, afresh=asked.afresh)
    accounts = (asked.accounts or ACCOUNTS) if asked.passed else ()
    with _waiting_pass(asked) if asked.rounds and WAITING in accounts else nullcontext():
        played = rounds.all_of(
            range(asked.rounds), lambda seeds: (_round(one, asked) for one in seeds)
        )
        others = [one for one in accounts if one != WAITING]
        passes.all_of(others, lambda some: (_pass(one, asked) for one in some))
    passed = passes.all_of(accounts, lambda some: (_pass(one, asked) for one in some))
    return _tell(played, passed)


@contextmanager
def _waiting_pass(asked):
    """The same program in another process, for the pass that only waits; ends with the block."""
    typed = ["--rounds", "0", "--pass", str(asked.passed), "--accounts", str(WAITING)]
    with subprocess.Popen([sys.executable, "-m", "tests.fleet", *typed]) as beside:
        try:
            yield
        except BaseException:
            beside.send_signal(signal.SIGINT)
            raise


def _round(seed, asked):
    """One fleet: an hour with kills, a freeze, a cut and a fall of the database, and again."""
    with _database() as cluster, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        field = Field(
            folder, cluster, registries=asked.registries, hosts=asked.hosts,
            processes=asked.processes, percent=34, seed=seed,
        )  # fmt: skip
        try:
            for hour in range(max(1, asked.registries // 25)):
                if hour:
                    field.next_hour()
                field.freeze(36)
                if are_real():
                    field.cut(45)
                field.kill()
                field.kill()
                field.crash_database()
                field.wait_until_all_go_on()
            field.settle()
            codes = field.end()
        finally:
            field.close()
    row = {**dataclasses.asdict(field.found), "codes": codes}
    print(f"round {seed}: {row}", flush=True)
    return row


def _database():
    return running(GATE, NET) if are_real() else running()


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
            "cuts",
            "restarts",
            "tries",
            "faults",
            "in_hand",
            "aside",
        )
    }
    lost, twice, late = (
        sum(len(row[name]) for row in rounds) for name in ("lost", "twice", "trespassed")
    )
    slowest = max((seconds for row in rounds for seconds in row["resumed"]), default=0)
    if rounds:
        print(f"{len(rounds)} rounds: {sums}; resumed ≤ {slowest} s")
        print(f"lost {lost}, twice {twice}, written by a host that had lost the registry {late}")
    # More often than it takes to send a request, of all the time that a look takes: no fence.
    good = not (lost or twice or late) and sums["in_hand"] <= 1 + sums["freezes"] // 10
    good = good and slowest <= 60
    for row in passes:
        best = row["refused"] == 0 and row["used_percent"] >= 85
        good = good and best and row["most_of_account"] <= 54 and row["most_of_project"] <= 270
        print(f"{row['accounts']} accounts: {row}")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
