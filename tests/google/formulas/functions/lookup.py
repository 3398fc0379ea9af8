"""Looking values up."""

from __future__ import annotations

from bisect import bisect_right

from ...a1 import Area
from ..scope import Run, Scope, Value, row_by_row
from ..values import (
    Array,
    RangeValue,
    Scalar,
    fail,
    lookup_key,
    sort_key,
    to_text,
    to_truth,
    to_whole,
)
from .building import Build, of_runs, of_values
from .numbers import criterion


def _place(scope: Scope, wanted: Scalar, where: Value) -> int | None:
    """The place of an exact match in a single row or column."""
    if isinstance(where, RangeValue) and 1 in {where.area.height, where.area.width}:
        return scope.calculation.index(where).get(lookup_key(wanted))
    key = lookup_key(wanted)
    for place, cell in enumerate(scope.read(where).cells()):
        if lookup_key(cell) == key:
            return place
    return None


def _wild_place(scope: Scope, wanted: Scalar, where: Value) -> int | None:
    """The place of an exact match in which `*` and `?` stand for others."""
    if not isinstance(wanted, str) or not set("*?~") & set(wanted):
        return _place(scope, wanted, where)
    test = criterion("=" + wanted)
    cells = scope.read(where).cells()
    return next((place for place, cell in enumerate(cells) if test(cell)), None)


def _sorted_place(scope: Scope, wanted: Scalar, where: Value) -> int | None:
    keys = [sort_key(cell) for cell in scope.read(where).cells() if cell is not None]
    place = bisect_right(keys, sort_key(wanted)) - 1
    return place if place >= 0 and keys[place][0] == sort_key(wanted)[0] else None


def _xlookup(
    scope: Scope, wanted: Run, where: Run, results: Run, missing: Run | None = None, *modes: Run
) -> Value:
    asked = wanted(scope)
    within, found = where(scope), results(scope)
    mode = [to_whole(scope.scalar(m(scope))) for m in modes]
    if scope.array and isinstance(asked, Array | RangeValue):
        rows = scope.read(asked).rows
        found = scope.read(found)  # once, not for every cell

        def looked_up(row: list[Scalar]) -> list[Scalar]:
            return [scope.scalar(_xfound(scope, c, within, found, missing, mode)) for c in row]

        return Array(row_by_row(looked_up, rows))
    return _xfound(scope, scope.scalar(asked), within, found, missing, mode)


def _xfound(
    scope: Scope,
    wanted: Scalar,
    where: Value,
    results: Value,
    missing: Run | None,
    modes: list[int],
) -> Value:
    place = (_wild_place if modes[:1] == [2] else _place)(scope, wanted, where)
    if place is None:
        if missing is not None:
            return missing(scope)
        raise fail("#N/A", f"Did not find value '{to_text(wanted)}' in XLOOKUP evaluation.")
    array = scope.read(results)
    if array.width == 1 or array.height > 1:
        return array.rows[place][0] if array.width == 1 else Array([array.rows[place]])
    return array.rows[0][place]


def _lookup(
    scope: Scope, wanted: Value, table: Value, which: Value, *, ranked: Value, down: bool
) -> Value:
    rows = scope.read(table).rows
    lines = rows if down else [list(column) for column in zip(*rows, strict=True)]
    number = to_whole(scope.scalar(which))
    if not lines or not 1 <= number <= len(lines[0]):
        raise fail("#REF!", f"The index {number} is outside of the range of the lookup.")
    first = Array([[line[0]] for line in lines])
    find = _sorted_place if to_truth(scope.scalar(ranked)) else _wild_place

    def one(cell: Scalar) -> Scalar:
        place = find(scope, cell, _first_column(table) if down and find is _wild_place else first)
        if place is None:
            raise fail("#N/A", f"Did not find value '{to_text(cell)}' in VLOOKUP evaluation.")
        return lines[place][number - 1]

    if scope.array and isinstance(wanted, Array | RangeValue):
        return Array([[_caught(one, cell) for cell in row] for row in scope.read(wanted).rows])
    return one(scope.scalar(wanted))


def _first_column(table: Value) -> Value:
    if isinstance(table, RangeValue):
        area = table.area
        return RangeValue(
            table.sheet, type(area)(area.row, area.column, area.end_row, area.column + 1)
        )
    return Array([[row[0]] for row in table.rows]) if isinstance(table, Array) else table


def _caught(function, cell: Scalar) -> Scalar:  # type: ignore[no-untyped-def]
    from ..values import ErrorFound

    try:
        return function(cell)  # type: ignore[no-any-return]
    except ErrorFound as found:
        return found.error


