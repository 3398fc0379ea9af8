"""What a fast reader does not show: errors, objects, formulas without a result, merged areas.

The XML of a sheet is searched as it is unpacked, not parsed: a clean sheet costs little more
than unpacking it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from lxml import etree

from sheets_sync.registry.a1 import row_and_column
from sheets_sync.registry.workbook import NOT_CALCULATED, Area, CellError, CellObject
from sheets_sync.stores.xlsx.merged_cells import merged_in
from sheets_sync.stores.xlsx.styled_numbers import Runs, StyledNumbers

UnreadCells = dict[tuple[int, int], CellError | CellObject]
"""(row, column), both from 1, to what really stands in that cell."""


@dataclass(frozen=True, slots=True)
class Unshown:
    """What a worksheet part says besides the values of its cells."""

    cells: UnreadCells
    merged: tuple[Area, ...]
    formats: Runs


_BLOCK = 1 << 20
_LONGEST_TAG = 2048
_LONGEST_CELL = 8 << 20
"""Bytes; a cell holds 32,767 letters, whatever stands around them."""
_MOST_BEHIND = 1 << 26
"""So much is read of what stands behind the data of a sheet."""
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
            re.compile(rb"<%bf\b[^>]{0,%d}/>" % (escaped, _LONGEST_TAG) + no_value),
        )
        self.value = re.compile(rb"<%bv\b[^>]{0,%d}>([^<]*)<" % (escaped, _LONGEST_TAG))
        self.end_of_cell = b"</" + p + b"c>"


def unshown(
    sheet: IO[bytes], styled: StyledNumbers, keep_time: Callable[[], None] = lambda: None
) -> Unshown:
    """What a fast reader cannot see in one worksheet part, read once from its start.

    `styled` are the styles under which numbers are shown as something else; `keep_time` is asked
    again and again whether to go on.
    """
    found: UnreadCells = {}
    numbers = styled.collector()
    behind = bytearray()
    addressed = True
    for block, marks in _blocks(sheet, behind):
        keep_time()
        numbers.look(block)
        for position, code in _hits(block, marks) if addressed else ():
            start = _start_of_cell(block, position, marks)
            if start < 0:  # it stands in no cell
                continue
            tag = block[start : block.index(b">", start)]
            kind = _KIND.search(tag)
            if code is NOT_CALCULATED and kind is not None and kind[1] != b"n":
                continue
            where = _ADDRESS.search(tag)
            if where is None:
                addressed = False
                break
            cell = block[start : block.find(marks.end_of_cell, position)]
            is_object = code == DISPLAYED or _is_object(tag, cell, marks)
            spot = CellObject() if is_object else CellError(code)
            found[row_and_column(where[1].decode())] = spot
    if not addressed:
        sheet.seek(0)
        found = _spots_by_parsing(sheet)
    return Unshown(found, merged_in(bytes(behind)), numbers.runs())


DISPLAYED = "DISPIMG"
"""The function by which other office programs than Excel place a picture in a cell."""
_PICTURES = (b"IMAGE(", b"DISPIMG(")


def _is_object(tag: bytes, cell: bytes, marks: _Marks) -> bool:
    """Whether an error stands for a picture or a data type, which no other formula makes."""
    if b" vm=" not in tag or marks.formula not in cell:
        return b" vm=" in tag
    return any(name in cell for name in _PICTURES)


def _blocks(sheet: IO[bytes], behind: bytearray) -> Iterator[tuple[bytes, _Marks]]:
    """Runs of whole cells up to the end of the sheet's data; what follows is put into `behind`."""
    rest = sheet.read(_BLOCK)
    root = _ROOT.search(rest)
    marks = _Marks(root[1] or b"" if root else b"")
    while True:
        more = sheet.read(_BLOCK)
        block = rest + more if rest else more
        end = block.find(marks.end_of_data)
        if end >= 0 or not more:
            yield block if end < 0 else block[:end], marks
            if end >= 0:
                behind += block[end:] + sheet.read(_MOST_BEHIND)
            return
        spaced = block.rfind(marks.cell + b" ")
        # Few cells have no attributes: only what is behind the last other one is searched for them.
        cut = max(spaced, block.rfind(marks.cell + b">", max(spaced, 0)))
        if cut < 0 or (cut == 0 and len(block) > _LONGEST_CELL):
            rest = block[-len(marks.end_of_data) :]  # no cell in it goes on
            continue
        if cut > 0:
            yield block[:cut], marks
        rest = block[cut:]


def _hits(block: bytes, marks: _Marks) -> Iterator[tuple[int, str]]:
    """Positions inside cells that hide something, and the code of what they hide."""
    quotes = (b'"', b"'") if b"'" in block else (b'"',)  # one letter alone is found fastest
    for quote in quotes:
        mark = b"t=" + quote + b"e" + quote
        position = block.find(mark)
        while position >= 0:
            start = block.rfind(b"<", 0, position)
            if _is_cell(block, start, marks) and block[position - 1 : position].isspace():
                value = marks.value.search(block, position)
                yield position, value[1].decode() if value else "#VALUE!"
            position = block.find(mark, position + 1)
    position = block.find(b"DISPIMG(")
    while position >= 0:
        yield position, DISPLAYED
        position = block.find(b"DISPIMG(", block.find(marks.end_of_cell, position) + 1 or None)
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


def _hidden_error(cell: etree._Element) -> CellError | CellObject | None:
    value = cell.findtext("{*}v") or ""
    kind = cell.get("t", "n")
    formula = cell.findtext("{*}f")
    if "DISPIMG(" in (formula or value):
        return CellObject()
    if kind == "e" and cell.get("vm") and (formula is None or "IMAGE(" in formula):
        return CellObject()
    if kind == "e":
        return CellError(value or "#VALUE!")
    if kind == "n" and not value.strip() and cell.find("{*}f") is not None:
        return CellError(NOT_CALCULATED)
    return None
