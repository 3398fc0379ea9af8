"""What the next month brings."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.upcoming import Upcoming
from sheets_sync.planning.report.sections.upcoming import upcoming as compiled
from sheets_sync.registry.months_and_years import add_months
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Prose, TableColumn
from sheets_sync.renderings.document.cells import Cell, Day, words
from sheets_sync.renderings.document.phrases import ABOUT_STEPS, Phrases


def upcoming(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """Sessions and due dates by day."""
    say, found = phrases.say, report.part(compiled)
    if not found:
        return (Prose(phrases.not_known(report, *ABOUT_STEPS) or say("report.upcoming.none")),)
    following = phrases.month(add_months(report.month, 1), "long")
    table = DocumentTable(
        "upcoming",
        say("report.upcoming.caption", month=following),
        (
            TableColumn(say("report.upcoming.day"), "day"),
            TableColumn(say("report.words.community"), "text"),
            TableColumn(say("report.upcoming.what"), "text"),
        ),
        tuple(
            (
                Cell(Day(one.day)),
                phrases.group(one.community, one.name),
                words(_what(one, phrases)),
            )
            for one in found
        ),
        head=1,
        title=say("report.upcoming.title"),
    )
    return (table,)


def _what(one: Upcoming, phrases: Phrases) -> str:
    say = phrases.say
    if one.kind == "step":
        name = say(f"report.steps.{one.step}")
        return say("report.upcoming.step", step=one.step, name=name)
    if one.topic:
        return say("report.upcoming.session", topic=one.topic)
    return say("report.upcoming.session_untitled")
