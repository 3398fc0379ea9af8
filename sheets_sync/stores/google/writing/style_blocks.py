"""Looks laid over a tab in as few rectangles as their pattern allows."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sheets_sync.planning.workbook_tabs.tab_model import TabRow
from sheets_sync.stores.google.writing.batch import JSON, Block, repeat_cell
from sheets_sync.stores.google.writing.cell_formats import (
    CellFormat,
    difference,
    format_of,
    style_of,
)

_NONE = CellFormat()


def look_requests(rows: Sequence[TabRow], block: Block) -> Iterator[JSON]:
    """The formats of the block's cells: its most common style everywhere, then what differs.

    The block must have all four ends; `rows` are its rows, each from the block's first column on.
    """
    width = (block.last_column or 0) - (block.column or 1) + 1
    styles = [_styles(row, width) for row in rows]
    if not styles or width < 1:
        return
    base, _ = Counter(style for line in styles for style in line).most_common(1)[0]
    yield repeat_cell(block, {"userEnteredFormat": format_of(base)}, "userEnteredFormat")
    top, left = block.row or 1, block.column or 1
    for style, (first, last, column, last_column) in _rectangles(styles, base):
        cell, fields = difference(style, base)
        if fields:
            part = Block(block.sheet, top + first, left + column, top + last, left + last_column)
            yield repeat_cell(part, cell, fields)


def _styles(row: TabRow, width: int) -> list[CellFormat]:
    """The style of every cell of a row; a cell that reaches over others lends them its own."""
    styles = [_NONE] * width
    for at, cell in enumerate(row.cells[:width]):
        styles[at] = style_of(cell)
    for at, cell in enumerate(row.cells[:width]):
        if cell.span > 1:
            end = min(at + cell.span, width)
            styles[at:end] = [styles[at]] * (end - at)
    return styles


def _rectangles(
    styles: Sequence[Sequence[CellFormat]], base: CellFormat
) -> Iterator[tuple[CellFormat, tuple[int, int, int, int]]]:
    """Cells of one style together: first and last row, first and last column, from 0."""
    open_since: dict[tuple[CellFormat, int, int], int] = {}
    for row, line in enumerate((*styles, ())):
        found = dict.fromkeys(run for run in _runs(line) if run[0] != base)
        for run in [run for run in open_since if run not in found]:
            style, column, last_column = run
            yield style, (open_since.pop(run), row - 1, column, last_column)
        for run in found:
            open_since.setdefault(run, row)


def _runs(line: Sequence[CellFormat]) -> Iterator[tuple[CellFormat, int, int]]:
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or line[at] != line[start]:
            yield line[start], start, at - 1
            start = at
