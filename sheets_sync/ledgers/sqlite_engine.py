"""Connections to a ledger in a file: private, durable, and writers one after the other."""

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine

from sheets_sync.errors import SetupError
from sheets_sync.files import close_to_others, make_folder
from sheets_sync.ledgers.compiled_statements import COMPILED_STATEMENTS

_PAUSE = 0.05
"""Seconds between looks whether another is done."""


def has_no_room(error: BaseException | None) -> bool:
    """Whether the disk is full: SQLite needs room even to begin to read."""
    return getattr(error, "sqlite_errorname", "") in {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}


def sqlite_engine(url: URL, folder: Path, *, patience: float) -> Engine:
    """Connections to one file, whose path starts in `folder`; writers wait so many seconds."""
    if not url.database or url.database == ":memory:":
        raise SetupError("ledger-url-without-file", url=str(url))
    path = folder / url.database
    try:
        make_folder(path.parent)
    except OSError as error:
        raise SetupError("ledger-folder-unwritable", folder=path.parent) from error
    engine = sa.create_engine(
        url.set(drivername="sqlite+pysqlite", database=str(path)),
        connect_args={"timeout": patience},
        execution_options={"compiled_cache": COMPILED_STATEMENTS},
    )
    sa.event.listen(engine, "do_connect", _open)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _open(
    dialect: sa.Dialect, _record: object, where: list[Any], how: dict[str, Any]
) -> sqlite3.Connection:
    _keep_private(Path(where[0]))
    connection: Any = dialect.connect(*where, **how)
    try:
        _make_durable(connection, how["timeout"])
    except sqlite3.Error as error:
        connection.close()
        if not has_no_room(error):
            raise
        # Alone, it keeps in memory what it otherwise shares in a file: it can still read.
        connection = dialect.connect(*where, **how)
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        _make_durable(connection, how["timeout"])
    return connection  # type: ignore[no-any-return]


def _keep_private(path: Path) -> None:
    """Let no other account read it; what SQLite puts beside it gets the same mode."""
    with suppress(OSError):  # a ledger that cannot be made is told of when it is opened
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        close_to_others(file)


def _make_durable(connection: sqlite3.Connection, patience: float) -> None:
    # The driver's own transactions start too late to be IMMEDIATE: `_begin` starts them.
    connection.isolation_level = None
    _keep_log(connection, patience)
    connection.execute("PRAGMA synchronous=FULL")
    # Who is erased must not linger in the file's free pages.
    connection.execute("PRAGMA secure_delete=ON")


def _keep_log(connection: sqlite3.Connection, patience: float) -> None:
    """Write ahead; whoever else begins to do so with a new file is waited for here."""
    deadline = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:  # SQLite itself does not wait for this change
            busy = error.sqlite_errorname.startswith("SQLITE_BUSY")
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _begin(connection: Connection) -> None:
    # A reader that turns writer midway cannot wait for its turn: writers say so at once.
    options = connection.get_execution_options()
    writes = options.get("ledger_writes", False)
    if writes:
        level = "NORMAL" if options.get("ledger_hastes", False) else "FULL"
        if connection.info.get("synchronous") != level:
            connection.exec_driver_sql(f"PRAGMA synchronous={level}")
            connection.info["synchronous"] = level
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # takes no lock yet: nothing can go wrong that would have to be named
        cast("sqlite3.Connection", connection.connection.driver_connection).execute("BEGIN")
