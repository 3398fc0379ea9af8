"""What changed, the headline figures, and the communities that wait for somebody."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.changes import changes
from sheets_sync.planning.report.sections.decisions import Decision, decisions
from sheets_sync.planning.report.sections.headline import headline
from sheets_sync.planning.report.sections.steps import steps
from sheets_sync.renderings.document.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Prose,
    Side,
    Table,
)
from sheets_sync.renderings.document.cells import Cell, measured, number, words
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.figures import figures_table


def summary(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """The first page."""
    say = phrases.say
    return (
        Heading(say("report.summary.changes")),
        Bullets(tuple(map(phrases.change, report.part(changes)))),
        Side(_headline(report, phrases), _steps(report, phrases)),
        Heading(say("report.summary.decisions")),
        *_decisions(report, phrases),
    )


def _headline(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    say = phrases.say
    table = figures_table(
        "headline",
        say("report.summary.headline_note"),
        report.part(headline),
        report,
        phrases,
        say("report.summary.headline"),
    )
    return (Heading(say("report.summary.headline")), table)


def _steps(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    say, found = phrases.say, report.part(steps)
    table = Table(
        "steps",
        say("report.summary.steps_note"),
        (
            Column(say("report.words.step"), "text"),
            Column(say("report.summary.steps_done"), has_bar=True),
        ),
        tuple(
            (words(f"{say.digits(str(one.step))}. {say(f'report.steps.{one.step}')}"),
             measured(one.done))
            for one in found.bars
        ),
        total=(words(say("report.summary.procedure")), measured(found.procedure.now)),
        title=say("report.summary.steps"),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (Heading(say("report.summary.steps")), table)
    if found.median is None:
        return blocks
    middle = say("report.summary.median", share=phrases.share(found.median))
    return (*blocks, Prose(middle, "note"))


def _decisions(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    say, found = phrases.say, report.part(decisions)
    if not found:
        return (Prose(say("report.summary.no_decisions")),)
    table = Table(
        "decisions",
        say("report.summary.decisions_order"),
        (
            Column(say("report.words.community"), "text"),
            Column(say("report.summary.steps_open")),
            Column(say("report.summary.days")),
            Column(say("report.summary.decision"), "text"),
            Column(say("report.summary.whose"), "text"),
        ),
        tuple(_row(one, phrases) for one in found[: phrases.first_page]),
        title=say("report.summary.decisions"),
    )
    more = len(found) - len(table.rows)
    if not more:
        return (table,)
    sentence = say("report.summary.more_decisions", count=more)
    return (table, Prose(sentence, "note", link="heat_map"))


def _row(one: Decision, phrases: Phrases) -> tuple[Cell, ...]:
    say = phrases.say
    stalled = say("report.summary.stalled") if one.is_stalled else ""
    if one.step:
        asides = tuple(filter(None, (phrases.reason(one.step), stalled)))
        what = words(phrases.step(one.step.number), asides=asides)
    else:
        what = words(stalled)
    return (
        phrases.group(one.community, one.name, is_link=True),
        number(one.steps_late),
        number(one.days_late if one.step else None),
        what,
        words(one.coordinator or say("report.summary.nobody_known")),
    )
