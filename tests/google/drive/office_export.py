"""A spreadsheet as an .xlsx workbook, with its looks: what people see is what they download."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from ..a1 import area_of, quoted_title
from ..cells import CellError, Formula, is_blank
from ..formulas.calculation import Computed, computed
from ..formulas.spilling import may_spill
from ..model import JSON, Sheet, Spreadsheet

_ALIGNED = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_UPRIGHT = {"TOP": "top", "MIDDLE": "vcenter", "BOTTOM": "bottom"}
_SIDES = ("top", "bottom", "left", "right")
_PIXELS_A_POINT = 4 / 3


def xlsx_of(spreadsheet: Spreadsheet, now: dt.datetime) -> bytes:
    """The bytes of the workbook; formulas that fill several cells are left as what they show."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, options) as book:
        results = computed(spreadsheet, now)
        writer = _Writer(spreadsheet, book, results)
        for sheet in spreadsheet.sheets:
            writer.write(sheet)
    return out.getvalue()


class _Writer:
    def __init__(self, spreadsheet: Spreadsheet, book: Any, results: Computed) -> None:
        self._spreadsheet = spreadsheet
        self._book = book
        self._results = results
        self._formats: dict[str, Any] = {}
        self._titles = _titles(spreadsheet)

    def write(self, sheet: Sheet) -> None:
        target = self._book.add_worksheet(self._titles[sheet.id])
        if sheet.properties.get("hidden"):
            target.hide()
        self._dress(sheet, target)
        values = self._results.rows[sheet.id]
        extras = sheet.grid.extras
        for row in range(max(len(values), len(extras))):
            line = values[row] if row < len(values) else ()
            others = extras[row] if row < len(extras) else ()
            for column in range(max(len(line), len(others))):
                value = line[column] if column < len(line) else ""
                self._cell(sheet, target, row, column, value)
        for merged in sheet.merges:
            self._merge(sheet, target, merged)
        self._notes(sheet, target)

    def _cell(self, sheet: Sheet, target: Any, row: int, column: int, value: Any) -> None:
        extra = sheet.grid.extra_at(row, column)
        own = dict(extra.format or {}) if extra else {}
        brought = self._results.formats.get((sheet.id, row, column))
        if brought and "numberFormat" not in own:
            own["numberFormat"] = brought
        look = self._format(own)
        entered = sheet.grid.value(row, column)
        uri = _link((extra.other or {}) if extra else {}, own)
        if isinstance(entered, Formula) and not may_spill(entered.text):
            target.write_formula(row, column, entered.text, look, _plain(value))
        elif is_blank(value) or value == "":
            if own:
                target.write_blank(row, column, None, look)
        elif uri and isinstance(value, str):
            place = self._place(uri)
            target.write_url(row, column, place, look, str(value)[:32_000])
            target.write_string(row, column, str(value), self._format(own, link=True))
        elif isinstance(value, bool):
            target.write_boolean(row, column, value, look)
        elif isinstance(value, str):
            target.write_string(row, column, str(value), look)
        else:
            target.write_number(row, column, value, look)

    def _notes(self, sheet: Sheet, target: Any) -> None:
        """The notes; a cell that others cover has none any more."""
        areas = [sheet.clip(area_of(merged)) for merged in sheet.merges]
        for row, others in enumerate(sheet.grid.extras):
            for column, extra in enumerate(others):
                covered = any(
                    area.holds(row, column) and (row, column) != (area.row, area.column)
                    for area in areas
                )
                if extra and extra.note and not covered:
                    target.write_comment(row, column, extra.note)

    def _merge(self, sheet: Sheet, target: Any, merged: JSON) -> None:
        area = sheet.clip(area_of(merged))
        top, left, bottom, right = area.bounds
        target.merge_range(top, left, bottom - 1, right - 1, "", self._book.add_format())
        values = self._results.rows[sheet.id]
        for row in range(top, bottom):
            for column in range(left, right):
                line = values[row] if row < len(values) else ()
                value = line[column] if column < len(line) else ""
                self._cell(sheet, target, row, column, value)

    def _dress(self, sheet: Sheet, target: Any) -> None:
        for at, kept in sheet.dimensions["COLUMNS"].items():
            hidden = {"hidden": True} if kept.get("hiddenByUser") else {}
            target.set_column_pixels(at, at, kept.get("pixelSize", 100), None, hidden)
        for at, kept in sheet.dimensions["ROWS"].items():
            hidden = {"hidden": True} if kept.get("hiddenByUser") else {}
            height = kept.get("pixelSize")
            target.set_row(at, height and height / _PIXELS_A_POINT, None, hidden)
        grid = sheet.grid_properties
        target.freeze_panes(grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0))
        if grid.get("hideGridlines"):
            target.hide_gridlines(2)
        colour = (sheet.properties.get("tabColorStyle") or {}).get("rgbColor")
        if colour:
            target.set_tab_color(_hex(colour))
        if sheet.basic_filter:
            area = sheet.clip(area_of(sheet.basic_filter["range"]))
            target.autofilter(area.row, area.column, area.bounds[2] - 1, area.bounds[3] - 1)

    def _format(self, own: JSON, *, link: bool = False) -> Any:
        key = json.dumps([own, link], sort_keys=True)
        if key not in self._formats:
            self._formats[key] = self._book.add_format(_office_format(own, link=link))
        return self._formats[key]

    def _place(self, uri: str) -> str:
        """The place in the workbook that a link within the spreadsheet leads to."""
        if not uri.startswith("#gid="):
            return uri
        gid, _, cells = uri.removeprefix("#gid=").partition("&range=")
        title = self._titles.get(int(gid))
        return f"internal:{quoted_title(title)}!{cells or 'A1'}" if title else uri


