"""The default look of a spreadsheet, and formats laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model import JSON

_WHITE = {"red": 1, "green": 1, "blue": 1}

DEFAULT_FORMAT: JSON = {
    "backgroundColor": _WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _WHITE},
}


def _theme_color(kind: str, red: float, green: float, blue: float) -> JSON:
    parts = {"red": red, "green": green, "blue": blue}
    return {
        "colorType": kind,
        "color": {"rgbColor": {name: part for name, part in parts.items() if part}},
    }


THEME: JSON = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        _theme_color("TEXT", 0, 0, 0),
        _theme_color("BACKGROUND", 1, 1, 1),
        _theme_color("ACCENT1", 0.25882354, 0.52156866, 0.95686275),
        _theme_color("ACCENT2", 0.91764706, 0.2627451, 0.20784314),
        _theme_color("ACCENT3", 0.9843137, 0.7372549, 0.015686275),
        _theme_color("ACCENT4", 0.20392157, 0.65882355, 0.3254902),
        _theme_color("ACCENT5", 1, 0.42745098, 0.003921569),
        _theme_color("ACCENT6", 0.27450982, 0.7411765, 0.7764706),
        _theme_color("LINK", 0.06666667, 0.33333334, 0.8),
    ],
}


def both_colors(message: Any) -> Any:
    """The message with every colour in both its old and its new field, as the API keeps them."""
    if isinstance(message, list):
        return [both_colors(item) for item in message]
    if not isinstance(message, Mapping):
        return message
    found = {name: both_colors(item) for name, item in message.items()}
    for name, item in list(found.items()):
        if name.endswith("Color") and name != "rgbColor":
            found.setdefault(name + "Style", {"rgbColor": item})
        elif name.endswith("ColorStyle") and "rgbColor" in item:
            found[name.removesuffix("Style")] = item["rgbColor"]
    return found


def with_color_twins(mask: Any) -> Any:
    """A field mask that names both fields of every colour it names."""
    found = {name: with_color_twins(inner) for name, inner in mask.items()}
    for name, inner in list(found.items()):
        if name.endswith("ColorStyle"):
            found.setdefault(name.removesuffix("Style"), {})
        elif name.endswith("Color") and name != "rgbColor":
            found.setdefault(name + "Style", {})
            found[name] = inner
    return found


def laid_over(below: JSON, above: JSON | None) -> JSON:
    """One format over another."""
    if not above:
        return below
    result = dict(below)
    for name, item in above.items():
        kept = result.get(name)
        whole = name.endswith(("Color", "Style"))
        if isinstance(item, dict) and isinstance(kept, dict) and not whole:
            result[name] = laid_over(kept, item)
        else:
            result[name] = item
    return result
