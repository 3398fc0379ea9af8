"""Which sheet each of our tabs is, by its mark and never by its title alone, or is to become."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sheets_sync.planning.workbook_tabs.every_title import titles_of
from sheets_sync.planning.workbook_tabs.record_keys import LOOKUP_TITLE
from sheets_sync.planning.workbook_tabs.tab_model import Link, ServiceTab
from sheets_sync.planning.workbook_tabs.tab_titles import free_title
from sheets_sync.registry.a1 import address
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from sheets_sync.stores.google.reading.structure import Sheet, Structure
from sheets_sync.stores.google.writing.service_tabs import TabPlace

LOOKUP = "lookup"
"""The mark of the hidden tab that the status columns look into."""
_LONGEST_TITLE = 100
_LARGEST_ID = 2**31 - 1
_GID = re.compile(r"#gid=([0-9]+)")


@dataclass(slots=True)
class Placing:
    """A spreadsheet's sheets while ours are found a place among them."""

    structure: Structure
    workbook: RawWorkbook
    _order: list[int]
    _titles: dict[int, str]

    @classmethod
    def of(cls, structure: Structure, workbook: RawWorkbook) -> "Placing":
        """Nothing is placed yet."""
        sheets = sorted(structure.sheets, key=lambda sheet: sheet.index)
        titles = {sheet.id: sheet.title for sheet in sheets}
        return cls(structure, workbook, [sheet.id for sheet in sheets], titles)

    def places(
        self, tabs: Sequence[ServiceTab], *, behind: Iterable[str] = ()
    ) -> Iterator[TabPlace]:
        """The place of each tab: new ones in front, each behind the one before it.

        The first of them is put `behind` tabs of ours of these names, where they are in front.
        """
        read = {sheet: tab for tab in self.workbook.tabs if (sheet := sheet_of(tab)) is not None}
        last = self._last_in_front(frozenset(behind))
        for tab in tabs:
            own = self._own(tab, read)
            if own is None:
                place = self._new(tab.name, tab.title, last + 1)
            else:
                place = self._found(tab, own, read)
            last = self._order.index(place.sheet)
            yield place

    def lookup(self) -> TabPlace:
        """The place of the lookup tab, behind all others where it is new."""
        own = lookup_sheet(self.structure)
        if own is not None:
            return TabPlace(own.id, self._title(LOOKUP_TITLE, own.id), marked=bool(own.mark))
        return self._new(LOOKUP, LOOKUP_TITLE, len(self._order))

    def _last_in_front(self, names: frozenset[str]) -> int:
        """How far those tabs reach from the left, counted from 0; -1 where none begins there."""
        marks = {sheet.id: sheet.mark for sheet in self.structure.sheets}
        return sum(1 for _ in takewhile(lambda sheet: marks.get(sheet) in names, self._order)) - 1

    def _own(self, tab: ServiceTab, read: Mapping[int, RawTab]) -> Sheet | None:
        found = marked(self.structure, tab.name)
        if found is not None or not read:
            return found
        first = next((cell.value for row in tab.rows for cell in row.cells), None)
        titles = (tab.title, *titles_of(tab.name))
        for sheet in self.structure.sheets:
            there = read.get(sheet.id)
            if sheet.mark or there is None or not _is_titled(sheet.title, titles):
                continue
            says = there.columns[0][0] if there.columns and there.height else None
            if first and says in {first, *titles}:
                return sheet  # ours, in a copy of a workbook that kept no marks
        return None

    def _found(self, tab: ServiceTab, own: Sheet, read: Mapping[int, RawTab]) -> TabPlace:
        title, before = self._title(tab.title, own.id), read.get(own.id)
        return TabPlace(own.id, title, marked=bool(own.mark), before=before)

    def _new(self, name: str, title: str, index: int) -> TabPlace:
        sheet = _free_id(name, self._titles)
        place = TabPlace(sheet, self._title(title, sheet), index, marked=False)
        self._order.insert(index, sheet)
        return place

    def _title(self, wanted: str, sheet: int) -> str:
        others = [title for other, title in self._titles.items() if other != sheet]
        self._titles[sheet] = free_title(wanted, others, longest=_LONGEST_TITLE)
        return self._titles[sheet]


def marked(structure: Structure, name: str) -> Sheet | None:
    """Our own sheet of that name; of several, as a copy makes them, the one that we made."""
    found = [sheet for sheet in structure.sheets if sheet.mark == name]
    return min(found, key=lambda sheet: (sheet.id != _wanted_id(name), sheet.index), default=None)


def lookup_sheet(structure: Structure) -> Sheet | None:
    """The hidden tab of keys and texts, also in a copy of a spreadsheet that kept no marks."""
    return marked(structure, LOOKUP) or structure.titled(LOOKUP_TITLE)


def sheet_of(tab: RawTab) -> int | None:
    """The id of the sheet that a tab was read from."""
    found = _GID.search(tab.url)
    return int(found[1]) if found else None


def sheets_by_title(workbook: RawWorkbook) -> Mapping[str, int]:
    """Sheet ids by the titles of the tabs as they were read."""
    return {tab.sheet: sheet for tab in workbook.tabs if (sheet := sheet_of(tab)) is not None}


def address_of(link: Link, sheets: Mapping[str, int]) -> str | None:
    """Where a link leads, as a browser that has the spreadsheet open is told."""
    if link.url:
        return link.url
    sheet = sheets.get(link.sheet)
    return None if sheet is None else f"#gid={sheet}&range={address(link.row, link.column)}"


def _is_titled(title: str, wanted: Iterable[str]) -> bool:
    return any(title == one or title.startswith(f"{one} (") for one in wanted)


def _wanted_id(name: str) -> int:
    return zlib.crc32(f"cop-steward {name}".encode()) & _LARGEST_ID


def _free_id(name: str, taken: Iterable[int]) -> int:
    known = set(taken)
    sheet = _wanted_id(name)
    while sheet in known:
        sheet = (sheet + 1) & _LARGEST_ID
    return sheet
