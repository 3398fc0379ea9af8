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

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.reporting import Report, cells_with, rule


@rule(Severity.WARNING)
def check(facts: Facts, report: Report) -> None:
    for table, column, row, problem in cells_with(facts, "weekday-mismatch"):
        report.problem(table, row, column, problem)
