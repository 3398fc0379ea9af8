"""What an .xlsx workbook has besides values: what is frozen, named, chosen from, how it looks."""

from __future__ import annotations

from typing import Any

from .a1 import grid_range, parse_area
from .model import JSON, Sheet, Spreadsheet
from .sheets.styles import both_colors

_ALIGNED = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_FONT = {"bold": "b", "italic": "i", "strikethrough": "strike"}


def requests_for(source: Any, book: Spreadsheet) -> list[JSON]:
    """The batchUpdate requests that make the tabs of `book` as those of the workbook."""
    tabs = list(zip(source.worksheets, book.sheets, strict=True))
    found = [request for pair in tabs for request in _of_tab(*pair)]
    for name, defined in source.defined_names.items():
        found += [_named(name, title, cells, book) for title, cells in defined.destinations]
    for office, sheet in tabs:
        for name, defined in office.defined_names.items():
            found += [_named(name, sheet.title, cells, book) for _, cells in defined.destinations]
    return [request for request in found if request]


def _of_tab(source: Any, sheet: Sheet) -> list[JSON]:
    properties: JSON = {"sheetId": sheet.id}
    if source.freeze_panes:
        area = parse_area(source.freeze_panes)
        frozen = {"frozenRowCount": area.row, "frozenColumnCount": area.column} if area else {}
        properties["gridProperties"] = frozen
    if color := _color(source.sheet_properties.tabColor):
        properties["tabColor"] = color
    fields = ",".join(
        "gridProperties(frozenRowCount,frozenColumnCount)" if name == "gridProperties" else name
        for name in properties
        if name != "sheetId"
    )
    look = {"updateSheetProperties": {"properties": properties, "fields": fields}}
    return [*([look] if fields else []), *_dimensions(source, sheet), *_choices(source, sheet)]


def _dimensions(source: Any, sheet: Sheet) -> list[JSON]:
    found = []
    for kept in source.column_dimensions.values():
        size = round(kept.width * 7 + 5) if kept.customWidth else None
        found.append(_dimension(sheet, "COLUMNS", kept.min - 1, kept.max, size, kept.hidden))
    for number, kept in source.row_dimensions.items():
        size = round(kept.height * 4 / 3) if kept.customHeight else None
        found.append(_dimension(sheet, "ROWS", number - 1, number, size, kept.hidden))
    return found


def _dimension(
    sheet: Sheet, dimension: str, start: int, end: int, size: int | None, hidden: object
) -> JSON:
    properties: JSON = {"pixelSize": size} if size else {}
    if hidden:
        properties["hiddenByUser"] = True
    end = min(end, sheet.size[0] if dimension == "ROWS" else sheet.size[1])
    if not properties or start >= end:
        return {}
    span = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    request = {"range": span, "properties": properties, "fields": ",".join(properties)}
    return {"updateDimensionProperties": request}


def _choices(source: Any, sheet: Sheet) -> list[JSON]:
    """The dropdowns; other kinds of validation are left out."""
    found = []
    for kept in source.data_validations.dataValidation:
        if kept.type != "list" or not kept.formula1:
            continue
        text = str(kept.formula1)
        if text.startswith('"'):
            values = [{"userEnteredValue": each} for each in text.strip('"').split(",")]
            condition = {"type": "ONE_OF_LIST", "values": values}
        else:
            condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": f"={text}"}]}
        rule = {"condition": condition, "showCustomUi": True, "strict": bool(kept.showErrorMessage)}
        for cells in kept.sqref.ranges:
            if area := parse_area(cells.coord):
                place = grid_range(sheet.clip(area), sheet.id)
                found.append({"setDataValidation": {"range": place, "rule": rule}})
    return found


def _named(name: str, title: str, cells: str, book: Spreadsheet) -> JSON:
    sheet, area = book.sheet(title), parse_area(cells)
    if sheet is None or area is None or name.startswith("_xlnm"):
        return {}
    return {"addNamedRange": {"namedRange": {"name": name, "range": grid_range(area, sheet.id)}}}


def look_of(cell: Any) -> JSON:
    """The CellFormat of a cell, without its number format."""
    if not cell.has_style:
        return {}
    text: JSON = {name: True for name, kept in _FONT.items() if getattr(cell.font, kept)}
    if cell.font.u:
        text["underline"] = True
    if color := _color(cell.font.color):
        text["foregroundColor"] = color
    found: JSON = {"textFormat": text} if text else {}
    if cell.fill.fill_type == "solid" and (color := _color(cell.fill.fgColor)):
        found["backgroundColor"] = color
    if aligned := _ALIGNED.get(cell.alignment.horizontal):
        found["horizontalAlignment"] = aligned
    if cell.alignment.wrap_text:
        found["wrapStrategy"] = "WRAP"
    shown: JSON = both_colors(found)
    return shown


def _color(color: Any) -> JSON | None:
    """An explicit colour; those of a theme are left out."""
    if color is None or color.type != "rgb":
        return None
    parts = bytes.fromhex(color.rgb)[-3:]
    named = zip(("red", "green", "blue"), parts, strict=True)
    return {name: part / 255 for name, part in named if part}
