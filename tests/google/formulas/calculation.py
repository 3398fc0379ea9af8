"""All formulas of a spreadsheet, computed in the order their references ask for, with spilling."""

from __future__ import annotations

import datetime as dt
import math
import sys
from dataclasses import dataclass, field
from typing import Any

from ..a1 import Area, area_of
from ..cells import (
    BLANK,
    EMPTY_TEXT,
    NUM,
    CellError,
    Formula,
    is_blank,
    tidy_number,
)
from ..display import is_date_format
from ..grid import Row
from ..model import Sheet, Spreadsheet
from .compiler import compiled
from .remembered import Remembered, layout_of, surroundings
from .scope import Lambda, Run, Scope, Value
from .spilling import may_spill, obstacle
from .values import (
    CAUGHT,
    Array,
    Dated,
    ErrorFound,
    Link,
    RangeValue,
    Scalar,
    error_of,
    lookup_key,
)

_DEPTH = 60_000
_CIRCULAR = CellError(
    "#REF!",
    "Circular dependency detected. To resolve with iterative calculation, see File > Settings.",
)


@dataclass(slots=True)
class Computed:
    """What the cells of a spreadsheet come to."""

    version: int
    today: dt.date
    rows: dict[int, list[Row]] = field(default_factory=dict)
    """Values of every tab by its id, blank and formula cells included, as the API gives them."""
    formats: dict[tuple[int, int, int], dict[str, Any]] = field(default_factory=dict)
    """Number formats that results brought along, by tab id, row and column."""
    links: dict[tuple[int, int, int], str] = field(default_factory=dict)


@dataclass(slots=True)
class _Pending:
    """The formulas of one tab that are not computed yet."""

    single: set[tuple[int, int]] = field(default_factory=set)
    spilling: set[tuple[int, int]] = field(default_factory=set)


def computed(spreadsheet: Spreadsheet, now: dt.datetime) -> Computed:
    """The values of all cells, computed anew only after a change or on another day."""
    now = spreadsheet.local(now)
    kept = spreadsheet.computed
    if kept and kept.version == spreadsheet.version and kept.today == now.date():
        return kept  # type: ignore[no-any-return]
    calculation = Calculation(spreadsheet, now)
    spreadsheet.computed = calculation.run()
    spreadsheet.remembered = calculation.remembered
    return spreadsheet.computed


