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

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/references.py
@rule(Severity.ERROR)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
