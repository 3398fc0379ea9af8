"""Reserves letters in the ledger, and tells which of them are due now and why others are not."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.delivery.tally import Tally
from sheets_sync.delivery.unreachable_addresses import troubled_addresses
from sheets_sync.mail.delivery import DOUBTFUL, OPEN, SENT, LetterState, Reason, Skip
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.mail.message import InvitationKey, LetterKey, Message

SHOWN = 8
"""So much of its id names a letter."""


def plan_letters(
    messages: Sequence[Message], delivery: DeliveryContext, tally: Tally
) -> list[Message]:
    """Reserve these letters; those to be sent now. The others are in the tally with the reason."""
    now = delivery.clock()
    ledger = delivery.ledger.letters
    new = ledger.plan(messages, domain=delivery.policy.letterhead.domain, run=delivery.run, now=now)
    ledger.expire(now=now)
    delivery.checkpoint("planned")
    # Of a new one all is known: it waits, and nobody has handed it over.
    new -= {message.key for message in messages if message.expires_at and message.expires_at <= now}
    known = ledger.find([message.key for message in messages if message.key not in new])
    fresh = new | {key for key, letter in known.items() if _never_handed(letter)}
    departed = _departed(fresh, delivery) | _told(messages, fresh, delivery)
    known |= ledger.find(departed & new)
    troubles = troubled_addresses(
        delivery.ledger,
        now=now,
        refusals=delivery.policy.refusals,
        days=delivery.policy.unreachable_days,
    )
    unreachable = {address for address, trouble in troubles.items() if trouble.unreachable}
    ready = []
    for message in messages:
        letter = known.get(message.key)
        reason = None if letter is None else why_not_now(letter, now)
        if reason is None and letter is not None and message.key in departed:
            # Another ledger sent it, or this one before it was put back to an old state.
            ledger.settle(letter, arrived=True, now=now)
            reason = "already-sent"
        if reason is None and message.to.address in unreachable:
            reason = "address-bounces"
        if reason is None:
            ready.append(message)
        else:
            detail = ledger.identify(message.key)[:SHOWN]
            tally.skipped.append(Skip(message.key, reason, detail=detail))
    return ready


def why_not_now(letter: Letter, now: dt.datetime) -> Reason | None:
    """Why a letter that the ledger knows is not to be sent now; nothing where it may go."""
    if letter.state in SENT:
        return "already-sent"
    if letter.state in DOUBTFUL:
        return "uncertain"
    if letter.state is LetterState.DEFERRED and letter.next_at and letter.next_at > now:
        return "deferred"
    return _CLOSED.get(letter.state)


_CLOSED: dict[LetterState, Reason] = {
    LetterState.REFUSED: "refused",
    LetterState.SUPPRESSED: "suppressed",
    LetterState.SUPERSEDED: "superseded",
}


def why_missed(key: LetterKey, delivery: DeliveryContext) -> Reason:
    """Why a letter that was due when the run began could not be taken, or finished, by it."""
    letter, now = delivery.ledger.letters.find([key])[key], delivery.clock()
    if letter.state in {LetterState.CLAIMED, LetterState.HANDING}:
        return "claimed-elsewhere"
    if letter.state in OPEN and letter.expires_at and letter.expires_at <= now:
        return "superseded"
    return why_not_now(letter, now) or "claimed-elsewhere"


def _departed(fresh: frozenset[LetterKey], delivery: DeliveryContext) -> frozenset[LetterKey]:
    """Letters that have left, or may have, though this ledger never handed them over."""
    if delivery.sent_log is None:
        return frozenset()
    return delivery.sent_log.departed(fresh)


def _never_handed(letter: Letter) -> bool:
    return letter.handing_at is None and letter.state in OPEN and not letter.operator


def _told(
    messages: Sequence[Message], fresh: frozenset[LetterKey], delivery: DeliveryContext
) -> frozenset[LetterKey]:
    """Mails that tell what their readers were told last of a session, by a ledger that is lost.

    One that was put back to an old state would tell it again, under a higher number.
    """
    states = {
        message.key: message.version
        for message in messages
        if isinstance(message.key, InvitationKey) and message.key in fresh
    }
    if delivery.sent_log is None or not states:
        return frozenset()
    told = delivery.sent_log.told(states)
    handed = delivery.ledger.letters.handed([*told.values()])
    return frozenset(key for key, letter in told.items() if letter not in handed)
