"""Moments written by programs: a day, a clock and perhaps a zone, told as the day in Bangkok.

A person writes 09:30-12:00 for a span of time, so a minus sign counts as an offset only where
a program is plainly speaking: after a T, after seconds, or after GMT.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from sheets_sync.registry.dates.date_reading import UNREADABLE, DateReading, implausible
from sheets_sync.registry.dates.numbers import BANGKOK
from sheets_sync.registry.dates.years import Window

_ISO_DAY = r"(?P<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
_ANY_DAY = r"(?P<day>.+?)[ ,]+"
_CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
_SECONDS = r":(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?"
_NAMED_ZONE = r"(?:gmt|utc)\s?(?:[+-][0-9]{1,2}(?::?[0-9]{2})?)?|z|\+[0-9]{2}:?[0-9]{2}"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_ISO_DAY}\s*t\s*{_CLOCK}(?:{_SECONDS})?\s*(?P<zone>z|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)?",
        rf"{_ISO_DAY} {_CLOCK}{_SECONDS}\s*(?P<zone>[+-][0-9]{{2}}:?[0-9]{{2}})",
        rf"{_ANY_DAY}{_CLOCK}{_SECONDS} (?P<zone>-[0-9]{{4}})",
        rf"{_ANY_DAY}{_CLOCK}(?:{_SECONDS})?\s*(?P<zone>{_NAMED_ZONE})(?:\s*\([a-z ]+\))?",
        r"(?P<day>[0-9]{8})t(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?(?P<zone>z)?",
    )
)


def read_moment(
    said: str, window: Window, read_day: Callable[[str, Window], DateReading]
) -> DateReading | None:
    """The day of a moment in Bangkok; None where the text has another form."""
    for form in _FORMS:
        if found := form.fullmatch(said):
            break
    else:
        return None
    reading = read_day(found["day"], window)
    if reading.kind != "date" or reading.value is None:
        return reading
    try:
        clock = dt.time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return UNREADABLE
    ahead = _offset(found["zone"])
    if ahead is None:
        return UNREADABLE if found["zone"] else reading
    there = dt.datetime.combine(reading.value, clock, dt.timezone(ahead))
    here = there.astimezone(BANGKOK).date()
    return replace(reading, value=here) if here in window else implausible()


def _offset(zone: str | None) -> dt.timedelta | None:
    if zone is None:
        return None
    signed = re.search("([+-])([0-9]{1,2}):?([0-9]{2})?$", zone)
    if signed is None:
        return dt.timedelta()
    ahead = dt.timedelta(hours=int(signed[2]), minutes=int(signed[3] or 0))
    if ahead >= dt.timedelta(hours=24):
        return None
    return ahead if signed[1] == "+" else -ahead
