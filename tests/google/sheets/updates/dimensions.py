"""Rows and columns."""

from __future__ import annotations

from typing import Any

from ... import structure
from ...a1 import Area
from ...cells import BLANK, Extra
from ...errors import bad_request
from ...masks import updated
from ...model import JSON, Sheet
from ..limits import check_size
from .batch import Batch, mask_of


def _span(batch: Batch, found: JSON) -> tuple[Sheet, str, int, int]:
    sheet = batch.sheet(found.get("sheetId"))
    dimension = found.get("dimension", "DIMENSION_UNSPECIFIED")
    if dimension not in {"ROWS", "COLUMNS"}:
        raise bad_request("Dimension must be specified.")
    size = sheet.size[0] if dimension == "ROWS" else sheet.size[1]
    start, end = found.get("startIndex", 0), found.get("endIndex", size)
    if start < 0 or end < start:
        raise bad_request("The range must start before it ends, and not before the first line.")
    return sheet, dimension, start, end


def _lines(dimension: str, start: int, end: int) -> Area:
    return Area(start, 0, end, None) if dimension == "ROWS" else Area(0, start, None, end)


def _room(batch: Batch, sheet: Sheet, dimension: str, count: int) -> None:
    rows, columns = sheet.size
    down, across = (count, 0) if dimension == "ROWS" else (0, count)
    check_size(batch.spreadsheet, sheet, rows + down, columns + across)


def insert_dimension(batch: Batch, request: JSON) -> JSON:
    sheet, dimension, start, end = _span(batch, request.get("range", {}))
    size = sheet.size[0] if dimension == "ROWS" else sheet.size[1]
    if start > size or (start == size and not request.get("inheritFromBefore")):
        raise bad_request(
            f"range.startIndex[{start}] is too large for the grid, it must be at most {size - 1}."
        )
    if start == 0 and request.get("inheritFromBefore"):
        raise bad_request("inheritFromBefore cannot be true when range.startIndex is 0")
    _room(batch, sheet, dimension, end - start)
    batch.edit(
        sheet, _lines(dimension, start, start + 1) if start < size else Area(size, 0, size, 0)
    )
    structure.insert(batch.spreadsheet, sheet, dimension, start, end - start)
    pattern = start - 1 if request.get("inheritFromBefore") else end
    _inherit(sheet, dimension, start, end, pattern)
    return {}


def _inherit(sheet: Sheet, dimension: str, start: int, end: int, pattern: int) -> None:
    """New rows and columns look like the neighbour they are put beside; notes stay there."""
    grid = sheet.grid
    across = grid.column_count if dimension == "ROWS" else grid.row_count
    used = range(across if grid.extras else 0)
    for other in used:
        at = (pattern, other) if dimension == "ROWS" else (other, pattern)
        extra = grid.extra_at(*at)
        if not extra or not (extra.format or extra.validation):
            continue
        plain = Extra(extra.format, None, extra.validation)
        for index in range(start, end):
            place = (index, other) if dimension == "ROWS" else (other, index)
            grid.set_extra(*place, plain)


def append_dimension(batch: Batch, request: JSON) -> JSON:
    sheet, dimension, _, _ = _span(batch, request)
    count = request.get("length", 0)
    if count <= 0:
        raise bad_request("The length must be positive.")
    _room(batch, sheet, dimension, count)
    rows, columns = sheet.size
    down, across = (count, 0) if dimension == "ROWS" else (0, count)
    sheet.grid.resize(rows + down, columns + across)
    return {}


def delete_dimension(batch: Batch, request: JSON) -> JSON:
    sheet, dimension, start, end = _span(batch, request.get("range", {}))
    size = sheet.size[0] if dimension == "ROWS" else sheet.size[1]
    word = "rows" if dimension == "ROWS" else "columns"
    if start >= size or end > size or start >= end:
        raise bad_request(
            f"Cannot delete a {word[:-1]} that doesn't exist. Tried to delete {word[:-1]} index "
            f"{max(start, end - 1)} but there are only {size} {word}."
        )
    frozen = sheet.grid_properties.get(
        "frozenRowCount" if word == "rows" else "frozenColumnCount", 0
    )
    if start <= frozen and end >= size:
        raise bad_request(f"Sorry, it is not possible to delete all non-frozen {word}.")
    batch.edit(sheet, _lines(dimension, start, end))
    structure.delete(batch.spreadsheet, sheet, dimension, start, end)
    return {}


