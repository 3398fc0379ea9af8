"""The weekday beside a date is another one.

What it does
    Reports a date that is written with a weekday on which it does not fall. The date is used as
    it is written.

Why
    One of the two is a slip; if it is the date, members would be told the wrong day of a
    session (step 5).

Example
    วันจันทร์ที่ 24 พ.ย. 2569: that day is a Tuesday.

How to mend
    Check which of the two is right, and type the day again with its own weekday or without one.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/days.py
@rule(Severity.WARNING)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
