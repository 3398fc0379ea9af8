"""Inserts sheets in front of a workbook's own and keeps what counts by position right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.registry.a1 import quoted_title
from sheets_sync.stores.xlsx.cell_text import attribute_xml
from sheets_sync.stores.xlsx.xml_edit import (
    UnusualXmlError,
    attribute,
    before_end,
    opening_tag,
    prefix_of,
    with_attribute,
)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
OWN_NAMES = "_cop_steward_"
"""Every defined name that begins so is ours."""
TAB_NAME = OWN_NAMES + "tab_"
"""A hidden name with this start and a tab's name leads to that tab, whatever it is called now."""
STATUS_NAME = OWN_NAMES + "status_"
"""With a number behind it: a hidden name of a staff tab, leads to its status column's heading."""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet that is not in the workbook yet."""

    title: str
    part: str
    hidden: bool
    position: int
    """Where it will stand among all sheets, from 0."""


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name for a range; `sheet` is the position of the sheet it is limited to."""

    name: str
    reference: str
    sheet: int | None = None
    hidden: bool = True


def with_sheets(
    xml: bytes, new: Sequence[NewSheet], relationships: Mapping[str, str], ids: Mapping[str, int]
) -> bytes:
    """The workbook part with new sheets; ids are by part, the other sheets keep their order."""
    prefix = prefix_of(xml, "workbook")
    match = re.search(rb"<%bsheets[^>]*>(.*?)</%bsheets>" % (prefix, prefix), xml, re.DOTALL)
    if match is None:
        raise UnusualXmlError("sheets")
    tags = re.findall(rb"<%bsheet\s[^>]*?(?:/>|>\s*</%bsheet>)" % (prefix, prefix), match[1])
    old_count = len(tags)
    for sheet in sorted(new, key=lambda sheet: sheet.position):
        state = ' state="hidden"' if sheet.hidden else ""
        tag = (
            f'sheet xmlns:r="{OFFICE}" name="{attribute_xml(sheet.title)}"'
            f' sheetId="{ids[sheet.part]}"{state} r:id="{relationships[sheet.part]}"/>'
        )
        tags.insert(sheet.position, b"<" + prefix + tag.encode())
    moved = _moves(old_count, [sheet.position for sheet in new])
    xml = xml[: match.start(1)] + b"".join(tags) + xml[match.end(1) :]
    return _with_moved_view(_with_moved_names(xml, prefix, moved), prefix, moved)


def with_names(xml: bytes, own_sheets: Sequence[int], names: Sequence[DefinedName]) -> bytes:
    """The workbook part with our names replaced; `own_sheets` are the positions of our tabs."""
    prefix = prefix_of(xml, "workbook")
    pattern = rb"<%bdefinedName\s[^>]*?(?:/>|>[^<]*</%bdefinedName>)" % (prefix, prefix)

    def kept(match: re.Match[bytes]) -> bytes:
        tag = match[0][: match[0].index(b">") + 1]
        name, sheet = attribute(tag, "name") or "", attribute(tag, "localSheetId")
        ours = name.startswith(OWN_NAMES) or (sheet is not None and int(sheet) in own_sheets)
        return b"" if ours else match[0]

    xml = re.sub(pattern, kept, xml)
    added = b"".join(_name_tag(name, prefix) for name in names)
    if not added:
        return xml
    if opening_tag(xml, prefix + b"definedNames") is not None:
        return before_end(xml, prefix + b"definedNames", added)
    return _with_new_list(xml, prefix, added)


def with_relationships(xml: bytes, parts: Mapping[str, str]) -> bytes:
    """The workbook's relationships with one more for each part: id by target."""
    prefix = prefix_of(xml, "Relationships")
    added = "".join(
        f'<{prefix.decode()}Relationship Id="{identity}" Type="{OFFICE}/worksheet"'
        f' Target="/{attribute_xml(part)}"/>'
        for part, identity in parts.items()
    )
    return before_end(xml, prefix + b"Relationships", added.encode())


def with_content_types(xml: bytes, parts: Sequence[str]) -> bytes:
    """The list of content types with one more worksheet for each part."""
    prefix = prefix_of(xml, "Types")
    added = "".join(
        f'<{prefix.decode()}Override PartName="/{attribute_xml(part)}" ContentType="{SHEET_TYPE}"/>'
        for part in parts
    )
    return before_end(xml, prefix + b"Types", added.encode())


def reference_to(title: str, cell: str = "$A$1") -> str:
    """A reference for a defined name."""
    return f"{quoted_title(title)}!{cell}"


def _moves(old_count: int, inserted: Sequence[int]) -> list[int]:
    """New position of every old one."""
    positions = list(range(old_count))
    for place in sorted(inserted):
        positions = [position + (position >= place) for position in positions]
    return positions


def _with_moved_names(xml: bytes, prefix: bytes, moved: Sequence[int]) -> bytes:
    def shifted(match: re.Match[bytes]) -> bytes:
        number = attribute(match[0], "localSheetId")
        if number is None or int(number) >= len(moved):
            return match[0]
        return with_attribute(match[0], "localSheetId", str(moved[int(number)]))

    return re.sub(rb"<%bdefinedName\s[^>]*>" % prefix, shifted, xml)


def _with_moved_view(xml: bytes, prefix: bytes, moved: Sequence[int]) -> bytes:
    """The tab that was in front of people stays there."""

    def shifted(match: re.Match[bytes]) -> bytes:
        active = int(attribute(match[0], "activeTab") or 0)
        if active >= len(moved):
            return match[0]
        tag = match[0]
        if moved[active] != active:
            tag = with_attribute(tag, "activeTab", str(moved[active]))
        first = int(attribute(tag, "firstSheet") or 0)
        if 0 < first < len(moved):
            tag = with_attribute(tag, "firstSheet", str(moved[first]))
        return tag

    views = re.sub(rb"<%bworkbookView(?:\s[^>]*)?/?>" % prefix, shifted, xml)
    if (
        views == xml
        and moved
        and moved[0] != 0
        and opening_tag(xml, prefix + b"workbookView") is None
    ):
        sheets = opening_tag(xml, prefix + b"sheets")
        if sheets is None:
            raise UnusualXmlError("sheets")
        view = b'<%bbookViews><%bworkbookView activeTab="%d"/></%bbookViews>'
        filled = view % (prefix, prefix, moved[0], prefix)
        return xml[: sheets.start()] + filled + xml[sheets.start() :]
    return views


def _name_tag(name: DefinedName, prefix: bytes) -> bytes:
    local = f' localSheetId="{name.sheet}"' if name.sheet is not None else ""
    hidden = ' hidden="1"' if name.hidden else ""
    tag = prefix.decode() + "definedName"
    reference = attribute_xml(name.reference)
    return f'<{tag} name="{name.name}"{local}{hidden}>{reference}</{tag}>'.encode()


def _with_new_list(xml: bytes, prefix: bytes, names: bytes) -> bytes:
    """Defined names come right after these, where they are there."""
    for name in (b"externalReferences", b"functionGroups", b"sheets"):
        closing = b"</" + prefix + name + b">"
        end = xml.find(closing)
        if end >= 0:
            end += len(closing)
            open_list = b"<%bdefinedNames>" % prefix
            return xml[:end] + open_list + names + b"</%bdefinedNames>" % prefix + xml[end:]
    raise UnusualXmlError("definedNames")
