"""A cell names somebody who is not on the staff list.

What it does
    Reports a member, expert, coordinator, attendee, supervisor, attester, or the person of an
    evaluation or follow-up, without a row in the staff tab that has this number, e-mail or name.
    Titles make no difference; the nearest person is proposed.

Why
    Members (step 2) and experts (step 3) must be the unit's own people, and the staff list says
    who they are and where they can be reached.

Example
    สมชัย ใจดี, where the staff list has สมชาย ใจดี.

How to mend
    Type the staff number, the e-mail or the full name as the staff tab has it, or add the person
    to the staff tab.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/people.py
@rule(Severity.ERROR)
def check(_context: RuleContext, reporter: Reporter) -> None:
    reporter.problems()
