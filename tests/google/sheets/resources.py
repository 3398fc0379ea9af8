"""Spreadsheets and tabs as the API writes them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..a1 import Area
from ..discovery import api
from ..masks import Mask, asks_for
from ..model import JSON, Sheet, Spreadsheet
from ..proto3 import without_defaults
from ..structure import metadata_sheet
from .griddata import grid_data
from .styles import DEFAULT_FORMAT, THEME, laid_over

Wanted = list[tuple[Sheet, Area]]


def spreadsheet_resource(
    spreadsheet: Spreadsheet, wanted: Wanted | None, mask: Mask, now: dt.datetime, *, grid: bool
) -> JSON:
    """The Spreadsheet message; with `wanted` only those tabs and areas, with `grid` their cells."""
    found: JSON = {
        "spreadsheetId": spreadsheet.id,
        "properties": spreadsheet_properties(spreadsheet),
        "sheets": _sheets(spreadsheet, wanted, mask, now, grid=grid),
    }
    if spreadsheet.named_ranges:
        found["namedRanges"] = [clean(n, "NamedRange") for n in spreadsheet.named_ranges]
    found["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit"
    own = [m for m in spreadsheet.developer_metadata if metadata_sheet(m) is None]
    if own:
        found["developerMetadata"] = [clean(m, "DeveloperMetadata") for m in own]
    return found


def spreadsheet_properties(spreadsheet: Spreadsheet) -> JSON:
    kept = {k: v for k, v in spreadsheet.properties.items() if k != "defaultFormat"}
    found = {
        "title": spreadsheet.title,
        "locale": spreadsheet.locale,
        "timeZone": spreadsheet.time_zone,
        "defaultFormat": default_format(spreadsheet),
        "spreadsheetTheme": THEME,
    } | kept
    return clean(found, "SpreadsheetProperties")


def default_format(spreadsheet: Spreadsheet) -> JSON:
    return laid_over(DEFAULT_FORMAT, spreadsheet.properties.get("defaultFormat"))


def _sheets(
    spreadsheet: Spreadsheet, wanted: Wanted | None, mask: Mask, now: dt.datetime, *, grid: bool
) -> list[JSON]:
    found = []
    for sheet in spreadsheet.sheets:
        areas = [Area()] if wanted is None else [a for s, a in wanted if s is sheet]
        if not areas:
            continue
        resource = sheet_resource(spreadsheet, sheet)
        if grid and asks_for(mask, "sheets", "data"):
            below = mask.get("sheets", {}).get("data", {}) if mask else {}
            resource["data"] = [
                grid_data(spreadsheet, sheet, sheet.clip(area), below, now) for area in areas
            ]
        found.append(resource)
    return found


def sheet_resource(spreadsheet: Spreadsheet, sheet: Sheet) -> JSON:
    """The Sheet message without its cells."""
    found: JSON = {
        "properties": sheet_properties(spreadsheet, sheet),
        "merges": sheet.merges,
        "conditionalFormats": sheet.conditional_formats,
        "filterViews": sheet.filter_views,
        "protectedRanges": sheet.protected_ranges,
        "bandedRanges": sheet.banded_ranges,
        "tables": sheet.tables,
        "charts": sheet.charts,
        "slicers": sheet.slicers,
        "rowGroups": sheet.groups["ROWS"],
        "columnGroups": sheet.groups["COLUMNS"],
        "developerMetadata": [
            m
            for m in spreadsheet.developer_metadata
            if metadata_sheet(m) == sheet.id and "dimensionRange" not in m["location"]
        ],
    }
    if sheet.basic_filter:
        found["basicFilter"] = sheet.basic_filter
    return clean(found, "Sheet")


def sheet_properties(spreadsheet: Spreadsheet, sheet: Sheet) -> JSON:
    """The SheetProperties message; the index is the tab's place."""
    properties = {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": spreadsheet.sheets.index(sheet),
        "sheetType": "GRID",
        "gridProperties": {
            "rowCount": sheet.grid.row_count,
            "columnCount": sheet.grid.column_count,
        }
        | sheet.grid_properties,
    } | sheet.properties
    return clean(properties, "SheetProperties")


def clean(message: Any, schema: str) -> JSON:
    """The message with defaults left out, as the API sends it."""
    found: JSON = without_defaults(message, schema, api("sheets.v4").schemas)
    return found
