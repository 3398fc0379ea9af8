"""No session is written down although the plan began long ago.

What it does
    Reports a community more than 30 days past the start of its plan's period without a single row
    in the sessions tab. The finding stands at the community's row.

Why
    Step 5: the exchange is held according to the plan, and its results are recorded. The 30 days
    are ours (`rules.sessions_missing_days`).

Example
    The plan's period began on 1 October, today is 22 November, and `sessions` has no row for it.

How to mend
    Add the sessions with their planned days; for those already held, also the day and the results.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR, step=5, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "plans", "sessions"):
        return
    rounds = context.rounds
    started = context.progress.of_plan("period_start")
    grace = np.timedelta64(context.settings.rules.sessions_missing_days, "D")
    late = (context.today - started > grace) & (rounds.count(rounds.sessions.community) == 0)
    late &= ~rounds.perhaps_meant("sessions")
    late &= rounds.is_in_effect[:-1]
    reporter.rows(context.table("communities"), late, start=started)
