"""The hidden tab that lists the records of other tabs by id and name, for drop-downs."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.planning.workbook_tabs.record_keys import LOOKUP_TITLE
from sheets_sync.planning.workbook_tabs.tab_titles import free_title
from sheets_sync.stores.google.provisioning.first_rows import Top
from sheets_sync.stores.google.reading.structure import MARK, Structure
from sheets_sync.stores.google.writing.batch import (
    JSON,
    Block,
    add_sheet,
    formula,
    mark_sheet,
    protect,
)
from sheets_sync.stores.google.writing.service_tabs import DESCRIPTION

LISTS = "lists"
"""The mark of the tab."""
_TITLE = f"{LOOKUP_TITLE}_lists"
_LONGEST_TITLE = 100
_LARGEST_ID = 2**31 - 1
_ROWS = 1000
_WIDTH = 4


@dataclass(frozen=True, slots=True)
class ListTab:
    """Where the tab is, or will be."""

    sheet: int
    title: str
    index: int | None
    """None where it is there already."""
    top: Top | None

    def requests(self, formulas: Sequence[str], account: str) -> Iterator[JSON]:
        """The tab, and the formulas that it lacks; none where nothing is listed."""
        if not formulas:
            return
        if self.index is not None:
            width = max(_WIDTH, len(formulas))
            yield add_sheet(
                self.sheet, self.title, index=self.index, rows=_ROWS, columns=width, hidden=True
            )
            yield mark_sheet(self.sheet, MARK, LISTS)
            yield protect(Block(self.sheet), DESCRIPTION, editors=[account])
        for at, one in enumerate(formulas, start=1):
            if self.top is None or not self.top.at(1, at).formula:
                yield formula(Block(self.sheet, 1, at, 1, at), one)


def list_tab(structure: Structure, tops: Mapping[int, Top]) -> ListTab:
    """The tab that is there, or one behind all others."""
    found = structure.marked(LISTS)
    if found is not None:
        return ListTab(found.id, found.title, None, tops[found.id])
    taken = {sheet.id for sheet in structure.sheets}
    number = zlib.crc32(b"cop-steward lists") & _LARGEST_ID
    while number in taken:
        number += 1
    title = free_title(_TITLE, [one.title for one in structure.sheets], longest=_LONGEST_TITLE)
    return ListTab(number, title, len(structure.sheets), None)
