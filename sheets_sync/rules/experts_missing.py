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

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.reporting import Report, rule


@rule(Severity.ERROR, step=3, work=True)
def check(facts: Facts, report: Report) -> None:
    if not facts.usable("communities", "experts"):
        return
    rounds = facts.rounds
    late = (rounds.count(rounds.experts) == 0) & facts.progress.overdue[:, 2]
    late &= ~rounds.perhaps_meant("experts")
    for row in rounds.watched[late[rounds.watched]]:
        due = facts.progress.due[row, 2].astype(object)
        report.row(facts.table("communities"), row, due=due)
