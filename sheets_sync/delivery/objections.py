"""What has come up since a letter was planned: a hold, the hour, a tick in the outbox tab."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sheets_sync.delivery.channel_rest import HEARD_SECONDS
from sheets_sync.delivery.holds import named, stopping
from sheets_sync.delivery.mail_permission import is_in_window
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.ledger_records import Hold
from sheets_sync.mail.message import Message, NoticeKey
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings


@dataclass(slots=True)
class Objections:
    """Asked right before each letter goes."""

    settings: Settings
    ledger: Ledger
    clock: Callable[[], dt.datetime]
    ticked: TickedLetters
    _holds: dict[str, tuple[float, Hold | None]] = field(default_factory=dict, init=False)

    def to(self, message: Message) -> Skip | None:
        """Why this letter is not sent now. To an alarm nobody objects."""
        if isinstance(message.key, NoticeKey):
            return None
        holds = (self._stopping(registry) for registry in message.registries)
        hold = next(filter(None, holds), None)
        if hold is not None:
            return Skip(message.key, "held", named(hold))
        is_real = self.settings.mail.transport == "smtp"
        if is_real and not is_in_window(self.settings, self.clock()):
            return Skip(message.key, "outside-window")
        return self.ticked.objection(message)

    def _stopping(self, registry: str) -> Hold | None:
        """What stops the mail of a registry, asked again for letters a second later."""
        asked = time.monotonic()
        if registry not in self._holds or asked - self._holds[registry][0] >= HEARD_SECONDS:
            self._holds[registry] = asked, next(iter(stopping(self.ledger, registry)), None)
        return self._holds[registry][1]
