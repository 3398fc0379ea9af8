"""Numbers, typed with Thai digits, thousands separators or a unit behind them."""

import datetime as dt
import math
import re

import numpy as np

from sheets_sync.registry.cells import Problem
from sheets_sync.registry.kinds.kind_reader import Read, Typed
from sheets_sync.registry.schema import Column
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import arabic_digits

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_NUMBER_INSIDE = re.compile(r"(?<![\d.,])[+-]?\d+(?:\.\d+)?(?![\d.,])")


def read_number(typed: Typed) -> Read:
    """The number as a float; not a number where there is none or it is out of range."""
    read = Read(np.full(len(typed.raw), np.nan))
    for position, text in typed.items():
        raw = typed.raw[position]
        number = float(raw) if isinstance(raw, int | float) else _number_in(text)
        if number is None and typed.column.unit == "hours":
            number = _hours(raw, text)
        if number is None or not math.isfinite(number):
            read.complain(position, _unreadable(text, typed.column))
        elif _out_of_bounds(number, typed.column) or (
            typed.column.whole and not number.is_integer()
        ):
            facts = _allowed_range(number, typed.column)
            read.complain(position, Problem("number-out-of-range", facts=facts))
        else:
            read.values[position] = number
    return read


def _unreadable(text: str, column: Column) -> Problem:
    """What was most likely meant; of hours told in two ways, both."""
    if column.unit != "hours":
        return Problem("number-unreadable", _only_number(text))
    either = _OPEN_HOURS.fullmatch(arabic_digits(text))
    if either is None:
        return Problem("number-unreadable", _spelled_hours(text))
    clock = shown(round(int(either[1]) + int(either[2]) / 60, 2))
    decimal = shown(float(f"{either[1]}.{either[2]}"))
    if clock == decimal:
        return Problem("number-unreadable", decimal)
    facts = {"variant": "either", "clock": clock, "decimal": decimal}
    facts |= {"hours": either[1], "minutes": either[2]}
    return Problem("number-unreadable", f"{clock} / {decimal}", facts=facts)


def _allowed_range(number: float, column: Column) -> dict[str, object]:
    """The column's bounds, and which sentence says what is wrong with the number."""
    low = column.minimum if column.above is None else column.above
    return {
        "low": "" if low is None else shown(low),
        "high": "" if column.maximum is None else shown(column.maximum),
        "variant": _range_said(column) if _out_of_bounds(number, column) else "whole",
    }


def _range_said(column: Column) -> str:
    match (column.above is not None, column.minimum is not None, column.maximum is not None):
        case (True, _, True):
            return "above_to"
        case (True, _, False):
            return "above"
        case (False, True, True):
            return "between"
        case (False, True, False):
            return "at_least"
        case _:
            return "at_most"


def _number_in(text: str) -> float | None:
    digits = arabic_digits(text).replace("\u2212", "-").replace(" ", "")
    return (
        float(digits.replace(",", ""))
        if digits and _NUMBER.fullmatch(digits) and any(letter.isdigit() for letter in digits)
        else None
    )


_SPAN = re.compile(r"(\d{1,3}):([0-5]\d)(?::[0-5]\d)?")


def _hours(raw: object, text: str) -> float | None:
    """The hours in a time span: 26:00 as a spreadsheet keeps it, or typed as 2:30."""
    match raw:
        case dt.timedelta():
            return round(raw.total_seconds() / 3600, 4)
        case dt.datetime() if raw.year < _FIRST_YEAR:
            return round((raw - dt.datetime(1899, 12, 31)).total_seconds() / 3600, 4)  # noqa: DTZ001
        case dt.time():
            return raw.hour + raw.minute / 60
    span = _SPAN.fullmatch(arabic_digits(text))
    return None if span is None else int(span[1]) + int(span[2]) / 60


_HOUR = r"\s*(?:ชั่วโมง|ช\.?\s*ม\.?|hours?|hrs?\.?|h)"
_MINUTE = r"\s*(?:นาที|น\.|minutes?|mins?\.?|m)"
_IN_WORDS = re.compile(
    rf"(\d+(?:\.\d)?){_HOUR}\s*(?:(ครึ่ง)|(\d{{1,2}})(?:{_MINUTE})?)?|(\d{{1,4}}){_MINUTE}",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"(\d{1,2})[.:]([0-5]\d)\s*(?:น\.?)?\s*[-–—]\s*(\d{1,2})[.:]([0-5]\d)\s*(?:น\.?)?"
)


def _spelled_hours(text: str) -> str | None:
    """The hours to type for 1 ชม. 30 นาที, for 90 นาที, and for 09.00–12.00 น."""
    typed = arabic_digits(text).strip()
    span = _FROM_TO.fullmatch(typed)
    if span is not None:
        start, end = (int(span[at]) * 60 + int(span[at + 1]) for at in (1, 3))
        return shown(round((end - start) / 60, 2)) if end > start else None
    said = _IN_WORDS.fullmatch(typed)
    if said is None:  # a day has as many hours as one works
        return None if _OPEN.search(typed) else _only_number(text)
    minutes = 30.0 if said[2] else float(said[3] or said[4] or 0)
    return shown(round(float(said[1] or 0) + minutes / 60, 2))


_OPEN = re.compile(rf"\.[0-5]\d{_HOUR}|วัน|days?", re.IGNORECASE)
_OPEN_HOURS = re.compile(rf"(\d{{1,2}})\.([0-5]\d){_HOUR}", re.IGNORECASE)
"""2.30 ชม. may be two hours and thirty minutes, or two hours and three tenths."""
_FIRST_YEAR = 1902
"""A longer span, shown as a time of day, is kept as a day of 1900."""


def _only_number(text: str) -> str | None:
    """The number to type, where a text holds exactly one: "12 คน" means 12."""
    inside: list[str] = _NUMBER_INSIDE.findall(arabic_digits(text))
    return inside[0] if len(inside) == 1 else None


def _out_of_bounds(number: float, column: Column) -> bool:
    return (
        (column.minimum is not None and number < column.minimum)
        or (column.above is not None and number <= column.above)
        or (column.maximum is not None and number > column.maximum)
    )
