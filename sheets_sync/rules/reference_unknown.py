"""A cell names a community or session that does not exist.

What it does
    Reports a community or session that no row has as its ID or as its name. A name that several
    communities share is reported with their IDs.

Why
    A row whose community is not known counts for none: its member, session or evaluation
    (steps 2 to 7) would be missing although somebody recorded it.

Example
    C-0l2, with the letter l, where C-012 was meant.

How to mend
    Choose the community or session from the drop-down list, or type its ID.
"""

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.reporting import Report, cells_with, rule


@rule(Severity.ERROR)
def check(facts: Facts, report: Report) -> None:
    for table, column, row, problem in cells_with(facts, "reference-unknown"):
        report.problem(table, row, column, problem)
