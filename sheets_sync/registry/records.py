"""Which rows of a sheet are records: the one place that decides it.

A sheet holds more than records: totals, headings that come again, titles of sections, notes and
signatures beneath, and rows that were prepared ahead by formulas, numbers or a filled-down choice.
Those are left out here, for all rules alike. Whole columns decide which rows have to be looked at:
a row with everything that identifies it is a record, and is not looked at any closer.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from sheets_sync.registry.cells import Cells, Mask
from sheets_sync.registry.heading_text import heading_key
from sheets_sync.registry.merged_areas import row_is_across
from sheets_sync.registry.prepared_rows import prepared
from sheets_sync.registry.record_words import (
    begins_note,
    explains_heading,
    is_amount,
    is_example,
    is_line,
    is_listed,
    is_signed,
    is_subtotal,
    is_total,
    names_unit,
    numbers_columns,
    says_none,
)
from sheets_sync.registry.schema import Tab
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import CellError, RawCell, RawTab

Reason: TypeAlias = Literal["total", "heading", "section", "note", "prepared"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no record, though something stands in it."""

    sheet: int
    """Which of the table's sheets it stands in, from 0."""
    row: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class SheetBody:
    """The rows below the headings of one sheet."""

    sheet: RawTab
    header_row: int
    positions: Mapping[str, int]
    start: int
    """The position of its first row among the rows of all sheets."""
    end: int
    status: int | None = None
    """The spreadsheet column of our status column."""

    def row(self, at: int) -> int:
        """The number in the spreadsheet of a position."""
        return at - self.start + self.header_row + 1

    def at(self, row: int) -> int:
        """The position of a row of the spreadsheet."""
        return row - self.header_row - 1 + self.start


_MOST_IN_A_NOTE = 3
"""Notes and signatures fill no more cells of a row."""


def records(
    tab: Tab, columns: Mapping[str, Cells], written: Mask, blocks: Sequence[SheetBody]
) -> tuple[Mask, tuple[LeftOut, ...]]:
    """For every row whether it is a record, and the rows that are none and say something."""
    there = [name for name in columns if any(name in block.positions for block in blocks)]
    ahead = prepared(tab, {name: columns[name] for name in there}, written, blocks)
    keep = written & ~ahead
    looked_at = _incomplete(tab, columns, there) | _begun_oddly(tab, columns, there)
    left: dict[int, Reason] = dict.fromkeys(
        _headings_again(columns, there, keep, blocks), "heading"
    )
    for block in blocks:
        declared = {block.at(row) for row in block.sheet.totals}
        rows = np.flatnonzero((keep & looked_at)[block.start : block.end]) + block.start
        seen = _Looked(tab, columns, block, keep, keep & ~looked_at)
        for at in sorted({*rows.tolist(), *declared}):
            if block.start <= at < block.end and at not in left and keep[at]:
                reason = "total" if at in declared else seen.reason(at)
                if reason is not None:
                    left[at] = reason
        if block.start < block.end and keep[block.start] and seen.explains_headings():
            left[block.start] = "heading"
        for at in seen.trailing(left):
            left[at] = "note"
    kept = keep.copy()
    kept[list(left)] = False
    # Numbers and choices alone are as good as blank; codes and texts are told.
    named = [columns[name] for name in there if columns[name].column.kind in {"id", "text"}]
    for cells in named:
        left |= dict.fromkeys(np.flatnonzero(ahead & ~cells.blank_rows()).tolist(), "prepared")
    return kept, tuple(_told(left, blocks))


def _told(left: Mapping[int, Reason], blocks: Sequence[SheetBody]) -> Iterator[LeftOut]:
    for at, reason in sorted(left.items()):
        for number, block in enumerate(blocks):
            if block.start <= at < block.end:
                yield LeftOut(number, block.row(at), reason)


def _incomplete(tab: Tab, columns: Mapping[str, Cells], there: Sequence[str]) -> Mask:
    """The rows that lack something that every record has."""
    needed = {name for name in there if name in tab.key or columns[name].column.required}
    blank = [columns[name].blank_rows() for name in sorted(needed)]
    everything = np.ones(len(next(iter(columns.values())).codes), dtype=np.bool_)
    return np.asarray(np.logical_or.reduce(blank)) if blank else everything


def _begun_oddly(tab: Tab, columns: Mapping[str, Cells], there: Sequence[str]) -> Mask:
    """The rows in whose first cells stands what begins a total, a note or a line of marks."""
    found = np.zeros(len(next(iter(columns.values())).codes), dtype=np.bool_)
    for name in [*dict.fromkeys((*tab.key, *there[:2]))]:
        cells = columns[name]
        odd = [
            at
            for at, raw in enumerate(cells.typed)
            if isinstance(raw, str) and raw[:1] in _FIRSTS and _is_odd(raw.strip())
        ]
        if odd:
            found |= np.isin(cells.codes, odd)
    return found


