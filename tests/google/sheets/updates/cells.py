"""Contents and formats of cells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...a1 import Area
from ...cells import BLANK, CellError, Extra, Formula, Value, tidy_number
from ...errors import bad_request
from ...formulas.moving import shifted
from ...masks import Mask, asks_for, updated
from ...model import JSON, Sheet
from ..entering import MAX_CHARACTERS, check_cells, too_long
from ..styles import with_color_twins
from .batch import Batch, mask_of

_OTHERS = ("textFormatRuns", "chipRuns", "pivotTable", "dataSourceTable", "dataSourceFormula")
_ERROR_TEXTS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "ERROR": "#ERROR!",
}


def entered_value(cell: JSON) -> Value:
    """The value that CellData enters; texts are taken as they are, even behind a `=`."""
    given = cell.get("userEnteredValue") or {}
    if "formulaValue" in given:
        text = given["formulaValue"]
        return Formula(text if text.startswith("=") else f"={text}")
    if "stringValue" in given:
        text = given["stringValue"]
        if len(text) > MAX_CHARACTERS:
            raise too_long()
        return str(text)
    if "errorValue" in given:
        error = given["errorValue"]
        return CellError(
            _ERROR_TEXTS.get(error.get("type", ""), "#ERROR!"), error.get("message", "")
        )
    if "boolValue" in given:
        return bool(given["boolValue"])
    return tidy_number(given["numberValue"]) if "numberValue" in given else BLANK


def changed_extra(batch: Batch, before: Extra, cell: JSON, mask: Mask) -> Extra:
    """What a cell has besides its value after the masked fields were set."""
    after = before
    if asks_for(mask, "userEnteredFormat"):
        below = {} if not mask or "*" in mask else with_color_twins(mask["userEnteredFormat"])
        given = batch.message(cell.get("userEnteredFormat") or {}, "CellFormat")
        shape = updated(before.format or {}, given, below)
        after = replace(after, format=batch.message(shape, "CellFormat") or None)
    if asks_for(mask, "note"):
        after = replace(after, note=cell.get("note") or None)
    if asks_for(mask, "dataValidation"):
        rule = cell.get("dataValidation")
        after = replace(after, validation=rule and batch.message(rule, "DataValidationRule"))
    others = {name: cell.get(name) for name in _OTHERS if asks_for(mask, name)}
    if others:
        kept = {k: v for k, v in (before.other or {}).items() if k not in others}
        kept |= {k: v for k, v in others.items() if v}
        after = replace(after, other=kept or None)
    return after


def _touches_extras(mask: Mask) -> bool:
    return not mask or "*" in mask or any(name != "userEnteredValue" for name in mask)


def update_cells(batch: Batch, request: JSON) -> JSON:
    mask = mask_of(request, "CellData")
    rows = [row.get("values", []) for row in request.get("rows", ())]
    sheet, area = _target(batch, request, rows)
    batch.edit(sheet, area)
    _write(batch, sheet, area, rows, mask)
    return {}


def _target(batch: Batch, request: JSON, rows: list[list[JSON]]) -> tuple[Sheet, Area]:
    height, width = len(rows), max(map(len, rows), default=0)
    if "range" in request:
        sheet, area = batch.area(request["range"])
    elif "start" in request:
        sheet, row, column = batch.coordinate(request["start"])
        area = Area(row, column, row + height, column + width).clipped(*sheet.size)
        area = Area(row, column, max(area.bounds[2], row), max(area.bounds[3], column))
    else:
        raise bad_request("Must specify either range or start.")
    for word, size, first, last in (
        ("row", height, area.row, area.bounds[2]),
        ("column", width, area.column, area.bounds[3]),
    ):
        if first + size > last:
            raise bad_request(
                f"Attempting to write {word}: {last}, beyond the last requested {word} of: "
                f"{last - 1}"
            )
    return sheet, area


def _write(batch: Batch, sheet: Sheet, area: Area, rows: list[list[JSON]], mask: Mask) -> None:
    """Set the masked fields of every cell of the area; cells the rows do not cover are emptied."""
    width = area.width
    filled = [row + [{}] * (width - len(row)) for row in rows]
    if asks_for(mask, "userEnteredValue"):
        sheet.grid.clear(area)
        if width:
            sheet.grid.write(
                area.row, area.column, [[entered_value(cell) for cell in row] for row in filled]
            )
    if not _touches_extras(mask):
        return
    empty: JSON = {}
    rest = Area(area.row + len(rows), area.column, area.end_row, area.end_column)
    for r, row in enumerate(filled, area.row):
        for c, cell in enumerate(row, area.column):
            before = sheet.grid.extra_at(r, c)
            if before or cell:
                sheet.grid.set_extra(r, c, changed_extra(batch, before or Extra(), cell, mask))
    if rest.height:
        sheet.grid.update_extras(rest, lambda extra: changed_extra(batch, extra, empty, mask))


def repeat_cell(batch: Batch, request: JSON) -> JSON:
    mask = mask_of(request, "CellData")
    sheet, area = batch.editable(request.get("range"))
    cell = request.get("cell", {})
    if asks_for(mask, "userEnteredValue"):
        value = entered_value(cell)
        sheet.grid.write(
            area.row,
            area.column,
            [[_repeated(value, r, c) for c in range(area.width)] for r in range(area.height)],
        )
    if _touches_extras(mask):
        sheet.grid.update_extras(area, lambda extra: changed_extra(batch, extra, cell, mask))
    return {}


def _repeated(value: Value, rows: int, columns: int) -> Value:
    return Formula(shifted(value.text, rows, columns)) if isinstance(value, Formula) else value


def append_cells(batch: Batch, request: JSON) -> JSON:
    """Write below the last row of the tab, or of a table, that has anything in it."""
    mask = mask_of(request, "CellData")
    sheet, column, start = _end_of_data(batch, request)
    rows = [row.get("values", []) for row in request.get("rows", ())]
    width = max(map(len, rows), default=0)
    area = Area(start, column, start + len(rows), column + width)
    check_cells(batch.spreadsheet, sheet, area)
    batch.edit(sheet, area)
    grid = sheet.grid
    grid.resize(max(grid.row_count, start + len(rows)), max(grid.column_count, column + width))
    _write(batch, sheet, area, rows, mask)
    return {}


def _end_of_data(batch: Batch, request: JSON) -> tuple[Sheet, int, int]:
    for sheet in batch.spreadsheet.sheets if "tableId" in request else ():
        for table in sheet.tables:
            if table["tableId"] == request["tableId"]:
                table["range"]["endRowIndex"] += len(request.get("rows", ()))
                end = table["range"]["endRowIndex"] - len(request.get("rows", ()))
                return sheet, table["range"].get("startColumnIndex", 0), end
    sheet = batch.sheet(request.get("sheetId"))
    rows = batch.results().rows[sheet.id]
    return sheet, 0, max((r + 1 for r, row in enumerate(rows) if row), default=0)


def update_borders(batch: Batch, request: JSON) -> JSON:
    sheet, area = batch.editable(request.get("range"))
    top, left, bottom, right = area.bounds
    for row in range(top, bottom):
        for column in range(left, right):
            sides = {
                "top": "top" if row == top else "innerHorizontal",
                "bottom": "bottom" if row == bottom - 1 else "innerHorizontal",
                "left": "left" if column == left else "innerVertical",
                "right": "right" if column == right - 1 else "innerVertical",
            }
            found = {side: request[name] for side, name in sides.items() if name in request}
            _set_borders(batch, sheet, (row, column), found)
    return {}


def _set_borders(batch: Batch, sheet: Sheet, at: tuple[int, int], found: JSON) -> None:
    extra = sheet.grid.extra_at(*at) or Extra()
    shape: dict[str, Any] = dict(extra.format or {})
    borders = {**shape.get("borders", {}), **found}
    shape["borders"] = {k: v for k, v in borders.items() if v.get("style") != "NONE"}
    sheet.grid.set_extra(*at, replace(extra, format=batch.message(shape, "CellFormat")))
