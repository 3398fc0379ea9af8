"""Two rows say the same thing.

What it does
    Reports every row of members, experts, evaluations, follow-ups and attendance whose community
    or session, person and, where there is one, date stand in an earlier row already, and names
    that row. Somebody who left and joined again has two rows with good reason.

Why
    Steps 2, 3, 6 and 7 count people. Each counts once, so a second row changes nothing; but when
    the two differ nobody can tell which is right.

Example
    The same member twice in one community, once by number and once by name.

How to mend
    Keep the row that is right and delete the other one.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells, Mask
from sheets_sync.registry.equal_numbers import Numbers, numbered, repeated
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    for table in context.snapshot.tables.values():
        if len(table.tab.key) > 1:
            keys = [table[name] for name in table.tab.key]
            left = table.columns.get("left_on")
            today = context.snapshot.today
            _report(reporter, table, context.once(_again, table.tab.name, today, left, *keys))


def _report(reporter: Reporter, table: Table, first: Mapping[int, int]) -> None:
    reporter.rows(
        table,
        first,
        value=table["person"].shown,
        first=lambda row: table.rows.item(first[row]),
        first_sheet=lambda row: table.sheet(first[row]),
    )


def _again(_tab: str, today: dt.date, left: Cells | None, *keys: Cells) -> Mapping[int, int]:
    """The rows with the key of one above, each with that first row."""
    rows = np.flatnonzero(_comparable(today, left, keys))
    return repeated(rows, _one_number(cells.per_row()[rows] for cells in keys))


def _comparable(today: dt.date, left: Cells | None, keys: Sequence[Cells]) -> Mask:
    """The rows with a whole key, without memberships that have ended."""
    comparable = np.ones(len(keys[0].codes), dtype=np.bool_)
    for cells in keys:
        values, dated = cells.per_row(), cells.column.kind == "date"
        comparable &= ~np.isnat(values) if dated else (values != NOBODY) & (values != NOWHERE)
    if left is not None:
        comparable &= ~(left.per_row() <= np.datetime64(today))
    return comparable


def _one_number(parts: Iterable[NDArray[Any]]) -> Numbers:
    """One number for each key, the same for equal ones: far sooner compared than the parts."""
    number: Numbers = np.zeros(0, dtype=np.int64)
    for place, part in enumerate(parts):
        known = part.astype(np.int64)
        if place > 1:  # two numbers of rows fit into one; more are numbered anew
            number = numbered(number)
        number = known if not place else (number << 32) | (known & 0xFFFF_FFFF)
    return number
