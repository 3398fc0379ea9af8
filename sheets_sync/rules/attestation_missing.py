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

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext

COLUMNS = ("attested_by", "attested_on")


@rule(Severity.ERROR, step=2, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    communities = context.table("communities")
    blank = {column: communities[column].blank_rows() for column in COLUMNS}
    late = np.logical_or.reduce(list(blank.values())) & context.progress.overdue[:, 1]
    for row in context.rounds.in_effect[late[context.rounds.in_effect]]:
        column = next(column for column in COLUMNS if blank[column][row])
        reporter.cell(communities, row, column, due=context.progress.due[row, 1].astype(object))
