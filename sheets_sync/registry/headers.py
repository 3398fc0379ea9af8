"""Where a sheet's headings are, and which column each of them means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.registry.heading_block import goes_on, last_of_block, lowest
from sheets_sync.registry.heading_text import heading_key, without_form
from sheets_sync.registry.nearest_text import nearest
from sheets_sync.registry.schema import Tab, Words
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import LOADING, CellError, RawCell, RawTab

SEARCHED_ROWS = 10
"""Headings are looked for in so many rows at the top."""


@dataclass(frozen=True, slots=True)
class UnknownHeading:
    """A heading that means no column."""

    position: int
    text: str
    near: str | None
    """The name of the column whose heading is close to it."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of one sheet."""

    row: int
    """Their row in the spreadsheet, 1 at the top; the last one where they take several."""
    positions: Mapping[str, int]
    """Column name to spreadsheet column, 1 at the left; the first where two mean the same."""
    repeated: Mapping[str, int]
    """Column name to the spreadsheet column of its second heading."""
    unknown: tuple[UnknownHeading, ...]
    status: int | None = None
    """The spreadsheet column of our status column."""
    first_row: int = 0
    """Where the headings take several rows, the first of them; else 0."""
    broken: tuple[tuple[int, int], ...] = ()
    """Row and column of the errors where headings should be."""
    joined: Mapping[str, tuple[int, frozenset[int]]] = field(default_factory=dict)
    """Of a column that goes on in a second one, where that is and which rows are filled there."""

    def text(self, sheet: RawTab, position: int) -> str:
        """The heading of a spreadsheet column, from the lowest of its rows."""
        column = sheet.columns[position - 1]
        for row in range(self.row, (self.first_row or self.row) - 1, -1):
            if text := shown(column[row - 1]).strip():
                return text
        return ""

    def missing(self, tab: Tab) -> tuple[str, ...]:
        """The required columns without a heading."""
        return tuple(
            name
            for name, column in tab.columns.items()
            if column.required and name not in self.positions
        )


def broken_headings(tab: Tab, sheet: RawTab, found: Headings) -> tuple[tuple[int, int], ...]:
    """Row and column of the errors that may stand where a heading of the tab should be.

    Where all columns have their heading, an error is the agency's own affair. Online our status
    column is an error when its formula is: it stands to the right of all headings. Where one is
    missing, that may be the error, unless a few cells beneath are in the way of a whole column's.
    """
    if all(name in found.positions for name in tab.columns):
        return ()
    last = max(found.positions.values(), default=0)
    may_be_status = bool(sheet.url) and found.status is None
    missing = found.missing(tab)
    return tuple(
        (row, at)
        for row, at in found.broken
        if not (may_be_status and at > last and (not missing or _in_the_way(sheet, row, at)))
    )


def _in_the_way(sheet: RawTab, row: int, at: int) -> bool:
    """Whether something stands below an error, and in most rows nothing."""
    below = [shown(cell).strip() for cell in sheet.columns[at - 1][row:]]
    filled = sum(map(bool, below))
    return 0 < filled * 2 < len(below)


def candidates(tab: Tab, found: Headings, missing: tuple[str, ...]) -> dict[str, str]:
    """By column that lacks a heading, the strange heading that probably is it.

    One that is a slip of the keyboard away, or that says part of its name: หัวข้อ, หัวข้อความรู้. A
    first name beside a surname is none: named anew it would say half of a name.
    """
    if any(fold(heading.text) in SURNAMES for heading in found.unknown):
        missing = tuple(name for name in missing if name not in _WHOLE_NAMES)
    close = {heading.near: heading.text for heading in found.unknown if heading.near}
    likely: dict[str, str] = {}
    for name in missing:
        if name in close:
            likely[name] = close[name]
            continue
        words = {fold(word) for word in tab.columns[name].words.spellings(name)}
        part = [
            heading.text
            for heading in found.unknown
            if heading.near is None and _says_part_of(fold(heading.text), words)
        ]
        if part:
            likely[name] = part[0]
    return likely


SURNAMES = frozenset(map(fold, ("สกุล", "นามสกุล", "ชื่อสกุล", "last name", "surname", "family name")))
"""Headings of the second half of a name."""
_WHOLE_NAMES = frozenset({"full_name", "person"})
_FEWEST_LETTERS = 4


