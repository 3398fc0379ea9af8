"""Arithmetic, sums and counts."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Iterable

from ...cells import CellError
from ..operators import OPERATORS
from ..scope import Scope, Value
from ..values import (
    Array,
    ErrorFound,
    RangeValue,
    Scalar,
    fail,
    lookup_key,
    to_number,
    to_text,
    to_whole,
)
from .building import MANY, Build, of_scalars, of_values


def _numbers(scope: Scope, values: Iterable[Value]) -> list[float]:
    """The numbers among the values: texts and truth values in rectangles are passed over."""
    found: list[float] = []
    for value in values:
        if not isinstance(value, Array | RangeValue):
            found.append(to_number(scope.scalar(value)))
            continue
        for cell in scope.read(value).cells():
            if isinstance(cell, CellError):
                raise ErrorFound(cell)
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                found.append(cell)
    return found


def _over_numbers(function: Callable[[list[float]], float], empty: float | None) -> Build:
    def run(scope: Scope, *values: Value) -> Value:
        numbers = _numbers(scope, values)
        if not numbers:
            if empty is None:
                raise fail("#DIV/0!", "Evaluation of the function caused a divide by zero error.")
            return empty
        return function(numbers)

    return of_values(run, 1, MANY)


def _counta(scope: Scope, *values: Value) -> Value:
    return sum(cell is not None for value in values for cell in scope.read(value).cells())


def _count(scope: Scope, *values: Value) -> Value:
    cells = (cell for value in values for cell in scope.read(value).cells())
    return sum(isinstance(c, int | float) and not isinstance(c, bool) for c in cells)


def _countblank(scope: Scope, value: Value) -> Value:
    return sum(cell is None or cell == "" for cell in scope.read(value).cells())


def _countunique(scope: Scope, *values: Value) -> Value:
    cells = (cell for value in values for cell in scope.read(value).cells())
    return len({lookup_key(cell) for cell in cells if cell is not None})


def criterion(wanted: Scalar) -> Callable[[Scalar], bool]:
    """The test that COUNTIF and its kind make of `>5`, `<>x`, `a*` or a plain value."""
    if not isinstance(wanted, str) or isinstance(wanted, CellError):
        return lambda cell: OPERATORS["="](cell, wanted) is True and cell is not None
    mark, rest = _split_criterion(wanted)
    number = _as_number(rest)
    if mark in {"=", "<>"}:
        matches = _equal_to(rest, number)
        return matches if mark == "=" else lambda cell: not matches(cell)
    compare = OPERATORS[mark]
    if number is None:
        return lambda cell: isinstance(cell, str) and compare(cell, rest) is True
    return lambda cell: (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and compare(cell, number) is True
    )


def _split_criterion(wanted: str) -> tuple[str, str]:
    for mark in ("<=", ">=", "<>", "<", ">", "="):
        if wanted.startswith(mark):
            return mark, wanted[len(mark) :]
    return "=", wanted


def _as_number(text: str) -> float | None:
    try:
        return to_number(text) if text else None
    except ErrorFound:
        return None


def _equal_to(text: str, number: float | None) -> Callable[[Scalar], bool]:
    if not text:
        return lambda cell: cell is None or cell == ""
    pattern = _wildcards(text)

    def matches(cell: Scalar) -> bool:
        if isinstance(cell, bool):
            return to_text(cell) == text.upper()
        if isinstance(cell, int | float):
            return number is not None and cell == number
        return isinstance(cell, str) and pattern.fullmatch(cell) is not None

    return matches


def _wildcards(text: str) -> re.Pattern[str]:
    """`*` and `?` as patterns; `~` before one of them takes it literally."""
    parts = re.findall(r"~[*?~]|[*?]|[^*?~]+|~", text)
    table = {"*": ".*", "?": "."}
    shape = "".join(
        table.get(part) or re.escape(part[1:] if part[0] == "~" and len(part) > 1 else part)
        for part in parts
    )
    return re.compile(shape, re.IGNORECASE | re.DOTALL)


def _matching(scope: Scope, pairs: tuple[Value, ...]) -> list[bool]:
    found: list[bool] | None = None
    for cells, wanted in zip(pairs[::2], pairs[1::2], strict=True):
        test = criterion(scope.scalar(wanted))
        hits = [test(cell) for cell in scope.read(cells).cells()]
        found = hits if found is None else [a and b for a, b in zip(found, hits, strict=True)]
    return found or []


def _countifs(scope: Scope, *pairs: Value) -> Value:
    return sum(_matching(scope, pairs))


def _chosen(scope: Scope, values: Value, pairs: tuple[Value, ...]) -> list[float]:
    cells = scope.read(values).cells()
    hits = _matching(scope, pairs)
    return [
        cell
        for cell, hit in zip(cells, hits, strict=False)
        if hit and isinstance(cell, int | float) and not isinstance(cell, bool)
    ]


def _sumif(scope: Scope, cells: Value, wanted: Value, values: Value | None = None) -> Value:
    return sum(_chosen(scope, cells if values is None else values, (cells, wanted)))


def _averageif(scope: Scope, cells: Value, wanted: Value, values: Value | None = None) -> Value:
    found = _chosen(scope, cells if values is None else values, (cells, wanted))
    if not found:
        raise fail("#DIV/0!", "Evaluation of function AVERAGEIF caused a divide by zero error.")
    return sum(found) / len(found)


def _best(choose: Callable[..., float]) -> Callable[..., Value]:
    def run(scope: Scope, cells: Value, *pairs: Value) -> Value:
        return choose(_chosen(scope, cells, pairs), default=0)

    return run


def _sumproduct(scope: Scope, *values: Value) -> Value:
    arrays = [list(scope.read(value).cells()) for value in values]
    total: float = 0
    for cells in zip(*arrays, strict=True):
        numbers = [0 if isinstance(cell, str) else to_number(cell) for cell in cells]
        total += math.prod(numbers)
    return total


def _rounded(direction: Callable[[float], float]) -> Callable[..., Scalar]:
    def run(number: Scalar, places: Scalar = 0) -> Scalar:
        factor = 10.0 ** to_whole(places)
        scaled = to_number(number) * factor
        return math.copysign(direction(abs(scaled)), scaled) / factor

    return run


def _mod(number: Scalar, divisor: Scalar) -> Scalar:
    below = to_number(divisor)
    if below == 0:
        raise fail("#DIV/0!", "Function MOD parameter 2 cannot be zero.")
    return to_number(number) % below


def _root(number: Scalar) -> Scalar:
    value = to_number(number)
    if value < 0:
        raise fail("#NUM!", "Function SQRT parameter 1 must be positive.")
    return math.sqrt(value)


NUMBERS: dict[str, Build] = {
    "SUM": _over_numbers(sum, 0),
    "AVERAGE": _over_numbers(statistics.fmean, None),
    "MEDIAN": _over_numbers(statistics.median, None),
    "MIN": _over_numbers(min, 0),
    "MAX": _over_numbers(max, 0),
    "PRODUCT": _over_numbers(math.prod, 0),
    "COUNT": of_values(_count, 1, MANY),
    "COUNTA": of_values(_counta, 1, MANY),
    "COUNTBLANK": of_values(_countblank, 1),
    "COUNTUNIQUE": of_values(_countunique, 1, MANY),
    "COUNTIF": of_values(_countifs, 2),
    "COUNTIFS": of_values(_countifs, 2, MANY),
    "SUMIF": of_values(_sumif, 2, 3),
    "SUMIFS": of_values(lambda scope, cells, *pairs: sum(_chosen(scope, cells, pairs)), 3, MANY),
    "AVERAGEIF": of_values(_averageif, 2, 3),
    "MAXIFS": of_values(_best(max), 3, MANY),
    "MINIFS": of_values(_best(min), 3, MANY),
    "SUMPRODUCT": of_values(_sumproduct, 1, MANY),
    "ROUND": of_scalars(_rounded(lambda n: math.floor(n + 0.5)), 1, 2),
    "ROUNDUP": of_scalars(_rounded(math.ceil), 1, 2),
    "ROUNDDOWN": of_scalars(_rounded(math.floor), 1, 2),
    "PI": of_scalars(lambda: math.pi, 0),
    "INT": of_scalars(lambda number: math.floor(to_number(number)), 1),
    "ABS": of_scalars(lambda number: abs(to_number(number)), 1),
    "MOD": of_scalars(_mod, 2),
    "SQRT": of_scalars(_root, 1),
    "POWER": of_scalars(OPERATORS["^"], 2),
    "ADD": of_scalars(OPERATORS["+"], 2),
    "MINUS": of_scalars(OPERATORS["-"], 2),
    "MULTIPLY": of_scalars(OPERATORS["*"], 2),
    "DIVIDE": of_scalars(OPERATORS["/"], 2),
    "N": of_scalars(lambda value: 0 if isinstance(value, str) else to_number(value), 1),
}
