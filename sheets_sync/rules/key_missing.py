"""A row has no key of its own.

What it does
    Reports a row of staff, communities or plans without its ID, and a session with neither an ID
    nor a number. Rows without a key get no letters.

Why
    The key ties everything together: members, sessions and records of steps 2 to 7 name their
    community by it, and it tells a row that was moved from a new one.

Example
    A community with a name and a topic, but no community ID.

How to mend
    Give the row a key that no other row has, as C-012. A session may have its number
    instead, as 3.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    for table in context.snapshot.tables.values():
        tab = table.tab
        if tab.identified_by is None:
            continue
        keyless = table[tab.identified_by].blank_rows()
        if tab.alternative_key:
            # The community of a session is required anyway; its own absence is told there.
            keyless = keyless & table[tab.alternative_key[-1]].blank_rows()
        variant = "or_number" if tab.alternative_key else "message"
        reporter.cells(table, keyless, tab.identified_by, variant=variant)