def _lookup_sorted(
    scope: Scope, wanted: Value, where: Value, results: Value | None = None
) -> Value:
    """The last value that is no greater than the one asked for, in a sorted row or column."""
    keys = [sort_key(cell) for cell in scope.read(where).cells() if cell is not None]
    found = list(scope.read(where if results is None else results).cells())

    def one(cell: Scalar) -> Scalar:
        place = bisect_right(keys, sort_key(cell)) - 1
        if place < 0 or keys[place][0] != sort_key(cell)[0]:
            raise fail("#N/A", f"Did not find value '{to_text(cell)}' in LOOKUP evaluation.")
        return found[place]

    if scope.array and isinstance(wanted, Array | RangeValue):
        return Array([[_caught(one, cell) for cell in row] for row in scope.read(wanted).rows])
    return one(scope.scalar(wanted))


def _match(scope: Scope, wanted: Value, where: Value, order: Value = 1) -> Value:
    find = _wild_place if to_whole(scope.scalar(order)) == 0 else _sorted_place

    def one(cell: Scalar) -> Scalar:
        place = find(scope, cell, where)
        if place is None:
            raise fail("#N/A", f"Did not find value '{to_text(cell)}' in MATCH evaluation.")
        return place + 1

    if scope.array and isinstance(wanted, Array | RangeValue):
        return Array([[_caught(one, cell) for cell in row] for row in scope.read(wanted).rows])
    return one(scope.scalar(wanted))


def _index(scope: Scope, table: Value, row: Value = 0, column: Value = 0) -> Value:
    rows = scope.read(table).rows
    r, c = to_whole(scope.scalar(row)), to_whole(scope.scalar(column))
    if len(rows) == 1 and not c:
        r, c = min(r, 1), r
    if r > len(rows) or c > len(rows[0]) or r < 0 or c < 0:
        raise fail("#REF!", "Function INDEX: the place is out of range.")
    chosen = rows[r - 1 : r] if r else rows
    if not c:
        return chosen[0][0] if r and len(chosen[0]) == 1 else Array(chosen)
    cells = [[line[c - 1]] for line in chosen]
    return cells[0][0] if r else Array(cells)


def _indirect(scope: Scope, text: Value, _in_a1: Value = True) -> Value:
    from ...errors import ApiError

    name = to_text(scope.scalar(text))
    spreadsheet = scope.calculation.spreadsheet
    try:
        sheet, area = spreadsheet.resolve(name)
    except ApiError:
        raise fail("#REF!", f"Function INDIRECT parameter 1 value is '{name}'.") from None
    here = scope.sheet if "!" not in name and not spreadsheet.named_range(name) else sheet
    return RangeValue(here, here.clip(area))


def _offset(
    scope: Scope,
    start: Value,
    down: Value,
    right: Value,
    height: Value | None = None,
    width: Value | None = None,
) -> Value:
    """A rectangle some cells away from a reference, of its size or of another."""
    if not isinstance(start, RangeValue):
        raise fail("#VALUE!", "Function OFFSET parameter 1 must be a range.")
    area, sheet = start.area, start.sheet
    row = area.row + to_whole(scope.scalar(down))
    column = area.column + to_whole(scope.scalar(right))
    end_row = row + (area.height if height is None else to_whole(scope.scalar(height)))
    end_column = column + (area.width if width is None else to_whole(scope.scalar(width)))
    outside = end_row > sheet.grid.row_count or end_column > sheet.grid.column_count
    if row < 0 or column < 0 or end_row <= row or end_column <= column or outside:
        raise fail("#REF!", "Function OFFSET evaluates to an out of bounds range.")
    return RangeValue(sheet, Area(row, column, end_row, end_column))


LOOKUP: dict[str, Build] = {
    "XLOOKUP": of_runs(_xlookup, 3, 6),
    "LOOKUP": of_values(_lookup_sorted, 2, 3),
    "VLOOKUP": of_values(
        lambda s, wanted, table, which, ranked=True: _lookup(
            s, wanted, table, which, ranked=ranked, down=True
        ),
        3,
        4,
    ),
    "HLOOKUP": of_values(
        lambda s, wanted, table, which, ranked=True: _lookup(
            s, wanted, table, which, ranked=ranked, down=False
        ),
        3,
        4,
    ),
    "MATCH": of_values(_match, 2, 3),
    "INDEX": of_values(_index, 1, 3),
    "INDIRECT": of_values(_indirect, 1, 2),
    "OFFSET": of_values(_offset, 3, 5),
}
