"""One tab of ours as the requests that replace it whole, but for what staff tick in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheets_sync.planning.workbook_tabs.row_height import row_height
from sheets_sync.planning.workbook_tabs.styles import TAB_COLOUR
from sheets_sync.planning.workbook_tabs.tab_model import Look, ServiceTab, TabRow
from sheets_sync.registry.workbook import RawTab
from sheets_sync.stores.google.reading.structure import MARK
from sheets_sync.stores.google.writing.batch import (
    JSON,
    Block,
    add_sheet,
    filter_below,
    mark_sheet,
    merge,
    no_filter,
    protect,
    repeat_cell,
    sheet_properties,
    tick_boxes,
    unmerge,
    update_cells,
)
from sheets_sync.stores.google.writing.batch_lines import fit_heights, heights, widths
from sheets_sync.stores.google.writing.cell_formats import FONT_SIZE, CellFormat, format_of
from sheets_sync.stores.google.writing.cells import VALUES, Address, cell_data
from sheets_sync.stores.google.writing.outbox_rows import Alignment, alignment
from sheets_sync.stores.google.writing.style_blocks import look_requests

_PIXELS_A_LETTER = 7.5
"""Of a column's width, for plain text."""
_PIXELS_A_POINT = 4 / 3
DESCRIPTION = "CoP Steward"
"""By which people, and we, know the protection of a tab."""


@dataclass(frozen=True, slots=True)
class TabPlace:
    """The sheet that a tab of ours is, or will be."""

    sheet: int
    title: str
    index: int | None = None
    """Where it is put; None where it is there already."""
    marked: bool = True
    before: RawTab | None = None
    """As it was read; None where it is new."""


def tab_requests(
    tab: ServiceTab, place: TabPlace, address: Address, account: str
) -> Iterator[JSON]:
    """All that makes the sheet the tab; `account` stays its editor beside the owner."""
    lined_up = None
    if tab.ticks is not None:
        lined_up = alignment(place.sheet, tab, tab.ticks, place.before)
    if place.index is not None:
        yield _added(tab, place)
    else:
        yield unmerge(Block(place.sheet))
        yield from () if lined_up is None else lined_up.requests
    yield _properties(tab, place)
    if not place.marked:
        yield mark_sheet(place.sheet, MARK, tab.name)
        if tab.protected:
            yield _protection(tab, place, account)
    yield from _columns(tab, place)
    for block, rows in _blocks(tab, place, lined_up):
        yield from look_requests(rows, block)
        cells = [[cell_data(cell, address) for cell in row.cells] for row in rows]
        yield update_cells(block, cells, VALUES)
    if lined_up is not None:
        yield from _tick_cells(tab, place, lined_up)
    yield from _merges(tab, place)
    yield from _heights(tab, place)
    yield _filter(tab, place)


def grid_size(tab: ServiceTab) -> tuple[int, int]:
    """Rows and columns of the tab's grid: at least one of each is not frozen."""
    width = max([len(tab.widths), *(len(row.cells) for row in tab.rows)], default=0)
    return max(len(tab.rows), tab.frozen_rows + 1), max(width, tab.frozen_columns + 1)


def _added(tab: ServiceTab, place: TabPlace) -> JSON:
    rows, columns = grid_size(tab)
    return add_sheet(
        place.sheet,
        place.title,
        index=place.index or 0,
        rows=rows,
        columns=columns,
        hidden=tab.hidden,
        colour=TAB_COLOUR,
    )


def _properties(tab: ServiceTab, place: TabPlace) -> JSON:
    rows, columns = grid_size(tab)
    grid = {
        "rowCount": rows,
        "columnCount": columns,
        "frozenRowCount": tab.frozen_rows,
        "frozenColumnCount": tab.frozen_columns,
        "hideGridlines": True,
    }
    # The title each time: staff may have renamed the tab since it was read.
    return sheet_properties(place.sheet, title=place.title, gridProperties=grid)


