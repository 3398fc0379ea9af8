"""Decisions, and functions made on the spot."""

from __future__ import annotations

from collections.abc import Callable

from ...cells import CellError
from .. import syntax
from ..compiler import compile_node
from ..scope import Lambda, Run, Scope, Value, broadcast
from ..values import (
    Array,
    ErrorFound,
    RangeValue,
    Scalar,
    check_size,
    fail,
    same,
    to_truth,
    to_whole,
)
from .building import MANY, Build, of_runs, of_values


def _if(scope: Scope, test: Run, then: Run, otherwise: Run | None = None) -> Value:
    asked = test(scope)
    if scope.array and isinstance(asked, Array | RangeValue):
        branches = [scope.read(then(scope)), scope.read(otherwise(scope) if otherwise else False)]
        return broadcast(_pick, [scope.read(asked), *branches])
    truth = scope.scalar(asked)
    if isinstance(truth, CellError):
        return truth
    if to_truth(truth):
        return then(scope)
    return otherwise(scope) if otherwise else False


def _pick(values: tuple[Scalar, ...]) -> Scalar:
    truth, then, otherwise = values
    try:
        return then if to_truth(truth) else otherwise
    except ErrorFound as found:
        return found.error


def _instead_of(wanted: Callable[[CellError], bool]) -> Callable[..., Value]:
    """IFERROR or IFNA: another value in place of the errors that are meant."""

    def cell(values: tuple[Scalar, ...]) -> Scalar:
        value, other = values
        return other if isinstance(value, CellError) and wanted(value) else value

    def run(scope: Scope, value: Run, otherwise: Run | None = None) -> Value:
        try:
            found = value(scope)
        except ErrorFound as error:
            found = error.error
        if isinstance(found, CellError):
            return (otherwise(scope) if otherwise else None) if wanted(found) else found
        if isinstance(found, Array | RangeValue):
            if not scope.array and isinstance(found, RangeValue) and found.area.height > 1:
                return found
            other = otherwise(scope) if otherwise else None
            return broadcast(cell, [scope.read(found), scope.read(other)])
        return found

    return run


def _ifs(scope: Scope, *runs: Run) -> Value:
    for test, then in zip(runs[::2], runs[1::2], strict=False):
        if to_truth(scope.scalar(test(scope))):
            return then(scope)
    raise fail("#N/A", "No match.")


def _switch(scope: Scope, subject: Run, *runs: Run) -> Value:
    value = scope.scalar(subject(scope))
    if isinstance(value, CellError):
        return value
    for case, then in zip(runs[::2], runs[1::2], strict=False):
        if same(value, scope.scalar(case(scope))):
            return then(scope)
    if len(runs) % 2:
        return runs[-1](scope)
    raise fail("#N/A", "No match.")


def _choose(scope: Scope, index: Run, *choices: Run) -> Value:
    number = to_whole(scope.scalar(index(scope)))
    if not 1 <= number <= len(choices):
        raise fail("#NUM!", f"Function CHOOSE parameter 1 value is {number}.")
    return choices[number - 1](scope)


def _truths(scope: Scope, values: tuple[Value, ...]) -> list[bool]:
    found: list[bool] = []
    for value in values:
        if isinstance(value, Array | RangeValue):
            cells = scope.read(value).cells()
            found.extend(to_truth(c) for c in cells if c is not None and not _is_text(c))
        else:
            found.append(to_truth(scope.scalar(value)))
    return found


def _is_text(value: Scalar) -> bool:
    return isinstance(value, str) and not isinstance(value, CellError)


def _not(values: tuple[Scalar, ...]) -> Scalar:
    try:
        return not to_truth(values[0])
    except ErrorFound as found:
        return found.error


def _lambda(arguments: tuple[syntax.Node, ...]) -> Run:
    *names, body = arguments
    parameters = tuple(name.name for name in names if isinstance(name, syntax.Name))
    run = compile_node(body)
    return lambda scope: Lambda(parameters, run, scope.as_array())


