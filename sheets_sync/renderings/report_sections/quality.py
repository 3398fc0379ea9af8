"""How sound the data are, and what was found in them."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.quality import quality as compiled
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Heading, Prose, TableColumn
from sheets_sync.renderings.document.cells import measured, number, words
from sheets_sync.renderings.document.phrases import Phrases


def quality(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """A bar for each tab, and each rule that spoke."""
    say, found = phrases.say, report.part(compiled)
    note = Prose(say("report.quality.note", day=say.date(found.checked_on, "long")), "note")
    table = DocumentTable(
        "quality",
        say("report.quality.caption"),
        (
            TableColumn(say("report.quality.tab"), "text"),
            TableColumn(say("report.quality.sound"), has_bar=True),
        ),
        tuple((words(phrases.tab(one.tab)), measured(one.sound)) for one in found.tabs),
        total=(words(say("report.quality.all")), measured(found.sound)),
        title=say("report.quality.title"),
    )
    if not found.rules:
        return (table, note, Prose(say("report.quality.none")))
    rules = DocumentTable(
        "findings",
        say("report.quality.rules_caption"),
        (
            TableColumn(say("report.quality.rule"), "text"),
            TableColumn(say("report.quality.severity"), "text"),
            TableColumn(say("report.quality.count"), adds=True),
        ),
        tuple(
            (
                words(phrases.rule(one.rule)),
                words(say(f"report.severity.{'work' if one.work else one.severity.value}")),
                number(one.count),
            )
            for one in found.rules
        ),
        is_caption_shown=False,
    )
    return (table, note, Heading(say("report.quality.rules_caption")), rules)
