"""A cell for evidence does not hold a link.

What it does
    Reports a cell of a link column in which there is no address that begins with http:// or
    https://. Words beside the link do no harm.

Why
    Evidence of a session (step 5) or of a follow-up (step 7) serves whoever can open it.

Example
    ในไดรฟ์กลาง: nobody can open that.

How to mend
    Open the document or folder, copy its address and paste it into the cell.
"""

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.reporting import Report, cells_with, rule


@rule(Severity.WARNING)
def check(facts: Facts, report: Report) -> None:
    for table, column, row, problem in cells_with(facts, "link-malformed"):
        report.problem(table, row, column, problem)
