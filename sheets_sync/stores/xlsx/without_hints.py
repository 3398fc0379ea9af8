"""A workbook for a reader that takes hints for facts: the same cells, without what only helps.

The sizes that sheets declare, their merged areas, the styles of numbers too large for a day or a
time, and entries in the list of sheets that lead to no worksheet are left out. Spreadsheet programs
read workbooks in which those are wrong.
"""

import io
import re
import zipfile

from sheets_sync.stores.xlsx.package import Package

_SIZE = re.compile(rb"<(?:[\w.-]+:)?dimension\s[^>]{0,512}?(?:/>|>\s*</(?:[\w.-]+:)?dimension>)")
_MERGED = re.compile(rb"<((?:[\w.-]+:)?mergeCells)\b[^>]{0,512}>")
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?sheet\s[^>]{0,2048}?(?:/>|>\s*</(?:[\w.-]+:)?sheet>)")

_STYLE_OF_HUGE = re.compile(
    rb"""(<(?:[\w.-]+:)?c\b[^>]{0,512}?)\ss=["'][0-9]+["']([^>]{0,512}>"""
    rb"""(?:<(?:[\w.-]+:)?f\b[^<]{0,8192}(?:</(?:[\w.-]+:)?f>)?)?<(?:[\w.-]+:)?v>"""
    rb"""\s*-?(?:[0-9]{9}|[0-9.]+[eE]\+?[0-9]))"""
)
"""Of a cell whose number has nine digits and more: a style that makes it a day cannot be meant."""


def without_hints(package: Package) -> bytes:
    """The bytes of such a package; its parts are not compressed."""
    worksheets = {sheet.part for sheet in package.sheets if sheet.kind == "worksheet"}
    kinds = iter([sheet.kind for sheet in package.sheets])

    def kept(entry: re.Match[bytes]) -> bytes:
        return entry[0] if next(kinds, "worksheet") in _SHEETS else b""

    plain = io.BytesIO()
    with package.open_zip() as parts, zipfile.ZipFile(plain, "w") as copy:
        for name in parts.namelist():
            data = parts.read(name)
            if name in worksheets:
                data = _STYLE_OF_HUGE.sub(rb"\1\2", data)
                data = _without_merged(_SIZE.sub(b"", data, count=1))
            elif name == package.workbook_part:
                data = _ENTRY.sub(kept, data)
            copy.writestr(name, data)
    return plain.getvalue()


def _without_merged(sheet: bytes) -> bytes:
    """A worksheet has one such list, behind its cells: a second search would only cost time."""
    start = _MERGED.search(sheet)
    if start is None:
        return sheet
    if start[0].endswith(b"/>"):
        return sheet[: start.start()] + sheet[start.end() :]
    closing = b"</" + start[1] + b">"
    end = sheet.find(closing, start.end())
    return sheet if end < 0 else sheet[: start.start()] + sheet[end + len(closing) :]


_SHEETS = frozenset({"worksheet", "chartsheet"})
