"""A date was stored 543 years off.

What it does
    Reports a date whose year was typed in the Buddhist Era where the spreadsheet stores the
    Common Era, or the other way round, and two-digit years stored as 19yy. The day that was
    meant is used.

Why
    The day is certain, so nothing is lost in steps 1 to 7; but sorting, filters and formulas of
    the spreadsheet are centuries off.

Example
    A date cell of the year 2569 of the Common Era: 22 November 2569 B.E. was meant.

How to mend
    Type the day again in the way that is proposed.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/days.py
@rule(Severity.WARNING)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
