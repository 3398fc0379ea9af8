"""Live flags: from an edit to its flag, what that costs, and how much of the work is done again.

Staff edit many small workbooks at once, each with its own account; the child of `serve` runs as it
does in an agency, but for `settle_seconds`: 5 instead of 20, so that a hundred edits take minutes.
Five more edits are made with the default.

python -m tests.bench.live [--quick]
"""

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.bench.measuring import Figure, alone, print_figures, print_table

SIZES, QUICK = (10_000, 100_000), (10_000,)
REPEATS = 5
EDITS, QUICK_EDITS = 100, 10
AT_ONCE = 10
"""Workbooks that are edited at the same time."""
SETTLE, DEFAULT = 5, 20
LATE = 60.0
REST = 60.0
"""Seconds of rest that are looked at."""
SHEET, CELL = "บุคลากร", "C2"
ONE_CELL = {"members": ("สมาชิก", "D6"), "attendance": ("การเข้าร่วม", "C9")}
"""A cell of a usual tab, and one of the tab that has half of all rows."""
WRONG, RIGHT = "ไม่ใช่อีเมล", "somchai@agency.go.th"
CONFIG = """\
version = 1
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
contact = "hrd@agency.go.th"
[schedule]
settle_seconds = {settle}
"""


class TimedReading:
    """A store, and how much of this process's work was reading."""

    def __init__(self, store) -> None:
        self._store = store
        self.seconds = 0.0

    def read(self):
        began = time.process_time()
        workbook = self._store.read()
        self.seconds += time.process_time() - began
        return workbook

    def __getattr__(self, name):
        return getattr(self._store, name)


def work(rows: int, folder: Path) -> dict[str, list[float]]:
    """Seconds of work beside reading: of the first look, then after one changed cell of a tab."""
    import datetime as dt

    from jobs.serving.live.flag_renewal import FlagRenewal, Remembered
    from sheets_sync.i18n.sentences import Sentences
    from sheets_sync.registry.recollection import Recollection
    from sheets_sync.settings import load
    from sheets_sync.wiring.registry_schema import read_registry_schema
    from sheets_sync.wiring.stores import open_store
    from tests.bench.large_registry import AS_OF, make_registry
    from tests.fixtures.typed_cell import type_into

    say = Sentences("th")
    now = dt.datetime.combine(dt.date.fromisoformat(AS_OF), dt.time(9), dt.UTC)

    def renewal(size: int, place: Path) -> tuple[FlagRenewal, TimedReading, Path]:
        place.mkdir()
        path = make_registry(size, place)
        settings = load(place / "cop-steward.toml")
        schema = read_registry_schema(settings)
        store = open_store(settings.registries[0], settings, new_memory=Recollection)
        store.provision(schema, say, time_zone="Asia/Bangkok")
        timed = TimedReading(store)
        return FlagRenewal("main", timed, schema, settings, lambda _: say), timed, path

    def taken(one: FlagRenewal, timed: TimedReading) -> float:
        began, read = time.process_time(), timed.seconds
        written = one.renew(Remembered(), now)
        if written is None or written.deferred:
            raise SystemExit(f"nothing was written: {written}")
        return time.process_time() - began - (timed.seconds - read)

    warming, timed, _ = renewal(1_000, folder / "warming")
    taken(warming, timed)
    found: dict[str, list[float]] = {name: [] for name in ("first", *ONE_CELL)}
    for repeat in range(REPEATS):
        one, timed, path = renewal(rows, folder / str(repeat))
        found["first"].append(taken(one, timed))
        for name, (sheet, cell) in ONE_CELL.items():
            type_into(path, sheet, cell, f"31/11/25{repeat:02d} {name}")
            found[name].append(taken(one, timed))
    return found


@dataclass
class Book:
    """One workbook: how somebody types into it, and what its flag says now."""

    type_in: Callable[[str], object]
    is_flagged: Callable[[], bool]
    waits: list[float] = field(default_factory=list)

    def edit(self, times: int, dice: random.Random) -> None:
        """Type something wrong and right again, by turns, and wait for the flag each time."""
        for number in range(times):
            time.sleep(dice.uniform(0, 20))
            wrong = number % 2 == 0
            began = time.monotonic()
            self.type_in(WRONG if wrong else RIGHT)
            while self.is_flagged() != wrong and time.monotonic() - began < 3 * LATE:
                time.sleep(0.2)
            self.waits.append(time.monotonic() - began)


def file_book(path: Path) -> Book:
    from sheets_sync.i18n.sentences import Sentences
    from sheets_sync.stores.xlsx.package import open_package
    from sheets_sync.stores.xlsx.read_workbook import read_package
    from tests.fixtures.typed_cell import type_into

    error = Sentences("th")("flags.severity.error")

    def is_flagged() -> bool:
        tabs = read_package(open_package(path)).tabs
        tab = next(tab for tab in tabs if tab.sheet == SHEET)
        return str(tab.columns[-1][1]).startswith(error)

    return Book(partial(type_into, path, SHEET, CELL), is_flagged)


def online_book(book) -> Book:
    from sheets_sync.i18n.sentences import Sentences

    error = Sentences("th")("flags.severity.error")
    heads = book.values(f"'{SHEET}'!1:1")[0]
    place = f"'{SHEET}'!{chr(ord('A') + len(heads) - 1)}2"
    return Book(
        lambda text: book.set(f"'{SHEET}'!{CELL}", [[text]]),
        lambda: str(book.cell(place)).startswith(error),
    )


