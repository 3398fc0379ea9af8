"""What was put to use, with the bounds that silence leaves, and what stood in the way."""

from sheets_sync.planning.report.indicators.values import NumberedIndicator
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.application import Application, Bounds
from sheets_sync.planning.report.sections.application import application as compiled
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Heading, Prose, TableColumn
from sheets_sync.renderings.document.cells import Blank, Cell, Range, measured, words
from sheets_sync.renderings.document.phrases import ABOUT_STEPS, Phrases
from sheets_sync.renderings.report_sections.indicator_cells import (
    now_cell,
    part_cell,
    part_label,
)
from sheets_sync.renderings.report_sections.many import in_order, is_of_many

FOLLOWED_UP, APPLIED, CONFIRMED, BARRIERS = 20, 21, 22, 24


def application(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """One row for each community where a follow-up is due or done, and the barriers."""
    say, found = phrases.say, report.part(compiled)
    if not found.lines:
        return (Prose(phrases.not_known(report, *ABOUT_STEPS) or say("report.application.none")),)
    note = Prose(say("report.application.note"), "note")
    return (_table(report, found, phrases), note, *_confirmed(report, phrases),
            *_barriers(report, phrases))  # fmt: skip


def _table(report: MonthlyReport, found: Application, phrases: Phrases) -> DocumentTable:
    say = phrases.say
    followed_up, applied = report.indicators[FOLLOWED_UP], report.indicators[APPLIED]
    return DocumentTable(
        "application",
        say(f"report.application.{'caption_of_many' if is_of_many(report) else 'caption'}"),
        (
            TableColumn(say("report.words.community"), "text"),
            TableColumn(say("report.application.followed_up"), adds=True),
            TableColumn(say("report.application.applied")),
            TableColumn(say("report.application.bounds")),
        ),
        tuple(
            (
                phrases.group(line.community, line.name),
                measured(line.followed_up),
                measured(line.applied),
                _range(line.bounds),
            )
            for line in in_order(found.lines, report)
        ),
        total=(
            words(say("report.application.all")),
            now_cell(followed_up, phrases),
            now_cell(applied, phrases),
            _bounds_of_all(applied),
        ),
        title=say("report.application.title"),
    )


def _range(bounds: Bounds | None) -> Cell:
    if bounds is None:
        return Cell(Blank("hidden"))
    low, high = bounds.lowest.share, bounds.highest.share
    return Cell(Blank() if low is None or high is None else Range(low, high))


def _bounds_of_all(applied: NumberedIndicator) -> Cell:
    low, high = (applied.parts.get(name) for name in ("lowest", "highest"))
    if applied.figure.value is None or not low or not high:
        return Cell(Blank("nothing" if applied.figure.of == 0 else "hidden"))
    return Cell(Range(low.value or 0, high.value or 0))


def _confirmed(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    confirmed = report.indicators[CONFIRMED]
    if confirmed.figure.value is None:
        return ()
    shown = phrases.plain(now_cell(confirmed, phrases))
    return (Prose(f"{phrases.say('report.application.confirmed')}: {shown}"),)


def _barriers(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    say, barriers = phrases.say, report.indicators[BARRIERS]
    if not barriers.parts:
        return ()
    table = DocumentTable(
        "barriers",
        say("report.application.barriers"),
        (
            TableColumn(say("report.application.barrier"), "text"),
            TableColumn(say("report.application.people")),
        ),
        tuple(
            (words(part_label(barriers, name, phrases)), part_cell(name, figure, barriers, phrases))
            for name, figure in barriers.parts.items()
        ),
        look="narrow",
        is_caption_shown=False,
    )
    return (Heading(say("report.application.barriers")), table)
