"""A session is planned outside the period of its plan.

What it does
    Reports a session, unless it is cancelled, whose day lies before the plan's period or after it.
    The day is the new one where the session was postponed, else the planned one, and the
    place is its cell.

Why
    Sessions follow the plan (steps 4 and 5): the plan's end sets when evaluation and follow-up
    are due. A session outside it was planned without the plan, or the plan has moved.

Example
    A session on 10 February, when the period ends on 31 January.

How to mend
    Correct the day of the session, or extend the period in the plan.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext, days_at


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "plans", "sessions"):
        return
    table, sessions = context.table("sessions"), context.rounds.sessions
    first = days_at(context.progress.of_plan("period_start"), sessions.community)
    last = days_at(context.progress.of_plan("period_end"), sessions.community)
    outside = (sessions.day < first) | (sessions.day > last)
    judged = context.belongs_to_waited_for("sessions") & ~sessions.cancelled & ~(first > last)
    reporter.cells(
        table,
        outside & judged,
        sessions.day_in,
        variant=np.where(sessions.day < first, "early", "late"),
        day=sessions.day,
        first=first,
        last=last,
    )
