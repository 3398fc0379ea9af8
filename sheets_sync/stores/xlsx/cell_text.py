"""Text as it may stand in the XML of a cell: never markup, never a formula, never too long."""

import re
from xml.sax.saxutils import escape

LONGEST_CELL = 32_767
"""Characters (UTF-16 units) a cell holds."""
_CUT = " …(ตัด/cut)"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEEDS_CARE = re.compile("[\x00-\x08\x0b-\x1f<>&\ud800-\udfff\ufffe\uffff]|_x")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """The text, cut visibly where a cell could not hold it, characters XML forbids as U+FFFD."""
    clean = _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) <= LONGEST_CELL // 2 or _units(clean) <= LONGEST_CELL:
        return clean
    room = LONGEST_CELL - _units(_CUT)
    return clean.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + _CUT


def cell_xml(text: str) -> str:
    """The same as XML, with what looks like a spreadsheet's own escape kept as typed."""
    if len(text) <= LONGEST_CELL // 2 and _NEEDS_CARE.search(text) is None:
        return text
    clean = cell_text(text)
    if "_x" in clean:
        clean = _LOOKS_ESCAPED.sub("_x005F_", clean)
    return escape(clean)


def attribute_xml(text: str) -> str:
    """Text inside a double-quoted XML attribute."""
    clean = _FORBIDDEN.sub("\ufffd", text)
    return escape(clean, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
