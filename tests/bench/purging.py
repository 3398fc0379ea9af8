"""The purge of a ledger beside one plain DELETE, and how long others find it locked meanwhile."""

import datetime as dt
import multiprocessing
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Protocol

import psycopg

from sheets_sync.ledgers.copies import FILE
from sheets_sync.ledgers.sql_ledger import open_ledger
from tests.fixtures.postgres import Cluster

COLUMNS = "id, slot, recipient, name, subject, planned_at, accepted_at, message_id"
_SAME = {
    "kind": "digest",
    "state": "accepted",
    "server": "smtp.agency.go.th",
    "reply": "250 2.0.0 Ok",
}
INSERT = (
    f"INSERT INTO letters ({COLUMNS}, {', '.join(_SAME)})"  # noqa: S608  our own words
    f" VALUES (%s, {', '.join(map(repr, _SAME.values()))})"
)
"""Takes the places of the columns' values."""
_OLD = "WHERE planned_at < '{:%Y-%m-%d}'"
DELETE = f"DELETE FROM letters {_OLD}"  # noqa: S608  our own words
_FORGOTTEN = "recipient = NULL, name = NULL, subject = NULL, reader = '0123456789abcdef'"
UPDATE = f"UPDATE letters SET {_FORGOTTEN} {_OLD}"  # noqa: S608  our own words
"""What is the least that forgets the readers of letters and keeps the letters."""
_LOOK = 0.001
"""Seconds between two looks at the lock."""


@dataclass(frozen=True, slots=True)
class Purged:
    """The purge's time over those of the single statements, and the longest lock in seconds."""

    over_delete: float
    over_update: float
    longest_lock: float


class Kept(Protocol):
    """A ledger in one of the databases, of which each run gets a copy of its own."""

    def copied(self) -> AbstractContextManager[tuple[str, Path]]:
        """Where the copy is, while it is needed."""
        ...

    def do(self, statement: str, url: str, folder: Path) -> None:
        """One statement, with the same care for what is freed."""
        ...

    lock: Callable[[str, Path], "Callable[[], bool]"]
    """By where it is, a function that tells whether another writer is let in at this moment."""


class OnSqlite:
    """A file; deleting overwrites what is freed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def copied(self) -> Iterator[tuple[str, Path]]:
        with tempfile.TemporaryDirectory(dir=self._path.parent) as folder:
            shutil.copyfile(self._path, Path(folder) / FILE)
            yield f"sqlite:///{FILE}", Path(folder)

    def do(self, statement: str, _: str, folder: Path) -> None:
        with sqlite3.connect(folder / FILE, isolation_level=None) as database:
            database.execute("PRAGMA secure_delete=ON")
            database.execute("PRAGMA synchronous=FULL")
            database.execute(statement)
        database.close()

    @staticmethod
    def lock(_: str, folder: Path) -> Callable[[], bool]:
        database = sqlite3.connect(folder / FILE, timeout=0, isolation_level=None)

        def let_in() -> bool:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            database.execute("ROLLBACK")
            return True

        return let_in


class OnPostgres:
    """A database of a server; whoever wants to write a letter waits for whoever changed it."""

    def __init__(self, cluster: Cluster, rows: Iterable[tuple[str, ...]]) -> None:
        self._cluster = cluster
        self._made = cluster.new_database()
        open_ledger(self._made, folder=cluster.folder).close()
        with psycopg.connect(self._made) as connection, connection.cursor() as cursor:
            for name, value in _SAME.items():
                cursor.execute(f"ALTER TABLE letters ALTER {name} SET DEFAULT '{value}'")
            with cursor.copy(f"COPY letters ({COLUMNS}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        with psycopg.connect(self._made, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")

    @contextmanager
    def copied(self) -> Iterator[tuple[str, Path]]:
        url = self._cluster.new_database()
        name, made = (one.partition("@/")[2].partition("?")[0] for one in (url, self._made))
        other = self._made.replace(f"/{made}?", "/postgres?")
        with psycopg.connect(other, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name}")
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {made}")
            yield url, self._cluster.folder
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def do(self, statement: str, url: str, _: Path) -> None:
        with psycopg.connect(url) as connection:
            connection.execute(statement)

    @staticmethod
    def lock(url: str, _: Path) -> Callable[[], bool]:
        connection = psycopg.connect(url, autocommit=True)

        def let_in() -> bool:
            held = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND"
            mine = " pid <> pg_backend_pid() AND backend_xid IS NOT NULL LIMIT 1"
            return connection.execute(held + mine).fetchone() is None

        return let_in


def compared(kept: Kept, before: dt.datetime, repeats: int) -> Purged:
    """In turns, for what else the machine does is in both; the lock is watched in further runs."""
    purge = partial(_purge, before)
    works = {
        "purge": purge,
        "delete": partial(kept.do, DELETE.format(before)),
        "update": partial(kept.do, UPDATE.format(before)),
    }
    taken: dict[str, list[float]] = {name: [] for name in works}
    locks = []
    for _ in range(repeats):
        for name, work in works.items():
            with kept.copied() as (url, folder):
                began = time.perf_counter()
                work(url, folder)
                taken[name].append(time.perf_counter() - began)
        with kept.copied() as (url, folder), _watched(kept.lock, url, folder) as longest:
            purge(url, folder)
        locks.append(longest())
    ours, delete, update = (statistics.median(times) for times in taken.values())
    return Purged(ours / delete, ours / update, statistics.median(locks))


def _purge(before: dt.datetime, url: str, folder: Path) -> None:
    with open_ledger(url, folder=folder) as ledger:
        ledger.purge(mails_before=before, findings_before=before.date(), changes_before=before)


@contextmanager
def _watched(
    lock: Callable[[str, Path], Callable[[], bool]], url: str, folder: Path
) -> Iterator[Callable[[], float]]:
    """Let another process look again and again; afterwards, the longest it was kept out."""
    spawn = multiprocessing.get_context("spawn")
    over, (here, there) = spawn.Event(), spawn.Pipe()
    watcher = spawn.Process(target=_watch, args=(lock, url, folder, over, there))
    watcher.start()
    here.recv()
    longest = [0.0]
    try:
        yield lambda: longest[0]
    finally:
        over.set()
        longest[0] = here.recv()
        watcher.join()


def _watch(
    lock: Callable[[str, Path], Callable[[], bool]],
    url: str,
    folder: Path,
    over: Event,
    told: Connection,
) -> None:
    let_in, longest, since = lock(url, folder), 0.0, None
    told.send("ready")
    while not over.wait(_LOOK):
        now = time.perf_counter()
        if let_in():
            since = None
        else:
            since = since or now
            longest = max(longest, time.perf_counter() - since)
    told.send(longest)
