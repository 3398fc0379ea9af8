"""The month that is reported: the workbook as of its end, and as of the end of the one before."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import STEPS
from sheets_sync.planning.report.figures import Figures, figures_as_of
from sheets_sync.planning.report.frozen import FrozenMonth
from sheets_sync.planning.report.hidden_names import HiddenNames, hidden_names, without_marks
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.left_agency import left_since
from sheets_sync.planning.report.memory import NOTHING_KEPT, ReportMemory
from sheets_sync.planning.report.month_rows import Records
from sheets_sync.planning.report.shared import Shared
from sheets_sync.planning.report.shown_scores import EVERYTHING, ShownScores, shown_scores
from sheets_sync.planning.report.values import Copy, Span
from sheets_sync.registry.months_and_years import (
    add_months,
    fiscal_year,
    fiscal_year_first,
    month_last,
)
from sheets_sync.registry.people import NOBODY

REMEMBERED = dt.timedelta(days=400)
"""Whoever has the copies of a year may compare them."""


@dataclass(frozen=True)
class Month:
    """What every section of the report is compiled from: a month, or several up to one."""

    context: RuleContext
    findings: Sequence[Finding]
    first: dt.date
    """The first day of the month, the last one where there are several."""
    copy: Copy
    memory: ReportMemory = NOTHING_KEPT
    months: int = 1
    """How many months of the fiscal year up to this one."""
    registry: str = ""
    shared: Shared = field(default_factory=Shared, repr=False, compare=False)
    """What the other copy is made of, too."""

    @cached_property
    def now(self) -> Figures:
        """As of the month's last day, or today where the month is not over."""
        return self.figures_at(self.as_of)

    @cached_property
    def before(self) -> Figures:
        """As of the day before the month, or before the first of several, began."""
        return self.figures_at(self.span.first - dt.timedelta(days=1))

    @cached_property
    def records(self) -> Records:
        """The newest records as of now."""
        return self.view.records

    @property
    def as_of(self) -> dt.date:
        """The cut-off day."""
        return min(month_last(self.first), self.context.snapshot.today)

    @property
    def span(self) -> Span:
        """The month so far, or all the months."""
        return Span(add_months(self.first, 1 - self.months), self.as_of)

    @property
    def span_before(self) -> Span:
        """The month before; of several months the same ones a year before."""
        if self.months == 1:
            return Span(add_months(self.first, -1), self.first - dt.timedelta(days=1))
        return Span(add_months(self.span.first, -12), month_last(add_months(self.first, -12)))

    @property
    def year(self) -> Span:
        """The fiscal year so far."""
        return Span(fiscal_year_first(fiscal_year(self.first)), self.as_of)

    @cached_property
    def view(self) -> View:
        """What the indicators of the month look at."""
        return self._view(self.span)

    @cached_property
    def view_before(self) -> View:
        """What those of the month before look at."""
        return self._view(self.span_before, is_now=False)

    @cached_property
    def view_year(self) -> View:
        """What those of the fiscal year so far look at."""
        return self._view(self.year)

    def view_of(self, first: dt.date) -> View:
        """What the indicators of another month, up to the cut-off, look at."""
        return self._view(Span(first, min(month_last(first), self.as_of)), months=1, is_now=False)

    def _view(self, span: Span, *, months: int = 0, is_now: bool = True) -> View:
        start = self.figures_at(span.first - dt.timedelta(days=1))
        end = self.figures_at(span.last)
        return View(
            self.context,
            self.findings,
            self.memory,
            span,
            end,
            start,
            self.shared.records_of(end),
            months=months or self.months,
            is_now=is_now,
        )

    def figures_at(self, day: dt.date) -> Figures:
        """The figures as a day left them, made once."""
        known = self.shared.figures
        if day not in known:
            known[day] = figures_as_of(self.context, day, self._left_since)
        return known[day]

    @cached_property
    def _left_since(self) -> Mapping[int, dt.date]:
        """By row of `staff`, when a check first saw that the person had left."""
        return left_since(self.findings, self.context.snapshot, self.registry, self.memory.findings)

    @property
    def small(self) -> int:
        """Groups of fewer people are small."""
        return self.context.settings.reports.small_group

    @property
    def hides(self) -> bool:
        """Whether this copy hides what small groups scored, and names nobody."""
        return self.copy == "manager"

    @cached_property
    def scores(self) -> ShownScores:
        """Which scores the copy may tell."""
        if not self.hides:
            return EVERYTHING
        return shown_scores(
            self.view,
            self.view_before,
            self.view_year,
            registry=self.registry,
            small=self.small,
            past=[kept.atoms for kept in self._copies_before],
        )

    @property
    def _copies_before(self) -> list[FrozenMonth]:
        """The managers' copies of the last year, the latest first."""
        kept = [
            one
            for (_, copy), one in self.memory.frozen.items()
            if copy == "manager" and one.as_of >= self.as_of - REMEMBERED
        ]
        kept.sort(key=lambda one: one.compiled_on)  # those of one day stay in their order
        return kept[::-1]

    def without_names(self, text: object) -> str:
        """What was typed, without people's names where the copy names nobody; empty for nothing."""
        typed = str(text or "")
        return self._hidden_names.out_of(typed) if typed and self.hides else typed

    def without_people(self, text: object) -> str:
        """Running text without what leads to anybody, where the copy names nobody.

        Nothing of it where names cannot be told from other words, as nobody knows the staff.
        """
        kept = self.without_names(text)
        if not self.hides:
            return kept
        staff = self.context.table("staff")
        return without_marks(kept, self._staff_numbers) if staff.usable else ""

    @cached_property
    def _staff_numbers(self) -> frozenset[str]:
        numbers = self.context.table("staff")["staff_id"].per_row()
        return frozenset(str(number).casefold() for number in numbers if number)

    @cached_property
    def _hidden_names(self) -> HiddenNames:
        everybody = range(len(self.context.table("staff")))
        return hidden_names(map(self.context.person_name, everybody))

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
        typed = self.context.table("communities")["name"].at(row)
        return self.without_names(typed) or self.identifier(row)

    def called(self, row: int) -> str:
        """The same in a sentence: with its ID where another round has that name, too."""
        name = self.name(row)
        return f"{name} ({self.identifier(row)})" if self._names[name] > 1 else name

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(self.name(row) for row in map(int, self.now.rounds.rows))

    def unit(self, row: int) -> str:
        """The unit of a round; empty where none is given."""
        return self.without_names(self.context.table("communities")["unit"].at(row))

    def coordinator(self, row: int) -> str | None:
        """Who answers for a round; empty where nobody is known, None where the copy hides it."""
        person = int(self.context.table("communities")["coordinator"].at(row))
        if person == NOBODY:
            return ""
        return None if self.hides else self.context.person_name(person)
