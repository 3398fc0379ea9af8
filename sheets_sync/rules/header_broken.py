"""The headings of a tab are an error, or are still being loaded.

What it does
    Reports a tab that shows #REF! or another error in the place of headings, as one finding; the
    error is never taken for a heading that is missing. The tab is set aside until it can be read,
    also for a heading that need not be there: a column that cannot be read is not an empty one. A
    tab that has all our headings is left alone: such a column is your own.

Why
    A tab may get all its rows from another spreadsheet by one formula. When that may not be read
    any more, no row of it can be known, whichever step (1 to 7) it belongs to. A heading typed over
    the formula would make an end of it.

Example
    The staff tab is one IMPORTRANGE whose access was never allowed.

How to mend
    Open the tab, choose the cell and allow access, or mend the formula. While it is still loading
    nothing need be done. Above a column of your own, a heading that is typed will do.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.a1 import address


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    for problem in context.snapshot.structure:
        if problem.rule != "header-broken" or not (problem.row and problem.position):
            continue
        reporter.tab(
            problem.tab,
            problem.sheet,
            row=problem.row,
            position=problem.position,
            value=problem.value,
            detail=problem.sheet or "",
            variant=problem.kind,
            place=address(problem.row, problem.position),
        )