def _is_odd(text: str) -> bool:
    return (
        is_total(text)
        or is_subtotal(text)
        or begins_note(text)
        or is_example(text)
        or says_none(text)
        or is_line(text)
    )


_FIRSTS = frozenset("รยผจคเสตหขณทอปชลบพมวTtGgSsAaEeNnRrPpCcUuLl \n*※-–—−=_.…·~•#+/|\\([")
"""The first letters of such words, and marks."""


def _headings_again(
    columns: Mapping[str, Cells], there: Sequence[str], keep: Mask, blocks: Sequence[SheetBody]
) -> list[int]:
    """The rows in which most filled cells are the headings of their own columns."""
    same = np.zeros(len(keep), dtype=np.int16)
    for number, name in enumerate(there):
        if number == _ENOUGH and not same.any():
            return []
        cells = columns[name]
        heads = {
            heading_key(text)
            for block in blocks
            if (position := block.positions.get(name)) is not None
            for text in _heads(block, position)
        } | {*map(heading_key, cells.column.words.spellings(name))}
        for at in _places(cells, heads):
            same += cells.codes == at
    rows = np.flatnonzero((same > 1) & keep)
    filled = [sum(not columns[name].is_blank(row) for name in there) for row in map(int, rows)]
    return [
        row for row, all_of in zip(rows.tolist(), filled, strict=True) if same[row] * 2 > all_of
    ]


_ENOUGH = 3
"""Where none of so many columns holds its own heading, no row repeats the headings."""


def _heads(block: SheetBody, position: int) -> Iterator[str]:
    """The texts of a heading, whichever of its rows they stand in."""
    column = block.sheet.columns[position - 1]
    first = max(block.header_row - 2, 0)
    for cell in column[first : block.header_row]:
        if isinstance(cell, str) and cell.strip():
            yield cell


def _places(cells: Cells, heads: set[str]) -> list[int]:
    """The distinct cells that are one of these headings, however they are typed."""
    firsts = {letter for head in heads for letter in (head[:1], head[:1].upper())} | {*_HABITS}
    longest = max(map(len, heads)) + _LONGER
    return [
        at
        for at, raw in enumerate(cells.typed)
        if isinstance(raw, str)
        and raw[:1] in firsts
        and len(raw) <= longest
        and heading_key(raw) in heads
    ]


_HABITS = " \n\t\xa0*"
"""What people type before a heading."""
_LONGER = 10
"""So much longer spaces and line breaks make a heading."""


class _Looked:
    """Looks closer at single rows of one sheet."""

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
        if isinstance(cell, dt.date):
            return column.kind in {"date", "period", "month"}
        return column.kind not in {"text", "link", "email", "number"} or not isinstance(cell, str)


def _says_who(cells: Sequence[tuple[int, RawCell]]) -> bool:
    """Whether any cell of a row is part of a signature or a note."""
    texts = [shown(cell).strip() for _, cell in cells]
    return any(is_signed(text) or begins_note(text) for text in texts)


_FEWEST_NUMBERED = 4
"""So many columns are numbered 1, 2, 3 and so on by nobody but a form."""
_LONGEST_TAIL = 40
"""So many rows at the end are looked at for notes."""
_FEWEST_COMPLETE = 2
_SAMPLE = 200
"""So many records tell whether a column holds codes."""


def _is_code(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and " " not in text


def is_total_row(cells: Sequence[tuple[int, RawCell]]) -> bool:
    """A word for a total among nothing but numbers, units and errors.

    What it is the total of may be named, too, where numbers stand behind it.
    """
    if not cells:
        return False
    (_, first), *others = cells
    total = (
        isinstance(first, str)
        and is_subtotal(first.strip())
        and any(map(_is_number, (cell for _, cell in others)))
    )
    if total:
        cells = others
    for _, cell in cells:
        if isinstance(cell, str):
            text = cell.strip()
            if is_total(text):
                total = True
            elif not is_amount(text):
                return False
        elif not isinstance(cell, int | float | CellError):
            return False
    return total


def _is_number(cell: RawCell) -> bool:
    """Whether a cell counts something: 2, 2 คน."""
    if isinstance(cell, str):
        return any(letter.isdecimal() for letter in cell) and is_amount(cell.strip())
    return isinstance(cell, int | float)
