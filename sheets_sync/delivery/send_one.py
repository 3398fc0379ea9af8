"""Hands one letter over: claim it, write it, send it, record what became of it."""

import datetime as dt
import hashlib

from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.mail.delivery import Envelope, Outcome, Verdict
from sheets_sync.mail.ledger_records import Claim
from sheets_sync.mail.message import Letterhead, Message, message_id
from sheets_sync.mail.mime import UnfitMessageError, compose

LONGEST_PAUSE = dt.timedelta(hours=24)


def hand_over(message: Message, delivery: DeliveryContext) -> Outcome | None:
    """Send one letter; nothing when it is not due or another worker has it."""
    delivery.checkpoint("before-claim")
    claim = delivery.ledger.letters.claim(
        message.key,
        worker=delivery.worker,
        run=delivery.run,
        lease=delivery.policy.lease,
        now=delivery.clock(),
    )
    delivery.checkpoint("after-claim")
    if claim is None:
        return None
    if claim.attempt > delivery.policy.attempts:
        outcome = Outcome(Verdict.REFUSED, "claim", text="too many attempts")
    else:
        outcome = _attempt(message, claim, delivery)
    delivery.checkpoint("before-record")
    _record(claim, outcome, delivery)
    delivery.checkpoint("after-record")
    return outcome


def _attempt(message: Message, claim: Claim, delivery: DeliveryContext) -> Outcome:
    try:
        envelope = _envelope(message, claim, delivery.policy.letterhead)
    except UnfitMessageError as error:
        return Outcome(Verdict.REFUSED, "compose", text=f"{error.part}: {error.wrong}")
    delivery.checkpoint("composed")
    digest = hashlib.sha256(envelope.content).hexdigest()

    def before_dot() -> bool:
        delivery.checkpoint("before-handing")
        mine = delivery.ledger.letters.hand(claim, body_sha256=digest, now=delivery.clock())
        delivery.checkpoint("after-handing")
        return mine

    return delivery.mailer.send(envelope, before_dot)


def _envelope(message: Message, claim: Claim, letterhead: Letterhead) -> Envelope:
    date = claim.planned_at.astimezone(letterhead.zone)
    identity = message_id(claim.id, letterhead.domain)
    return Envelope(
        sender=letterhead.envelope_sender,
        recipient=message.to.address,
        message_id=identity,
        date=date,
        content=compose(message, letterhead=letterhead, message_id=identity, date=date),
        name=claim.id,
    )


def _record(claim: Claim, outcome: Outcome, delivery: DeliveryContext) -> None:
    now = delivery.clock()
    letters = delivery.ledger.letters
    match outcome.verdict:
        case Verdict.ACCEPTED:
            letters.accept(claim, outcome, now=now)
        case Verdict.REFUSED:
            letters.refuse(claim, outcome, now=now)
        case Verdict.UNKNOWN:
            letters.doubt(claim, outcome, now=now)
        case Verdict.DEFERRED:
            until = now + resting_time(claim.attempt, delivery.policy)
            letters.defer(claim, outcome, until=until, now=now)
        case Verdict.CHANNEL:
            letters.release(claim, outcome, now=now)
            rest(outcome, delivery)
        case Verdict.FENCED:
            pass


def resting_time(attempt: int, policy: DeliveryPolicy) -> dt.timedelta:
    """How long a letter rests after its n-th failure: twice as long each time."""
    doubled: dt.timedelta = policy.first_wait * 2 ** min(attempt - 1, 30)
    return min(doubled, policy.longest_wait)


def rest(outcome: Outcome, delivery: DeliveryContext) -> None:
    """Let the channel rest, twice as long each time in a row."""
    now = delivery.clock()
    last = delivery.ledger.channels.last(delivery.mailer.name)
    times = 0 if last is None else min(last.times, 30)
    length = min(outcome.pause * 2**times, max(outcome.pause, LONGEST_PAUSE))
    why = " ".join(filter(None, (outcome.phase, str(outcome.code or ""), outcome.text)))
    delivery.ledger.channels.pause(delivery.mailer.name, until=now + length, why=why)
