"""A community has finished all seven steps and its last day is past, and it is still active.

What it does
    Reports an active community past its end with all seven steps complete, at the status.

Why
    All seven steps are done, so the round is over. Closing it keeps the list of active communities
    true, and the next round gets a row of its own.

Example
    The round ended on 30 September with all seven steps complete, and "สถานะ" says ดำเนินการ.

How to mend
    Set the status to completed; or correct the day it ends.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import STEPS


@rule(Severity.INFO)
def check(context: RuleContext, reporter: Reporter) -> None:
    communities = context.table("communities")
    ends_on = communities["ends_on"].per_row()
    past = ends_on < context.today
    for row in context.active_rounds[past[context.active_rounds]].tolist():
        states = {context.progress.by_round[row, number].state for number in STEPS}
        if states == {"complete"}:
            reporter.cell(communities, row, "status", ended=ends_on)
