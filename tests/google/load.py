"""Spreadsheets from files: XLSX, JSON and CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from .cells import BLANK, Extra, Formula, Value, error_from_text, tidy_number
from .entry import parse_entry
from .errors import ApiError
from .model import JSON, Caller, Sheet, Spreadsheet
from .office import look_of, requests_for
from .serials import moment_serial
from .sheets.updates.batch import Batch
from .sheets.updates.kinds import apply_requests

_DATE = {"type": "DATE", "pattern": "yyyy-mm-dd"}
_DATE_TIME = {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm:ss"}
_TIME = {"type": "TIME", "pattern": "hh:mm:ss"}
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""Nothing that a file holds depends on the day."""


def load_spreadsheet(path: Path, spreadsheet_id: str) -> Spreadsheet:
    """A spreadsheet from an .xlsx or a .json file.

    JSON is `{"title", "locale", "timeZone", "sheets": [{"title", "rows": [[…]], "hidden"}]}`; texts
    that begin with `=` are formulas, everything else is taken as it is.
    """
    if path.suffix.lower() == ".json":
        return spreadsheet_from_json(orjson.loads(path.read_bytes()), spreadsheet_id, path.stem)
    return spreadsheet_from_xlsx(path.read_bytes(), spreadsheet_id, path.stem)


def spreadsheet_from_json(given: JSON, spreadsheet_id: str, title: str) -> Spreadsheet:
    book = Spreadsheet(
        given.get("id", spreadsheet_id),
        given.get("title", title),
        given.get("locale", "en_US"),
        given.get("timeZone", "Etc/GMT"),
    )
    for place, tab in enumerate(given["sheets"]):
        sheet = _new_tab(book, tab["title"], place)
        if tab.get("hidden"):
            sheet.properties["hidden"] = True
        rows = [[_json_value(cell) for cell in row] for row in tab.get("rows", ())]
        _fill(sheet, rows, tab.get("rowCount", 0), tab.get("columnCount", 0))
    return book


def _json_value(cell: Any) -> Value:
    if isinstance(cell, str) and cell.startswith("=") and len(cell) > 1:
        return Formula(cell)
    if cell is None:
        return BLANK
    return tidy_number(cell) if isinstance(cell, float) else cell


def _new_tab(book: Spreadsheet, title: str, place: int) -> Sheet:
    return book.add_sheet(title, sheet_id=0 if place == 0 else None)


def _fill(
    sheet: Sheet, rows: list[list[Value]], least_rows: int = 0, least_columns: int = 0
) -> None:
    height, width = len(rows), max(map(len, rows), default=0)
    sheet.grid.resize(
        max(height, least_rows or sheet.grid.row_count),
        max(width, least_columns or sheet.grid.column_count),
    )
    sheet.grid.write(0, 0, rows)


def spreadsheet_from_csv(
    content: bytes, spreadsheet_id: str, title: str, now: dt.datetime
) -> Spreadsheet:
    """One tab, its cells read as if typed, its grid just large enough."""
    book = Spreadsheet(spreadsheet_id, title)
    sheet = book.add_sheet(title, sheet_id=0)
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet.grid.resize(max(len(found), 1), max(max(map(len, found), default=0), 1))
    for r, row in enumerate(found):
        cells = []
        for c, text in enumerate(row):
            value, number_format = parse_entry(text, book.rules, now.date())
            cells.append(value)
            if number_format:
                sheet.grid.set_extra(r, c, Extra({"numberFormat": number_format}))
        sheet.grid.write(r, 0, [cells])
    return book


def spreadsheet_from_xlsx(content: bytes, spreadsheet_id: str, title: str) -> Spreadsheet:
    """The tabs of a workbook: values, formulas, formats, notes, dropdowns, names, frozen rows."""
    import openpyxl  # type: ignore[import-untyped]  # a slow import

    workbook = openpyxl.load_workbook(io.BytesIO(content))
    book = Spreadsheet(spreadsheet_id, title)
    for place, source in enumerate(workbook.worksheets):
        sheet = _new_tab(book, source.title, place)
        if source.sheet_state != "visible":
            sheet.properties["hidden"] = True
        _fill(sheet, [[_office_value(cell) for cell in row] for row in source.iter_rows()])
        _formats(sheet, source)
        for merged in source.merged_cells.ranges:
            sheet.merges.append(
                {
                    "sheetId": sheet.id,
                    "startRowIndex": merged.min_row - 1,
                    "endRowIndex": merged.max_row,
                    "startColumnIndex": merged.min_col - 1,
                    "endColumnIndex": merged.max_col,
                }
            )
    batch = Batch(book, Caller("", _NEVER.date(), owner=True), _NEVER)
    for request in requests_for(workbook, book):
        # Excel allows names and lists that Sheets does not: its import leaves them out.
        with suppress(ApiError):
            apply_requests(batch, [request])
    return book


def _office_value(cell: Any) -> Value:
    value = cell.value
    if value is None:
        return BLANK
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return error_from_text(value) or str(value)
    if isinstance(value, dt.datetime | dt.date):
        return moment_serial(value)
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    if isinstance(value, dt.timedelta):
        return tidy_number(value.total_seconds() / 86_400)
    return tidy_number(value) if isinstance(value, float) else value


def _formats(sheet: Sheet, source: Any) -> None:
    """The formats and notes of cells that have them."""
    known: dict[tuple[str, str | None], Extra] = {}
    kinds = {dt.datetime: _DATE_TIME, dt.date: _DATE, dt.time: _TIME}
    for row in source.iter_rows():
        for cell in row:
            number_format = _number_format(cell, kinds)
            note = cell.comment.text if cell.comment else None
            look = look_of(cell) | ({"numberFormat": number_format} if number_format else {})
            if look or note:
                extra = known.setdefault((str(look), note), Extra(look or None, note))
                sheet.grid.set_extra(cell.row - 1, cell.column - 1, extra)


def _number_format(cell: Any, kinds: dict[type, JSON]) -> JSON | None:
    if cell.value is None:
        return None
    if cell.is_date and type(cell.value) in kinds:
        whole_day = isinstance(cell.value, dt.datetime) and cell.value.time() == dt.time()
        return _DATE if whole_day else kinds[type(cell.value)]
    if isinstance(cell.value, dt.timedelta):
        return {"type": "TIME", "pattern": cell.number_format}
    if cell.number_format == "@":
        return {"type": "TEXT", "pattern": "@"}
    if cell.number_format not in {"General", ""} and isinstance(cell.value, int | float):
        kind = "PERCENT" if "%" in cell.number_format else "NUMBER"
        return {"type": kind, "pattern": cell.number_format}
    return None
