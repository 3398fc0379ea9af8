"""The three ways a function takes its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ...cells import CellError
from .. import syntax
from ..compiler import compile_node, lifted
from ..scope import Run, Scope, Value
from ..values import CAUGHT, Scalar, error_of

Build: TypeAlias = Callable[[tuple[syntax.Node, ...]], Run]


def of_scalars(function: Callable[..., Scalar], least: int, most: int | None = None) -> Build:
    """A function of single values; in an array formula it goes through rectangles cell by cell."""

    def build(arguments: tuple[syntax.Node, ...]) -> Run:
        if wrong := _wrong_number(len(arguments), least, least if most is None else most):
            return wrong
        return lifted(function, [compile_node(argument) for argument in arguments])

    return build


def of_values(function: Callable[..., Value], least: int, most: int | None = None) -> Build:
    """A function that takes rectangles whole: `function(scope, *values)`."""

    def build(arguments: tuple[syntax.Node, ...]) -> Run:
        if wrong := _wrong_number(len(arguments), least, least if most is None else most):
            return wrong
        runs = [compile_node(argument) for argument in arguments]

        def run(scope: Scope) -> Value:
            try:
                return function(scope, *(run(scope) for run in runs))
            except CAUGHT as found:
                return error_of(found)

        return run

    return build


def of_runs(function: Callable[..., Value], least: int, most: int | None = None) -> Build:
    """A function that computes its arguments itself, if at all: `function(scope, *runs)`."""

    def build(arguments: tuple[syntax.Node, ...]) -> Run:
        if wrong := _wrong_number(len(arguments), least, least if most is None else most):
            return wrong
        runs = [compile_node(argument) for argument in arguments]

        def run(scope: Scope) -> Value:
            try:
                return function(scope, *runs)
            except CAUGHT as found:
                return error_of(found)

        return run

    return build


def _wrong_number(given: int, least: int, most: int) -> Run | None:
    if least <= given <= most:
        return None
    error = CellError("#N/A", f"Wrong number of arguments: {given} given, {least} expected.")
    return lambda _scope: error


MANY = 255
