"""Values as `values.update` and its kind take them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ..a1 import Area, column_letters, range_name
from ..cells import BLANK, Extra, Value, tidy_number
from ..entry import parse_entry
from ..errors import ApiError, bad_request
from ..grid import KEEP
from ..model import JSON, Caller, Sheet, Spreadsheet
from .limits import check_size
from .protection import check_edit
from .reading import beyond_grid, own_number_format

MAX_CHARACTERS = 50_000


def write_values(
    spreadsheet: Spreadsheet,
    sheet: Sheet,
    area: Area,
    block: JSON,
    option: str,
    caller: Caller,
) -> JSON:
    """Write a ValueRange into an area; the reply's numbers of what was updated."""
    rows = _by_rows(block)
    target = _target(sheet, area, rows)
    check_edit(spreadsheet, sheet, target, caller)
    check_cells(spreadsheet, sheet, target)
    cells = _entered(spreadsheet, sheet, target, rows, option, caller)
    sheet.grid.write(target.row, target.column, cells)
    return _counted(spreadsheet, sheet, target, rows)


def _by_rows(block: JSON) -> list[Sequence[Any]]:
    rows: list[Sequence[Any]] = block.get("values") or []
    if block.get("majorDimension") != "COLUMNS":
        return rows
    height = max(map(len, rows), default=0)
    return [[column[i] if i < len(column) else None for column in rows] for i in range(height)]


def _target(sheet: Sheet, area: Area, rows: list[Sequence[Any]]) -> Area:
    """The rectangle that will be written; data may be larger than a range of a single cell."""
    height, width = len(rows), max(map(len, rows), default=0)
    anchor = area.end_row == area.row + 1 and area.end_column == area.column + 1
    grid_rows, grid_columns = sheet.size
    if area.row >= grid_rows or area.column >= grid_columns:
        raise beyond_grid(sheet, _closed(area, height, width))
    if not anchor:
        _check_fits(sheet, area, height, width)
        too_high = area.end_row is not None and area.end_row > grid_rows
        if too_high or (area.end_column is not None and area.end_column > grid_columns):
            raise beyond_grid(sheet, _closed(area, height, width))
    return Area(area.row, area.column, area.row + height, area.column + width)


def _closed(area: Area, height: int, width: int) -> Area:
    return Area(
        area.row,
        area.column,
        area.end_row or area.row + max(height, 1),
        area.end_column or area.column + max(width, 1),
    )


def _check_fits(sheet: Sheet, area: Area, height: int, width: int) -> None:
    outside = None
    if area.end_row is not None and area.row + height > area.end_row:
        outside = f"row [{area.end_row + 1}]"
    elif area.end_column is not None and area.column + width > area.end_column:
        outside = f"column [{column_letters(area.end_column)}]"
    if outside:
        named = range_name(sheet.title, sheet.clip(area))
        raise bad_request(
            f"Requested writing within range [{named}], but tried writing to {outside}"
        )


def check_cells(spreadsheet: Spreadsheet, sheet: Sheet, target: Area) -> None:
    """Refuse to grow beyond the size a spreadsheet may have."""
    rows = max(sheet.grid.row_count, target.end_row or 0)
    columns = max(sheet.grid.column_count, target.end_column or 0)
    check_size(spreadsheet, sheet, rows, columns)


def _entered(
    spreadsheet: Spreadsheet,
    sheet: Sheet,
    target: Area,
    rows: list[Sequence[Any]],
    option: str,
    caller: Caller,
) -> Iterable[Sequence[Any]]:
    if option == "RAW":
        return [[_raw(value, r, c) for c, value in enumerate(row)] for r, row in enumerate(rows)]
    if option != "USER_ENTERED":
        raise bad_request("'valueInputOption' is required but not specified")
    return [
        [
            _typed(spreadsheet, sheet, (target.row + r, target.column + c), value, caller)
            for c, value in enumerate(row)
        ]
        for r, row in enumerate(rows)
    ]


def _raw(value: Any, row: int, column: int) -> Any:
    if isinstance(value, str):
        if len(value) > MAX_CHARACTERS:
            raise too_long()
        return value
    if value is None:
        return KEEP
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return tidy_number(value)
    kind = "struct_value" if isinstance(value, dict) else "list_value"
    raise bad_request(f"Invalid values[{row}][{column}]: {kind} {{\n}}\n")


def too_long() -> ApiError:
    return bad_request(
        f"Your input contains more than the maximum of {MAX_CHARACTERS} characters in a single "
        "cell."
    )


def _typed(
    spreadsheet: Spreadsheet, sheet: Sheet, at: tuple[int, int], value: Any, caller: Caller
) -> Any:
    plain = _raw(value, *at)
    return plain if plain is KEEP else typed(spreadsheet, sheet, at, plain, caller)


def typed(
    spreadsheet: Spreadsheet, sheet: Sheet, at: tuple[int, int], value: Value, caller: Caller
) -> Value:
    """What typing this into that cell gives; the cell takes on the number format of it."""
    if not isinstance(value, str) or value == BLANK:
        return value
    extra = sheet.grid.extra_at(*at)
    own = own_number_format(extra)
    if own and own.get("type") == "TEXT":
        return value
    found, number_format = parse_entry(value, spreadsheet.rules, caller.today)
    if number_format and not own:
        before = extra or Extra()
        shape = {**(before.format or {}), "numberFormat": number_format}
        sheet.grid.set_extra(*at, replace(before, format=shape))
    return found


def _counted(
    spreadsheet: Spreadsheet, sheet: Sheet, target: Area, rows: list[Sequence[Any]]
) -> JSON:
    cells = sum(value is not None for row in rows for value in row)
    area = Area(
        target.row,
        target.column,
        max(target.end_row or 0, target.row + 1),
        max(target.end_column or 0, target.column + 1),
    )
    reply: JSON = {
        "spreadsheetId": spreadsheet.id,
        "updatedRange": range_name(sheet.title, area),
    }
    if cells:
        reply |= {
            "updatedRows": target.height,
            "updatedColumns": target.width,
            "updatedCells": cells,
        }
    return reply
