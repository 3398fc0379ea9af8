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

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/texts.py
@rule(Severity.WARNING)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
