"""A name fits two people on the staff list.

What it does
    Reports a name that several rows of the staff tab have, and names them. It never picks one.

Why
    Whether a member was evaluated (step 6) and followed up (step 7) is known for one person only
    when the right one is named.

Example
    สมชาย ใจดี, when two people of that name work in the unit.

How to mend
    Type the person's staff number or e-mail instead of the name.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/people.py
@rule(Severity.ERROR)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
