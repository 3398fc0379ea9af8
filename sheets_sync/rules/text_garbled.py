"""Thai text was damaged when it was copied.

What it does
    Reports text with a separated SARA AM, a tone mark before its vowel, stray or doubled marks,
    or invisible characters inside words, and proposes the repaired text. Comparisons already
    use the repaired form; the cell stays as it was typed.

Why
    Names and topics pasted from PDF files look almost right, but people cannot find them by
    searching, and the report and the letters (steps 1 to 7) would show them damaged.

Example
    ก าหนด, where กำหนด was meant.

How to mend
    Copy the proposed text into the cell.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/columns.py
@rule(Severity.WARNING)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
