"""What a sheet of another layout says, in the shape of our tabs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sheets_sync.adoption.remainder import Accounted, TableRows
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.workbook import RawCell

Record: TypeAlias = Mapping[str, RawCell]
LayoutKind: TypeAlias = Literal["ticks", "sections", "list", "columns", "form", "months"]


@dataclass(frozen=True, slots=True)
class Layout:
    """The records of one sheet, and what of it is none."""

    sheet: str
    kind: LayoutKind
    records: Mapping[str, Sequence[Record]]
    """By tab; communities and people are named as the sheet names them."""
    people: Sequence[Record]
    """What it says of persons, as columns of the staff list."""
    rows_left: Sequence[tuple[int, Reason]] = ()
    taken: Accounted = field(default_factory=dict)
    """The cells that the records were made of, and those of `rows_left`."""
    of_people: Accounted = field(default_factory=dict)
    """The cells that `people` were made of alone: a staff list elsewhere stands in their place."""
    blocks: Sequence[TableRows] = ()
    """The tables in it, from the top."""


class Numbering:
    """Gives IDs such as C-001, unlike all that are taken."""

    def __init__(self, pattern: str, taken: Sequence[str] = ()) -> None:
        """`pattern` has a place for the number: `C-{:03}`."""
        self._pattern, self._taken, self._last = pattern, set(taken), 0

    def next(self) -> str:
        """The next one that nobody has."""
        self._last += 1
        while (name := self._pattern.format(self._last)) in self._taken:
            self._last += 1
        return name
