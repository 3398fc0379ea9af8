"""Where the service's sheets stand among the others, and what they are called in the package."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.plans.flags.model import ServiceTab
from sheets_sync.stores.xlsx.keys import LOOKUP_TITLE
from sheets_sync.stores.xlsx.own_sheets import OwnSheets
from sheets_sync.stores.xlsx.package import Package
from sheets_sync.stores.xlsx.workbook_edit import NewSheet

LOOKUP = "lookup"
"""The name of the hidden sheet among our tabs' names."""
_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans("[]:*?/\\", "()-----")


@dataclass(frozen=True, slots=True)
class Layout:
    """All sheets after the service's own are there."""

    order: tuple[str, ...]
    """Parts in the order of the tabs."""
    parts: Mapping[str, str]
    """Part of each of our tabs by its name."""
    titles: Mapping[str, str]
    """Title of every sheet by its part."""
    new: tuple[NewSheet, ...]

    def position(self, part: str) -> int:
        """Where a sheet stands, from 0."""
        return self.order.index(part)

    @property
    def lookup_title(self) -> str:
        """What the hidden sheet is called in formulas."""
        part = self.parts.get(LOOKUP)
        return self.titles[part] if part else LOOKUP_TITLE


def layout_of(
    package: Package, own: OwnSheets, tabs: Iterable[ServiceTab], *, with_lookup: bool
) -> Layout:
    """Missing tabs go in front, each behind the one before it; what is there stays in its place."""
    order = [sheet.part for sheet in package.sheets]
    titles = {sheet.part: sheet.title for sheet in package.sheets}
    parts = {name: package.sheets[at].part for name, at in own.tabs.items()}
    added: list[tuple[str, bool]] = []
    with package.open_zip() as zipped:
        taken = {name.lower() for name in zipped.namelist()}

    def add(name: str, title: str, at: int, *, hidden: bool) -> None:
        part = _free_part(name, taken)
        order.insert(at, part)
        parts[name], titles[part] = part, free_title(title, titles.values())
        added.append((part, hidden))

    before = -1
    for tab in tabs:
        if tab.name not in parts:
            add(tab.name, tab.title, before + 1, hidden=tab.hidden)
        before = order.index(parts[tab.name])
    if with_lookup and LOOKUP not in parts:
        add(LOOKUP, LOOKUP_TITLE, len(order), hidden=True)
    new = [NewSheet(titles[part], part, hidden, order.index(part)) for part, hidden in added]
    return Layout(tuple(order), parts, titles, tuple(new))


def free_title(wanted: str, taken: Collection[str]) -> str:
    """A title a spreadsheet accepts and no other tab has."""
    clean = wanted.translate(_NOT_IN_TITLES).strip("' ")[:_LONGEST_TITLE] or "CoP"
    known = {title.lower() for title in taken}
    title, number = clean, 1
    while title.lower() in known:
        number += 1
        end = f" ({number})"
        title = clean[: _LONGEST_TITLE - len(end)] + end
    return title


def free_ids(wanted: Sequence[str], *, taken: bytes, start: str) -> dict[str, str]:
    """A relationship id for each part that occurs nowhere in `taken`."""
    ids: dict[str, str] = {}
    number = 0
    for part in wanted:
        number += 1
        while f'"{start}{number}"'.encode() in taken or f"'{start}{number}'".encode() in taken:
            number += 1
        ids[part] = f"{start}{number}"
    return ids


def _free_part(name: str, taken: set[str]) -> str:
    part, number = f"xl/worksheets/cop_steward_{name}.xml", 1
    while part in taken:
        number += 1
        part = f"xl/worksheets/cop_steward_{name}{number}.xml"
    taken.add(part)
    return part
