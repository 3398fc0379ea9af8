"""The spreadsheet's locale reads the month before the day.

What it does
    Reports a shared spreadsheet whose locale takes 5/6 for the 6th of May.

Why
    Such a spreadsheet turns a typed day silently into another one, and no later check can see it.
    Due dates and sessions (steps 1 to 7) would be months off.

Example
    A spreadsheet made with the locale "United States": 5/6/2569 becomes 6 May.

How to mend
    Open File, Settings, choose the locale "Thailand", and look through the dates
    typed so far in which both day and month are twelve or less.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.locales import THAI, is_month_first


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    snapshot = context.snapshot
    if is_month_first(snapshot.locale):
        reporter.tab("", snapshot.place, value=snapshot.locale, suggestion=THAI)
    for other in snapshot.elsewhere:
        if is_month_first(other.locale):
            reporter.tab("", other.home, value=other.locale, suggestion=THAI, detail=other.home)
