"""A text is longer than its column is meant for.

What it does
    Reports every cell with more characters than the column's limit, or than the setting
    `rules.cell_length` where the column has none of its own. The text itself stays as it is.

Why
    A whole document in one cell is no record that people can use to improve the next session
    (step 5): it is cut in mails and in the report, and it makes the sheet slow.

Example
    Minutes of 6,000 characters pasted into the results of a session.

How to mend
    Keep a summary in the cell, put the document on the shared drive, and its link into the
    column for evidence.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/columns.py
@rule(Severity.WARNING)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
