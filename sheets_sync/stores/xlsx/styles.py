"""Adds the looks of our cells to a workbook's styles part, which is only ever appended to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from sheets_sync.planning.workbook_tabs.styles import APPEARANCES, LINK_COLOUR, Appearance
from sheets_sync.planning.workbook_tabs.tab_model import Look, Shape
from sheets_sync.stores.xlsx.cell_formats import PATTERNS
from sheets_sync.stores.xlsx.cell_text import attribute_xml
from sheets_sync.stores.xlsx.package import parse
from sheets_sync.stores.xlsx.xml_edit import (
    UnusualXmlError,
    before_end,
    opening_tag,
    prefix_of,
    with_attribute,
)

_FIRST_OWN_FORMAT = 164


@dataclass(frozen=True, slots=True, order=True)
class Style:
    """What one cell needs of the styles part."""

    look: Look
    shape: Shape = Shape.AUTO
    unlocked: bool = False
    link: bool = False


def with_styles(xml: bytes, wanted: Iterable[Style]) -> tuple[bytes, dict[Style, int]]:
    """The part with all wanted styles, and the number of each; unchanged if all were there."""
    sheet = _StyleSheet(xml)
    numbers = {style: sheet.number_of(style) for style in sorted(set(wanted))}
    return sheet.result(), numbers


def base_font_size(xml: bytes) -> float:
    """Size in points of the font cells have where nothing else is said."""
    font = parse(xml).find("{*}fonts/{*}font")
    return 11 if font is None else float(_value(font, "sz", "11"))


class _StyleSheet:
    """A styles part being added to: each list is compared by content and only appended to."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._prefix = prefix_of(xml, "styleSheet")
        self._root = parse(xml)
        self._lists = {
            name: _Entries(self._root, name) for name in ("fonts", "fills", "borders", "cellXfs")
        }
        self._formats = {
            entry.get("formatCode", ""): int(entry.get("numFmtId", "0"))
            for entry in self._root.iterfind("{*}numFmts/{*}numFmt")
        }
        self._new_formats: list[str] = []
        font = self._root.find("{*}fonts/{*}font")
        if font is None:
            raise UnusualXmlError("fonts")
        self._font_name = _value(font, "name", "Calibri")
        self._font_size = float(_value(font, "sz", "11"))

    def number_of(self, style: Style) -> int:
        look = APPEARANCES[style.look]
        font = self._lists["fonts"].index_of(self._font(look, link=style.link))
        fill = 0 if look.fill is None else self._lists["fills"].index_of(_fill(look.fill))
        border = 0 if look.line is None else self._lists["borders"].index_of(_border(look.line))
        pattern = PATTERNS.get(style.shape)
        number_format = 0 if pattern is None else self._format(pattern)
        return self._lists["cellXfs"].index_of(
            _format_record(style, look, (number_format, font, fill, border))
        )

    def _font(self, look: Appearance, *, link: bool) -> str:
        marks = ("<b/>" if look.bold else "") + ("<u/>" if link else "")
        name = attribute_xml(self._font_name)
        colour = LINK_COLOUR if link else look.colour
        return (
            f'<font>{marks}<sz val="{self._font_size + look.larger:g}"/>'
            f'<color rgb="FF{colour}"/><name val="{name}"/><family val="2"/></font>'
        )

    def _format(self, pattern: str) -> int:
        if pattern not in self._formats:
            free = max([_FIRST_OWN_FORMAT - 1, *self._formats.values()]) + 1
            self._formats[pattern] = free
            self._new_formats.append(
                f'<numFmt numFmtId="{free}" formatCode="{attribute_xml(pattern)}"/>'
            )
        return self._formats[pattern]

    def result(self) -> bytes:
        xml = self._xml
        for name, entries in self._lists.items():
            xml = self._appended(xml, name, entries.new)
        if self._new_formats and self._root.find("{*}numFmts") is None:
            root = opening_tag(xml, self._prefix + b"styleSheet")
            if root is None:
                raise UnusualXmlError("styleSheet")
            empty = b'<%bnumFmts count="0"></%bnumFmts>' % (self._prefix, self._prefix)
            xml = xml[: root.end()] + empty + xml[root.end() :]
        return self._appended(xml, "numFmts", self._new_formats)

    def _appended(self, xml: bytes, name: str, new: list[str]) -> bytes:
        if not new:
            return xml
        full_name = self._prefix + name.encode()
        added = b"".join(_prefixed(entry.encode(), self._prefix) for entry in new)
        xml = before_end(xml, full_name, added)
        tag = opening_tag(xml, full_name)
        if tag is None:
            raise UnusualXmlError(name)
        count = len(parse(xml).find(f"{{*}}{name}"))
        counted = with_attribute(tag[0], "count", str(count))
        return xml[: tag.start()] + counted + xml[tag.end() :]


class _Entries:
    """One list of the styles part; equal entries are found again instead of added again."""

    def __init__(self, root: etree._Element, name: str) -> None:
        entries = root.find(f"{{*}}{name}")
        if entries is None:
            raise UnusualXmlError(name)
        self._known: dict[bytes, int] = {}
        for index, entry in enumerate(entries.iterchildren("{*}*")):
            self._known.setdefault(_canonical(etree.tostring(entry, with_tail=False)), index)
        self._length = len(list(entries.iterchildren("{*}*")))
        self.new: list[str] = []

    def index_of(self, xml: str) -> int:
        form = _canonical(xml.encode())
        if form not in self._known:
            self._known[form] = self._length + len(self.new)
            self.new.append(xml)
        return self._known[form]


def _canonical(xml: bytes) -> bytes:
    """Local names, sorted attributes, nothing else: equal for equal entries however written."""
    return repr(_shape_of(parse(xml))).encode()


def _shape_of(element: etree._Element) -> tuple[object, ...]:
    name = str(element.tag).rpartition("}")[2]
    attributes = sorted((key, value) for key, value in element.attrib.items())
    return (name, tuple(attributes), tuple(_shape_of(child) for child in element))


def _prefixed(xml: bytes, prefix: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w)", rb"<\1" + prefix + rb"\2", xml) if prefix else xml


def _value(font: etree._Element, name: str, default: str) -> str:
    element = font.find(f"{{*}}{name}")
    return default if element is None else element.get("val", default)


def _fill(colour: str) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def _border(colour: str) -> str:
    sides = "".join(
        f'<{side} style="thin"><color rgb="FF{colour}"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>"


def _format_record(style: Style, look: Appearance, ids: tuple[int, int, int, int]) -> str:
    number_format, font, fill, border = ids
    protection = '<protection locked="0"/>' if style.unlocked else ""
    wrap = ' wrapText="1"' if look.wrap else ""
    left = ' horizontal="left"' if style.shape in (Shape.DATE, Shape.MOMENT) else ""
    vertical = "center" if look.middle else "top"
    return (
        f'<xf numFmtId="{number_format}" fontId="{font}" fillId="{fill}" borderId="{border}"'
        ' xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
        ' applyAlignment="1" applyProtection="1">'
        f'<alignment{left} vertical="{vertical}"{wrap}/>{protection}</xf>'
    )
