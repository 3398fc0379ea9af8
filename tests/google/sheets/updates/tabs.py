"""Tabs, and the properties of tabs and of the spreadsheet."""

from __future__ import annotations

import zoneinfo
from typing import Any

from ... import structure
from ...errors import bad_request
from ...locales import canonical_locale
from ...masks import asks_for, updated
from ...model import DEFAULT_COLUMNS, DEFAULT_ROWS, JSON, Sheet, Spreadsheet
from ..limits import check_size
from ..protection import check_structure
from ..resources import sheet_properties, spreadsheet_properties
from ..styles import both_colors, with_color_twins
from .batch import Batch, mask_of

_SIZES = {"rowCount", "columnCount"}
_OWN = {"sheetId", "title", "index", "sheetType", "gridProperties"}
_MAX_TITLE = 100


def add_sheet(batch: Batch, request: JSON) -> JSON:
    given = request.get("properties", {})
    book = batch.spreadsheet
    title = given.get("title") or _free_title(batch)
    _check_title(batch, title, None)
    sheet_id = given.get("sheetId")
    if sheet_id is not None and book.sheet_by_id(sheet_id):
        raise bad_request(f"A sheet with the ID {sheet_id} already exists.")
    grid = given.get("gridProperties", {})
    rows, columns = grid.get("rowCount", DEFAULT_ROWS), grid.get("columnCount", DEFAULT_COLUMNS)
    if rows < 1 or columns < 1:
        raise bad_request("Grid sizes must be at least 1.")
    check_size(book, None, rows, columns)
    sheet = book.add_sheet(title, sheet_id, given.get("index"))
    sheet.grid.resize(rows, columns)
    _set_grid(sheet, grid)
    _set_others(sheet, given)
    return {"properties": sheet_properties(book, sheet)}


