"""Values while formulas are computed, and how one kind is taken for another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from ..a1 import Area
from ..cells import CellError, tidy_number
from ..display import general, shown
from ..entry import parse_entry
from ..locales import LOCALES, Locale

if TYPE_CHECKING:
    from ..model import Sheet

Scalar: TypeAlias = "str | int | float | bool | CellError | None"
"""One value; None is a blank cell."""

_LOCALE = LOCALES["en_US"]


class Dated(float):
    """A number that shows as a date or a time, because the cell it came from does."""

    __slots__ = ("format", "rules")
    format: dict[str, Any]
    rules: Locale

    def __new__(cls, number: float, number_format: dict[str, Any], rules: Locale) -> Self:
        self = super().__new__(cls, number)
        self.format = number_format
        self.rules = rules
        return self

    @property
    def shown(self) -> str:
        return shown(float(self), self.format, self.rules)


class Link(str):
    """The label of a HYPERLINK, which knows where it leads."""

    __slots__ = ("url",)
    url: str

    def __new__(cls, label: str, url: str) -> Self:
        self = super().__new__(cls, label)
        self.url = url
        return self


@dataclass(slots=True)
class Array:
    """A rectangle of computed values."""

    rows: list[list[Scalar]]

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def cells(self) -> Iterator[Scalar]:
        for row in self.rows:
            yield from row


_MOST_CELLS = 10_000_000


def check_size(height: int, width: int) -> None:
    """Refuse a rectangle that is none, or larger than a whole spreadsheet."""
    if height < 1 or width < 1 or height * width > _MOST_CELLS:
        raise fail("#NUM!", f"An array of {height} by {width} cells cannot be made.")


@dataclass(frozen=True, slots=True)
class RangeValue:
    """A rectangle of cells that has not been read yet."""

    sheet: Sheet
    area: Area


class ErrorFound(Exception):  # noqa: N818 - it carries a value, it is not a fault
    """An error value met while computing; it becomes the result."""

    def __init__(self, error: CellError) -> None:
        super().__init__(str(error))
        self.error = error


def fail(text: str, message: str) -> ErrorFound:
    return ErrorFound(CellError(text, message))


CAUGHT = (ErrorFound, ArithmeticError, LookupError, ValueError)
"""What a function may raise: an error value, or Python's word for an argument out of range."""


def error_of(raised: Exception) -> CellError:
    """The error value that a formula shows for what was raised."""
    if isinstance(raised, ErrorFound):
        return raised.error
    if isinstance(raised, ArithmeticError):
        return CellError("#NUM!", "The result is out of range.")
    return CellError("#VALUE!", "An argument is not as the function needs it.")


def to_number(value: Scalar) -> float | int:
    """The value as a number: blanks are 0, texts that look like numbers or dates are read."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    if value is None:
        return 0
    if isinstance(value, CellError):
        raise ErrorFound(value)
    found, _ = parse_entry(value, _LOCALE, dt.date(2000, 1, 1)) if value else (value, None)
    if isinstance(found, int | float) and not isinstance(found, bool):
        return found
    raise fail("#VALUE!", f"'{value}' is a text and cannot be coerced to a number.")


def to_text(value: Scalar) -> str:
    """The value as text, the way `&` sees it."""
    if isinstance(value, CellError):
        raise ErrorFound(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value is None:
        return ""
    return value.shown if isinstance(value, Dated) else general(tidy_number(value), _LOCALE)


def to_truth(value: Scalar) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, CellError):
        raise ErrorFound(value)
    if isinstance(value, str):
        if value.upper() in {"TRUE", "FALSE"}:
            return value.upper() == "TRUE"
        raise fail("#VALUE!", f"'{value}' is a text and cannot be coerced to a boolean.")
    return bool(value)


def to_whole(value: Scalar) -> int:
    return int(to_number(value) // 1)


def sort_key(value: Scalar) -> tuple[int, Any]:
    """Numbers before texts before truth values before errors; blanks last."""
    if isinstance(value, CellError):
        return 3, str(value)
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, int | float):
        return 0, value
    if value is None or value == "":
        return 4, 0
    return 1, value.casefold()


def same(left: Scalar, right: Scalar) -> bool:
    """Whether `=` holds: texts whatever their case, blank like 0, FALSE and the empty text."""
    if left is None or right is None:
        other = right if left is None else left
        return other is None or other == "" or (other == 0 and not isinstance(other, str))
    if isinstance(left, str) != isinstance(right, str):
        return False
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return left == right


def lookup_key(value: Scalar) -> Scalar:
    """The same for values that a lookup holds for equal."""
    if isinstance(value, str):
        return value.casefold()
    return ("boolean", value) if isinstance(value, bool) else value  # type: ignore[return-value]
