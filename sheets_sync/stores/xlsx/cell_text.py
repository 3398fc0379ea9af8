"""Text as it may stand in the XML of a cell: never markup, never a formula, never too long."""

import re
from html import escape

from sheets_sync.planning.workbook_tabs.plain_text import UNFIT, plain_text

LONGEST_CELL = 32_767
"""Characters (UTF-16 units) a cell holds."""
_NEEDS_CARE = re.compile("[\x00-\x08\x0b-\x1f<>&\ud800-\udfff\ufffe\uffff]|_x")
_IN_ATTRIBUTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """The text, cut visibly where a cell could not hold it, characters XML forbids as U+FFFD."""
    return plain_text(text, LONGEST_CELL)


def cell_xml(text: str) -> str:
    """The same as XML, with what looks like a spreadsheet's own escape kept as typed."""
    if len(text) <= LONGEST_CELL // 2 and _NEEDS_CARE.search(text) is None:
        return text
    clean = cell_text(text)
    if "_x" in clean:
        clean = _LOOKS_ESCAPED.sub("_x005F_", clean)
    return escape(clean, quote=False)


def attribute_xml(text: str) -> str:
    """Text inside a double-quoted XML attribute."""
    clean = UNFIT.sub("\ufffd", text)
    return escape(clean, quote=False).translate(_IN_ATTRIBUTES)
