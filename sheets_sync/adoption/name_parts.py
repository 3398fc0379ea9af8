"""Names that stand in columns of their parts: as one, where the reader looks for a whole name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.person_columns import FIRST_NAMES, PREFIXES, whole_name
from sheets_sync.adoption.mapping import LeftHeading, SheetMatch
from sheets_sync.registry.headers import SURNAMES
from sheets_sync.registry.likeness import loosened
from sheets_sync.registry.schema import Tab
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawCell, RawTab


def name_places(match: SheetMatch) -> tuple[int, int, int]:
    """The columns of title, first name and surname; 0 without one, all 0 where none is a name."""
    prefix, first, last = (
        next((one.position for one in match.left if _meant(one) & words), 0)
        for words in (PREFIXES, FIRST_NAMES, SURNAMES)
    )
    is_name = first and last and any(one.reason == "name-part" for one in match.left)
    return (prefix, first, last) if is_name else (0, 0, 0)


def titles_alone(match: SheetMatch, grid: Grid, rows: Iterable[int]) -> set[tuple[int, int]]:
    """Row and column of the titles with neither a first name nor a surname beside them."""
    prefix, first, last = name_places(match)
    if not prefix:
        return set()
    nameless = (row for row in rows if not grid.text(row, first) and not grid.text(row, last))
    return {(row, prefix) for row in nameless if grid.text(row, prefix)}


def _meant(one: LeftHeading) -> frozenset[str]:
    return frozenset({fold(one.heading), loosened(one.heading)})


def with_whole_names(sheet: RawTab, match: SheetMatch, tab: Tab) -> RawTab:
    """The sheet with the whole name, under the heading of ours, in place of the first name."""
    prefix, first, last = name_places(match)
    if not first:
        return sheet
    (column,) = {name for one in match.left if one.reason == "name-part" for name in one.columns}
    grid = Grid(sheet)

    def whole(row: int) -> RawCell:
        parts = [grid.text(row, at) if at else "" for at in (prefix, first, last)]
        return whole_name(*parts) if parts[1] or parts[2] else None

    names: Sequence[RawCell] = [
        *sheet.columns[first - 1][: match.row - 1],
        tab.columns[column].words.th,
        *(whole(row) for row in range(match.row + 1, sheet.height + 1)),
    ]
    columns = (*sheet.columns[: first - 1], names, *sheet.columns[first:])
    return replace(sheet, columns=columns)
