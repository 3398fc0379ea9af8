"""What stands in the cells of a workbook, read from its parts and by no library for workbooks."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias
from zipfile import ZipFile

from lxml import etree

Place: TypeAlias = tuple[int, int]
Cells: TypeAlias = Mapping[str, Mapping[Place, str]]
"""By tab, row and column: `s:text`, `n:1`, or a formula as `=A1`."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def raw_cells(path: Path) -> Cells:
    """Every filled cell of every worksheet."""
    with ZipFile(path) as parts:
        names = {*parts.namelist()}
        strings = (
            [_text(item) for item in etree.fromstring(parts.read("xl/sharedStrings.xml"))]
            if "xl/sharedStrings.xml" in names
            else []
        )
        return {
            title: dict(_filled(etree.fromstring(parts.read(part)), strings))
            for title, part in _worksheets(parts)
        }


def _worksheets(parts: ZipFile) -> Iterator[tuple[str, str]]:
    book = etree.fromstring(parts.read("xl/workbook.xml"))
    targets = {
        relation.attrib["Id"]: posixpath.normpath(posixpath.join("xl", relation.attrib["Target"]))
        for relation in etree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        if relation.attrib["Type"].endswith("/worksheet")
    }
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.attrib.get(_RELATION, ""))
        if target is not None:
            yield sheet.attrib["name"], target.removeprefix("/")


def _filled(sheet: etree._Element, strings: list[str]) -> Iterator[tuple[Place, str]]:
    for cell in sheet.iter(f"{_MAIN}c"):
        if (value := _value(cell, strings)) is not None:
            yield _place(cell.attrib["r"]), value


def _value(cell: etree._Element, strings: list[str]) -> str | None:
    formula, value = cell.find(f"{_MAIN}f"), cell.find(f"{_MAIN}v")
    kind = cell.attrib.get("t", "n")
    if formula is not None:
        return f"={formula.text or sorted(formula.attrib.items())}"
    if kind == "inlineStr":
        return f"s:{_text(cell)}"
    if value is None or value.text is None:
        return None
    return f"{kind}:{strings[int(value.text)] if kind == 's' else value.text}"


def _text(item: etree._Element) -> str:
    """With what is written in parts together, and without readings above the line."""
    read = {part for above in item.iter(f"{_MAIN}rPh") for part in above.iter(f"{_MAIN}t")}
    return "".join(part.text or "" for part in item.iter(f"{_MAIN}t") if part not in read)


def _place(reference: str) -> Place:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(row), column
