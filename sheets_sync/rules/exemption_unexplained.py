"""A member is exempt and no reason of the list is given.

What it does
    Reports a member whose exemption says yes while the reason is blank.

Why
    Steps 6 and 7: every participant must be evaluated and followed up. Who is left out of that
    needs a reason that the report can show.

Example
    "ยกเว้น" says ใช่, "เหตุผลที่ยกเว้น" is blank.

How to mend
    Choose the reason: moved, seconded, study leave, retired or other.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR, step=2)
def check(context: RuleContext, reporter: Reporter) -> None:
    members = context.table("members")
    exempt = members["exempt"].says_yes()
    unexplained = exempt & members["exempt_reason"].blank_rows()
    in_effect = context.rounds.is_in_effect[context.rounds.members.community]
    reporter.cells(members, unexplained & in_effect, "exempt_reason")
