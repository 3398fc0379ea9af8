"""Definitions, and the rows that are in no figure."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.headline import headline
from sheets_sync.planning.report.sections.learning import learning
from sheets_sync.planning.report.sections.left_out import left_out
from sheets_sync.planning.report.sections.members import members
from sheets_sync.planning.report.sections.sessions import sessions
from sheets_sync.planning.report.sections.steps import steps
from sheets_sync.renderings.document.blocks import Block, Column, Heading, Prose, Table, Terms
from sheets_sync.renderings.document.cells import Blank, Cell, number, words
from sheets_sync.renderings.document.phrases import Phrases


def annex(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """What each word and figure means, and what was not counted and why."""
    say, found = phrases.say, report.part(left_out)
    pairs = (
        *(f"terms.{name}" for name in ("eligible", "due")),
        *(f"indicators.{name}" for name in _indicators(report)),
        *(f"terms.{name}" for name in ("gain", "satisfaction")),
    )
    terms = Terms(
        tuple((say(f"report.{name}.label"), say(f"report.{name}.definition")) for name in pairs)
    )
    heading = Heading(say("report.annex.left_out"))
    blocks = (Heading(say("report.annex.definitions")), terms, heading)
    if not found:
        return (*blocks, Prose(say("report.annex.nothing_left_out")))
    table = Table(
        "left_out",
        say("report.annex.left_out"),
        (
            Column(say("report.annex.tab"), "text"),
            Column(say("report.annex.reason"), "text"),
            Column(say("report.annex.rows"), adds=True),
        ),
        tuple(
            (
                words(phrases.tab(one.tab)),
                words(say(f"report.left_out.{one.reason}")),
                number(one.rows) if one.rows else Cell(Blank()),
            )
            for one in found
        ),
        is_caption_shown=False,
    )
    return (*blocks, table)


def _indicators(report: MonthlyReport) -> tuple[str, ...]:
    every = (
        *report.part(headline),
        report.part(steps).procedure,
        *report.part(members),
        report.part(sessions).recorded,
        report.part(learning).passed,
    )
    return tuple(one.name for one in every)
