"""Makes the database of a fleet, or brings it up to date: ours, the ledger's and the engine's."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.errors import SetupError
from sheets_sync.fleet import tables
from sheets_sync.ledgers.database import Database, place
from sheets_sync.ledgers.revisions import known_revisions, prepare, revision
from sheets_sync.ledgers.tables import HEAD

_VERSION, _ENGINE = "version", "engine"
_ENGINE_TABLE = "procrastinate_jobs"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was done; everything false or empty where all was there."""

    ledger: bool
    tables: bool
    engine: tuple[str, ...]
    """The engine's own upgrades, by file; on a new database there is one entry, its version."""

    @property
    def changed(self) -> bool:
        """Whether anything was done."""
        return self.ledger or self.tables or bool(self.engine)


def prepare_fleet(database: Database) -> Prepared:
    """Whatever is missing, made in order; doing it again changes nothing.

    Raises:
        SetupError: the database is of a newer program, or the engine's tables are somebody else's.
    """
    before = revision(database)
    prepare(database)
    with database.writing(alone=True) as connection:
        made = _tables(connection, database)
        engine = _engine(connection, database)
    while (upgrade := _upgrade_engine(database)) is not None:
        engine = (*engine, upgrade)
    return Prepared(revision(database) != before, made, engine)


def demand_fleet(database: Database, *, engine: bool = False) -> None:
    """Refuse a database that `fleet init` has not made or is to bring up to date.

    Only who works with the `engine` has to look at its tables, too.

    Raises:
        SetupError: what is missing, with the command that makes it; or who made it is newer.
    """
    with database.reading() as connection:
        found = _fact(connection, _VERSION)
        upgrades = json.loads(_fact(connection, _ENGINE) or "[]") if engine else []
    where, ledger = place(database.engine.url), revision(database)
    if found is None or ledger is None or int(found) < tables.VERSION:
        raise SetupError("fleet-not-prepared", place=where)
    _refuse_newer(int(found), database)
    if ledger not in known_revisions():
        raise SetupError("ledger-newer", found=ledger, known=HEAD)
    if ledger != HEAD:
        raise SetupError("fleet-not-prepared", place=where)
    if engine:
        _, known = _engine_files()
        _refuse_newer_engine(upgrades, known, database)
        if known.keys() - set(upgrades):
            raise SetupError("fleet-not-prepared", place=where)


def _tables(connection: Connection, database: Database) -> bool:
    found = _fact(connection, _VERSION)
    if found is not None:
        _refuse_newer(int(found), database)
        if int(found) == tables.VERSION:
            return False
    tables.metadata.create_all(connection)
    connection.exec_driver_sql(tables.RESERVE)
    _remember(connection, _VERSION, str(tables.VERSION))
    return True


def _refuse_newer(found: int, database: Database) -> None:
    if found > tables.VERSION:
        where = place(database.engine.url)
        raise SetupError("fleet-newer", place=where, found=found, known=tables.VERSION)


def _engine(connection: Connection, database: Database) -> tuple[str, ...]:
    """Make the engine's tables where there are none.

    It numbers its upgrades by file, and keeps nowhere which of them were made: we do.
    """
    schema, upgrades = _engine_files()
    kept = _fact(connection, _ENGINE)
    if kept is None:
        if sa.inspect(connection).has_table(_ENGINE_TABLE):
            raise SetupError("fleet-engine-foreign", place=place(database.engine.url))
        _run(connection, schema)
        _remember(connection, _ENGINE, json.dumps([*upgrades]))
        return (max(upgrades),)
    _refuse_newer_engine(json.loads(kept), upgrades, database)
    return ()


def _refuse_newer_engine(done: Iterable[str], known: Mapping[str, str], database: Database) -> None:
    if unknown := set(done) - known.keys():
        where, newest = place(database.engine.url), max(unknown)
        raise SetupError("fleet-newer", place=where, found=newest, known=max(known))


def _upgrade_engine(database: Database) -> str | None:
    """Make the engine's next upgrade and note it; its name, or nothing where it has them all.

    Each by itself: PostgreSQL lets a later one use a word that an earlier one added only then.
    """
    _, upgrades = _engine_files()
    with database.writing(alone=True) as connection:
        done = json.loads(_fact(connection, _ENGINE) or "[]")
        name = next((name for name in sorted(upgrades) if name not in done), None)
        if name is not None:
            _run(connection, upgrades[name])
            _remember(connection, _ENGINE, json.dumps([*done, name]))
    return name


def _engine_files() -> tuple[str, dict[str, str]]:
    """What makes the engine's tables anew, and by name its upgrades from version to version."""
    try:
        from procrastinate.schema import SchemaManager  # slow import
    except ModuleNotFoundError as error:
        raise SetupError("fleet-engine-missing", python=sys.executable) from error
    folder = Path(SchemaManager.get_migrations_path())
    upgrades = {
        path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))
    }
    return SchemaManager.get_schema(), upgrades


def _run(connection: Connection, script: str) -> None:
    """Several statements at once, in the transaction that is open: only the driver can do that."""
    driver = cast("Any", connection.connection.driver_connection)
    driver.execute(script)


def _fact(connection: Connection, name: str) -> str | None:
    if not sa.inspect(connection).has_table(tables.facts.name):
        return None
    query = sa.select(tables.facts.c.value).where(tables.facts.c.name == name)
    found: str | None = connection.execute(query).scalar()
    return found


def _remember(connection: Connection, name: str, value: str) -> None:
    connection.execute(tables.facts.delete().where(tables.facts.c.name == name))
    connection.execute(tables.facts.insert().values(name=name, value=value))
