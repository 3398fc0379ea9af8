"""Moves letters that are in hand together from state to state, with their events."""

import datetime as dt
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.dml import ReturningUpdate

from sheets_sync.ledgers.tables import events, letters
from sheets_sync.ledgers.transitions import stands, write_events
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import Claim


def move_all(
    connection: Connection,
    values: Mapping[Claim, Mapping[str, object]],
    to: LetterState,
    *,
    since: frozenset[LetterState],
    now: dt.datetime,
    details: Mapping[Claim, str],
) -> frozenset[Claim]:
    """Move letters that still stand there under their tokens, and write the events.

    Answers those that stand there now by these hands, also where that was written before.
    """
    told = {claim: details.get(claim, "") for claim in values}
    if len(values) == 1:
        moved = _move_single(connection, values, to, since, now, told)
    elif connection.dialect.name == "postgresql":
        moved = _move_at_once(connection, values, to, since, now, told)
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


def _move_at_once(
    connection: Connection,
    values: Mapping[Claim, Mapping[str, object]],
    to: LetterState,
    since: frozenset[LetterState],
    now: dt.datetime,
    details: Mapping[Claim, str],
) -> set[str]:
    """Move letters and write their events in one statement: the server is asked once."""
    moved = _moving(values, to, since).returning(letters.c.token).cte("moved")

    def each(by_letter: Mapping[str, str]) -> sa.ColumnElement[str]:
        if len(set(by_letter.values())) == 1:
            return sa.literal(next(iter(by_letter.values())), sa.Text)
        return sa.case(by_letter, value=moved.c.id)

    rows = sa.select(
        moved.c.id,
        sa.literal(now, events.c.at.type),
        sa.literal(to, sa.Text),
        moved.c.token,
        each({claim.id: claim.run for claim in values}),
        each({claim.id: claim.worker for claim in values}),
        each({claim.id: detail for claim, detail in details.items()}),
    )
    written = (
        events.insert()
        .from_select(["letter", "at", "state", "token", "run", "worker", "detail"], rows)
        .returning(events.c.letter)
    )
    return {row.letter for row in connection.execute(written)}


def _moving(
    values: Mapping[Claim, Mapping[str, object]], to: LetterState, since: frozenset[LetterState]
) -> ReturningUpdate[Any]:
    """One statement for all: a server elsewhere is asked once."""
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
