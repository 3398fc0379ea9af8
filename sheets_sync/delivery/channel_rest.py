"""Lets a mail channel rest, for all who use it, and lets one of them try it afterwards."""

import datetime as dt
import time
from dataclasses import dataclass, field

from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.mail.delivery import Outcome

LONGEST_PAUSE = dt.timedelta(hours=24)
TRIAL = dt.timedelta(minutes=10)
"""So long nobody else tries a channel that somebody is trying; longer than one letter takes."""

HEARD_SECONDS = 1.0
"""So long a channel that was open is taken for open; what made it rest meanwhile is heard then."""


def rest(outcome: Outcome, delivery: DeliveryContext) -> None:
    """Let the channel rest, twice as long each time in a row."""
    now = delivery.clock()
    last = delivery.ledger.channels.last(delivery.mailer.name)
    times = 0 if last is None else min(last.times, 30)
    length = min(outcome.pause * 2**times, max(outcome.pause, LONGEST_PAUSE))
    why = " ".join(filter(None, (outcome.phase, str(outcome.code or ""), outcome.text)))
    delivery.ledger.channels.pause(delivery.mailer.name, until=now + length, why=why)


@dataclass(slots=True)
class ChannelTrial:
    """The right to use a channel: after a rest one worker tries it, the others wait for it."""

    delivery: DeliveryContext
    _token: int | None = field(default=None, init=False)
    _asked: float | None = field(default=None, init=False)

    @property
    def is_open(self) -> bool:
        """Whether this worker may send now."""
        asked = time.monotonic()
        if self._asked is not None and asked - self._asked < HEARD_SECONDS:
            return True
        is_open = self._may_send()
        self._asked = asked if is_open and self._token is None else None
        return is_open

    def _may_send(self) -> bool:
        pause = self.delivery.ledger.channels.last(self.delivery.mailer.name)
        now = self.delivery.clock()
        if pause is None or self._token is not None:
            return pause is None or pause.until <= now
        if pause.until > now:
            return False
        self._token = self.delivery.ledger.channels.begin_trial(
            self.delivery.mailer.name, holder=self.delivery.worker, ttl=TRIAL, now=now
        )
        return self._token is not None

    @property
    def is_trying(self) -> bool:
        """Whether nothing has gone through since the channel rested."""
        return self._token is not None

    def works(self) -> None:
        """A letter went through: everybody may send again."""
        if self._token is not None:
            self.delivery.ledger.channels.works(self.delivery.mailer.name)
            self.end()

    def end(self) -> None:
        """Let somebody else try, whatever came of it."""
        if self._token is not None:
            name, now = self.delivery.mailer.name, self.delivery.clock()
            self.delivery.ledger.channels.end_trial(name, self._token, now=now)
            self._token = None
