"""A follow-up does not say how the knowledge was used, or what stood in the way.

What it does
    Reports a follow-up that says used, or used in part, without how; and one that says not used,
    without the barrier. "ไม่มี" is a fine barrier.

Why
    Step 7: the follow-up finds out how what was learned is put to use, so that the work becomes
    more effective. A bare yes or no helps nobody.

Example
    "การนำไปใช้" says นำไปใช้, "นำไปใช้อย่างไร" is blank.

How to mend
    Write in which work and how it was used; or what stood in the way.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.WARNING, step=7)
def check(context: RuleContext, reporter: Reporter) -> None:
    followups = context.table("followups")
    in_effect = context.rounds.is_in_effect[followups["community"].per_row()]
    applied = followups["applied"].per_row()
    for column, answers in (("how_applied", ("yes", "partly")), ("barrier", ("no",))):
        unexplained = np.isin(applied, answers) & followups[column].blank_rows()
        reporter.cells(
            followups,
            unexplained & in_effect,
            column,
            variant=column,
            applied=followups["applied"].shown,
        )
