"""Something is said to have happened on a day that is still to come.

What it does
    Reports a day after today in a column that says when something happened: when a session was
    held, somebody joined, was evaluated or followed up, or members were attested. No other
    rule uses that day; the row still counts.

Why
    What is recorded in steps 2 and 5 to 7 has happened. A day to come there is a slip of the year
    or month, or a plan in the wrong column.

Example
    Held on 12 November 2570, recorded in November 2569.

How to mend
    Correct the day. A session that is still to come has its day in the column for the plan.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    for tab, table in context.snapshot.tables.items():
        for name, cells in table.columns.items():
            if not cells.column.happened:
                continue
            to_come = (cells.per_row() > context.today) & context.belongs_to_waited_for(tab)
            reporter.cells(table, to_come, name, day=cells.at, today=context.today)
