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
    Look,
    PrintSetup,
    ServiceTab,
    TabCell,
    TabRow,
)
from sheets_sync.planning.workbook_tabs.todo_lines import TodoLine, place_of, todo_lines
from sheets_sync.planning.workbook_tabs.urgency import URGENCIES, look_of, shortened
from sheets_sync.planning.workbook_tabs.year_section import year_section
from sheets_sync.planning.workbook_visibility import MAIN

_WIDTHS = (26, 13, 26, 26, 64, 20, 13, 12)
_WIDTH_OF_COPIES = 16
"""Of columns that only rows to copy reach, at the turn of the year."""
_TEXT = 1_000
"""A sentence is shown up to so many characters; names of many members may be more."""


def todo_tab(checkup: Checkup, sentences: Sentences, home: str = MAIN) -> ServiceTab:
    """The tab of one workbook: every finding that it shows in exactly one line, then rows to copy.

    Of what the other workbooks show, the main one says how much it is, and nothing else.
    """
    here, memory = checkup.within(home), checkup.memory
    lines = todo_lines(here, sentences, home)
    year = memory.alike_in_place(
        ("year", home), year_section(checkup, sentences, home, len(_WIDTHS)), TabRow.is_same_as
    )
    more = max((len(row.cells) for row in year), default=0) - len(_WIDTHS)
    elsewhere = tuple(_elsewhere(checkup, sentences, home))
    top = memory.alike_in_place(("top", home), _top(lines, elsewhere, sentences), TabRow.is_same_as)
    return ServiceTab(
        name="todo",
        title=sentences("flags.todo.tab"),
        widths=(*_WIDTHS, *(_WIDTH_OF_COPIES,) * more),
        rows=(
            *top,
            *_grouped(lines, checkup, sentences, home),
            *_to_copy(copy_blocks(checkup, home), sentences),
            *year,
        ),
        frozen_rows=len(top),
        filter_row=len(top),
        filter_columns=len(_WIDTHS) if more > 0 else 0,
        print_setup=PrintSetup(repeat_rows=len(top)),
        home=home,
    )


def _top(
    lines: Sequence[TodoLine], beside: Iterable[TabCell], sentences: Sentences
) -> tuple[TabRow, ...]:
    headings = sentences("flags.todo.columns").split("|")
    counted = _counted((finding for line in lines for finding in line.findings), sentences)
    return (
        TabRow((TabCell(sentences("flags.todo.title"), Look.TITLE),)),
        TabRow((TabCell(sentences("flags.todo.note"), Look.NOTE, span=len(_WIDTHS)),)),
        TabRow(
            (TabCell(counted or sentences("flags.todo.nothing"), Look.NOTE, span=len(_WIDTHS)),)
        ),
        *(TabRow((cell,)) for cell in beside),
        TabRow(tuple(TabCell(heading, Look.HEADING) for heading in headings)),
    )


def _elsewhere(checkup: Checkup, sentences: Sentences, home: str) -> Iterator[TabCell]:
    """How many findings stand in each of the other workbooks, with the way there."""
    if home != MAIN:
        return
    counts = Counter(map(checkup.visibility.showing, checkup.findings))
    for other in checkup.visibility.written[1:]:
        if counts[other]:
            count = sentences.number(counts[other])
            words = sentences("flags.todo.elsewhere", count=count, place=other)
            yield TabCell(way_to(other, words, checkup), Look.NOTE, span=len(_WIDTHS))
    if counts[None]:
        words = sentences("flags.todo.nowhere", count=sentences.number(counts[None]))
        yield TabCell(words, Look.NOTE, span=len(_WIDTHS))


def _counted(findings: Iterable[Finding], sentences: Sentences) -> str:
    """How many findings of each urgency, in words; empty where there are none."""
    counts = Counter(look_of(finding) for finding in findings)
    return " · ".join(
        sentences(f"flags.counted.{look}", count=sentences.number(counts[look]))
        for look in URGENCIES
        if counts[look]
    )


def _grouped(
    lines: Sequence[TodoLine], checkup: Checkup, sentences: Sentences, home: str
) -> Iterator[TabRow]:
    """Each coordinator's lines under a row of their own; the group with the most urgent first."""
    rows = _rows_of(lines, checkup, sentences, home)
    groups: dict[str, list[TodoLine]] = {}
    for line in lines:
        groups.setdefault(line.coordinator, []).append(line)
    for name, group in sorted(groups.items(), key=lambda one: _order_of_group(*one)):
        owner = name or sentences("flags.todo.hr")
        counted = _counted((finding for line in group for finding in line.findings), sentences)
        cells = TabCell(owner, Look.GROUP), TabCell(counted, Look.GROUP, span=len(_WIDTHS) - 1)
        yield checkup.memory.alike(("group", home, name), TabRow(cells))
        for line in sorted(group, key=lambda one: (one.urgency, one.since)):
            yield rows[id(line)]


def _rows_of(
    lines: Sequence[TodoLine], checkup: Checkup, sentences: Sentences, home: str
) -> dict[int, TabRow]:
    """The row of every line, by the line as an object."""
    made_of = (checkup.today, checkup.context.table("communities"), sentences)
    rows = checkup.memory.of_each(
        ("rows of lines", home),
        made_of,
        lines,
        lambda line: _row(line, checkup, sentences),
    )
    return {id(line): row for line, row in zip(lines, rows, strict=True)}


def _order_of_group(name: str, group: Sequence[TodoLine]) -> tuple[int, int, str]:
    worst = min(line.urgency for line in group)
    return worst, -sum(line.urgency == worst for line in group), name


def _row(line: TodoLine, checkup: Checkup, sentences: Sentences) -> TabRow:
    owner = line.coordinator or sentences("flags.todo.hr")
    first, look = line.first, look_of(line.first)
    alone = len(line.findings) == 1
    return TabRow(
        (
            TabCell(owner, Look.QUIET),
            TabCell(sentences(f"flags.severity.{look}"), look),
            TabCell(place_of(first, sentences)),
            TabCell(_community(line, checkup)),
            TabCell(shortened(line.text, _TEXT)),
            _suggestion(first) if alone else BLANK,
            TabCell(line.since),
            TabCell((checkup.today - line.since).days),
        )
    )


def _community(line: TodoLine, checkup: Checkup) -> str | None:
    """The community that all of a line is about."""
    communities = {finding.community for finding in line.findings}
    return checkup.community_name(communities.pop()) or None if len(communities) == 1 else None


def _suggestion(finding: Finding) -> TabCell:
    return BLANK if finding.suggestion is None else TabCell(finding.suggestion, Look.COPY)


def _to_copy(blocks: Sequence[CopyBlock], sentences: Sentences) -> Iterator[TabRow]:
    """Under each staff tab's name, the rows that are still missing there."""
    for block in blocks:
        count = sentences.number(len(block.rows))
        title = sentences("flags.copy.title", sheet=block.sheet, count=count)
        yield TabRow()
        yield TabRow((TabCell(title, Look.GROUP, span=len(_WIDTHS)),))
        yield TabRow((TabCell(sentences("flags.copy.note"), Look.NOTE, span=len(_WIDTHS)),))
        yield TabRow(
            (
                TabCell(sentences("flags.copy.coordinator"), Look.HEADING),
                *(TabCell(heading, Look.HEADING) for heading in block.headings),
            )
        )
        for coordinator, cells in block.rows:
            owner = coordinator or sentences("flags.todo.hr")
            yield TabRow(
                (TabCell(owner, Look.QUIET), *(TabCell(cell, Look.COPY) for cell in cells))
            )
