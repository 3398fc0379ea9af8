"""Cells of a status column where somebody typed: they hold something and no formula."""

import re
from typing import IO

from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.status_column import MOST
from sheets_sync.stores.xlsx.worksheet_scan import row_blocks
from sheets_sync.stores.xlsx.xml_edit import prefix_of


def typed_over(sheet: IO[bytes], column: int) -> tuple[tuple[int, int], ...]:
    """Rows and columns, from 1, the heading's own cell among them."""
    found: list[tuple[int, int]] = []
    pattern: re.Pattern[bytes] | None = None
    for block in row_blocks(sheet):
        if pattern is None:
            prefix = re.escape(prefix_of(block, "worksheet"))
            pattern = re.compile(
                rb'<%bc\s[^>]{0,512}?\br="%b([0-9]+)"[^>]{0,2048}(?<!/)>(?!\s*<%bf[\s>/])\s*<%b(?:v|is)>\s*[^\s]'
                % (prefix, column_letters(column).encode(), prefix, prefix)
            )
        found.extend((int(row), column) for row in pattern.findall(block))
        if len(found) > MOST:
            break
    return tuple(found[:MOST])
