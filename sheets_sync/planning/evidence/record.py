"""A row of a tab as it is handed up: its cells as they are meant, else as they were typed."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from sheets_sync.checking.findings import Finding, Named, Severity
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.people import NOBODY

Meant: TypeAlias = str | bool | float | dt.date | dt.time | Named | tuple[str, ...]
"""Of a cell: a text, yes or no, a number, a day, a time, a choice, or several people or areas."""


@dataclass(frozen=True, slots=True)
class RecordCell:
    """One cell; None where nothing was typed."""

    column: str
    value: Meant | None
    is_doubtful: bool = False
    """Whether the checks say that this cannot be right, or hardly."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row."""

    tab: str
    told: tuple[RecordCell, ...]
    is_repeated: bool = False
    """Whether a row above says the same, which alone counts."""

    def __getitem__(self, column: str) -> Meant | None:
        return self.cell(column).value

    def cell(self, column: str) -> RecordCell:
        """The cell of one column; an empty one where the record has none."""
        return next((one for one in self.told if one.column == column), RecordCell(column, None))


Doubts: TypeAlias = Collection[tuple[str, str | None]]
"""By sheet and A1 address, the cells whose value is in doubt."""


Repeated: TypeAlias = Collection[tuple[str, int | None]]
"""By sheet and number, the rows that say again what a row above says."""


def doubts_of(findings: Iterable[Finding]) -> Doubts:
    """The cells that the checks say are wrong, or probably so; work not done is no doubt."""
    return frozenset(
        (one.sheet, one.cell)
        for one in findings
        if one.value and not one.work and one.severity is not Severity.INFO
    )


def repeated_rows(findings: Iterable[Finding]) -> Repeated:
    """The rows that the checks say repeat one above."""
    return frozenset((one.sheet, one.row) for one in findings if one.rule == "row-duplicate")


def record(
    facts: RuleContext, tab: str, row: int, columns: tuple[str, ...], doubts: Doubts
) -> Record:
    """These columns of one row."""
    return Record(tab, tuple(told(facts, tab, one, row, doubts) for one in columns))


def told(facts: RuleContext, tab: str, column: str, row: int, doubts: Doubts) -> RecordCell:
    """One cell of a row."""
    table, value = facts.table(tab), meant(facts, tab, column, row)
    is_doubtful = value is not None and (table.sheet(row), table.cell(row, column)) in doubts
    return RecordCell(column, value, is_doubtful)


def meant(facts: RuleContext, tab: str, column: str, row: int) -> Meant | None:
    """What one cell means; what cannot be read stands as it was typed."""
    cells = facts.table(tab)[column]
    if cells.is_blank(row):
        return None
    value, kind = cells.at(row), cells.column.kind
    typed = cells.shown(row)
    match kind:
        case "date" | "period" | "month":
            return typed if np.isnat(value) else value.astype("datetime64[D]").item()
        case "person":
            return typed if value == NOBODY else facts.person_name(int(value))
        case "people":
            people = tuple(facts.person_name(int(one)) for one in value or () if one != NOBODY)
            return people or typed
        case "areas":
            return tuple(value) if value else typed
        case "choice":
            return Named(tab, column, str(value)) if isinstance(value, str) and value else typed
        case "yes_no":
            return bool(value) if isinstance(value, bool) else typed
        case "number":
            return typed if np.isnan(value) else float(value)
        case "time":
            return value if isinstance(value, dt.time) else typed
    return typed