def _free_title(batch: Batch) -> str:
    number = len(batch.spreadsheet.sheets) + 1
    while batch.spreadsheet.sheet(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _check_title(batch: Batch, title: str, own: Sheet | None) -> None:
    other = batch.spreadsheet.sheet(title)
    if other is not None and other is not own:
        raise bad_request(
            f'A sheet with the name "{title}" already exists. Please enter another name.'
        )
    if not title or len(title) > _MAX_TITLE:
        raise bad_request(f"The sheet name must be 1 to {_MAX_TITLE} characters long.")


def _set_others(sheet: Sheet, given: JSON) -> None:
    sheet.properties = {k: v for k, v in both_colors(given).items() if k not in _OWN}


def _set_grid(sheet: Sheet, given: JSON) -> None:
    sheet.grid_properties = {k: v for k, v in given.items() if k not in _SIZES}


def delete_sheet(batch: Batch, request: JSON) -> JSON:
    sheet = batch.spreadsheet.sheet_by_id(request.get("sheetId", 0))
    if sheet is None:
        raise bad_request(f"No sheet with id: {request.get('sheetId', 0)}")
    check_structure(batch.spreadsheet, sheet, batch.caller)
    visible = [s for s in batch.spreadsheet.sheets if not s.properties.get("hidden")]
    if visible in ([sheet], []):
        raise bad_request("You can't remove all the visible sheets in a document.")
    structure.remove(batch.spreadsheet, sheet)
    return {}


def duplicate_sheet(batch: Batch, request: JSON) -> JSON:
    book = batch.spreadsheet
    source = batch.sheet(request.get("sourceSheetId"))
    title = request.get("newSheetName") or copy_title(book, source.title)
    _check_title(batch, title, None)
    check_size(book, None, *source.size)
    new_id = request.get("newSheetId")
    if new_id is not None and book.sheet_by_id(new_id):
        raise bad_request(f"A sheet with the ID {new_id} already exists.")
    copy = copied_sheet(source, book.new_id() if new_id is None else new_id, title)
    copy.protected_ranges = []
    book.sheets.insert(request.get("insertSheetIndex", 0), copy)
    return {"properties": sheet_properties(book, copy)}


def copy_title(book: Spreadsheet, title: str) -> str:
    """The first free title of the form `Copy of …`."""
    found, number = f"Copy of {title}", 2
    while book.sheet(found):
        found, number = f"Copy of {title} {number}", number + 1
    return found


def copied_sheet(source: Sheet, new_id: int, title: str) -> Sheet:
    """The tab again, under another id; everything in it that names the tab names the new one."""
    copy = source.copy()
    copy.id, copy.title = new_id, title
    for found in copy.ranges():
        found["sheetId"] = new_id
    for groups in copy.groups.values():
        for group in groups:
            group["range"]["sheetId"] = new_id
    return copy


def update_sheet_properties(batch: Batch, request: JSON) -> JSON:
    given = request.get("properties", {})
    mask = with_color_twins(mask_of(request, "SheetProperties"))
    sheet = batch.sheet(given.get("sheetId"))
    new = updated(sheet_properties(batch.spreadsheet, sheet), both_colors(given), mask)
    if asks_for(mask, "title") and new.get("title", "") != sheet.title:
        _check_title(batch, new.get("title", ""), sheet)
        check_structure(batch.spreadsheet, sheet, batch.caller)
        structure.rename(batch.spreadsheet, sheet, new["title"])
    grid = new.get("gridProperties", {})
    if asks_for(mask, "gridProperties"):
        _resize(batch, sheet, grid, mask)
    if asks_for(mask, "hidden") and new.get("hidden"):
        _check_can_hide(batch, sheet)
    _set_others(sheet, new)
    if asks_for(mask, "index") and "index" in given:
        _move(batch, sheet, given["index"])
    return {}


def _resize(batch: Batch, sheet: Sheet, grid: JSON, mask: Any) -> None:
    rows = grid.get("rowCount", sheet.grid.row_count)
    columns = grid.get("columnCount", sheet.grid.column_count)
    if rows < 1 or columns < 1:
        raise bad_request("Grid sizes must be at least 1.")
    if grid.get("frozenRowCount", 0) >= rows and asks_for(mask, "gridProperties", "frozenRowCount"):
        raise bad_request("You can't freeze all visible rows on the sheet.")
    frozen = grid.get("frozenColumnCount", 0)
    if frozen >= columns and asks_for(mask, "gridProperties", "frozenColumnCount"):
        raise bad_request("You can't freeze all visible columns on the sheet.")
    check_size(batch.spreadsheet, sheet, rows, columns)
    if rows < sheet.grid.row_count:
        structure.delete(batch.spreadsheet, sheet, "ROWS", rows, sheet.grid.row_count)
    if columns < sheet.grid.column_count:
        structure.delete(batch.spreadsheet, sheet, "COLUMNS", columns, sheet.grid.column_count)
    sheet.grid.resize(rows, columns)
    _set_grid(sheet, grid)


def _check_can_hide(batch: Batch, sheet: Sheet) -> None:
    if all(s is sheet or s.properties.get("hidden") for s in batch.spreadsheet.sheets):
        raise bad_request("You can't hide all the sheets in a document.")


def _move(batch: Batch, sheet: Sheet, index: int) -> None:
    """Move a tab; the place is counted before the tab is taken out."""
    sheets = batch.spreadsheet.sheets
    now = sheets.index(sheet)
    if not 0 <= index <= len(sheets):
        raise bad_request(f"Index {index} is out of range.")
    sheets.pop(now)
    sheets.insert(index - 1 if index > now else index, sheet)


def update_spreadsheet_properties(batch: Batch, request: JSON) -> JSON:
    given = request.get("properties", {})
    mask = mask_of(request, "SpreadsheetProperties")
    book = batch.spreadsheet
    new = updated(spreadsheet_properties(book), given, mask)
    if asks_for(mask, "locale") and "locale" in new:
        locale = canonical_locale(new["locale"])
        if locale is None:
            raise bad_request(f"Unsupported locale: {new['locale']}")
        book.locale = locale
    if asks_for(mask, "timeZone") and "timeZone" in new:
        book.time_zone = _time_zone(new["timeZone"])
    if asks_for(mask, "title"):
        book.title = new.get("title", book.title)
    known = {"title", "locale", "timeZone", "spreadsheetTheme"}
    book.properties = {k: v for k, v in new.items() if k not in known}
    return {}


def _time_zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        if not name.startswith("GMT"):
            raise bad_request(f"Unsupported time zone: {name}") from None
    return name
