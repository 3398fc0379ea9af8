"""Cells that the spreadsheet itself took for a date, and bare digits.

A date cell is a serial number: days since 30 December 1899. The spreadsheet knows only the
Common Era, so a Buddhist year typed into it is stored 543 years off, and a two-digit one
becomes 19yy.
"""

import datetime as dt

from sheets_sync.registry.dates.date_reading import (
    AMBIGUOUS,
    UNREADABLE,
    DateReading,
    ambiguous,
    implausible,
    one_day,
)
from sheets_sync.registry.dates.years import Window, day_of, resolve
from sheets_sync.registry.months_and_years import ERA

EPOCH = dt.date(1899, 12, 30)
_LAST_SERIAL = 2_958_465  # 31 December 9999
_FIRST_LIKELY = 10_000  # smaller numbers are counts or years, not days of 1900 to 1927
_LAST_LIKELY = 99_999_999  # eight digits of a date
BANGKOK = dt.timezone(dt.timedelta(hours=7))


def read_stored_day(day: dt.date, window: Window) -> DateReading:
    """A day as the spreadsheet stored it, the era put right where it slipped."""
    if day in window:
        return one_day(day)
    meant = None
    for shift in (-ERA, 600 - ERA if 1900 <= day.year < 2000 else 0):  # noqa: PLR2004
        shifted = day_of(day.year + shift, day.month, day.day)
        if shift and shifted and shifted in window:
            meant = shifted
    if meant:
        return DateReading(meant, None, "date", ("era",), meant)
    further = (day_of(day.year + shift, day.month, day.day) for shift in (ERA, -2 * ERA))
    return implausible(next((found for found in further if found and found in window), None))


def read_instant(instant: dt.datetime, window: Window) -> DateReading:
    """The day of an instant in Bangkok; without a zone it is local already."""
    if instant.tzinfo is not None:
        try:
            instant = instant.astimezone(BANGKOK)
        except OverflowError:
            return UNREADABLE
    return read_stored_day(instant.date(), window)


def read_number(number: float, window: Window) -> DateReading:
    """A serial number, or the digits of a date typed without separators."""
    if not _FIRST_LIKELY <= number <= _LAST_LIKELY:  # nor NaN
        return UNREADABLE
    whole = int(number)
    stored = None
    if whole <= _LAST_SERIAL:
        stored = read_stored_day(EPOCH + dt.timedelta(days=whole), window)
        if stored.kind == "date":
            return stored
    if whole == number:
        typed = read_digits(str(whole), window)
        if typed.kind != "unreadable":
            return typed
    return stored or UNREADABLE


def stored_cell(number: float, window: Window) -> dt.date | dt.datetime | None:
    """The date cell behind a serial number; None where somebody typed the digits of a date."""
    if not _FIRST_LIKELY <= number <= _LAST_SERIAL:
        return None
    whole = int(number)
    day = EPOCH + dt.timedelta(days=whole)
    if whole == number:
        is_typed = read_digits(str(whole), window).kind != "unreadable"
        return None if is_typed and read_stored_day(day, window).kind != "date" else day
    seconds = min(round((number - whole) * 86_400), 86_399)
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=seconds)


def read_serial_text(text: str, window: Window) -> DateReading:
    """Five digits that may be a serial number pasted as text: believed only in the window."""
    day = EPOCH + dt.timedelta(days=int(text.partition(".")[0]))
    return one_day(day) if day in window else UNREADABLE


_ORDERS = {8: ((4, 6, 8, "ymd"), (2, 4, 8, "dmy"), (2, 4, 8, "mdy")),
           6: ((2, 4, 6, "dmy"), (2, 4, 6, "ymd"), (2, 4, 6, "mdy"))}  # fmt: skip
_UNSURE = 7


def read_digits(digits: str, window: Window) -> DateReading:
    """A date typed as bare digits: read when only one order of its parts gives a date."""
    if len(digits) == _UNSURE:
        return AMBIGUOUS if _any_split(digits, window) else UNREADABLE
    found: dict[dt.date, str] = {}
    for first, second, last, order in _ORDERS.get(len(digits), ()):
        parts = dict(zip(order, (digits[:first], digits[first:second], digits[second:last]),
                         strict=True))  # fmt: skip
        reading = resolve(parts["y"], int(parts["m"]), int(parts["d"]), window)
        if reading.value:
            found.setdefault(reading.value, order)
    shifted = len(digits) == 6 and read_stored_digits(digits, window)  # noqa: PLR2004
    if not found:
        return UNREADABLE
    day, order = next(iter(found.items()))
    if len(found) > 1 or shifted:
        return AMBIGUOUS
    return ambiguous(day) if order == "mdy" else one_day(day)


def read_stored_digits(digits: str, window: Window) -> bool:
    """Whether the digits could also be the serial of a day stored in the wrong era."""
    whole = int(digits)
    return whole <= _LAST_SERIAL and (
        read_stored_day(EPOCH + dt.timedelta(days=whole), window).value is not None
    )


def _any_split(digits: str, window: Window) -> bool:
    splits = ((1, 3), (2, 3))
    return any(
        resolve(digits[second:], int(digits[first:second]), int(digits[:first]), window).value
        for first, second in splits
    )
