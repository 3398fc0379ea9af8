"""When each finding was first seen and mended; a check like the one before costs one read."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.types import NullType

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.row_mapping import chunks, storable
from sheets_sync.ledgers.tables import findings
from sheets_sync.mail.ledger_records import FindingDays, Seen


class _Known(NamedTuple):
    rule: str
    tab: str
    first_seen: dt.date
    since: dt.date
    last_seen: dt.date
    mended_on: dt.date | None


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
        today = {storable(finding.identity): finding for finding in seen}
        blind = frozenset(blind_tabs)
        with self._database.reading() as connection:
            known = _read(connection, registry)
        if _is_told(known, today.keys(), blind, day):
            return _histories(today, known, day)
        with self._database.writing(alone=True) as connection:
            known = _read(connection, registry)
            new = {identity: each for identity, each in today.items() if identity not in known}
            back = [i for i in today if i in known and known[i].mended_on is not None]
            gone = [
                identity
                for identity, row in known.items()
                if row.mended_on is None and identity not in today and row.tab not in blind
            ]
            _add(connection, registry, new, day)
            _set(connection, registry, back, since=day, last_seen=day, mended_on=None)
            _set(connection, registry, gone, mended_on=day)
            _still_there(connection, registry, day, blind)
            kept = [i for i in today if i in known and known[i].tab in blind]
            _set(connection, registry, kept, last_seen=day)
        return _histories(today, known, day)

    def known(self, registry: str) -> dict[str, FindingDays]:
        """Every finding ever seen, by identity."""
        with self._database.reading() as connection:
            rows = _read(connection, registry)
        return {
            identity: FindingDays(row.rule, row.first_seen, row.since, row.last_seen, row.mended_on)
            for identity, row in rows.items()
        }

    def first_day(self, registry: str) -> dt.date | None:
        """When the registry was first checked with any finding."""
        query = sa.select(sa.func.min(findings.c.first_seen)).where(findings.c.registry == registry)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()


def _is_told(
    known: Mapping[str, _Known], seen: Collection[str], blind: Collection[str], day: dt.date
) -> bool:
    """Whether all of this was written down before, at an earlier check of the same day."""
    open_ones = {identity for identity, row in known.items() if row.mended_on is None}
    return open_ones >= set(seen) and all(
        known[identity].last_seen >= day if identity in seen else known[identity].tab in blind
        for identity in open_ones
    )


def _read(connection: Connection, registry: str) -> dict[str, _Known]:
    # A hundred thousand rows hold few different days: each is read once.
    days = ("first_seen", "since", "last_seen", "mended_on")
    columns = [sa.type_coerce(findings.c[name], NullType()) for name in days]
    query = sa.select(findings.c.identity, findings.c.rule, findings.c.tab, *columns).where(
        findings.c.registry == registry
    )
    return {
        identity: _Known(rule, tab, _day(first), _day(since), _day(last), mended and _day(mended))
        for identity, rule, tab, first, since, last, mended in connection.execute(query).all()
    }


@lru_cache(maxsize=4096)
def _day(value: str | dt.date) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _add(connection: Connection, registry: str, new: Mapping[str, Seen], day: dt.date) -> None:
    rows = [
        {
            "registry": registry,
            "identity": identity,
            "rule": finding.rule,
            "tab": finding.tab,
            "first_seen": day,
            "since": day,
            "last_seen": day,
        }
        for identity, finding in new.items()
    ]
    if rows:
        connection.execute(findings.insert(), rows)


def _set(
    connection: Connection, registry: str, identities: list[str], **values: dt.date | None
) -> None:
    for some in chunks(identities):
        connection.execute(
            findings.update()
            .where(findings.c.registry == registry, findings.c.identity.in_(some))
            .values(**values)
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


def _histories(
    today: Mapping[str, Seen], known: Mapping[str, _Known], day: dt.date
) -> dict[str, FindingDays]:
    return {
        finding.identity: _history(finding, known.get(identity), day)
        for identity, finding in today.items()
    }


def _history(finding: Seen, row: _Known | None, day: dt.date) -> FindingDays:
    if row is None:
        return FindingDays(finding.rule, day, day, day, None)
    since = row.since if row.mended_on is None else day
    return FindingDays(row.rule, row.first_seen, since, max(row.last_seen, day), None)
