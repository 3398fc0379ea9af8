"""Looks closer at single rows: is one a total, a section's title, a note, or a record after all?

What a code looks like and how records begin is told by the rows that certainly are records.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from sheets_sync.registry.cells import Cells, Mask
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.merged_areas import row_is_across
from sheets_sync.registry.record_words import (
    begins_note,
    explains_heading,
    is_example,
    is_line,
    is_listed,
    is_signed,
    names_unit,
    numbers_columns,
    says_none,
)
from sheets_sync.registry.schema import Tab
from sheets_sync.registry.sheet_body import SheetBody
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.total_row import is_total_row
from sheets_sync.registry.workbook import RawCell

_MOST_IN_A_NOTE = 3
"""Notes and signatures fill no more cells of a row."""
_FEWEST_NUMBERED = 4
"""So many columns are numbered 1, 2, 3 and so on by nobody but a form."""
_LONGEST_TAIL = 40
"""So many rows at the end are looked at for notes."""
_FEWEST_COMPLETE = 2
_SAMPLE = 200
"""So many records tell whether a column holds codes."""


class SingleRows:
    """The rows of one sheet, each by itself and by those beside it."""

    def __init__(
        self,
        tab: Tab,
        columns: Mapping[str, Cells],
        block: SheetBody,
        keep: Mask,
        complete: Mask,
    ) -> None:
        self._tab, self._columns, self._block, self._keep = tab, columns, block, keep
        self._complete = complete
        self._of_codes: dict[str, bool] = {}
        self._names = {position: name for name, position in block.positions.items()}
        self._key = {block.positions[name] for name in tab.key if name in block.positions}
        self._needed = {
            at
            for name, at in block.positions.items()
            if name in tab.key or tab.columns[name].required
        }
        width = len(block.sheet.columns)
        self._positions = [at for at in range(1, width + 1) if at != block.status]

    def reason(self, at: int) -> Reason | None:
        """Why a row is no record; nothing where it is one."""
        cells = self._filled(at)
        if not cells:
            return None
        texts = [(place, shown(cell).strip()) for place, cell in cells]
        if is_total_row(cells):
            return "total"
        if len(texts) > 1 and all(is_line(text) for _, text in texts):
            return "prepared"
        if self._is_section(at, texts):
            return "section"
        if self._is_note(at, texts):
            return "note"
        return None

    def explains_headings(self) -> bool:
        """Whether the first row only numbers the columns or says their units."""
        texts = [shown(cell).strip() for _, cell in self._filled(self._block.start)]
        if all(map(explains_heading, texts)):
            return len(texts) > 1
        return len(texts) >= _FEWEST_NUMBERED and numbers_columns(texts)

    def trailing(self, left: Mapping[int, Reason]) -> list[int]:
        """The rows beneath all records, set apart by a blank row, that fit no column."""
        block = self._block
        rows = np.flatnonzero(self._keep[block.start : block.end])[-_LONGEST_TAIL:] + block.start
        signed = self._beneath_signatures(rows.tolist(), left)
        last: list[int] = []
        for at in reversed([row for row in rows.tolist() if row not in left]):
            cells = self._filled(at)
            fits = at not in signed and any(self._fits(*cell) for cell in cells)
            if len(cells) > _MOST_IN_A_NOTE or fits:
                break
            last.append(at)
        found: list[int] = []
        for at in reversed(last):
            cells = self._filled(at)
            is_signature = at - 1 in found or left.get(at - 1) == "note" or _says_who(cells)
            found = [*found, at] if len(cells) == 1 or is_signature else []
        above = min(found, default=None)
        if above is None or above == block.start or not self._blank(above - 1, left):
            return []
        return found

    def _beneath_signatures(self, rows: Sequence[int], left: Mapping[int, Reason]) -> set[int]:
        """The rows right below a signature that name no record: a post, the day it was signed."""
        found: set[int] = set()
        signed: set[int] = set()
        for at in rows:
            cells = self._filled(at)
            goes_on = at - 1 in found or at - 1 in signed
            if left.get(at) == "note":
                if goes_on or any(is_signed(shown(cell).strip()) for _, cell in cells):
                    signed.add(at)
            elif goes_on and at not in left and len(cells) <= _MOST_IN_A_NOTE:
                is_record = bool(self._key) and self._key <= {place for place, _ in cells}
                if not is_record:
                    found.add(at)
        return found

    def _blank(self, at: int, left: Mapping[int, Reason]) -> bool:
        return at in left or not self._keep[at]

    def _filled(self, at: int) -> list[tuple[int, RawCell]]:
        """The cells of a row that hold anything, with their columns."""
        row = self._block.row(at) - 1
        cells = ((place, self._block.sheet.columns[place - 1][row]) for place in self._positions)
        return [(place, cell) for place, cell in cells if shown(cell).strip() and cell is not False]

    def _is_note(self, at: int, texts: Sequence[tuple[int, str]]) -> bool:
        (place, first), *others = texts
        if self._complete_key(texts):
            # It has all that a record has, but for a code where the others have theirs.
            name = self._names.get(place)
            if name is None or _is_code(first) or not self._coded(name):
                return False
            if is_example(first):
                return at == self._block.start
            return begins_note(first) and len(texts) < _MOST_IN_A_NOTE
        if not others and says_none(first):
            return self._needed != {place}
        if len(texts) > _MOST_IN_A_NOTE or not (begins_note(first) or is_signed(first)):
            return False
        return len(texts) < _MOST_IN_A_NOTE or not any(place in self._key for place, _ in others)

    def _complete_key(self, texts: Sequence[tuple[int, str]]) -> bool:
        return len(self._key) > 1 and self._key <= {place for place, _ in texts}

    def _is_section(self, at: int, texts: Sequence[tuple[int, str]]) -> bool:
        """A title over several columns, or one that is no code in a column of codes."""
        if len(texts) != 1:
            return False
        row = self._block.row(at)
        if row_is_across(self._block.sheet.merged, row):
            return True
        (place, text) = texts[0]
        name = self._names.get(place)
        if name is None:
            return False
        if self._columns[name].column.kind in {"id", "reference"}:
            return not _is_code(text) and self._coded(name)
        return names_unit(text) and self._unlike_records(name, names_unit)

    def _coded(self, name: str) -> bool:
        """Whether most records have a code in that column."""
        if name not in self._of_codes:
            rows = np.flatnonzero(self._complete)[:_SAMPLE].tolist()
            if len(rows) < _FEWEST_COMPLETE:
                rows = np.flatnonzero(self._keep)[:_SAMPLE].tolist()
            cells = self._columns[name]
            typed = [shown(cells.typed[cells.codes[at]]).strip() for at in rows]
            codes = sum(map(_is_code, typed))
            self._of_codes[name] = codes > 1 and codes * 2 >= len(typed)
        return self._of_codes[name]

    def _unlike_records(self, name: str, begins: Callable[[str], bool]) -> bool:
        """Whether no record has anything in that column that begins so."""
        rows = np.flatnonzero(self._complete)[:_SAMPLE].tolist()
        cells = self._columns[name]
        typed = [shown(cells.typed[cells.codes[at]]).strip() for at in rows]
        return len(rows) >= _FEWEST_COMPLETE and not any(map(begins, typed))

    def _fits(self, place: int, cell: RawCell) -> bool:
        """Whether a lone cell may be the beginning of a record."""
        name = self._names.get(place)
        text = shown(cell).strip()
        if name is None or is_signed(text) or begins_note(text):
            return False
        if is_listed(text) and self._unlike_records(name, is_listed):
            return False
        column = self._columns[name].column
        if column.kind in {"id", "reference"}:
            return _is_code(text) or not self._coded(name)
        if column.kind == "person" and _says_of_somebody(text):
            return False
        if isinstance(cell, dt.date):
            return column.kind in {"date", "period", "month"}
        return column.kind not in {"text", "link", "email", "number"} or not isinstance(cell, str)


def _says_who(cells: Sequence[tuple[int, RawCell]]) -> bool:
    """Whether any cell of a row is part of a signature or a note."""
    texts = [shown(cell).strip() for _, cell in cells]
    return any(is_signed(text) or begins_note(text) for text in texts)


def _says_of_somebody(text: str) -> bool:
    """Whether more stands there than a name with its number: นายเก่ง คอมดี ย้ายไปกองคลัง 1 ธ.ค. 69."""
    words = text.split()
    return len(words) > _MOST_OF_A_NAME and not _is_code(words[0]) and any(map(_is_code, words[1:]))


_MOST_OF_A_NAME = 3


def _is_code(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and " " not in text
