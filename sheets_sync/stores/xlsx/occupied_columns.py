"""Columns of a sheet that look blank and still belong to something: merged cells, tables."""

import posixpath
import re
from collections.abc import Iterator, Sequence

from sheets_sync.registry.a1 import column_number
from sheets_sync.registry.workbook import RawCell, RawTab
from sheets_sync.stores.xlsx.package import Package, SheetPart, parse, relationships_part

_BLOCK = 1 << 20
_LONGEST_TAG = 4096
_MERGED = re.compile(rb"""mergeCell\s+ref\s*=\s*["']([A-Z]+)[0-9]+:([A-Z]+)[0-9]+""")


def taken_columns(package: Package, sheet: SheetPart) -> frozenset[int]:
    """Every column that merged cells or a table of this sheet reach over, counted from 1."""
    ranges = [*_merged(package, sheet), *_tables(package, sheet)]
    return frozenset(
        column
        for first, last in ranges
        for column in range(column_number(first), column_number(last) + 1)
    )


def first_free_column(
    tab: RawTab, header_row: int, taken: frozenset[int], *, count: int = 1
) -> int:
    """The first of `count` columns right of all headings in which nothing stands."""
    row = header_row - 1
    last = max(
        (number for number, cells in enumerate(tab.columns, 1) if _filled(cells[row : row + 1])),
        default=0,
    )
    used = taken | {number for number, cells in enumerate(tab.columns, 1) if _filled(cells)}
    number = last + 1
    while not used.isdisjoint(range(number, number + count)):
        number += 1
    return number


def _filled(cells: Sequence[RawCell]) -> bool:
    return any(cell not in ("", None) for cell in cells)


def _merged(package: Package, sheet: SheetPart) -> Iterator[tuple[str, str]]:
    rest = b""
    with package.open_part(sheet.part) as part:
        while block := part.read(_BLOCK):
            text = rest + block
            for first, last in _MERGED.findall(text):
                yield first.decode(), last.decode()
            rest = text[-_LONGEST_TAG:]


def _tables(package: Package, sheet: SheetPart) -> Iterator[tuple[str, str]]:
    with package.open_zip() as parts:
        links = relationships_part(sheet.part)
        if links not in parts.namelist():
            return
        for link in parse(parts.read(links)):
            if str(link.get("Type", "")).endswith("/table"):
                folder = posixpath.dirname(sheet.part)
                target = str(link.get("Target", ""))
                name = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                first, _, last = parse(parts.read(name)).get("ref", "A1").partition(":")
                yield first.rstrip("0123456789"), (last or first).rstrip("0123456789")
