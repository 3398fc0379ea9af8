"""A cell of a date column holds something that is not a date.

What it does
    Reports every cell of a date column that cannot be read as a day. A month is enough for the
    plan's period and nowhere else.

Why
    Due dates, reminders and the report are counted from these days (steps 1 to 7). A day that
    cannot be read would silently drop out of all of them.

Example
    31/11/2569: November has thirty days.

How to mend
    Type the day as 30/11/2569 or 30 พ.ย. 2569. Leave the cell blank when the day is not known.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/days.py
@rule(Severity.ERROR)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
