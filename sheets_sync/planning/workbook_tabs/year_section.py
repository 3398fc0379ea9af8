"""The to-do tab at the turn of the year: rounds to close, rows of the new ones, and holidays."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import STEPS
from sheets_sync.i18n.closing_text import missing_steps
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.fiscal_year.closing import (
    RoundToClose,
    closing_year,
    is_season,
    rounds_to_close,
)
from sheets_sync.planning.fiscal_year.next_rounds import (
    NEW_TABS,
    NewRow,
    NextRounds,
    count_of_new_rows,
    next_rounds,
    row_in_order,
)
from sheets_sync.planning.holiday_list import HolidayList, holiday_list, year_to_confirm
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import BLANK, Look, Shape, TabCell, TabRow
from sheets_sync.planning.workbook_tabs.urgency import shortened
from sheets_sync.planning.workbook_visibility import MAIN
from sheets_sync.registry.tables import Table
from sheets_sync.settings.catalogue import catalogue

_YEAR_TABS = (*NEW_TABS, "staff", "holidays")
"""What stands in any other tab is told of by the steps alone."""
_TEXT = 1_000
"""A cell is shown up to so many characters."""
Made = TypeVar("Made")


def year_section(
    checkup: Checkup, sentences: Sentences, home: str, width: int
) -> tuple[TabRow, ...]:
    """Rows of one workbook's tab; of the main one alone, and in their season alone.

    They are those of before where nothing that they are made of is another.
    """
    if home != MAIN:
        return ()
    memory, context = checkup.memory, checkup.context
    seen = replace(context, snapshot=context.snapshot.only(_YEAR_TABS))
    tables = seen.snapshot.tables.values()
    visible = memory.alike("visibility", checkup.visibility)
    return memory.of(
        "year section",
        (
            checkup.schema,
            context.settings,
            context.progress,
            checkup.today,
            visible,
            sentences,
            width,
            *tables,
        ),
        lambda: tuple(_section(replace(checkup, context=seen), sentences, width)),
    )


def _section(checkup: Checkup, sentences: Sentences, width: int) -> Iterator[TabRow]:
    if is_season(checkup.today, checkup.context.settings.year):
        yield from _closing(checkup, sentences, width)
    year = year_to_confirm(checkup.context)
    if year is not None:
        found = holiday_list(checkup.context, year, sentences.language)
        yield from _holidays(checkup, found, sentences, width)


def _closing(checkup: Checkup, sentences: Sentences, width: int) -> Iterator[TabRow]:
    year = closing_year(checkup.today)
    memory, context = checkup.memory, checkup.context
    rounds = memory.alike("rounds to close", tuple(rounds_to_close(context, year)))
    if rounds:
        yield from _head("close", sentences, width, year=year, count=len(rounds))
        yield TabRow(
            tuple(TabCell(one, Look.HEADING) for one in sentences("year.columns").split("|"))
        )
    who = (context.table("communities"), context.table("staff"))
    yield from memory.of(
        "rows to close",
        (rounds, *who, sentences),
        lambda: tuple(_rows_to_close(checkup, rounds, sentences)),
    )
    yield from _new_rounds(checkup, year, sentences, width)


def _rows_to_close(
    checkup: Checkup, rounds: Iterable[RoundToClose], sentences: Sentences
) -> Iterator[TabRow]:
    for one in rounds:
        owner = checkup.coordinator(one.community) or sentences("flags.todo.hr")
        done = len(STEPS) - len(one.missing)
        yield TabRow(
            (
                TabCell(owner, Look.QUIET),
                TabCell(f"{done}/{len(STEPS)}", Look.OPEN if one.missing else Look.GOOD),
                TabCell(checkup.community_name(one.community)),
                BLANK,
                TabCell(missing_steps(one.missing, sentences)),
            )
        )


def _new_rounds(checkup: Checkup, year: int, sentences: Sentences, width: int) -> Iterator[TabRow]:
    context = checkup.context
    count = _of_lists(checkup, year, count_of_new_rows)
    if count > context.settings.year.rows_in_tab:
        yield from _head("too_many", sentences, width, year=year + 1, count=count)
        return
    found = _of_lists(checkup, year, next_rounds) if count else NextRounds((), ())
    for tab in NEW_TABS:
        table, rows = context.table(tab), found.of(tab)
        if rows and table.state == "read" and checkup.visibility.of_table(tab) == MAIN:
            facts = {"sheet": table.sheets[0], "count": len(rows), "year": year + 1}
            yield from _head(f"new_{tab}", sentences, width, **facts)
            yield from _block(checkup, table, rows, sentences)


def _of_lists(checkup: Checkup, year: int, make: Callable[[RuleContext, int], Made]) -> Made:
    """What is made of the lists of people; that of before where all of them are as they were."""
    context = checkup.context
    tables = (context.table(tab) for tab in (*NEW_TABS, "staff"))
    parts = (year, context.settings.language, *tables)
    return checkup.memory.of(make.__name__, parts, partial(make, context, year))


def _block(
    checkup: Checkup, table: Table, rows: tuple[NewRow, ...], sentences: Sentences
) -> Iterator[TabRow]:
    positions = table.positions[0]
    words = {place: table.tab.columns[name].words for name, place in positions.items()}
    made = [row_in_order(row, positions) for row in rows]
    last = max(map(len, made), default=0)
    labels = (
        words[place].label(sentences.language) if place in words else ""
        for place in range(1, last + 1)
    )
    coordinator = sentences("flags.copy.coordinator")
    yield TabRow(tuple(TabCell(one, Look.HEADING) for one in (coordinator, *labels)))
    for row, cells in zip(rows, made, strict=True):
        owner = checkup.coordinator(row.continues) or sentences("flags.todo.hr")
        yield TabRow((TabCell(owner, Look.QUIET), *map(_copied, cells)))


def _copied(cell: str | dt.date | None) -> TabCell:
    if isinstance(cell, dt.date):
        return TabCell(cell, Look.COPY, Shape.DATE)
    # A page pasted into a cell does not fill the tab; the workbook of `year` has all of it.
    return TabCell(shortened(cell, _TEXT) if cell else None, Look.COPY)


def _holidays(
    checkup: Checkup, found: HolidayList, sentences: Sentences, width: int
) -> Iterator[TabRow]:
    tab = checkup.schema.tabs["holidays"].words.label(sentences.language)
    setting = catalogue()["year.holidays_confirmed"].title[sentences.language]
    facts = {"year": found.year, "count": len(found.days), "sheet": tab, "setting": setting}
    yield from _head("holidays", sentences, width, **facts)
    if found.lacks_ploughing:
        yield TabRow(
            (TabCell(sentences("year.ploughing", year=found.year), Look.NOTE, span=width),)
        )
    headings = sentences("year.holiday_columns").split("|")
    yield TabRow(tuple(TabCell(one, Look.HEADING) for one in headings))
    for one in found.days:
        yield TabRow(
            (
                TabCell(sentences(f"year.source.{one.source}"), Look.QUIET),
                TabCell(one.day, Look.COPY, Shape.DATE),
                TabCell(one.name, Look.COPY),
            )
        )


def _head(name: str, sentences: Sentences, width: int, **facts: object) -> Iterator[TabRow]:
    yield TabRow()
    yield TabRow((TabCell(sentences(f"year.{name}.title", **facts), Look.GROUP, span=width),))
    yield TabRow((TabCell(sentences(f"year.{name}.note", **facts), Look.NOTE, span=width),))
