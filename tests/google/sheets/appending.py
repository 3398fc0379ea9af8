"""`values.append`: finding the table, and where its next row is."""

from __future__ import annotations

from ..a1 import Area, range_name
from ..cells import is_blank
from ..grid import Row
from ..model import JSON, Caller, Sheet, Spreadsheet
from ..structure import insert
from .entering import write_values


def append_values(
    spreadsheet: Spreadsheet,
    sheet: Sheet,
    area: Area,
    block: JSON,
    options: JSON,
    caller: Caller,
    rows: list[Row],
) -> JSON:
    """Write below the table that the area touches; `rows` are the computed cells of the tab."""
    table = find_table(rows, sheet.clip(area))
    height = len(block.get("values") or [])
    if block.get("majorDimension") == "COLUMNS":
        height = max(map(len, block.get("values") or []), default=0)
    at_row, at_column = _next_place(table, area)
    if options.get("insertDataOption") == "INSERT_ROWS" and at_row < sheet.grid.row_count:
        insert(spreadsheet, sheet, "ROWS", at_row, height)
    elif at_row + height > sheet.grid.row_count:
        sheet.grid.row_count = at_row + height
    target = Area(at_row, at_column, at_row + 1, at_column + 1)
    option = options.get("valueInputOption") or ""
    updates = write_values(spreadsheet, sheet, target, block, option, caller)
    reply: JSON = {"spreadsheetId": spreadsheet.id}
    if table:
        reply["tableRange"] = range_name(sheet.title, table)
    return reply | {"updates": updates}


def _next_place(table: Area | None, area: Area) -> tuple[int, int]:
    if table is None:
        return area.row, area.column
    return table.bounds[2], table.column


def find_table(rows: list[Row], area: Area) -> Area | None:
    """The block of filled cells around those in the area, the last one where there are several."""
    top, left, bottom, right = area.bounds
    for row in range(min(bottom, len(rows)) - 1, top - 1, -1):
        filled = [c for c in range(left, min(right, len(rows[row]))) if not is_blank(rows[row][c])]
        if filled:
            return _grown(rows, row, filled[-1])
    return None


def _grown(rows: list[Row], row: int, column: int) -> Area:
    """The smallest rectangle around a cell whose neighbours all around are blank."""
    top, left, bottom, right = row, column, row + 1, column + 1
    while True:
        if top > 0 and _filled(rows, top - 1, left - 1, right + 1):
            top -= 1
        elif _filled(rows, bottom, left - 1, right + 1):
            bottom += 1
        elif left > 0 and any(_filled(rows, r, left - 1, left) for r in range(top - 1, bottom + 1)):
            left -= 1
        elif any(_filled(rows, r, right, right + 1) for r in range(top - 1, bottom + 1)):
            right += 1
        else:
            return Area(top, left, bottom, right)


def _filled(rows: list[Row], row: int, left: int, right: int) -> bool:
    if not 0 <= row < len(rows):
        return False
    return any(not is_blank(value) for value in rows[row][max(left, 0) : right])
