"""A1 notation and the rectangles it names, zero-based and half-open like GridRange."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

MAX_COLUMNS = 18_278
_CELL = re.compile(r"^\$?([A-Za-z]{1,3})?\$?([0-9]{1,8})?$")
_R1C1 = re.compile(r"^R([0-9]+)C([0-9]+)$", re.IGNORECASE)
_PLAIN_TITLE = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
_LOOKS_LIKE_CELL = re.compile(r"^([A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*)$")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; an end of None reaches to the edge of the grid."""

    row: int = 0
    column: int = 0
    end_row: int | None = None
    end_column: int | None = None

    def clipped(self, rows: int, columns: int) -> Area:
        """The part of it inside a grid of that size."""
        end_row = rows if self.end_row is None else min(self.end_row, rows)
        end_column = columns if self.end_column is None else min(self.end_column, columns)
        return Area(min(self.row, end_row), min(self.column, end_column), end_row, end_column)

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Row, column, end row, end column of an area that is already clipped."""
        if self.end_row is None or self.end_column is None:
            raise ValueError("an open area has no bounds: clip it first")
        return self.row, self.column, self.end_row, self.end_column

    @property
    def height(self) -> int:
        return self.bounds[2] - self.row

    @property
    def width(self) -> int:
        return self.bounds[3] - self.column

    def meets(self, other: Area) -> bool:
        """Whether the two have a cell in common; open ends reach for ever."""
        return (
            (self.end_row is None or other.row < self.end_row)
            and (other.end_row is None or self.row < other.end_row)
            and (self.end_column is None or other.column < self.end_column)
            and (other.end_column is None or self.column < other.end_column)
        )

    def holds(self, row: int, column: int) -> bool:
        return self.meets(Area(row, column, row + 1, column + 1))

    def covers(self, other: Area) -> bool:
        """Whether every cell of the other is inside."""
        return (
            self.row <= other.row
            and self.column <= other.column
            and (
                self.end_row is None
                or (other.end_row is not None and other.end_row <= self.end_row)
            )
            and (
                self.end_column is None
                or (other.end_column is not None and other.end_column <= self.end_column)
            )
        )

    def transposed(self) -> Area:
        return Area(self.column, self.row, self.end_column, self.end_row)


@lru_cache(maxsize=4096)
def column_letters(index: int) -> str:
    """`0` is A, `25` Z, `26` AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"


def quoted_title(title: str) -> str:
    """The tab's title as it stands in front of `!`: bare where that is unambiguous."""
    if _PLAIN_TITLE.match(title) and not _LOOKS_LIKE_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def area_name(area: Area) -> str:
    """`A1:B2` of a clipped area, `A1` of a single cell."""
    row, column, end_row, end_column = area.bounds
    first = cell_name(row, column)
    last = cell_name(max(end_row - 1, row), max(end_column - 1, column))
    return first if first == last else f"{first}:{last}"


def range_name(title: str, area: Area) -> str:
    return f"{quoted_title(title)}!{area_name(area)}"


def split_title(text: str) -> tuple[str | None, str]:
    """The tab's title, unquoted, and what follows `!`; no title where there is no `!`."""
    if text.startswith("'"):
        end = 1
        while (end := text.find("'", end)) >= 0:
            if text[end : end + 2] == "''":
                end += 2
                continue
            rest = text[end + 1 :]
            title = text[1:end].replace("''", "'")
            return title, rest.removeprefix("!")
        return None, text
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def parse_area(text: str) -> Area | None:
    """The rectangle an A1 or R1C1 text names, ends in any order; None when it names none."""
    first, mark, last = text.partition(":")
    start, end = _corner(first), _corner(last if mark else first)
    if start is None or end is None:
        return None
    if not mark and (start[0] is None or start[1] is None):
        return None
    return _between(start, end)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    text = text.strip()
    if found := _R1C1.match(text):
        return int(found[1]) - 1, int(found[2]) - 1
    found = _CELL.match(text)
    if not found or not text.strip("$"):
        return None
    row = int(found[2]) - 1 if found[2] else None
    column = column_index(found[1]) if found[1] else None
    if (row is not None and row < 0) or (column is not None and column >= MAX_COLUMNS):
        return None
    return row, column


def _between(start: tuple[int | None, int | None], end: tuple[int | None, int | None]) -> Area:
    row, end_row = _span(start[0], end[0])
    column, end_column = _span(start[1], end[1])
    return Area(row, column, end_row, end_column)


def _span(first: int | None, last: int | None) -> tuple[int, int | None]:
    if first is None or last is None:
        return first or last or 0, None
    return min(first, last), max(first, last) + 1


def grid_range(area: Area, sheet_id: int) -> dict[str, int]:
    """The area as the API writes it; a sheet id of 0 is left out, as a proto3 default is."""
    found = {
        "sheetId": sheet_id or None,
        "startRowIndex": area.row if area.row or area.end_row is not None else None,
        "endRowIndex": area.end_row,
        "startColumnIndex": area.column if area.column or area.end_column is not None else None,
        "endColumnIndex": area.end_column,
    }
    return {name: value for name, value in found.items() if value is not None}


def area_of(grid_range: dict[str, int]) -> Area:
    """The area of a GridRange."""
    return Area(
        grid_range.get("startRowIndex", 0),
        grid_range.get("startColumnIndex", 0),
        grid_range.get("endRowIndex"),
        grid_range.get("endColumnIndex"),
    )


def moved(area: Area, rows: int, columns: int) -> Area:
    """The same rectangle some rows and columns further on."""
    return replace(
        area,
        row=area.row + rows,
        column=area.column + columns,
        end_row=None if area.end_row is None else area.end_row + rows,
        end_column=None if area.end_column is None else area.end_column + columns,
    )
