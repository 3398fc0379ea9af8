"""Looks at the ledger without changing it: none is made, none is brought up to date."""

from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from sheets_sync.diagnostics import Diagnostic, failed, good, note
from sheets_sync.errors import SetupError
from sheets_sync.ledgers.database import Database, connect, place
from sheets_sync.ledgers.revisions import known_revisions, revision
from sheets_sync.ledgers.sql_ledger import SqlLedger
from sheets_sync.ledgers.tables import HEAD
from sheets_sync.mail.ledger_records import Mark

_PRIVILEGES = "NOT pg_is_in_recovery() AND has_table_privilege('letters', 'INSERT, UPDATE')"


class _UndoneError(Exception):
    """Ends a change before it is one."""


def examine(url: str, folder: Path) -> tuple[Diagnostic, Mark | None]:
    """What is to be said of the ledger, and how far it has come where it can be read."""
    file = _missing_file(url, folder)
    if file is not None:
        return note("ledger", place=file), None
    try:
        database = connect(url, folder)
    except SetupError as error:
        return failed("ledger", error), None
    try:
        return _looked_into(database)
    except SetupError as error:
        return failed("ledger", error), None
    except sa.exc.DatabaseError:
        foreign = SetupError("ledger-not-ours", place=place(database.engine.url))
        return failed("ledger", foreign), None
    finally:
        database.close()


def _missing_file(url: str, folder: Path) -> Path | None:
    """The file that the first run will make: to connect would make it now."""
    try:
        parsed = make_url(url)
    except sa.exc.ArgumentError:
        return None
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return None
    path = folder / str(parsed.database)
    return None if path.exists() else path


def _looked_into(database: Database) -> tuple[Diagnostic, Mark | None]:
    where, found = _place(database), revision(database)
    if found is None:
        return note("ledger", place=where), None
    if found not in known_revisions():
        raise SetupError("ledger-newer", found=found, known=HEAD)
    if not _takes_changes(database):
        raise SetupError("ledger-file-unwritable", place=where)
    if found != HEAD:
        steps = sum(1 for one in known_revisions() if one > found)
        return note("ledger-old", place=where, found=found, newest=HEAD, steps=steps), None
    return good("ledger", place=where), SqlLedger(database).mark()


def _takes_changes(database: Database) -> bool:
    """Whether a change could be made; the one that is begun is never finished."""
    if database.dialect == "postgresql":
        with database.reading() as connection:
            return bool(connection.exec_driver_sql(f"SELECT {_PRIVILEGES}").scalar())
    with suppress(_UndoneError), database.writing():
        _undo()
    return True


def _undo() -> NoReturn:
    raise _UndoneError


def _place(database: Database) -> str | Path:
    where = place(database.engine.url)
    return Path(where) if database.dialect == "sqlite" else where
