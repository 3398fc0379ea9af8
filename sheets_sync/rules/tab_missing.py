"""A tab that every registry has is not there.

What it does
    Reports a required tab whose title is found in no language and under no other name it is
    known by, and proposes the tab that was perhaps renamed. Everything that needs the tab waits.

Why
    Without it nothing can be said about the steps (1 to 7) that it records, and an absent tab must
    never look like an empty one.

Example
    A tab called กิจกรรม (เก่า) and none called กิจกรรม.

How to mend
    Give the tab its name back. If it was deleted, take it from the version history, or make a
    new one with `cop-steward init`.
"""

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.reporting import Report, rule


@rule(Severity.ERROR)
def check(facts: Facts, report: Report) -> None:
    schema, language = facts.snapshot.schema, facts.settings.language
    for problem in facts.snapshot.structure:
        if problem.rule == "tab-missing":
            title = schema.tabs[problem.tab].words.label(language)
            sheet = f"{title} ({problem.home})" if problem.home else title
            report.tab(problem.tab, sheet, suggestion=problem.near)
