"""The sheets of a foreign workbook: where their headings may be, and the cells below."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sheets_sync.registry.headers import SEARCHED_ROWS
from sheets_sync.registry.heading_block import (
    DEEPEST,
    lowest,
    only_beneath_titles,
    titled_together,
)
from sheets_sync.registry.record_words import begins_note, is_signed
from sheets_sync.registry.schema import Words
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.total_row import is_total_row
from sheets_sync.registry.workbook import RawCell, RawTab

_SAMPLE = 60
_LOOKED_THROUGH = 2000
_FEWEST_HEADINGS = 2
COUNTING = frozenset(
    map(fold, ("ที่", "ลำดับ", "ลำดับที่", "no.", "no", "number", "#", "item", "seq", "order"))
)
"""Headings of running numbers."""
WHOLE_NAMES = frozenset(
    map(fold, ("ชื่อ", "ชื่อ-สกุล", "ชื่อ–สกุล", "ชื่อ - สกุล", "ชื่อ – สกุล", "ชื่อสกุล", "ชื่อ สกุล",
               "ชื่อ-นามสกุล", "ชื่อ–นามสกุล", "ชื่อ - นามสกุล", "ชื่อ นามสกุล", "ชื่อและนามสกุล",
               "name", "full name"))
)  # fmt: skip
"""Headings over names that do not say whose they are."""


@dataclass(frozen=True, slots=True)
class SheetHeading:
    """One heading of a sheet."""

    position: int
    text: str
    word: str
    """As it is compared."""


@dataclass(frozen=True)
class SheetView:
    """A sheet seen with one of its rows as the headings."""

    raw: RawTab
    row: int
    """Of the headings, 1 at the top."""
    headings: tuple[SheetHeading, ...]

    @property
    def title(self) -> str:
        """The title that staff gave it."""
        return self.raw.sheet

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The words that stand over more than one column."""
        counts = Counter(heading.word for heading in self.headings)
        return frozenset(word for word, count in counts.items() if count > 1)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the headings."""
        return frozenset(heading.word for heading in self.headings)

    def below(self, position: int) -> list[RawCell]:
        """The cells below a heading that have anything in them."""
        cells = self.raw.columns[position - 1][self.row :]
        return [cell for cell in cells if not is_blank(cell)]

    def sample(self, position: int) -> list[RawCell]:
        """The first of those cells, enough to tell what they are."""
        cells = self.raw.columns[position - 1][self.row : self.row + _LOOKED_THROUGH]
        return [cell for cell in cells if not is_blank(cell)][:_SAMPLE]

    def counts(self, position: int) -> bool:
        """Whether the cells below a heading are 1, 2, 3 and so on."""
        texts = [shown(cell).strip() for cell in self.below(position)]
        numbers = [text for text in texts if text.isdecimal()]
        return [int(text) for text in numbers] == list(range(1, len(numbers) + 1)) and bool(numbers)

    @cached_property
    def records(self) -> frozenset[tuple[str, ...]]:
        """The distinct rows below the headings, as texts; a total or a signature is none."""
        rows = zip(*(column[self.row :] for column in self.raw.columns), strict=True)
        return frozenset(
            tuple(shown(cell).strip() for cell in row) for row in rows if _may_be_record(row)
        )

    @cached_property
    def height(self) -> int:
        """How many rows below the headings are records, as far as single rows tell."""
        rows = zip(*(column[self.row :] for column in self.raw.columns), strict=True)
        return sum(_may_be_record(row) for row in rows)


def _may_be_record(row: Sequence[RawCell]) -> bool:
    """Whether a row holds anything, and is neither a total nor a note."""
    filled = [(at, cell) for at, cell in enumerate(row, 1) if not is_blank(cell)]
    if not filled or is_total_row(filled):
        return False
    first = shown(filled[0][1]).strip()
    return len(filled) > _MOST_IN_A_NOTE or not (begins_note(first) or is_signed(first))


_MOST_IN_A_NOTE = 2


def is_blank(cell: RawCell) -> bool:
    """Whether nothing was typed."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def views(
    raw: RawTab,
    ours: Words,
    is_known: Callable[[str], bool],
    names_person: Callable[[str], bool],
) -> Iterator[SheetView]:
    """The sheet with each row that may hold its headings; the status column is none of them.

    `is_known` says of a text whether it is a heading of ours, `names_person` of a title whether
    it says who the person beneath it is: a row that only goes on with headings has none of its own.
    """
    last = 0
    for row in range(1, min(SEARCHED_ROWS, raw.height) + 1):
        if row <= last:
            continue
        view = _view_at(raw, row, ours, is_known, names_person)
        if len(view.headings) >= _FEWEST_HEADINGS:
            if sum(not is_blank(column[row - 1]) for column in raw.columns) >= _FEWEST_HEADINGS:
                last = view.row  # and no title over the whole sheet
            yield view


def _view_at(
    raw: RawTab,
    row: int,
    ours: Words,
    is_known: Callable[[str], bool],
    names_person: Callable[[str], bool],
) -> SheetView:
    """The sheet with that row as its headings, and those below that go on with them."""
    mine = {fold(spelling) for spelling in ours.spellings("status_column")}
    headings = []
    first, row = row, _last_row(raw, row)
    for position, column in enumerate(raw.columns, start=1):
        cells = [cell for cell in column[first - 1 : row] if not is_blank(cell)]
        if any(isinstance(cell, dt.date | dt.time | float | int | bool) for cell in cells[-1:]):
            continue
        texts = [shown(cell) for cell in cells]
        (text,) = lowest([[one] for one in texts] or [[""]], is_known)
        if len(texts) > 1 and fold(texts[-1]) in WHOLE_NAMES and names_person(texts[0]):
            text = texts[0]  # ผู้ประสานงาน over ชื่อ-สกุล, โทร. and อีเมล
        word = fold(text)
        if word and word not in mine:
            headings.append(SheetHeading(position, text, word))
    return SheetView(raw, row, tuple(headings))


def _last_row(raw: RawTab, row: int) -> int:
    """The last row of the headings that begin in a row."""
    down = [area.last_row for area in raw.merged if area.first_row == row < area.last_row]
    last = min(max(down, default=row), raw.height)
    if last == row < raw.height and only_beneath_titles(raw, row, titled_together(raw, row - 1)):
        last += 1
    cells = [cell for column in raw.columns for cell in column[row:last]]
    texts = all(isinstance(cell, str) or is_blank(cell) for cell in cells)
    return last if texts and last < row + DEEPEST else row


def second_heading_row(view: SheetView) -> bool:
    """Whether the row below goes on with the headings, as it does under merged cells."""
    if view.row >= view.raw.height:
        return False
    headings = enumerate((column[view.row - 1] for column in view.raw.columns), 1)
    headed = {at for at, cell in headings if not is_blank(cell)}  # our status column, too
    below = [column[view.row] for column in view.raw.columns]
    filled = {at for at, cell in enumerate(below, start=1) if not is_blank(cell)}
    texts = all(isinstance(below[at - 1], str) for at in filled)
    return bool(filled - headed) and texts and len(filled & headed) * 2 < len(headed)
