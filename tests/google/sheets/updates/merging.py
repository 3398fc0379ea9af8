"""Merged cells."""

from __future__ import annotations

from ...a1 import Area, area_of
from ...errors import bad_request
from ...model import JSON, Sheet
from .batch import Batch


def merge_cells(batch: Batch, request: JSON) -> JSON:
    """Merge all, or row by row, or column by column; only the top left value stays."""
    sheet, area = batch.editable(request.get("range"))
    _release(sheet, area)
    top, left, bottom, right = area.bounds
    kind = request.get("mergeType", "MERGE_ALL")
    if kind == "MERGE_ROWS":
        parts = [Area(row, left, row + 1, right) for row in range(top, bottom)]
    elif kind == "MERGE_COLUMNS":
        parts = [Area(top, column, bottom, column + 1) for column in range(left, right)]
    else:
        parts = [area]
    for part in parts:
        if part.height * part.width > 1:
            _merge(sheet, part)
    return {}


def _merge(sheet: Sheet, area: Area) -> None:
    top, left, bottom, right = area.bounds
    kept = next(
        (
            value
            for row in range(top, bottom)
            for column in range(left, right)
            if (value := sheet.grid.value(row, column)) != ""
        ),
        "",
    )
    sheet.grid.clear(area)
    sheet.grid.set_value(top, left, kept)
    sheet.merges.append(
        {
            "sheetId": sheet.id,
            "startRowIndex": top,
            "endRowIndex": bottom,
            "startColumnIndex": left,
            "endColumnIndex": right,
        }
    )


def unmerge_cells(batch: Batch, request: JSON) -> JSON:
    sheet, area = batch.editable(request.get("range"))
    _release(sheet, area)
    return {}


def _release(sheet: Sheet, area: Area) -> None:
    touched = [merge for merge in sheet.merges if area_of(merge).meets(area)]
    if any(not area.covers(area_of(merge)) for merge in touched):
        raise bad_request("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [merge for merge in sheet.merges if merge not in touched]
