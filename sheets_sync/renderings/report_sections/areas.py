"""The ten areas, and the active communities that serve each."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.areas import areas as compiled
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Prose, TableColumn
from sheets_sync.renderings.document.cells import measured, words
from sheets_sync.renderings.document.phrases import Phrases


def areas(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """A bar for each area."""
    say, found = phrases.say, report.part(compiled)
    table = DocumentTable(
        "areas",
        say("report.areas.caption"),
        (
            TableColumn(say("report.areas.area"), "text"),
            TableColumn(say("report.areas.active"), has_bar=True),
        ),
        tuple(
            (words(f"{say.digits(str(place))}. {phrases.area(share.name)}"), measured(share.done))
            for place, share in enumerate(found.shares, start=1)
        ),
        title=say("report.areas.title"),
    )
    covered = phrases.not_known(report, "communities") or say(
        "report.areas.covered", n=found.covered.n, of=found.covered.of
    )
    return (table, Prose(f"{covered} · {say('report.areas.note')}", "note"))
