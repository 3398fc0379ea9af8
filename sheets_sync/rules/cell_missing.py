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

from functools import partial

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    for table in context.snapshot.tables.values():
        for name, cells in table.columns.items():
            if not cells.column.required or table.tab.identified_by == name:
                continue
            reporter.cells(table, cells.blank_rows(), name, variant=partial(_variant, cells))


def _variant(cells: Cells, row: int) -> str:
    return "placeholder" if cells.shown(row).strip() else "message"
