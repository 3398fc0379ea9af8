"""Numbers of a worksheet that their cell's format shows as something else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from zipfile import ZipFile

from lxml.etree import XMLSyntaxError

from sheets_sync.registry.a1 import row_and_column
from sheets_sync.registry.number_formats import is_of_interest
from sheets_sync.registry.workbook import NumberFormat
from sheets_sync.stores.xlsx.package import Package, parse

Runs: TypeAlias = tuple[NumberFormat, ...]


@dataclass(frozen=True, slots=True)
class StyledNumbers:
    """The cell styles under which a number says something else, by their index."""

    patterns: Mapping[int, str] = field(default_factory=dict)

    def collector(self) -> "Collector":
        """For one worksheet."""
        return Collector(self.patterns)


class Collector:
    """Gathers the runs of such numbers, block by block."""

    def __init__(self, patterns: Mapping[int, str]) -> None:
        self._patterns = patterns
        self._columns: dict[int, list[NumberFormat]] = {}
        styles = b"|".join(str(style).encode() for style in patterns)
        self._cell = re.compile(
            rb"""<(?:[\w.-]+:)?c\s(?=[^>]{0,512}?\ss="(?:%b)")([^>]{0,2048}?)(?<!/)>""" % styles
        )

    def look(self, block: bytes) -> None:
        """Find them in a run of whole cells."""
        if not self._patterns:
            return
        for match in self._cell.finditer(block):
            tag = b" " + match[1]
            kind = _KIND.search(tag)
            style, where = _STYLE.search(tag), _ADDRESS.search(tag)
            if (kind is None or kind[1] == b"n") and style and where:
                self._add(*row_and_column(where[1].decode()), self._patterns[int(style[1])])

    def runs(self) -> Runs:
        """What was found, by column."""
        return tuple(run for _, runs in sorted(self._columns.items()) for run in runs)

    def _add(self, row: int, column: int, pattern: str) -> None:
        runs = self._columns.setdefault(column, [])
        if runs and runs[-1].last_row == row - 1 and runs[-1].pattern == pattern:
            runs[-1] = NumberFormat(column, runs[-1].first_row, row, pattern)
        else:
            runs.append(NumberFormat(column, row, row, pattern))


_KIND = re.compile(rb'\st="(\w+)"')
_STYLE = re.compile(rb'\ss="([0-9]+)"')
_ADDRESS = re.compile(rb'\sr="([A-Z]+[0-9]+)"')


def styled_numbers(package: Package) -> StyledNumbers:
    """The styles of a workbook under which numbers are shown as codes."""
    with package.open_zip() as parts:
        name = _styles_part(package, parts)
        if name is None:
            return StyledNumbers()
        try:
            styles = parse(parts.read(name))
        except XMLSyntaxError:  # without styles all cells can still be read
            return StyledNumbers()
    patterns = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    found = {}
    for index, cell in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        pattern = patterns.get(cell.get("numFmtId", "0"), "")
        if pattern and is_of_interest(pattern) and not _is_span_for_calamine(pattern):
            found[index] = pattern
    return StyledNumbers(found)


def _is_span_for_calamine(pattern: str) -> bool:
    """Time spans come as such from the reader."""
    return "h" in re.sub(r'"[^"]*"|\\.', "", pattern).lower()


def _styles_part(package: Package, parts: ZipFile) -> str | None:
    folder = package.workbook_part.rpartition("/")[0]
    wanted = f"{folder}/styles.xml".lstrip("/").lower()
    return next((name for name in parts.namelist() if name.lower() == wanted), None)
