"""The communities of each unit together."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.units import units as compiled
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Prose, TableColumn
from sheets_sync.renderings.document.cells import measured, number, words
from sheets_sync.renderings.document.phrases import Phrases


def units(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """One table."""
    say = phrases.say
    kinds = ("communities", "people", "steps", "evaluated", "followed_up")
    table = DocumentTable(
        "units",
        say("report.units.caption"),
        (
            TableColumn(say("report.units.unit"), "text"),
            *(TableColumn(say(f"report.units.{name}"), adds=name != "people") for name in kinds),
        ),
        tuple(
            (
                words(line.unit or say("report.words.no_unit")),
                number(line.communities),
                number(line.people),
                measured(line.steps),
                measured(line.evaluated),
                measured(line.followed_up),
            )
            for line in report.part(compiled)
        ),
        title=say("report.units.title"),
    )
    return (table, Prose(say("report.units.note"), "note"))