def _let(arguments: tuple[syntax.Node, ...]) -> Run:
    *pairs, body = arguments
    names = [node.name for node in pairs[::2] if isinstance(node, syntax.Name)]
    runs = [compile_node(node) for node in pairs[1::2]]
    result = compile_node(body)

    def run(scope: Scope) -> Value:
        for name, value in zip(names, runs, strict=True):
            scope = scope.with_names({name: value(scope)})
        return result(scope)

    return run


def _function(value: Value) -> Lambda:
    if isinstance(value, Lambda):
        return value
    raise fail("#VALUE!", "The last argument must be a LAMBDA.")


def _called(function: Lambda, *arguments: Value) -> Scalar:
    try:
        return function.scope.scalar(function.call(*arguments))
    except ErrorFound as found:
        return found.error


def _map(scope: Scope, *values: Value) -> Value:
    function = _function(values[-1])
    arrays = [scope.read(value) for value in values[:-1]]
    if len({(a.height, a.width) for a in arrays}) > 1:
        raise fail("#VALUE!", "The arrays of MAP must be of the same size.")
    return Array(
        [
            [_called(function, *cells) for cells in zip(*rows, strict=True)]
            for rows in zip(*(array.rows for array in arrays), strict=True)
        ]
    )


def _byrow(scope: Scope, value: Value, function: Value) -> Value:
    called = _function(function)
    return Array([[_called(called, Array([row]))] for row in scope.read(value).rows])


def _bycol(scope: Scope, value: Value, function: Value) -> Value:
    called = _function(function)
    columns = zip(*scope.read(value).rows, strict=True)
    return Array([[_called(called, Array([[cell] for cell in column])) for column in columns]])


def _reduce(scope: Scope, start: Value, value: Value, function: Value) -> Value:
    called = _function(function)
    total: Value = scope.scalar(start)
    for cell in scope.read(value).cells():
        total = called.call(total, cell)
    return total


def _makearray(scope: Scope, rows: Value, columns: Value, function: Value) -> Value:
    called = _function(function)
    height, width = to_whole(scope.scalar(rows)), to_whole(scope.scalar(columns))
    check_size(height, width)
    return Array(
        [[_called(called, r, c) for c in range(1, width + 1)] for r in range(1, height + 1)]
    )


def _array_formula(scope: Scope, value: Run) -> Value:
    return value(scope.as_array())


LOGIC: dict[str, Build] = {
    "IF": of_runs(_if, 2, 3),
    "IFS": of_runs(_ifs, 2, MANY),
    "IFERROR": of_runs(_instead_of(lambda _error: True), 1, 2),
    "IFNA": of_runs(_instead_of(lambda error: error == "#N/A"), 1, 2),
    "SWITCH": of_runs(_switch, 3, MANY),
    "CHOOSE": of_runs(_choose, 2, MANY),
    "AND": of_values(lambda scope, *values: all(_truths(scope, values)), 1, MANY),
    "OR": of_values(lambda scope, *values: any(_truths(scope, values)), 1, MANY),
    "XOR": of_values(lambda scope, *values: sum(_truths(scope, values)) % 2 == 1, 1, MANY),
    "NOT": of_values(
        lambda scope, value: (
            broadcast(_not, [scope.read(value)]) if scope.array else _not((scope.scalar(value),))
        ),
        1,
    ),
    "TRUE": of_values(lambda _scope: True, 0),
    "FALSE": of_values(lambda _scope: False, 0),
    "LAMBDA": _lambda,
    "LET": _let,
    "MAP": of_values(_map, 2, MANY),
    "BYROW": of_values(_byrow, 2),
    "BYCOL": of_values(_bycol, 2),
    "REDUCE": of_values(_reduce, 3),
    "MAKEARRAY": of_values(_makearray, 3),
    "ARRAYFORMULA": of_runs(_array_formula, 1),
    "ARRAY_CONSTRAIN": of_values(
        lambda scope, value, rows, columns: Array(
            [
                row[: to_whole(scope.scalar(columns))]
                for row in scope.read(value).rows[: to_whole(scope.scalar(rows))]
            ]
        ),
        3,
    ),
}
