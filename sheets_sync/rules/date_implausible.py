"""A date lies too far from today.

What it does
    Reports a date that is more than `rules.plausible_years` years (15 unless set otherwise) from
    today, read in either era. It is not used.

Why
    A slip in the year would put a due date or a session (steps 1 to 7) where nobody sees it.

Example
    22/11/2596, where 2569 was meant.

How to mend
    Check the year and type the day again, as 22/11/2569 or 22 พ.ย. 2569.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/days.py
@rule(Severity.WARNING)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
