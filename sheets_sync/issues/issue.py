"""One thing that a person should know of, with its way out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sheets_sync.mail.ledger_records import Answer


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing a person should know of."""

    kind: str
    what: str
    """A sentence in the language of the terminal."""
    way_out: str
    unhealthy: bool
    facts: dict[str, object] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    """What `resolve` takes for it; a hold or a channel takes none but its name."""
    item: str = ""
    """What `resolve` calls it; empty where that can do nothing about it."""
    line: str = ""
    """The one among others of its kind: who it is about and what it is called."""
    way_out_of_all: str = ""
    """The way out of all of its kind at once; it names none of them."""


def urgent_first(found: Sequence[Issue]) -> list[Issue]:
    """What is unhealthy before what is not, otherwise as it was."""
    return sorted(found, key=lambda issue: not issue.unhealthy)
