"""A sheet cell by cell, as people see it: what is merged down stands in every row of its area."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import zip_longest

from sheets_sync.registry.heading_block import only_beneath_titles, titled_together
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import Area, CellError, CellObject, RawCell, RawTab

_DEEPEST = 3
"""Headings take no more rows."""


class Grid:
    """The cells of one sheet; rows and columns from 1."""

    def __init__(self, tab: RawTab) -> None:
        self.tab = tab
        self.width, self.height = len(tab.columns), tab.height

    @cached_property
    def _first_rows(self) -> dict[tuple[int, int], int]:
        return {
            (row, area.first_column): area.first_row
            for area in self.tab.merged
            for row in range(area.first_row + 1, min(area.last_row, self.height) + 1)
        }

    def cell(self, row: int, column: int) -> RawCell:
        """What is seen there; nothing for an error or a picture."""
        row = self._first_rows.get((row, column), row)
        cell = self.tab.columns[column - 1][row - 1]
        return None if isinstance(cell, CellError | CellObject) else cell

    def text(self, row: int, column: int) -> str:
        """That as a text, without blanks around it."""
        return shown(self.cell(row, column)).strip()

    def filled(self, row: int) -> list[tuple[int, RawCell]]:
        """The cells of a row that hold anything themselves, with their columns."""
        cells = ((at, column[row - 1]) for at, column in enumerate(self.tab.columns, 1))
        return [
            (at, cell)
            for at, cell in cells
            if not isinstance(cell, CellError | CellObject) and shown(cell).strip()
        ]

    def across(self, row: int) -> Area | None:
        """The area that begins in a row and covers several of its columns."""
        return next(
            (
                area
                for area in self.tab.merged
                if area.first_row == row and area.last_column > area.first_column
            ),
            None,
        )

    def heading_rows(self, row: int) -> range:
        """The rows of the headings that begin in a row: as far as any of them is merged down.

        Or the next one, too, where nothing stands in it but what is beneath titles.
        """
        down = [area.last_row for area in self.tab.merged if area.first_row == row]
        last = min(max(down, default=row), self.height)
        titled = titled_together(self.tab, row - 1)
        alone = len(self.filled(row)) <= 1  # the title of the sheet
        if last == row < self.height and not alone and only_beneath_titles(self.tab, row, titled):
            last += 1
        return range(row, (last if last < row + _DEEPEST else row) + 1)

    def headings(self, rows: Sequence[int]) -> dict[int, list[RawCell]]:
        """By column, what stands in the rows of headings; of a merged area only its first cell."""
        found = {
            at: [column[row - 1] for row in rows if shown(column[row - 1]).strip()]
            for at, column in enumerate(self.tab.columns, 1)
        }
        return {at: cells for at, cells in found.items() if cells}

    def above(self, row: int, introduces: Callable[[str], bool]) -> Iterator[str]:
        """The texts above a row, the nearest first; one that introduces the next cell with it."""
        for number in range(row - 1, 0, -1):
            texts = [shown(cell).strip() for _, cell in self.filled(number)]
            for text, beside in zip_longest(texts, texts[1:], fillvalue=""):
                yield f"{text} {beside}" if beside and introduces(text) else text
