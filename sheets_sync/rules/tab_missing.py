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
    Give the tab its name back. If it was deleted, take it from the version history or, where the
    workbook is a file, from its daily copy beside it (the file with the day in its name), or make
    a new one with `cop-steward init`.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    schema, language = context.snapshot.schema, context.settings.language
    for problem in context.snapshot.structure:
        if problem.rule == "tab-missing":
            title = schema.tabs[problem.tab].words.label(language)
            sheet = f"{title} ({problem.home})" if problem.home else title
            reporter.tab(problem.tab, sheet, suggestion=problem.near)
