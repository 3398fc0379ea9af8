"""What the ledger keeps about people: shown to them, forgotten for them, not kept too long."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.row_mapping import chunks
from sheets_sync.ledgers.tables import (
    channels,
    erasures,
    events,
    findings,
    holds,
    letters,
    people,
    reports,
    runs,
    skips,
)
from sheets_sync.mail.delivery import DOUBTFUL, OPEN

_FORGOTTEN: dict[str, None] = {"recipient": None, "name": None, "subject": None}
_ERASED = "…"
"""Stands in a text where somebody was named."""
_BATCH = 500
"""So many rows are forgotten at once: nobody waits long for the ledger meanwhile."""
_TEXTS = (
    (letters, letters.c.reply),
    (letters, letters.c.reason),
    (events, events.c.detail),
    (skips, skips.c.detail),
    (runs, runs.c.summary),
    (holds, holds.c.facts),
    (channels, channels.c.why),
    (reports, reports.c.compiled),
)
"""Columns of running text, in which anybody may be named."""


def export(database: Database, address: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept under an address, by table."""
    questions = {
        "letters": sa.select(letters).where(letters.c.recipient == address),
        "skips": sa.select(skips).where(skips.c.recipient == address),
        "people": sa.select(people).where(_of(address)),
        "holds": sa.select(holds).where(holds.c.subject == address),
    }
    with database.reading() as connection:
        return {
            table: [dict(row) for row in connection.execute(question).mappings()]
            for table, question in questions.items()
        }


def erase(
    database: Database,
    address: str,
    names: Collection[str],
    pseudonym: Callable[[str], str],
    now: dt.datetime,
) -> int:
    """Forget a person everywhere, keeping what stops a second sending; rows touched.

    That somebody was erased is kept as pseudonyms, so that it can be done again after a backup
    was put back, and so that no new mail is sent.
    """
    with database.writing(alone=True) as connection:
        touched = [
            connection.execute(
                letters.update()
                .where(letters.c.recipient == address)
                .values(**_FORGOTTEN, reader="")
            ),
            connection.execute(
                letters.update().where(letters.c.name.in_([*names])).values(name=None)
            ),
            connection.execute(
                skips.update().where(skips.c.recipient == address).values(recipient=None)
            ),
            connection.execute(people.delete().where(_of(address))),
            connection.execute(holds.delete().where(holds.c.subject == address)),
        ]
        for text in (address, *names):
            touched += _blank(connection, text)
        for mark in {pseudonym(text) for text in (address, *names)}:
            connection.execute(erasures.delete().where(erasures.c.mark == mark))
            connection.execute(erasures.insert().values(mark=mark, at=now))
        return sum(result.rowcount for result in touched)


def erased(database: Database, marks: Collection[str]) -> frozenset[str]:
    """Which of these pseudonyms are of people who were erased."""
    found: set[str] = set()
    with database.reading() as connection:
        for some in chunks(marks):
            query = sa.select(erasures.c.mark).where(erasures.c.mark.in_(some))
            found.update(connection.execute(query).scalars())
    return frozenset(found)


def erasure_marks(database: Database) -> dict[str, dt.datetime]:
    """The pseudonyms of everybody who was erased, with the moment."""
    with database.reading() as connection:
        return {row.mark: row.at for row in connection.execute(sa.select(erasures))}


def named_people(database: Database) -> Iterator[tuple[str, str]]:
    """Every address, and the name it was last written to by, that the ledger still has."""
    with database.reading() as connection:
        for query in (
            sa.select(letters.c.recipient, letters.c.name).distinct(),
            sa.select(skips.c.recipient, sa.literal("")).distinct(),
            sa.select(people.c.address, sa.literal("")),
        ):
            for address, name in connection.execute(query):
                if address:
                    yield str(address), str(name or "")


def purge(
    database: Database,
    *,
    mails_before: dt.datetime,
    findings_before: dt.date,
    pseudonym: Callable[[str], str],
) -> int:
    """Forget whom settled letters of long ago went to, old skips and old findings; rows touched.

    A letter keeps a pseudonym of its reader: who was reminded how often is still told by it.
    """
    return (
        _purge_letters(database, mails_before, pseudonym)
        + _delete(database, skips, skips.c.at < mails_before, skips.c.id)
        + _purge_findings(database, findings_before)
    )


def _purge_letters(database: Database, before: dt.datetime, pseudonym: Callable[[str], str]) -> int:
    query = (
        sa.select(letters.c.id, letters.c.recipient)
        .where(
            letters.c.planned_at < before,
            letters.c.state.not_in(OPEN | DOUBTFUL),
            letters.c.recipient.is_not(None),
        )
        .limit(_BATCH)
    )
    update = (
        letters.update()
        .where(letters.c.id == sa.bindparam("letter"))
        .values(**_FORGOTTEN, reader=sa.bindparam("mark"))
    )
    total = 0
    while True:
        with database.writing() as connection:
            rows = connection.execute(query).all()
            if not rows:
                return total
            connection.execute(
                update, [{"letter": row.id, "mark": pseudonym(row.recipient)} for row in rows]
            )
        total += len(rows)


def _purge_findings(database: Database, before: dt.date) -> int:
    old = sa.and_(findings.c.mended_on.is_not(None), findings.c.mended_on < before)
    with database.writing() as connection:
        return connection.execute(findings.delete().where(old)).rowcount


def _delete(
    database: Database, table: sa.Table, which: sa.ColumnElement[bool], key: sa.Column[Any]
) -> int:
    total = 0
    while True:
        with database.writing() as connection:
            some = connection.execute(sa.select(key).where(which).limit(_BATCH)).scalars().all()
            if not some:
                return total
            connection.execute(table.delete().where(key.in_(some)))
        total += len(some)


def _blank(connection: Connection, text: str) -> Iterator[sa.CursorResult[Any]]:
    """Take a text out of every running text, as it is written and as JSON writes it."""
    for written in {text, json.dumps(text)[1:-1]}:
        for table, column in _TEXTS:
            yield connection.execute(
                table.update()
                .where(column.contains(written, autoescape=True))
                .values({column: sa.func.replace(column, written, _ERASED)})
            )


def _of(address: str) -> sa.ColumnElement[bool]:
    return sa.or_(people.c.address == address, people.c.pending == address)
