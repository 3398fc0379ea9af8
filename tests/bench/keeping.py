"""A backup of a ledger of 10⁶ letters against copying its file; a purge against a plain DELETE.

The single statements overwrite what they free, as the purge does: that is our promise on SQLite.
PostgreSQL leaves what is freed to its autovacuum; its DELETE only marks rows, while whoever
forgets the reader and keeps the letter writes a row and every index anew, so that one UPDATE of
all letters is the fair comparison there.

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
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sheets_sync.ledgers.copies import FILE, copy_out
from sheets_sync.ledgers.sql_ledger import open_ledger
from tests.bench.measuring import Figure, print_figures, print_table
from tests.bench.purging import INSERT, OnPostgres, OnSqlite, compared
from tests.fixtures.postgres import running

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
        database.executemany(INSERT % ", ".join("?" * 8), _rows(letters, old))
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
        yield mark, moment[:10], address, name, "งานค้าง CoP", moment, moment, f"<{mark}@x>"


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


def main() -> int:
    """Print the figures; 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.keeping")
    parser.add_argument("--quick", action="store_true", help="fewer letters")
    letters, old = QUICK if parser.parse_args().quick else (LETTERS, FORGOTTEN)
    with tempfile.TemporaryDirectory() as folder:
        path = make_ledger(Path(folder), letters, old)
        size = path.stat().st_size >> 20
        copying = backup_ratio(path)
        figures = [
            Figure(f"backup of {letters:,} letters over copying the file", copying, COPY_AIM)
        ]
        with running() as cluster:
            for name, kept in {
                "SQLite": OnSqlite(path),
                "PostgreSQL": OnPostgres(cluster, _rows(letters, old)),
            }.items():
                purged = compared(kept, NEW, REPEATS)
                figures += [
                    Figure(f"{name}: purge of {old:,} letters over one DELETE",
                           purged.over_delete, PURGE_AIM),
                    Figure(f"{name}: the same over one UPDATE", purged.over_update, PURGE_AIM),
                    Figure(f"{name}: longest lock over 100 ms", purged.longest_lock / LOCK_AIM, 1),
                ]  # fmt: skip
    print_table(("letters", "file"), [(f"{letters:,}", f"{size:,} MB")])
    print_figures(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
