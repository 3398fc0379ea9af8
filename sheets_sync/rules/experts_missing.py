"""A community has no expert although step 3 is due.

What it does
    Reports a community past the due date of step 3 without a row in the experts tab. The finding
    stands at the community's row.

Why
    Step 3: those with expertise in the topic are listed by name. The handbook gives no date;
    14 days after the start is ours (`steps.experts_days`).

Example
    The community started on 1 October, today is 22 November, and `experts` has no row for it.

How to mend
    List at least one expert of the agency in the experts tab, with the expertise.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR, step=3, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "experts"):
        return
    rounds = context.rounds
    late = (rounds.count(rounds.experts) == 0) & context.progress.overdue[:, 2]
    late &= ~rounds.perhaps_meant("experts")
    late &= rounds.is_in_effect[:-1]
    reporter.rows(context.table("communities"), late, due=context.progress.due[:, 2])
