"""Makes the rows of a tab in which staff tick line up with what will be written there.

Staff may tick at any moment. So no tick is ever copied: Google itself takes rows out, moves them
and puts them in, in the same step in which the rest is written, and what stands beside a letter
goes where its letter goes.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheets_sync.planning.workbook_tabs.tab_model import ServiceTab, Ticks
from sheets_sync.registry.workbook import RawTab
from sheets_sync.stores.google.writing.batch import JSON, sheet_properties
from sheets_sync.stores.google.writing.batch_lines import (
    append_rows,
    delete_rows,
    insert_rows,
    move_row,
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the rows that are there become those that are wanted."""

    requests: tuple[JSON, ...]
    fresh: frozenset[int]
    """Rows of letters, from 1, that are new and have nothing beside them yet."""
    letters: frozenset[int]
    """All rows of letters as they will be."""


def alignment(sheet: int, tab: ServiceTab, ticks: Ticks, before: RawTab | None) -> Alignment:
    """The way from the tab as it was read to its new rows; all are new where there was none."""
    wanted = _keys(tab, ticks)
    letters = frozenset(row for row, key in enumerate(wanted, start=1) if key)
    there = [] if before is None else _kept(before, ticks, {key for key in wanted if key})
    kept = {key for key in there if key}
    fresh = frozenset(row for row in letters if wanted[row - 1] not in kept)
    if before is None or _in_place(there, wanted):
        return Alignment((), fresh, letters)
    return Alignment(tuple(_requests(sheet, there, wanted)), fresh, letters)


def _keys(tab: ServiceTab, ticks: Ticks) -> list[str]:
    """By row, the key of the letter it is about; empty for rows that are about none."""
    keys = [""] * min(ticks.header_row, len(tab.rows))
    for row in tab.rows[ticks.header_row :]:
        at = ticks.key_column - 1
        value = row.cells[at].value if at < len(row.cells) else None
        keys.append(value if isinstance(value, str) else "")
    return keys


def _kept(before: RawTab, ticks: Ticks, wanted: set[str]) -> list[str]:
    """By row as read, the key of a letter that stays; where one stands twice, the ticked row."""
    at = ticks.key_column - 1
    keys = before.columns[at] if at < len(before.columns) else ()
    best: dict[str, tuple[bool, int]] = {}
    for row, key in enumerate(keys):
        if isinstance(key, str) and key in wanted:
            mine = (_is_ticked(before, ticks, row), -row)
            best[key] = max(best.get(key, mine), mine)
    rows = [""] * before.height
    for key, (_, row) in best.items():
        rows[-row] = key
    return rows


def _is_ticked(before: RawTab, ticks: Ticks, row: int) -> bool:
    columns = [before.columns[at - 1] for at in ticks.columns if at <= len(before.columns)]
    return any(column[row] not in {None, "", False} for column in columns)


def _in_place(there: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether every letter stands in its row already, and no row has another's ticks beside it."""
    return _places(there) == _places(wanted)


def _places(keys: Sequence[str]) -> dict[str, int]:
    return {key: row for row, key in enumerate(keys) if key}


def _requests(sheet: int, there: Sequence[str], wanted: Sequence[str]) -> Iterator[JSON]:
    """Takes out all rows but the letters', orders these, and puts the other rows in anew."""
    yield sheet_properties(sheet, gridProperties={"frozenRowCount": 0})
    yield append_rows(sheet, 1)  # a sheet keeps a row at its end, whatever is taken out
    for first, last in reversed(list(_spans(there))):
        yield delete_rows(sheet, first, last)
    now = [key for key in there if key]
    kept = set(now)
    for row, before in _moves(now, [key for key in wanted if key in kept]):
        yield move_row(sheet, row, before)
    for first, last in _spans([key if key in kept else "" for key in wanted]):
        yield insert_rows(sheet, first, last - first + 1)


def _spans(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last of rows together, counted from 1, that have no key."""
    start: int | None = None
    for row, key in enumerate((*keys, "end"), start=1):
        if not key:
            start = row if start is None else start
        elif start is not None:
            yield start, row - 1
            start = None


def _moves(now: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Row and the row before which it is put, both from 1; the longest run in order stays."""
    order = list(now)
    staying = _in_order(order, wanted)
    for at, key in enumerate(wanted):
        if key in staying:
            continue
        row = order.index(key)
        before = order.index(wanted[at - 1]) + 1 if at else 0
        yield row + 1, before + 1
        order.pop(row)
        order.insert(before - (row < before), key)


def _in_order(now: Sequence[str], wanted: Sequence[str]) -> set[str]:
    """Keys that need not move: a longest part of `now` that is in the wanted order."""
    rank = {key: at for at, key in enumerate(wanted)}
    ends: list[str] = []
    before: dict[str, str | None] = {}
    for key in now:
        at = bisect_left(ends, rank[key], key=rank.__getitem__)
        before[key] = ends[at - 1] if at else None
        ends[at : at + 1] = [key]
    staying: set[str] = set()
    last = ends[-1] if ends else None
    while last is not None:
        staying.add(last)
        last = before[last]
    return staying
