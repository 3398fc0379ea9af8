"""The ledger in one database: all its memories, opened together."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from sheets_sync.ledgers import privacy
from sheets_sync.ledgers.changes import SqlChanges
from sheets_sync.ledgers.database import PATIENCE, Database, connect, in_schema
from sheets_sync.ledgers.findings import SqlFindings
from sheets_sync.ledgers.holds import SqlHolds
from sheets_sync.ledgers.hooks import SqlHooks
from sheets_sync.ledgers.letters import SqlLetters
from sheets_sync.ledgers.people import SqlPeople
from sheets_sync.ledgers.purge import purge
from sheets_sync.ledgers.reads_reports_leases import SqlChannels, SqlLeases, SqlReads, SqlReports
from sheets_sync.ledgers.revisions import MADE_AT, new_epoch, prepare
from sheets_sync.ledgers.runs import SqlRuns
from sheets_sync.ledgers.session_versions import SqlSessionVersions
from sheets_sync.ledgers.steps import SqlSteps
from sheets_sync.ledgers.tables import events, meta
from sheets_sync.mail.ledger_records import Mark

_NOTE = "note/"
"""Begins the names of texts that are kept for somebody else."""


class SqlLedger:
    """Everything that must be remembered between two runs, in SQLite or PostgreSQL."""

    def __init__(self, database: Database, shared: Database | None = None) -> None:
        """Of the `shared` database are the mail channels that other ledgers use, too."""
        self._database = database
        self._shared = shared
        secret = self._secret = bytes.fromhex(self._meta("secret"))
        self.letters = SqlLetters(database, secret)
        self.runs = SqlRuns(database, self.letters)
        self.findings = SqlFindings(database)
        self.steps = SqlSteps(database)
        self.changes = SqlChanges(database)
        self.sessions = SqlSessionVersions(database)
        self.reads = SqlReads(database)
        self.holds = SqlHolds(database, secret)
        self.people = SqlPeople(database)
        self.reports = SqlReports(database)
        self.leases = SqlLeases(database)
        self.channels = SqlChannels(shared or database)
        self.hooks = SqlHooks(database)

    def mark(self) -> Mark:
        """How far it has come, to be kept outside it."""
        query = sa.select(sa.func.max(events.c.id), sa.func.max(events.c.at))
        with self._database.reading() as connection:
            count, newest = connection.execute(query).one()
        return Mark(self._meta("epoch"), count or 0, newest)

    def made_at(self) -> dt.datetime | None:
        """When it was made; nothing for one that an earlier version made."""
        query = sa.select(meta.c.value).where(meta.c.name == MADE_AT)
        with self._database.reading() as connection:
            found = connection.execute(query).scalar_one_or_none()
        return None if found is None else dt.datetime.fromisoformat(found)

    def identity(self) -> tuple[int, int] | None:
        """Which file it is on the disk; nothing where it is none, or was taken away."""
        return self._database.file()

    def recall(self, name: str) -> str:
        """What was last kept under this name; empty where nothing was."""
        query = sa.select(meta.c.value).where(meta.c.name == f"{_NOTE}{name}")
        with self._database.reading() as connection:
            return str(connection.execute(query).scalar() or "")

    def remember(self, name: str, text: str) -> None:
        """Keep a text under this name, in place of what was kept."""
        with self._database.writing(alone=True) as connection:
            connection.execute(meta.delete().where(meta.c.name == f"{_NOTE}{name}"))
            connection.execute(meta.insert().values(name=f"{_NOTE}{name}", value=text))

    def renew_epoch(self) -> Mark:
        """Start anew after a person accepted a restored ledger."""
        with self._database.writing() as connection:
            connection.execute(
                meta.update().where(meta.c.name == "epoch").values(value=new_epoch())
            )
        return self.mark()

    def pseudonym(self, text: str) -> str:
        """Stand for an address or a name; the same in every run, and for this ledger alone."""
        plain = " ".join(text.split()).casefold().encode("utf-8", "surrogatepass")
        return hmac.new(self._secret, b"person\0" + plain, hashlib.sha256).hexdigest()[:32]

    def erase(self, address: str, names: Collection[str] = (), *, now: dt.datetime) -> int:
        """Forget a person everywhere, keeping what stops a second sending; rows touched."""
        return privacy.erase(self._database, address, names, self.pseudonym, now)

    def erased(self, texts: Collection[str]) -> frozenset[str]:
        """Which of these addresses and names are of people who were erased."""
        if not self.erasures():  # nobody ever was: the usual case
            return frozenset()
        marks = {text: self.pseudonym(text) for text in texts}
        found = privacy.erased(self._database, marks.values())
        return frozenset(text for text, mark in marks.items() if mark in found)

    def erasures(self) -> dict[str, dt.datetime]:
        """The pseudonyms of everybody who was erased, with the moment."""
        return privacy.erasure_marks(self._database)

    def people_named(self) -> Sequence[tuple[str, str]]:
        """Every address that is still kept, with the name beside it or nothing."""
        return [*privacy.named_people(self._database)]

    def export(self, address: str, names: Collection[str] = ()) -> dict[str, list[dict[str, Any]]]:
        """Everything that is kept under an address, by table; of records, also under the names."""
        return privacy.export(self._database, address, names)

    def purge(
        self,
        *,
        mails_before: dt.datetime,
        findings_before: dt.date,
        changes_before: dt.datetime,
    ) -> int:
        """Forget readers of old settled letters, old skips, findings and changes; rows touched."""
        return purge(
            self._database,
            mails_before=mails_before,
            findings_before=findings_before,
            changes_before=changes_before,
            pseudonym=self.pseudonym,
        )

    def _meta(self, name: str) -> str:
        with self._database.reading() as connection:
            found = connection.execute(sa.select(meta.c.value).where(meta.c.name == name))
            return str(found.scalar_one())

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
        if self._shared is not None:
            self._shared.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def open_ledger(url: str, *, folder: Path) -> SqlLedger:
    """Open, create or upgrade the ledger; a relative SQLite path starts in `folder`.

    One of several in a database, which its URL names as `?schema=`, shares the mail channels, and
    their rests, with the one that has no such name.
    """
    database = connect(url, folder)
    shared = connect(in_schema(url, ""), folder) if database.schema else None
    try:
        prepare(database)
        database.patience = PATIENCE
        if shared is not None:
            shared.patience = PATIENCE
        return SqlLedger(database, shared)
    except BaseException:
        database.close()
        raise
