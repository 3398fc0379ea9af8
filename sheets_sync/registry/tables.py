"""A table: all rows of one tab, typed, with what was typed and where it stands."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from sheets_sync.registry.a1 import address
from sheets_sync.registry.cells import Cells, Objects, Rows
from sheets_sync.registry.left_out import LeftOut
from sheets_sync.registry.schema import Tab

if TYPE_CHECKING:  # most tables are checked, and never read as a whole
    import pandas as pd

Made = TypeVar("Made")
State = Literal["read", "missing", "quarantined"]


@dataclass(frozen=True)
class Table:
    """The rows of one tab, from all the sheets that feed it.

    A quarantined or missing table has no rows; rules and mails that need it stay silent.
    """

    tab: Tab
    state: State
    columns: Mapping[str, Cells] = field(default_factory=dict)
    rows: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    """For every row, its number in the spreadsheet."""
    sheets: tuple[str, ...] = ()
    """The titles of the sheets that feed the table."""
    sheet_of: NDArray[np.int8] = field(default_factory=lambda: np.empty(0, dtype=np.int8))
    """For every row, which of `sheets` it stands in."""
    positions: tuple[Mapping[str, int], ...] = ()
    """For every sheet, column name to spreadsheet column, 1 at the left."""
    header_rows: tuple[int, ...] = ()
    """For every sheet, the row of its headings."""

    left_out: tuple[LeftOut, ...] = ()
    """The rows in which something stands, and which are no records."""
    joined: tuple[Mapping[str, tuple[int, frozenset[int]]], ...] = ()
    """For every sheet, of a column that goes on in a second one, where that is and for which
    rows of the spreadsheet it is used."""

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, column: str) -> Cells:
        return self.columns[column]

    @property
    def usable(self) -> bool:
        """Whether the table can be relied on: read, or optional and simply not there."""
        return self.state == "read" or (self.state == "missing" and self.tab.optional)

    def sheet(self, row: int) -> str:
        """The title of the sheet that a row stands in."""
        return self.sheets[int(self.sheet_of[row])]

    def positions_at(self, column: str, rows: Rows) -> NDArray[np.int64]:
        """For each of these rows the spreadsheet column of a cell; 0 where its sheet lacks it."""
        sheet_of = self.sheet_of[rows]
        found = np.array([sheet.get(column, 0) for sheet in self.positions])[sheet_of]
        for number, joined in enumerate(self.joined):
            if column in joined:
                second, used = joined[column]
                found[(sheet_of == number) & np.isin(self.rows[rows], list(used))] = second
        return found

    def cell(self, row: int, column: str) -> str | None:
        """The A1 address of a cell, or None when its sheet lacks that column."""
        position = self.positions_at(column, np.array([row])).item()
        return address(int(self.rows[row]), position) if position else None

    def contents(self, rows: Rows) -> Objects:
        """All that was typed in each of these rows: its identity where it has no usable key."""
        shown = [cells.shown_at(rows) for cells in self.columns.values()]
        contents = np.empty(len(rows), dtype=object)
        contents[:] = list(map("\x1f".join, zip(*shown, strict=True)))
        return contents

    def content(self, row: int) -> str:
        """All that was typed in one row."""
        content: str = self.contents(np.array([row])).item()
        return content

    def once(self, work: Callable[..., Made], *told: Hashable) -> Made:
        """What `work` makes of this table and of what it is told, kept as long as the table is.

        It must depend on nothing else, so that an unchanged table spares the next look the work.
        """
        if (work, told) not in self._made:
            self._made[work, told] = work(self, *told)
        return cast("Made", self._made[work, told])

    @cached_property
    def _made(self) -> dict[tuple[object, ...], object]:
        return {}

    @cached_property
    def raw(self) -> "pd.DataFrame":
        """What was typed, as text, a column for each of the tab's, indexed by row number."""
        import pandas as pd  # slow import

        return pd.DataFrame(
            {name: cells.texts().to_numpy() for name, cells in self.columns.items()},
            index=pd.Index(self.rows, name="row"),
        )

    def present(self, column: str) -> Rows:
        """The rows with something typed in that column."""
        return np.flatnonzero(~self[column].blank_rows())
