"""An active community has no member although step 2 is due.

What it does
    Reports an active community past the due date of step 2 without a single eligible member:
    listed, joined, not left and not exempt. The finding stands at the community's row.

Why
    Step 2: the participants are listed by name. Without them there is nobody to evaluate and to
    follow up. The handbook gives no date; 14 days after the start is ours
    (`steps.members_days`).

Example
    The community started on 1 October, today is 22 November, and `members` has no row for it.

How to mend
    List the members in the members tab, one row for each person.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.i18n.step_text import exempt_beside


@rule(Severity.ERROR, step=2, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "members", "staff"):
        return
    rounds, communities = context.rounds, context.table("communities")
    members = rounds.members
    nobody = rounds.count(members.community, members.eligible) == 0
    late = nobody & context.progress.overdue[:, 1] & ~rounds.perhaps_meant("members")
    exempt = rounds.count(members.community, members.exempt)
    reporter.rows(
        communities,
        context.active_rounds[late[context.active_rounds]],
        due=context.progress.due[:, 1],
        exempt=lambda row: exempt_beside(exempt.item(row)),
    )