def _titles(spreadsheet: Spreadsheet) -> dict[int, str]:
    """Titles as a workbook takes them: shorter, without some signs, each once."""
    found: dict[int, str] = {}
    for sheet in spreadsheet.sheets:
        clean = "".join("_" if sign in "[]:*?/\\" else sign for sign in sheet.title).strip("'")
        title, number = clean[:31] or "_", 1
        while title.casefold() in {one.casefold() for one in found.values()}:
            number += 1
            title = f"{clean[:26]} {number}"
        found[sheet.id] = title
    return found


def _link(other: JSON, own: JSON) -> str:
    """Where a cell leads as a whole, or with the first words of it."""
    runs = other.get("textFormatRuns") or [{}]
    for text in (runs[0].get("format") or {}, own.get("textFormat") or {}):
        if uri := (text.get("link") or {}).get("uri"):
            return str(uri)
    return ""


def _office_format(own: JSON, *, link: bool) -> JSON:
    text = own.get("textFormat") or {}
    found: JSON = {
        "font_name": text.get("fontFamily", "Arial"),
        "font_size": text.get("fontSize", 10),
        "valign": _UPRIGHT[own.get("verticalAlignment", "BOTTOM")],
    }
    found |= {name: True for name in ("bold", "italic") if text.get(name)}
    if text.get("underline") or link:
        found["underline"] = 1
    if link:
        found["font_color"] = "#1155CC"
    elif colour := (text.get("foregroundColorStyle") or {}).get("rgbColor"):
        found["font_color"] = _hex(colour)
    if colour := (own.get("backgroundColorStyle") or {}).get("rgbColor"):
        found["bg_color"] = _hex(colour)
    if aligned := _ALIGNED.get(own.get("horizontalAlignment", "")):
        found["align"] = aligned
    if own.get("wrapStrategy") == "WRAP":
        found["text_wrap"] = True
    if pattern := (own.get("numberFormat") or {}).get("pattern"):
        found["num_format"] = pattern
    for side in _SIDES:
        border = (own.get("borders") or {}).get(side)
        if border:
            found[side] = 1
            found[f"{side}_color"] = _hex((border.get("colorStyle") or {}).get("rgbColor") or {})
    return found


def _hex(colour: JSON) -> str:
    parts = (round(colour.get(name, 0) * 255) for name in ("red", "green", "blue"))
    return "#" + "".join(f"{part:02X}" for part in parts)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, CellError) else value
