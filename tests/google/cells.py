"""What a cell can hold: a number, a truth value, a text, an error, a formula, or nothing.

Plain cells are plain Python values, so that ten million of them cost no more than a list does and
can be written as JSON without being touched one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self, TypeAlias

BLANK = ""
"""A cell with nothing in it: a text cell is never empty, so the empty string can mean this."""

ERROR_TYPES = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#ERROR!": "ERROR",
    "Loading...": "LOADING",
}


class CellError(str):
    """An error value such as `#REF!`; reads as its own text and carries the message of the API."""

    __slots__ = ("message",)
    message: str

    def __new__(cls, text: str, message: str = "") -> Self:
        self = super().__new__(cls, text)
        self.message = message
        return self

    @property
    def type(self) -> str:
        return ERROR_TYPES[str(self)]


class EmptyText(str):
    """The empty text a formula answered: not the same as a blank cell, it counts as filled."""

    __slots__ = ()


EMPTY_TEXT = EmptyText()

REF = CellError("#REF!", "Reference does not exist.")
NA = CellError("#N/A", "Did not find a value.")
VALUE = CellError("#VALUE!", "The value cannot be used here.")
DIVIDE_BY_ZERO = CellError("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
NUM = CellError("#NUM!", "The number is out of range.")


@dataclass(frozen=True, slots=True)
class Formula:
    """What was entered with a leading `=`; its value is computed when cells are read."""

    text: str


Value: TypeAlias = str | int | float | bool | Formula


@dataclass(frozen=True, slots=True)
class Extra:
    """What a cell has besides its value; shared by every cell that looks the same."""

    format: dict[str, Any] | None = None
    note: str | None = None
    validation: dict[str, Any] | None = None
    other: dict[str, Any] | None = None
    """Further parts of CellData, kept and given back: chip runs, text runs, pivot tables."""

    def __bool__(self) -> bool:
        return bool(self.format or self.note or self.validation or self.other)


def is_blank(value: object) -> bool:
    return value == "" and type(value) is str


def tidy_number(number: float) -> float | int:
    """The number as JSON of the real API shows it: whole numbers without a fraction.

    All numbers are doubles: a whole one of more than 15 digits becomes what a double holds of it.
    """
    if isinstance(number, int) and abs(number) >= 10**15:
        return float(number)
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return int(number)
    return number


@lru_cache(maxsize=256)
def error_from_text(text: str) -> CellError | None:
    """The error value that this text is, if somebody types it."""
    return CellError(text) if text in ERROR_TYPES and text.startswith("#") else None
