"""What keeps our status column from showing anything, seen in the values of a sheet.

In a file every row has a formula of its own, and the store knows which was typed over. Online one
formula in the heading fills the whole column: where something is in its way nothing is shown but
an error in place of the heading, and where the formula was typed over the cells below are blank.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from sheets_sync.registry.headers import Headings
from sheets_sync.registry.schema import Words
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import LOADING, CellError, RawCell, RawTab

MOST = 50
"""So many cells are enough to be told; the next check tells of the others."""


@dataclass(frozen=True, slots=True)
class StatusBreak:
    """A cell to be looked at."""

    row: int
    column: int
    """Both count from 1."""
    kind: Literal["typed", "blocking", "formula"]
    """Typed over one row's text, in the way of all of them, or where the formula should be."""


def status_breaks(sheet: RawTab, found: Headings, ours: Words) -> Iterator[StatusBreak]:
    """The cells because of which the status column, named by `ours`, says less than it should."""
    for row, column in typed_over(sheet, found, ours):
        yield StatusBreak(row, column, "typed")
    if sheet.url:
        yield from _unfilled(sheet, found, ours)


def typed_over(sheet: RawTab, found: Headings, ours: Words) -> Iterator[tuple[int, int]]:
    """Rows below the heading, and the column, where staff typed over a row's text.

    A tab without records has no formula, and other programs may leave the mark of our column at
    one of the staff's: there the heading decides.
    """
    headed = _headed(sheet, found, ours)
    for row, column in sheet.typed_over:
        if row > found.row and (sheet.looks_up or column == headed):
            yield row, column


def _headed(sheet: RawTab, found: Headings, ours: Words) -> int | None:
    """The first column whose heading is that of ours."""
    meant = {fold(word) for word in ours.spellings("status_column")}
    heads = enumerate(_heads(sheet, found), start=1)
    return next((at for at, head in heads if fold(shown(head)) in meant), None)


def _heads(sheet: RawTab, found: Headings) -> list[RawCell]:
    return [cells[found.row - 1] for cells in sheet.columns if found.row <= len(cells)]


def _unfilled(sheet: RawTab, found: Headings, ours: Words) -> Iterator[StatusBreak]:
    """A heading that is an error, or one with nothing below it although there are records."""
    named = _headed(sheet, found, ours)
    if named is not None:
        records = (sheet.columns[at - 1] for at in found.positions.values())
        is_blank = not _filled(sheet.columns[named - 1], found.row)
        if is_blank and any(_filled(cells, found.row) for cells in records):
            yield StatusBreak(found.row, named, "formula")
        return
    for at, head in enumerate(_heads(sheet, found), 1):
        if isinstance(head, CellError) and head.code != LOADING:
            in_the_way = _filled(sheet.columns[at - 1], found.row)
            for row in in_the_way:
                yield StatusBreak(row, at, "blocking")
            if not in_the_way:
                yield StatusBreak(found.row, at, "formula")


def _filled(cells: Sequence[RawCell], above: int) -> list[int]:
    """The first rows below one that hold anything."""
    below = enumerate(cells[above:], start=above + 1)
    return list(islice((row for row, cell in below if cell not in (None, "")), MOST))
