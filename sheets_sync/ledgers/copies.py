"""Copies of the whole ledger, taken while others work with it, and put back in its place.

SQLite's is one file. PostgreSQL's is a folder with a file for each table, in the server's own
binary form, read in one transaction.
"""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.errors import SetupError
from sheets_sync.file_trouble import why_file_failed
from sheets_sync.files import named
from sheets_sync.ledgers.database import BUSY_SECONDS, Database, connect
from sheets_sync.ledgers.revisions import bring_to, known_revisions, prepare, revision
from sheets_sync.ledgers.sqlite_engine import has_no_room
from sheets_sync.ledgers.tables import HEAD, metadata

FILE = "ledger.db"
TABLES = "ledger"
_CHUNK = 1 << 20
_LOG = "-wal"
_BESIDE = (_LOG, "-shm")
_COPYING = """
import shutil, sys
try:
    shutil.copyfile(*sys.argv[1:])
except OSError as error:
    sys.exit(error.errno or 1)
"""


def copy_out(url: str, folder: Path, into: Path) -> dict[str, str]:
    """Copy the ledger into a folder; what is to be known of the copy.

    Everything in it is of one moment. Nobody who works with the ledger waits for it.
    """
    database = connect(url, folder)
    try:
        facts = {"dialect": database.dialect, "revision": revision(database) or ""}
        if database.dialect == "sqlite":
            database.close()  # where the disk has no room it would keep everybody else out
            _copy_file(Path(str(database.engine.url.database)), into / FILE)
        else:
            _copy_tables(database, into / TABLES)
    finally:
        database.close()
    return facts


def set_aside(url: str, folder: Path, into: Path) -> None:
    """Keep the ledger there is; a damaged file is kept as it is, and none at all needs nothing."""
    try:
        copy_out(url, folder, into)
    except (SetupError, sqlite3.DatabaseError, sa.exc.DatabaseError):
        database = connect(url, folder)
        database.close()
        if database.dialect != "sqlite":
            raise
        (into / FILE).unlink(missing_ok=True)
        path = Path(str(database.engine.url.database))
        for part in (path, *(path.with_name(path.name + end) for end in _BESIDE)):
            if part.exists():
                _private(into / part.name)
                shutil.copyfile(part, into / part.name)


def copy_in(url: str, folder: Path, copy: Path, facts: Mapping[str, str]) -> None:
    """Put a copy in the ledger's place and bring it up to date.

    Raises:
        SetupError: the copy is of the other kind of database, damaged, or of a newer program.
    """
    database = connect(url, folder)
    try:
        if facts.get("dialect") != database.dialect:
            raise SetupError(
                "backup-other-database", copy=facts.get("dialect", "?"), here=database.dialect
            )
        found = facts.get("revision")
        if found and found not in known_revisions():  # before anything gives way to it
            raise SetupError("ledger-newer", found=found, known=HEAD)
        if database.dialect == "sqlite":
            _restore_file(copy / FILE, Path(str(database.engine.url.database)))
        else:
            _restore_tables(database, copy / TABLES, facts["revision"])
        prepare(database)
    finally:
        database.close()


def _copy_file(source: Path, target: Path) -> None:
    """The file and its write-ahead log as they are, brought together in the copy.

    As long as somebody reads, SQLite moves nothing newer into the file and keeps the log that it
    began with; what is appended meanwhile is whole up to its last commit, or not looked at. Copied
    page by page, through SQLite, it would take more than twice as long.
    """
    if not source.exists():
        raise SetupError("backup-no-ledger", path=source)
    log = target.with_name(target.name + _LOG)
    try:
        with closing(sqlite3.connect(source, BUSY_SECONDS, isolation_level=None)) as there:
            there.execute("BEGIN")
            there.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for part, copy in ((source, target), (source.with_name(source.name + _LOG), log)):
                if part.exists():
                    _private(copy)
                    _copy_bytes(part, copy)
        with closing(sqlite3.connect(target, isolation_level=None)) as here:
            here.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            raise SetupError("ledger-busy", place=source) from error
        if not has_no_room(error):
            raise
        full = OSError(errno.ENOSPC, "")
        raise SetupError("disk-failed", place=target, reason=why_file_failed(full)) from error
    _sync(target)


