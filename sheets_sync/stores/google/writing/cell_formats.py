"""Looks and number formats as Google's cell formats.

No pattern of Google's is documented to show a Buddhist year. So the year is written into the
pattern of each date as a word: the cell stays a date, and what it shows is sure. The month follows
the spreadsheet's language.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sheets_sync.planning.workbook_tabs.styles import APPEARANCES, Appearance, shape_of
from sheets_sync.planning.workbook_tabs.tab_model import Link, Look, Shape, TabCell
from sheets_sync.stores.google.writing.batch import JSON, colour_style

FONT = "Sarabun"
FONT_SIZE = 11
"""In points, of plain text."""
_BUDDHIST = 543
_PATTERNS = {
    Shape.COUNT: "#,##0",
    Shape.DECIMAL: "#,##0.0",
    Shape.PERCENT: "0%",
    Shape.PERCENT_TENTHS: "0.0%",
}
_SHARES = {Shape.PERCENT, Shape.PERCENT_TENTHS}
_TIMES = {Shape.DATE: ("DATE", ""), Shape.MOMENT: ("DATE_TIME", " hh:mm")}
_UNFRAMED = Appearance(line=None, wrap=False)


@dataclass(frozen=True, slots=True)
class CellFormat:
    """All that one cell's format depends on, but the pattern of its number."""

    look: Look | None = None
    """None where nothing was said of the cell."""
    is_date: bool = False
    is_link: bool = False


def style_of(cell: TabCell) -> CellFormat:
    """The style of a cell that stands in a row."""
    return CellFormat(cell.look, shape_of(cell) in _TIMES, isinstance(cell.value, Link))


def format_of(style: CellFormat) -> JSON:
    """The whole format of a cell but for its number's pattern."""
    look = _UNFRAMED if style.look is None else APPEARANCES[style.look]
    found: JSON = {
        "verticalAlignment": "MIDDLE" if look.middle else "TOP",
        "wrapStrategy": "WRAP" if look.wrap else "OVERFLOW_CELL",
        # Words that only look like an address stay words.
        "hyperlinkDisplayType": "LINKED" if style.is_link else "PLAIN_TEXT",
        "textFormat": {
            "fontFamily": FONT,
            "fontSize": round(FONT_SIZE + look.larger),
            "bold": look.bold,
            "foregroundColorStyle": colour_style(look.colour),
        },
    }
    if style.is_date:
        found["horizontalAlignment"] = "LEFT"
    if style.look is Look.TICK:
        found["horizontalAlignment"] = "CENTER"
    if look.fill is not None:
        found["backgroundColorStyle"] = colour_style(look.fill)
    if look.line is not None:
        side = {"style": "SOLID", "colorStyle": colour_style(look.line)}
        found["borders"] = dict.fromkeys(("top", "bottom", "left", "right"), side)
    return found


def difference(style: CellFormat, base: CellFormat) -> tuple[JSON, str]:
    """What must be set where cells have the format `base` already, and the fields to name."""
    wanted, known = format_of(style), format_of(base)
    changed: JSON = {}
    fields: list[str] = []
    for name in dict.fromkeys((*wanted, *known)):
        if wanted.get(name) == known.get(name):
            continue
        if name == "textFormat":
            parts = {
                part: value for part, value in wanted[name].items() if value != known[name][part]
            }
            changed[name] = parts
            fields += (f"userEnteredFormat.{name}.{part}" for part in parts)
            continue
        if name in wanted:
            changed[name] = wanted[name]
        fields.append(f"userEnteredFormat.{name}")
    return {"userEnteredFormat": changed} if changed else {}, ",".join(fields)


def number_format(cell: TabCell) -> dict[str, Any] | None:
    """How the cell's number is written; nothing for text."""
    shape = shape_of(cell)
    if shape in _TIMES:
        if not isinstance(cell.value, dt.date):
            return None
        kind, time = _TIMES[shape]
        return {"type": kind, "pattern": f'd mmm "{cell.value.year + _BUDDHIST}"{time}'}
    if shape in _PATTERNS:
        kind = "PERCENT" if shape in _SHARES else "NUMBER"
        return {"type": kind, "pattern": _PATTERNS[shape]}
    return None