@contextmanager
def serving(folder: Path, settle: int, registries: Sequence[str], url: str) -> Iterator[int]:
    """The child at work on these registries; its process id."""
    config = folder / "cop-steward.toml"
    config.write_text(CONFIG.format(settle=settle) + "".join(registries), encoding="utf-8")
    _provision(config, url)
    command = [sys.executable, "-m", "jobs.serving.live", "--config", str(config)]
    environment = {**os.environ, "COP_STEWARD_GOOGLE_ENDPOINT": url, "PYTHONPATH": str(Path.cwd())}
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, **silent) as child:
        try:
            _wait_for_all(folder / "state" / "live.json", len(registries))
            yield child.pid
        finally:
            child.send_signal(signal.SIGTERM)


def _provision(config: Path, url: str) -> None:
    from sheets_sync.i18n.sentences import Sentences
    from sheets_sync.settings import load
    from sheets_sync.wiring.registry_schema import read_registry_schema
    from sheets_sync.wiring.stores import open_store

    os.environ["COP_STEWARD_GOOGLE_ENDPOINT"] = url
    settings = load(config)
    for registry in settings.registries:
        store = open_store(registry, settings)
        store.provision(read_registry_schema(settings), Sentences("th"), time_zone="Asia/Bangkok")


def _wait_for_all(path: Path, count: int) -> None:
    until = time.monotonic() + 3 * LATE
    while time.monotonic() < until:
        said = json.loads(path.read_bytes())["registries"] if path.exists() else []
        if len(said) == count and all(one["checked_at"] for one in said):
            return
        time.sleep(0.5)
    raise SystemExit("the child does not look at all registries")


def edited(books: Sequence[Book], edits: int) -> list[float]:
    """Seconds from every edit to its flag; all workbooks are edited at the same time."""
    threads = [
        threading.Thread(target=book.edit, args=(-(-edits // len(books)), random.Random(number)))  # noqa: S311
        for number, book in enumerate(books)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [wait for book in books for wait in book.waits][:edits]


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def live(edits: int, settle: int, at_once: int, table: list, figures: list) -> None:
    """Edits of files and of spreadsheets, while the child is at work."""
    from tests.google.google import Google
    from tests.jobs.commands.test_remind import save
    from tests.planning.reminders.reminder_registry import rows

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        google = Google().start()
        google.quota.enabled = False
        registries, files, online = [], [], []
        for number in range(at_once):
            path = folder / f"file{number}.xlsx"
            save(rows(), path)
            book = google.load(path)
            key = folder / f"key{number}.json"
            key.write_text(json.dumps(google.service_account_info()))
            online.append(book)
            files.append(path)
            registries.append(
                f'[[registry]]\nid = "file{number}"\npath = "{path.name}"\n'
                f'[[registry]]\nid = "online{number}"\nstore = "google"\n'
                f'spreadsheet = "{book.id}"\ncredentials = "{key.name}"\n'
            )
        try:
            with serving(folder, settle, registries_of(registries), google.url) as pid:
                for kind, books in (
                    ("file", [file_book(path) for path in files]),
                    ("Google", [online_book(book) for book in online]),
                ):
                    google.log.clear()
                    began = time.monotonic()
                    waits = edited(books, edits)
                    took = time.monotonic() - began
                    asked = google.log.reads + google.log.writes
                    idle = 2 * at_once * took / 60
                    median, worst = statistics.median(waits), max(waits)
                    a_change = max(asked - idle, 0) / edits if kind == "Google" else 0.0
                    table.append((kind, settle, len(waits), f"{median:.1f}", f"{worst:.1f}"))
                    figures.append(
                        Figure(f"{kind}, settling {settle} s: worst wait, s", worst, LATE)
                    )
                    if kind == "Google":
                        figures.append(
                            Figure("requests for a change beside the asking", a_change, 4)
                        )
                time.sleep(REST)  # until it has looked at what it wrote last
                google.log.clear()
                before = cpu_seconds(pid)
                time.sleep(REST)
                asked = (google.log.reads + google.log.writes) / at_once * 60 / REST
                busy = (cpu_seconds(pid) - before) / REST * 100 / (2 * at_once)
                figures.append(Figure("requests a minute at rest", asked, 2))
                figures.append(Figure("% of one core at rest, for each workbook", busy, 1))
        finally:
            google.stop()


def registries_of(pairs: Sequence[str]) -> list[str]:
    """One text for each registry."""
    return ["[[registry]]" + one for pair in pairs for one in pair.split("[[registry]]")[1:]]


def main() -> int:
    """Print what was measured, then the figures with their aims."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.live")
    parser.add_argument("--quick", action="store_true", help="10⁴ rows, ten edits")
    quick = parser.parse_args().quick
    figures: list[Figure] = []
    table: list[tuple[object, ...]] = []
    for rows in QUICK if quick else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            seconds = alone(partial(work, rows, Path(folder))).result
        first = statistics.median(seconds["first"])
        for name in ONE_CELL:
            ratio = statistics.median(seconds[name]) / first
            table.append((f"{rows:,}", name, REPEATS, f"{ratio:.2f}", f"{first:.2f} s first"))
            figures.append(
                Figure(f"{rows:,} rows, one cell of {name}: of the first look", ratio, 0.2)
            )
    live(QUICK_EDITS if quick else EDITS, SETTLE, AT_ONCE, table, figures)
    if not quick:
        live(AT_ONCE, DEFAULT, AT_ONCE, table, figures)
    print_table(("what", "of", "times", "median", "worst"), table)
    print_figures(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
