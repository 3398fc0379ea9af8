"""From the tree of a formula to a closure that computes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ..cells import CellError
from . import syntax
from .operators import OPERATORS
from .scope import Lambda, Run, Scope, Value, broadcast
from .values import CAUGHT, Array, RangeValue, Scalar, error_of, fail


@lru_cache(maxsize=4096)
def compiled(formula: str) -> Run:
    """The closure of a formula text; a text that cannot be read gives `#ERROR!`."""
    try:
        return compile_node(syntax.parse(formula))
    except (ValueError, RecursionError):
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
    from .functions import FUNCTIONS  # the functions need the compiler

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
        except CAUGHT as found:
            return error_of(found)

    def run(scope: Scope) -> Value:
        values = [argument(scope) for argument in arguments]
        if scope.array and any(isinstance(v, Array | RangeValue) for v in values):
            return broadcast(one, [scope.read(value) for value in values])
        return one(tuple(scope.scalar(value) for value in values))

    return run


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
