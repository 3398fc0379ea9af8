"""What USER_ENTERED makes of a text: what would stand in the cell if somebody had typed it."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

from .cells import BLANK, CellError, Formula, Value, error_from_text, tidy_number
from .locales import LOCALES, Locale
from .serials import date_serial, time_fraction

Typed = tuple[Value | CellError, dict[str, Any] | None]

_THREE_NUMBERS = re.compile(r"^(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})$", re.ASCII)
_TWO_NUMBERS = re.compile(r"^(\d{1,2})([/\-])(\d{1,2})$", re.ASCII)
_DAY_MONTH_YEAR = re.compile(r"^(\d{1,2})([ \-])([^\d\s,\-]+)[ \-,]+(\d{2}|\d{4})$", re.ASCII)
_MONTH_DAY_YEAR = re.compile(r"^([^\d\s,\-]+)[ \-](\d{1,2})(?:, ?| )(\d{2}|\d{4})$", re.ASCII)
_TIME = re.compile(r"^(\d{1,4}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])[Mm])?$", re.ASCII)
_CURRENCIES = "$€£¥฿₩"
_PIVOT = 30
_EARLIEST_YEAR = 1000


def parse_entry(text: str, locale: Locale, today: dt.date) -> Typed:
    """The value and the number format that typing this text gives a cell in automatic format."""
    if text.startswith("'"):
        return text[1:], None
    if text.startswith("=") and len(text) > 1:
        return Formula(text), None
    entered = text.strip()
    if not entered:
        return text or BLANK, None
    if entered.upper() in {"TRUE", "FALSE"}:
        return entered.upper() == "TRUE", None
    if error := error_from_text(entered):
        return error, None
    return _number(entered, locale) or _date_and_time(entered, locale, today) or (text, None)


def _number(text: str, locale: Locale) -> Typed | None:
    bare = text
    sign = 1
    if bare.startswith("(") and bare.endswith(")"):
        sign, bare = -1, bare[1:-1]
    elif bare[:1] in "+-":
        sign, bare = (-1 if bare[0] == "-" else 1), bare[1:]
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    currency = bare[:1] if bare[:1] in _CURRENCIES and bare[:1] else ""
    bare = bare.removeprefix(currency).strip()
    grouped = locale.group in bare
    digits = _digits(bare, locale)
    if digits is None:
        return None
    number = sign * float(digits)
    if math.isinf(number):
        return None
    decimals = len(digits.partition(".")[2]) if "e" not in digits.lower() else 0
    if percent:
        return tidy_number(number / 100), _format("PERCENT", "0.00%" if decimals else "0%")
    if currency:
        places = "#,##0.00" if decimals else "#,##0"
        return tidy_number(number), _format("CURRENCY", f'"{currency}"{places}')
    if grouped:
        return tidy_number(number), _format("NUMBER", "#,##0.00" if decimals else "#,##0")
    return tidy_number(number), _format("SCIENTIFIC", "0.00E+00") if "e" in digits.lower() else None


def _digits(text: str, locale: Locale) -> str | None:
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    whole = rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)"
    shape = rf"^(?:{whole}(?:{decimal}[0-9]*)?|{decimal}[0-9]+)(?:[eE][+-]?[0-9]{{1,3}})?$"
    if not re.match(shape, text):
        return None
    return text.replace(locale.group, "").replace(locale.decimal, ".")


def _date_and_time(text: str, locale: Locale, today: dt.date) -> Typed | None:
    if time := _time(text):
        return time[0], _format("TIME", time[1])
    if found := _date(text, locale, today):
        return date_serial(found[0]), _format("DATE", found[1])
    first, _, rest = text.partition(" ")
    day, time = _date(first, locale, today), _time(rest.strip())
    if day and time and time[0] < 1 and not first.isdigit():
        pattern = f"{day[1]} {time[1]}"
        return tidy_number(date_serial(day[0]) + time[0]), _format("DATE_TIME", pattern)
    return None


def _time(text: str) -> tuple[float | int, str] | None:
    found = _TIME.match(text)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").lower()
    if minute > 59 or second > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    pattern = ("h:mm:ss" if found[3] else "h:mm") + (" am/pm" if half else "")
    if hour >= 24:
        pattern = "[h]:mm:ss"  # a day or more is a duration
    return tidy_number(time_fraction(hour, minute, second)), pattern


def _date(text: str, locale: Locale, today: dt.date) -> tuple[dt.date, str] | None:
    if found := _THREE_NUMBERS.match(text):
        return _from_three(found[1], found[3], found[4], found[2], locale)
    if found := _TWO_NUMBERS.match(text):
        first, second = int(found[1]), int(found[3])
        month, day = (second, first) if locale.date_order == "dmy" else (first, second)
        return _dated(today.year, month, day, locale.date)
    if found := _DAY_MONTH_YEAR.match(text):
        month, mark = _month(found[3], locale), found[2]
        return _dated(_full_year(found[4]), month, int(found[1]), f"d{mark}mmm{mark}yyyy")
    if found := _MONTH_DAY_YEAR.match(text):
        month = _month(found[1], locale)
        return _dated(_full_year(found[3]), month, int(found[2]), "mmm d, yyyy")
    return None


def _from_three(
    first: str, second: str, third: str, mark: str, locale: Locale
) -> tuple[dt.date, str] | None:
    if mark == "." and "." not in locale.date:
        return None
    if len(first) == 4:
        return _dated(int(first), int(second), int(third), f"yyyy{mark}mm{mark}dd")
    if len(first) > 2 or len(third) == 3:
        return None
    if locale.date_order == "ymd":
        return _dated(_full_year(first), int(second), int(third), locale.date)
    day, month = (first, second) if locale.date_order == "dmy" else (second, first)
    return _dated(_full_year(third), int(month), int(day), locale.date)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _dated(year: int, month: int, day: int, pattern: str) -> tuple[dt.date, str] | None:
    if year < _EARLIEST_YEAR:
        return None
    try:
        return dt.date(year, month, day), pattern
    except ValueError:
        return None


def _month(text: str, locale: Locale) -> int:
    """The number of a month's name, 0 for a word that is none."""
    word = text.lower().rstrip(".")
    for names in (locale.months, locale.short_months, *_ENGLISH):
        for number, name in enumerate(names, 1):
            if word == name.lower().rstrip("."):
                return number
    return 0


_ENGLISH = (LOCALES["en_US"].months, LOCALES["en_US"].short_months)


def _format(kind: str, pattern: str) -> dict[str, Any]:
    return {"type": kind, "pattern": pattern}
