"""The cells of one tab: rows of plain tuples, ragged on the right, ready to be written as JSON.

Rows are never changed in place but replaced, so a snapshot is a copy of the list of rows, and
undoing a failed batch is putting that list back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .a1 import Area
from .cells import BLANK, Extra, Formula, Value, is_blank

Row: TypeAlias = tuple[Value, ...]
ExtraRow: TypeAlias = tuple[Extra | None, ...]

KEEP = object()
"""In a block that is written: leave this cell as it is."""


@dataclass(slots=True)
class Grid:
    row_count: int = 1000
    column_count: int = 26
    rows: list[Row] = field(default_factory=list)
    extras: list[ExtraRow] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    """Where the formulas are; the formulas themselves stand in the rows."""
    version: int = 0
    """Counts changes of any cell."""

    def copy(self) -> Grid:
        return Grid(
            self.row_count,
            self.column_count,
            list(self.rows),
            list(self.extras),
            set(self.formulas),
            self.version,
        )

    def value(self, row: int, column: int) -> Value:
        """What was entered there, `BLANK` for nothing."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return BLANK

    def extra_at(self, row: int, column: int) -> Extra | None:
        if row < len(self.extras) and column < len(self.extras[row]):
            return self.extras[row][column]
        return None

    def set_value(self, row: int, column: int, value: Value) -> None:
        self.write(row, column, [[value]])

    def set_extra(self, row: int, column: int, extra: Extra | None) -> None:
        extra = extra or None
        held = self.extras[row] if row < len(self.extras) else ()
        if extra is None and column >= len(held):
            return
        cells = list(held) + [None] * (column + 1 - len(held))
        cells[column] = extra
        _put(self.extras, row, _trimmed(cells, None))
        self.version += 1

    def write(self, row: int, column: int, block: Iterable[Sequence[Any]]) -> None:
        """Put a block of values in, its top left corner at that cell; the grid grows if it must."""
        for offset, values in enumerate(block):
            if values:
                self._write_row(row + offset, column, values)
        _trim_rows(self.rows)
        self.version += 1

    def _write_row(self, row: int, column: int, values: Sequence[Any]) -> None:
        held = self.rows[row] if row < len(self.rows) else ()
        cells: list[Any] = list(held)
        cells.extend([BLANK] * (column + len(values) - len(cells)))
        for index, value in enumerate(values, column):
            if value is KEEP:
                continue
            cells[index] = value
            if isinstance(value, Formula):
                self.formulas.add((row, index))
            elif self.formulas:
                self.formulas.discard((row, index))
        _put(self.rows, row, _trimmed(cells, BLANK))
        self.row_count = max(self.row_count, row + 1)
        self.column_count = max(self.column_count, column + len(values))

    def fill(self, rows: Iterable[Sequence[Value]]) -> None:
        """Put plain values in from the top left on, in place of everything: no formulas."""
        self.rows = [tuple(_trimmed(list(row), BLANK)) for row in rows]
        _trim_rows(self.rows)
        self.formulas.clear()
        self.row_count = max(self.row_count, len(self.rows))
        self.column_count = max(self.column_count, max(map(len, self.rows), default=0))
        self.version += 1

    def clear(self, area: Area) -> None:
        """Empty the cells of an area; their formats and notes stay."""
        top, left, bottom, right = area.clipped(self.row_count, self.column_count).bounds
        for row in range(top, min(bottom, len(self.rows))):
            held = self.rows[row]
            if left < len(held):
                blanks = (BLANK,) * (min(right, len(held)) - left)
                _put(self.rows, row, _trimmed([*held[:left], *blanks, *held[right:]], BLANK))
        if self.formulas:
            self.formulas = {at for at in self.formulas if not area.holds(*at)}
        _trim_rows(self.rows)
        self.version += 1

    def update_extras(self, area: Area, change: Callable[[Extra], Extra]) -> None:
        """Change what cells have besides their value, in a whole area."""
        top, left, bottom, right = area.clipped(self.row_count, self.column_count).bounds
        changed: dict[int, tuple[Extra | None, Extra | None]] = {}
        self.extras.extend([()] * (bottom - len(self.extras)))
        held = self.extras[top:bottom]
        done = {
            number: _changed_extras(row, left, right, change, changed)
            for number, row in dict(zip(map(id, held), held, strict=True)).items()
        }
        self.extras[top:bottom] = map(done.__getitem__, map(id, held))
        _trim_rows(self.extras)
        self.version += 1

    def resize(self, rows: int, columns: int) -> None:
        """Set the size; what lies outside is lost."""
        if rows < len(self.rows):
            del self.rows[rows:]
        if rows < len(self.extras):
            del self.extras[rows:]
        if columns < self.column_count:
            self.rows = [tuple(_trimmed(list(r[:columns]), BLANK)) for r in self.rows]
            self.extras = [tuple(_trimmed(list(r[:columns]), None)) for r in self.extras]
        self.formulas = {(r, c) for r, c in self.formulas if r < rows and c < columns}
        self.row_count, self.column_count = rows, columns
        self.version += 1

    def insert_rows(self, at: int, count: int) -> None:
        for lines in self._both():
            if at < len(lines):
                lines[at:at] = [()] * count
        self.formulas = {(r + count if r >= at else r, c) for r, c in self.formulas}
        self.row_count += count
        self.version += 1

    def delete_rows(self, start: int, end: int) -> None:
        del self.rows[start:end]
        del self.extras[start:end]
        gone = end - start
        self.formulas = {
            (r - gone if r >= end else r, c) for r, c in self.formulas if not start <= r < end
        }
        self.row_count -= gone
        self.version += 1

    def insert_columns(self, at: int, count: int) -> None:
        self.rows = [r[:at] + (BLANK,) * count + r[at:] if at < len(r) else r for r in self.rows]
        self.extras = [r[:at] + (None,) * count + r[at:] if at < len(r) else r for r in self.extras]
        self.formulas = {(r, c + count if c >= at else c) for r, c in self.formulas}
        self.column_count += count
        self.version += 1

    def delete_columns(self, start: int, end: int) -> None:
        self.rows = [tuple(_trimmed([*r[:start], *r[end:]], BLANK)) for r in self.rows]
        self.extras = [tuple(_trimmed([*r[:start], *r[end:]], None)) for r in self.extras]
        gone = end - start
        self.formulas = {
            (r, c - gone if c >= end else c) for r, c in self.formulas if not start <= c < end
        }
        self.column_count -= gone
        self.version += 1

    def reorder_rows(self, start: int, order: Sequence[int]) -> None:
        """Put the rows from `start` on into this order of their present numbers."""
        end = start + len(order)
        for lines in self._both():
            if start < len(lines):
                lines.extend([()] * (end - len(lines)))
                lines[start:end] = [lines[i] for i in order]
                _trim_rows(lines)
        place = {old: start + new for new, old in enumerate(order)}
        self.formulas = {(place.get(r, r), c) for r, c in self.formulas}
        self.version += 1

    def _both(self) -> tuple[list[Any], list[Any]]:
        """Values and extras, for what is done to either alike."""
        return self.rows, self.extras

    def reorder_columns(self, order: Sequence[int]) -> None:
        """Put all columns into this order of their present numbers."""
        self.rows = [_in_order(r, order, BLANK) for r in self.rows]
        self.extras = [_in_order(r, order, None) for r in self.extras]
        place = {old: new for new, old in enumerate(order)}
        self.formulas = {(r, place[c]) for r, c in self.formulas}
        self.version += 1

    def block(self, area: Area) -> list[list[tuple[Value, Extra | None]]]:
        """Values and extras of a clipped area, rectangular."""
        top, left, bottom, right = area.bounds
        return [
            [(self.value(r, c), self.extra_at(r, c)) for c in range(left, right)]
            for r in range(top, bottom)
        ]

    def cells(self) -> Iterator[tuple[int, int, Value]]:
        """Every cell that is not blank."""
        for r, row in enumerate(self.rows):
            for c, value in enumerate(row):
                if not is_blank(value):
                    yield r, c, value


def _put(lines: list[Any], row: int, line: Sequence[Any]) -> None:
    if row >= len(lines):
        if not line:
            return
        lines.extend([()] * (row + 1 - len(lines)))
    lines[row] = tuple(line)


def _trimmed(cells: list[Any], nothing: object) -> list[Any]:
    while cells and (cells[-1] is nothing or (nothing == BLANK and is_blank(cells[-1]))):
        cells.pop()
    return cells


def _trim_rows(lines: list[Any]) -> None:
    while lines and not lines[-1]:
        lines.pop()


def _in_order(line: Sequence[Any], order: Sequence[int], nothing: object) -> tuple[Any, ...]:
    size = len(line)
    return tuple(_trimmed([line[i] if i < size else nothing for i in order], nothing))


def _changed_extras(
    held: ExtraRow,
    left: int,
    right: int,
    change: Callable[[Extra], Extra],
    known: dict[int, tuple[Extra | None, Extra | None]],
) -> ExtraRow:
    cells: list[Extra | None] = list(held) + [None] * (right - len(held))
    for column in range(left, right):
        before = cells[column]
        if id(before) not in known:
            known[id(before)] = before, change(before or Extra()) or None
        cells[column] = known[id(before)][1]
    return tuple(_trimmed(cells, None))
