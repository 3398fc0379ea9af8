"""Puts formulas back into columns that staff may move at any moment.

A cell that is named by its place may be another one by the time the request arrives. So hidden
words are put on the column first, and it is read again what they are on. Only the column that
carries them then gets the formula, wherever it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_sync.errors import StoreError
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten
from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import RawCell
from sheets_sync.stores.google.provisioning.status_formulas import StatusPlace
from sheets_sync.stores.google.reading.read_workbook import ERRORS
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.writing.batch import JSON, Block, forget
from sheets_sync.stores.google.writing.batch_lines import mark_column

_ANCHOR = "cop-steward-mend"
"""The key of the hidden words; they stay only while a formula is put back."""
_LETTERS = re.compile(r"!([A-Z]+)")


@dataclass(frozen=True, slots=True)
class _Now:
    """A column that carries our words, and its tab's headings, as they are at this moment."""

    letters: str
    cells: Sequence[RawCell]
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """A formula to be put back."""

    place: StatusPlace
    title: str
    """Of its tab."""
    headings: tuple[str, ...]
    """The whole row of headings that the formula was made for."""
    below: tuple[RawCell, ...] | None
    """What rows' own formulas of ours show below the heading, and is to go; None where the
    formula itself still fills the column."""

    @property
    def filter(self) -> JSON:
        """What finds the column again."""
        value = str(self.place.sheet)
        return {"developerMetadataLookup": {"metadataKey": _ANCHOR, "metadataValue": value}}

    @property
    def row(self) -> int:
        """Of the headings."""
        return self.place.column.header_row

    @property
    def cleared(self) -> tuple[str, ...]:
        """Nothing, for every cell below the heading that is to go."""
        return ("",) * len(self.below or ())

    def fits(self, looked: Mapping[int, _Now]) -> bool:
        """Whether all columns stand under the headings that the formula was made for."""
        now, at = looked.get(self.place.sheet), self.place.at
        return (
            now is not None
            and now.letters == column_letters(at)
            and _without(now.headings, at) == _without(self.headings, at)
        )

    def is_free(self, looked: Mapping[int, _Now]) -> bool:
        """Whether nothing stands in the way of the formula but what was seen there."""
        if self.below is None:
            return True
        now, at = looked[self.place.sheet], self.place.at
        known = {*self.headings[at - 1 : at], *ERRORS}
        return known.issuperset(now.headings[at - 1 : at]) and _texts(
            now.cells[self.row :]
        ) == _texts(self.below)

    def taken_back(self, looked: Mapping[int, _Now]) -> str:
        """What belongs where the formula came to stand: the heading, or nothing in another row."""
        now = looked.get(self.place.sheet)
        known = {text for text in self.headings if text}
        if now is None or 2 * len(known & set(now.headings)) < len(known):
            return ""
        return self.place.column.heading


def anchors(mends: Sequence[Mend]) -> Iterator[JSON]:
    """Hidden words on every column; a second time comes to the same."""
    if mends:
        yield forget(_ANCHOR)
    for one in mends:
        yield mark_column(one.place.sheet, one.place.at, _ANCHOR, str(one.place.sheet))


def put_back(connection: Connection, mends: Sequence[Mend]) -> tuple[NotWritten, ...]:
    """Put the formulas into the columns that carry the words; the tabs that changed meanwhile.

    Two reads and two writes; none where there is nothing to put back. What staff do in the moment
    of the write itself is seen by the second read, and the formula is then taken back.
    """
    if not mends:
        return ()
    before = _look(connection, mends)
    ready = [one for one in mends if one.fits(before) and one.is_free(before)]
    if ready:
        _enter(connection, [(one, (one.place.formula, *one.cleared)) for one in ready])
        after = _look(connection, ready)
        late = [one for one in ready if not one.fits(after)]
        if late:
            _enter(connection, [(one, (one.taken_back(after),)) for one in late])
        ready = [one for one in ready if one not in late]
    connection.update([forget(_ANCHOR)], repeatable=True)
    return tuple(NotWritten(one.title, "changed-meanwhile") for one in mends if one not in ready)


def _look(connection: Connection, mends: Sequence[Mend]) -> Mapping[int, _Now]:
    """By sheet, the column that carries the words, and the row of the headings: one read.

    Nothing where the words lie outside their sheet by now, for that Google refuses.
    """
    rows = [Block(one.place.sheet, one.row, None, one.row, None).json() for one in mends]
    asked_for = [*(one.filter for one in mends), *({"gridRange": row} for row in rows)]
    try:
        reply = connection.values(asked_for)
    except StoreError as error:
        if error.name != "google-refused":
            raise
        return {}
    marked: dict[int, Mapping[str, Any]] = {}
    headed: dict[int, tuple[str, ...]] = {}
    for found in reply["valueRanges"]:
        asked, values = found["dataFilters"][0], found["valueRange"]
        columns: Sequence[Sequence[RawCell]] = values.get("values", [])
        if "gridRange" in asked:
            texts = (shown(cells[0]).strip() if cells else "" for cells in columns)
            headed[asked["gridRange"].get("sheetId", 0)] = tuple(texts)
        else:
            marked[int(asked["developerMetadataLookup"]["metadataValue"])] = values
    return {
        sheet: _Now(_letters(values["range"]), next(iter(values.get("values", [])), []), texts)
        for sheet, texts in headed.items()
        if (values := marked.get(sheet)) is not None
    }


def _enter(connection: Connection, texts: Sequence[tuple[Mend, tuple[str, ...]]]) -> None:
    """Texts into the column that carries the words, from the row of the headings on."""
    columns = [[*([None] * (one.row - 1)), *cells] for one, cells in texts]
    connection.enter([one.filter for one, _ in texts], columns)


def _without(headings: Sequence[str], column: int) -> list[str]:
    """The headings of the other columns, but for blank ones at the end."""
    others = ["" if at == column else text for at, text in enumerate(headings, start=1)]
    while others and not others[-1]:
        others.pop()
    return others


def _texts(cells: Sequence[RawCell]) -> list[str]:
    """What cells show, but for blank ones at the end."""
    texts = [shown(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _letters(place: str) -> str:
    found = _LETTERS.search(place)
    return found[1] if found else ""
