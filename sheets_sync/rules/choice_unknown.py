"""A cell holds a word that is not one of the column's choices.

What it does
    Reports a word that is neither one of the choices nor one of their accepted synonyms. The
    nearest choice is proposed.

Why
    What is waited for in steps 5 to 7 follows from these words: whether a session was held, a
    member passed, or knowledge was put to use. A word that nobody knows says nothing.

Example
    ผ่านน, where ผ่าน was meant.

How to mend
    Choose a word from the drop-down list of the cell. A synonym that your agency always uses
    can be added to the registry's declaration.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/words.py
@rule(Severity.ERROR)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
