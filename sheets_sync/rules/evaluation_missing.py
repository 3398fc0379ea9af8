"""A member has not been evaluated although step 6 is overdue.

What it does
    Reports every eligible member without an evaluation in a community past the due date of step 6:
    one finding a member, at the member's row. It stays silent for a community while one of its
    evaluations names nobody we know, and for a member whose leaving or exemption cannot be read.

Why
    Step 6: every participant must have their learning evaluated according to the plan. The due
    date is the plan's; without one, 14 days after the later of the plan's end and the last session
    are ours (`steps.evaluation_days`).

Example
    Twelve members, eleven rows in `evaluations`, and the due date was a week ago.

How to mend
    Evaluate the member and add the row; or fill in the day of leaving or the exemption.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.people import NOBODY


@rule(Severity.ERROR, step=6, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "members", "staff", "plans", "sessions", "evaluations"):
        return
    rounds, members = context.rounds, context.rounds.members
    silent = rounds.unresolved("evaluations") | rounds.perhaps_meant("evaluations")
    late = np.append(context.progress.overdue[:, 5] & ~silent, values=False) & rounds.is_in_effect
    missing = members.eligible & ~members.evaluated & ~members.uncertain
    reporter.rows(
        context.table("members"),
        missing & (members.person != NOBODY) & late[members.community],
        person=lambda row: context.person_name(members.person.item(row)),
        due=lambda row: context.progress.due.item(members.community[row], 5),
    )
