"""Kinds of the calendar: a day, one end of a period, a month, a time of day."""

import datetime as dt
import re

import numpy as np

from sheets_sync.registry.cells import Problem
from sheets_sync.registry.dates import DateReading, read_date
from sheets_sync.registry.kinds.kind_reader import Read, Typed, objects
from sheets_sync.registry.months_and_years import show_date
from sheets_sync.registry.text import arabic_digits

_NO_DAY = np.datetime64("NaT", "D")


def read_day(typed: Typed) -> Read:
    """A single day as `datetime64[D]`."""
    return _read_days(typed, months=False)


def read_period(typed: Typed) -> Read:
    """The first or last day of what is typed: a day, a month or a range.

    `ends` holds the other bound of a range, so that one cell may state the whole period.
    """
    return _read_days(typed, months=True)


def read_month(typed: Typed) -> Read:
    """The first day of a month."""
    read = _read_days(typed, months=True)
    months = read.values.astype("datetime64[M]").astype("datetime64[D]")
    return Read(months, read.problems)


def _read_days(typed: Typed, *, months: bool) -> Read:
    size = len(typed.raw)
    read = Read(np.full(size, _NO_DAY), ends=np.full(size, _NO_DAY) if months else None)
    for position in typed.positions():
        reading = read_date(typed.raw[position], typed.today, typed.years)
        problem = _problem(reading, months=months)
        if problem is not None:
            read.complain(position, problem)
            if problem.rule not in _STILL_USABLE:
                continue
        first, last = reading.value, reading.end or reading.value
        if read.ends is None:
            read.values[position] = first
        elif typed.column.bound == "end":
            read.values[position] = last
            read.ends[position] = first if reading.kind == "range" else _NO_DAY
        else:
            read.values[position] = first
            read.ends[position] = last if reading.kind == "range" else _NO_DAY
    return read


_STILL_USABLE = frozenset({"date-era-slip", "weekday-mismatch"})


def _problem(reading: DateReading, *, months: bool) -> Problem | None:
    """What to say about a reading, in a column that takes months or one that does not."""
    rule, variant = _complaint(reading, months=months)
    if rule is None:
        return None
    facts: dict[str, object] = {"meant": reading.meant}
    if variant:
        facts["variant"] = variant
    meant = None if reading.meant is None else show_date(reading.meant, "th", "short")
    return Problem(rule, meant, facts=facts)


def _complaint(reading: DateReading, *, months: bool) -> tuple[str | None, str]:
    """The rule that reports a reading, and which of its sentences fits."""
    match reading.kind:
        case "unreadable":
            return "date-unreadable", ""
        case "ambiguous":
            return "date-ambiguous", ""
        case "implausible":
            return "date-implausible", ""
        case "month" if not months:
            return "date-unreadable", "month"
        case "range" if not months:
            return "date-ambiguous", "range"
        case _ if "era" in reading.slips:
            return "date-era-slip", ""
        case _ if "weekday" in reading.slips:
            return "weekday-mismatch", ""
    return None, ""


_FIRST_MOMENT = 10_000.0
"""Larger numbers are moments; smaller ones are hours and minutes with a point between them."""
_TIME = re.compile(r"(?:เวลา\s*)?([01]?\d|2[0-3])[.:]([0-5]\d)(?:[.:][0-5]\d)?\s*(?:น\.?|นาฬิกา)?")


def read_time(typed: Typed) -> Read:
    """A time of day, or None: a time is a help to readers, never a reason to complain."""
    read = Read(objects(len(typed.raw)))
    for position, text in typed.items():
        raw = typed.raw[position]
        if isinstance(raw, dt.datetime):
            read.values[position] = raw.time()
        elif isinstance(raw, dt.time):
            read.values[position] = raw
        elif isinstance(raw, dt.timedelta):
            read.values[position] = _time_of(raw.total_seconds() / 86400)
        elif isinstance(raw, float) and (0 <= raw < 1 or raw > _FIRST_MOMENT):
            read.values[position] = _time_of(raw % 1)
        else:
            match = _TIME.fullmatch(arabic_digits(text))
            if match is not None:
                read.values[position] = dt.time(int(match[1]), int(match[2]))
    return read


def _time_of(part_of_day: float) -> dt.time:
    minutes = round(part_of_day * 24 * 60) % (24 * 60)
    return dt.time(minutes // 60, minutes % 60)
