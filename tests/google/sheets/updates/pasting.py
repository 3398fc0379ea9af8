"""Copy, cut and paste."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

from ...a1 import Area, area_of
from ...cells import BLANK, Extra, Formula, Value
from ...errors import bad_request
from ...formulas.moving import shifted
from ...model import JSON, Sheet
from ..entering import check_cells, typed
from .batch import Batch

Cell = tuple[Value, Extra | None, Any]
"""What was entered, what else the cell has, and what it came to."""


def copy_paste(batch: Batch, request: JSON) -> JSON:
    """Copy cells; a destination that is a multiple of the source is filled over and over."""
    source_sheet, source = batch.area(request.get("source"))
    target_sheet = batch.sheet(request.get("destination", {}).get("sheetId"))
    block = _block(batch, source_sheet, source)
    turned = request.get("pasteOrientation") == "TRANSPOSE"
    if turned:
        block = [list(line) for line in zip(*block, strict=True)]
    target = _repeated(target_sheet, area_of(request.get("destination", {})), block)
    check_cells(batch.spreadsheet, target_sheet, target)
    batch.edit(target_sheet, target)
    _paste(target_sheet, target, block, source, request.get("pasteType", "PASTE_NORMAL"), turned)
    return {}


def _block(batch: Batch, sheet: Sheet, area: Area) -> list[list[Cell]]:
    rows = batch.results().rows[sheet.id]

    def result(row: int, column: int) -> Any:
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else BLANK

    return [
        [(value, extra, result(r, c)) for c, (value, extra) in enumerate(line, area.column)]
        for r, line in enumerate(sheet.grid.block(area), area.row)
    ]


def _repeated(sheet: Sheet, area: Area, block: list[list[Cell]]) -> Area:
    """The area that is written: the whole destination where the block fits in repeatedly."""
    height, width = len(block), len(block[0])
    if area.row < 0 or area.column < 0:
        raise bad_request("The destination cannot be before the first row or column.")
    asked = sheet.clip(area) if area.end_row is None or area.end_column is None else area
    rows = asked.height if asked.height % height == 0 else height
    columns = asked.width if asked.width % width == 0 else width
    return Area(
        area.row, area.column, area.row + max(rows, height), area.column + max(columns, width)
    )


def _paste(
    sheet: Sheet,
    target: Area,
    block: list[list[Cell]],
    source: Area,
    kind: str,
    turned: bool,
) -> None:
    height, width = len(block), len(block[0])
    for r in range(target.height):
        for c in range(target.width):
            value, extra, result = block[r % height][c % width]
            at = target.row + r, target.column + c
            if kind in {"PASTE_NORMAL", "PASTE_NO_BORDERS", "PASTE_FORMULA"}:
                moved = value
                if isinstance(value, Formula) and not turned:
                    by = at[0] - source.row - r % height, at[1] - source.column - c % width
                    moved = Formula(shifted(value.text, *by))
                sheet.grid.set_value(*at, moved)
            elif kind == "PASTE_VALUES":
                sheet.grid.set_value(*at, BLANK if result == "" else result)
            sheet.grid.set_extra(*at, _pasted_extra(sheet.grid.extra_at(*at), extra, kind))


def _pasted_extra(before: Extra | None, copied: Extra | None, kind: str) -> Extra | None:
    old, new = before or Extra(), copied or Extra()
    if kind == "PASTE_NORMAL":
        return new
    if kind == "PASTE_FORMAT":
        return replace(old, format=new.format)
    if kind == "PASTE_DATA_VALIDATION":
        return replace(old, validation=new.validation)
    if kind == "PASTE_NO_BORDERS":
        shape = {k: v for k, v in (new.format or {}).items() if k != "borders"}
        return replace(new, format=shape or None)
    return old


def cut_paste(batch: Batch, request: JSON) -> JSON:
    """Move cells; formulas that are moved keep what they name."""
    source_sheet, source = batch.editable(request.get("source"))
    target_sheet, row, column = batch.coordinate(request.get("destination"))
    block = _block(batch, source_sheet, source)
    kind = request.get("pasteType", "PASTE_NORMAL")
    source_sheet.grid.clear(source)
    if kind == "PASTE_NORMAL":
        source_sheet.grid.update_extras(source, lambda _extra: Extra())
    target = Area(row, column, row + source.height, column + source.width)
    check_cells(batch.spreadsheet, target_sheet, target)
    batch.edit(target_sheet, target)
    # As if transposed: the texts of moved formulas stay as they are.
    _paste(target_sheet, target, block, source, kind, turned=True)
    return {}


def paste_data(batch: Batch, request: JSON) -> JSON:
    """Paste text with a delimiter, read as if typed."""
    if request.get("html"):
        raise bad_request("Pasting HTML is not emulated by this server.")
    sheet, row, column = batch.coordinate(request.get("coordinate"))
    delimiter = request.get("delimiter", "\t")
    if len(delimiter) != 1:
        raise bad_request("The delimiter must be a single character.")
    rows = list(csv.reader(io.StringIO(request.get("data", "")), delimiter=delimiter))
    target = Area(row, column, row + len(rows), column + max(map(len, rows), default=0))
    check_cells(batch.spreadsheet, sheet, target)
    batch.edit(sheet, target)
    for r, line in enumerate(rows, row):
        for c, text in enumerate(line, column):
            value = typed(batch.spreadsheet, sheet, (r, c), text, batch.caller)
            sheet.grid.set_value(r, c, value)
    return {}


def auto_fill(batch: Batch, request: JSON) -> JSON:
    """Fill on from a source: formulas move along, single values and patterns repeat."""
    found = request.get("sourceAndDestination")
    if not found:
        raise bad_request("Only sourceAndDestination is emulated by this server.")
    sheet, source = batch.area(found.get("source"))
    length = found.get("fillLength", 0)
    size = abs(length)
    if found.get("dimension") == "ROWS":
        row = source.bounds[2] if length > 0 else source.row - size
        target = Area(row, source.column, row + size, source.end_column)
    else:
        column = source.bounds[3] if length > 0 else source.column - size
        target = Area(source.row, column, source.end_row, column + size)
    if target.row < 0 or target.column < 0:
        raise bad_request("The destination cannot be before the first row or column.")
    check_cells(batch.spreadsheet, sheet, target)
    batch.edit(sheet, target)
    _paste(sheet, target, _block(batch, sheet, source), source, "PASTE_NORMAL", turned=False)
    return {}
