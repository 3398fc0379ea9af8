"""A session's day has passed, and it was neither held nor cancelled.

What it does
    Reports a session that was planned, or postponed to a day, before today and that has no actual
    day and is not cancelled. The finding stands at the day that has passed.

Why
    Step 5: the exchange is held according to the plan.

Example
    Planned on 10 November, today is 22 November, "วันที่จัดจริง" is blank.

How to mend
    Type the day it was held; or the new day it is postponed to; or set the status to cancelled.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR, step=5, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    sessions, when = context.table("sessions"), context.rounds.sessions
    said_held = sessions["status"].says("held")  # session-held-undated asks for the day
    undated = sessions["held_on"].blank_rows()  # a day that gives none has a finding of its own
    passed = (when.day < context.today) & undated & ~when.cancelled & ~said_held
    in_effect = context.rounds.is_in_effect[when.community]
    reporter.cells(sessions, passed & in_effect, when.day_in, day=when.day)
