"""What of a sheet is neither copied nor left out for a reason that is told already.

Nothing may be lost in silence, so whatever is not accounted for is told: beneath headings by its
column, elsewhere by its row with its texts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sheets_sync.adoption.sheets import COUNTING, is_blank
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import clean, fold
from sheets_sync.registry.workbook import CellError, CellObject, RawCell, RawTab

Accounted: TypeAlias = Mapping[int, AbstractSet[int]]
"""By spreadsheet column, the rows whose cells were taken or are told of."""
RemainderReason: TypeAlias = Literal["unknown", "counting", "staff-list", "no-heading", "no-value"]


class CellAccount:
    """Cells as they are accounted for, one by one."""

    def __init__(self) -> None:
        self._rows: dict[int, set[int]] = {}

    def add(self, row: int, *columns: int) -> None:
        """One row's cells in these columns."""
        for column in columns:
            self._rows.setdefault(column, set()).add(row)

    def add_rows(self, rows: Iterable[int], *columns: int) -> None:
        """Several rows' cells in these columns."""
        several = set(rows)
        for column in columns:
            self._rows.setdefault(column, set()).update(several)

    def add_all(self, other: Accounted) -> None:
        """What was accounted for elsewhere."""
        for column, rows in other.items():
            self._rows.setdefault(column, set()).update(rows)

    @property
    def cells(self) -> Accounted:
        """All of them."""
        return self._rows


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of one table within a sheet."""

    first: int
    """The first row of its headings."""
    body: int
    """The first row beneath them."""
    last: int


@dataclass(frozen=True, slots=True)
class LeftText:
    """What stands in a row outside tables."""

    row: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftColumn:
    """Cells of one column of a table; all of them where it has a heading."""

    position: int
    rows: tuple[int, ...]
    heading: str
    reason: RemainderReason


@dataclass(frozen=True, slots=True)
class Remainder:
    """Everything in a sheet that is not accounted for."""

    texts: tuple[LeftText, ...] = ()
    columns: tuple[LeftColumn, ...] = ()
    unreadable: int = 0
    """How many cells are errors or pictures."""


NOTHING: Accounted = {}


@dataclass(slots=True)
class _Column:
    heading: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def remainder(
    tab: RawTab,
    accounted: Accounted,
    blocks: Sequence[TableRows],
    listed: Accounted = NOTHING,
) -> Remainder:
    """What of a sheet is not accounted for; `blocks` are its tables from the top.

    `listed` are the cells in whose place the workbook's staff list stands.
    """
    texts: dict[int, list[str]] = {}
    columns: dict[tuple[int, int], _Column] = {}
    unreadable: list[tuple[int, int] | None] = []
    for at, row, cell in _left(tab, accounted):
        number = next((n for n, one in enumerate(blocks) if one.first <= row <= one.last), None)
        if isinstance(cell, CellError | CellObject):
            unreadable.append(None if number is None else (number, at))
            continue
        if number is None:
            texts.setdefault(row, []).append(clean(shown(cell)))
            continue
        mine = columns.setdefault((number, at), _Column())
        if row < blocks[number].body:
            mine.heading.append(clean(shown(cell)))
        else:
            mine.rows.append(row)
    whole = {place for place, found in columns.items() if found.heading}
    return Remainder(
        tuple(LeftText(row, tuple(found)) for row, found in sorted(texts.items())),
        tuple(
            _column(at, columns[one, at], listed, headed=_is_headed(tab, at, blocks[one]))
            for one, at in sorted(columns)
        ),
        sum(place is None or place not in whole for place in unreadable),
    )


def _left(tab: RawTab, accounted: Accounted) -> Iterator[tuple[int, int, RawCell]]:
    """Column, row and content of every cell that is not accounted for."""
    for at, column in enumerate(tab.columns, 1):
        told = accounted.get(at, frozenset())
        for row, cell in enumerate(column, 1):
            # A box that nobody ticked came with the sheet.
            if row not in told and not is_blank(cell) and cell is not False:
                yield at, row, cell


def _is_headed(tab: RawTab, at: int, block: TableRows) -> bool:
    return any(not is_blank(cell) for cell in tab.columns[at - 1][block.first - 1 : block.body - 1])


def _column(at: int, found: _Column, listed: Accounted, *, headed: bool) -> LeftColumn:
    """One column's; under a heading by which others were taken, these are no values of it."""
    reason: RemainderReason = "no-value" if headed else "no-heading"
    if not listed.get(at, frozenset()).isdisjoint(found.rows):
        reason = "staff-list"
    elif any(fold(text) in COUNTING for text in found.heading):
        reason = "counting"
    elif found.heading:
        reason = "unknown"
    return LeftColumn(at, tuple(found.rows), " ".join(found.heading), reason)
