"""A heading that nobody knows is close to a known one.

What it does
    Reports a heading that means no column but differs little from the heading of a column that
    the tab lacks. Other headings of your own are left alone.

Why
    Its column is not read. If it was meant for a record of one of the steps (1 to 7), what is
    typed there counts for nothing.

Example
    ข้อปรัปปรุง, where ข้อปรับปรุงครั้งต่อไป was perhaps meant.

How to mend
    Type the heading as proposed, or leave it if the column is your own.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.INFO)
def check(context: RuleContext, reporter: Reporter) -> None:
    snapshot = context.snapshot
    for problem in snapshot.structure:
        if problem.rule != "header-unknown" or problem.row is None or problem.position is None:
            continue
        column = snapshot.schema.tabs[problem.tab].columns[problem.near or ""]
        reporter.tab(
            problem.tab,
            problem.sheet,
            row=problem.row,
            position=problem.position,
            value=problem.value,
            suggestion=column.words.label(context.settings.language),
            detail=f"{problem.sheet} {problem.value}",
        )
