"""The rows of a fiscal year as records of a workbook of their own: a registry like the present."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.planning.fiscal_year.closing import round_years
from sheets_sync.registry.cells import Cells, Mask
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table
from sheets_sync.registry.workbook import CellError, CellObject, RawCell

YearRecord = Mapping[str, RawCell]
_WHOLE = frozenset({"staff", "holidays"})
"""Tabs of which every row is copied: the old rows are read by them."""
_LEFT = frozenset({"settings"})
"""Tabs of which nothing is: codes and deadlines are of the present."""


@dataclass(frozen=True, slots=True)
class YearRows:
    """A copy of one year."""

    records: Mapping[str, tuple[YearRecord, ...]]
    """By tab."""
    undated: tuple[str, ...]
    """Rounds of which neither start nor end can be read: they are in no year's copy."""
    unreadable: tuple[str, ...]
    """Tabs that could not be read and are not in the copy."""


def year_rows(context: RuleContext, year: int) -> YearRows:
    """Everything that belongs to the rounds of that year, as it was typed."""
    years = round_years(context)
    rounds = {row for row, its_year in years.items() if its_year == year}
    tables = context.snapshot.tables
    records = {
        name: tuple(_record(table, int(row)) for row in np.flatnonzero(chosen))
        for name, table in tables.items()
        if len(table) and (chosen := _chosen(context, table, rounds, year)).any()
    }
    undated = (int(row) for row in context.rounds.rows if int(row) not in years)
    return YearRows(
        records,
        tuple(context.rounds.identifier(row) or "" for row in undated),
        tuple(name for name, table in tables.items() if table.state == "quarantined"),
    )


def _chosen(context: RuleContext, table: Table, rounds: set[int], year: int) -> Mask:
    """Which rows of a table belong to the year."""
    name = table.tab.name
    if name in _WHOLE:
        return np.ones(len(table), dtype=np.bool_)
    if name in _LEFT:
        return np.zeros(len(table), dtype=np.bool_)
    if name == "communities":
        return np.array([row in rounds for row in range(len(table))], dtype=np.bool_)
    if "community" in table.columns:
        return np.isin(table["community"].per_row(), [*rounds])
    if "session" in table.columns:
        sessions = context.table("sessions")
        community = np.append(sessions["community"].per_row(), NOWHERE)
        return np.isin(community[table["session"].per_row()], [*rounds])
    return np.array([*_of_months(table, year)], dtype=np.bool_)


def _of_months(table: Table, year: int) -> Iterator[bool]:
    """Of a tab with a day or month in each row: whether that lies in the year."""
    from sheets_sync.registry.months_and_years import fiscal_year

    dated = next(
        (cells for cells in table.columns.values() if cells.column.kind in {"month", "date"}), None
    )
    for row in range(len(table)):
        day = None if dated is None else dated.at(row)
        yield day is not None and not np.isnat(day) and fiscal_year(day.astype(object)) == year


def _record(table: Table, row: int) -> YearRecord:
    """The cells of a row as they were typed; a day that came as a number is a day again."""
    found: dict[str, RawCell] = {}
    for name, cells in table.columns.items():
        cell = cells.typed[cells.codes[row]]
        if cell is None or isinstance(cell, CellError | CellObject):
            continue
        found[name] = _day_of(cells, row, cell)
    return found


def _day_of(cells: Cells, row: int, cell: RawCell) -> RawCell:
    if cells.column.kind in {"date", "period", "month"} and isinstance(cell, int | float):
        value = cells.at(row)
        return cell if np.isnat(value) else value.astype("datetime64[D]").astype(object)
    return cell
