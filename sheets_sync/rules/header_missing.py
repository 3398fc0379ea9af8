"""A required column has no heading.

What it does
    Reports every required column of a tab for which no heading is found among the first ten rows,
    and proposes the heading that was perhaps changed. The tab is set aside until it is mended.

Why
    Without the heading it is not known which cells are meant; a guess would turn a whole column
    (steps 1 to 7) into something else.

Example
    วันตามแแผน in the sessions tab, where วันที่ตามแผน belongs.

How to mend
    Type the heading again. Columns may stand in any order, and columns of your own may
    stand between them.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    for problem in context.snapshot.structure:
        if problem.rule == "header-missing":
            reporter.tab(
                problem.tab,
                problem.sheet,
                row=problem.row,
                column=problem.column,
                suggestion=problem.near,
                detail=problem.sheet or "",
            )
