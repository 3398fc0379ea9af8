"""The monthly report as one value; every rendering is made from it and from nothing else."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sheets_sync.steps import Reason, State

Copy: TypeAlias = Literal["manager", "hr"]
"""Whose copy: the manager's names no member, and hides what small groups scored."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many."""

    n: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is nothing to divide by."""
        return self.n / self.of if self.of else None

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.n + other.n, self.of + other.of)


NOTHING = Ratio(0, 0)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One headline figure, its month before, and the fiscal year so far."""

    name: str
    """Its label and definition are in `templates/<language>/report.toml` under this name."""
    now: Ratio
    before: Ratio
    year: Ratio
    is_count: bool = False
    """Only `n` counts; `of` is zero."""


@dataclass(frozen=True, slots=True)
class StepBar:
    """How many rounds have completed one step, of those where it is due."""

    step: int
    done: Ratio


@dataclass(frozen=True, slots=True)
class StepCell:
    """One step of one community in the heat map."""

    state: State
    done: int
    of: int
    due: dt.date | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class CommunityLine:
    """One round in the tables."""

    community: str
    name: str
    unit: str
    coordinator: str
    status: str | None
    steps: tuple[StepCell, ...]
    members: int
    exempt: int
    sessions: Ratio
    """Held, of those planned and not cancelled."""
    evaluated: Ratio
    followed_up: Ratio
    passed: Ratio | None
    """None where the group is too small to be shown in this copy."""
    applied: Ratio | None
    gain: float | None
    """Mean of post minus pre as a share of the full score, matched pairs only."""

    @property
    def complete(self) -> int:
        """How many of the seven steps are complete."""
        return sum(step.state == "complete" for step in self.steps)


@dataclass(frozen=True, slots=True)
class Decision:
    """A community that needs somebody to act, and who that is."""

    community: str
    name: str
    coordinator: str
    step: int
    days_late: int
    reason: Reason
    steps_late: int


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence of what changed: its name in `report.toml` and its facts."""

    name: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Share:
    """A label of the schema with its count, as in the ten areas or the eight elements."""

    name: str
    done: Ratio


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What the month after has in store."""

    day: dt.date
    community: str
    name: str
    kind: Literal["session", "step"]
    step: int | None
    topic: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What people asked the report to say."""

    problems: str
    suggestions: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that no figure counts, and the rule that says why."""

    sheet: str
    rule: str
    rows: int


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """Everything the report of one month says, in one copy."""

    month: dt.date
    """Its first day."""
    as_of: dt.date
    """Its last day, or the day of compiling where the month is not over."""
    registry: str
    agency: str
    copy: Copy
    changes: tuple[Change, ...]
    indicators: tuple[Indicator, ...]
    steps: tuple[StepBar, ...]
    decisions: tuple[Decision, ...]
    communities: tuple[CommunityLine, ...]
    areas: tuple[Share, ...]
    elements: tuple[Share, ...]
    units: tuple[Share, ...]
    """By unit, steps complete of steps due."""
    remarks: tuple[Remark, ...]
    upcoming: tuple[Upcoming, ...]
    left_out: tuple[LeftOut, ...]
    quality: Ratio
    """Rows without an error of a data rule, of all rows."""
    missing_people: Mapping[str, Mapping[int, tuple[str, ...]]]
    """HR's copy only: by community and step 6 or 7, the names of those without a record."""
    small_group: int
    """Scores of fewer people than this are not shown to managers."""
