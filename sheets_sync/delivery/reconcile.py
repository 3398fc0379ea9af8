"""Settles letters of earlier runs that may or may not have been sent."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.errors import MailError
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.ports import Ledger

RETRY = dt.timedelta(minutes=15)
"""When an oracle that could not be asked is asked again."""


def reconcile(delivery: DeliveryContext) -> int:
    """Ask the oracle about every doubtful letter that had time to settle; how many it settled."""
    now = delivery.clock()
    settled_before = now - delivery.policy.settle
    doubtful = delivery.ledger.letters.doubtful(settled_before=settled_before, now=now)
    if not doubtful:
        return 0
    delivery.checkpoint("before-look")
    if delivery.oracle is None:
        _leave(doubtful, delivery.ledger, "no oracle", at=None, now=now)
        return 0
    try:
        seen = delivery.oracle.seen([letter.message_id for letter in doubtful])
    except MailError as error:
        _leave(doubtful, delivery.ledger, f"oracle: {error.name}", at=now + RETRY, now=now)
        return 0
    delivery.checkpoint("after-look")
    settled = 0
    for letter in doubtful:
        arrived = letter.message_id in seen
        look = None if arrived else _next_look(letter, delivery.oracle.patience, now)
        if look is None:
            settled += delivery.ledger.letters.settle(letter, arrived=arrived, now=now)
        else:
            delivery.ledger.letters.look_again(letter, at=look, why="not found yet", now=now)
    delivery.checkpoint("settled")
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
