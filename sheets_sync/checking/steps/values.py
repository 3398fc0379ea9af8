"""A step of a round as the rest of the service sees it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

State: TypeAlias = Literal[
    "not_started", "in_progress", "complete", "overdue", "not_due", "unknown", "closed"
]

STEPS = (1, 2, 3, 4, 5, 6, 7)

NEEDED_TABS: Mapping[int, tuple[str, ...]] = {
    1: ("communities",),
    2: ("communities", "members", "staff"),
    3: ("communities", "experts", "staff"),
    4: ("communities", "plans"),
    5: ("communities", "plans", "sessions"),
    6: ("communities", "members", "staff", "plans", "sessions", "evaluations"),
    7: ("communities", "members", "staff", "plans", "sessions", "followups"),
}
"""The tabs without which nothing can be said about a step."""

STEP_TABS = tuple(dict.fromkeys(tab for tabs in NEEDED_TABS.values() for tab in tabs))
"""All of them: what stands in any other tab changes no step."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step is not green: a sentence of `templates/<language>/steps.toml` and its facts."""

    name: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one round."""

    community: str
    row: int
    """The round's row in `communities`."""
    number: int
    state: State
    done: int
    of: int
    due: dt.date | None
    reason: Reason
    missing: tuple[str, ...] = ()
    """What is missing: columns and elements by name, members and experts by staff ID."""
    exempt: int = 0
    """People who need not be evaluated or followed up, told beside every number of people."""
