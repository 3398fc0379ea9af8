"""A workbook as a store read it: tabs of raw cells, nothing interpreted yet."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose formula gave no value."""

    code: str
    """The error as the spreadsheet shows it (`#REF!`), or `NOT_CALCULATED`."""


NOT_CALCULATED = "#CALC?"
"""The code of a formula that was saved without a result."""


LOADING = "Loading..."
"""The code of a formula that waits for another spreadsheet."""


@dataclass(frozen=True, slots=True)
class CellObject:
    """A cell that holds a picture or another object: neither text nor an error."""


RawCell: TypeAlias = (
    str
    | bool
    | int
    | float
    | dt.datetime
    | dt.date
    | dt.time
    | dt.timedelta
    | CellError
    | CellObject
    | None
)
"""One cell. A date may come as a date (xlsx) or as its serial number (Google)."""


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells; rows and columns from 1, the last ones belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True, order=True)
class NumberFormat:
    """How the numbers in a run of cells of one column are shown."""

    column: int
    first_row: int
    last_row: int
    pattern: str
    """As spreadsheet programs write it: `00000`, `"S-"00`, `[h]:mm`."""


@dataclass(frozen=True, slots=True)
class RawTab:
    """One tab, column by column.

    `columns[c][r]` is the cell in spreadsheet column `c + 1` and row `r + 1`; all columns
    are equally long. A blank cell is `None` or an empty text.
    """

    sheet: str
    """The title that staff gave it."""
    columns: tuple[Sequence[RawCell], ...]
    hidden: bool = False
    typed_over: tuple[tuple[int, int], ...] = ()
    """Rows and columns, from 1, where something was typed into our status column."""
    looks_up: bool = True
    """Whether formulas in that column look its texts up; else only its heading says it is ours."""
    url: str = ""
    """Where a browser opens it; empty for a tab of a file."""
    home: str = ""
    """Which workbook it is in: an `Elsewhere.home`, or nothing for the registry's main one."""
    table: str | None = None
    """The table it feeds where that was decided; empty for none, None where its title says it."""
    merged: tuple[Area, ...] = ()
    """The areas whose cells are merged into their first one."""
    formats: tuple[NumberFormat, ...] = ()
    """Of numbers that are shown otherwise than they are kept, as far as the store looked."""
    totals: tuple[int, ...] = ()
    """The rows of totals that tables declare."""
    answered: bool = field(default=True, compare=False)
    """Whether there still is what a status column in it looks its texts up in."""

    @property
    def height(self) -> int:
        """Number of rows read."""
        return len(self.columns[0]) if self.columns else 0

    def link_to(self, cell: str = "") -> str:
        """Where a browser opens it at a cell (`A14`); empty for a tab of a file."""
        return f"{self.url}&range={cell}" if self.url and cell else self.url


@dataclass(frozen=True, slots=True)
class LinkedWorkbook:
    """Another workbook that belongs to the same registry."""

    home: str
    """What people know it by, other than every other workbook of the registry."""
    tables: frozenset[str]
    """The tables that have their rows there."""
    tabs: frozenset[str] = frozenset()
    """The service's own tabs that stand there and nowhere else; each workbook has its to-do tab."""
    written: bool = True
    """Whether the service writes its tabs and status columns there."""
    private: bool = True
    """Whether what its tabs say may only be shown in workbooks that are private, too."""
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """All tabs of one registry at one moment: of one workbook, or of several read as one."""

    place: str
    """Where it is, in words a person knows: a file name or a spreadsheet title."""
    tabs: tuple[RawTab, ...]
    version: str = ""
    """Changes whenever the content changed; empty where the store cannot tell."""
    locale: str | None = None
    time_zone: str | None = None
    elsewhere: tuple[LinkedWorkbook, ...] = ()
    """The other workbooks it was read from; the tabs' titles are unique among all of them.
    Everything else here is the main one's."""
