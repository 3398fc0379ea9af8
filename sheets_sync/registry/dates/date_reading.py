"""What one typed date cell means."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "date", "month", "range", "blank", "unreadable", "ambiguous", "implausible"
]
Slip: TypeAlias = Literal["era", "weekday"]


@dataclass(frozen=True, slots=True)
class DateReading:
    """The meaning of one cell, or why it has none. Never a guess."""

    value: dt.date | None
    """The day to use; the first day of a month or range; None unless one was read."""
    end: dt.date | None
    """The last day of a month or range; None for a single day."""
    kind: Kind
    slips: tuple[Slip, ...] = ()
    """era: stored 543 years off (or as 19yy). weekday: another weekday is written beside it."""
    meant: dt.date | None = None
    """The day to suggest to the person; for an era slip the same as `value`."""


BLANK = DateReading(None, None, "blank")
UNREADABLE = DateReading(None, None, "unreadable")
AMBIGUOUS = DateReading(None, None, "ambiguous")


def one_day(day: dt.date) -> DateReading:
    """A cell that names exactly one day."""
    return DateReading(day, None, "date")


def ambiguous(meant: dt.date | None = None) -> DateReading:
    """A cell that only its author can explain."""
    return DateReading(None, None, "ambiguous", (), meant)


def implausible(meant: dt.date | None = None) -> DateReading:
    """A day outside the plausible window by either era."""
    return DateReading(None, None, "implausible", (), meant)
