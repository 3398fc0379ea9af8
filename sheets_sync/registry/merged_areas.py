"""Merged areas: what stands in the first cell is meant in every row that the area covers.

It is so down, not across: an area over several columns belongs to its first one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sheets_sync.registry.schema import Kind
from sheets_sync.registry.workbook import Area, RawCell

if TYPE_CHECKING:  # a store that is only looked at types no cells
    from sheets_sync.registry.cells import Codes

MEANT_DOWN: frozenset[Kind] = frozenset(
    {
        "id",
        "reference",
        "person",
        "people",
        "date",
        "period",
        "month",
        "choice",
        "yes_no",
        "text",
        "areas",
    }
)
"""The kinds whose cell says the same of every row. One number or link over several rows may be
their sum or their common document, and an address belongs to one person."""


def over_rows(areas: Iterable[Area], position: int, above: int) -> tuple[Area, ...]:
    """The areas of a column that cover several rows below the headings."""
    return tuple(
        area
        for area in areas
        if area.first_column == position and above < area.first_row < area.last_row
    )


def filled_down(codes: "Codes", spans: Iterable[tuple[int, int]]) -> "Codes":
    """The codes of a column with the first cell of each span in all its rows.

    A span is its first position in `codes` and the one behind its last. What a program keeps
    beneath an area is seen by nobody, and does not count.
    """
    filled = codes.copy()
    for first, end in spans:
        filled[first:end] = filled[first]
    return filled


def seen_in(
    areas: Iterable[Area], positions: Iterable[int], above: int
) -> dict[int, dict[int, int]]:
    """By row of areas over several rows, for some columns the first row: where the cell stands."""
    found: dict[int, dict[int, int]] = {}
    listed = tuple(areas)
    for position in positions:
        for area in over_rows(listed, position, above):
            for row in range(area.first_row + 1, area.last_row + 1):
                found.setdefault(row, {})[position] = area.first_row
    return found


def as_seen(
    columns: Sequence[Sequence[RawCell]], merged: Mapping[int, Mapping[int, int]]
) -> Sequence[Sequence[RawCell]]:
    """The columns with what is merged down in every row of its area, as `seen_in` told them."""
    if not merged:
        return columns
    height = max(map(len, columns), default=0)
    seen = [list(column) for column in columns]
    for row, cells in merged.items():
        for at, first in cells.items():
            if row <= height:
                seen[at - 1][row - 1] = seen[at - 1][first - 1]
    return seen


def row_is_across(areas: Iterable[Area], row: int) -> bool:
    """Whether a title is written over several columns of a row."""
    return any(
        area.first_row <= row <= area.last_row and area.last_column > area.first_column
        for area in areas
    )
