"""Something ends before it begins.

What it does
    Reports a community that ends before it starts, a member who left before joining, and a
    plan whose period ends before it starts. The place is the cell of the end.

Why
    Due dates of steps 5 to 7 are counted from these days. Reversed, every step would be late at
    once, or nobody a member.

Example
    A period from 15 October 2569 to 31 January 2569, where 2570 was meant.

How to mend
    Check both days, most of all the year of the later one, and correct the wrong one.
"""

from sheets_sync.checking.findings import Named, Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import Days, happened
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.tables import Table


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    communities, members, plans = map(context.table, ("communities", "members", "plans"))
    starts = communities["starts_on"].per_row()
    _report(reporter, communities, starts, "starts_on", "ends_on")
    joined = happened(members, "joined_on", context.snapshot.today)
    _report(reporter, members, joined, "joined_on", "left_on")
    _report(reporter, plans, plans["period_start"].per_row(), "period_start", "period_end")


def _report(reporter: Reporter, table: Table, starts: Days, start: str, end: str) -> None:
    reversed_ = table[end].per_row() < starts
    waited = reporter.context.belongs_to_waited_for(table.tab.name)
    named = Named(table.tab.name, start)
    reporter.cells(table, reversed_ & waited, end, start=named, since=starts)
