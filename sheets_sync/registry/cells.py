"""The cells of one column: the distinct things typed, and what each of them means.

A sheet repeats itself: a column of a million cells rarely holds more than a few thousand distinct
ones. So each column is split into `typed`, its distinct raw cells, and `codes`, which say for
every row which of them it holds. Cells are read once per distinct value, never once per row.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sheets_sync.registry.schema import Column
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text_columns import FEW
from sheets_sync.registry.workbook import RawCell

if TYPE_CHECKING:  # a small registry needs neither
    import pandas as pd
    import pyarrow as pa

Codes: TypeAlias = NDArray[np.int32]
Rows: TypeAlias = NDArray[np.intp]
"""Positions of rows in a table, ascending."""
Mask: TypeAlias = NDArray[np.bool_]
Objects: TypeAlias = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a typed cell cannot be used, or should be looked at."""

    rule: str
    """The rule that reports it."""
    suggestion: str | None = None
    """What to type instead, where that can be told."""
    detail: str = ""
    """What tells several problems of one cell apart."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """More for the sentence."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One column of a table."""

    column: Column
    codes: Codes
    """For every row, the position in `typed`."""
    typed: Objects
    """The distinct raw cells; the first is the blank one."""
    blank: Mask
    """For every distinct cell: nothing was typed, or a placeholder where that counts as nothing."""
    values: NDArray[Any]
    """For every distinct cell, its value; dtype and meaning depend on the kind."""
    problems: Mapping[str, Mapping[int, tuple[Problem, ...]]]
    """By rule, then by distinct cell."""
    ends: NDArray[Any] | None = None
    """For a period: the last day of a month or range typed in this cell, else not a time."""

    def per_row(self) -> NDArray[Any]:
        """The value of every row."""
        return np.asarray(self.values[self.codes])

    def at(self, row: int) -> Any:  # noqa: ANN401  the type depends on the kind
        """The value of one row."""
        return self.values[self.codes[row]]

    def says(self, value: object) -> Mask:
        """For every row, whether its value is this one; a blank or unreadable cell has none."""
        return np.asarray(self.values == value, dtype=np.bool_)[self.codes]

    def says_yes(self) -> Mask:
        """For every row, whether it answers yes."""
        return self.says(value=True)

    def says_no(self) -> Mask:
        """For every row, whether it answers no; a blank answers nothing."""
        return self.says(value=False)

    def is_blank(self, row: int) -> bool:
        """Whether nothing is there in one row."""
        return bool(self.blank[self.codes[row]])

    def blank_rows(self) -> Mask:
        """For every row, whether nothing is there."""
        return np.asarray(self.blank[self.codes])

    def rows_with(self, rule: str) -> Rows:
        """The rows whose cell has that problem."""
        found = self.problems.get(rule)
        if not found:
            return np.empty(0, dtype=np.intp)
        wanted = np.zeros(len(self.typed), dtype=np.bool_)
        wanted[list(found)] = True
        return np.flatnonzero(wanted[self.codes])

    def problems_at(self, rule: str, row: int) -> tuple[Problem, ...]:
        """What that rule has to say about one row's cell."""
        return self.problems.get(rule, {}).get(int(self.codes[row]), ())

    def readable_rows(self) -> Mask:
        """For every row, whether its cell has a value a rule may use."""
        return np.asarray(~missing(self.values)[self.codes])

    def shown(self, row: int) -> str:
        """The cell as a person sees it; empty when blank."""
        return shown(self.typed[self.codes[row]])

    def shown_at(self, rows: Rows) -> list[str]:
        """The cells of these rows as a person sees them."""
        return list(map(shown, self.typed[self.codes[rows]].tolist()))

    def texts(self) -> "pd.Series":
        """Every cell as a person sees it."""
        import pandas as pd  # slow import

        by_typed = np.array([shown(raw) for raw in self.typed], dtype=object)
        return pd.Series(by_typed[self.codes], name=self.column.name)


def split(cells: Sequence[RawCell]) -> tuple[Codes, Objects]:
    """The codes and the distinct cells of a column; the blank cell comes first."""
    if len(cells) <= FEW:
        return _split_few(cells)
    if len(set(cells[:_SAMPLE])) < _SAMPLE // 2 and (found := _split_repeating(cells)) is not None:
        return found
    import pyarrow as pa  # slow import

    try:
        return _split_texts(pa.array(cells, pa.large_string()))
    except (pa.ArrowTypeError, pa.ArrowInvalid, UnicodeEncodeError):
        return _split_any(cells)


def _split_few(cells: Sequence[RawCell]) -> tuple[Codes, Objects]:
    """So few that they are done before Arrow or pandas has been imported."""
    plain = [_unticked(cell) for cell in cells]
    found = dict.fromkeys((None, *plain))
    known = [cell for cell in found if cell == cell]  # noqa: PLR0124 — no number is nothing
    places = dict.fromkeys(found, 0) | {cell: place for place, cell in enumerate(known)}
    typed = np.empty(len(known), dtype=object)
    typed[:] = known
    return np.fromiter(map(places.__getitem__, plain), np.int32, len(plain)), typed


_SAMPLE = 1_000
"""So many cells at the top tell whether a column repeats itself."""


def _split_repeating(cells: Sequence[RawCell]) -> tuple[Codes, Objects] | None:
    """Texts that come again and again: no text need be copied for Arrow to find the distinct ones.

    Nothing where other cells are among them: a box and a number may be equal, texts are not.
    """
    found: defaultdict[RawCell, int] = defaultdict(count().__next__)
    blank = found[None]
    codes = np.fromiter(map(found.__getitem__, cells), np.int32, len(cells))
    if set(map(type, found)) - {str, type(None)}:
        return None
    typed = np.empty(len(found), dtype=object)
    typed[blank:] = list(found)
    return codes, typed


def _split_texts(cells: "pa.LargeStringArray") -> tuple[Codes, Objects]:
    """Most columns hold texts alone, and Arrow is fastest with them."""
    encoded = cells.dictionary_encode()
    typed = np.empty(len(encoded.dictionary) + 1, dtype=object)
    typed[0] = None
    typed[1:] = encoded.dictionary.to_numpy(zero_copy_only=False)
    return encoded.indices.fill_null(-1).to_numpy() + np.int32(1), typed


def _split_any(cells: Sequence[RawCell]) -> tuple[Codes, Objects]:
    """Cells of several types; also half a surrogate pair, which Arrow cannot hold."""
    import pandas as pd  # slow import

    values = np.empty(len(cells), dtype=object)
    values[:] = cells
    if pd.api.types.infer_dtype(values, skipna=True) not in {"string", "empty"}:
        values[:] = [_unticked(cell) for cell in cells]
    codes, distinct = pd.factorize(values, use_na_sentinel=True)
    typed = np.empty(len(distinct) + 1, dtype=object)
    typed[0] = None
    typed[1:] = distinct
    return (codes + 1).astype(np.int32), typed


def _unticked(cell: RawCell) -> RawCell:
    """A ticked box equals the number one, and both would become the same distinct cell."""
    return shown(cell) if isinstance(cell, bool) else cell


def missing(values: NDArray[Any]) -> Mask:
    """For every value, whether it is none: `None`, no number, no day."""
    if values.dtype == object:
        return np.fromiter((one is None for one in values), np.bool_, len(values))
    return np.asarray(values != values)  # noqa: PLR0124 — as only no number and no day are
