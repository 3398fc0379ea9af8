"""What was put to use, with the bounds that silence leaves, and what stood in the way."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.application import Application, Bounds
from sheets_sync.planning.report.sections.application import application as compiled
from sheets_sync.planning.report.sections.headline import headline
from sheets_sync.renderings.document.blocks import Block, Column, Heading, Prose, Table
from sheets_sync.renderings.document.cells import Blank, Cell, Range, measured, number, words
from sheets_sync.renderings.document.phrases import Phrases


def application(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """One row for each community where a follow-up is due or done, and the barriers."""
    say, found = phrases.say, report.part(compiled)
    if not found.lines:
        return (Prose(say("report.application.none")),)
    hidden = phrases.hides(report.copy, report.small_group)
    note = Prose(f"{say('report.application.note')} {hidden}".strip(), "note")
    return (_table(report, found, phrases), note, *_confirmed(found, phrases),
            *_barriers(found, phrases))  # fmt: skip


def _table(report: MonthlyReport, found: Application, phrases: Phrases) -> Table:
    say = phrases.say
    followed_up = next(one.now for one in report.part(headline) if one.name == "followed_up")
    partly = (say("report.application.partly", count=found.partly),) if found.partly else ()
    return Table(
        "application",
        say("report.application.caption"),
        (
            Column(say("report.words.community"), "text"),
            Column(say("report.application.followed_up"), adds=True),
            Column(say("report.application.applied")),
            Column(say("report.application.bounds")),
        ),
        tuple(
            (
                phrases.group(line.community, line.name),
                measured(line.followed_up),
                measured(line.applied),
                _range(line.bounds),
            )
            for line in found.lines
        ),
        total=(
            words(say("report.application.all")),
            measured(followed_up),
            measured(found.applied, *partly),
            _range(found.bounds),
        ),
        title=say("report.application.title"),
    )


def _range(bounds: Bounds | None) -> Cell:
    if bounds is None:
        return Cell(Blank("hidden"))
    low, high = bounds.lowest.share, bounds.highest.share
    return Cell(Blank() if low is None or high is None else Range(low, high))


def _confirmed(found: Application, phrases: Phrases) -> tuple[Block, ...]:
    if found.confirmed is None:
        return ()
    shown = phrases.plain(measured(found.confirmed))
    return (Prose(f"{phrases.say('report.application.confirmed')}: {shown}"),)


def _barriers(found: Application, phrases: Phrases) -> tuple[Block, ...]:
    say = phrases.say
    if not found.barriers:
        return ()
    table = Table(
        "barriers",
        say("report.application.barriers"),
        (
            Column(say("report.application.barrier"), "text"),
            Column(say("report.application.people"), adds=True),
        ),
        tuple(
            (words(one.reason or say("report.application.no_reason")), number(one.count))
            for one in found.barriers
        ),
        look="narrow",
        is_caption_shown=False,
    )
    return (Heading(say("report.application.barriers")), table)
