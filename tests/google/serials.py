"""Dates as serial numbers: days since 30 December 1899, the time of day as a fraction."""

from __future__ import annotations

import datetime as dt

EPOCH = dt.date(1899, 12, 30)
SECONDS_A_DAY = 86_400


def date_serial(day: dt.date) -> int:
    return (day - EPOCH).days


def time_fraction(hour: int, minute: int, second: float = 0) -> float:
    return (hour * 3600 + minute * 60 + second) / SECONDS_A_DAY


def moment(serial: float) -> dt.datetime | None:
    """Date and time of a serial number to the nearest second; None outside the calendar."""
    seconds = round(serial * SECONDS_A_DAY)
    try:
        return dt.datetime.combine(EPOCH, dt.time()) + dt.timedelta(seconds=seconds)
    except OverflowError:
        return None


def moment_serial(value: dt.datetime | dt.date) -> float | int:
    """The serial number of a date, or of a date and time without a zone."""
    if not isinstance(value, dt.datetime):
        return date_serial(value)
    part = time_fraction(value.hour, value.minute, value.second + value.microsecond / 1e6)
    return date_serial(value.date()) + part if part else date_serial(value.date())
