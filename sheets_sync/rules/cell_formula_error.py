"""A formula gave an error instead of a value.

What it does
    Reports every cell that shows #REF!, #N/A, #VALUE! or another error, and every formula that
    was saved without its result. Such a cell counts as unreadable, never as blank.

Why
    Nothing can be known from an error, whichever step (1 to 7) the cell belongs to. Read as a
    blank it would hide what somebody typed.

Example
    #REF! in the column of the topic: the cell that the formula pointed at was deleted.

How to mend
    Mend the formula, or type the value itself in its place.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/columns.py
@rule(Severity.ERROR)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
