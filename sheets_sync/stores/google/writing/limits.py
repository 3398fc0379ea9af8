"""What fits into one request and into one spreadsheet, and what must wait for want of room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sheets_sync.planning.workbook_tabs.tab_model import Link, Look, ServiceTab, TabCell, TabRow
from sheets_sync.stores.google.reading.structure import Structure

MOST_BYTES = 10_000_000
"""Google takes 10,485,760 at once; the rest is for what stands around the parts."""
MOST_OF_ONE_TAB = 6_000_000
"""Bytes that one tab of ours may take of them."""
MOST_RECORDS = 130_000
"""Of one staff tab: with more, the keys alone would be too much."""
MOST_CELLS = 10_000_000
"""Of a spreadsheet, the blank ones among them."""
STATUS = "status"
"""The name of the parts that go into the lookup tab."""
_ORDER = ("todo", STATUS, "outbox", "summary", "progress", "guide", "log")


@dataclass(frozen=True, slots=True)
class SentTab:
    """A tab of ours, or the lookup's rows for one tab of the staff, as it is sent."""

    name: str
    what: str
    """Its title, or that of the staff tab."""
    sent: bytes
    cells: int
    """How many cells of the spreadsheet it takes."""
    sheet: int
    repeatable: bool = True


def with_room(
    parts: Sequence[SentTab],
    structure: Structure,
    *,
    most_bytes: int = MOST_BYTES,
    most_cells: int = MOST_CELLS,
) -> tuple[list[SentTab], list[SentTab]]:
    """The parts that fit, in their own order, and those that do not; flags before all the rest."""
    sizes = {sheet.id: sheet.rows * sheet.columns for sheet in structure.sheets}
    status = {part.sheet for part in parts if part.name == STATUS}
    cells = sum(size for sheet, size in sizes.items() if sheet not in status)
    used = 0
    fits: set[int] = set()
    for at in sorted(range(len(parts)), key=lambda at: _ORDER.index(parts[at].name)):
        part = parts[at]
        freed = 0 if part.name == STATUS else sizes.get(part.sheet, 0)
        grown = cells - freed + part.cells
        if used + len(part.sent) <= most_bytes and (grown <= most_cells or part.cells <= freed):
            used, cells = used + len(part.sent), grown
            fits.add(at)
    return _those(parts, fits), _those(parts, set(range(len(parts))) - fits)


def shortened(tab: ServiceTab, *, most: int = MOST_OF_ONE_TAB) -> ServiceTab:
    """The tab with as many of its rows as one request has room for, and a sign that more are left.

    Nothing is left out where staff tick beside the rows.
    """
    used = 0
    for number, row in enumerate(tab.rows if tab.ticks is None else ()):
        used += _bytes(row)
        if used > most:
            return replace(tab, rows=(*tab.rows[:number], TabRow((TabCell("…", Look.NOTE),))))
    return tab


def _bytes(row: TabRow) -> int:
    """What a row comes to as it is sent, about."""
    return 220 + sum(map(_bytes_of_cell, row.cells))


def _bytes_of_cell(cell: TabCell) -> int:
    match cell.value:
        case None:
            return 3
        case str(text):
            return 48 + _bytes_of_text(text)
        case Link(text=text):
            return 150 + _bytes_of_text(text)
    return 140


def _bytes_of_text(text: str) -> int:
    return len(text) if text.isascii() else 3 * len(text)


def _those(parts: Sequence[SentTab], places: Iterable[int]) -> list[SentTab]:
    return [parts[at] for at in sorted(places)]
