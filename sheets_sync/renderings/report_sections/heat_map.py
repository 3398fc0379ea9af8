"""Where every community stands in the seven steps."""

from collections.abc import Sequence
from dataclasses import replace

from sheets_sync.checking.steps import STEPS, Step
from sheets_sync.i18n.step_text import COUNTED_STEPS
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.communities import CommunityLine, communities
from sheets_sync.planning.report.values import NOTHING, Ratio
from sheets_sync.renderings.document.blocks import (
    Block,
    DocumentTable,
    Heading,
    Legend,
    Prose,
    TableColumn,
)
from sheets_sync.renderings.document.cells import Cell, State
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.many import is_of_many, others, waiting, with_card

STATES = ("complete", "in_progress", "not_started", "overdue", "not_due", "unknown")
"""In the order of the legend."""


def heat_map(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """One table; of many communities a table of those that need somebody."""
    say, found = phrases.say, report.part(communities)
    if not found.lines:
        return (Prose(phrases.not_known(report, "communities") or say("report.heat_map.none")),)
    states = tuple((state, say(f"report.states.{state}")) for state in STATES)
    notes = (say("report.heat_map.parts"), say("report.heat_map.people"))
    counted = _counted(found.lines, phrases)
    blocks: list[Block] = [Prose(counted), Legend(states, notes)]
    if is_of_many(report):
        blocks += _by_need(found.lines, report, phrases)
    else:
        blocks.append(_table("heat_map", found.lines, report, phrases))
    if found.finished_before:
        text = say("report.heat_map.finished_before", count=found.finished_before)
        blocks.append(Prose(text, "note"))
    return tuple(blocks)


def _counted(lines: tuple[CommunityLine, ...], phrases: Phrases) -> str:
    completed = sum(line.status == "completed" for line in lines)
    name = "counted_both" if completed else "counted"
    return phrases.say(
        f"report.heat_map.{name}",
        all=len(lines),
        active=len(lines) - completed,
        completed=completed,
    )


def _by_need(
    lines: tuple[CommunityLine, ...], report: MonthlyReport, phrases: Phrases
) -> list[Block]:
    say, first, rest = phrases.say, waiting(lines, report), others(lines, report)
    blocks: list[Block] = []
    if first:
        blocks.append(Heading(say("report.heat_map.waiting", count=len(first))))
        blocks.append(_table("heat_map_waiting", first, report, phrases))
    if rest:
        blocks.append(Prose(say("report.heat_map.others", count=len(rest))))
        table = _table("heat_map_others", rest, report, phrases)
        blocks.append(replace(table, in_workbook_only=True))
    return blocks


def _table(
    name: str, lines: Sequence[CommunityLine], report: MonthlyReport, phrases: Phrases
) -> DocumentTable:
    say = phrases.say
    is_short, carded = is_of_many(report), {line.community for line in with_card(report)}
    return DocumentTable(
        name,
        say("report.heat_map.caption", day=say.date(report.as_of, "long")),
        (
            TableColumn(say("report.words.community"), "text"),
            *(
                TableColumn(say.digits(str(step)), "state", under=say(f"report.steps_short.{step}"))
                for step in STEPS
            ),
        ),
        tuple(
            (
                phrases.group(line.community, line.name, is_link=line.community in carded),
                *(_cell(step, phrases, is_short=is_short) for step in line.steps),
            )
            for line in lines
        ),
        look="heat",
        title=say("report.heat_map.title"),
    )


def _cell(step: Step, phrases: Phrases, *, is_short: bool) -> Cell:
    is_open = step.state != "complete"
    return Cell(
        State(
            step.state,
            phrases.say(f"report.states.{step.state}"),
            Ratio(step.done, step.of) if is_open and step.of else NOTHING,
            of_people=step.number in COUNTED_STEPS,
            why=phrases.why(step) if is_open and not is_short else "",
            cause=_cause(step, phrases) if is_open else "",
        )
    )


def _cause(step: Step, phrases: Phrases) -> str:
    """What keeps a step open although its numbers may look complete."""
    name = f"report.heat_map.causes.{step.reason.name}"
    return phrases.say(name, **step.reason.facts) if name in phrases.say else ""
