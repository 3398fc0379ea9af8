"""What is asked of the ledger about a webhook: events, kept until they were told."""

import datetime as dt
from typing import Protocol

from sheets_sync.mail.hook_records import HookEvent, HookState, HookTry


class Hooks(Protocol):
    """What a webhook is still to be told, for every process that may tell it."""

    def add(self, event: HookEvent) -> bool:
        """Keep an event to be told at once; false where it is known, told or not."""
        ...

    def next_due(self) -> dt.datetime | None:
        """When the next try is due; nothing where nothing waits."""
        ...

    def claim(self, *, lease: dt.timedelta, now: dt.datetime) -> HookTry | None:
        """Take the oldest event that is due; nobody else gets it until the lease is over."""
        ...

    def taken(self, tried: HookTry, *, said: str, now: dt.datetime) -> None:
        """Write down that whoever listens has it."""
        ...

    def give_up(self, tried: HookTry, *, said: str, now: dt.datetime) -> None:
        """Write down that it is tried no more."""
        ...

    def defer(self, tried: HookTry, *, said: str, until: dt.datetime) -> None:
        """Try it again then; not where another process has meanwhile tried it."""
        ...

    def state(self) -> HookState:
        """What is behind, and why."""
        ...

    def forget(self, *, before: dt.datetime) -> int:
        """Remove what was settled before; how many."""
        ...
