"""5: the eight elements of the plan."""

from sheets_sync.planning.report.indicators.values import Measured, ratio, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.references import NOWHERE

PLAN = 4
"""The step that is the plan."""


def plan_elements(view: View) -> Measured:
    """Elements stated, of eight for each active round with a plan or where it is due."""
    end, elements = view.end, view.context.snapshot.schema.plan_elements
    due = end.fell_due(PLAN)
    missing = dict.fromkeys(elements, 0)
    looked_at = 0
    for row in map(int, end.active):
        plan = int(end.rounds.plan[row])
        if plan == NOWHERE and not due[row]:
            continue
        looked_at += 1
        for gap in elements if plan == NOWHERE else end.progress.plan_gaps(plan):
            missing[gap] += 1
    of = looked_at * len(elements)
    parts = {name: ratio(looked_at - gaps, looked_at) for name, gaps in missing.items()}
    return share(of - sum(missing.values()), of, parts=parts)
