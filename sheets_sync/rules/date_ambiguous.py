"""A cell of a date column could mean several days.

What it does
    Reports every cell of a date column that holds several dates, a range, a day and month
    without a year, or the month before the day. No order is ever guessed.

Why
    Due dates, reminders and the report are counted from these days (steps 1 to 7). A guess that
    is wrong would remind people on the wrong day and nobody would notice.

Example
    11/22/2569: there is no month 22, so it was perhaps typed month first.

How to mend
    Type one day with its month and year, as 22/11/2569 or 22 พ.ย. 2569. Where something lasted
    several days, type the first and describe the rest in the topic.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/days.py
@rule(Severity.ERROR)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
