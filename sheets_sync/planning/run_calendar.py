"""Calendars: at which moments a job is to run, in the agency's time zone."""

import calendar as months
import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from sheets_sync.planning.working_days import WorkingDays

_DAY = dt.timedelta(days=1)
FISCAL_QUARTERS = (10, 1, 4, 7)
"""The months that begin a quarter of the fiscal year."""

Days: TypeAlias = Callable[[dt.date, WorkingDays], bool]
"""Whether a day is one of the calendar's."""


@dataclass(frozen=True, slots=True)
class RunCalendar:
    """The days on which a job runs, and the times of each such day."""

    days: Days
    times: tuple[dt.time, ...]

    def moments(
        self, after: dt.datetime, until: dt.datetime, zone: dt.tzinfo, working: WorkingDays
    ) -> Iterator[dt.datetime]:
        """Every moment after `after` and not after `until`, oldest first, in `zone`.

        A time that a day skips, for clocks are put forward, comes as much later; one that a day
        has twice comes the first time only.
        """
        begin, end = after.astimezone(dt.UTC), until.astimezone(dt.UTC)
        day = after.astimezone(zone).date() - _DAY
        last = until.astimezone(zone).date() + _DAY
        while day <= last:
            if self.days(day, working):
                for time in sorted(self.times):
                    moment = dt.datetime.combine(day, time, zone)
                    # Two moments of one zone compare as clocks show them: only UTC tells.
                    if begin < moment.astimezone(dt.UTC) <= end:
                        yield moment
            day += _DAY


def daily() -> Days:
    """Every day."""
    return lambda _day, _working: True


def working_daily() -> Days:
    """Every day the agency works."""
    return lambda day, working: working.is_working(day)


def weekly(weekday: int) -> Days:
    """One day of every week; Monday is 0."""
    return lambda day, _working: day.weekday() == weekday


def monthly(number: int, of_months: Collection[int] = range(1, 13)) -> Days:
    """One day of every month, or of some; the last day of a month that is shorter."""

    def is_it(day: dt.date, _working: WorkingDays) -> bool:
        length = months.monthrange(day.year, day.month)[1]
        return day.month in of_months and day.day == min(number, length)

    return is_it


def working_day_of_month(number: int, of_months: Collection[int] = range(1, 13)) -> Days:
    """The n-th working day of every month, or of some; the last one of a month with fewer."""

    def is_it(day: dt.date, working: WorkingDays) -> bool:
        return day.month in of_months and _nth_of_month(working, day.replace(day=1), number) == day

    return is_it


@lru_cache(maxsize=1024)
def _nth_of_month(working: WorkingDays, first: dt.date, number: int) -> dt.date | None:
    return working.of_month(first, number)


def fiscal_quarterly(number: int) -> Days:
    """The n-th working day of every quarter of the fiscal year."""
    return working_day_of_month(number, FISCAL_QUARTERS)
