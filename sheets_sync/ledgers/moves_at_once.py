"""Moves letters and writes their events in one statement: a server elsewhere is asked once.

What differs from letter to letter goes as one text of JSON. So the statement is the same for any
number of letters: it is put together once here, and read and planned once by PostgreSQL, which
makes rows of such a text. Their ids go beside it: PostgreSQL takes such a text for a hundred rows,
and would go through all letters to find them.
"""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate
from sqlalchemy.types import TypeEngine

from sheets_sync.ledgers.letter_ids import one_of, together
from sheets_sync.ledgers.tables import Instant, events, letters
from sheets_sync.ledgers.transitions import STATE, due
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import Claim

OF_CLAIM: dict[str, TypeEngine[Any]] = {
    "claimed_id": sa.Text(),
    "claimed_token": sa.Integer(),
    "claimed_run": sa.Text(),
    "claimed_worker": sa.Text(),
    "detail": sa.Text(),
}
"""What is said of each letter beside columns of its own."""


_OF_ALL = "all_"
"""Begins names of parameters: those named as a column would be set by every UPDATE beside it."""


@dataclass(frozen=True, slots=True)
class Move:
    """Letters in hand that go to another state together: each under the token of its claim."""

    each: Mapping[Claim, Mapping[str, object]]
    """By claim, what the letter's own columns become; the same columns for all."""
    shared: Mapping[str, object]
    """What becomes of all of them alike."""
    to: LetterState
    since: frozenset[LetterState]
    """Where they stand now; another is left alone."""
    now: dt.datetime
    lasting: bool = True
    """Otherwise the server does not wait for its disk with what it commits."""
    details: Mapping[Claim, str] = field(default_factory=dict)
    """What the events tell."""

    @property
    def for_all(self) -> dict[str, object]:
        """What all of them become, as parameters of `moving`."""
        return {_OF_ALL + name: value for name, value in self.shared.items()}

    @property
    def columns(self) -> frozenset[str]:
        """The names of the letters' own."""
        return frozenset(next(iter(self.each.values())))


def moving(
    given: sa.FromClause,
    since: frozenset[LetterState],
    columns: Collection[str],
    shared: Collection[str],
) -> sa.Update:
    """Move the given letters where they stand there under their tokens."""
    body = given.c.body_sha256 if "body_sha256" in columns else ""
    to = sa.bindparam("to", type_=sa.Text)
    return (
        letters.update()
        .where(
            letters.c.id == given.c.claimed_id,
            letters.c.token == given.c.claimed_token,
            # In words: the statement is then the same each time.
            STATE.in_([sa.literal_column(f"'{state}'") for state in sorted(since)]),
            # Where it stands there already, only another letter under the same token is news.
            sa.or_(letters.c.state != to, letters.c.body_sha256 != body),
        )
        .values(
            state=to,
            **{name: given.c[name] for name in columns},
            **{name: sa.bindparam(_OF_ALL + name, type_=letters.c[name].type) for name in shared},
        )
    )


def move_at_once(connection: Connection, moved: Move) -> set[str]:
    """Move those that still stand there under their tokens; the ids of those that moved."""
    statement = _moving_alone(
        moved.since, moved.columns, frozenset(moved.shared), lasting=moved.lasting
    )
    return {row.letter for row in connection.execute(statement, _facts(moved))}


def _facts(moved: Move) -> dict[str, object]:
    given = [
        {
            "claimed_id": claim.id,
            "claimed_token": claim.token,
            "claimed_run": claim.run,
            "claimed_worker": claim.worker,
            "detail": moved.details.get(claim, ""),
            **own,
        }
        for claim, own in moved.each.items()
    ]
    return {
        "to": moved.to,
        "at": moved.now,
        "in_hand": together(claim.id for claim in moved.each),
        "given": json.dumps(given),
        **moved.for_all,
    }


@lru_cache(maxsize=64)
def _moving_alone(
    since: frozenset[LetterState],
    columns: frozenset[str],
    shared: frozenset[str],
    *,
    lasting: bool,
) -> ReturningInsert[Any]:
    return _moving(since, columns, shared, lasting=lasting).returning(events.c.letter)


