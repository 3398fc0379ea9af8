"""Moves letters that are in hand together from state to state, with their events."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.dml import ReturningUpdate

from sheets_sync.ledgers.moves_at_once import claim_at_once, move_at_once, taking
from sheets_sync.ledgers.tables import Instant, letters
from sheets_sync.ledgers.transitions import stands, write_events
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
) -> dict[str, Claim]:
    """Take the letters that are due, and write the events; by id, those that were taken."""
    until = now + lease
    if connection.dialect.name == "postgresql":
        rows = claim_at_once(connection, ids, worker=worker, run=run, until=until, now=now)
        return _claims(rows, run, worker)
    wanted = {"ids": [*ids], "now": now, "until": until, "run": run, "worker": worker}
    claims = _claims(connection.execute(_CLAIM, wanted), run, worker)
    write_events(connection, LetterState.CLAIMED, dict.fromkeys(claims.values(), ""), now)
    return claims


def _claims(rows: Iterable[sa.Row[Any]], run: str, worker: str) -> dict[str, Claim]:
    return {
        row.id: Claim(row.id, row.token, row.attempt, row.planned_at, run, worker) for row in rows
    }


def move_all(
    connection: Connection,
    values: Mapping[Claim, Mapping[str, object]],
    to: LetterState,
    *,
    since: frozenset[LetterState],
    now: dt.datetime,
    details: Mapping[Claim, str],
    lasting: bool,
) -> frozenset[Claim]:
    """Move letters that still stand there under their tokens, and write the events.

    Answers those that stand there now by these hands, also where that was written before.
    """
    told = {claim: details.get(claim, "") for claim in values}
    if connection.dialect.name == "postgresql":
        moved = move_at_once(
            connection, values, to, since=since, now=now, details=told, lasting=lasting
        )
    elif len(values) == 1:
        moved = _move_single(connection, values, to, since, now, told)
    else:
        moved = {row.id for row in connection.execute(_moving(values, to, since))}
        _tell(connection, moved, to, told, now)
    left = [claim for claim in values if claim.id not in moved]
    there = [claim for claim in left if stands(connection, claim.id, to, claim.token)]
    return frozenset((*(claim for claim in values if claim.id in moved), *there))


def _tell(
    connection: Connection,
    moved: Collection[str],
    to: LetterState,
    details: Mapping[Claim, str],
    now: dt.datetime,
) -> None:
    write_events(
        connection, to, {one: said for one, said in details.items() if one.id in moved}, now
    )


def _move_single(
    connection: Connection,
    values: Mapping[Claim, Mapping[str, object]],
    to: LetterState,
    since: frozenset[LetterState],
    now: dt.datetime,
    details: Mapping[Claim, str],
) -> set[str]:
    """Move one letter, by a statement that is built once."""
    ((claim, given),) = values.items()
    facts = {"of_letter": claim.id, "of_token": claim.token, "state": to, **given}
    facts["of_body"] = given.get("body_sha256", "")
    changed = connection.execute(_move_one(since, frozenset(given)), facts).rowcount
    moved = {claim.id} if changed else set()
    _tell(connection, moved, to, details, now)
    return moved


@lru_cache(maxsize=64)
def _move_one(since: frozenset[LetterState], columns: frozenset[str]) -> sa.Update:
    return (
        letters.update()
        .where(
            letters.c.id == sa.bindparam("of_letter"),
            letters.c.token == sa.bindparam("of_token"),
            letters.c.state.in_(sorted(since)),
            sa.or_(
                letters.c.state != sa.bindparam("state"),
                letters.c.body_sha256 != sa.bindparam("of_body"),
            ),
        )
        .values({name: sa.bindparam(name) for name in ("state", *sorted(columns))})
    )


def _moving(
    values: Mapping[Claim, Mapping[str, object]], to: LetterState, since: frozenset[LetterState]
) -> ReturningUpdate[Any]:
    """One statement for all."""
    pairs = [(claim.id, claim.token) for claim in values]
    columns = {name: _each(name, values) for name in next(iter(values.values()))}
    return (
        letters.update()
        .where(
            sa.tuple_(letters.c.id, letters.c.token).in_(pairs),
            letters.c.state.in_(sorted(since)),
            # Where it stands there already, only another letter under the same token is news.
            sa.or_(letters.c.state != to, letters.c.body_sha256 != columns.get("body_sha256", "")),
        )
        .values(state=to, **columns)
        .returning(letters.c.id)
    )


def _each(name: str, values: Mapping[Claim, Mapping[str, object]]) -> object:
    """The value of a column: the same for all letters, or one for each."""
    by_id = {claim.id: given[name] for claim, given in values.items()}
    if len(set(by_id.values())) == 1:
        return next(iter(by_id.values()))
    return sa.case(by_id, value=letters.c.id)


_CLAIM = taking(
    letters.c.id.in_(sa.bindparam("ids", expanding=True)), sa.bindparam("now", type_=Instant)
)
