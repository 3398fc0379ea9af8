"""Hands some letters over: claim them, write them, send them, record what became of each."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from sheets_sync.delivery.channel_rest import rest
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.delivery.sent_log_folder import Departure
from sheets_sync.delivery.taken_letters import TakenLetters
from sheets_sync.mail.delivery import Envelope, Outcome, Verdict
from sheets_sync.mail.ledger_records import Claim
from sheets_sync.mail.message import Letterhead, LetterKey, Message, message_id
from sheets_sync.mail.mime import UnfitMessageError, compose
from sheets_sync.mail.refusals import judge
from sheets_sync.ports import Mailer, ParallelMailer

TOO_LARGE = "too-large"


def hand_over(
    messages: Sequence[Message], delivery: DeliveryContext, taken: TakenLetters
) -> dict[LetterKey, tuple[Claim, Outcome]]:
    """Send some letters, no more than the mailer takes at once; those it took are `taken`.

    Those that are not due, or that another worker has, are left out of the answer.
    """
    claims = taken.claim([message.key for message in messages])
    mine = [message for message in messages if message.key in claims]
    if not mine:
        return {}
    outcomes = _handed(mine, claims, delivery)
    lighter = [
        message.lighter
        for message in mine
        if message.lighter is not None and _was_too_large(outcomes[message.key])
    ]
    if lighter:
        outcomes |= _handed(lighter, claims, delivery)
    delivery.checkpoint("before-record")
    _record({claims[key]: outcome for key, outcome in outcomes.items()}, delivery, taken)
    return {key: (claims[key], outcome) for key, outcome in outcomes.items()}


def _handed(
    messages: Sequence[Message], claims: Mapping[LetterKey, Claim], delivery: DeliveryContext
) -> dict[LetterKey, Outcome]:
    """What came of each letter."""
    outcomes: dict[LetterKey, Outcome] = {}
    ready: list[tuple[Message, Envelope]] = []
    for message in messages:
        written = _written(message, claims[message.key], delivery)
        if isinstance(written, Outcome):
            outcomes[message.key] = written
        else:
            ready.append((message, written))
    if ready:
        delivery.checkpoint("composed")
        departing = _Departing(ready, claims, delivery)
        sent = _sent([one for _, one in ready], departing.before_dots, delivery.mailer)
        outcomes |= {
            message.key: outcome for (message, _), outcome in zip(ready, sent, strict=True)
        }
    return outcomes


def _sent(
    envelopes: Sequence[Envelope],
    before_dots: Callable[[Sequence[int]], Collection[int]],
    mailer: Mailer,
) -> Sequence[Outcome]:
    """All together where the mailer can, else one after the other."""
    if len(envelopes) > 1 and isinstance(mailer, ParallelMailer):
        return mailer.send_together(envelopes, before_dots)
    return [
        mailer.send(envelope, partial(_may_go, at, before_dots))
        for at, envelope in enumerate(envelopes)
    ]


def _may_go(at: int, before_dots: Callable[[Sequence[int]], Collection[int]]) -> bool:
    return at in before_dots([at])


def _was_too_large(outcome: Outcome) -> bool:
    """Whether it was proven not sent, for its size; a full mailbox is another matter."""
    if outcome.verdict is not Verdict.REFUSED:
        return False
    said = judge(outcome.phase, outcome.code, outcome.enhanced, outcome.text)
    return said.cause == TOO_LARGE


def letters_at_once(mailer: Mailer) -> int:
    """How many letters are handed over together."""
    return mailer.at_once if isinstance(mailer, ParallelMailer) else 1


class _Departing:
    """Writes down, in the ledger and beside it, which dots go out next."""

    def __init__(
        self,
        ready: Sequence[tuple[Message, Envelope]],
        claims: Mapping[LetterKey, Claim],
        delivery: DeliveryContext,
    ) -> None:
        self._ready = ready
        self._claims = [claims[message.key] for message, _ in ready]
        self._delivery = delivery

    def before_dots(self, places: Sequence[int]) -> Collection[int]:
        delivery = self._delivery
        delivery.checkpoint("before-handing")
        digests = {
            self._claims[at]: hashlib.sha256(self._ready[at][1].content).hexdigest()
            for at in places
        }
        now = delivery.clock()
        mine = delivery.ledger.letters.hand(digests, now=now)
        going = [at for at in places if self._claims[at] in mine]
        if delivery.sent_log is not None:
            # After the ledger: of what is logged alone nobody would know whether it left.
            delivery.sent_log.append(
                [
                    Departure(
                        claim.id,
                        message.key,
                        now,
                        message.version,
                        delivery.told.get(claim.id, ""),
                    )
                    for at in going
                    for claim, message in [(self._claims[at], self._ready[at][0])]
                ]
            )
        delivery.checkpoint("after-handing")
        return going


def _written(message: Message, claim: Claim, delivery: DeliveryContext) -> Envelope | Outcome:
    """The letter as bytes, or why there is none."""
    if claim.attempt > delivery.policy.attempts:
        return Outcome(Verdict.REFUSED, "claim", text="too many attempts")
    try:
        return _envelope(message, claim, delivery.policy.letterhead, delivery.clock())
    except UnfitMessageError as error:
        return Outcome(Verdict.REFUSED, "compose", text=f"{error.part}: {error.wrong}")


def _envelope(message: Message, claim: Claim, letterhead: Letterhead, now: dt.datetime) -> Envelope:
    """Dated when it leaves: what staff held for weeks would look like spam under its first day."""
    date = now.replace(microsecond=0).astimezone(letterhead.zone)
    identity = message_id(claim.id, letterhead.domain)
    return Envelope(
        sender=letterhead.envelope_sender,
        recipient=message.to.address,
        message_id=identity,
        date=date,
        content=compose(message, letterhead=letterhead, message_id=identity, date=date),
        name=claim.id,
    )


def _record(
    outcomes: Mapping[Claim, Outcome], delivery: DeliveryContext, taken: TakenLetters
) -> None:
    """Record all, but where the server took all: that is done with the next claim."""
    now = delivery.clock()
    letters = delivery.ledger.letters
    accepted = {
        claim: outcome for claim, outcome in outcomes.items() if outcome.verdict is Verdict.ACCEPTED
    }
    taken.note(accepted)
    if len(accepted) < len(outcomes):
        taken.record()
    rested = False
    for claim, outcome in outcomes.items():
        match outcome.verdict:
            case Verdict.REFUSED:
                letters.refuse(claim, outcome, now=now)
            case Verdict.UNKNOWN:
                letters.doubt(claim, outcome, now=now)
            case Verdict.DEFERRED:
                until = now + resting_time(claim.attempt, delivery.policy)
                letters.defer(claim, outcome, until=until, now=now)
            case Verdict.CHANNEL:
                letters.release(claim, outcome, now=now)
                if not rested:
                    rest(outcome, delivery)
                rested = True
            case Verdict.ACCEPTED | Verdict.FENCED:
                pass


def resting_time(attempt: int, policy: DeliveryPolicy) -> dt.timedelta:
    """How long a letter rests after its n-th failure: twice as long each time."""
    doubled: dt.timedelta = policy.first_wait * 2 ** min(attempt - 1, 30)
    return min(doubled, policy.longest_wait)
