"""Moves letters that are in hand together from state to state, with their events."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.dml import ReturningUpdate

from sheets_sync.ledgers.moves_at_once import (
    OF_CLAIM,
    Move,
    claim_at_once,
    move_at_once,
    moving,
    taking,
)
from sheets_sync.ledgers.tables import Instant, events, letters
from sheets_sync.ledgers.transitions import stands
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import Claim


def claim_all(
    connection: Connection,
    ids: Collection[str],
    *,
    worker: str,
    run: str,
    lease: dt.timedelta,
    now: dt.datetime,
    beside: Move | None = None,
) -> dict[str, Claim]:
    """Take the letters that are due, and write the events; by id, those that were taken.

    In the same step others move that are in these hands already.
    """
    until = now + lease
    if connection.dialect.name == "postgresql":
        rows = claim_at_once(
            connection, ids, worker=worker, run=run, until=until, now=now, beside=beside
        )
        return _claims(rows, run, worker)
    if beside is not None:
        _move(connection, beside)
    wanted = {"ids": [*ids], "now": now, "until": until, "by_run": run, "by_worker": worker}
    claims = _claims(connection.execute(_CLAIM, wanted), run, worker)
    _tell(connection, [_row(claim, "") for claim in claims.values()], LetterState.CLAIMED, now)
    return claims


def _claims(rows: Iterable[sa.Row[Any]], run: str, worker: str) -> dict[str, Claim]:
    return {
        row.id: Claim(row.id, row.token, row.attempt, row.planned_at, run, worker) for row in rows
    }


def move_all(connection: Connection, moved: Move) -> frozenset[Claim]:
    """Move letters that still stand there under their tokens, and write the events.

    Answers those that stand there now by these hands, also where that was written before.
    """
    move = move_at_once if connection.dialect.name == "postgresql" else _move
    ids = move(connection, moved)
    return frozenset(
        claim
        for claim in moved.each
        if claim.id in ids or stands(connection, claim.id, moved.to, claim.token)
    )


def _move(connection: Connection, moved: Move) -> set[str]:
    """What differs goes as one text of JSON: the statement is the same for any number."""
    columns = tuple(sorted(moved.columns))
    rows = {
        claim.id: [*_row(claim, moved.details.get(claim, "")), *(own[name] for name in columns)]
        for claim, own in moved.each.items()
    }
    facts = {"to": moved.to, "given": json.dumps([*rows.values()]), **moved.for_all}
    found = connection.execute(_moving(moved.since, columns, frozenset(moved.shared)), facts)
    ids = {row.id for row in found}
    _tell(connection, [row for id_, row in rows.items() if id_ in ids], moved.to, moved.now)
    return ids


def _row(claim: Claim, detail: str) -> list[object]:
    """In the order of `OF_CLAIM`."""
    return [claim.id, claim.token, claim.run, claim.worker, detail]


def _tell(
    connection: Connection, rows: Sequence[Sequence[object]], to: LetterState, now: dt.datetime
) -> None:
    """Append one event for each letter, by the hands that hold it."""
    if rows:
        connection.execute(_TELL, {"given": json.dumps(rows), "to": to, "at": now})


@lru_cache(maxsize=64)
def _moving(
    since: frozenset[LetterState], columns: tuple[str, ...], shared: frozenset[str]
) -> ReturningUpdate[Any]:
    return moving(_given(columns), since, columns, shared).returning(letters.c.id)


def _given(columns: Sequence[str] = ()) -> sa.Subquery:
    """The rows of the text as a table: what is of the claim, then columns of letters."""
    kinds = OF_CLAIM | {name: letters.c[name].type for name in columns}
    row = sa.func.json_each(sa.bindparam("given")).table_valued("value")
    return sa.select(
        *(
            sa.func.json_extract(row.c.value, sa.literal_column(f"'$[{place}]'"), type_=kind).label(
                name
            )
            for place, (name, kind) in enumerate(kinds.items())
        )
    ).subquery("given")


def _telling() -> sa.Insert:
    given = _given()
    at, to = sa.bindparam("at", type_=Instant), sa.bindparam("to", type_=sa.Text)
    claimed = (given.c.claimed_token, given.c.claimed_run, given.c.claimed_worker)
    return events.insert().from_select(
        ["letter", "at", "state", "token", "run", "worker", "detail"],
        sa.select(given.c.claimed_id, at, to, *claimed, given.c.detail),
    )


_TELL = _telling()
_CLAIM = taking(
    letters.c.id.in_(sa.bindparam("ids", expanding=True)), sa.bindparam("now", type_=Instant)
)
