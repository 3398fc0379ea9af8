"""The operators of formulas."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from .values import Dated, Scalar, fail, same, sort_key, to_number, to_text


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
