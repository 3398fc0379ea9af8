"""Carries letters out through the ledger: each key at most once, each skip with its reason."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sheets_sync import logs
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.delivery.reconcile import reconcile
from sheets_sync.delivery.send_one import hand_over, rest
from sheets_sync.delivery.send_quota import Allowance
from sheets_sync.delivery.unreachable_addresses import troubled_addresses
from sheets_sync.errors import SetupError
from sheets_sync.mail.delivery import (
    DOUBTFUL,
    OPEN,
    SENT,
    LetterState,
    Outcome,
    Reason,
    Receipt,
    Skip,
    Verdict,
)
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.mail.message import LetterKey, Message
from sheets_sync.mail.mime import UnfitMessageError, check_letterhead

DOUBTS = 3
"""After so many letters in a row whose fate nobody knows the channel rests."""
DOUBT_PAUSE = dt.timedelta(minutes=15)


@dataclass(slots=True)
class _Tally:
    sent: list[LetterKey] = field(default_factory=list)
    deferred: list[LetterKey] = field(default_factory=list)
    refused: list[LetterKey] = field(default_factory=list)
    uncertain: list[LetterKey] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)


def deliver(
    messages: Iterable[Message], delivery: DeliveryContext, *, reconciled: int | None = None
) -> Receipt:
    """Send what is due of these letters; every one of them is in the receipt once.

    Letters in doubt are settled first, unless the caller has done so: then `reconciled` tells
    how many it settled.
    """
    _check(delivery.policy)
    letters = {message.key: message for message in messages}
    delivery.checkpoint("begin")
    settled = reconcile(delivery) if reconciled is None else reconciled
    tally = _Tally()
    inside = [letter for letter in letters.values() if _inside(letter, delivery.policy)]
    tally.skipped += (
        Skip(key, "outside-domain")
        for key, letter in letters.items()
        if not _inside(letter, delivery.policy)
    )
    ready = _plan(inside, delivery, tally)
    try:
        _send_all(ready, delivery, tally)
    finally:
        delivery.mailer.close()
    delivery.ledger.runs.skip(tally.skipped, run=delivery.run, now=delivery.clock())
    delivery.checkpoint("end")
    logs.note(
        "delivered",
        of=delivery.run,
        channel=delivery.mailer.name,
        sent=len(tally.sent),
        deferred=len(tally.deferred),
        refused=len(tally.refused),
        uncertain=len(tally.uncertain),
        skipped=len(tally.skipped),
    )
    return Receipt(
        sent=tuple(tally.sent),
        deferred=tuple(tally.deferred),
        refused=tuple(tally.refused),
        uncertain=tuple(tally.uncertain),
        skipped=tuple(tally.skipped),
        reconciled=settled,
    )


def _check(policy: DeliveryPolicy) -> None:
    """Refuse a letterhead that would make every letter unfit before any of them is."""
    try:
        check_letterhead(policy.letterhead)
    except UnfitMessageError as error:
        raise SetupError("letterhead-unfit", part=error.part, wrong=error.wrong) from error


def _inside(letter: Message, policy: DeliveryPolicy) -> bool:
    domain = letter.to.address.rpartition("@")[2].lower()
    return policy.allowed_domains is None or domain in policy.allowed_domains


def _plan(messages: Sequence[Message], delivery: DeliveryContext, tally: _Tally) -> list[Message]:
    now = delivery.clock()
    delivery.ledger.letters.plan(
        messages, domain=delivery.policy.letterhead.domain, run=delivery.run, now=now
    )
    delivery.ledger.letters.expire(now=now)
    delivery.checkpoint("planned")
    known = delivery.ledger.letters.find([message.key for message in messages])
    troubles = troubled_addresses(
        delivery.ledger,
        now=now,
        refusals=delivery.policy.refusals,
        days=delivery.policy.unreachable_days,
    )
    unreachable = {address for address, trouble in troubles.items() if trouble.unreachable}
    ready = []
    for message in messages:
        letter = known[message.key]
        reason = _standing(letter, now)
        if reason is None and message.to.address in unreachable:
            reason = "address-bounces"
        if reason is None:
            ready.append(message)
        else:
            tally.skipped.append(Skip(message.key, reason, detail=letter.id[:8]))
    return ready


def _standing(letter: Letter, now: dt.datetime) -> Reason | None:
    """Why a letter that the ledger knows is not to be sent now."""
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


def _send_all(ready: Sequence[Message], delivery: DeliveryContext, tally: _Tally) -> None:
    waiting: Iterator[Message] = iter(ready)
    allowance = Allowance(delivery)
    pause = delivery.ledger.channels.last(delivery.mailer.name)
    closed: Reason | None = None
    doubts = 0
    if pause is not None and pause.until > delivery.clock():
        closed = "channel-paused"
    while closed is None:
        message = next(waiting, None)
        if message is None:
            return
        if objection := delivery.objection(message):
            tally.skipped.append(objection)
            continue
        if closed := _limit(allowance, delivery):
            tally.skipped.append(Skip(message.key, closed))
            break
        outcome = hand_over(message, delivery)
        allowance.note(outcome)
        _note(message.key, outcome, delivery, tally)
        verdict = outcome.verdict if outcome else None
        doubts = doubts + 1 if verdict is Verdict.UNKNOWN else 0
        if outcome and doubts == DOUBTS:
            rest(replace(outcome, pause=DOUBT_PAUSE), delivery)
        if verdict is Verdict.CHANNEL or doubts == DOUBTS:
            closed = "channel-paused"
        if verdict is Verdict.ACCEPTED and pause is not None:
            delivery.ledger.channels.works(delivery.mailer.name)
            pause = None
    tally.skipped += (Skip(message.key, closed) for message in waiting if closed)


def _limit(allowance: Allowance, delivery: DeliveryContext) -> Reason | None:
    if delivery.stopping():
        return "stopped"
    return "capped" if allowance.used_up else None


def _note(
    key: LetterKey, outcome: Outcome | None, delivery: DeliveryContext, tally: _Tally
) -> None:
    if outcome is None or outcome.verdict is Verdict.FENCED:
        tally.skipped.append(Skip(key, _missed(key, delivery)))
        return
    lists = {
        Verdict.ACCEPTED: tally.sent,
        Verdict.DEFERRED: tally.deferred,
        Verdict.CHANNEL: tally.deferred,
        Verdict.REFUSED: tally.refused,
        Verdict.UNKNOWN: tally.uncertain,
    }
    lists[outcome.verdict].append(key)


def _missed(key: LetterKey, delivery: DeliveryContext) -> Reason:
    """Why a letter that was due when the run began could not be taken, or finished, by it."""
    letter, now = delivery.ledger.letters.find([key])[key], delivery.clock()
    if letter.state in {LetterState.CLAIMED, LetterState.HANDING}:
        return "claimed-elsewhere"
    if letter.state in OPEN and letter.expires_at and letter.expires_at <= now:
        return "superseded"
    return _standing(letter, now) or "claimed-elsewhere"
