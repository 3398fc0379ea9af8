"""A workbook for a reader that takes hints for facts: the same cells, without what only helps.

The sizes that sheets declare, their merged areas, and entries in the list of sheets that lead to
no worksheet are left out. Spreadsheet programs read workbooks in which those are wrong.
"""

import io
import re
import zipfile

from sheets_sync.stores.xlsx.package import Package

_HINTS = re.compile(
    rb"<(?:[\w.-]+:)?dimension\s[^>]*?(?:/>|>\s*</(?:[\w.-]+:)?dimension>)"
    rb"|<(?:[\w.-]+:)?mergeCells\b[^>]*?(?:/>|>.*?</(?:[\w.-]+:)?mergeCells>)",
    re.DOTALL,
)
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?sheet\s[^>]*?(?:/>|>\s*</(?:[\w.-]+:)?sheet>)")


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
                data = _HINTS.sub(b"", data)
            elif name == package.workbook_part:
                data = _ENTRY.sub(kept, data)
            copy.writestr(name, data)
    return plain.getvalue()


_SHEETS = frozenset({"worksheet", "chartsheet"})
