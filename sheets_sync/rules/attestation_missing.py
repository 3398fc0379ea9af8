"""Nobody has attested a community's members and experts although step 2 is due.

What it does
    Reports a community past the due date of step 2 where the attester or the day of attestation
    is blank: once for a community, at the first of the two cells that is blank.

Why
    Steps 2 and 3: members must be interested, in need of the topic and ready to exchange; experts
    must be able and ready. Only a person can say so, with name and day. The handbook gives no
    date; 14 days after the start is ours (`steps.members_days`).

Example
    The community started on 1 October, today is 22 November, and "ผู้รับรอง" is blank.

How to mend
    Type who attests the lists, and the day.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR, step=2, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    communities = context.table("communities")
    late = context.progress.overdue[:, 1] & context.rounds.is_in_effect[:-1]
    for column in ("attested_by", "attested_on"):
        blank = communities[column].blank_rows()
        reporter.cells(communities, late & blank, column, due=context.progress.due[:, 1])
        late &= ~blank
