"""A backup of a ledger of 10⁶ letters against copying its file; a purge against a plain DELETE.

python -m tests.bench.keeping [--quick]
"""

import argparse
import datetime as dt
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from sheets_sync.ledgers.copies import FILE, copy_out
from sheets_sync.ledgers.sql_ledger import open_ledger
from tests.bench.measuring import Figure, print_figures, print_table

URL = "sqlite:///ledger.db"
NEW, OLD = dt.datetime(2026, 11, 23, tzinfo=dt.UTC), dt.datetime(2024, 11, 23, tzinfo=dt.UTC)
LETTERS, FORGOTTEN = 1_000_000, 100_000
QUICK = 50_000, 10_000
LETTERS_OF_ONE = 200
"""In all, of one reader."""
REPEATS = 3
COPY_AIM, PURGE_AIM, LOCK_AIM = 1.5, 3.0, 0.1


def make_ledger(folder: Path, letters: int, old: int) -> Path:
    """A ledger with so many letters, of which some went out long ago."""
    open_ledger(URL, folder=folder).close()
    path = folder / FILE
    with sqlite3.connect(path) as database:
        database.executemany(
            "INSERT INTO letters (id, kind, slot, recipient, name, subject, state, planned_at,"
            " accepted_at, message_id, server, reply) VALUES (?, 'digest', ?, ?, ?, ?, 'accepted',"
            " ?, ?, ?, 'smtp.agency.go.th', '250 2.0.0 Ok')",
            _rows(letters, old),
        )
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


def _rows(letters: int, old: int) -> Iterator[tuple[str, ...]]:
    for number in range(letters):
        at = (OLD if number < old else NEW) + dt.timedelta(seconds=number % 86_400)
        moment = at.strftime("%Y-%m-%d %H:%M:%S.%f")
        reader = number % max(letters // LETTERS_OF_ONE, 1)
        mark = f"{number * 2654435761 % 2**64:016x}{number:016x}"
        name = f"นางสาวปิติ ยินดี {reader}"
        address = f"staff{reader}@agency.go.th"
        yield (mark, moment[:10], address, name, "งานค้าง CoP", moment, moment, f"<{mark}@x>")


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def copied(path: Path, target: Path) -> None:
    """What any copy costs: read, written, and on the disk."""
    shutil.copyfile(path, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    target.unlink()


def backed_up(path: Path) -> None:
    """The same by the command's own way."""
    into = path.parent / "backup"
    into.mkdir()
    copy_out(URL, path.parent, into)
    shutil.rmtree(into)


def backup_ratio(path: Path) -> float:
    """In turns, for what else the machine does is in both."""
    plain, ours = [], []
    for _ in range(REPEATS):
        plain.append(seconds(lambda: copied(path, path.with_name("copy.db"))))
        ours.append(seconds(lambda: backed_up(path)))
    return statistics.median(ours) / statistics.median(plain)


class Waiting:
    """Somebody else who writes again and again, and how long each had to wait for the ledger."""

    def __init__(self, path: Path) -> None:
        self.longest = 0.0
        self._path, self._over = path, threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        database = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        while not self._over.wait(0.005):
            began = time.perf_counter()
            database.execute("BEGIN IMMEDIATE")
            self.longest = max(self.longest, time.perf_counter() - began)
            database.execute("ROLLBACK")
        database.close()


def purge(path: Path) -> None:
    """Forget everything that is old."""
    with open_ledger(URL, folder=path.parent) as ledger:
        ledger.purge(mails_before=NEW, findings_before=NEW.date())


def plain_delete(path: Path) -> None:
    """One statement, with the same care for what is freed."""
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("PRAGMA secure_delete=ON")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("DELETE FROM letters WHERE planned_at < ?", [NEW.strftime("%Y-%m-%d")])
    database.close()


def purge_figures(path: Path) -> tuple[float, float]:
    """The ratio, and the longest that another writer waited in seconds."""
    ratios, waits = [], []
    for _ in range(REPEATS):
        times = []
        for work in (purge, plain_delete):
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                other = Path(folder) / FILE
                shutil.copyfile(path, other)
                times.append(seconds(lambda work=work, other=other: work(other)))
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            other = Path(folder) / FILE
            shutil.copyfile(path, other)
            with Waiting(other) as waiting:
                purge(other)
            waits.append(waiting.longest)
        ratios.append(times[0] / times[1])
    return statistics.median(ratios), statistics.median(waits)


def main() -> int:
    """Print the figures; 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.keeping")
    parser.add_argument("--quick", action="store_true", help="fewer letters")
    letters, old = QUICK if parser.parse_args().quick else (LETTERS, FORGOTTEN)
    with tempfile.TemporaryDirectory() as folder:
        path = make_ledger(Path(folder), letters, old)
        size = path.stat().st_size >> 20
        copying = backup_ratio(path)
        purging, lock = purge_figures(path)
    print_table(("letters", "file"), [(f"{letters:,}", f"{size:,} MB")])
    print_figures(
        [
            Figure(f"backup of {letters:,} letters over copying the file", copying, COPY_AIM),
            Figure(f"purge of {old:,} letters over one plain DELETE", purging, PURGE_AIM),
            Figure("longest wait of another writer over 100 ms", lock / LOCK_AIM, 1.0),
        ]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
