"""A cell that every row needs is blank.

What it does
    Reports a blank cell, or one with nothing but a placeholder such as "-" or รอข้อมูล, in a
    required column of a row that has anything else.

Why
    These are the facts that the handbook asks of every community: its topic, area, benefit and
    policy (step 1), its members (2) and experts with their expertise (3), and when and how the rest
    was done (5 to 7).

Example
    A community without the policy or strategy that its topic serves.

How to mend
    Fill the cell. Where the answer is not known yet, leave it blank and come back to it.
"""

from collections.abc import Mapping
from functools import partial

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells, Rows
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    for table in context.snapshot.tables.values():
        for name, cells in table.columns.items():
            if not cells.column.required or table.tab.identified_by == name:
                continue
            blank = np.flatnonzero(cells.blank_rows())
            above = _group_above(table, cells, blank) if name == _GROUP else {}
            variant = partial(_variant, cells)
            reporter.cells(table, blank, name, variant=variant, suggestion=above.get)


_GROUP = "community"


def _group_above(table: Table, cells: Cells, blank: Rows) -> Mapping[int, str]:
    """By row without its community, the one named last above it in the same sheet.

    Many name a group once, above its people; what is meant is for a person to say.
    """
    named = np.flatnonzero(~cells.blank_rows())
    places = np.searchsorted(named, blank) - 1
    return {
        int(row): cells.shown(above)
        for row, place in zip(blank, places, strict=True)
        if place >= 0 and table.sheet_of[(above := int(named[place]))] == table.sheet_of[row]
        if cells.at(above) != NOWHERE and not cells.shown(int(row)).strip()
    }


def _variant(cells: Cells, row: int) -> str:
    return "placeholder" if cells.shown(row).strip() else "message"
