"""Rectangles: sizes, filters, orders; and questions about what a value is."""

from __future__ import annotations

from collections.abc import Callable

from ...cells import CellError
from ..scope import Run, Scope, Value, broadcast
from ..values import (
    Array,
    ErrorFound,
    RangeValue,
    Scalar,
    check_size,
    fail,
    lookup_key,
    sort_key,
    to_number,
    to_truth,
    to_whole,
)
from .building import MANY, Build, of_runs, of_values


def _filter(scope: Scope, values: Run, *tests: Run) -> Value:
    inner = scope.as_array()
    rows = inner.read(values(inner)).rows
    masks = [list(inner.read(test(inner)).cells()) for test in tests]
    if any(len(mask) != len(rows) for mask in masks):
        raise fail("#N/A", "FILTER has mismatched range sizes.")
    kept = [row for row, *marks in zip(rows, *masks, strict=True) if all(map(_true, marks))]
    if not kept:
        raise fail("#N/A", "No matches are found in FILTER evaluation.")
    return Array(kept)


def _true(value: Scalar) -> bool:
    try:
        return to_truth(value)
    except ErrorFound:
        return False


def _sort(scope: Scope, values: Run, *orders: Run) -> Value:
    inner = scope.as_array()
    rows = list(inner.read(values(inner)).rows)
    given = [scope.scalar(order(scope)) for order in orders] or [1, True]
    for column, ascending in reversed(list(zip(given[::2], given[1::2], strict=True))):
        at = to_whole(column) - 1
        blank = [row for row in rows if row[at] is None]
        filled = [row for row in rows if row[at] is not None]
        rows = (
            sorted(filled, key=lambda r: sort_key(r[at]), reverse=not to_truth(ascending)) + blank
        )
    return Array(rows)


def _unique(scope: Scope, values: Run) -> Value:
    inner = scope.as_array()
    seen: dict[tuple[Scalar, ...], list[Scalar]] = {}
    for row in inner.read(values(inner)).rows:
        seen.setdefault(tuple(lookup_key(cell) for cell in row), row)
    return Array(list(seen.values()))


def _transpose(scope: Scope, value: Value) -> Value:
    return Array([list(column) for column in zip(*scope.read(value).rows, strict=True)])


def _flatten(scope: Scope, *values: Value) -> Value:
    return Array([[cell] for value in values for cell in scope.read(value).cells()])


def _stack_down(scope: Scope, *values: Value) -> Value:
    arrays = [scope.read(value) for value in values]
    width = max(array.width for array in arrays)
    filler = CellError("#N/A", "")
    return Array([row + [filler] * (width - len(row)) for array in arrays for row in array.rows])


def _sequence(
    scope: Scope, rows: Value, columns: Value = 1, start: Value = 1, step: Value = 1
) -> Value:
    height, width = to_whole(scope.scalar(rows)), to_whole(scope.scalar(columns))
    check_size(height, width)
    first, by = to_number(scope.scalar(start)), to_number(scope.scalar(step))
    return Array([[first + by * (r * width + c) for c in range(width)] for r in range(height)])


def _size(scope: Scope, value: Value, *, down: bool) -> Value:
    if isinstance(value, RangeValue):
        return value.area.height if down else value.area.width
    array = scope.read(value)
    return array.height if down else array.width


def _number_of(scope: Scope, value: Value = None, *, down: bool) -> Value:
    if not isinstance(value, RangeValue):
        return (scope.row if down else scope.column) + 1
    area = value.area
    if not scope.array:
        return (area.row if down else area.column) + 1
    if down:
        return Array([[row + 1] for row in range(area.row, area.row + area.height)])
    return Array([[column + 1 for column in range(area.column, area.column + area.width)]])


def _asks(test: Callable[[Scalar], bool]) -> Build:
    """A question about a value that errors do not stop."""

    def run(scope: Scope, value: Run) -> Value:
        try:
            found = value(scope)
            if scope.array and isinstance(found, Array | RangeValue):
                return broadcast(lambda values: test(values[0]), [scope.read(found)])
            return test(scope.scalar(found))
        except ErrorFound as error:
            return test(error.error)

    return of_runs(run, 1)


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_error(value: Scalar) -> bool:
    return isinstance(value, CellError)


def _import(_scope: Scope, *_values: Value) -> Value:
    return CellError("#REF!", "You don't have permissions to access that sheet.")


ARRAYS: dict[str, Build] = {
    "FILTER": of_runs(_filter, 2, MANY),
    "SORT": of_runs(_sort, 1, MANY),
    "UNIQUE": of_runs(_unique, 1),
    "TRANSPOSE": of_values(_transpose, 1),
    "FLATTEN": of_values(_flatten, 1, MANY),
    "TOCOL": of_values(_flatten, 1),
    "VSTACK": of_values(_stack_down, 1, MANY),
    "SEQUENCE": of_values(_sequence, 1, 4),
    "ROWS": of_values(lambda scope, value: _size(scope, value, down=True), 1),
    "COLUMNS": of_values(lambda scope, value: _size(scope, value, down=False), 1),
    "ROW": of_values(lambda scope, *value: _number_of(scope, *value, down=True), 0, 1),
    "COLUMN": of_values(lambda scope, *value: _number_of(scope, *value, down=False), 0, 1),
    "ISNUMBER": _asks(_is_number),
    "ISTEXT": _asks(lambda value: isinstance(value, str) and not isinstance(value, CellError)),
    "ISNONTEXT": _asks(lambda value: not isinstance(value, str) or isinstance(value, CellError)),
    "ISLOGICAL": _asks(lambda value: isinstance(value, bool)),
    "ISBLANK": _asks(lambda value: value is None),
    "ISERROR": _asks(_is_error),
    "ISERR": _asks(lambda value: isinstance(value, CellError) and value != "#N/A"),
    "ISNA": _asks(lambda value: isinstance(value, CellError) and value == "#N/A"),
    "NA": of_values(lambda _scope: CellError("#N/A", ""), 0),
    "IMPORTRANGE": of_values(_import, 2),
}
