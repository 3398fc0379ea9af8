"""What people were told of sessions, numbered so that no calendar takes an old state for new."""

import datetime as dt
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.row_mapping import storable
from sheets_sync.ledgers.tables import meta, session_versions
from sheets_sync.mail.ledger_records import RELEASED, SessionVersion

_FLOOR = "sequence_floor"
_FLOORS_SINCE = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


class SqlSessionVersions:
    """The versions of all sessions in one ledger; they name nobody and are never purged."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def number(
        self, session: str, version: str, facts: str, *, above: int, now: dt.datetime
    ) -> int:
        """The `SEQUENCE` under which a reader hears of a version; the same for every process.

        `above` is the number of what the reader was told last, -1 where that was nothing. The
        newest state of a session keeps its number as long as it is news to the reader.
        """
        with self._database.writing(alone=True) as connection:
            rows = _of(connection, session)
            alike = [row for row in rows if (row.version == RELEASED) is (version == RELEASED)]
            if alike and alike[-1].version == version and alike[-1].sequence > above:
                return alike[-1].sequence
            last = rows[-1].sequence if rows else -1
            sequence = max(last + 1, above + 1, _floor(connection))
            connection.execute(
                session_versions.insert().values(
                    session=session, sequence=sequence, version=version, facts=facts, at=now
                )
            )
        return sequence

    def known(self) -> Mapping[str, Sequence[SessionVersion]]:
        """By session, every version, the newest last."""
        query = sa.select(session_versions).order_by(
            session_versions.c.session, session_versions.c.sequence
        )
        found: dict[str, list[SessionVersion]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                found.setdefault(row.session, []).append(_as_version(row))
        return found

    def begin_above(self, now: dt.datetime) -> None:
        """Number higher than any ledger of this agency has before this moment.

        For one that was restored or begun anew, and cannot know what the lost one had said.
        """
        floor = str(int((now - _FLOORS_SINCE) / dt.timedelta(minutes=1)))
        with self._database.writing(alone=True) as connection:
            connection.execute(meta.delete().where(meta.c.name == _FLOOR))
            connection.execute(meta.insert().values(name=_FLOOR, value=floor))


def _of(connection: Connection, session: str) -> list[SessionVersion]:
    query = (
        sa.select(session_versions)
        .where(session_versions.c.session == storable(session))
        .order_by(session_versions.c.sequence)
    )
    return [_as_version(row) for row in connection.execute(query)]


def _as_version(row: sa.Row[tuple[str, int, str, str, dt.datetime]]) -> SessionVersion:
    return SessionVersion(row.session, row.sequence, row.version, row.facts)


def _floor(connection: Connection) -> int:
    found = connection.execute(sa.select(meta.c.value).where(meta.c.name == _FLOOR)).scalar()
    return int(found) if found else 0
