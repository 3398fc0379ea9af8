"""Something was typed into the column that shows how each row stands.

What it does
    Reports every cell of the service's own column in a tab of staff that holds something typed
    instead of its formula. In Google Sheets one formula in the heading fills the whole column:
    there the cell that is in its way is reported, or the heading, where the formula is gone.
    A tab without that column is fine.

Why
    The column tells staff what to mend in a row (steps 1 to 7). What is typed over it hides that;
    in Google Sheets it hides the whole column. It is never written over: it stays until somebody
    moves it.

Example
    "โทรตามแล้ว" typed beside a session.

How to mend
    Move the words into a column of your own and clear the cell. In Google Sheets the column comes
    back at once, in a file with the next check. A formula that is gone comes back with
    `cop-steward init`.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.a1 import address


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    for problem in context.snapshot.structure:
        if problem.rule != "status-column-broken" or not (problem.row and problem.position):
            continue
        reporter.tab(
            problem.tab,
            problem.sheet,
            row=problem.row,
            position=problem.position,
            value=problem.value,
            detail=address(problem.row, problem.position),
            variant=problem.kind,
        )
