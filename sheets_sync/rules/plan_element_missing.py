"""A plan lacks one of its eight elements although step 4 is due.

What it does
    Reports every element that is blank or a placeholder ("-", "รอข้อมูล") in a plan past the due
    date of step 4: one finding for each, at its cell. The period is one element with two cells;
    a range typed in one of them states both.

Why
    Step 4: the plan must contain objectives, number of members, content, period, techniques,
    resource persons, evaluation of learning and follow-up of use. The handbook gives no date;
    30 days after the start is ours (`steps.plan_days`).

Example
    "การติดตามการนำไปใช้ประโยชน์" says "รอประชุม".

How to mend
    Write what the plan says about that element.
"""

from sheets_sync.checking.findings import Named, Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.references import NOWHERE


@rule(Severity.ERROR, step=4, work=True)
def check(context: RuleContext, reporter: Reporter) -> None:
    rounds, plans = context.rounds, context.table("plans")
    late = (rounds.plan != NOWHERE) & context.progress.overdue[:, 3]
    for row in rounds.in_effect[late[rounds.in_effect]].tolist():
        plan, due = rounds.plan.item(row), context.progress.due.item(row, 3)
        for element in context.progress.plan_gaps(plan):
            column = next(
                name
                for name, cells in plans.columns.items()
                if cells.column.element == element and cells.is_blank(plan)
            )
            where = {"detail": element, "element": Named("plans", column), "due": due}
            if plans.cell(plan, column) is None:
                reporter.row(plans, plan, **where)
            else:
                typed = "message" if plans[column].shown(plan) == "" else "placeholder"
                reporter.cell(plans, plan, column, variant=typed, **where)