def _copy_bytes(source: Path, target: Path) -> None:
    """By a process of its own: who closes a file gives up all locks that its process has on it."""
    copying = [sys.executable, "-I", "-S", "-c", _COPYING, str(source), str(target)]
    code = subprocess.run(copying, check=False).returncode  # noqa: S603 — our own program
    if code:
        failed = OSError(code if code in errno.errorcode else errno.EIO, "")
        raise SetupError("disk-failed", place=target, reason=why_file_failed(failed))


def _restore_file(copy: Path, target: Path) -> None:
    """The copy beside the ledger, proven whole, then in its place."""
    part = target.with_name(f".{target.name}.restored")
    part.unlink(missing_ok=True)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        _copy_file(copy, part)
        with closing(sqlite3.connect(part)) as seen:
            whole = seen.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as error:
        part.unlink(missing_ok=True)
        raise SetupError("backup-damaged", path=copy) from error
    if not whole:
        part.unlink()
        raise SetupError("backup-damaged", path=copy)
    for end in _BESIDE:  # they belong to the file that goes
        target.with_name(target.name + end).unlink(missing_ok=True)
    part.replace(target)
    _sync(target.parent)


def _copy_tables(database: Database, into: Path) -> None:
    into.mkdir(mode=0o700)
    with database.reading(as_of_one_moment=True) as connection:
        for name in _tables_there(connection):
            path = into / f"{name}.copy"
            _private(path)
            command = f"COPY {_columns_of(connection, name)} TO STDOUT (FORMAT binary)"
            with (
                named(path),
                path.open("wb") as file,
                _cursor(connection).copy(command) as rows,
            ):
                for part in rows:
                    file.write(part)
            columns = ",".join(_columns(connection, name))
            _private(into / f"{name}.columns")
            (into / f"{name}.columns").write_text(columns, encoding="utf-8")
            _sync(path)


def _restore_tables(database: Database, copy: Path, found: str) -> None:
    """All tables anew, at the copy's revision, in one transaction."""
    with database.writing(alone=True) as connection:
        for name in reversed([*_tables_there(connection)]):
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
        bring_to(connection, found)
        for name in _tables_there(connection):
            path = copy / f"{name}.copy"
            if not path.exists():
                raise SetupError("backup-damaged", path=path)
            columns = (copy / f"{name}.columns").read_text(encoding="utf-8").split(",")
            named = ", ".join(f'"{column}"' for column in columns)
            connection.exec_driver_sql(f'DELETE FROM "{name}"')  # noqa: S608 — our own names
            command = f'COPY "{name}" ({named}) FROM STDIN (FORMAT binary)'
            with path.open("rb") as file, _cursor(connection).copy(command) as rows:
                while part := file.read(_CHUNK):
                    rows.write(part)
            _count_on(connection, name)


def _tables_there(connection: Connection) -> list[str]:
    """Our tables that this database has; a copy of an older program has fewer."""
    there = set(sa.inspect(connection).get_table_names())
    return [table.name for table in metadata.sorted_tables if table.name in there]


def _columns(connection: Connection, table: str) -> list[str]:
    return [str(column["name"]) for column in sa.inspect(connection).get_columns(table)]


def _columns_of(connection: Connection, table: str) -> str:
    named = ", ".join(f'"{column}"' for column in _columns(connection, table))
    return f'"{table}" ({named})'


def _count_on(connection: Connection, table: str) -> None:
    """Let the server number new rows after those that were put back."""
    if "id" not in _columns(connection, table):
        return
    sequence = connection.execute(sa.select(sa.func.pg_get_serial_sequence(table, "id"))).scalar()
    if sequence:
        newest = f'(SELECT COALESCE(MAX(id), 0) + 1 FROM "{table}")'  # noqa: S608 — our own names
        connection.exec_driver_sql(f"SELECT setval('{sequence}', {newest}, false)")


def _cursor(connection: Connection) -> Any:  # noqa: ANN401 — the driver's own
    return cast("Any", connection.connection.driver_connection).cursor()


def _private(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
