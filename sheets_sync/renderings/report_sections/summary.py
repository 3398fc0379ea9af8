"""What changed, the headline figures, and the communities that wait for somebody."""

from collections.abc import Iterator
from dataclasses import replace

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.changes import changes
from sheets_sync.planning.report.sections.decisions import Decision, decisions
from sheets_sync.renderings.document.blocks import (
    Block,
    Bullets,
    DocumentTable,
    Heading,
    Prose,
    Side,
    TableColumn,
)
from sheets_sync.renderings.document.cells import Cell, number, person, words
from sheets_sync.renderings.document.phrases import ABOUT_STEPS, Phrases
from sheets_sync.renderings.report_sections.figures import figures_table
from sheets_sync.renderings.report_sections.indicator_cells import now_cell, part_cell
from sheets_sync.renderings.report_sections.restatement import (
    restated_lines,
    restated_of,
    restated_title,
)

HEADLINE = (1, 12, 11, 17, 20, 21, 7)
"""The indicators of the first page, by number; 3 stands beside them as bars."""
STEPS, PROCEDURE = 3, 4


def summary(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """The first page."""
    say = phrases.say
    return (
        Heading(say(phrases.timely("report.summary.changes", report))),
        Bullets(tuple(map(phrases.change, report.part(changes)))),
        *_restated(report, phrases),
        Side(_headline(report, phrases), _steps(report, phrases)),
        Heading(say("report.summary.decisions")),
        *_decisions(report, phrases),
    )


def _restated(report: MonthlyReport, phrases: Phrases) -> Iterator[Block]:
    """What reads otherwise now than a report said when it was sent."""
    for one in restated_of(report):
        yield Heading(restated_title(one, phrases))
        yield Bullets(tuple(restated_lines(one, report, phrases)))


def _headline(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    say = phrases.say
    title, note = say("report.summary.headline"), say("report.summary.headline_note")
    table = figures_table("headline", title, note, HEADLINE, report, phrases)
    return (Heading(title), table)


def _steps(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    say, by_step, active = phrases.say, report.indicators[STEPS], report.indicators[PROCEDURE]
    table = DocumentTable(
        "steps",
        say("report.summary.steps_note", day=say.date(report.as_of, "long")),
        (
            TableColumn(say("report.words.step"), "text"),
            TableColumn(say("report.summary.steps_done"), has_bar=True),
        ),
        tuple(
            (
                words(f"{say.digits(step)}. {say(f'report.steps.{step}')}"),
                part_cell(step, figure, by_step, phrases),
            )
            for step, figure in by_step.parts.items()
        ),
        total=(words(say("report.summary.all_steps")), now_cell(by_step, phrases)),
        title=say("report.summary.steps"),
    )
    blocks: tuple[Block, ...] = (Heading(say("report.summary.steps")), table)
    middle = active.parts.get("median")
    if middle is None or middle.value is None:
        return blocks
    return (*blocks, Prose(say("report.summary.median", share=phrases.share(middle.value)), "note"))


def _decisions(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    say, found = phrases.say, report.part(decisions)
    if not found:
        return (
            Prose(phrases.not_known(report, *ABOUT_STEPS) or say("report.summary.no_decisions")),
        )
    table = DocumentTable(
        "decisions",
        say("report.summary.decisions_order"),
        (
            TableColumn(say("report.words.community"), "text"),
            TableColumn(say("report.summary.steps_open")),
            TableColumn(say("report.summary.days")),
            TableColumn(say("report.summary.decision"), "text"),
            TableColumn(say("report.summary.whose"), "text"),
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
        _group(one, phrases),
        number(one.steps_late),
        number(one.days_late if one.step else None),
        what,
        _whose(one, phrases),
    )


def _whose(one: Decision, phrases: Phrases) -> Cell:
    told = phrases.whose(one)
    return person(told, "") if one.coordinator else words(told)


def _group(one: Decision, phrases: Phrases) -> Cell:
    """A round that is over says so: only its results are still open."""
    cell = phrases.group(one.community, one.name, is_link=True)
    over = phrases.say("report.summary.completed") if one.is_completed else ""
    return replace(cell, asides=tuple(filter(None, (*cell.asides, over))))
