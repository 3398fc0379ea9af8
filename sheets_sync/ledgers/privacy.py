"""What the ledger keeps about people: shown to them, and forgotten for them."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.people_in_changes import about, forget
from sheets_sync.ledgers.row_mapping import chunks
from sheets_sync.ledgers.tables import (
    channels,
    erasures,
    events,
    holds,
    letters,
    meta,
    people,
    reports,
    runs,
    session_versions,
    skips,
)
from sheets_sync.ledgers.transitions import move
from sheets_sync.mail.delivery import LetterState

FORGOTTEN: dict[str, None] = {"recipient": None, "name": None, "subject": None}
_WAITING = frozenset({LetterState.PLANNED, LetterState.DEFERRED})
_ERASED = "…"
"""Stands in a text where somebody was named."""
_LEAST = 4
"""Letters of a text that is taken out of others; a shorter one stands inside many words."""
_TEXTS = (
    (letters, letters.c.subject),
    (letters, letters.c.reply),
    (letters, letters.c.reason),
    (events, events.c.detail),
    (skips, skips.c.detail),
    (runs, runs.c.summary),
    (holds, holds.c.facts),
    (channels, channels.c.why),
    (reports, reports.c.compiled),
    (session_versions, session_versions.c.facts),
    (meta, meta.c.value),
)
"""Columns of running text, in which anybody may be named."""


def export(
    database: Database, address: str, names: Collection[str] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept under an address, by table; of records, also under the names."""
    questions = {
        "letters": sa.select(letters).where(letters.c.recipient == address),
        "skips": sa.select(skips).where(skips.c.recipient == address),
        "people": sa.select(people).where(_of(address)),
        "holds": sa.select(holds).where(holds.c.subject == address),
    }
    with database.reading() as connection:
        kept = {
            table: [dict(row) for row in connection.execute(question).mappings()]
            for table, question in questions.items()
        }
        return kept | about(connection, (address, *names))


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
        _give_up(connection, address, now)
        touched = [
            connection.execute(
                letters.update()
                .where(letters.c.recipient == address)
                .values(**FORGOTTEN, reader="")
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
        texts = [text for text in (address, *names) if text]
        touched += forget(connection, texts)
        for text in texts:
            touched += _blank(connection, text)
        for mark in {pseudonym(text) for text in (address, *names)}:
            connection.execute(erasures.delete().where(erasures.c.mark == mark))
            connection.execute(erasures.insert().values(mark=mark, at=now))
        rows = sum(result.rowcount for result in touched)
    database.wipe_freed()
    return rows


def _give_up(connection: Connection, address: str, now: dt.datetime) -> None:
    """Close what waits to go to somebody: nobody could send it any more, or would ask about it."""
    waiting = sa.select(letters.c.id, letters.c.token).where(
        letters.c.recipient == address, letters.c.state.in_(_WAITING)
    )
    for row in connection.execute(waiting).all():
        move(
            connection,
            row.id,
            LetterState.SUPERSEDED,
            since=_WAITING,
            token=row.token,
            now=now,
            values={"settled_at": now},
            fence=True,
        )


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


def _blank(connection: Connection, text: str) -> Iterator[sa.CursorResult[Any]]:
    """Take a text out of every running text, as it is written and as JSON writes it."""
    if len(text) < _LEAST:
        return
    for written in {text, json.dumps(text)[1:-1]}:
        for table, column in _TEXTS:
            yield connection.execute(
                table.update()
                .where(column.contains(written, autoescape=True))
                .values({column: sa.func.replace(column, written, _ERASED)})
            )


def _of(address: str) -> sa.ColumnElement[bool]:
    return sa.or_(people.c.address == address, people.c.pending == address)
