"""Sends letters that are due, some at a time, until they are gone or the channel has to rest."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sheets_sync.delivery.channel_rest import ChannelTrial, rest
from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.delivery.hand_over import hand_over, letters_at_once
from sheets_sync.delivery.plan_letters import why_missed
from sheets_sync.delivery.refusal_streak import RefusalStreak
from sheets_sync.delivery.send_quota import Allowance
from sheets_sync.delivery.taken_letters import TakenLetters
from sheets_sync.delivery.tally import Tally
from sheets_sync.mail.delivery import Outcome, Reason, Skip, Verdict
from sheets_sync.mail.message import LetterKey, Message
from sheets_sync.mail.refusals import LONG, SHORT

DOUBTS = 3
"""After so many letters in a row whose fate nobody knows the channel rests."""
DOUBT_PAUSE = dt.timedelta(minutes=15)
_RECALLED = 12
"""So many outcomes of earlier runs are looked at."""


def send_all(ready: Sequence[Message], delivery: DeliveryContext, tally: Tally) -> None:
    """Send these letters; each is in the tally afterwards."""
    sending = _Sending(ready, delivery, tally)
    try:
        sending.run()
    finally:
        try:
            sending.taken.record()
        finally:
            sending.trial.end()
    delivery.checkpoint("after-record")


@dataclass(slots=True)
class _Sending:
    ready: Sequence[Message]
    delivery: DeliveryContext
    tally: Tally
    trial: ChannelTrial = field(init=False)
    taken: TakenLetters = field(init=False)
    _allowance: Allowance = field(init=False)
    _streak: RefusalStreak = field(init=False)
    _doubts: int = field(default=0, init=False)
    _waiting: list[Message] = field(init=False)
    _at_once: int = field(init=False)

    def __post_init__(self) -> None:
        self.trial = ChannelTrial(self.delivery)
        self.taken = TakenLetters(self.delivery)
        self._at_once = letters_at_once(self.delivery.mailer)
        self._allowance = Allowance(self.delivery)
        self._streak = RefusalStreak()
        self._streak.recall(self.delivery.ledger.letters.outcomes(limit=_RECALLED))
        # Readers whose letters were refused alike come last: somebody else's may go through.
        last = self._streak.readers
        self._waiting = sorted(self.ready, key=lambda one: one.to.address in last)
        self._waiting.reverse()

    def run(self) -> None:
        """Send until nothing is left or something stops it."""
        while self._waiting:
            closed = self._closed()
            some: list[Message] = []
            while self._waiting and closed is None and len(some) < self._room():
                message = self._waiting.pop()
                objection = self.delivery.objection(message)
                if objection is not None:
                    self.tally.skipped.append(objection)
                    continue
                closed = self._limit(len(some))
                if closed is not None:
                    self.tally.skipped.append(Skip(message.key, closed))
                    break
                some.append(message)
            if some and self._rests_after(some):
                closed = "channel-paused"
            if closed is not None:
                self._leave(closed)

    def _closed(self) -> Reason | None:
        return None if self.trial.is_open else "channel-paused"

    def _room(self) -> int:
        """How many letters are handed over together: one, until one has gone through."""
        return self._at_once if self._streak.worked else 1

    def _limit(self, in_hand: int) -> Reason | None:
        if self.delivery.stopping():
            return "stopped"
        return None if self._allowance.covers(in_hand + 1) else "capped"

    def _leave(self, reason: Reason) -> None:
        self.tally.skipped += (Skip(message.key, reason) for message in reversed(self._waiting))
        self._waiting.clear()

    def _rests_after(self, messages: Sequence[Message]) -> bool:
        """Hand some letters over; whether the channel has to rest after them."""
        found = hand_over(messages, self.delivery, self.taken)
        rests = False
        for message in messages:
            claim, outcome = found.get(message.key, (None, None))
            self._allowance.note(outcome)
            if outcome is None or claim is None or outcome.verdict is Verdict.FENCED:
                why = why_missed(message.key, self.delivery)
                self.tally.skipped.append(Skip(message.key, why))
                continue
            self.tally.note(message.key, outcome.verdict)
            if outcome.verdict is Verdict.ACCEPTED:
                self.trial.works()
            refused = self._streak.note(claim.id, message.to.address, outcome)
            if refused:
                self._believe_channel(outcome)
            rests |= refused or outcome.verdict is Verdict.CHANNEL or self._is_doubtful(outcome)
        return rests

    def _is_doubtful(self, outcome: Outcome) -> bool:
        """Whether so many letters in a row are in doubt that the channel is to rest."""
        self._doubts = self._doubts + 1 if outcome.verdict is Verdict.UNKNOWN else 0
        if self._doubts == DOUBTS:
            rest(replace(outcome, pause=DOUBT_PAUSE), self.delivery)
        return self._doubts >= DOUBTS

    def _believe_channel(self, outcome: Outcome) -> None:
        """Readers in a row were refused alike: nothing is wrong with any of them."""
        pause = LONG if outcome.verdict is Verdict.REFUSED else SHORT
        rest(replace(outcome, pause=pause), self.delivery)
        reopened = self.delivery.ledger.letters.reconsider(
            self._streak.letters, now=self.delivery.clock()
        )
        for key in self._keys(reopened):
            self.tally.reopen(key)

    def _keys(self, ids: frozenset[str]) -> list[LetterKey]:
        identify = self.delivery.ledger.letters.identify
        return [message.key for message in self.ready if identify(message.key) in ids]
