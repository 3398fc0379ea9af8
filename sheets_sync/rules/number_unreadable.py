"""A cell of a number column holds something that is not a number.

What it does
    Reports text in a column for numbers. Thai digits and thousands separators are numbers; a
    unit behind the number is not part of one.

Why
    Hours, scores and the number of members (steps 4 to 6) are counted. A number that cannot be
    read would drop out of every sum.

Example
    2 ชั่วโมง, where 2 belongs.

How to mend
    Type the number alone; the column's heading already says what it counts.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/numbers.py
@rule(Severity.ERROR)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
