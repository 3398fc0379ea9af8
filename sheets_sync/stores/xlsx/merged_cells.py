"""The merged areas that a worksheet part lists behind its cells."""

import re

from sheets_sync.registry.a1 import column_number
from sheets_sync.registry.workbook import Area

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""An area of whole columns or rows names no end of its own."""
_AREA = re.compile(
    rb"""<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*["']\$?([A-Z]*)\$?([0-9]*):\$?([A-Z]*)\$?([0-9]*)["']"""
)


def merged_in(xml: bytes) -> tuple[Area, ...]:
    """The areas in what stands behind a sheet's data, in the order of rows."""
    if b"mergeCell" not in xml:
        return ()
    areas = (
        Area(
            int(match[2] or 1),
            column_number(match[1].decode()) if match[1] else 1,
            int(match[4] or LAST_ROW),
            column_number(match[3].decode()) if match[3] else LAST_COLUMN,
        )
        for match in _AREA.finditer(xml)
    )
    return tuple(sorted(areas))
