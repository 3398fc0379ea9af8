"""Headings in two rows that nobody merged: ผู้รับผิดชอบ before blank cells, over ชื่อ, ตำแหน่ง and อีเมล.

A copy is read as if the title were merged over them; where a sheet is read as it stands, its cells
say so themselves.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from sheets_sync.adoption.mapping import LIMIT
from sheets_sync.adoption.sheets import COUNTING, is_blank
from sheets_sync.registry.headers import SEARCHED_ROWS
from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import Area, RawTab, RawWorkbook

_MOSTLY = 0.5


def with_heading_areas(workbook: RawWorkbook, columns: Columns) -> RawWorkbook:
    """The workbook with such titles merged over what stands beneath them."""
    tabs = tuple(
        replace(tab, merged=(*tab.merged, *areas)) if (areas := [*_areas(tab, columns)]) else tab
        for tab in workbook.tabs
    )
    return replace(workbook, tabs=tabs)


def _areas(tab: RawTab, columns: Columns) -> Iterator[Area]:
    for row in range(1, min(SEARCHED_ROWS, tab.height - 1) + 1):
        if any(area.first_row <= row + 1 and area.last_row >= row for area in tab.merged):
            continue
        above, below = ([*_texts(tab, one)] for one in (row, row + 1))
        heads = [at for at, text in enumerate(above) if text]
        runs = [(at, end) for at, end in pairwise([*heads, len(above)]) if _spans(below, at, end)]
        covered = {at for first, end in runs for at in range(first, end)}
        named = {at for at, text in enumerate(below) if text}
        if not runs or not named <= covered or len(heads) - len(runs) < 1:
            continue
        if _are_headings([above[at] for at in heads], columns) and _are_headings(
            [below[at] for at in sorted(named)], columns
        ):
            yield from (Area(row, first + 1, row, end) for first, end in runs)
            return


def _texts(tab: RawTab, row: int) -> Iterator[str]:
    for column in tab.columns:
        cell = column[row - 1]
        yield "" if is_blank(cell) else shown(cell).strip() if isinstance(cell, str) else "\0"


def _spans(below: list[str], first: int, end: int) -> bool:
    """Whether a text stands beneath a heading, and beneath every blank cell behind it."""
    return end - first > 1 and all(below[first:end])


def _are_headings(texts: list[str], columns: Columns) -> bool:
    """Whether most texts are like headings of ours, or count rows."""
    known = [
        fold(text) in COUNTING or any(like.score >= LIMIT for like in columns.likes(text).values())
        for text in texts
    ]
    return sum(known) > _MOSTLY * len(texts)
