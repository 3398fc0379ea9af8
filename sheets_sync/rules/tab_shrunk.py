"""A tab has lost many of its rows since it was last read.

What it does
    Reports a tab that had at least 20 rows and has lost more than 30 % of them since its last
    good read (settings `guard.shrunk_rows` and `guard.shrunk_percent`), and a required tab that
    had rows and has none. No mail of this registry leaves until a person has confirmed it.

Why
    A filter that was pasted over, a deletion by accident or half a read looks like work that
    was never done (steps 1 to 7), and many people would be reminded of it for nothing.

Example
    The members tab had 120 rows yesterday and has 40 today.

How to mend
    If rows were lost, take them from the version history or, where the workbook is a file, from
    its daily copy beside it (the file with the day in its name). If the tab is right as it is,
    confirm it with the code in the outbox tab, or with `cop-steward resolve`.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    for tab, before in context.history.rows_read.items():
        table = context.snapshot.tables.get(tab)
        if table is not None and table.usable and context.has_shrunk(tab, before):
            reporter.tab(
                tab, table.sheets[0] if table.sheets else None, before=before, now=len(table)
            )
