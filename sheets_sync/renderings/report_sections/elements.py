"""The eight elements of the plan, and the plans that state each."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.elements import elements as compiled
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Prose, TableColumn
from sheets_sync.renderings.document.cells import measured, words
from sheets_sync.renderings.document.phrases import Phrases


def elements(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """A bar for each element."""
    say, found = phrases.say, report.part(compiled)
    table = DocumentTable(
        "elements",
        say("report.elements.caption"),
        (
            TableColumn(say("report.elements.element"), "text"),
            TableColumn(say("report.elements.stated"), has_bar=True),
        ),
        tuple(
            (
                words(f"{say.digits(str(place))}. {phrases.element(share.name)}"),
                measured(share.done),
            )
            for place, share in enumerate(found.shares, start=1)
        ),
        title=say("report.elements.title"),
    )
    if not found.without_plan:
        return (table,)
    names = phrases.quoted_few(found.without_plan)
    return (table, Prose(say("report.elements.without_plan", names=names), "note"))
