"""The sessions of the month, and whether their results are recorded."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.sessions import SessionLine
from sheets_sync.planning.report.sections.sessions import sessions as compiled
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Prose, TableColumn
from sheets_sync.renderings.document.cells import Amount, Blank, Cell, Day, measured, words
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.figures import figures_table

NUMBERS = (12, 13, 15)


def sessions(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """All sessions by day, and the indicator."""
    say, found = phrases.say, report.part(compiled)
    title = say("report.sessions.figures")
    recorded = figures_table("recorded", title, title, NUMBERS, report, phrases)
    if not found.lines:
        return (Prose(say(phrases.timely("report.sessions.none", report))), recorded)
    table = DocumentTable(
        "sessions",
        say("report.sessions.caption", period=phrases.period(report)),
        (
            TableColumn(say("report.sessions.day"), "day"),
            TableColumn(say("report.words.community"), "text"),
            TableColumn(say("report.sessions.topic"), "text"),
            TableColumn(say("report.sessions.outcome"), "text"),
            TableColumn(say("report.sessions.hours"), adds=True),
            TableColumn(say("report.sessions.attendance"), adds=True),
        ),
        tuple(_row(line, phrases) for line in found.lines),
        head=1,
        title=say("report.sessions.title"),
    )
    return (table, recorded)


def _row(line: SessionLine, phrases: Phrases) -> tuple[Cell, ...]:
    return (
        Cell(Day(line.day)),
        phrases.group(line.community, line.name),
        words(line.topic),
        words(phrases.say(f"report.outcomes.{line.outcome}")),
        Cell(Blank() if line.hours is None else Amount(line.hours, _decimals(line.hours))),
        measured(line.attendance),
    )


def _decimals(hours: float) -> int:
    """So many that no part of an hour is lost, two at most."""
    return next((places for places in (0, 1) if round(hours, places) == hours), 2)
