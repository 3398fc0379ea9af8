"""Values as `values.get` and its kind give them: trimmed, clipped, rendered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ..a1 import Area, range_name
from ..cells import BLANK, Formula, is_blank
from ..display import is_date_format, shown
from ..errors import bad_request
from ..formulas.calculation import Computed, computed
from ..grid import ExtraRow
from ..model import JSON, Sheet, Spreadsheet


@dataclass(frozen=True, slots=True)
class Rendering:
    """How values are wanted."""

    value: str = "FORMATTED_VALUE"
    date: str = "SERIAL_NUMBER"
    dimension: str = "ROWS"


def rendering(options: Any, prefix: str = "") -> Rendering:
    """The rendering that request options ask for; `options.get(name)` gives a text or None."""

    def option(name: str, default: str) -> str:
        asked = options.get(prefix + name[0].upper() + name[1:] if prefix else name)
        return default if not asked or asked.endswith("_UNSPECIFIED") else asked

    return Rendering(
        option("valueRenderOption", "FORMATTED_VALUE"),
        option("dateTimeRenderOption", "SERIAL_NUMBER"),
        "ROWS" if prefix else option("majorDimension", "ROWS"),
    )


def value_range(
    spreadsheet: Spreadsheet, sheet: Sheet, area: Area, how: Rendering, now: dt.datetime
) -> JSON:
    """A ValueRange of the part of the area inside the grid; no `values` where all is blank."""
    check_inside(sheet, area)
    clipped = sheet.clip(area)
    found: JSON = {"range": range_name(sheet.title, clipped), "majorDimension": how.dimension}
    values = rendered(spreadsheet, sheet, clipped, how, now)
    if values:
        found["values"] = values
    return found


def check_inside(sheet: Sheet, area: Area) -> None:
    """Refuse an area that starts outside of the grid."""
    rows, columns = sheet.size
    if area.row >= rows or area.column >= columns:
        named = Area(
            area.row,
            area.column,
            area.end_row or max(rows, area.row + 1),
            area.end_column or max(columns, area.column + 1),
        )
        raise beyond_grid(sheet, named)


def beyond_grid(sheet: Sheet, area: Area) -> Exception:
    rows, columns = sheet.size
    return bad_request(
        f"Range ({range_name(sheet.title, area)}) exceeds grid limits. "
        f"Max rows: {rows}, max columns: {columns}"
    )


def rendered(
    spreadsheet: Spreadsheet, sheet: Sheet, area: Area, how: Rendering, now: dt.datetime
) -> list[Sequence[Any]]:
    """The values of a clipped area, without trailing blank cells and rows."""
    results = computed(spreadsheet, now)
    top, left, bottom, right = area.bounds
    rows: list[Sequence[Any]] = list(results.rows[sheet.id][top:bottom])
    if how.value == "FORMULA":
        rows = _with_formulas(sheet, top, rows)
    if how.value == "FORMATTED_VALUE" or how.date == "FORMATTED_STRING":
        rows = _as_shown(spreadsheet, sheet, top, rows, how, results)
    if left > 0 or right < sheet.grid.column_count:
        rows = [_trimmed(row[left:right]) for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    return _columns(rows) if how.dimension == "COLUMNS" else rows


def _trimmed(row: Sequence[Any]) -> Sequence[Any]:
    size = len(row)
    while size and is_blank(row[size - 1]):
        size -= 1
    return row[:size] if size < len(row) else row


def _columns(rows: list[Sequence[Any]]) -> list[Sequence[Any]]:
    if not rows:
        return []
    if len(set(map(len, rows))) == 1:
        columns: list[Sequence[Any]] = [
            [row[index] for row in rows] for index in range(len(rows[0]))
        ]
    else:
        columns = [list(column) for column in zip_longest(*rows, fillvalue=BLANK)]
    columns = [_trimmed(column) for column in columns]
    while columns and not columns[-1]:
        columns.pop()
    return columns


def _with_formulas(sheet: Sheet, top: int, rows: list[Sequence[Any]]) -> list[Sequence[Any]]:
    """The rows with what was entered in place of what formulas came to."""
    for row, column in sheet.grid.formulas:
        if top <= row < top + len(rows):
            line = list(rows[row - top])
            entered = sheet.grid.value(row, column)
            if isinstance(entered, Formula):
                line[column] = entered.text
            rows[row - top] = line
    return rows


def _as_shown(
    spreadsheet: Spreadsheet,
    sheet: Sheet,
    top: int,
    rows: list[Sequence[Any]],
    how: Rendering,
    results: Computed,
) -> list[Sequence[Any]]:
    extras = sheet.grid.extras
    brought = {
        (row, column): number_format
        for (sheet_id, row, column), number_format in results.formats.items()
        if sheet_id == sheet.id
    }
    show = _all_shown(spreadsheet) if how.value == "FORMATTED_VALUE" else _dates_shown(spreadsheet)
    return [
        _shown_row(row, extras[number] if number < len(extras) else (), brought, number, show)
        for number, row in enumerate(rows, top)
    ]


def _shown_row(
    row: Sequence[Any],
    extras: ExtraRow,
    brought: dict[tuple[int, int], JSON],
    number: int,
    show: Callable[[Any, JSON | None], Any],
) -> Sequence[Any]:
    if not brought and not extras:
        return [value if isinstance(value, str) else show(value, None) for value in row]
    size = len(extras)
    return [
        value
        if isinstance(value, str)
        else show(
            value,
            own_number_format(extras[c] if c < size else None) or brought.get((number, c)),
        )
        for c, value in enumerate(row)
    ]


def own_number_format(extra: Any) -> JSON | None:
    """The number format that was set on a cell."""
    return extra.format.get("numberFormat") if extra and extra.format else None


def _all_shown(spreadsheet: Spreadsheet) -> Callable[[Any, JSON | None], Any]:
    rules = spreadsheet.rules
    return lambda value, number_format: shown(value, number_format, rules)


def _dates_shown(spreadsheet: Spreadsheet) -> Callable[[Any, JSON | None], Any]:
    rules = spreadsheet.rules
    return lambda value, number_format: (
        shown(value, number_format, rules)
        if is_date_format(number_format) and not isinstance(value, bool)
        else value
    )
