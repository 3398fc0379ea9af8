"""What each community has done and what it has still to do."""

from sheets_sync.planning.report.indicators.coverage import APPLICATION, LEARNING
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.communities import CommunityLine
from sheets_sync.planning.report.sections.communities import communities as compiled
from sheets_sync.planning.report.sections.decisions import decisions
from sheets_sync.renderings.document.blocks import (
    Block,
    Card,
    DocumentTable,
    Heading,
    OpenStep,
    Prose,
    TableColumn,
)
from sheets_sync.renderings.document.cells import Blank, Cell, measured, number, person, words
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.many import is_of_many, with_card


def communities(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """All of them in one table; a card for each that needs somebody, of many for the first."""
    say, lines = phrases.say, report.part(compiled).lines
    if not lines:
        return (Prose(phrases.not_known(report, "communities") or say("report.heat_map.none")),)
    carded, count = with_card(report), len(report.part(decisions))
    blocks: list[Block] = [_table(lines, {line.community for line in carded}, phrases)]
    if carded:
        heading = "cards_of_many" if is_of_many(report) else "cards"
        blocks.append(Heading(say(f"report.communities.{heading}", count=len(carded))))
        blocks += [_card(line, report, phrases) for line in carded]
    if count > len(carded):
        blocks.append(Prose(say("report.communities.cards_left_out", count=count), "note"))
    return tuple(blocks)


def _table(lines: tuple[CommunityLine, ...], carded: set[str], phrases: Phrases) -> DocumentTable:
    say = phrases.say
    return DocumentTable(
        "communities",
        say("report.communities.caption"),
        (
            TableColumn(say("report.words.community"), "text"),
            TableColumn(say("report.communities.unit"), "text"),
            TableColumn(say("report.communities.coordinator"), "text"),
            TableColumn(say("report.communities.members"), adds=True),
            TableColumn(say("report.communities.sessions"), adds=True),
            TableColumn(say("report.communities.evaluated"), adds=True),
            TableColumn(say("report.communities.followed_up"), adds=True),
            TableColumn(say("report.communities.steps_complete")),
        ),
        tuple(
            (
                phrases.group(line.community, line.name, is_link=line.community in carded),
                words(line.unit or say("report.words.no_unit")),
                _coordinator(line, phrases),
                number(line.members, 0, *phrases.exempt(line.exempt)),
                measured(line.sessions),
                _recorded(line, LEARNING, phrases),
                _recorded(line, APPLICATION, phrases),
                number(line.complete),
            )
            for line in lines
        ),
        title=say("report.communities.title"),
    )


def _coordinator(line: CommunityLine, phrases: Phrases) -> Cell:
    """By name; whether there is one in the copy that names nobody."""
    if line.coordinator is None:
        return words(phrases.say("report.communities.somebody"))
    return person(line.coordinator, phrases.say("report.communities.nobody"))


def _recorded(line: CommunityLine, step: int, phrases: Phrases) -> Cell:
    """Members with a result; those of a step that is not due yet are in no total."""
    done = line.evaluated if step == LEARNING else line.followed_up
    early = (phrases.say("report.communities.not_due"),) if step in line.not_due else ()
    return measured(done, *early)


def _or_why(cell: Cell, why: str, phrases: Phrases) -> Cell:
    """The cell, or in words why it has no number: a card has no notes below it."""
    is_blank = isinstance(cell.value, Blank)
    return words(phrases.say(f"report.communities.{why}")) if is_blank else cell


def _card(line: CommunityLine, report: MonthlyReport, phrases: Phrases) -> Card:
    say = phrases.say
    status = say(f"report.status.{line.status}")
    complete = say("report.communities.complete", count=line.complete)
    return Card(
        place=f"c-{line.community}",
        name=line.name,
        code=line.community,
        about=f"{status} · {complete}",
        facts=(
            (say("report.communities.unit"), words(line.unit or say("report.words.no_unit"))),
            (
                say("report.communities.coordinator"),
                _coordinator(line, phrases),
            ),
            (
                say("report.communities.members"),
                words(
                    phrases.not_known(report, "members", "staff")
                    or say("report.communities.people", count=line.members),
                    asides=phrases.exempt(line.exempt),
                ),
            ),
            (
                say("report.communities.sessions"),
                _or_why(measured(line.sessions), "none_planned", phrases),
            ),
            (
                say("report.communities.evaluated"),
                _or_why(_recorded(line, LEARNING, phrases), "none_due", phrases),
            ),
            (
                say("report.communities.followed_up"),
                _or_why(_recorded(line, APPLICATION, phrases), "none_due", phrases),
            ),
        ),
        steps=tuple(
            OpenStep(
                step.state,
                say(f"report.states.{step.state}"),
                phrases.step(step.number),
                phrases.why(step),
                say("report.communities.missing"),
                line.missing.get(step.number, ()),
            )
            for step in line.steps
            if step.state != "complete"
        ),
        if_none=say("report.communities.all_done"),
    )
