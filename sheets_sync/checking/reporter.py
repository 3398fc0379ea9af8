"""Rules and what they report: findings at cells, rows and tabs."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Problem
from sheets_sync.registry.schema import Kind
from sheets_sync.registry.tables import Table

Check: TypeAlias = Callable[[RuleContext, "Reporter"], None]


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
    found: list[Finding] = field(default_factory=list)
    _columns: dict[tuple[int, str], Any] = field(default_factory=dict)

    def cell(
        self,
        table: Table,
        row: int,
        column: str,
        *,
        suggestion: str | None = None,
        detail: str = "",
        step: int | None = None,
        value: str | None = None,
        **facts: object,
    ) -> None:
        """A finding at one cell; its value is what was typed there, unless another is given."""
        typed = table[column].shown(row)
        self._at(
            table,
            row,
            column,
            table.cell(row, column),
            value=value if value is not None else (typed or None),
            suggestion=suggestion,
            detail=detail,
            step=step,
            facts=facts,
        )

    def problem(self, table: Table, row: int, column: str, problem: Problem) -> None:
        """A finding at one cell, for a problem met when the cell was read."""
        self._at(
            table,
            row,
            column,
            table.cell(row, column),
            value=table[column].shown(row) or None,
            suggestion=problem.suggestion,
            detail=problem.detail,
            step=None,
            facts=problem.facts,
        )

    def row(
        self,
        table: Table,
        row: int,
        *,
        detail: str = "",
        step: int | None = None,
        suggestion: str | None = None,
        value: str | None = None,
        **facts: object,
    ) -> None:
        """A finding about a whole row, or about rows that should be there and are not."""
        self._at(
            table,
            row,
            None,
            None,
            value=value,
            suggestion=suggestion,
            detail=detail,
            step=step,
            facts=facts,
        )

    def tab(
        self,
        tab: str,
        sheet: str | None = None,
        *,
        row: int | None = None,
        column: str | None = None,
        cell: str | None = None,
        value: str | None = None,
        suggestion: str | None = None,
        detail: str = "",
        **facts: object,
    ) -> None:
        """A finding about a tab, its headings, or the workbook."""
        schema = self.context.snapshot.schema
        label = schema.tabs[tab].words.label(self.context.settings.language) if tab else ""
        self.found.append(
            Finding(
                self.rule.name,
                self.severity,
                tab,
                sheet if sheet is not None else label,
                row=row,
                column=column,
                cell=cell,
                value=value,
                suggestion=suggestion,
                detail=detail,
                facts=facts,
                work=self.rule.work,
            )
        )

    def _at(
        self,
        table: Table,
        row: int,
        column: str | None,
        cell: str | None,
        *,
        value: str | None,
        suggestion: str | None,
        detail: str,
        step: int | None,
        facts: Mapping[str, object],
    ) -> None:
        key = self.context.key(table, row)
        self.found.append(
            Finding(
                self.rule.name,
                self.severity,
                table.tab.name,
                table.sheet(row),
                row=int(table.rows[row]),
                column=column,
                cell=cell,
                key=key,
                community=self.context.community_of(table, row),
                step=step if step is not None else self.rule.step,
                value=value,
                suggestion=suggestion,
                detail=detail,
                content="" if key is not None else table.content(row),
                facts=facts,
                work=self.rule.work,
            )
        )


def cells_with(
    context: RuleContext, rule: str, *kinds: Kind
) -> Iterator[tuple[Table, str, int, Problem]]:
    """Every cell whose reading met the problem that `rule` reports, once for each problem.

    Such a rule decides nothing: it says above its function which file of the registry does.
    """
    for table, column in context.columns_with.get(rule, ()):
        cells = table[column]
        if kinds and cells.column.kind not in kinds:
            continue
        for row in cells.rows_with(rule).tolist():
            for problem in cells.problems_at(rule, row):
                yield table, column, row, problem
