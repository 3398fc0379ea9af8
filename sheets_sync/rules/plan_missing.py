"""A community has no plan although step 4 is due.

What it does
    Reports a community past the due date of step 4 without a row in the plans tab. The finding
    stands at the community's row.

Why
    Step 4: participants and experts draw up an action plan or lesson plan to guide the
    activities. The handbook gives no date; 30 days after the start is ours (`steps.plan_days`).

Example
    The community started on 1 October, today is 22 November, and `plans` has no row for it.

How to mend
    Add the community's row in the plans tab and fill in its eight elements.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.references import NOWHERE


@rule(Severity.ERROR, step=4, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "plans"):
        return
    rounds = context.rounds
    late = (
        (rounds.plan == NOWHERE) & context.progress.overdue[:, 3] & ~rounds.perhaps_meant("plans")
    )
    late &= rounds.is_in_effect[:-1]
    reporter.rows(context.table("communities"), late, due=context.progress.due[:, 3])
