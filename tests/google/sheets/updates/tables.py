"""Tables and banding."""

from __future__ import annotations

import copy

from ...a1 import Area, area_of
from ...errors import bad_request
from ...masks import updated
from ...model import JSON, Sheet
from .batch import Batch, mask_of


def add_table(batch: Batch, request: JSON) -> JSON:
    given = copy.deepcopy(request.get("table", {}))
    sheet, area = batch.editable(given.get("range"))
    if any(area_of(table["range"]).meets(area) for table in sheet.tables):
        raise bad_request("You cannot add a table over another table.")
    given["tableId"] = given.get("tableId") or str(batch.spreadsheet.new_id())
    given.setdefault("name", f"Table{len(sheet.tables) + 1}")
    given["columnProperties"] = _columns(sheet, area, given.get("columnProperties", []))
    table = copy.deepcopy(batch.message(given, "Table"))
    sheet.tables.append(table)
    return {"table": table}


def _columns(sheet: Sheet, area: Area, given: list[JSON]) -> list[JSON]:
    """A name for every column; names that are given become the header, others come from it."""
    known = {column.get("columnIndex", 0): column for column in given}
    found = []
    for index in range(area.width):
        at = area.row, area.column + index
        column = {"columnIndex": index, **known.get(index, {})}
        if "columnName" in column:
            sheet.grid.set_value(*at, column["columnName"])
        else:
            column["columnName"] = str(sheet.grid.value(*at)) or f"Column {index + 1}"
        found.append(column)
    return found


def _table(batch: Batch, table_id: str) -> tuple[Sheet, JSON]:
    for sheet in batch.spreadsheet.sheets:
        for table in sheet.tables:
            if table["tableId"] == table_id:
                return sheet, table
    raise bad_request(f"No table with id: {table_id}")


def update_table(batch: Batch, request: JSON) -> JSON:
    given = request.get("table", {})
    mask = mask_of(request, "Table")
    sheet, table = _table(batch, given.get("tableId", ""))
    new = copy.deepcopy(updated(table, given, mask)) | {"tableId": table["tableId"]}
    _, area = batch.editable(new.get("range"))
    new["columnProperties"] = _columns(sheet, area, new.get("columnProperties", []))
    sheet.tables[sheet.tables.index(table)] = copy.deepcopy(batch.message(new, "Table"))
    return {}


def delete_table(batch: Batch, request: JSON) -> JSON:
    """Take a table out with its cells."""
    sheet, table = _table(batch, request.get("tableId", ""))
    _, area = batch.editable(table["range"])
    sheet.tables.remove(table)
    sheet.grid.clear(area)
    return {}


def add_banding(batch: Batch, request: JSON) -> JSON:
    given = copy.deepcopy(request.get("bandedRange", {}))
    sheet, area = batch.editable(given.get("range"))
    if any(area_of(band["range"]).meets(area) for band in sheet.banded_ranges):
        raise bad_request(
            "You cannot add alternating background colors to a range that already has alternating "
            "background colors."
        )
    given["bandedRangeId"] = given.get("bandedRangeId") or batch.spreadsheet.new_id()
    band = copy.deepcopy(batch.message(given, "BandedRange"))
    sheet.banded_ranges.append(band)
    return {"bandedRange": band}


def _band(batch: Batch, band_id: int) -> tuple[Sheet, JSON]:
    for sheet in batch.spreadsheet.sheets:
        for band in sheet.banded_ranges:
            if band["bandedRangeId"] == band_id:
                return sheet, band
    raise bad_request(f"No banded range with id: {band_id}")


def update_banding(batch: Batch, request: JSON) -> JSON:
    given = request.get("bandedRange", {})
    mask = mask_of(request, "BandedRange")
    sheet, band = _band(batch, given.get("bandedRangeId", 0))
    changed = updated(band, given, mask) | {"bandedRangeId": band["bandedRangeId"]}
    batch.editable(changed.get("range"))
    new = batch.message(changed, "BandedRange")
    sheet.banded_ranges[sheet.banded_ranges.index(band)] = copy.deepcopy(new)
    return {}


def delete_banding(batch: Batch, request: JSON) -> JSON:
    sheet, band = _band(batch, request.get("bandedRangeId", 0))
    sheet.banded_ranges.remove(band)
    return {}
