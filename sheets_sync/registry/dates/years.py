"""Which era a typed year belongs to: the one that falls near today.

Buddhist and Common Era are 543 years apart, and two-digit years 43, so a window of up to
21 years on each side of today can never hold both readings.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from sheets_sync.registry.dates.date_reading import UNREADABLE, DateReading, implausible, one_day
from sheets_sync.registry.months_and_years import ERA

Era: TypeAlias = Literal["BE", "CE"] | None
"""The era written beside the year, if any."""

WIDEST = 21
_FULL = 4
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a project date can plausibly have, both ends included."""

    today: dt.date
    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@lru_cache(maxsize=8)
def window_around(today: dt.date, years: int) -> Window:
    """The window of so many years (1 to 21) on each side of today."""
    if not 1 <= years <= WIDEST:
        msg = f"a window of {years} years cannot tell the eras apart"
        raise ValueError(msg)
    return Window(today, _same_day(today, -years), _same_day(today, years))


def _same_day(day: dt.date, years: int) -> dt.date:
    year = day.year + years
    return dt.date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """The day in the Common Era, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def years_meant(digits: str, era: Era) -> tuple[int, ...]:
    """The C.E. years that the typed digits can stand for, all eras that fit."""
    if len(digits) not in (_SHORT, _FULL):
        return ()
    typed = int(digits)
    buddhist, common = (
        (typed - ERA, typed)
        if len(digits) == _FULL
        else (
            2500 + typed - ERA,
            2000 + typed,
        )
    )
    if era == "BE":
        return (buddhist,)
    return (common,) if era == "CE" else (buddhist, common)


def resolve(digits: str, month: int, day: int, window: Window, era: Era = None) -> DateReading:
    """The single day that typed year, month and day mean."""
    years = years_meant(digits, era)
    days = [found for year in years if (found := day_of(year, month, day))]
    for found in days:
        if found in window:
            return one_day(found)
    if any(_lacks(window, year, month, day) for year in years):
        return UNREADABLE
    return implausible(_slip_of_the_pen(digits, month, day, window)) if days else UNREADABLE


def _lacks(window: Window, year: int, month: int, day: int) -> bool:
    """Whether a year near today has no such day: 29/2/2568 is no day far away in 2568 C.E."""
    near = window.first.year <= year <= window.last.year
    return near and day_of(year, month, day) is None


def _slip_of_the_pen(digits: str, month: int, day: int, window: Window) -> dt.date | None:
    """The plausible day, had the year been typed as people usually do."""
    typed = int(digits)
    if len(digits) == _SHORT:
        candidates: tuple[int, ...] = (2000 + typed, 2500 + typed - ERA)
    else:
        candidates = (typed, typed - ERA, typed - 2 * ERA, typed + ERA)
        if 1900 <= typed < 2000:  # noqa: PLR2004 -- a two-digit B.E. year that became 19yy
            candidates = (*candidates, typed + 600 - ERA)
    days = (day_of(year, month, day) for year in candidates)
    return next((found for found in days if found and found in window), None)
