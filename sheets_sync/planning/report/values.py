"""The small values a report is made of: ratios, indicators, shares."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Copy: TypeAlias = Literal["manager", "hr"]
"""Whose copy: the manager's names no member, and hides what small groups scored."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many."""

    n: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is nothing to divide by."""
        return self.n / self.of if self.of else None

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.n + other.n, self.of + other.of)

    def __sub__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.n - other.n, self.of - other.of)


NOTHING = Ratio(0, 0)


def total(ratios: Iterable[Ratio]) -> Ratio:
    """All of them together."""
    return sum(ratios, NOTHING)


Measure: TypeAlias = Ratio | int | None
"""A ratio, a count, or None where this copy does not show it."""


@dataclass(frozen=True, slots=True)
class Share:
    """A label of the schema, or a unit, with its ratio."""

    name: str
    done: Ratio


@dataclass(frozen=True, slots=True)
class Span:
    """The days from the first to the last, both included."""

    first: dt.date
    last: dt.date
