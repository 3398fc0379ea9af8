"""A member has not been followed up although step 7 is overdue.

What it does
    Reports every eligible member without a follow-up in a community past the due date of step 7:
    one finding a member, at the member's row. It stays silent for a community while one of its
    follow-ups names nobody we know, and for a member whose leaving or exemption cannot be read.

Why
    Step 7: every participant must be followed up on how they put what they learned to use. The due
    date is the plan's; without one, 60 days after the later of the plan's end and the last session
    are ours (`steps.follow_up_days`).

Example
    Twelve members, eleven rows in `followups`, and the due date was a week ago.

How to mend
    Follow the member up and add the row; or fill in the day of leaving or the exemption.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.people import NOBODY


@rule(Severity.ERROR, step=7, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "members", "staff", "plans", "sessions", "followups"):
        return
    rounds, members = context.rounds, context.rounds.members
    silent = rounds.unresolved("followups") | rounds.perhaps_meant("followups")
    late = np.append(context.progress.overdue[:, 6] & ~silent, values=False) & rounds.is_in_effect
    missing = members.eligible & ~members.followed_up & ~members.uncertain
    reporter.rows(
        context.table("members"),
        missing & (members.person != NOBODY) & late[members.community],
        person=lambda row: context.person_name(members.person.item(row)),
        due=lambda row: context.progress.due.item(members.community[row], 6),
    )
