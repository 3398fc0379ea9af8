"""What a chart is drawn of. Lengths are in points of paper, from its upper left corner."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

Tint: TypeAlias = Literal["ink", "soft", "line", "first", "second", "pale", "late"]
"""Colours by their part; the renderings say which they are, so that all of them agree."""
Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    tint: Tint
    width: float = 1
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    tint: Tint


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle: filled, or only its rim."""

    x: float
    y: float
    radius: float
    tint: Tint
    is_filled: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """A text whose middle line is at `y`."""

    x: float
    y: float
    text: str
    tint: Tint = "ink"
    anchor: Anchor = "start"
    size: float = 10
    is_bold: bool = False


Shape: TypeAlias = Line | Box | Dot | Label


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers behind a chart, for the charts that a spreadsheet draws itself."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, its heading, and what it shows in words for those who do not see it."""

    name: str
    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    form: Literal["line", "column", "bar"] = "bar"
    categories: tuple[str | dt.date, ...] = ()
    """What the numbers are of; months by their first days."""
    series: tuple[Series, ...] = ()
    is_share: bool = False
    """Whether the numbers are shares between 0 and 1; others are counts."""
    decimals: int = 0
    """Of the hundredths in which shares are said."""
