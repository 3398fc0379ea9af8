"""Where the service's sheets stand among the others, and what they are called in the package."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.planning.workbook_tabs.record_keys import LOOKUP_TITLE
from sheets_sync.planning.workbook_tabs.tab_model import NewTab, Output
from sheets_sync.planning.workbook_tabs.tab_titles import free_title
from sheets_sync.stores.xlsx.package import Package
from sheets_sync.stores.xlsx.part_numbers import next_part
from sheets_sync.stores.xlsx.service_sheets import LOOKUP, OwnSheets
from sheets_sync.stores.xlsx.workbook_edit import NewSheet

_LONGEST_TITLE = 31


@dataclass(frozen=True, slots=True)
class TabLayout:
    """All sheets after the service's own are there."""

    order: tuple[str, ...]
    """Parts in the order of the tabs."""
    parts: Mapping[str, str]
    """Part of each of our tabs by its name."""
    titles: Mapping[str, str]
    """Title of every sheet by its part."""
    new: tuple[NewSheet, ...]
    new_tabs: Mapping[str, NewTab] = field(default_factory=dict)
    """Staff tabs that are added, by their part."""

    def position(self, part: str) -> int:
        """Where a sheet stands, from 0."""
        return self.order.index(part)

    @property
    def lookup_title(self) -> str:
        """What the hidden sheet is called in formulas."""
        part = self.parts.get(LOOKUP)
        return self.titles[part] if part else LOOKUP_TITLE


def layout_of(package: Package, own: OwnSheets, output: Output, *, with_lookup: bool) -> TabLayout:
    """Missing tabs go in front, each behind the one before it; what is there stays in its place."""
    order = [sheet.part for sheet in package.sheets]
    titles = {sheet.part: sheet.title for sheet in package.sheets}
    parts = {name: package.sheets[at].part for name, at in own.tabs.items()}
    added: list[tuple[str, bool]] = []
    with package.open_zip() as zipped:
        taken = {name.lower() for name in zipped.namelist()}

    def add(title: str, at: int, *, hidden: bool) -> str:
        part = next_part(taken)
        taken.add(part)
        order.insert(at, part)
        titles[part] = free_title(title, titles.values(), longest=_LONGEST_TITLE)
        added.append((part, hidden))
        return part

    before = -1
    for tab in output.tabs:
        if tab.name not in parts:
            parts[tab.name] = add(tab.title, before + 1, hidden=tab.hidden)
        before = order.index(parts[tab.name])
    if with_lookup and LOOKUP not in parts:
        parts[LOOKUP] = add(LOOKUP_TITLE, len(order), hidden=True)
    there = {title.lower() for title in titles.values()}
    new_tabs = {
        add(tab.title, len(order), hidden=tab.hidden): tab
        for tab in output.new_tabs
        if tab.title.lower() not in there
    }
    new = [NewSheet(titles[part], part, hidden, order.index(part)) for part, hidden in added]
    return TabLayout(tuple(order), parts, titles, tuple(new), new_tabs)


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
