"""A step is past its due date and not complete, and no other error says why.

What it does
    Reports each of the seven steps of a community that is past its due date and not complete:
    once for a community and step, at the community's row. It stays silent where another error
    already says why, and where a tab that the step needs cannot be read.

Why
    All seven steps are to be carried out in order. The handbook sets no dates: a step is due on the
    plan's dates, else on ours (`steps.topic_days` to `steps.follow_up_days`).

Example
    The plan's period ended on 31 October, and a session of that period is still open.

How to mend
    Do what the sentence names; or correct the dates that the due date is counted from.
"""

from functools import partial

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import NEEDED_TABS, STEPS
from sheets_sync.i18n.step_text import reason_of


@rule(Severity.ERROR, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    rounds, progress = context.rounds, context.progress
    slips = {
        tab: rounds.perhaps_meant(tab).tolist()
        for tab in ("members", "experts", "plans", "sessions", "evaluations", "followups")
    }
    late = rounds.in_effect[progress.overdue[rounds.in_effect].any(axis=1)].tolist()
    for number in STEPS:
        slipped = [slips[tab] for tab in NEEDED_TABS[number] if tab in slips]
        reporter.rows(
            context.table("communities"),
            [
                row
                for row in late
                if progress.by_round[row, number].state == "overdue"
                and not any(perhaps[row] for perhaps in slipped)
            ],
            step=number,
            detail=str(number),
            number=number,
            due=progress.due[:, number - 1],
            why=partial(_why, context, number),
        )


def _why(context: RuleContext, number: int, row: int) -> object:
    return reason_of(context.progress.by_round[row, number], context.snapshot.schema)
