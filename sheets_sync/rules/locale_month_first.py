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
from sheets_sync.reporting import Report, rule

_MONTH_FIRST = frozenset({"en_us", "en_ph", "fil_ph", "es_pr", "es_pa", "en", "chr_us"})
_YEAR_FIRST_LANGUAGES = frozenset({"ja", "ko", "zh", "hu", "lt", "mn", "eu"})
_YEAR_FIRST = frozenset({"en_ca", "fr_ca", "en_za"})
"""Where the year stands first, 5/6 without one is read month first."""


@rule(Severity.ERROR)
def check(facts: Facts, report: Report) -> None:
    snapshot = facts.snapshot
    if _is_month_first(snapshot.locale):
        report.tab("", snapshot.place, value=snapshot.locale, suggestion="th_TH")
    for other in snapshot.elsewhere:
        if _is_month_first(other.locale):
            report.tab("", other.home, value=other.locale, suggestion="th_TH", detail=other.home)


def _is_month_first(locale: str | None) -> bool:
    name = (locale or "").replace("-", "_").casefold()
    return name in _MONTH_FIRST | _YEAR_FIRST or name.partition("_")[0] in _YEAR_FIRST_LANGUAGES
