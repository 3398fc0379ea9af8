"""The hidden tab that status columns look into: keys beside texts, all tabs below each other."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from sheets_sync.stores.google.reading.structure import MARK
from sheets_sync.stores.google.writing.batch import (
    JSON,
    Block,
    add_sheet,
    mark_sheet,
    protect,
    sheet_properties,
    update_cells,
)
from sheets_sync.stores.google.writing.cells import text_data
from sheets_sync.stores.google.writing.service_tabs import DESCRIPTION, TabPlace
from sheets_sync.stores.google.writing.status_formula import LookedUp, rows_of
from sheets_sync.stores.google.writing.tab_locator import LOOKUP

_FIELDS = "userEnteredValue"


def new_lookup(place: TabPlace, account: str) -> Iterator[JSON]:
    """Makes the tab, hidden and blank, before formulas that name it are entered."""
    if place.index is not None:
        yield add_sheet(place.sheet, place.title, index=place.index, rows=1, columns=2, hidden=True)
    if not place.marked:
        yield mark_sheet(place.sheet, MARK, LOOKUP)
        yield protect(Block(place.sheet), DESCRIPTION, editors=[account])


def lookup_requests(place: TabPlace, cells: Any, height: int, account: str) -> Iterator[JSON]:  # noqa: ANN401  rows, written already
    """All that makes the sheet hold these rows of cells and nothing else."""
    yield from new_lookup(place, account)
    size = {"rowCount": max(height, 1), "columnCount": 2}
    yield sheet_properties(place.sheet, title=place.title, gridProperties=size)
    request = update_cells(Block(place.sheet), (), _FIELDS)
    request["updateCells"]["rows"] = cells
    yield request


def rows_sent(looked: LookedUp, number: int) -> tuple[bytes, int]:
    """The lookup's rows for one tab as they are sent, each with a comma behind it; how many."""
    rows = [
        {"values": [text_data(key), text_data(text)] if text else [text_data(key)]}
        for key, text in rows_of(looked, number)
    ]
    return (orjson.dumps(rows)[1:-1] + b"," if rows else b""), len(rows)


def joined(parts: Sequence[bytes]) -> orjson.Fragment:
    """Rows as they are sent, in one list."""
    return orjson.Fragment(b"[" + b"".join(parts)[:-1] + b"]")
