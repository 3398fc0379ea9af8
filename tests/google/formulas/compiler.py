"""From the tree of a formula to a closure that computes it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.google.cells import CellError
from tests.google.formulas import syntax
from tests.google.formulas.values import (
    Array,
    Dated,
    ErrorFound,
    RangeValue,
    Scalar,
    fail,
    same,
    sort_key,
    to_number,
    to_text,
)

if TYPE_CHECKING:
    from tests.google.formulas.calculation import Calculation
    from tests.google.model import Sheet

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


@lru_cache(maxsize=4096)
def compiled(formula: str) -> Run:
    """The closure of a formula text; a text that cannot be read gives `#ERROR!`."""
    try:
        return compile_node(syntax.parse(formula))
    except ValueError:
        return lambda _scope: CellError("#ERROR!", "Formula parse error.")


def compile_node(node: syntax.Node) -> Run:
    """The closure of one part of a formula."""
    return _COMPILERS[type(node)](node)


def _literal(node: syntax.Literal) -> Run:
    value = node.value
    return lambda _scope: value


def _error(node: syntax.ErrorLiteral) -> Run:
    error = CellError(node.text, "Reference does not exist." if node.text == "#REF!" else "")
    return lambda _scope: error


def _reference(node: syntax.Reference) -> Run:
    title, area = node.title, node.area

    def find(scope: Scope) -> Value:
        sheet = scope.sheet if title is None else scope.calculation.spreadsheet.sheet(title)
        if sheet is None:
            return CellError("#REF!", f"Unresolved sheet name '{title}'.")
        if area.row >= sheet.grid.row_count or area.column >= sheet.grid.column_count:
            return CellError("#REF!", "Reference does not exist.")
        return RangeValue(sheet, sheet.clip(area))

    def run(scope: Scope) -> Value:
        # A LAMBDA asks for the same range once per row.
        key = id(node), scope.sheet.id
        kept = scope.calculation.references
        if key not in kept:
            kept[key] = find(scope)
        return kept[key]

    return run


def _name(node: syntax.Name) -> Run:
    name = node.name

    def run(scope: Scope) -> Value:
        if name in scope.names:
            return scope.names[name]
        named = scope.calculation.named_range(name)
        if named is None:
            return CellError("#NAME?", f"Unknown range name: '{name.upper()}'.")
        return named

    return run


def _call(node: syntax.Call) -> Run:
    from tests.google.formulas.functions import FUNCTIONS  # the functions need the compiler

    function = FUNCTIONS.get(node.function)
    if function is None:
        unknown = CellError("#NAME?", f"Unknown function: '{node.function}'.")
        return lambda _scope: unknown
    return function(node.arguments)


def _apply(node: syntax.Apply) -> Run:
    function = compile_node(node.function)
    arguments = [compile_node(argument) for argument in node.arguments]

    def run(scope: Scope) -> Value:
        found = function(scope)
        if not isinstance(found, Lambda):
            return CellError("#VALUE!", "Only a LAMBDA can be called.")
        return found.call(*(argument(scope) for argument in arguments))

    return run


def _array_literal(node: syntax.ArrayLiteral) -> Run:
    rows = [[compile_node(cell) for cell in row] for row in node.rows]

    def run(scope: Scope) -> Value:
        inner = scope.as_array()
        return _stacked([_side_by_side([scope.read(run(inner)) for run in row]) for row in rows])

    return run


def _side_by_side(parts: list[Array]) -> Array:
    if len({part.height for part in parts}) > 1:
        raise fail(
            "#REF!", "In ARRAY_ROW, an array literal was missing values for one or more rows."
        )
    return Array(
        [
            [cell for row in rows for cell in row]
            for rows in zip(*(p.rows for p in parts), strict=True)
        ]
    )


def _stacked(parts: list[Array]) -> Array:
    filled = [part for part in parts if part.rows]
    if len({part.width for part in filled}) > 1:
        raise fail(
            "#REF!", "In ARRAY_LITERAL, an Array Literal was missing values for one or more rows."
        )
    return Array([row for part in filled for row in part.rows])


def _operation(node: syntax.Operation) -> Run:
    function = OPERATORS[node.operator]
    operands = [compile_node(operand) for operand in node.operands]
    return lifted(function, operands)


def lifted(function: Callable[..., Scalar], arguments: list[Run]) -> Run:
    """A function of single values, applied cell by cell where the formula says so.

    Error values among the arguments become the result.
    """

    def one(values: tuple[Scalar, ...]) -> Scalar:
        try:
            for value in values:
                if isinstance(value, CellError):
                    return value
            return function(*values)
        except ErrorFound as found:
            return found.error

    def run(scope: Scope) -> Value:
        values = [argument(scope) for argument in arguments]
        if scope.array and any(isinstance(v, Array | RangeValue) for v in values):
            return broadcast(one, [scope.read(value) for value in values])
        return one(tuple(scope.scalar(value) for value in values))

    return run


def broadcast(one: Callable[[tuple[Scalar, ...]], Scalar], arrays: list[Array]) -> Value:
    """Go through rectangles together; single values, rows and columns are repeated."""
    height = max(array.height for array in arrays)
    width = max(array.width for array in arrays)
    if height == width == 1:
        return one(tuple(array.rows[0][0] for array in arrays))
    return Array(
        [
            [one(tuple(_repeated(array, r, c) for array in arrays)) for c in range(width)]
            for r in range(height)
        ]
    )


def _repeated(array: Array, row: int, column: int) -> Scalar:
    row = 0 if array.height == 1 else row
    column = 0 if array.width == 1 else column
    if row < array.height and column < array.width:
        return array.rows[row][column]
    return CellError("#N/A", "An array of the wrong size was given.")


def _arithmetic(function: Callable[[Any, Any], float]) -> Callable[[Scalar, Scalar], Scalar]:
    def run(left: Scalar, right: Scalar) -> Scalar:
        return function(to_number(left), to_number(right))

    return run


def _moved(function: Callable[[Any, Any], float]) -> Callable[[Scalar, Scalar], Scalar]:
    """Plus or minus: a date and a number make a date, two dates a number."""

    def run(left: Scalar, right: Scalar) -> Scalar:
        found = function(to_number(left), to_number(right))
        if isinstance(left, Dated) != isinstance(right, Dated):
            date = left if isinstance(left, Dated) else right
            return Dated(found, date.format, date.rules) if isinstance(date, Dated) else found
        return found

    return run


def _divide(left: Scalar, right: Scalar) -> Scalar:
    divisor = to_number(right)
    if divisor == 0:
        raise fail("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
    return to_number(left) / divisor


def _power(left: Scalar, right: Scalar) -> Scalar:
    try:
        result = to_number(left) ** to_number(right)
    except (OverflowError, ZeroDivisionError):
        raise fail("#NUM!", "The result of POW is out of range.") from None
    if isinstance(result, complex):
        raise fail("#NUM!", "The result of POW is not a real number.")
    return result


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Scalar, Scalar], Scalar]:
    def run(left: Scalar, right: Scalar) -> Scalar:
        return test(sort_key(_like(left, right)), sort_key(_like(right, left)))

    return run


def _like(value: Scalar, other: Scalar) -> Scalar:
    """A blank compares as the zero or the empty text of the other side."""
    if value is not None:
        return value
    return "\0" if isinstance(other, str) else 0


OPERATORS: dict[str, Callable[..., Scalar]] = {
    "+": _moved(operator.add),
    "-": _moved(operator.sub),
    "*": _arithmetic(operator.mul),
    "/": _divide,
    "^": _power,
    "&": lambda left, right: to_text(left) + to_text(right),
    "=": same,
    "<>": lambda left, right: not same(left, right),
    "<": _ordered(operator.lt),
    ">": _ordered(operator.gt),
    "<=": _ordered(operator.le),
    ">=": _ordered(operator.ge),
    "negate": lambda value: -to_number(value),
    "%": lambda value: to_number(value) / 100,
}

_COMPILERS: dict[type, Callable[[Any], Run]] = {
    syntax.Literal: _literal,
    syntax.ErrorLiteral: _error,
    syntax.Reference: _reference,
    syntax.Name: _name,
    syntax.Call: _call,
    syntax.Apply: _apply,
    syntax.ArrayLiteral: _array_literal,
    syntax.Operation: _operation,
}
