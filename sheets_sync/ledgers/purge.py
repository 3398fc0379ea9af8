"""What the ledger forgets with time, a few rows at once: nobody waits long for it meanwhile."""

import datetime as dt
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.privacy import FORGOTTEN
from sheets_sync.ledgers.tables import changes, findings, letters, skips
from sheets_sync.mail.delivery import DOUBTFUL, OPEN

_LEAST, _MOST = 50, 1000
"""Rows of one transaction; how many, the machine's speed says."""
_LONG, _SHORT = 0.04, 0.02
"""Seconds: a transaction that takes longer is followed by a smaller one, a shorter one by more."""
_OF_ONE = 200
"""So many letters of one reader are forgotten by one statement."""
_LONGEST_PAUSE = 0.01
"""Seconds in which others come to their turn between two transactions."""


def purge(
    database: Database,
    *,
    mails_before: dt.datetime,
    findings_before: dt.date,
    changes_before: dt.datetime,
    pseudonym: Callable[[str], str],
) -> int:
    """Forget whom settled letters of long ago went to, and what else is old; rows touched.

    A letter keeps a pseudonym of its reader: who was reminded how often is still told by it.
    """
    pace = _Pace(database)
    rows = _forget_letters(pace, mails_before, pseudonym)
    rows += _delete(pace, skips, skips.c.at < mails_before, skips.c.id)
    with database.reading() as connection:
        registries = connection.execute(sa.select(findings.c.registry).distinct()).scalars().all()
    for registry in registries:
        old = sa.and_(findings.c.registry == registry, findings.c.mended_on < findings_before)
        rows += _delete(pace, findings, old, findings.c.registry, findings.c.identity)
    return rows + _delete(pace, changes, changes.c.at < changes_before, changes.c.id)


class _Pace:
    """Short transactions with pauses between them; none need last: it can be done again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.rows = _LEAST * 4
        """How many the next one takes."""

    def do(self, work: Callable[[Connection], int]) -> int:
        """Do one transaction, and learn from how long it took; rows touched."""
        began = time.monotonic()
        with self._database.writing(lasting=False) as connection:
            rows = work(connection)
        seconds = time.monotonic() - began
        if seconds > _LONG:
            self.rows = max(self.rows // 2, _LEAST)
        elif seconds < _SHORT:
            self.rows = min(self.rows * 2, _MOST)
        time.sleep(min(seconds / 2, _LONGEST_PAUSE))
        return rows

    def read(self, query: sa.Select[Any]) -> list[tuple[Any, ...]]:
        """What is to be done, looked up once."""
        with self._database.reading() as connection:
            return [tuple(row) for row in connection.execute(query)]


def _forget_letters(pace: _Pace, before: dt.datetime, pseudonym: Callable[[str], str]) -> int:
    """Forget the readers of settled letters, one reader after the other: they are far fewer."""
    old = sa.and_(
        letters.c.planned_at < before,
        *(letters.c.state != state for state in sorted(OPEN | DOUBTFUL)),  # in every statement
        letters.c.recipient.is_not(None),
    )
    some = (
        sa.select(letters.c.id)
        .where(old, letters.c.recipient == sa.bindparam("address"))
        .limit(_OF_ONE)
    )
    update = (
        letters.update()
        .where(letters.c.id.in_(some))
        .values(**FORGOTTEN, reader=sa.bindparam("mark"))
    )
    readers = sa.select(letters.c.recipient, sa.func.count()).where(old)
    turns = [
        (min(row[1] - done, _OF_ONE), {"address": row[0], "mark": pseudonym(row[0])})
        for row in pace.read(readers.group_by(letters.c.recipient))
        for done in range(0, row[1], _OF_ONE)
    ]
    total = 0
    while turns:
        marks = [mark for _, mark in _as_many(turns, pace.rows)]
        total += pace.do(partial(_changed, update, marks))
    return total


def _as_many(
    turns: list[tuple[int, dict[str, str]]], rows: int
) -> list[tuple[int, dict[str, str]]]:
    """Take as many from the end as have so many letters together; one at least."""
    taken = [turns.pop()]
    while turns and sum(number for number, _ in taken) + turns[-1][0] <= rows:
        taken.append(turns.pop())
    return taken


def _delete(
    pace: _Pace, table: sa.Table, which: sa.ColumnElement[bool], *key: sa.Column[Any]
) -> int:
    """Delete the rows of a table; how many."""
    total = 0
    while True:
        most = pace.rows
        some = sa.select(*key).where(which).limit(most)
        statement = table.delete().where(sa.tuple_(*key).in_(some))
        rows = pace.do(partial(_changed, statement, None))
        total += rows
        if rows < most:
            return total


def _changed(
    statement: sa.Update | sa.Delete, values: list[dict[str, str]] | None, connection: Connection
) -> int:
    return connection.execute(statement, values).rowcount
