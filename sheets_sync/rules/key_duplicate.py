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

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import pairs
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells
from sheets_sync.registry.equal_numbers import repeated
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text_columns import numbered_folds

_NO_KEY = -1


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    for table in context.snapshot.tables.values():
        for column, first in table.once(_again).items():
            _report(reporter, table, column, first)


def _again(table: Table) -> Mapping[str, Mapping[int, int]]:
    """By the column that says so, every row that is called like one above, with the first such."""
    column = table.tab.identified_by
    if column is None:
        return {}
    found = {column: _repeated(_keys(table[column]))}
    if table.tab.alternative_key:
        number = table.tab.alternative_key[-1]
        found[number] = _repeated(_numbers(table, column, number))
    return found


def _report(reporter: Reporter, table: Table, column: str, first: Mapping[int, int]) -> None:
    reporter.cells(
        table,
        first,
        column,
        variant="message" if column == table.tab.identified_by else "number",
        first=lambda row: table.rows.item(first[row]),
        first_sheet=lambda row: table.sheet(first[row]),
    )


def _keys(cells: Cells) -> NDArray[np.int64]:
    """For every row a number that equal keys share."""
    if cells.column.kind == "reference":
        targets = cells.per_row().astype(np.int64)
        return np.where(targets == NOWHERE, _NO_KEY, targets)
    as_typed = np.array_equal(cells.values, cells.typed)
    by_typed = numbered_folds(cells.values, distinct=as_typed)  # None becomes -1
    return np.asarray(by_typed[cells.codes])


def _numbers(table: Table, column: str, number: str) -> NDArray[np.int64]:
    """Likewise for a session without an ID, by its community and number."""
    numbers = table[number].per_row()
    known = table[column].blank_rows() & ~np.isnan(numbers)
    whole = np.where(known, numbers, _NO_KEY).astype(np.int32)
    return pairs(table["community"].per_row(), whole)


def _repeated(keys: NDArray[np.int64]) -> Mapping[int, int]:
    """Every row whose key was there before, with the first row that has it."""
    rows = np.flatnonzero(keys != _NO_KEY)
    return repeated(rows, keys[rows])
