"""Carries a whole ledger from one database to another, such as from SQLite to PostgreSQL.

One code reads and writes both. What was written is read again and compared, row by row, before it
counts: the target has all of it or is empty, and the origin is never changed but for its upgrade.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from sheets_sync.errors import SetupError
from sheets_sync.ledgers.database import Database, connect, place
from sheets_sync.ledgers.postgresql_engine import PATIENT
from sheets_sync.ledgers.revisions import prepare
from sheets_sync.ledgers.tables import metadata, reads

_BATCH = 1000
_EMPTY_BUT = frozenset({"meta", "leases", "channels"})
"""Tables that say nothing of people's mail: a ledger that has no more is as good as none."""
_LEFT = frozenset({"leases", "channels"})
"""And those that are of the place, not of what happened: they are not carried."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was carried, by table."""

    rows: Mapping[str, int]


def move_ledger(origin: str, target: str, folder: Path, registry: str = "") -> Moved:
    """Carry a ledger into an empty one; `registry` is the one of the fleet that it is of, if any.

    Nobody may work with the origin meanwhile: a SQLite file lets nobody, a PostgreSQL ledger is
    read as of one moment.

    Raises:
        SetupError: the target is not empty, the ledger is of another registry, or what was written
            is not what was read.
    """
    here = connect(origin, folder)
    if here.dialect == "sqlite" and here.file() is None:
        here.close()
        raise SetupError("fleet-move-nothing", place=place(here.engine.url))
    there = connect(target, folder)
    try:
        prepare(here)
        prepare(there)
        with here.writing() as reading, there.writing(alone=True) as writing:
            if here.dialect == "postgresql":
                reading.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                reading.exec_driver_sql(PATIENT)
            if there.dialect == "postgresql":
                writing.exec_driver_sql(PATIENT)
            _demand_empty(writing, there)
            if registry:
                _demand_own(reading, registry, here)
            rows = {
                table.name: _carry(table, reading, writing)
                for table in metadata.sorted_tables
                if table.name not in _LEFT
            }
            _compare(reading, writing, there)
            if there.dialect == "postgresql":
                _count_on(writing)
    finally:
        here.close()
        there.close()
    return Moved(rows)


def _compare(reading: Connection, writing: Connection, there: Database) -> None:
    for table in metadata.sorted_tables:
        if table.name not in _LEFT and _digest(table, reading) != _digest(table, writing):
            where = place(there.engine.url)
            raise SetupError("fleet-move-differs", table=table.name, target=where)


def _demand_empty(connection: Connection, database: Database) -> None:
    for table in metadata.sorted_tables:
        if table.name in _EMPTY_BUT:
            continue
        if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            raise SetupError("fleet-move-full", target=place(database.engine.url), table=table.name)


def _demand_own(connection: Connection, registry: str, database: Database) -> None:
    """Under another name nothing of it would be known: everybody would be told everything again."""
    found = connection.execute(sa.select(reads.c.registry).distinct()).scalars()
    others = sorted(set(found) - {registry})
    if others:
        where, names = place(database.engine.url), ", ".join(others)
        raise SetupError("fleet-move-other", origin=where, found=names, id=registry)


def _carry(table: sa.Table, reading: Connection, writing: Connection) -> int:
    writing.execute(table.delete())  # what a new ledger says of itself
    count = 0
    for some in _rows(table, reading):
        writing.execute(table.insert(), [dict(row._mapping) for row in some])  # noqa: SLF001 — SQLAlchemy's way
        count += len(some)
    return count


def _rows(table: sa.Table, connection: Connection) -> Iterator[list[Row[Any]]]:
    keys = [*table.primary_key.columns] or [*table.columns]
    found = connection.execute(
        sa.select(table).order_by(*keys), execution_options={"yield_per": _BATCH}
    )
    for some in found.partitions(_BATCH):
        yield [*some]


def _digest(table: sa.Table, connection: Connection) -> tuple[int, int]:
    """How many rows there are, and a sum over all of them in whatever order they come."""
    count = total = 0
    for some in _rows(table, connection):
        for row in some:
            text = repr([_plain(value) for value in row])
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
            total = (total + int.from_bytes(digest[:16], "big")) % 2**128
            count += 1
    return count, total


def _plain(value: object) -> object:
    """One way to write what two databases give back as different types."""
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case bool():
            return int(value)
        case float():
            return repr(value)
    return value


def _count_on(connection: Connection) -> None:
    """Let the server number new rows after those that were carried."""
    for table in metadata.sorted_tables:
        if "id" in table.columns and isinstance(table.c.id.type, sa.BigInteger):
            named = sa.select(sa.func.pg_get_serial_sequence(table.name, "id"))
            if sequence := connection.execute(named).scalar():
                newest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1)
                connection.execute(
                    sa.select(sa.func.setval(sequence, newest.scalar_subquery(), False))  # noqa: FBT003 — SQL's own
                )
