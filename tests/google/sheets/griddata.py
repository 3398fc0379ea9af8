"""The cells of an area as `includeGridData` and cell masks give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..a1 import Area
from ..cells import BLANK, CellError, Extra, Formula, is_blank
from ..display import shown
from ..formulas.calculation import Computed, computed
from ..masks import Mask, asks_for, masked
from ..model import JSON, Sheet, Spreadsheet
from ..structure import metadata_sheet
from .finding import matching_metadata
from .styles import DEFAULT_FORMAT, laid_over

_ROW_HEIGHT, _COLUMN_WIDTH = 21, 100


def grid_data(
    spreadsheet: Spreadsheet, sheet: Sheet, area: Area, mask: Mask, now: dt.datetime
) -> JSON:
    """The GridData message of a clipped area; only what the mask asks for is worked out."""
    found: JSON = {}
    if area.row:
        found["startRow"] = area.row
    if area.column:
        found["startColumn"] = area.column
    if asks_for(mask, "rowData"):
        cell_mask = (mask.get("rowData") or {}).get("values") or {} if mask else {}
        rows = _rows(spreadsheet, sheet, area, cell_mask, now)
        if rows:
            found["rowData"] = rows
    for name, dimension in (("rowMetadata", "ROWS"), ("columnMetadata", "COLUMNS")):
        if asks_for(mask, name):
            found[name] = _dimensions(spreadsheet, sheet, area, dimension)
    return found


def _rows(
    spreadsheet: Spreadsheet, sheet: Sheet, area: Area, mask: Mask, now: dt.datetime
) -> list[JSON]:
    writer = _CellWriter(spreadsheet, sheet, computed(spreadsheet, now), mask)
    top, left, bottom, right = area.bounds
    held = max(len(writer.values), len(sheet.grid.extras))
    rows = [writer.row(number, left, right) for number in range(top, min(bottom, held))]
    while rows and not rows[-1]:
        rows.pop()
    return rows


@dataclass(slots=True)
class _CellWriter:
    spreadsheet: Spreadsheet
    sheet: Sheet
    results: Computed
    mask: Mask
    _formats: dict[tuple[int, int], tuple[JSON | None, JSON]]

    def __init__(
        self, spreadsheet: Spreadsheet, sheet: Sheet, results: Computed, mask: Mask
    ) -> None:
        self.spreadsheet = spreadsheet
        self.sheet = sheet
        self.results = results
        self.mask = mask
        self._formats = {}

    @property
    def values(self) -> list[Any]:
        return self.results.rows[self.sheet.id]

    def row(self, number: int, left: int, right: int) -> JSON:
        values = self.values[number] if number < len(self.values) else ()
        extras = self.sheet.grid.extras
        others = extras[number] if number < len(extras) else ()
        width = min(max(len(values), len(others)), right)
        cells = []
        for column in range(left, width):
            value = values[column] if column < len(values) else BLANK
            extra = others[column] if column < len(others) else None
            cells.append(self.cell(number, column, value, extra))
        while cells and not cells[-1]:
            cells.pop()
        return {"values": cells} if cells else {}

    def cell(self, row: int, column: int, value: Any, extra: Extra | None) -> JSON:
        """The CellData message of one cell."""
        if is_blank(value) and not extra:
            return {}
        found: JSON = {}
        at = self.sheet.id, row, column
        for name, make in self._parts(row, column, value, extra, at):
            if asks_for(self.mask, name) and (part := make()) is not None:
                found[name] = part
        if extra and extra.other:
            found |= {name: part for name, part in extra.other.items() if asks_for(self.mask, name)}
        return masked(found, self.mask)  # type: ignore[no-any-return]

    def _parts(
        self,
        row: int,
        column: int,
        value: Any,
        extra: Extra | None,
        at: tuple[int, int, int],
    ) -> list[tuple[str, Callable[[], Any]]]:
        own = extra.format if extra else None
        brought = self.results.formats.get(at)
        number_format = (own or {}).get("numberFormat") or brought
        filled = not is_blank(value)
        entered = self.sheet.grid.value(row, column)
        return [
            ("userEnteredValue", lambda: None if is_blank(entered) else extended(entered)),
            ("effectiveValue", lambda: extended(value) if filled else None),
            (
                "formattedValue",
                lambda: shown(value, number_format, self.spreadsheet.rules) if filled else None,
            ),
            ("userEnteredFormat", lambda: own),
            ("effectiveFormat", lambda: self._effective(own, brought)),
            ("hyperlink", lambda: self._link(at, value)),
            ("note", lambda: extra.note if extra else None),
            ("dataValidation", lambda: extra.validation if extra else None),
        ]

    def _effective(self, own: JSON | None, brought: JSON | None) -> JSON:
        key = id(own), id(brought)
        if key not in self._formats:
            base = laid_over(DEFAULT_FORMAT, self.spreadsheet.properties.get("defaultFormat"))
            base = laid_over(base, {"numberFormat": brought} if brought else None)
            self._formats[key] = own, laid_over(base, own) | {"hyperlinkDisplayType": "PLAIN_TEXT"}
        return self._formats[key][1]

    def _link(self, at: tuple[int, int, int], value: Any) -> str | None:
        if at in self.results.links:
            return self.results.links[at]
        plain = isinstance(value, str) and value.startswith(("http://", "https://"))
        return str(value) if plain and " " not in value else None


def extended(value: Any) -> JSON:
    """The ExtendedValue message of a value."""
    if isinstance(value, Formula):
        return {"formulaValue": value.text}
    if isinstance(value, CellError):
        message = {"message": value.message} if value.message else {}
        return {"errorValue": {"type": value.type, **message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": str(value)}
    return {"numberValue": value}


def _dimensions(spreadsheet: Spreadsheet, sheet: Sheet, area: Area, dimension: str) -> list[JSON]:
    rows = dimension == "ROWS"
    start, end = (area.row, area.bounds[2]) if rows else (area.column, area.bounds[3])
    default = {"pixelSize": _ROW_HEIGHT if rows else _COLUMN_WIDTH}
    known = sheet.dimensions[dimension]
    noted = _noted(spreadsheet, sheet, dimension)
    return [
        default | known.get(index, {}) | noted.get(index, {})
        if index in known or index in noted
        else default
        for index in range(start, end)
    ]


def _noted(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str) -> dict[int, JSON]:
    found: dict[int, JSON] = {}
    for metadata in matching_metadata(spreadsheet, {}):
        span = metadata["location"].get("dimensionRange", {})
        if metadata_sheet(metadata) == sheet.id and span.get("dimension") == dimension:
            item = found.setdefault(span["startIndex"], {"developerMetadata": []})
            item["developerMetadata"].append(metadata)
    return found
