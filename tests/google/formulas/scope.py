"""Where a formula is computed: its place, the names that hold there, how values are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat
from operator import is_
from typing import TYPE_CHECKING, TypeAlias

from ..cells import CellError
from .values import Array, RangeValue, Scalar, fail

if TYPE_CHECKING:
    from ..model import Sheet
    from .calculation import Calculation

Value: TypeAlias = "Scalar | Array | RangeValue | Lambda"
Run: TypeAlias = "Callable[[Scope], Value]"


@dataclass(slots=True)
class Scope:
    """Where a formula stands, and the names that hold there."""

    calculation: Calculation
    sheet: Sheet
    row: int
    column: int
    names: dict[str, Value]
    array: bool = False
    """Whether operations go through rectangles cell by cell (ARRAYFORMULA and its kind)."""

    def with_names(self, names: dict[str, Value]) -> Scope:
        merged = {**self.names, **names}
        return Scope(self.calculation, self.sheet, self.row, self.column, merged, self.array)

    def as_array(self) -> Scope:
        if self.array:
            return self
        return Scope(self.calculation, self.sheet, self.row, self.column, self.names, array=True)

    def read(self, value: Value) -> Array:
        """The value as a rectangle."""
        if isinstance(value, RangeValue):
            return Array(self.calculation.rows(value))
        if isinstance(value, Array):
            return value
        if isinstance(value, Lambda):
            raise fail("#VALUE!", "A LAMBDA cannot be used as a value.")
        return Array([[value]])

    def scalar(self, value: Value) -> Scalar:
        """One value: of a larger rectangle the one in the formula's own row or column."""
        if isinstance(value, RangeValue):
            return self._from_range(value)
        if isinstance(value, Array):
            return value.rows[0][0] if value.rows and value.rows[0] else None
        if isinstance(value, Lambda):
            raise fail("#VALUE!", "A LAMBDA cannot be used as a value.")
        return value

    def _from_range(self, value: RangeValue) -> Scalar:
        area = value.area
        if area.height == 1 and area.width == 1:
            return self.calculation.cell(value.sheet, area.row, area.column)
        if area.width == 1 and area.holds(self.row, area.column):
            return self.calculation.cell(value.sheet, self.row, area.column)
        if area.height == 1 and area.holds(area.row, self.column):
            return self.calculation.cell(value.sheet, area.row, self.column)
        raise fail("#VALUE!", "An array value could not be found.")


@dataclass(frozen=True, slots=True)
class Lambda:
    """A function made by LAMBDA, with the names around it."""

    parameters: tuple[str, ...]
    body: Run
    scope: Scope

    def call(self, *arguments: Value) -> Value:
        if len(arguments) != len(self.parameters):
            raise fail("#N/A", f"Wrong number of arguments to LAMBDA: {len(arguments)}.")
        names = dict(zip(self.parameters, arguments, strict=True))
        return self.body(self.scope.with_names(names))


def broadcast(one: Callable[[tuple[Scalar, ...]], Scalar], arrays: list[Array]) -> Value:
    """Go through rectangles together; single values, rows and columns are repeated."""
    height = max(array.height for array in arrays)
    width = max(array.width for array in arrays)
    if height == width == 1:
        return one(tuple(array.rows[0][0] for array in arrays))
    grids = [_stretched(array, height, width) for array in arrays]
    if width == 1:
        return Array(row_by_row(lambda *rows: [one(tuple([cell for (cell,) in rows]))], *grids))
    return Array(
        row_by_row(lambda *rows: [one(cells) for cells in zip(*rows, strict=True)], *grids)
    )


def row_by_row(one: Callable[..., list[Scalar]], *grids: list[list[Scalar]]) -> list[list[Scalar]]:
    """A function of whole rows, applied to rectangles of one height.

    The blank rows below what is filled in are one object (see `Calculation`), and so is what
    comes of them: it is computed once, however many there are.
    """
    size = len(grids[0])
    if not size:
        return []
    single = max(size - _alike_at_the_end(grid) for grid in grids) + 1
    found = [one(*rows) for rows in zip(*(grid[:single] for grid in grids), strict=True)]
    return found + [found[-1]] * (size - single)


def _alike_at_the_end(rows: list[list[Scalar]]) -> int:
    """How many rows at the end are one object."""
    alike = list(map(is_, reversed(rows), repeat(rows[-1])))
    return alike.index(False) if False in alike else len(alike)


def _stretched(array: Array, height: int, width: int) -> list[list[Scalar]]:
    """The rows of a rectangle brought to a size: single ones repeated, others filled up."""
    rows = array.rows
    if array.width < width:
        rows = row_by_row(
            lambda row: row * width if array.width == 1 else row + [_MISFIT] * (width - len(row)),
            rows,
        )
    if array.height == 1:
        return rows * height
    return rows + [[_MISFIT] * width] * (height - array.height)


_MISFIT = CellError("#N/A", "An array of the wrong size was given.")
