"""A session was held and its results are not recorded.

What it does
    Reports a session held more than 7 days ago whose results are blank or a placeholder.

Why
    Step 5: the results of each activity are recorded, to improve the next one. The handbook gives
    no time for it; the 7 days are ours (`rules.results_days`).

Example
    Held on 10 November, today is 22 November, "สรุปผลการจัดกิจกรรม" is blank.

How to mend
    Write what came out of the session.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR, step=5, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    when = context.rounds.sessions
    grace = np.timedelta64(context.settings.rules.results_days, "D")
    late = when.held & ~when.recorded & (context.today - when.held_on > grace)
    in_effect = context.rounds.is_in_effect[when.community]
    reporter.cells(context.table("sessions"), late & in_effect, "results", held_on=when.held_on)
