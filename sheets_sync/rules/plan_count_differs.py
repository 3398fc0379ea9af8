"""The number of members in the plan is far from the number of members listed.

What it does
    Reports a plan whose number of members differs from the eligible members by more than
    20 per cent of the planned number. While nobody is listed it stays silent.

Why
    Step 4: the plan states how many members take part. Members come and go, so this only asks
    whether one of the two lists is out of date. The 20 per cent are ours
    (`rules.member_count_percent`).

Example
    The plan says 12, and 8 members are listed.

How to mend
    Correct the number in the plan, or complete the list of members.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.i18n.step_text import exempt_beside
from sheets_sync.registry.references import NOWHERE


@rule(Severity.INFO, step=4)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "members", "staff", "plans"):
        return
    rounds, plans = context.rounds, context.table("plans")
    members = rounds.members
    listed = rounds.count(members.community, members.eligible)
    exempt = rounds.count(members.community, members.exempt)
    known = (listed > 0) & ~rounds.perhaps_more_members
    rows = rounds.in_effect[(rounds.plan[rounds.in_effect] != NOWHERE) & known[rounds.in_effect]]
    planned = plans["member_count"].per_row()[rounds.plan[rows]]
    share = context.settings.rules.member_count_percent
    differs = np.abs(planned - listed[rows]) * 100 > share * planned  # a gap in the plan is NaN
    for row in rows[differs].tolist():
        reporter.cell(
            plans,
            rounds.plan.item(row),
            "member_count",
            listed=listed.item(row),
            exempt=exempt_beside(exempt.item(row)),
        )
