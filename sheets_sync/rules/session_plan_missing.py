"""A session is near and its activity steps are not written down.

What it does
    Reports a session to be held within the next 14 days whose activity steps are blank.

Why
    Step 4: besides the plan as a whole, each session should have an activity plan that lays down
    its steps. The 14 days are ours (`rules.session_plan_days`).

Example
    Today is 22 November, the session is planned on 26 November, "ขั้นตอนกิจกรรม" is blank.

How to mend
    Write the steps of the session in a line or two.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.WARNING, step=4, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    sessions, when = context.table("sessions"), context.rounds.sessions
    last = context.today + np.timedelta64(context.settings.rules.session_plan_days, "D")
    near = (when.day >= context.today) & (when.day <= last) & ~when.held & ~when.cancelled
    blank = sessions["activity_steps"].blank_rows()
    in_effect = context.rounds.is_in_effect[when.community]
    reporter.cells(sessions, near & blank & in_effect, "activity_steps", day=when.day)
