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
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from jobs.cli.command_table import untyped
from jobs.cli.context import JobContext
from jobs.commands.check import run as check
from sheets_sync.i18n.sentences import Sentences
from tests.fixtures.agency_folder import PEOPLE, community, write_workbook
from tests.fixtures.fleet import make_fleet
from tests.fixtures.postgres import running

ROWS = 200
PROCESSES = 2
ALONE = 6
"""Registries that single processes are timed with."""


def workbook(path, rows=ROWS):
    """A registry of so many rows."""
    people = [
        {**PEOPLE[0], "staff_id": str(70000 + n), "email": f"p{n}@agency.go.th"}
        for n in range(rows - 2)
    ]
    tabs = {"staff": [*PEOPLE[:1], *people], "communities": [community("C-001", "1 พ.ย. 2569")]}
    return write_workbook(path, tabs)


def of_workers(folder, cluster, count):
    """Seconds and CPU of one pass by workers that are at work already, and their database."""
    fleet = make_fleet(folder, cluster.new_database())
    only_checks = fleet.config.read_text().replace('remind_at = "00:01"', 'remind_at = "23:58"')
    fleet.config.write_text(only_checks)
    books = folder / "books"
    books.mkdir()
    first = workbook(books / "r0.xlsx")
    for number in range(1, count):
        shutil.copy(first, books / f"r{number}.xlsx")
    rows = "".join(f"r{number},xlsx,books/r{number}.xlsx\n" for number in range(count))
    table = folder / "registries.csv"
    table.write_text(f"id,store,path\n{rows}")
    fleet.run("registries", "import", str(table))
    worker = fleet.worker("--processes", str(PROCESSES))
    passed = "SELECT count(*) FROM fleet_registries WHERE passed_at IS NOT NULL"
    fleet.wait_until(lambda: fleet.ask(passed) == [(count,)], 600)
    before = _cpu_of(worker.pid) + _cpu_of_server(cluster)
    for number in range(count):  # as if today's check were still to come
        fleet.tell(f"DELETE FROM \"registry r{number}\".runs WHERE job = 'check'")  # noqa: S608 — ours
    fleet.tell("UPDATE fleet_registries SET passed_at = NULL, look_at = now()")
    began = None
    while fleet.ask(passed) != [(count,)]:
        if began is None and fleet.ask("SELECT 1 FROM leases WHERE until > now()"):
            began = time.monotonic()
        time.sleep(0.05)
    seconds = time.monotonic() - (began or time.monotonic())
    cpu = _cpu_of(worker.pid) + _cpu_of_server(cluster) - before
    worker.terminate()
    worker.wait(60)
    return seconds / count, cpu / count


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


def of_single_processes(folder):
    """Seconds and CPU of one `check` process after the other, per registry."""
    configs = [_agency(folder / f"a{number}") for number in range(ALONE)]
    for config in configs:
        _check(config)
    cpu, began = _children_cpu(), time.monotonic()
    for config in configs:
        subprocess.run(
            [sys.executable, "-m", "jobs", "check", "-q", "--config", config], check=True
        )
    return (time.monotonic() - began) / ALONE, (_children_cpu() - cpu) / ALONE


def of_one_warm_process(folder, count):
    """Seconds and CPU of one process that checks one registry after the other, per registry."""
    configs = [_agency(folder / f"w{number}") for number in range(count)]
    for config in configs:
        _check(config)
    cpu, began = time.process_time(), time.monotonic()
    for config in configs:
        _check(config)
    return (time.monotonic() - began) / count, (time.process_time() - cpu) / count


def _check(config):
    typed = Namespace(**{**untyped("check"), "config": str(config), "quiet": True})
    check(JobContext("check", typed, Sentences("en")))


def _children_cpu():
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _agency(folder):
    folder.mkdir()
    workbook(folder / "registry.xlsx")
    config = folder / "cop-steward.toml"
    config.write_text(
        '[agency]\nallowed_domains = ["agency.go.th"]\n'
        '[[registry]]\nid = "main"\nstore = "xlsx"\npath = "registry.xlsx"\n'
    )
    return config


def main(count=40):
    with running() as cluster, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        workers = of_workers(folder, cluster, count)
        single = of_single_processes(folder)
        warm = of_one_warm_process(folder, count // 2)
    print(f"registries of {ROWS} rows, seconds (CPU) for each, {count} in a fleet")
    for name, (wall, cpu) in (
        ("one check process each", single), ("one warm process", warm), ("two workers", workers),
    ):  # fmt: skip
        print(f"  {name:24} {wall:6.3f} ({cpu:.3f})")
    for name, other in (("a process each", single), ("one warm process", warm)):
        wall, cpu = other[0] / workers[0], PROCESSES * other[1] / workers[1]
        print(f"  workers against {name}: {wall:.2f} times as fast, by CPU alone {cpu:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
