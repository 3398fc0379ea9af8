"""Two rows have the same key.

What it does
    Reports every row of staff, communities, plans and sessions whose key stands in an earlier row
    already, and names that row. For sessions without an ID the key is the community and the
    number. The first row counts.

Why
    Two people, communities or sessions under one key cannot be told apart: members and records
    of steps 2 to 7 would count for the wrong one.

Example
    C-007 for two communities, because a row was copied.

How to mend
    Give the later row a key of its own, or delete it if it is a copy.
"""

from collections.abc import Iterator

import numpy as np

from sheets_sync.facts import Facts, Report, rule
from sheets_sync.findings import Severity
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold


@rule(Severity.ERROR)
def check(facts: Facts, report: Report) -> None:
    for table in facts.snapshot.tables.values():
        column = table.tab.identified_by
        if column is None or not len(table):
            continue
        for row, first in _repeated(_keys(table, column)):
            _report(report, table, row, column, first)
        if table.tab.name == "sessions":
            for row, first in _repeated(_numbers(table, column)):
                _report(report, table, row, "number", first)


def _report(report: Report, table: Table, row: int, column: str, first: int) -> None:
    report.cell(
        table,
        row,
        column,
        variant="number" if column == "number" else "message",
        first=int(table.rows[first]),
        first_sheet=table.sheet(first),
    )


def _keys(table: Table, column: str) -> Iterator[tuple[int, object]]:
    """Row and key of every row that has one that can be used."""
    cells = table[column]
    if cells.column.kind == "reference":
        for row, target in enumerate(cells.per_row().tolist()):
            if target != NOWHERE:
                yield row, target
        return
    folded = [None if value is None else fold(value) for value in cells.values]
    for row, code in enumerate(cells.codes.tolist()):
        if folded[code] is not None:
            yield row, folded[code]


def _numbers(table: Table, column: str) -> Iterator[tuple[int, object]]:
    """Row, community and number of every session without an ID."""
    community, number = table["community"].per_row(), table["number"].per_row()
    known = table[column].blank_rows() & (community != NOWHERE) & ~np.isnan(number)
    for row in map(int, np.flatnonzero(known)):
        yield row, (int(community[row]), float(number[row]))


def _repeated(keys: Iterator[tuple[int, object]]) -> Iterator[tuple[int, int]]:
    """Every row whose key was there before, with the first row that has it."""
    seen: dict[object, int] = {}
    for row, key in keys:
        first = seen.setdefault(key, row)
        if first != row:
            yield row, first
