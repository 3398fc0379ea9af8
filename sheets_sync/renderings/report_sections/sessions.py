"""The sessions of the month, and whether their results are recorded."""

from dataclasses import replace

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.sessions import SessionLine
from sheets_sync.planning.report.sections.sessions import sessions as compiled
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Prose, TableColumn
from sheets_sync.renderings.document.cells import Amount, Blank, Cell, Day, measured, words
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.figures import figures_table
from sheets_sync.renderings.report_sections.many import is_of_many

NUMBERS = (12, 13, 15)


DONE = frozenset({"held", "cancelled"})
"""Outcomes of sessions that ask nobody for anything any more."""


def sessions(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """All sessions by day, of many communities those that need somebody; and the indicator."""
    say, found = phrases.say, report.part(compiled)
    title = say("report.sessions.figures")
    recorded = figures_table("recorded", title, title, NUMBERS, report, phrases)
    if not found.lines:
        none = phrases.timely("report.sessions.none", report)
        unknown = phrases.not_known(report, "communities", "sessions")
        return (Prose(unknown or say(none)), recorded)
    if not is_of_many(report):
        return (_table("sessions", found.lines, report, phrases), recorded)
    waiting = tuple(line for line in found.lines if line.outcome not in DONE)
    done = tuple(line for line in found.lines if line.outcome in DONE)
    blocks: list[Block] = []
    if waiting:
        blocks.append(_table("sessions_waiting", waiting, report, phrases))
    if done:
        blocks.append(Prose(say("report.sessions.others", count=len(done))))
        others = _table("sessions_others", done, report, phrases)
        blocks.append(replace(others, in_workbook_only=True))
    return (*blocks, recorded)


def _table(
    name: str, lines: tuple[SessionLine, ...], report: MonthlyReport, phrases: Phrases
) -> DocumentTable:
    say = phrases.say
    return DocumentTable(
        name,
        say(f"report.sessions.captions.{name}", period=phrases.period(report)),
        (
            TableColumn(say("report.sessions.day"), "day"),
            TableColumn(say("report.words.community"), "text"),
            TableColumn(say("report.sessions.topic"), "text"),
            TableColumn(say("report.sessions.outcome"), "text"),
            TableColumn(say("report.sessions.hours"), adds=True),
            TableColumn(say("report.sessions.attendance"), adds=True),
        ),
        tuple(_row(line, phrases) for line in lines),
        head=1,
        title=say("report.sessions.title"),
    )


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
