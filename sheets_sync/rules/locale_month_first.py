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

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.registry.locales import THAI, is_month_first
from sheets_sync.reporting import Report, rule


@rule(Severity.ERROR)
def check(facts: Facts, report: Report) -> None:
    snapshot = facts.snapshot
    if is_month_first(snapshot.locale):
        report.tab("", snapshot.place, value=snapshot.locale, suggestion=THAI)
    for other in snapshot.elsewhere:
        if is_month_first(other.locale):
            report.tab("", other.home, value=other.locale, suggestion=THAI, detail=other.home)
