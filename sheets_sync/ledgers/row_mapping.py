"""Turns rows of the ledger into values, and texts into what a database can keep."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy.engine import Row

from sheets_sync.mail.delivery import LetterState, Reason
from sheets_sync.mail.ledger_records import Letter, LetterEvent

CHUNK = 500
"""How many keys go into one query: SQLite allows 999 placeholders in old builds."""

Item = TypeVar("Item")


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut what a query asks for into lists it can carry."""
    rest = iter(items)
    while some := list(islice(rest, CHUNK)):
        yield some


def storable(text: str) -> str:
    """Replace what no database keeps: NUL, and halves of characters.

    A cell may hold them; the letter is refused for it, and the refusal must be written down.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def as_letter(row: Row[Any]) -> Letter:
    """Read one row of `letters`."""
    return Letter(
        id=row.id,
        kind=row.kind,
        slot=row.slot,
        recipient=row.recipient,
        name=row.name,
        subject=row.subject,
        registries=tuple(row.registries.split("\n")) if row.registries else (),
        items=row.items,
        state=LetterState(row.state),
        token=row.token,
        attempt=row.attempt,
        looks=row.looks,
        message_id=row.message_id,
        planned_at=row.planned_at,
        handing_at=row.handing_at,
        accepted_at=row.accepted_at,
        next_at=row.next_at,
        expires_at=row.expires_at,
        how=row.how,
        phase=row.phase,
        code=row.code,
        enhanced=row.enhanced,
        reply=row.reply,
        server=row.server,
        queue_id=row.queue_id,
        run=row.run,
        operator=row.operator,
        reason=row.reason,
        reader=row.reader,
    )


def skip_of(row: Row[Any], reason: Reason, now: dt.datetime) -> dict[str, Any]:
    """Why a letter did not go, as a row of `skips`."""
    return {
        "run": row.run,
        "at": now,
        "letter": row.id,
        "kind": row.kind,
        "recipient": row.recipient,
        "reason": reason,
    }


def as_event(row: Row[Any]) -> LetterEvent:
    """Read one row of `events`."""
    return LetterEvent(
        id=row.id,
        letter=row.letter,
        at=row.at,
        state=LetterState(row.state),
        token=row.token,
        run=row.run,
        worker=row.worker,
        detail=row.detail,
    )