def move_dimension(batch: Batch, request: JSON) -> JSON:
    sheet, dimension, start, end = _span(batch, request.get("source", {}))
    to = request.get("destinationIndex", 0)
    size = sheet.size[0] if dimension == "ROWS" else sheet.size[1]
    if end > size or not 0 <= to <= size or start < to < end:
        raise bad_request("The destination of the move is out of range.")
    batch.edit(sheet, _lines(dimension, min(start, to), max(end, to)))
    if not start <= to <= end:
        structure.move(batch.spreadsheet, sheet, dimension, start, end, to)
    return {}


def update_dimension_properties(batch: Batch, request: JSON) -> JSON:
    sheet, dimension, start, end = _span(batch, request.get("range", {}))
    mask = mask_of(request, "DimensionProperties")
    known = sheet.dimensions[dimension]
    size = sheet.size[0] if dimension == "ROWS" else sheet.size[1]
    for index in range(start, min(end, size)):
        new = updated(known.get(index, {}), request.get("properties", {}), mask)
        known[index] = batch.message(new, "DimensionProperties")
        if not known[index]:
            del known[index]
    return {}


def auto_resize_dimensions(batch: Batch, request: JSON) -> JSON:
    """Give columns the width of their longest text; rows have no height of their own any more."""
    sheet, dimension, start, end = _span(batch, request.get("dimensions", {}))
    known = sheet.dimensions[dimension]
    if dimension == "ROWS":
        for index in range(start, end):
            known.get(index, {}).pop("pixelSize", None)
        return {}
    rows = batch.results().rows[sheet.id]
    for index in range(start, min(end, sheet.size[1])):
        longest = max((len(str(row[index])) for row in rows if index < len(row)), default=0)
        known[index] = {**known.get(index, {}), "pixelSize": max(21, 11 + 7 * longest)}
    return {}


def insert_range(batch: Batch, request: JSON) -> JSON:
    """Put blank cells in; what is there moves down or to the right."""
    sheet, area = batch.area(request.get("range"))
    down = request.get("shiftDimension") == "ROWS"
    rows, columns = sheet.size
    rest = (
        Area(area.row, area.column, rows, area.end_column)
        if down
        else Area(area.row, area.column, area.end_row, columns)
    )
    batch.edit(sheet, rest)
    block = sheet.grid.block(rest)
    height, width = area.height, area.width
    if down:
        blank: list[Any] = [[(BLANK, None)] * width for _ in range(height)]
        block = blank + block
    else:
        block = [[(BLANK, None)] * width + line for line in block]
    _lay(sheet, rest.row, rest.column, [line[: rest.width + width] for line in block])
    return {}


def delete_range(batch: Batch, request: JSON) -> JSON:
    """Take cells out; what is below or to the right moves up."""
    sheet, area = batch.area(request.get("range"))
    up = request.get("shiftDimension") == "ROWS"
    rows, columns = sheet.size
    rest = (
        Area(area.row, area.column, rows, area.end_column)
        if up
        else Area(area.row, area.column, area.end_row, columns)
    )
    batch.edit(sheet, rest)
    block = sheet.grid.block(rest)
    if up:
        block = block[area.height :] + [[(BLANK, None)] * area.width for _ in range(area.height)]
    else:
        block = [line[area.width :] + [(BLANK, None)] * area.width for line in block]
    _lay(sheet, rest.row, rest.column, block)
    return {}


def _lay(sheet: Sheet, row: int, column: int, block: list[Any]) -> None:
    """Put values and extras down; the grid grows only where something would fall off."""
    size = sheet.size
    sheet.grid.write(row, column, [[value for value, _ in line] for line in block])
    for r, line in enumerate(block, row):
        for c, (_, extra) in enumerate(line, column):
            sheet.grid.set_extra(r, c, extra)
    used = max((len(r) for r in sheet.grid.rows), default=0)
    sheet.grid.resize(max(size[0], len(sheet.grid.rows)), max(size[1], used))
