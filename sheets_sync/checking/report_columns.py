"""Everything that the rules reported, as columns: in each an entry for every finding."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from sheets_sync.checking.reports import Report, TabPlace
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Objects, Rows
from sheets_sync.registry.equal_numbers import Numbers, as_one
from sheets_sync.registry.tables import Table


class ReportColumns:
    """The findings of all reports, in the order in which they were reported."""

    def __init__(self, context: RuleContext, reports: Sequence[Report]) -> None:
        self.context, self.reports = context, reports
        sizes = np.array([len(report.rows) for report in reports], dtype=np.intp)
        self._ends = np.cumsum(sizes)
        self.report: Rows = np.repeat(np.arange(len(reports)), sizes)
        """Which of the reports it is in."""
        self.place: Rows = np.arange(len(self.report)) - (self._ends - sizes)[self.report]
        """Where in its report it is."""

    def __len__(self) -> int:
        return len(self.report)

    def of_report(self, entries: Iterable[object]) -> Objects:
        """For every finding, the entry of its report."""
        return objects(entries)[self.report]

    def numbers(self, entries: Iterable[int]) -> Numbers:
        """For every finding, the number of its report."""
        return np.fromiter(entries, np.int64, len(self.reports))[self.report]

    @cached_property
    def tab(self) -> Numbers:
        """The place of its tab in the schema; -1 where it is of the workbook."""
        places = {name: place for place, name in enumerate(self.context.snapshot.schema.tabs)}
        return self.numbers(places.get(report.kind.tab, -1) for report in self.reports)

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """The titles of all sheets in which anything was found, in the order of their letters."""
        return tuple(sorted({title for report in self.reports for title in _sheets(report)}))

    @cached_property
    def sheet(self) -> Numbers:
        """Which of these it is in."""
        places = {title: place for place, title in enumerate(self.sheets)}
        sheet = self.numbers(places[_sheets(report)[0]] for report in self.reports)
        for table, here, rows in self._records:
            if len(table.sheets) > 1:
                of_table = np.array([places[title] for title in table.sheets])
                sheet[here] = of_table[table.sheet_of[rows]]
        return sheet

    @cached_property
    def row(self) -> Numbers:
        """The row's number in the spreadsheet; 0 where there is none."""
        places = [report.at for report in self.reports]
        row = self.numbers((isinstance(at, TabPlace) and at.row) or 0 for at in places)
        for table, here, rows in self._records:
            row[here] = table.rows[rows]
        return row

    @cached_property
    def position(self) -> Numbers:
        """The spreadsheet column of its cell, 1 at the left; 0 where it is not about a cell."""
        positions = [_positions(report) for report in self.reports]
        return np.concatenate([_NO_NUMBERS, *positions])

    @cached_property
    def cell(self) -> Numbers:
        """A number for every cell at which something was found; -1 where it is about no cell."""
        cell = as_one((self.tab, self.sheet, self.row, self.position))
        return np.where(self.position > 0, cell, -1)

    @cached_property
    def keys(self) -> Objects:
        """The key of its record; None where that has no usable one."""
        return self._of_records(self.context.records.keys)

    @cached_property
    def communities(self) -> Objects:
        """The ID of the community that its record belongs to, or None."""
        return self._of_records(self.context.records.communities)

    @cached_property
    def contents(self) -> Objects:
        """All that was typed in a row without a usable key; else nothing."""
        contents = np.full(len(self), "", dtype=object)
        keyless = is_none(self.keys)
        for table, here, rows in self._records:
            without = keyless[here]
            contents[here[without]] = table.contents(rows[without])
        return contents

    @cached_property
    def values(self) -> Objects:
        """What was typed."""
        return objects(chain.from_iterable(map(_values, self.reports)))

    @cached_property
    def suggestions(self) -> Objects:
        """What to type instead, where that can be told."""
        return objects(chain.from_iterable(report.suggestions for report in self.reports))

    @cached_property
    def details(self) -> Objects:
        """What tells apart several findings of one rule at one cell."""
        return objects(chain.from_iterable(report.details for report in self.reports))

    @cached_property
    def _records(self) -> Sequence[tuple[Table, Rows, Rows]]:
        """By table, the findings that are about its records, and their rows in it."""
        tables = {id(report.at): report.at for report in self.reports}
        numbers = {one: number for number, one in enumerate(tables)}
        table_of = self.numbers(numbers[id(report.at)] for report in self.reports)
        rows = np.concatenate([_NO_NUMBERS, *(report.rows for report in self.reports)])
        places = [np.flatnonzero(table_of == number) for number in range(len(tables))]
        return [
            (table, here, rows[here])
            for table, here in zip(tables.values(), places, strict=True)
            if isinstance(table, Table)
        ]

    def _of_records(self, ask: Callable[[Table, Rows], Objects]) -> Objects:
        answers = np.full(len(self), None, dtype=object)
        for table, here, rows in self._records:
            answers[here] = ask(table, rows)
        return answers


_NO_NUMBERS = np.empty(0, dtype=np.int64)


def _sheets(report: Report) -> tuple[str, ...]:
    return (report.at.sheet,) if isinstance(report.at, TabPlace) else report.at.sheets


def _positions(report: Report) -> Numbers:
    if isinstance(report.at, TabPlace):
        return np.array([report.at.position or 0])
    if report.column is None:
        return np.zeros(len(report.rows), dtype=np.int64)
    return report.at.positions_at(report.column, report.rows)


def _values(report: Report) -> Iterable[str | None]:
    if report.values is None and isinstance(report.at, Table):
        return (text or None for text in report.at[report.column or ""].shown_at(report.rows))
    return report.values or ()


def objects(entries: Iterable[object]) -> Objects:
    """As an array, even where the entries are sequences themselves."""
    listed = list(entries)
    made = np.empty(len(listed), dtype=object)
    made[:] = listed
    return made


def is_none(entries: Objects) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """For every entry, whether it is nothing."""
    return np.asarray(entries == None, dtype=np.bool_)  # noqa: E711  of every object
