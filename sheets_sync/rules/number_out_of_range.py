"""A number is outside what its column allows.

What it does
    Reports a number below or above its column's bounds, a fraction where whole things are
    counted, and a score above the full score of its row. The number is not used.

Why
    Hours (step 5), scores and satisfaction (step 6) are averaged in the report; one slip of the
    keyboard would outweigh everybody else.

Example
    A satisfaction of 45 on a scale of 1 to 5, or 25 points of 20.

How to mend
    Type the number that was meant. For scores, check the full score of the row as well.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.findings import Named, Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.shown_cell import shown


# Decided where the cell is read: sheets_sync/registry/kinds/numbers.py
@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
    for table in context.snapshot.tables.values():
        for name, cells in table.columns.items():
            most = cells.column.at_most
            if not most:
                continue
            limits = table[most].per_row()
            reporter.cells(
                table,
                cells.per_row() > limits,
                name,
                variant="above_other",
                high=partial(_shown, limits),
                other=Named(table.tab.name, most),
            )


def _shown(limits: NDArray[np.float64], row: int) -> str:
    return shown(limits.item(row))
