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

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/texts.py
@rule(Severity.ERROR)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
