"""What every kind of request in a batch works on, and the checks they share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import orjson

from ...a1 import Area, area_of
from ...discovery import api
from ...errors import ApiError, bad_request
from ...formulas.calculation import Computed, computed
from ...masks import Mask, MaskError, parse_mask, unknown_field
from ...model import JSON, Caller, Sheet, Spreadsheet
from ..protection import check_edit
from ..resources import clean
from ..styles import both_colors


@dataclass(slots=True)
class Batch:
    """A batch that is being applied, request after request."""

    spreadsheet: Spreadsheet
    caller: Caller
    now: dt.datetime
    _messages: dict[tuple[str, bytes], Any] = field(default_factory=dict)

    def sheet(self, sheet_id: int | None) -> Sheet:
        """The tab of a request; an absent id means 0, as everywhere in proto3."""
        sheet = self.spreadsheet.sheet_by_id(sheet_id or 0)
        if sheet is None:
            raise bad_request(f"No grid with id: {sheet_id or 0}")
        return sheet

    def area(self, grid_range: JSON | None) -> tuple[Sheet, Area]:
        """The tab and the clipped area of a GridRange."""
        if grid_range is None:
            raise bad_request("Range is required.")
        sheet = self.sheet(grid_range.get("sheetId"))
        area = area_of(grid_range)
        if area.row >= sheet.size[0] or area.column >= sheet.size[1]:
            raise bad_request(f"Range is out of bounds of the grid with id: {sheet.id}")
        clipped = sheet.clip(area)
        if clipped.row < 0 or clipped.column < 0 or not clipped.height or not clipped.width:
            raise bad_request("Range must start before it ends, and not before the first cell.")
        return sheet, clipped

    def coordinate(self, found: JSON | None) -> tuple[Sheet, int, int]:
        """The tab, row and column of a GridCoordinate."""
        place = found or {}
        row, column = place.get("rowIndex", 0), place.get("columnIndex", 0)
        if row < 0 or column < 0:
            raise bad_request("A cell cannot be before the first row or column.")
        return self.sheet(place.get("sheetId")), row, column

    def editable(self, grid_range: JSON | None) -> tuple[Sheet, Area]:
        """The same, refused where a protection keeps the caller out."""
        sheet, area = self.area(grid_range)
        self.edit(sheet, area)
        return sheet, area

    def edit(self, sheet: Sheet, area: Area) -> None:
        check_edit(self.spreadsheet, sheet, area, self.caller)

    def results(self) -> Computed:
        """What all cells come to at this point of the batch."""
        self.spreadsheet.changed()
        return computed(self.spreadsheet, self.now)

    def message(self, given: Any, schema: str) -> Any:
        """A message from a request in the form it is kept and given back; equal ones are shared."""
        key = schema, orjson.dumps(given)
        if key not in self._messages:
            self._messages[key] = clean(both_colors(given), schema)
        return self._messages[key]


def mask_of(request: JSON, schema: str) -> Mask:
    """The field mask of an update; it must be there and name fields there are."""
    text = request.get("fields", "")
    if not text.strip():
        raise bad_request(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    try:
        mask = parse_mask(text)
    except MaskError:
        raise _bad_mask(text) from None
    if wrong := unknown_field(mask, schema, api("sheets.v4").schemas):
        raise _bad_mask(wrong)
    return mask


def _bad_mask(text: str) -> ApiError:
    kind = "type.googleapis.com/google.protobuf.FieldMask"
    return bad_request(f"Invalid value at 'fields' ({kind}), \"{text}\"")
