"""The monthly report as one value; every rendering is made from it and from nothing else."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar, cast

from sheets_sync.planning.report.frozen import FrozenMonth
from sheets_sync.planning.report.indicators.values import NumberedIndicator
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.periods import period_name
from sheets_sync.planning.report.restated import Restatement
from sheets_sync.planning.report.values import Copy

Part = TypeVar("Part")
Standing: TypeAlias = Literal["open", "draft", "sent", "restated"]
"""Not over · not sent yet · as it was sent · otherwise than it was sent."""


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """Everything the report of one month says, in one copy."""

    month: dt.date
    """Its first day; of several months, that of the last."""
    months: int
    """How many months of the fiscal year up to this one: 1, or 3, 6, 9, 12."""
    as_of: dt.date
    """Its last day, or the day of compiling where the month is not over."""
    is_over: bool
    registry: str
    registry_name: str
    """What people call it: never the id, where they gave it a name."""
    agency: str
    copy: Copy
    small_group: int
    """Scores of fewer people than this are not shown to managers."""
    indicators: Mapping[int, NumberedIndicator]
    """All 27 by number."""
    sent_on: dt.date | None
    """The day it was first sent; None for a draft."""
    is_on_trial: bool
    """Whether mail only becomes files: it was made on that day, and the service sent it nobody."""
    restated: Restatement | None
    """What reads otherwise than in the report as it was sent."""
    restated_before: Restatement | None
    """What reads otherwise now of the period that stands beside it."""
    kept: FrozenMonth
    """What is to be remembered of this report once it is sent."""
    parts: Mapping[str, object]
    """What the sections say, each by the name of the function that compiled it."""

    @property
    def standing(self) -> Standing:
        """How far it is on its way to its readers."""
        if not self.is_over:
            return "open"
        if self.sent_on is None:
            return "draft"
        return "restated" if self.restated else "sent"

    @property
    def period(self) -> str:
        """`2026-10`, or `2026-03/6m` for the six months up to it."""
        return period_name(self.month, self.months)

    def part(self, compiled_by: Callable[[Month], Part]) -> Part:
        """What a function of a section compiled, in its own type."""
        return cast("Part", self.parts[compiled_by.__name__])

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — templates know no types
        """The same by name, as templates ask: `report.upcoming`."""
        if name == "parts" or name not in self.parts:
            raise AttributeError(name)
        return self.parts[name]
