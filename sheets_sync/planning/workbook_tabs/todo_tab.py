"""The to-do tab: what to mend and what is still to be done, by coordinator, the urgent first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sheets_sync.checking.findings import Finding
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.copy_rows import CopyBlock, copy_blocks
from sheets_sync.planning.workbook_tabs.moved_tab import way_to
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import (
    BLANK,
    Cell,
    Look,
    PrintSetup,
    Row,
    ServiceTab,
)
from sheets_sync.planning.workbook_tabs.todo_lines import TodoLine, place_of, todo_lines
from sheets_sync.planning.workbook_tabs.urgency import URGENCIES, look_of, shortened
from sheets_sync.planning.workbook_visibility import MAIN

_WIDTHS = (26, 13, 26, 26, 64, 20, 13, 12)
_TEXT = 1_000
"""A sentence is shown up to so many characters; names of many members may be more."""


def todo_tab(checkup: Checkup, sentences: Sentences, home: str = MAIN) -> ServiceTab:
    """The tab of one workbook: every finding that it shows in exactly one line, then rows to copy.

    Of what the other workbooks show, the main one says how much it is, and nothing else.
    """
    here = checkup.within(home)
    lines = todo_lines(here, sentences)
    top = _top(lines, tuple(_elsewhere(checkup, sentences, home)), sentences)
    return ServiceTab(
        name="todo",
        title=sentences("flags.todo.tab"),
        widths=_WIDTHS,
        rows=(
            *top,
            *_grouped(lines, checkup, sentences),
            *_to_copy(copy_blocks(checkup, home), sentences),
        ),
        frozen_rows=len(top),
        filter_row=len(top),
        print_setup=PrintSetup(repeat_rows=len(top)),
        home=home,
    )


def _top(
    lines: Sequence[TodoLine], beside: Iterable[Cell], sentences: Sentences
) -> tuple[Row, ...]:
    headings = sentences("flags.todo.columns").split("|")
    counted = _counted((finding for line in lines for finding in line.findings), sentences)
    return (
        Row((Cell(sentences("flags.todo.title"), Look.TITLE),)),
        Row((Cell(sentences("flags.todo.note"), Look.NOTE, span=len(_WIDTHS)),)),
        Row((Cell(counted or sentences("flags.todo.nothing"), Look.NOTE, span=len(_WIDTHS)),)),
        *(Row((cell,)) for cell in beside),
        Row(tuple(Cell(heading, Look.HEADING) for heading in headings)),
    )


def _elsewhere(checkup: Checkup, sentences: Sentences, home: str) -> Iterator[Cell]:
    """How many findings stand in each of the other workbooks, with the way there."""
    if home != MAIN:
        return
    counts = Counter(map(checkup.visibility.showing, checkup.findings))
    for other in checkup.visibility.written[1:]:
        if counts[other]:
            count = sentences.number(counts[other])
            words = sentences("flags.todo.elsewhere", count=count, place=other)
            yield Cell(way_to(other, words, checkup), Look.NOTE, span=len(_WIDTHS))
    if counts[None]:
        words = sentences("flags.todo.nowhere", count=sentences.number(counts[None]))
        yield Cell(words, Look.NOTE, span=len(_WIDTHS))


def _counted(findings: Iterable[Finding], sentences: Sentences) -> str:
    """How many findings of each urgency, in words; empty where there are none."""
    counts = Counter(look_of(finding) for finding in findings)
    return " · ".join(
        sentences(f"flags.counted.{look}", count=sentences.number(counts[look]))
        for look in URGENCIES
        if counts[look]
    )


def _grouped(lines: Sequence[TodoLine], checkup: Checkup, sentences: Sentences) -> Iterator[Row]:
    """Each coordinator's lines under a row of their own; the group with the most urgent first."""
    groups: dict[str, list[TodoLine]] = {}
    for line in lines:
        groups.setdefault(line.coordinator, []).append(line)
    for name, group in sorted(groups.items(), key=lambda one: _order_of_group(*one)):
        owner = name or sentences("flags.todo.hr")
        counted = _counted((finding for line in group for finding in line.findings), sentences)
        yield Row((Cell(owner, Look.GROUP), Cell(counted, Look.GROUP, span=len(_WIDTHS) - 1)))
        for line in sorted(group, key=lambda one: (one.urgency, one.since)):
            yield _row(line, owner, checkup, sentences)


def _order_of_group(name: str, group: Sequence[TodoLine]) -> tuple[int, int, str]:
    worst = min(line.urgency for line in group)
    return worst, -sum(line.urgency == worst for line in group), name


def _row(line: TodoLine, owner: str, checkup: Checkup, sentences: Sentences) -> Row:
    first, look = line.first, look_of(line.first)
    alone = len(line.findings) == 1
    return Row(
        (
            Cell(owner, Look.QUIET),
            Cell(sentences(f"flags.severity.{look}"), look),
            Cell(place_of(first, sentences)),
            Cell(_community(line, checkup)),
            Cell(shortened(line.text, _TEXT)),
            _suggestion(first) if alone else BLANK,
            Cell(line.since),
            Cell((checkup.today - line.since).days),
        )
    )


def _community(line: TodoLine, checkup: Checkup) -> str | None:
    """The community that all of a line is about."""
    communities = {finding.community for finding in line.findings}
    return checkup.community_name(communities.pop()) or None if len(communities) == 1 else None


def _suggestion(finding: Finding) -> Cell:
    return BLANK if finding.suggestion is None else Cell(finding.suggestion, Look.COPY)


def _to_copy(blocks: Sequence[CopyBlock], sentences: Sentences) -> Iterator[Row]:
    """Under each staff tab's name, the rows that are still missing there."""
    for block in blocks:
        count = sentences.number(len(block.rows))
        title = sentences("flags.copy.title", sheet=block.sheet, count=count)
        yield Row()
        yield Row((Cell(title, Look.GROUP, span=len(_WIDTHS)),))
        yield Row((Cell(sentences("flags.copy.note"), Look.NOTE, span=len(_WIDTHS)),))
        yield Row(
            (
                Cell(sentences("flags.copy.coordinator"), Look.HEADING),
                *(Cell(heading, Look.HEADING) for heading in block.headings),
            )
        )
        for coordinator, cells in block.rows:
            owner = coordinator or sentences("flags.todo.hr")
            yield Row((Cell(owner, Look.QUIET), *(Cell(cell, Look.COPY) for cell in cells)))