def _protection(tab: ServiceTab, place: TabPlace, account: str) -> JSON:
    ticks = () if tab.ticks is None else tab.ticks.columns
    return protect(
        Block(place.sheet),
        DESCRIPTION,
        editors=[account],
        unprotected=[Block(place.sheet, column=at, last_column=at) for at in ticks],
    )


def _columns(tab: ServiceTab, place: TabPlace) -> Iterator[JSON]:
    for at, width in enumerate(tab.widths, start=1):
        yield widths(place.sheet, at, at, round(width * _PIXELS_A_LETTER))


def _blocks(
    tab: ServiceTab, place: TabPlace, lined_up: Alignment | None
) -> Iterator[tuple[Block, Sequence[TabRow]]]:
    """The cells that are ours, as rectangles with what stands in them."""
    height, width = grid_size(tab)
    rows = (*tab.rows, *(TabRow() for _ in range(height - len(tab.rows))))
    letters: frozenset[int] = frozenset() if lined_up is None else lined_up.letters
    ticks = () if tab.ticks is None else tab.ticks.columns
    start = 1
    for end in range(1, height + 1):
        is_letter = start in letters
        if end < height and ((end + 1) in letters) == is_letter:
            continue
        for first, last in _beside(ticks, width) if is_letter else ((1, width),):
            part = tuple(TabRow(row.cells[first - 1 : last]) for row in rows[start - 1 : end])
            yield Block(place.sheet, start, first, end, last), part
        start = end + 1


def _beside(ticks: Sequence[int], width: int) -> Iterator[tuple[int, int]]:
    """First and last of the columns that are between those of the ticks."""
    first = 1
    for at in (*sorted(ticks), width + 1):
        if first < at:
            yield first, at - 1
        first = at + 1


def _tick_cells(tab: ServiceTab, place: TabPlace, lined_up: Alignment) -> Iterator[JSON]:
    """Boxes beside letters that are new; beside the others nothing is ever touched."""
    ticks = tab.ticks
    if ticks is None:
        return
    look = {"userEnteredFormat": format_of(CellFormat(Look.TICK))}
    for first, last in _together(sorted(lined_up.fresh)):
        for at in ticks.columns:
            block = Block(place.sheet, first, at, last, at)
            yield repeat_cell(block, look, "userEnteredFormat")
            yield tick_boxes(block, ticks.words[0])


def _together(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of rows that follow each other."""
    for at, row in enumerate(rows):
        if at == 0 or rows[at - 1] != row - 1:
            first = row
        if at == len(rows) - 1 or rows[at + 1] != row + 1:
            yield first, row


def _merges(tab: ServiceTab, place: TabPlace) -> Iterator[JSON]:
    for number, row in enumerate(tab.rows, start=1):
        for at, cell in enumerate(row.cells, start=1):
            if cell.span > 1:
                yield merge(Block(place.sheet, number, at, number, at + cell.span - 1))


def _heights(tab: ServiceTab, place: TabPlace) -> Iterator[JSON]:
    """Google sizes rows by their cells, but not by cells that reach over several columns."""
    fixed = {
        number: row.height or row_height(row, tab.widths, FONT_SIZE)
        for number, row in enumerate(tab.rows, start=1)
        if row.height or any(cell.span > 1 for cell in row.cells)
    }
    others = [number for number in range(1, len(tab.rows) + 1) if number not in fixed]
    for first, last in _together(others):
        yield fit_heights(place.sheet, first, last)
    for number, points in fixed.items():
        yield heights(place.sheet, number, number, round(points * _PIXELS_A_POINT))


def _filter(tab: ServiceTab, place: TabPlace) -> JSON:
    if tab.filter_row is None:
        return no_filter(place.sheet)
    last = max(len(tab.rows), tab.filter_row)
    across = tab.filter_columns or len(tab.widths)
    return filter_below(Block(place.sheet, tab.filter_row, 1, last, across))
