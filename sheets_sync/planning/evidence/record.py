"""A row of a tab as it is handed up: its cells as they are meant, else as they were typed."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from sheets_sync.checking.findings import Named
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.people import NOBODY

Meant: TypeAlias = str | bool | float | dt.date | dt.time | Named | tuple[str, ...]
"""Of a cell: a text, yes or no, a number, a day, a time, a choice, or several people or areas."""


@dataclass(frozen=True, slots=True)
class Told:
    """One cell; None where nothing was typed."""

    column: str
    value: Meant | None


@dataclass(frozen=True, slots=True)
class Record:
    """One row."""

    tab: str
    told: tuple[Told, ...]

    def __getitem__(self, column: str) -> Meant | None:
        return next((one.value for one in self.told if one.column == column), None)


def record(facts: RuleContext, tab: str, row: int, columns: tuple[str, ...]) -> Record:
    """These columns of one row."""
    return Record(tab, tuple(Told(one, meant(facts, tab, one, row)) for one in columns))


def meant(facts: RuleContext, tab: str, column: str, row: int) -> Meant | None:
    """What one cell means; what cannot be read stands as it was typed."""
    cells = facts.table(tab)[column]
    if cells.is_blank(row):
        return None
    value, kind = cells.at(row), cells.column.kind
    typed = cells.shown(row)
    match kind:
        case "date" | "period" | "month":
            return typed if pd.isna(value) else pd.Timestamp(value).date()
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
            return typed if pd.isna(value) else float(value)
        case "time":
            return value if isinstance(value, dt.time) else typed
    return typed
