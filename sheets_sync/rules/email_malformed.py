"""A cell of an e-mail column does not hold one plain address.

What it does
    Reports a cell without an address, with several, or with a name beside it.

Why
    Reminders about steps 1 to 7 go to this address. Nothing can be sent to any other text.

Example
    suda.j@agency, where the end of the domain is missing.

How to mend
    Type one address, as suda.j@agency.go.th.
"""

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.reporting import Report, cells_with, rule


@rule(Severity.ERROR)
def check(facts: Facts, report: Report) -> None:
    for table, column, row, problem in cells_with(facts, "email-malformed"):
        report.problem(table, row, column, problem)
