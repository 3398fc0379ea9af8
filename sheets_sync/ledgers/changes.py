"""What every record held at the last look, and what changed from look to look."""

import datetime as dt
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.row_mapping import chunks, storable
from sheets_sync.ledgers.tables import changes, record_looks, records
from sheets_sync.registry.record_changes import (
    BETWEEN,
    PastChange,
    RecordChange,
    RecordContent,
    TabRecords,
    changes_between,
)


class SqlChanges:
    """The changes of one ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def observe(
        self, registry: str, tabs: Mapping[str, TabRecords], *, most: int, now: dt.datetime
    ) -> int:
        """Write down what changed in these tabs since the last look; how many changes.

        The first look at a tab is no change. Of a registry the `most` newest are kept.
        """
        with self._database.writing(alone=True) as connection:
            looks = _looks(connection, registry)
            same, found = [], 0
            for tab, one in tabs.items():
                seen = _storable(one)
                said = {"columns": "\n".join(seen.columns), "digest": _digest(seen), "at": now}
                look = looks.get(tab)
                if look is not None and (look.columns, look.digest) == (
                    said["columns"],
                    said["digest"],
                ):
                    same.append(tab)
                else:
                    found += _observe_tab(connection, registry, tab, seen, look, said)
            _looked_again(connection, registry, same, now)
            if found:
                _drop_oldest(connection, registry, most)
        return found

    def of(self, registry: str, key: str) -> list[PastChange]:
        """Every change of a record, and of those that belong to it, the oldest first.

        What belongs to a community bears its ID; what is about a person or session has its own ID
        as a part of the key. Letter case does not count.
        """
        wanted, whole = key.lower(), sa.func.lower(changes.c.key)
        matching = sa.or_(
            whole == wanted,
            sa.func.lower(changes.c.community) == wanted,
            whole.startswith(f"{wanted}{BETWEEN}", autoescape=True),
            whole.startswith(f"{wanted} #", autoescape=True),
            whole.endswith(f"{BETWEEN}{wanted}", autoescape=True),
            whole.contains(f"{BETWEEN}{wanted}{BETWEEN}", autoescape=True),
            whole.contains(f"{BETWEEN}{wanted} #", autoescape=True),
        )
        query = (
            sa.select(changes)
            .where(changes.c.registry == registry, matching)
            .order_by(changes.c.id)
        )
        with self._database.reading() as connection:
            return [_past(row) for row in connection.execute(query)]

    def kept(self, registry: str, tab: str) -> dict[str, RecordContent]:
        """Every record of a tab as it stood at the last look, by key."""
        with self._database.reading() as connection:
            return _kept(connection, registry, tab)

    def edits(self, registry: str) -> list[tuple[dt.datetime, int]]:
        """By look that noticed any, how many records had changed."""
        record = sa.distinct(changes.c.tab + "\n" + changes.c.key)
        query = (
            sa.select(changes.c.at, sa.func.count(record))
            .where(changes.c.registry == registry)
            .group_by(changes.c.at)
            .order_by(changes.c.at)
        )
        with self._database.reading() as connection:
            return [(at, count) for at, count in connection.execute(query)]

    def since(self, registry: str) -> dt.datetime | None:
        """When the first tab was looked at; nothing before can be told."""
        query = sa.select(sa.func.min(record_looks.c.first_at)).where(
            record_looks.c.registry == registry
        )
        with self._database.reading() as connection:
            found: dt.datetime | None = connection.execute(query).scalar()
        return found


def _looks(connection: Connection, registry: str) -> dict[str, Row[Any]]:
    query = sa.select(record_looks).where(record_looks.c.registry == registry)
    return {row.tab: row for row in connection.execute(query)}


def _looked_again(connection: Connection, registry: str, tabs: list[str], now: dt.datetime) -> None:
    """Note, of all tabs that hold what they held, that this is as of now."""
    if tabs:
        connection.execute(
            record_looks.update()
            .where(record_looks.c.registry == registry, record_looks.c.tab.in_(tabs))
            .values(at=now)
        )


def _observe_tab(
    connection: Connection,
    registry: str,
    tab: str,
    seen: TabRecords,
    look: Row[Any] | None,
    said: Mapping[str, Any],
) -> int:
    """Compare a tab that is new or differs with what is kept of it, and keep what it holds now."""
    now = said["at"]
    if look is None:
        own = {"registry": registry, "tab": tab, "first_at": now}
        connection.execute(record_looks.insert(), {**own, **said})
        _insert(connection, registry, tab, seen.records)
        return 0
    kept = TabRecords(tuple(look.columns.split("\n")), _kept(connection, registry, tab))
    found = list(changes_between(tab, kept, seen))
    _keep(connection, registry, tab, kept.records, seen.records)
    _write(connection, registry, found, look.at, now)
    connection.execute(
        record_looks.update()
        .where(record_looks.c.registry == registry, record_looks.c.tab == tab)
        .values(**said)
    )
    return len(found)


def _storable(seen: TabRecords) -> TabRecords:
    return TabRecords(
        seen.columns,
        {
            storable(key): RecordContent(storable(one.community), storable(one.cells))
            for key, one in seen.records.items()
        },
    )


def _digest(seen: TabRecords) -> str:
    digest = blake2b(digest_size=16)
    for key, one in seen.records.items():
        digest.update(f"{key}\0{one.community}\0{one.cells}\0".encode())
    return digest.hexdigest()


def _kept(connection: Connection, registry: str, tab: str) -> dict[str, RecordContent]:
    query = sa.select(records.c.key, records.c.community, records.c.cells).where(
        records.c.registry == registry, records.c.tab == tab
    )
    return {
        key: RecordContent(community, cells)
        for key, community, cells in connection.execute(query).all()
    }


def _keep(
    connection: Connection,
    registry: str,
    tab: str,
    kept: Mapping[str, RecordContent],
    seen: Mapping[str, RecordContent],
) -> None:
    gone = [key for key, one in kept.items() if seen.get(key) != one]
    for some in chunks(gone):
        connection.execute(
            records.delete().where(
                records.c.registry == registry, records.c.tab == tab, records.c.key.in_(some)
            )
        )
    new = {key: one for key, one in seen.items() if kept.get(key) != one}
    _insert(connection, registry, tab, new)


def _insert(
    connection: Connection, registry: str, tab: str, some: Mapping[str, RecordContent]
) -> None:
    rows = [
        {
            "registry": registry,
            "tab": tab,
            "key": key,
            "community": one.community,
            "cells": one.cells,
        }
        for key, one in some.items()
    ]
    if rows:
        connection.execute(records.insert(), rows)


def _write(
    connection: Connection,
    registry: str,
    found: Iterable[RecordChange],
    since: dt.datetime,
    now: dt.datetime,
) -> None:
    rows = [
        {
            "registry": registry,
            "tab": one.tab,
            "key": one.key,
            "community": one.community,
            "kind": one.kind,
            "field": one.column,
            "before": one.before,
            "after": one.after,
            "since": since,
            "at": now,
        }
        for one in found
    ]
    if rows:
        connection.execute(changes.insert(), rows)


def _drop_oldest(connection: Connection, registry: str, most: int) -> None:
    query = (
        sa.select(changes.c.id)
        .where(changes.c.registry == registry)
        .order_by(changes.c.id.desc())
        .offset(most)
        .limit(1)
    )
    newest_to_go = connection.execute(query).scalar()
    if newest_to_go is not None:
        connection.execute(
            changes.delete().where(changes.c.registry == registry, changes.c.id <= newest_to_go)
        )


def _past(row: Row[Any]) -> PastChange:
    change = RecordChange(
        row.tab, row.key, row.community, row.kind, row.field, row.before, row.after
    )
    return PastChange(change, row.since, row.at)
