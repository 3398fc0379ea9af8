"""Hands one letter over: claim it, write it, send it, record what became of it."""

import datetime as dt
import hashlib

from sheets_sync.effects.desk import Desk, Terms
from sheets_sync.mail.delivery import Envelope, Outcome, Verdict
from sheets_sync.mail.message import Letterhead, Message, message_id
from sheets_sync.mail.mime import UnfitMessageError, compose
from sheets_sync.records import Claim

LONGEST_PAUSE = dt.timedelta(hours=24)


def hand_over(message: Message, desk: Desk) -> Outcome | None:
    """Send one letter; nothing when it is not due or another worker has it."""
    desk.checkpoint("before-claim")
    claim = desk.ledger.letters.claim(
        message.key, worker=desk.worker, run=desk.run, lease=desk.terms.lease, now=desk.clock()
    )
    desk.checkpoint("after-claim")
    if claim is None:
        return None
    if claim.attempt > desk.terms.attempts:
        outcome = Outcome(Verdict.REFUSED, "claim", text="too many attempts")
    else:
        outcome = _attempt(message, claim, desk)
    desk.checkpoint("before-record")
    _record(claim, outcome, desk)
    desk.checkpoint("after-record")
    return outcome


def _attempt(message: Message, claim: Claim, desk: Desk) -> Outcome:
    try:
        envelope = _envelope(message, claim, desk.terms.letterhead)
    except UnfitMessageError as error:
        return Outcome(Verdict.REFUSED, "compose", text=f"{error.part}: {error.wrong}")
    desk.checkpoint("composed")
    digest = hashlib.sha256(envelope.content).hexdigest()

    def before_dot() -> bool:
        desk.checkpoint("before-handing")
        mine = desk.ledger.letters.hand(claim, body_sha256=digest, now=desk.clock())
        desk.checkpoint("after-handing")
        return mine

    return desk.mailer.send(envelope, before_dot)


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


def _record(claim: Claim, outcome: Outcome, desk: Desk) -> None:
    now = desk.clock()
    letters = desk.ledger.letters
    match outcome.verdict:
        case Verdict.ACCEPTED:
            letters.accept(claim, outcome, now=now)
        case Verdict.REFUSED:
            letters.refuse(claim, outcome, now=now)
        case Verdict.UNKNOWN:
            letters.doubt(claim, outcome, now=now)
        case Verdict.DEFERRED:
            until = now + resting_time(claim.attempt, desk.terms)
            letters.defer(claim, outcome, until=until, now=now)
        case Verdict.CHANNEL:
            letters.release(claim, outcome, now=now)
            rest(outcome, desk)
        case Verdict.FENCED:
            pass


def resting_time(attempt: int, terms: Terms) -> dt.timedelta:
    """How long a letter rests after its n-th failure: twice as long each time."""
    doubled: dt.timedelta = terms.first_wait * 2 ** min(attempt - 1, 30)
    return min(doubled, terms.longest_wait)


def rest(outcome: Outcome, desk: Desk) -> None:
    """Let the channel rest, twice as long each time in a row."""
    now = desk.clock()
    last = desk.ledger.channels.last(desk.mailer.name)
    times = 0 if last is None else min(last.times, 30)
    length = min(outcome.pause * 2**times, max(outcome.pause, LONGEST_PAUSE))
    why = " ".join(filter(None, (outcome.phase, str(outcome.code or ""), outcome.text)))
    desk.ledger.channels.pause(desk.mailer.name, until=now + length, why=why)
