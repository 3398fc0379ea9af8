"""What an indicator of the report is: a figure, what it is made of, and what it leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sheets_sync.lazy_sentence import LazySentence

Unit: TypeAlias = Literal["count", "share", "mean", "days"]
"""A number of things · so many of so many · a mean · days."""


@dataclass(frozen=True, slots=True)
class Figure:
    """So many (`n`), of so many (`of`), and what that makes (`value`); None is not known."""

    n: float | None = None
    of: float | None = None
    value: float | None = None
    is_hidden: bool = False
    """Whether it is known, and this copy does not show it."""


NOT_KNOWN = Figure()
HIDDEN = Figure(is_hidden=True)


@dataclass(frozen=True, slots=True)
class Why:
    """Why there is no figure: a sentence of `templates/<language>/indicators.toml`, its facts."""

    name: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """So many rows are in no figure, and the name of the sentence that says why."""

    why: str
    n: int


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator over one span of days, or at the end of it."""

    figure: Figure
    why: Why | None = None
    """Why its value is not known; None where it is."""
    parts: Mapping[str, Figure] = field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()
    """Only those that leave out something."""
    why_parts: Mapping[str, Why] = field(default_factory=dict)
    """Why parts are not known, where that is not what is always said of them."""


@dataclass(frozen=True, slots=True)
class NumberedIndicator:
    """One of the 27, as a report says it."""

    number: int
    name: str
    """Its label and how it is computed are in `templates/<language>/indicators.toml`."""
    unit: Unit
    figure: Figure
    why: Why | None
    previous: Figure | None
    """The month before, or for a longer period the same one a year before."""
    to_date: Figure | None
    """The fiscal year so far; of a state, the state at the cut-off."""
    exclusions: tuple[Exclusion, ...]
    parts: Mapping[str, Figure]
    why_parts: Mapping[str, Why] = field(default_factory=dict)
    """As `Measured` has it."""
    why_previous: Why | None = None
    why_to_date: Why | None = None

    @property
    def excluded(self) -> int:
        """How many rows are in no figure."""
        return sum(one.n for one in self.exclusions)


def count(
    n: int,
    *,
    parts: Mapping[str, Figure] | None = None,
    exclusions: Mapping[str, int] | None = None,
) -> Measured:
    """A number of things."""
    return Measured(number(n), None, parts or {}, left_out(exclusions))


def share(
    n: int,
    of: int,
    *,
    parts: Mapping[str, Figure] | None = None,
    exclusions: Mapping[str, int] | None = None,
) -> Measured:
    """So many of so many; nothing to divide by has no value, and says so."""
    found, rows = ratio(n, of), left_out(exclusions)
    return Measured(found, None if of else _why_nothing(rows), parts or {}, rows)


def _why_nothing(rows: tuple[Exclusion, ...]) -> Why:
    """Nothing was there to count, or only rows that cannot be counted."""
    count = sum(one.n for one in rows)
    what = tuple(LazySentence(f"indicators.left_out.{one.why}") for one in rows)
    return Why("only_left_out", {"count": count, "what": what}) if count else Why("nothing")


def not_known(why: str, /, **facts: object) -> Measured:
    """What cannot be known, and why."""
    return Measured(NOT_KNOWN, Why(why, facts))


def number(n: float) -> Figure:
    """A number of things as a figure."""
    return Figure(n, None, n)


def ratio(n: float, of: float) -> Figure:
    """So many of so many as a figure; also a sum and how many it is made of."""
    return Figure(n, of, n / of if of else None)


def left_out(rows: Mapping[str, int] | None) -> tuple[Exclusion, ...]:
    """The reasons that leave out something."""
    return tuple(Exclusion(why, n) for why, n in (rows or {}).items() if n)