def _moving(
    since: frozenset[LetterState],
    columns: frozenset[str],
    shared: frozenset[str],
    *,
    lasting: bool,
) -> sa.Insert:
    given = rows_of("given", OF_CLAIM | {name: letters.c[name].type for name in sorted(columns)})
    moved = (
        moving(given, since, columns, shared)
        .where(one_of(sa.bindparam("in_hand", type_=sa.Text)))
        .returning(
            letters.c.id,
            letters.c.token,
            given.c.claimed_run,
            given.c.claimed_worker,
            given.c.detail,
        )
        .cte("moved")
    )
    at, to = sa.bindparam("at", type_=Instant), sa.bindparam("to", type_=sa.Text)
    rows = sa.select(
        moved.c.id,
        at,
        to,
        moved.c.token,
        moved.c.claimed_run,
        moved.c.claimed_worker,
        moved.c.detail,
    )
    if not lasting:
        hastened = sa.func.set_config("synchronous_commit", "off", sa.true())
        rows = rows.join_from(moved, sa.select(hastened).cte("hastened"), sa.true())
    return events.insert().from_select(
        ["letter", "at", "state", "token", "run", "worker", "detail"], rows
    )


def rows_of(text: str, kinds: Mapping[str, TypeEngine[Any]]) -> sa.TableValuedAlias:
    """The objects of a text of JSON, which is a parameter of this name, as a table."""
    columns = (sa.column(name, kind) for name, kind in kinds.items())
    return (
        sa.func.json_to_recordset(sa.cast(sa.bindparam(text, type_=sa.Text), JSON))
        .table_valued(*columns, name=text)
        .render_derived(with_types=True)
    )


def claim_at_once(
    connection: Connection,
    ids: Collection[str],
    *,
    worker: str,
    run: str,
    until: dt.datetime,
    now: dt.datetime,
    beside: Move | None,
) -> list[Row[Any]]:
    """Take the letters that are due; id, token, attempt and time of planning of each.

    What moves beside them lasts as they do.
    """
    wanted = {
        "ids": together(ids),
        "now": now,
        "until": until,
        "by_run": run,
        "by_worker": worker,
    }
    if beside is None:
        return [*connection.execute(_CLAIM, wanted)]
    statement = _claiming_beside(beside.since, beside.columns, frozenset(beside.shared))
    return [*connection.execute(statement, wanted | _facts(beside))]


@lru_cache(maxsize=4)
def _claiming_beside(
    since: frozenset[LetterState], columns: frozenset[str], shared: frozenset[str]
) -> sa.Select[Any]:
    others = _moving(since, columns, shared, lasting=True).cte("others")
    return _claiming().add_cte(others)


def _claiming() -> sa.Select[Any]:
    now = sa.bindparam("now", type_=Instant)
    claimed = taking(one_of(sa.bindparam("ids", type_=sa.Text)), now).cte("claimed")
    rows = sa.select(
        claimed.c.id,
        now,
        sa.literal(LetterState.CLAIMED, sa.Text),
        claimed.c.token,
        sa.bindparam("by_run", type_=sa.Text),
        sa.bindparam("by_worker", type_=sa.Text),
    )
    told = (
        events.insert()
        .from_select(["letter", "at", "state", "token", "run", "worker"], rows)
        .cte("told")
    )
    return sa.select(claimed).add_cte(told)


def taking(
    which: sa.ColumnElement[bool], now: sa.BindParameter[dt.datetime]
) -> ReturningUpdate[Any]:
    """Take those letters that are due."""
    return (
        letters.update()
        .where(which, due(now))
        .values(
            state=LetterState.CLAIMED,
            token=letters.c.token + 1,
            attempt=letters.c.attempt + 1,
            lease_until=sa.bindparam("until", type_=Instant),
            next_at=None,
            run=sa.bindparam("by_run", type_=sa.Text),
            worker=sa.bindparam("by_worker", type_=sa.Text),
        )
        .returning(letters.c.id, letters.c.token, letters.c.attempt, letters.c.planned_at)
    )


_CLAIM = _claiming()
