"""What one cell of a table says: a typed value that every rendering shows in its own way."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sheets_sync.planning.report.values import Measure, Ratio


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text; `code` is the short ID behind it."""

    text: str
    code: str = ""
    link: str = ""
    """The place on the page that it leads to; empty for none."""
    is_name: bool = False
    """Whether it is a person's name, in whose words no line ends."""


@dataclass(frozen=True, slots=True)
class Portion:
    """So many of so many, with their share."""

    ratio: Ratio


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and whether it is a share between 0 and 1."""

    value: float
    decimals: int = 0
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A share that lies somewhere between two."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    day: dt.date


@dataclass(frozen=True, slots=True)
class WholeMonth:
    """A month, by its first day."""

    first: dt.date


@dataclass(frozen=True, slots=True)
class State:
    """Where a step of a community stands."""

    name: str
    label: str
    ratio: Ratio
    """What is done of it; nothing where that says no more than the state."""
    of_people: bool
    """Whether people are counted, or parts of the step."""
    why: str
    cause: str = ""
    """What keeps it open that the numbers do not tell, in two or three words."""


@dataclass(frozen=True, slots=True)
class Blank:
    """No value: there is nothing to count, or this copy hides it."""

    reason: Literal["nothing", "hidden"] = "nothing"
    why: str = ""


Value: TypeAlias = CodedText | Portion | Amount | Range | Day | WholeMonth | State | Blank


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and what is told beside it in small letters."""

    value: Value
    asides: tuple[str, ...] = ()


def words(text: str, code: str = "", link: str = "", asides: tuple[str, ...] = ()) -> Cell:
    """A cell of text."""
    return Cell(CodedText(text, code, link), asides)


def person(name: str, otherwise: str) -> Cell:
    """A cell of somebody's name, or of what is said where there is nobody."""
    return Cell(CodedText(name, is_name=True)) if name else words(otherwise)


def measured(measure: Measure, *asides: str) -> Cell:
    """A ratio, a count, or that this copy hides it."""
    if measure is None:
        return Cell(Blank("hidden"), asides)
    if isinstance(measure, int):
        return Cell(Amount(measure), asides)
    return Cell(Portion(measure) if measure.of else Blank(), asides)


def number(value: float | None, decimals: int = 0, *asides: str, is_share: bool = False) -> Cell:
    """A number, or that there is none."""
    if value is None:
        return Cell(Blank(), asides)
    return Cell(Amount(value, decimals, is_share), asides)


def share_of(cell: Cell) -> float | None:
    """The share that a bar beside the cell is drawn for."""
    match cell.value:
        case Portion(ratio):
            return ratio.share
        case Amount(value, is_share=True):
            return value
    return None
