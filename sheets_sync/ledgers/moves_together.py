"""Moves letters that are in hand together from state to state, with their events."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

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
        moved = _move_several(connection, values, to, since, now, told)
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


def _move_several(
    connection: Connection,
    values: Mapping[Claim, Mapping[str, object]],
    to: LetterState,
    since: frozenset[LetterState],
    now: dt.datetime,
    details: Mapping[Claim, str],
) -> set[str]:
    """Look where letters stand, then move them: a statement for many tells not which it moved.

    Nobody else writes meanwhile: SQLite has one writer.
    """
    asked = {"ids": [claim.id for claim in values]}
    found = {row.id: row for row in connection.execute(_STANDING, asked)}
    moving = {
        claim: given
        for claim, given in values.items()
        if (row := found.get(claim.id)) is not None
        and row.token == claim.token
        and row.state in since
        and (row.state != to or row.body_sha256 != given.get("body_sha256", ""))
    }
    if moving:
        columns = frozenset(next(iter(moving.values())))
        facts = [{"of_letter": claim.id, "state": to, **given} for claim, given in moving.items()]
        connection.execute(_move_each(columns), facts)
    moved = {claim.id for claim in moving}
    _tell(connection, moved, to, details, now)
    return moved


@lru_cache(maxsize=64)
def _move_each(columns: frozenset[str]) -> sa.Update:
    values = {name: sa.bindparam(name) for name in ("state", *sorted(columns))}
    return letters.update().where(letters.c.id == sa.bindparam("of_letter")).values(values)


@lru_cache(maxsize=64)
def _move_one(since: frozenset[LetterState], columns: frozenset[str]) -> sa.Update:
    return (
        letters.update()
        .where(
            letters.c.id == sa.bindparam("of_letter"),
            letters.c.token == sa.bindparam("of_token"),
            letters.c.state.in_(sorted(since)),
            # Where it stands there already, only another letter under the same token is news.
            sa.or_(
                letters.c.state != sa.bindparam("state"),
                letters.c.body_sha256 != sa.bindparam("of_body"),
            ),
        )
        .values({name: sa.bindparam(name) for name in ("state", *sorted(columns))})
    )


_STANDING = sa.select(letters.c.id, letters.c.state, letters.c.token, letters.c.body_sha256).where(
    letters.c.id.in_(sa.bindparam("ids", expanding=True))
)
_CLAIM = taking(
    letters.c.id.in_(sa.bindparam("ids", expanding=True)), sa.bindparam("now", type_=Instant)
)
