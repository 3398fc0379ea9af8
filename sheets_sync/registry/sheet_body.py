"""The rows of one sheet among the rows of all sheets that make a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.registry.workbook import RawTab


@dataclass(frozen=True, slots=True)
class SheetBody:
    """The rows below the headings of one sheet."""

    sheet: RawTab
    header_row: int
    positions: Mapping[str, int]
    start: int
    """The position of its first row among the rows of all sheets."""
    end: int
    status: int | None = None
    """The spreadsheet column of our status column."""

    def row(self, at: int) -> int:
        """The number in the spreadsheet of a position."""
        return at - self.start + self.header_row + 1

    def at(self, row: int) -> int:
        """The position of a row of the spreadsheet."""
        return row - self.header_row - 1 + self.start
