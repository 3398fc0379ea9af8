"""Cells that a fast reader shows as blank: errors, and formulas saved without a result.

The XML of a sheet is searched as it is unpacked, not parsed: a clean sheet costs little more
than unpacking it.
"""

import re
from collections.abc import Iterator
from typing import IO

from lxml import etree

from sheets_sync.registry.a1 import row_and_column
from sheets_sync.registry.workbook import NOT_CALCULATED, CellError

UnreadCells = dict[tuple[int, int], CellError]
"""(row, column), both from 1, to what really stands in that cell."""

_BLOCK = 1 << 20
_ENDS_NAME = (b" ", b">", b"\t", b"\r", b"\n")
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Z]+[0-9]+)["']""")
_KIND = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")


class _Marks:
    """The byte strings and patterns of one sheet's namespace prefix."""

    def __init__(self, prefix: bytes) -> None:
        p = prefix + b":" if prefix else b""
        escaped = re.escape(p)
        self.prefix = p
        self.cell = b"<" + p + b"c"
        self.formula = b"<" + p + b"f"
        self.end_of_data = b"</" + p + b"sheetData"
        no_value = rb"\s*(?:<%bv\s*/>\s*|<%bv\s*>\s*</%bv>\s*)?</%bc>" % ((escaped,) * 4)
        self.uncached = (
            re.compile(rb"</%bf>" % escaped + no_value),
            re.compile(rb"<%bf\b[^>]*/>" % escaped + no_value),
        )
        self.value = re.compile(rb"<%bv\b[^>]*>([^<]*)<" % escaped)


def unread_cells(sheet: IO[bytes]) -> UnreadCells:
    """What a fast reader cannot see in one worksheet part, read once from its start."""
    found: UnreadCells = {}
    for block, marks in _blocks(sheet):
        for position, code in _hits(block, marks):
            start = _start_of_cell(block, position, marks)
            tag = block[start : block.index(b">", start)]
            kind = _KIND.search(tag)
            if code is NOT_CALCULATED and kind is not None and kind[1] != b"n":
                continue
            where = _ADDRESS.search(tag)
            if where is None:
                sheet.seek(0)
                return _spots_by_parsing(sheet)
            found[row_and_column(where[1].decode())] = CellError(code)
    return found


def _blocks(sheet: IO[bytes]) -> Iterator[tuple[bytes, _Marks]]:
    """Runs of whole cells up to the end of the sheet's data."""
    rest = sheet.read(_BLOCK)
    root = _ROOT.search(rest)
    marks = _Marks(root[1] or b"" if root else b"")
    while True:
        more = sheet.read(_BLOCK)
        block = rest + more if rest else more
        end = block.find(marks.end_of_data)
        if end >= 0 or not more:
            yield block if end < 0 else block[:end], marks
            return
        cut = max(block.rfind(marks.cell + b" "), block.rfind(marks.cell + b">"))
        if cut <= 0:
            rest = block
            continue
        yield block[:cut], marks
        rest = block[cut:]


def _hits(block: bytes, marks: _Marks) -> Iterator[tuple[int, str]]:
    """Positions inside cells that hide something, and the code of what they hide."""
    for mark in (b't="e"', b"t='e'"):
        position = block.find(mark)
        while position >= 0:
            start = block.rfind(b"<", 0, position)
            if _is_cell(block, start, marks) and block[position - 1 : position].isspace():
                value = marks.value.search(block, position)
                yield position, value[1].decode() if value else "#VALUE!"
            position = block.find(mark, position + 1)
    if marks.formula in block:
        for pattern in marks.uncached:
            for match in pattern.finditer(block):
                yield match.start(), NOT_CALCULATED


def _is_cell(block: bytes, start: int, marks: _Marks) -> bool:
    after = start + len(marks.cell)
    return block.startswith(marks.cell, start) and block[after : after + 1] in _ENDS_NAME


def _start_of_cell(block: bytes, position: int, marks: _Marks) -> int:
    start = block.rfind(marks.cell, 0, position + 1)
    while start > 0 and not _is_cell(block, start, marks):
        start = block.rfind(marks.cell, 0, start)
    return start


def _spots_by_parsing(sheet: IO[bytes]) -> UnreadCells:
    """The same for a sheet whose cells carry no address: every cell is counted."""
    found: UnreadCells = {}
    row = column = 0
    events = etree.iterparse(
        sheet, ("start", "end"), resolve_entities=False, no_network=True, huge_tree=True
    )
    for event, element in events:
        name = str(element.tag).rpartition("}")[2]
        if event == "start" and name == "row":
            row, column = int(element.get("r", row + 1)), 0
        elif event == "start" and name == "c":
            given = element.get("r")
            column = row_and_column(given)[1] if given else column + 1
        elif event == "end" and name == "c":
            error = _hidden_error(element)
            if error is not None:
                found[row, column] = error
        elif event == "end" and name in ("row", "sheetData"):
            element.clear()
            if name == "sheetData":
                break
    return found


def _hidden_error(cell: etree._Element) -> CellError | None:
    value = cell.findtext("{*}v") or ""
    kind = cell.get("t", "n")
    if kind == "e":
        return CellError(value or "#VALUE!")
    if kind == "n" and not value.strip() and cell.find("{*}f") is not None:
        return CellError(NOT_CALCULATED)
    return None
