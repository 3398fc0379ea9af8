"""Where a sheet's headings are, and which column each of them means."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.registry.cells import shown
from sheets_sync.registry.schema import Tab, Words
from sheets_sync.registry.text import fold, nearest
from sheets_sync.registry.workbook import RawTab

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
    """Their row in the spreadsheet, 1 at the top."""
    positions: Mapping[str, int]
    """Column name to spreadsheet column, 1 at the left; the first where two mean the same."""
    repeated: Mapping[str, int]
    """Column name to the spreadsheet column of its second heading."""
    unknown: tuple[UnknownHeading, ...]

    def missing(self, tab: Tab) -> tuple[str, ...]:
        """The required columns without a heading."""
        return tuple(
            name
            for name, column in tab.columns.items()
            if column.required and name not in self.positions
        )


def find_headings(tab: Tab, sheet: RawTab, ours: Words) -> Headings:
    """The headings of a sheet that holds `tab`; the status column, named by `ours`, is none."""
    meanings = {
        fold(spelling): name
        for name, column in tab.columns.items()
        for spelling in column.words.spellings(name)
    }
    rows = [_texts(sheet, index) for index in range(min(SEARCHED_ROWS, sheet.height))]
    known = [len({meanings[text] for text in row if text in meanings}) for row in map(_fold, rows)]
    index = known.index(max(known)) if known else 0
    texts = rows[index] if rows else []
    words = _fold(texts)
    own = _own_names(tab) & set(words)
    taken = {meanings[word] for word in own}
    positions: dict[str, int] = {}
    repeated: dict[str, int] = {}
    strangers: list[tuple[int, str]] = []
    mine = {fold(spelling) for spelling in ours.spellings("status_column")}
    for position, (text, word) in enumerate(zip(texts, words, strict=True), start=1):
        name = meanings.get(word)
        if name in taken and word not in own:
            # "ชื่อกลุ่ม" beside "รหัสกลุ่ม": the column has its own heading, this one is extra.
            continue
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
    return Headings(index + 1, positions, repeated, unknown)


def _own_names(tab: Tab) -> set[str]:
    """The headings that are a column's own, as against what else people call it."""
    return {
        fold(name)
        for column in tab.columns.values()
        for name in (column.name, column.words.th, column.words.en)
    }


def _texts(sheet: RawTab, index: int) -> list[str]:
    return [shown(column[index]) for column in sheet.columns]


def _fold(texts: list[str]) -> list[str]:
    return [fold(text) for text in texts]


def _near(text: str, free: Mapping[str, str]) -> str | None:
    near = nearest(text, tuple(free))
    return None if near is None else free[near]
