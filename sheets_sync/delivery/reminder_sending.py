"""What the reminders of one moment are sent with, and what became of them."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.errors import MailError
from sheets_sync.letters import LetterContext
from sheets_sync.mail.delivery import Receipt, Skip
from sheets_sync.mail.ledger_records import Pause
from sheets_sync.mail.message import Message, NoticeKey
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.ports import ReturnMailbox
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import Settings


@dataclass(frozen=True, slots=True)
class ReminderResult:
    """A plan, and what became of it."""

    plan: ReminderPlan
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    """By registry."""
    receipt: Receipt | None = None
    """None where nothing was to be sent."""
    messages: tuple[Message, ...] = ()
    note: str = ""
    """Why nothing was sent: a sentence of `letters.terminal`."""
    unsendable: tuple[Skip, ...] = ()
    """Alarms that there is nobody to send to; where one only looks, what would not go now."""
    channel: str = ""
    rest: Pause | None = None
    """Why the channel rests after this run, and until when."""

    @property
    def alarms_sent(self) -> int:
        """How many alarms went out now."""
        sent = self.receipt.sent if self.receipt else ()
        return sum(isinstance(key, NoticeKey) for key in sent)


@dataclass(frozen=True, slots=True)
class ReminderSending:
    """What the reminders of one moment are sent with; everything is opened already."""

    settings: Settings
    delivery: DeliveryContext
    letter_context: LetterContext
    ticked: TickedLetters
    now: dt.datetime
    """The moment of the call, in the agency's time zone."""
    returns: ReturnMailbox | None = None
    """Where letters come back to; none where nobody looks."""
    tell: Callable[[MailError], object] = lambda _: None
    """Is told what failed and stops nothing."""
    looking: bool = False
    """Whether the day was chosen: then no guard writes anything down."""
