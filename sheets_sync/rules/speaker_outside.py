"""A speaker, evaluator or assessor is not on the staff list.

What it does
    Reports a speaker of a plan or session, an evaluator or an assessor without a row in the staff
    tab. With several people in one cell each of them is reported.

Why
    The handbook ends with it: a community is to have the unit's own people pass their knowledge
    on. A name that was only misspelled is found this way too (steps 4 to 7).

Example
    วิทยากรจากมหาวิทยาลัย in the speakers of a session.

How to mend
    Where somebody of the unit was meant, type the staff number or the name as the staff tab has
    it. A guest from outside is for the community to decide; the reminder goes when the
    speaker is one of your own.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/people.py
@rule(Severity.WARNING)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
