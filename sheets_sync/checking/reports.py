"""What rules report: rows of a table in which the same thing is wrong, and what is so in each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.registry.cells import Rows
from sheets_sync.registry.tables import Table

FactsOf: TypeAlias = Callable[[int], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class TabPlace:
    """A place that is no record: a tab, one of its headings, or the workbook."""

    sheet: str
    """The title of the sheet; the tab's own label where no sheet is there."""
    row: int | None = None
    position: int | None = None
    """The spreadsheet column, 1 at the left."""


NO_RECORD: Rows = np.zeros(1, dtype=np.intp)
"""The one row of a report about a place that is no record."""


@dataclass(frozen=True, slots=True)
class ReportKind:
    """What all findings of a report have in common."""

    rule: str
    severity: Severity
    work: bool
    step: int | None
    tab: str


@dataclass(frozen=True, slots=True)
class Report:
    """Findings of one rule at one column of a table, at its rows, or at a place that is no record.

    What differs from finding to finding is a sequence of their number.
    """

    kind: ReportKind
    at: Table | TabPlace
    rows: Rows
    """The rows of the table, each as often as there is something to say of it."""
    column: str | None
    values: Sequence[str | None] | None
    """What was typed; where nothing is given, what stands in the column."""
    suggestions: Sequence[str | None]
    details: Sequence[str]
    facts: FactsOf
    """More for the sentence of the finding at a place among the rows."""


def for_each(said: object, rows: Rows) -> list[Any]:
    """What is said of each row: by an array over the table, a function of the row, or of all."""
    if isinstance(said, np.ndarray):
        found: list[Any] = said[rows].astype(object).tolist()
        return found
    if callable(said):
        return [said(row) for row in rows.tolist()]
    return [said] * len(rows)


def for_one(said: object, row: int) -> object:
    """What is said of one row."""
    if isinstance(said, np.ndarray):
        return said.item(row)
    return said(row) if callable(said) else said
