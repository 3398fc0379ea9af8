"""What one delivery works with: ledger, mailer, oracle, clock, and the policy."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sheets_sync.delivery.sent_log import SentLog
from sheets_sync.delivery.unreachable_addresses import DAYS, REFUSALS
from sheets_sync.mail.checkpoints import Checkpoint, pass_by
from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.message import Letterhead, Message
from sheets_sync.mail.next_action import SETTLE
from sheets_sync.ports import Ledger, Mailer, Oracle

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DeliveryPolicy:
    """The conditions under which letters go out."""

    letterhead: Letterhead
    allowed_domains: frozenset[str] | None = None
    """Whoever is elsewhere gets nothing, whatever was planned; no check where there is none."""
    settle: dt.timedelta = SETTLE
    lease: dt.timedelta = dt.timedelta(minutes=20)
    per_run: int | None = None
    per_day: int | None = None
    first_wait: dt.timedelta = dt.timedelta(minutes=5)
    longest_wait: dt.timedelta = dt.timedelta(hours=4)
    refusals: int = REFUSALS
    """After so many an address gets no more letters until a person has looked."""
    unreachable_days: int = DAYS
    """And after so many days in a row on which its letters were put off."""
    attempts: int = 8
    """After so many a letter is refused: it would be tried for ever."""


@dataclass(frozen=True, slots=True)
class DeliveryContext:
    """Everything one delivery works with."""

    ledger: Ledger
    mailer: Mailer
    policy: DeliveryPolicy
    clock: Callable[[], dt.datetime]
    run: str
    worker: str
    oracle: Oracle | None = None
    checkpoint: Checkpoint = pass_by
    stopping: Callable[[], bool] = lambda: False
    """Asked between letters; the one in hand is always finished."""
    objection: Callable[[Message], Skip | None] = lambda _: None
    """Asked right before each letter: a tick in the outbox tab, a row filled meanwhile."""
    sent_log: SentLog | None = None
    """Where the letters are written down that reach people, besides the ledger."""

    told: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """By letter, what it tells, as that is written down with it."""

    def within(
        self,
        run: str,
        *,
        objection: Callable[[Message], Skip | None],
        stopping: Callable[[], bool],
        told: Mapping[str, str] = _NOTHING,
    ) -> "DeliveryContext":
        """The same for the letters of one run of the ledger."""
        return replace(self, run=run, objection=objection, stopping=stopping, told=told)
