"""Worksheet parts are numbered as Excel numbers them: some programs find sheets by nothing else.

Workbooks that an earlier version wrote carry names of their own for our parts; they are taken over.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import replace

from sheets_sync.stores.xlsx.package import Package, relationships_part
from sheets_sync.stores.xlsx.raw_zip import RawZipWriter
from sheets_sync.stores.xlsx.unsupported import CONTENT_TYPES

_NUMBERED = re.compile(r"xl/worksheets/sheet([0-9]+)\.xml", re.IGNORECASE)
_EARLIER = re.compile(r"xl/worksheets/cop_steward_[a-z]+[0-9]*\.xml")


def next_part(taken: Iterable[str]) -> str:
    """The part of the next worksheet, behind all that are there."""
    numbers = [int(match[1]) for name in taken if (match := _NUMBERED.fullmatch(name))]
    return f"xl/worksheets/sheet{max(numbers, default=0) + 1}.xml"


def renumbered(package: Package) -> Package:
    """The package with our parts numbered; the very one where they are."""
    earlier = [sheet.part for sheet in package.sheets if _EARLIER.fullmatch(sheet.part)]
    if not earlier:
        return package
    with package.open_zip() as zipped:
        parts = zipped.infolist()
        listing = (relationships_part(package.workbook_part), CONTENT_TYPES)
        lists = {name: zipped.read(name) for name in listing}
    taken = {part.filename for part in parts}
    names: dict[str, str] = {}
    for old in earlier:
        names[old] = next_part(taken)
        taken.add(names[old])
        names[relationships_part(old)] = relationships_part(names[old])
        for name, xml in lists.items():
            lists[name] = xml.replace(_last(old), _last(names[old]))
    file = io.BytesIO()
    writer = RawZipWriter(file)
    for part in parts:
        if part.filename in lists:
            writer.add(part.filename, [lists[part.filename]])
        else:
            writer.copy(package.data, part, names.get(part.filename))
    writer.finish()
    sheets = tuple(
        replace(sheet, part=names.get(sheet.part, sheet.part)) for sheet in package.sheets
    )
    return replace(package, data=file.getvalue(), sheets=sheets)


def _last(part: str) -> bytes:
    """The end of a reference to a part, absolute or from the workbook's folder."""
    return part.removeprefix("xl/").encode() + b'"'
