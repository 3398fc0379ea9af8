"""What the ledger forgets with time, a few rows at once: nobody waits long for it meanwhile."""

import datetime as dt
import json
import time
from collections.abc import Callable
from functools import cache, partial
from operator import itemgetter
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
_READ = 100_000
"""So many letters are looked up at once."""
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
        self.marks = _unfolded(database.dialect)

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
        if self._database.dialect == "sqlite":  # a server locks the rows alone, which are old
            time.sleep(min(seconds / 2, _LONGEST_PAUSE))
        return rows

    def read(self, query: sa.Select[Any]) -> list[tuple[Any, ...]]:
        """What is to be done, looked up once."""
        with self._database.reading() as connection:
            return [tuple(row) for row in connection.execute(query)]


def _forget_letters(pace: _Pace, before: dt.datetime, pseudonym: Callable[[str], str]) -> int:
    """Forget the readers of settled letters; what is changed at once lies close together."""
    old = sa.and_(
        letters.c.planned_at < before,
        *(letters.c.state != state for state in sorted(OPEN | DOUBTFUL)),  # in every statement
        letters.c.recipient.is_not(None),
    )
    marks = pace.marks.table_valued("key", "value")
    update = (
        letters.update()
        .where(old, letters.c.id == marks.c.key)
        .values(**FORGOTTEN, reader=marks.c.value)
    )
    some = sa.select(letters.c.id, letters.c.recipient, letters.c.planned_at).where(old)
    mark, total = cache(pseudonym), 0
    while found := pace.read(some.order_by(letters.c.planned_at).limit(_READ)):
        some = some.where(letters.c.planned_at >= found[-1][2])
        found.sort(key=itemgetter(1))  # one reader's letters are neighbours in the index
        while found:
            batch, found = found[: pace.rows], found[pace.rows :]
            values = {"marks": json.dumps({row[0]: mark(row[1]) for row in batch})}
            total += pace.do(partial(_changed, update, values))
    return total


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


def _unfolded(dialect: str) -> sa.FunctionElement[Any]:
    """A parameter that is a JSON object, as a table of keys and values: one statement for all."""
    if dialect == "sqlite":
        return sa.func.json_each(sa.bindparam("marks"))
    return sa.func.json_each_text(sa.cast(sa.bindparam("marks"), sa.JSON(none_as_null=True)))


def _changed(
    statement: sa.Update | sa.Delete, values: dict[str, str] | None, connection: Connection
) -> int:
    return connection.execute(statement, values).rowcount
