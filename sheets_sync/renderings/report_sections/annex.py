"""Definitions, and the rows that are in no figure."""

from sheets_sync.planning.report.indicators.values import NumberedIndicator
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.left_out import left_out
from sheets_sync.renderings.document.blocks import (
    Block,
    DocumentTable,
    Heading,
    Prose,
    TableColumn,
    Terms,
)
from sheets_sync.renderings.document.cells import Blank, Cell, number, words
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.indicator_cells import label
from sheets_sync.renderings.report_sections.indicators import parts_and_left_out


def annex(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """What each word and figure means, and what was not counted and why."""
    say, found = phrases.say, report.part(left_out)
    terms = Terms(
        (
            *(_term(name, phrases) for name in ("eligible", "due")),
            *(_indicator(one, phrases) for one in report.indicators.values()),
            _term("gain", phrases),
        )
    )
    heading = Heading(say("report.annex.left_out"))
    blocks = (Heading(say("report.annex.definitions")), terms, heading)
    if not found:
        none = Prose(say("report.annex.nothing_left_out"))
        return (*blocks, none, *parts_and_left_out(report, phrases))
    table = DocumentTable(
        "left_out",
        say("report.annex.left_out"),
        (
            TableColumn(say("report.annex.tab"), "text"),
            TableColumn(say("report.annex.reason"), "text"),
            TableColumn(say("report.annex.rows"), adds=True),
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
    return (*blocks, table, *parts_and_left_out(report, phrases))


def _term(name: str, phrases: Phrases) -> tuple[str, str]:
    say = phrases.say
    return say(f"report.terms.{name}.label"), say(f"report.terms.{name}.definition")


def _indicator(one: NumberedIndicator, phrases: Phrases) -> tuple[str, str]:
    name = phrases.say.digits(str(one.number))
    return f"{name}. {label(one, phrases)}", phrases.say(f"indicators.how.{one.name}")
