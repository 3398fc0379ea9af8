"""When each finding was first seen and mended; steady state costs what changed."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.tables import findings
from sheets_sync.records import FindingDays, Seen

_ONE = sa.and_(
    findings.c.registry == sa.bindparam("of_registry"),
    findings.c.identity == sa.bindparam("of_identity"),
)


class SqlFindings:
    """The findings of one ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def observe(
        self,
        registry: str,
        seen: Iterable[Seen],
        *,
        day: dt.date,
        blind_tabs: Collection[str] = (),
    ) -> dict[str, FindingDays]:
        """Write down today's findings; the history of each, by identity.

        What is not seen any more is mended today, except in tabs that could not be read.
        """
        today = {finding.identity: finding for finding in seen}
        with self._database.writing(alone=True) as connection:
            known = _rows(connection, registry)
            _add(connection, registry, (today[i] for i in today.keys() - known.keys()), day)
            back = [i for i in today if i in known and known[i].mended_on is not None]
            _set(connection, registry, back, since=day, last_seen=day, mended_on=None)
            gone = [
                i
                for i, row in known.items()
                if row.mended_on is None and i not in today and row.tab not in blind_tabs
            ]
            _set(connection, registry, gone, mended_on=day)
            _still_there(connection, registry, day, blind_tabs)
            rows = _rows(connection, registry)
        return {identity: _days(rows[identity]) for identity in today}

    def known(self, registry: str) -> dict[str, FindingDays]:
        """Every finding ever seen, by identity."""
        with self._database.reading() as connection:
            return {i: _days(row) for i, row in _rows(connection, registry).items()}

    def first_day(self, registry: str) -> dt.date | None:
        """When the registry was first checked with any finding."""
        query = sa.select(sa.func.min(findings.c.first_seen)).where(findings.c.registry == registry)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()


def _rows(connection: Connection, registry: str) -> dict[str, Row[Any]]:
    rows = connection.execute(sa.select(findings).where(findings.c.registry == registry))
    return {row.identity: row for row in rows}


def _add(connection: Connection, registry: str, new: Iterable[Seen], day: dt.date) -> None:
    rows = [
        {
            "registry": registry,
            "identity": finding.identity,
            "rule": finding.rule,
            "tab": finding.tab,
            "first_seen": day,
            "since": day,
            "last_seen": day,
        }
        for finding in new
    ]
    if rows:
        connection.execute(findings.insert(), rows)


def _set(connection: Connection, registry: str, identities: list[str], **values: object) -> None:
    if identities:
        connection.execute(
            findings.update().where(_ONE).values(**values),
            [{"of_registry": registry, "of_identity": identity} for identity in identities],
        )


def _still_there(
    connection: Connection, registry: str, day: dt.date, blind_tabs: Collection[str]
) -> None:
    # One statement a day instead of one row per finding and check.
    connection.execute(
        findings.update()
        .where(
            findings.c.registry == registry,
            findings.c.mended_on.is_(None),
            findings.c.last_seen < day,
            findings.c.tab.not_in(blind_tabs),
        )
        .values(last_seen=day)
    )


def _days(row: Row[Any]) -> FindingDays:
    return FindingDays(row.rule, row.first_seen, row.since, row.last_seen, row.mended_on)
