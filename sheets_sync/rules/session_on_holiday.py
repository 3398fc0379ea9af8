"""A session that is still to be held falls on a holiday.

What it does
    Reports a session to come whose day is a holiday of the Thai government, or of the agency by the
    tab "วันหยุด"; not a weekend, and not a holiday on which that tab says the agency works.

Why
    Step 5 is an exchange of knowledge, and people who are invited are off that day. The handbook
    says nothing of holidays: the calendar is the government's.

Example
    "วันที่ตามแผน" is 10/12/2569, Constitution Day.

How to mend
    Choose another day, or leave it if everybody concerned has agreed to it.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    sessions, when = context.table("sessions"), context.rounds.sessions
    to_come = ~when.held & ~when.cancelled & (when.day >= context.today)
    closed = np.isin(when.day, context.days_off)
    wrong = to_come & closed & context.rounds.is_in_effect[when.community]
    reporter.cells(sessions, wrong, when.day_in, day=when.day)
