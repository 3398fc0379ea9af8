"""Rules and how they report: cells, rows and tabs, many at a time or one."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reports import (
    NO_RECORD,
    Report,
    ReportKind,
    TabPlace,
    for_each,
    for_one,
)
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Mask, Objects, Rows
from sheets_sync.registry.schema import Kind
from sheets_sync.registry.tables import Table

Check: TypeAlias = Callable[[RuleContext, "Reporter"], None]
Where: TypeAlias = Mask | NDArray[np.integer] | Iterable[int]
"""Rows of a table: a mask over all of them, or their positions."""
Said: TypeAlias = Any
"""Of every row the same, or an array over the table, or a function of the row."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue. Its page is the docstring of its module."""

    name: str
    severity: Severity
    step: int | None
    work: bool
    """Whether it reports work not done, as against data that are wrong."""
    check: Callable[[RuleContext, "Reporter"], None]
    page: str


def rule(
    severity: Severity, *, step: int | None = None, work: bool = False
) -> Callable[[Check], Rule]:
    """Make a rule of a function `check(context, reporter)`, in a module named after the problem."""

    def make(check: Check) -> Rule:
        module = sys.modules[check.__module__]
        name = check.__module__.rpartition(".")[2].replace("_", "-")
        return Rule(name, severity, step, work, check, module.__doc__ or "")

    return make


@dataclass(slots=True)
class Reporter:
    """Collects what one rule finds."""

    context: RuleContext
    rule: Rule
    severity: Severity
    reports: list[Report] = field(default_factory=list)

    def cells(
        self,
        table: Table,
        where: Where,
        column: str | Objects | NDArray[np.str_],
        *,
        value: Said = None,
        suggestion: Said = None,
        detail: Said = "",
        step: int | None = None,
        **facts: Said,
    ) -> None:
        """A finding at one cell of each row; its value is what stands there, unless one is given.

        Where the column is not the same for all rows, an array over the table names it.
        """
        rows = _rows(where)
        if isinstance(column, str):
            parts: Iterable[tuple[str, Rows]] = [(column, rows)]
        else:
            named = column[rows]
            parts = [(name, rows[named == name]) for name in sorted(set(named.tolist()))]
        for name, part in parts:
            values = None if value is None else for_each(value, part)
            self._add_rows(table, part, name, values, suggestion, detail, step, facts)

    def rows(
        self,
        table: Table,
        where: Where,
        *,
        value: Said = None,
        suggestion: Said = None,
        detail: Said = "",
        step: int | None = None,
        **facts: Said,
    ) -> None:
        """A finding about each whole row, or about rows that should be there and are not."""
        rows = _rows(where)
        values = for_each(value, rows)
        self._add_rows(table, rows, None, values, suggestion, detail, step, facts)

    def cell(self, table: Table, row: int, column: str, **said: Said) -> None:
        """A finding at one cell; else as for many."""
        self.cells(table, (row,), column, **said)

    def row(self, table: Table, row: int, **said: Said) -> None:
        """A finding about one row; else as for many."""
        self.rows(table, (row,), **said)

    def problems(self, *kinds: Kind, but: Mapping[str, Mask] | None = None) -> None:
        """A finding for each problem that cells met when they were read, and this rule reports.

        Such a rule decides nothing: it says above its function which file of the registry does.
        `but` has, by tab, the rows of which it says nothing.
        """
        for table, column in self.context.columns_with.get(self.rule.name, ()):
            cells = table[column]
            if not kinds or cells.column.kind in kinds:
                rows = cells.rows_with(self.rule.name)
                if but is not None and table.tab.name in but:
                    rows = rows[~but[table.tab.name][rows]]
                self._add_problems(table, column, rows)

    def tab(
        self,
        tab: str,
        sheet: str | None = None,
        *,
        row: int | None = None,
        column: str | None = None,
        position: int | None = None,
        value: str | None = None,
        suggestion: str | None = None,
        detail: str = "",
        **facts: object,
    ) -> None:
        """A finding about a tab, its headings, or the workbook."""
        if sheet is None:
            labels = self.context.snapshot.schema.tabs[tab].words if tab else None
            sheet = labels.label(self.context.settings.language) if labels else ""
        self._add(
            Report(
                self._kind(tab, None),
                TabPlace(sheet, row, position),
                NO_RECORD,
                column,
                [value],
                [suggestion],
                [detail],
                lambda _: facts,
            )
        )

    def _add_rows(
        self,
        table: Table,
        rows: Rows,
        column: str | None,
        values: Sequence[str | None] | None,
        suggestion: Said,
        detail: Said,
        step: int | None,
        facts: Mapping[str, Said],
    ) -> None:
        if not len(rows):  # most rules find nothing in most columns
            return

        def of_one(place: int) -> Mapping[str, object]:
            row = rows.item(place)
            return {name: for_one(fact, row) for name, fact in facts.items()}

        self._add(
            Report(
                self._kind(table.tab.name, self.rule.step if step is None else step),
                table,
                rows,
                column,
                values,
                for_each(suggestion, rows),
                for_each(detail, rows),
                of_one,
            )
        )

    def _add_problems(self, table: Table, column: str, rows: Rows) -> None:
        problems_of = table[column].problems[self.rule.name]
        found = [problems_of[code] for code in table[column].codes[rows].tolist()]
        problems = [problem for several in found for problem in several]
        self._add(
            Report(
                self._kind(table.tab.name, self.rule.step),
                table,
                np.repeat(rows, [len(several) for several in found]),
                column,
                None,
                [problem.suggestion for problem in problems],
                [problem.detail for problem in problems],
                lambda place: problems[place].facts,
            )
        )

    def _kind(self, tab: str, step: int | None) -> ReportKind:
        return ReportKind(self.rule.name, self.severity, self.rule.work, step, tab)

    def _add(self, report: Report) -> None:
        if len(report.rows):
            self.reports.append(report)


def _rows(where: Where) -> Rows:
    """The rows meant, ascending where they are told by a mask."""
    if not isinstance(where, np.ndarray):
        return np.fromiter(where, np.intp)
    return np.flatnonzero(where) if where.dtype == np.bool_ else where.astype(np.intp)
