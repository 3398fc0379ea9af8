"""What the service remembers from earlier runs, as the pure part needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class History:
    """The memory of one registry before this run."""

    rows_read: Mapping[str, int] = field(default_factory=dict)
    """By tab, the number of rows at the last good read."""
    confirmed: frozenset[str] = frozenset()
    """Codes of events that a person has confirmed."""


NOTHING_REMEMBERED = History()