def _says_part_of(text: str, words: set[str]) -> bool:
    return len(text) >= _FEWEST_LETTERS and any(
        word.startswith(text) or (len(word) >= _FEWEST_LETTERS and text.startswith(word))
        for word in words
    )


def find_headings(tab: Tab, sheet: RawTab, ours: Words) -> Headings:
    """The headings of a sheet that holds `tab`; the status column, named by `ours`, is none."""
    meanings = tab.meanings
    rows = [_texts(sheet, index) for index in range(min(SEARCHED_ROWS, sheet.height))]
    folded = [_keys(row, meanings) for row in rows]
    known = [
        (len({meanings[text] for text in row if text in meanings}), not _are_labels(row, meanings))
        for row in folded
    ]
    top = known.index(max(known)) if known else 0
    mine = {heading_key(spelling) for spelling in ours.spellings("status_column")}
    if top and goes_on(folded[top - 1], folded[top], meanings, mine):
        top -= 1
    index = last_of_block(sheet, folded, top, meanings, mine)
    texts = lowest(rows[top : index + 1], lambda text: _key(text, meanings) in meanings)
    words = _keys(texts, meanings)
    as_typed = {meanings[key] for key in map(heading_key, texts) if key in meanings}
    own = tab.own_headings.intersection(words)
    taken = {meanings[word] for word in own}
    positions: dict[str, int] = {}
    repeated: dict[str, int] = {}
    strangers: list[tuple[int, str]] = []
    status = next((at for at, word in enumerate(words, 1) if word in mine), None)
    for position, (text, found) in enumerate(zip(texts, words, strict=True), start=1):
        word = heading_key(text)
        name = meanings.get(found)
        if name in taken and found not in own:
            # "ชื่อกลุ่ม" beside "รหัสกลุ่ม": the column has its own heading, this one is extra.
            continue
        if name in as_typed and found != word:
            # "วันที่เริ่ม (ระบุ)" beside "วันที่เริ่ม" is another column.
            name = None
        if name is None:
            if word and word not in mine:
                strangers.append((position, text))
        elif name in positions:
            repeated.setdefault(name, position)
        else:
            positions[name] = position
    free = {spelling: name for spelling, name in meanings.items() if name not in positions}
    unknown = tuple(
        UnknownHeading(position, text, _near(text, free)) for position, text in strangers
    )
    return Headings(
        index + 1,
        positions,
        repeated,
        unknown,
        status,
        top + 1 if index > top else 0,
        _broken(sheet, folded, top, index, known=bool(positions)),
    )


def _are_labels(row: Sequence[str], meanings: Mapping[str, str]) -> bool:
    """Whether a row is labels with their values, as above a table: หน่วยงาน | กองคลัง."""
    known = [word in meanings for word in row if word]
    return known == [True, False] * (len(known) // 2)


def _broken(
    sheet: RawTab, rows: Sequence[Sequence[str]], top: int, last: int, *, known: bool
) -> tuple[tuple[int, int], ...]:
    """Errors among the headings; where there are none, in the first row with anything."""
    if not known:
        top = last = next((at for at, row in enumerate(rows) if any(row)), top)
    return tuple(
        (row + 1, at)
        for row in range(top, last + 1)
        for at, column in enumerate(sheet.columns, 1)
        if row < len(column) and _is_broken(column[row])
    )


def _is_broken(cell: RawCell) -> bool:
    """An error, or what an import says while it loads; a file may hold that as a text."""
    return isinstance(cell, CellError) or cell == LOADING


def _texts(sheet: RawTab, index: int) -> list[str]:
    return [shown(column[index]) for column in sheet.columns]


def _keys(texts: list[str], meanings: Mapping[str, str]) -> list[str]:
    return [_key(text, meanings) for text in texts]


def _key(text: str, meanings: Mapping[str, str]) -> str:
    """What a heading is known by: without the form around it only where it is known so."""
    key = heading_key(text)
    if key and key not in meanings and (plain := without_form(key)) in meanings:
        return plain
    return key


def _near(text: str, free: Mapping[str, str]) -> str | None:
    near = nearest(text, tuple(free))
    return None if near is None else free[near]
