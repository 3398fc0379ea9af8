"""Moves a letter from state to state: conditional on state and token, with its event."""

import datetime as dt
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.tables import events, letters
from sheets_sync.mail.delivery import LetterState, Outcome


def move(
    connection: Connection,
    letter: str,
    to: LetterState,
    *,
    since: Collection[LetterState],
    token: int,
    now: dt.datetime,
    values: Mapping[str, object],
    detail: str = "",
    run: str = "",
    worker: str = "",
    fence: bool = False,
) -> bool:
    """Move one letter if it still stands there under that token, and write the event.

    With `fence` whoever still has the letter in hand cannot finish it.
    """
    new = token + fence
    changed = connection.execute(
        _move(frozenset(since), frozenset(values)),
        {"of_letter": letter, "of_token": token, "state": to, "token": new, **values},
    ).rowcount
    if changed:
        write_event(connection, letter, to, new, now=now, detail=detail, run=run, worker=worker)
    return bool(changed)


@lru_cache(maxsize=64)
def _move(since: frozenset[LetterState], columns: frozenset[str]) -> sa.Update:
    # Building a statement costs more than running it.
    return (
        letters.update()
        .where(
            letters.c.id == sa.bindparam("of_letter"),
            letters.c.token == sa.bindparam("of_token"),
            letters.c.state.in_(sorted(since)),
        )
        .values({name: sa.bindparam(name) for name in ("state", "token", *sorted(columns))})
    )


def stands(connection: Connection, letter: str, state: LetterState, token: int) -> bool:
    """Tell whether it stands there already, by the hand that holds this token."""
    found = connection.execute(
        sa.select(letters.c.id).where(
            letters.c.id == letter, letters.c.state == state, letters.c.token == token
        )
    )
    return found.first() is not None


def write_event(
    connection: Connection,
    letter: str,
    state: LetterState,
    token: int,
    *,
    now: dt.datetime,
    detail: str = "",
    run: str = "",
    worker: str = "",
) -> None:
    """Append one event."""
    connection.execute(
        _EVENT,
        {
            "letter": letter,
            "at": now,
            "state": state,
            "token": token,
            "run": run,
            "worker": worker,
            "detail": detail,
        },
    )


_EVENT = events.insert()


def said(outcome: Outcome) -> dict[str, Any]:
    """Give the columns that keep what the server said."""
    return {
        "phase": outcome.phase,
        "code": outcome.code,
        "enhanced": outcome.enhanced,
        "reply": outcome.text,
        "server": outcome.server,
        "queue_id": outcome.queue_id,
    }


def sentence(outcome: Outcome) -> str:
    """Give the detail of an event: the phase and what the server said."""
    parts = (outcome.phase, str(outcome.code or ""), outcome.enhanced, outcome.text)
    return " ".join(part for part in parts if part)


STATE = letters.c.state.concat(sa.literal_column("''"))
"""Where letters stand that are looked for by their ids.

By the bare column SQLite would take the index of states, and go through all letters that wait.
"""


def due(now: sa.BindParameter[dt.datetime]) -> sa.ColumnElement[bool]:
    """Select the letters that may be claimed at this moment."""
    return sa.and_(
        sa.or_(letters.c.expires_at.is_(None), letters.c.expires_at > now),
        sa.or_(
            STATE == LetterState.PLANNED,
            sa.and_(STATE == LetterState.DEFERRED, letters.c.next_at <= now),
            sa.and_(STATE == LetterState.CLAIMED, letters.c.lease_until <= now),
        ),
    )
