"""Which fiscal year is being closed, its rounds, and what each of them lacks."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import STEPS, Step
from sheets_sync.registry.months_and_years import fiscal_year, fiscal_year_first

_LAST_MONTH = 9
_OPEN = frozenset({"active", "draft"})
_DONE = frozenset({"complete", "closed"})


class YearDays(Protocol):
    """When the close of a year is told of; the settings under `year` say it."""

    @property
    def show_before_days(self) -> int:
        """So many days before the first of October."""
        ...

    @property
    def show_after_days(self) -> int:
        """So many days from then on."""
        ...


@dataclass(frozen=True, slots=True)
class RoundToClose:
    """A round that is not closed, though its year is over or nearly so."""

    community: str
    row: int
    """In `communities`."""
    missing: tuple[Step, ...]
    """The steps that are not complete; none where only the status is to be set."""


def closing_year(today: dt.date) -> int:
    """The fiscal year (B.E.) to close; from October to December the one that is just over."""
    year = fiscal_year(today)
    return year if today.month <= _LAST_MONTH else year - 1


def is_season(today: dt.date, days: YearDays) -> bool:
    """Whether the to-do tab speaks of the close of the year."""
    first = fiscal_year_first(closing_year(today) + 1)
    before, after = (first - today).days, (today - first).days
    return before <= days.show_before_days if before > 0 else after < days.show_after_days


def round_years(context: RuleContext) -> dict[int, int]:
    """By row of every round, the fiscal year that it belongs to: that of its end, else its start.

    A round of which neither can be read belongs to none.
    """
    communities = context.table("communities")
    starts, ends = communities["starts_on"].per_row(), communities["ends_on"].per_row()
    days = np.where(np.isnat(ends), starts, ends)
    return {
        int(row): fiscal_year(days[row].astype(object))
        for row in context.rounds.rows
        if not np.isnat(days[row])
    }


def rounds_to_close(context: RuleContext, year: int) -> Iterator[RoundToClose]:
    """Every open round of that year or of one before, the older first, as the sheet has them."""
    for row, its_year in sorted(round_years(context).items(), key=lambda one: one[1]):
        if its_year > year or context.rounds.status[row] not in _OPEN:
            continue
        steps = (context.progress.by_round[row, number] for number in STEPS)
        missing = tuple(step for step in steps if step.state not in _DONE)
        yield RoundToClose(context.rounds.identifier(row) or "", row, missing)
