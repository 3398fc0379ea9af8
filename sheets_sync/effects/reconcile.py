"""Settles letters of earlier runs that may or may not have been sent."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.effects.desk import Desk
from sheets_sync.errors import MailError
from sheets_sync.ports import Ledger
from sheets_sync.records import Letter

RETRY = dt.timedelta(minutes=15)
"""When an oracle that could not be asked is asked again."""


def reconcile(desk: Desk) -> int:
    """Ask the oracle about every doubtful letter that had time to settle; how many it settled."""
    now = desk.clock()
    settled_before = now - desk.terms.settle
    doubtful = desk.ledger.letters.doubtful(settled_before=settled_before, now=now)
    if not doubtful:
        return 0
    desk.checkpoint("before-look")
    if desk.oracle is None:
        _leave(doubtful, desk.ledger, "no oracle", at=None, now=now)
        return 0
    try:
        seen = desk.oracle.seen([letter.message_id for letter in doubtful])
    except MailError as error:
        _leave(doubtful, desk.ledger, f"oracle: {error.name}", at=now + RETRY, now=now)
        return 0
    desk.checkpoint("after-look")
    settled = 0
    for letter in doubtful:
        arrived = letter.message_id in seen
        look = None if arrived else _next_look(letter, desk.oracle.patience, now)
        if look is None:
            settled += desk.ledger.letters.settle(letter, arrived=arrived, now=now)
        else:
            desk.ledger.letters.look_again(letter, at=look, why="not found yet", now=now)
    desk.checkpoint("settled")
    return settled


def _next_look(
    letter: Letter, patience: Sequence[dt.timedelta], now: dt.datetime
) -> dt.datetime | None:
    """When to look again; nothing once the last look is behind us."""
    handed = letter.handing_at or letter.planned_at
    return next((handed + wait for wait in patience if handed + wait > now), None)


def _leave(
    doubtful: Sequence[Letter],
    ledger: Ledger,
    why: str,
    *,
    at: dt.datetime | None,
    now: dt.datetime,
) -> None:
    for letter in doubtful:
        if letter.state != "uncertain" or at is not None:
            ledger.letters.look_again(letter, at=at, why=why, now=now)
