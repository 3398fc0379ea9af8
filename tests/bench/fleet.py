"""One pass over many registries of 200 rows: workers beside other ways to do the same.

Each way checks registries that were checked once before, and of which nothing has changed. The
quota is out of the way here; with it, `make fleet` compares the pass with its arithmetic.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

import psycopg

from jobs.cli.command_table import untyped
from jobs.cli.context import JobContext
from jobs.commands.check import run as check
from sheets_sync.i18n.sentences import Sentences
from tests.bench.measuring import Figure, print_figures, print_table
from tests.fixtures.agency_folder import PEOPLE, community, write_workbook
from tests.fixtures.fleet import make_fleet
from tests.fixtures.postgres import running

ROWS = 200
PROCESSES = 2
ALONE = 6
"""Registries that single processes are timed with."""
SINGLE, WARM, SERVED = "a check process each", "one warm process", "one warm on PostgreSQL"
FLEET = "two workers"


def workbook(path, rows=ROWS):
    """A registry of so many rows."""
    people = [
        {**PEOPLE[0], "staff_id": str(70000 + n), "email": f"p{n}@agency.go.th"}
        for n in range(rows - 2)
    ]
    tabs = {"staff": [*PEOPLE[:1], *people], "communities": [community("C-001", "1 พ.ย. 2569")]}
    return write_workbook(path, tabs)


class Workers:
    """A fleet whose workers have looked at every registry once, and wait for more."""

    def __init__(self, folder, cluster, count):
        self._cluster, self._count = cluster, count
        self._fleet = make_fleet(folder, cluster.new_database())
        only_checks = self._fleet.config.read_text().replace("00:01", "23:58")
        self._fleet.config.write_text(only_checks)
        books = folder / "books"
        books.mkdir()
        first = workbook(books / "r0.xlsx")
        for number in range(1, count):
            shutil.copy(first, books / f"r{number}.xlsx")
        rows = "".join(f"r{number},xlsx,books/r{number}.xlsx\n" for number in range(count))
        table = folder / "registries.csv"
        table.write_text(f"id,store,path\n{rows}")
        self._fleet.run("registries", "import", str(table))
        # A new line for each question would cost the server more than the work it asks about.
        self._line = psycopg.connect(self._fleet.url, autocommit=True)
        self._worker = self._fleet.worker("--processes", str(PROCESSES))
        self._fleet.wait_until(lambda: not self._left(), 600)

    def lap(self):
        """Seconds, and CPU of workers and database, for one registry of a pass over all."""
        for number in range(self._count):  # as if today's check were still to come
            which = f'"registry r{number}".runs'
            self._line.execute(f"DELETE FROM {which} WHERE job = 'check'")  # noqa: S608 — ours
        self._line.execute("UPDATE fleet_registries SET passed_at = NULL, look_at = now()")
        own, server = _cpu_of(self._worker.pid), _cpu_of_server(self._cluster)
        working = "SELECT 1 FROM leases WHERE name LIKE 'registry/%' AND until > now()"
        while not self._line.execute(working).fetchone():  # until the next tick
            time.sleep(0.02)
        began = time.monotonic()
        while self._left():
            time.sleep(0.1)
        used = time.monotonic() - began
        own, server = _cpu_of(self._worker.pid) - own, _cpu_of_server(self._cluster) - server
        return tuple(one / self._count for one in (used, own, server))

    def _left(self):
        asked = "SELECT count(*) FROM fleet_registries WHERE passed_at IS NULL"
        return self._line.execute(asked).fetchone()[0]

    def close(self):
        self._line.close()
        self._worker.terminate()
        self._worker.wait(60)


def _cpu_of(pid):
    """User and system seconds of a process and those it started."""
    total = 0.0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for one in (pid, *children):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / 100
    return total


def _cpu_of_server(cluster):
    """The same of a database server, with those of its processes that have ended."""
    first = (cluster.data / "postmaster.pid").read_text().split()[0]
    fields = Path(f"/proc/{first}/stat").read_text().rpartition(")")[2].split()
    return _cpu_of(first) + (int(fields[13]) + int(fields[14])) / 100


def single_processes(configs):
    """Seconds and CPU of one `check` process after the other, per registry."""
    cpu, began = _children_cpu(), time.monotonic()
    for config in configs:
        subprocess.run(
            [sys.executable, "-m", "jobs", "check", "-q", "--config", config], check=True
        )
    return (time.monotonic() - began) / len(configs), (_children_cpu() - cpu) / len(configs), 0.0


def warm_process(configs, cluster):
    """The same of one process that checks one registry after the other, and its database's."""
    server, cpu, began = _cpu_of_server(cluster), time.process_time(), time.monotonic()
    for config in configs:
        _check(config)
    used = (
        time.monotonic() - began, time.process_time() - cpu, _cpu_of_server(cluster) - server
    )  # fmt: skip
    return tuple(one / len(configs) for one in used)


def _check(config):
    typed = Namespace(**{**untyped("check"), "config": str(config), "quiet": True})
    check(JobContext("check", typed, Sentences("en")))


def _children_cpu():
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _agencies(folder, name, count, ledger=""):
    """Agencies of one registry each, which was checked once; `ledger` is the URL of a server."""
    configs = []
    for number in range(count):
        place = folder / f"{name}{number}"
        place.mkdir()
        workbook(place / "registry.xlsx")
        config = place / "cop-steward.toml"
        there = f'ledger.url = "{ledger}&schema={name}{number}"\n' if ledger else ""
        config.write_text(
            f'{there}[agency]\nallowed_domains = ["agency.go.th"]\n'
            '[[registry]]\nid = "main"\nstore = "xlsx"\npath = "registry.xlsx"\n'
        )
        _check(config)
        configs.append(config)
    return configs


def main(count=40, laps=5):
    with running() as cluster, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        workers = Workers(folder, cluster, count)
        own = _agencies(folder, "w", count // 2)
        served = _agencies(folder, "s", count // 2, cluster.new_database())
        ways = {
            SINGLE: partial(single_processes, own[:ALONE]),
            WARM: partial(warm_process, own, cluster),
            SERVED: partial(warm_process, served, cluster),
            FLEET: workers.lap,
        }
        taken = {way: [] for way in ways}
        for _ in range(laps):  # in turn: others who use the machine disturb all alike
            for way, work in ways.items():
                taken[way].append(work())
        workers.close()
    used = {way: [*map(median, zip(*laps, strict=True))] for way, laps in taken.items()}
    print(f"one registry of {ROWS} rows, medians of {laps} laps; a fleet of {count}")
    print_table(
        ["", "seconds", "CPU", "and of PostgreSQL"],
        [[way, *(f"{one:.3f}" for one in some)] for way, some in used.items()],
    )
    figures = []
    for way, least in ((SINGLE, 6), (WARM, 1.7), (SERVED, 1.7)):
        wall = used[way][0] / used[FLEET][0]
        # As if nobody else were there: one process keeps one core busy, the workers all of theirs.
        cpu = PROCESSES * sum(used[way][1:]) / sum(used[FLEET][1:])
        figures.append(Figure(f"{FLEET} against {way}, times as fast", wall, least, at_least=True))
        figures.append(Figure("  by CPU alone, on two free cores", cpu, least, at_least=True))
    print_figures(figures)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
