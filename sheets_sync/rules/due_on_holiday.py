"""A due day that the plan states falls on a holiday.

What it does
    Reports a due day of the evaluation or of the follow-up that is typed in the tab "แผน CoP", is
    still to come, and is a holiday of the Thai government or of the agency by the tab "วันหยุด". It
    stays silent for a step that is done, for weekends, for a holiday on which the agency works,
    and for due days that the service works out itself: nobody chose those.

Why
    Steps 6 and 7 have a day by which everybody is to be evaluated and followed up. The
    cabinet adds and moves holidays after plans are made, and nobody is at work that day. The
    handbook says nothing of holidays: the calendar is the government's.

Example
    "กำหนดประเมินผล" is 10/12/2569, Constitution Day.

How to mend
    Choose a working day, or leave it if the work will be done before.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.references import NOWHERE

_STATED = {6: "evaluation_due", 7: "follow_up_due"}
"""By step, the column of the plan that states its due day."""


@rule(Severity.INFO)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "plans"):
        return
    plans, rounds, progress = context.table("plans"), context.rounds, context.progress
    for number, column in _STATED.items():
        day = progress.of_plan(column)
        wrong = np.isin(day, context.days_off) & (day >= context.today) & rounds.is_in_effect[:-1]
        for row in np.flatnonzero(wrong & (rounds.plan != NOWHERE)).tolist():
            if progress.by_round[row, number].state != "complete":
                reporter.cell(plans, rounds.plan.item(row), column, day=day.item(row))
