"""The month that is reported: the workbook as of its end, and as of the end of the one before."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import STEPS
from sheets_sync.planning.report.figures import Figures, figures_as_of
from sheets_sync.planning.report.hidden_names import HiddenNames, hidden_names
from sheets_sync.planning.report.month_rows import Records
from sheets_sync.planning.report.values import Copy, Span
from sheets_sync.registry.months_and_years import (
    add_months,
    fiscal_year,
    fiscal_year_first,
    month_last,
)
from sheets_sync.registry.people import NOBODY


@dataclass(frozen=True)
class Month:
    """What every section of the report is compiled from."""

    facts: RuleContext
    findings: Sequence[Finding]
    first: dt.date
    copy: Copy

    @cached_property
    def now(self) -> Figures:
        """As of the month's last day, or today where the month is not over."""
        return figures_as_of(self.facts, self.as_of)

    @cached_property
    def before(self) -> Figures:
        """As of the last day of the month before."""
        return figures_as_of(self.facts, self.first - dt.timedelta(days=1))

    @cached_property
    def records(self) -> Records:
        """The newest records as of now."""
        return Records(self.now)

    @cached_property
    def records_before(self) -> Records:
        """The newest records as of the end of the month before."""
        return Records(self.before)

    @property
    def as_of(self) -> dt.date:
        """The cut-off day."""
        return min(month_last(self.first), self.facts.snapshot.today)

    @property
    def span(self) -> Span:
        """The month so far."""
        return Span(self.first, self.as_of)

    @property
    def span_before(self) -> Span:
        """The month before."""
        return Span(add_months(self.first, -1), self.first - dt.timedelta(days=1))

    @property
    def year(self) -> Span:
        """The fiscal year so far."""
        return Span(fiscal_year_first(fiscal_year(self.first)), self.as_of)

    @property
    def small(self) -> int:
        """Groups of fewer people are small."""
        return self.facts.settings.reports.small_group

    @property
    def hides(self) -> bool:
        """Whether this copy hides what small groups scored, and who its members are."""
        return self.copy == "manager"

    def told(self, text: object) -> str:
        """What was typed as this copy may tell it; empty for nothing."""
        typed = str(text or "")
        return self._hidden_names.out_of(typed) if typed and self.hides else typed

    @cached_property
    def _hidden_names(self) -> HiddenNames:
        people = set(self.facts.rounds.members.person.tolist()) - {NOBODY}
        return hidden_names(self.facts.person_name(person) for person in people)

    @cached_property
    def listed(self) -> tuple[int, ...]:
        """The rounds that the tables show: all but those finished before the fiscal year."""
        return tuple(row for row in map(int, self.now.counted) if not self._is_history(row))

    def _is_history(self, row: int) -> bool:
        if self.now.rounds.status[row] != "completed":
            return False
        ended = self.now.ends_on[row] < np.datetime64(self.year.first)
        steps = self.now.progress.by_round
        return bool(ended) and all(steps[row, step].state == "complete" for step in STEPS)

    def identifier(self, row: int) -> str:
        """The ID of a round."""
        return self.now.rounds.identifier(row) or ""

    def name(self, row: int) -> str:
        """The name of a round, else its ID."""
        return self.told(self.facts.table("communities")["name"].at(row)) or self.identifier(row)

    def unit(self, row: int) -> str:
        """The unit of a round; empty where none is given."""
        return str(self.facts.table("communities")["unit"].at(row) or "")

    def coordinator(self, row: int) -> str:
        """Who answers for a round; empty where nobody is known."""
        person = int(self.facts.table("communities")["coordinator"].at(row))
        return "" if person == NOBODY else self.facts.person_name(person)
