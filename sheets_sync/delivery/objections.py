"""What has come up since a letter was planned: a hold, the hour, a tick in the outbox tab."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sheets_sync.delivery.holds import named, stopping
from sheets_sync.delivery.mail_permission import is_in_window
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.message import Message, NoticeKey
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings


@dataclass(frozen=True, slots=True)
class Objections:
    """Asked right before each letter goes."""

    settings: Settings
    ledger: Ledger
    clock: Callable[[], dt.datetime]
    ticked: TickedLetters

    def to(self, message: Message) -> Skip | None:
        """Why this letter is not sent now. To an alarm nobody objects."""
        if isinstance(message.key, NoticeKey):
            return None
        holds = (
            hold for registry in message.registries for hold in stopping(self.ledger, registry)
        )
        hold = next(holds, None)
        if hold is not None:
            return Skip(message.key, "held", named(hold))
        is_real = self.settings.mail.transport == "smtp"
        if is_real and not is_in_window(self.settings, self.clock()):
            return Skip(message.key, "outside-window")
        return self.ticked.objection(message)
