"""The ledger in one database: all its memories, opened together."""

import datetime as dt
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from sheets_sync.ledgers import privacy
from sheets_sync.ledgers.database import PATIENCE, Database, connect
from sheets_sync.ledgers.findings import SqlFindings
from sheets_sync.ledgers.holds import SqlHolds
from sheets_sync.ledgers.letters import SqlLetters
from sheets_sync.ledgers.people import SqlPeople
from sheets_sync.ledgers.reads_reports_leases import SqlChannels, SqlLeases, SqlReads, SqlReports
from sheets_sync.ledgers.revisions import new_epoch, prepare
from sheets_sync.ledgers.runs import SqlRuns
from sheets_sync.ledgers.session_versions import SqlSessionVersions
from sheets_sync.ledgers.steps import SqlSteps
from sheets_sync.ledgers.tables import events, meta
from sheets_sync.mail.ledger_records import Mark


class SqlLedger:
    """Everything that must be remembered between two runs, in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        secret = bytes.fromhex(self._meta("secret"))
        self.letters = SqlLetters(database, secret)
        self.runs = SqlRuns(database, self.letters)
        self.findings = SqlFindings(database)
        self.steps = SqlSteps(database)
        self.sessions = SqlSessionVersions(database)
        self.reads = SqlReads(database)
        self.holds = SqlHolds(database, secret)
        self.people = SqlPeople(database)
        self.reports = SqlReports(database)
        self.leases = SqlLeases(database)
        self.channels = SqlChannels(database)

    def mark(self) -> Mark:
        """How far it has come, to be kept outside it."""
        query = sa.select(sa.func.max(events.c.id), sa.func.max(events.c.at))
        with self._database.reading() as connection:
            count, newest = connection.execute(query).one()
        return Mark(self._meta("epoch"), count or 0, newest)

    def identity(self) -> tuple[int, int] | None:
        """Which file it is on the disk; nothing where it is none, or was taken away."""
        return self._database.file()

    def renew_epoch(self) -> Mark:
        """Start anew after a person accepted a restored ledger."""
        with self._database.writing() as connection:
            connection.execute(
                meta.update().where(meta.c.name == "epoch").values(value=new_epoch())
            )
        return self.mark()

    def erase(self, address: str) -> int:
        """Forget an address everywhere, keeping what stops a second sending; rows touched."""
        return privacy.erase(self._database, address)

    def export(self, address: str) -> dict[str, list[dict[str, Any]]]:
        """Everything that is kept under an address, by table."""
        return privacy.export(self._database, address)

    def purge(self, *, before: dt.datetime) -> int:
        """Forget whom settled letters of long ago went to, and drop old skips; rows touched."""
        return privacy.purge(self._database, before)

    def _meta(self, name: str) -> str:
        with self._database.reading() as connection:
            found = connection.execute(sa.select(meta.c.value).where(meta.c.name == name))
            return str(found.scalar_one())

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def open_ledger(url: str, *, folder: Path) -> SqlLedger:
    """Open, create or upgrade the ledger; a relative SQLite path starts in `folder`."""
    database = connect(url, folder)
    try:
        prepare(database)
        database.patience = PATIENCE
        return SqlLedger(database)
    except BaseException:
        database.close()
        raise
