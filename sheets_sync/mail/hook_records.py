"""What a webhook is told, as the ledger keeps it until it was told."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HookEvent:
    """One event for whoever listens; its body is the same at every try, and names nobody."""

    id: str
    """The same at every try: whoever was told twice knows it by that."""
    type: str
    """`check.done`, `report.out` or `person.needed`."""
    body: str
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class HookTry:
    """An event that this process alone may tell now."""

    event: HookEvent
    attempt: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class HookState:
    """How far the webhook is behind."""

    waiting: int = 0
    """Events that were tried and are to be tried again."""
    given_up: int = 0
    """Events given up since one was last taken."""
    since: dt.datetime | None = None
    """When the oldest of both was made."""
    said: str = ""
    """What came of the newest try: a number of HTTP, or the name of a fault."""
    next_at: dt.datetime | None = None
