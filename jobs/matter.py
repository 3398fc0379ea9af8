"""One thing that a person should know of, with its way out."""

from dataclasses import dataclass, field

from sheets_sync.records import Answer


@dataclass(frozen=True, slots=True)
class Matter:
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