class Calculation:
    """One computation of everything."""

    def __init__(self, spreadsheet: Spreadsheet, now: dt.datetime) -> None:
        self.spreadsheet = spreadsheet
        self.now = now
        self.result = Computed(spreadsheet.version, now.date())
        self.remembered = Remembered(layout_of(spreadsheet, now.date()))
        before = spreadsheet.remembered
        same = before is not None and before.layout == self.remembered.layout
        self._before: Remembered | None = before if same else None
        self._reads: list[dict[tuple[int, Area], list[list[Scalar]]]] = []
        """By formula that is being computed just now, the innermost last, what it has read."""
        self._sheets = {sheet.id: sheet for sheet in spreadsheet.sheets}
        self._runs: dict[tuple[int, int, int], Run] = {}
        self._texts: dict[tuple[int, int, int], str] = {}
        self._pending: dict[int, _Pending] = {}
        self._busy: set[tuple[int, int, int]] = set()
        self._overlay: dict[int, dict[int, dict[int, Scalar]]] = {}
        self._indexes: dict[int, dict[Scalar, int]] = {}
        self.references: dict[tuple[int, int], Value] = {}
        self._kept: list[RangeValue] = []
        self._read: dict[tuple[int, Area], list[list[Scalar]]] = {}
        for sheet in spreadsheet.sheets:
            self._add(sheet)

    def _add(self, sheet: Sheet) -> None:
        pending = self._pending[sheet.id] = _Pending()
        self._overlay[sheet.id] = {}
        for row, column in sheet.grid.formulas:
            entered = sheet.grid.value(row, column)
            if isinstance(entered, Formula):
                self._runs[sheet.id, row, column] = compiled(entered.text)
                self._texts[sheet.id, row, column] = entered.text
                spills = may_spill(entered.text)
                (pending.spilling if spills else pending.single).add((row, column))

    def run(self) -> Computed:
        if self._runs:
            limit = sys.getrecursionlimit()
            sys.setrecursionlimit(max(limit, _DEPTH))
            try:
                for at in sorted(self._runs):
                    self._ensure(*at)
            finally:
                sys.setrecursionlimit(limit)
        for sheet in self.spreadsheet.sheets:
            self.result.rows[sheet.id] = self._finished(sheet)
        return self.result

    def named_range(self, name: str) -> RangeValue | None:
        named = self.spreadsheet.named_range(name)
        sheet = named and self._sheets.get(named["range"].get("sheetId", 0))
        return RangeValue(sheet, sheet.clip(area_of(named["range"]))) if named and sheet else None

    def cell(self, sheet: Sheet, row: int, column: int) -> Scalar:
        """The value of one cell, computed first if need be."""
        area = Area(row, column, row + 1, column + 1)
        self._prepare(sheet, area)
        line = self._overlay[sheet.id].get(row)
        if line is not None and column in line:
            found = line[column]
        else:
            found = self._entered(sheet, row, column, sheet.grid.value(row, column))
        self._note(sheet, area, [[found]])
        return found

    def rows(self, value: RangeValue) -> list[list[Scalar]]:
        """The values of a rectangle, computed first if need be; None where a cell is blank."""
        sheet, area = value.sheet, value.area
        self._prepare(sheet, area)
        key = sheet.id, area
        found = self._reads[-1].get(key) if self._reads else None
        if found is not None:
            return found  # the same formula has read it before
        found = self._read.get(key)
        if found is None:
            found = self._rows(sheet, area)
            pending = self._pending[sheet.id]
            if not (self._busy or pending.single or pending.spilling):
                self._read[key] = found
        self._note(sheet, area, found)
        return found

    def _note(self, sheet: Sheet, area: Area, rows: list[list[Scalar]]) -> None:
        if self._reads:
            self._reads[-1].setdefault((sheet.id, area), rows)

    def _rows(self, sheet: Sheet, area: Area) -> list[list[Scalar]]:
        top, left, bottom, right = area.bounds
        width = right - left
        dated = bool(sheet.grid.extras)
        overlay = self._overlay[sheet.id]
        entered = sheet.grid.rows
        found: list[list[Scalar]] = []
        blank: list[Scalar] = [None] * width  # one for all: see `row_by_row`
        for row in range(top, bottom):
            if row >= len(entered) and row not in overlay:
                found.append(blank)
                continue
            cells: list[Any] = list(entered[row][left:right]) if row < len(entered) else []
            held = len(cells)
            cells.extend([None] * (width - held))
            for offset, cell in enumerate(cells[:held]):
                if is_blank(cell) or isinstance(cell, Formula):
                    cells[offset] = None
                elif dated and type(cell) in (int, float):
                    cells[offset] = self._entered(sheet, row, left + offset, cell)
            if row in overlay:
                for column, cell in overlay[row].items():
                    if left <= column < right:
                        cells[column - left] = cell
            found.append(blank if cells == blank else cells)
        return found

    def index(self, value: RangeValue) -> dict[Scalar, int]:
        """Where each value of a single row or column stands first, for exact lookups.

        Kept by the identity of the range value, which a reference hands out again and again.
        """
        key = id(value)
        self._prepare(value.sheet, value.area)
        if key not in self._indexes:
            self._kept.append(value)
            places: dict[Scalar, int] = {}
            rows = self.rows(value)
            cells = [row[0] for row in rows] if value.area.width == 1 else rows[0]
            for place, cell in enumerate(cells):
                places.setdefault(lookup_key(cell), place)
            self._indexes[key] = places
        return self._indexes[key]

    def _entered(self, sheet: Sheet, row: int, column: int, value: Any) -> Scalar:
        if isinstance(value, Formula):
            # A formula that is being computed just now asks for itself.
            return _CIRCULAR
        if is_blank(value):
            return None
        if type(value) in (int, float) and (extra := sheet.grid.extra_at(row, column)):
            number_format = (extra.format or {}).get("numberFormat")
            if number_format and is_date_format(number_format):
                return Dated(value, number_format, self.spreadsheet.rules)
        return value  # type: ignore[no-any-return]

    def _prepare(self, sheet: Sheet, area: Area) -> None:
        """Compute what lies in the area, and what could spill into it."""
        pending = self._pending[sheet.id]
        if pending.spilling:
            _, _, bottom, right = area.bounds
            reaching = [at for at in pending.spilling if at[0] < bottom and at[1] < right]
            for at in sorted(reaching):
                self._ensure(sheet.id, *at, asked=area)
        if not pending.single:
            return
        if area.height * area.width <= len(pending.single):
            inside = [
                (row, column)
                for row in range(area.row, area.row + area.height)
                for column in range(area.column, area.column + area.width)
                if (row, column) in pending.single
            ]
        else:
            inside = sorted(at for at in pending.single if area.holds(*at))
        for at in inside:
            self._ensure(sheet.id, *at, asked=area)

    def _ensure(self, sheet_id: int, row: int, column: int, asked: Area | None = None) -> None:
        at = sheet_id, row, column
        if at in self._busy:
            if asked is not None and asked.holds(row, column):
                raise ErrorFound(_CIRCULAR)
            return
        pending = self._pending[sheet_id]
        if (row, column) not in pending.single and (row, column) not in pending.spilling:
            return
        self._busy.add(at)
        try:
            value = self._computed(at)
        finally:
            self._busy.discard(at)
        pending.single.discard((row, column))
        pending.spilling.discard((row, column))
        self._place(self._sheets[sheet_id], row, column, value)

    def _computed(self, at: tuple[int, int, int]) -> Value:
        sheet_id, row, column = at
        text = self._texts[at]
        around = surroundings(self.spreadsheet, self._sheets[sheet_id], text)
        self._reads.append({})
        try:
            value = self._recalled(at, text, around)
            if value is None:
                self._reads[-1].clear()
                value = self._ran(Scope(self, self._sheets[sheet_id], row, column, {}), at)
            self.remembered.keep(at, text, around, self._reads[-1], value)
        finally:
            self._reads.pop()
        return value

    def _recalled(self, at: tuple[int, int, int], text: str, around: object) -> Value:
        """What it came to last time, where that is still so; None where it must be computed."""
        if self._before is None:
            return None
        try:
            return self._before.recall(  # type: ignore[return-value]
                at,
                text,
                around,
                lambda sheet, area: self.rows(RangeValue(self._sheets[sheet], area)),
            )
        except CAUGHT:
            return None

    def _ran(self, scope: Scope, at: tuple[int, int, int]) -> Value:
        try:
            value = self._runs[at](scope)
            if isinstance(value, RangeValue):
                value = Array(self.rows(value))
        except CAUGHT as found:
            return error_of(found)
        except RecursionError:
            return _CIRCULAR
        if isinstance(value, Lambda):
            return CellError("#N/A", "A LAMBDA must be called.")
        return value

    def _place(self, sheet: Sheet, row: int, column: int, value: Value) -> None:
        if not isinstance(value, Array):
            self._put(sheet, row, column, value)  # type: ignore[arg-type]
            return
        if not value.rows or not value.rows[0]:
            self._put(sheet, row, column, CellError("#N/A", "An array without values."))
            return
        blocked = obstacle(sheet, self._overlay[sheet.id], row, column, value)
        if blocked:
            self._put(sheet, row, column, blocked)
            return
        for down, cells in enumerate(value.rows):
            for right, cell in enumerate(cells):
                self._put(sheet, row + down, column + right, cell)

    def _put(self, sheet: Sheet, row: int, column: int, value: Scalar) -> None:
        self._overlay[sheet.id].setdefault(row, {})[column] = value
        if isinstance(value, Dated):
            self.result.formats[sheet.id, row, column] = value.format
        elif isinstance(value, Link):
            self.result.links[sheet.id, row, column] = value.url

    def _finished(self, sheet: Sheet) -> list[Row]:
        overlay = self._overlay[sheet.id]
        if not overlay:
            return sheet.grid.rows
        rows = list(sheet.grid.rows)
        rows.extend([()] * (max(overlay) + 1 - len(rows)))
        for row, cells in overlay.items():
            line: list[Any] = list(rows[row])
            line.extend([BLANK] * (max(cells) + 1 - len(line)))
            for column, value in cells.items():
                line[column] = _as_cell(value)
            rows[row] = tuple(line)
        return rows


def _as_cell(value: Scalar) -> Any:
    if value is None or (value == "" and isinstance(value, str)):
        return EMPTY_TEXT
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _as_double(value)
    return str(value) if isinstance(value, Link) else value


def _as_double(number: float) -> Any:
    try:
        found = float(number)
    except OverflowError:
        return NUM
    return tidy_number(found) if math.isfinite(found) else NUM
