"""What a row of marks says: a day, a month, a range, several days, or nothing.

A part is what can stand on one side of "to": any of day, month and year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sheets_sync.registry.dates.date_reading import (
    AMBIGUOUS,
    UNREADABLE,
    DateReading,
    Slip,
    ambiguous,
    implausible,
)
from sheets_sync.registry.dates.years import Era, Window, resolve
from sheets_sync.registry.months_and_years import month_last

_MONTHS = 12
_DAYS = 31


@dataclass(frozen=True, slots=True)
class _Part:
    day: int | None = None
    month: int | None = None
    year: str | None = None
    era: Era = None
    weekday: int | None = None
    numeric: bool = False
    """Whether the month was typed as a number, so that its order can be in doubt."""


_DAY = r"(?P<day>[0-9]{1,2})"
_NUMBER = r"(?P<number>[0-9]{1,2})"
_NAME = r"(?P<name>[a-l])"
_ANY = r"[ ./,-]?"
_YEAR = r"(?:(?P<era>[XY])[ .]?)?'?(?P<year>[0-9]{1,6})(?: ?(?P<after>[XY]))?"
_FULL_YEAR = r"(?:(?P<era>[XY]) ?)?(?P<year>[0-9]{4})(?: ?(?P<after>[XY]))?"
_SURE_YEAR = (
    r"(?:(?P<era>[XY])[ .]?'?(?P<year>[0-9]{2}|[0-9]{4})"
    r"|(?:'(?P<year2>[0-9]{2})|(?P<year3>3[2-9]|[4-9][0-9]|[0-9]{3,6}))(?: ?(?P<after>[XY]))?)"
)
_FORMS = (
    rf"{_DAY}(?P<sep>[ ./-]){_NUMBER}(?:(?P=sep)|(?=[ XY])) ?{_YEAR}",
    rf"{_FULL_YEAR}(?P<sep>[ ./-]){_NUMBER}(?P=sep){_DAY}",
    rf"{_DAY}{_ANY}{_NAME}{_ANY}{_YEAR}",
    rf"{_NAME}{_ANY}{_DAY}[ ,./-]{_YEAR}",
    rf"{_FULL_YEAR}{_ANY}{_NAME}{_ANY}{_DAY}",
    rf"{_NAME}{_ANY}{_SURE_YEAR}",
    rf"{_NUMBER}[ ./-]{_FULL_YEAR}",
    rf"{_FULL_YEAR}[ ./-]{_NUMBER}",
    rf"{_FULL_YEAR}{_ANY}{_NAME}",
    rf"{_DAY}{_ANY}{_NAME}",
    rf"{_NAME}{_ANY}{_DAY}",
    rf"{_DAY}[/-]{_NUMBER}",
    rf"{_DAY}\.(?P<number>0[1-9]|1[0-2])",
    _NAME,
    _DAY,
)
_CLOCK = r"(?: (?:[01]?[0-9]|2[0-3])\.[0-5][0-9](?:[-~](?:[01]?[0-9]|2[0-3])\.[0-5][0-9])?)?"
_PARTS = tuple(
    re.compile(rf"(?:(?P<weekday>[A-G])[ ,.]{{0,2}})?{form}(?:[ ,]{{0,2}}(?P<weekday_after>[A-G]))?"
               + (_CLOCK if "year" in form and "day" in form else ""))
    for form in _FORMS
)  # fmt: skip
_ENGLISH_RANGE = re.compile(
    rf"{_NAME} ?(?P<first>[0-9]{{1,2}})[-~](?P<last>[0-9]{{1,2}})"
    r"[ ,]{1,2}(?P<rest>[XY]? ?'?[0-9]+)"
)
_ISO_INTERVAL = re.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_WEEKDAYS_RANGE = re.compile(r"(?P<first>[A-G]) ?[-~] ?(?P<last>[A-G])[ ,]?(?P<days>[0-9].*)")
_ONE_FULL = (
    r"[0-9]{1,2}(?:[./-][0-9]{1,2}[./-]|[ ./-]?[a-l][ ./-]?)(?:[XY] ?)?(?:[0-9]{4}|[0-9]{2})"
)
_SEVERAL_FULL = re.compile(rf"{_ONE_FULL}(?:[ ,+/]*{_ONE_FULL})+")


def read_marks(marks: str, window: Window) -> DateReading:
    """The meaning of a whole cell's marks."""
    if "?" in marks or marks[:1] in ("~", "-") or marks[-1:] in ("~", "-"):
        sure = (
            read_marks(marks.replace("?", " ").strip(" ~-"), window)
            if marks.strip(" ~-?")
            else UNREADABLE
        )
        if sure.kind in ("unreadable", "implausible"):
            return sure
        return ambiguous(sure.value if sure.kind == "date" else None)
    part = _part(marks)
    if part is not None:
        return _read_part(part, window)
    return _read_range(marks, window) or _read_several(marks) or UNREADABLE


def _part(marks: str) -> _Part | None:
    for pattern in _PARTS:
        if found := pattern.fullmatch(marks):
            return _as_part(found)
    return None


def _as_part(found: re.Match[str]) -> _Part:
    said = {name: text for name, text in found.groupdict().items() if text}
    era = {"X": "BE", "Y": "CE"}.get(said.get("era") or said.get("after") or "")
    weekday = said.get("weekday") or said.get("weekday_after")
    number, name = said.get("number"), said.get("name")
    return _Part(
        day=int(said["day"]) if "day" in said else None,
        month=ord(name) - ord("a") + 1 if name else int(number) if number else None,
        year=said.get("year") or said.get("year2") or said.get("year3"),
        era="BE" if era == "BE" else "CE" if era else None,
        weekday=ord(weekday) - ord("A") if weekday else None,
        numeric=number is not None,
    )


def _read_part(part: _Part, window: Window) -> DateReading:
    if part.month is None:
        return UNREADABLE
    if part.year is None:
        return _without_year(part, window)
    if part.day is None:
        first = resolve(part.year, part.month, 1, window, part.era)
        return _whole_month(part, first, window)
    doubt = _doubtful_order(part, window)
    if doubt is not None:
        return doubt
    reading = resolve(part.year, part.month, part.day, window, part.era)
    if reading.value and part.weekday is not None and reading.value.weekday() != part.weekday:
        return replace(reading, slips=("weekday",))
    return reading


def _whole_month(part: _Part, first: DateReading, window: Window) -> DateReading:
    """A month counts when all its days are plausible; no weekday belongs to it."""
    if part.weekday is not None:
        return UNREADABLE
    if first.value is None:
        return first
    last = month_last(first.value)
    return replace(first, kind="month", end=last) if last in window else implausible()


def _doubtful_order(part: _Part, window: Window) -> DateReading | None:
    """Ambiguous where the day and month, or the year and day, seem to be swapped."""
    if not part.numeric or part.month is None or part.day is None or part.year is None:
        return None
    if part.month > _MONTHS and 1 <= part.day <= _MONTHS:
        swapped = resolve(part.year, part.day, part.month, window, part.era)
        return ambiguous(swapped.value) if part.month <= _DAYS else UNREADABLE
    if part.day > _DAYS and len(part.year) == len("69"):
        year_first = resolve(f"{part.day}", part.month, int(part.year), window, part.era)
        return ambiguous(year_first.value) if year_first.value else None
    return None


def _without_year(part: _Part, window: Window) -> DateReading:
    if part.day is None or part.month is None:
        return UNREADABLE
    day, month = part.day, part.month
    if part.numeric and month > _MONTHS:
        if not 1 <= day <= _MONTHS:
            return UNREADABLE
        return AMBIGUOUS  # month first, or a month with a two-digit year
    this_year = window.today.year
    days = [
        found
        for year in (this_year - 1, this_year, this_year + 1)
        if (found := resolve(f"{year:04}", month, day, window, "CE").value)
    ]
    if not days:
        leap_day = month == 2 and day == 29  # noqa: PLR2004 -- exists in other years
        return AMBIGUOUS if leap_day else UNREADABLE
    return ambiguous(min(days, key=lambda found: abs(found - window.today)))


def _read_range(marks: str, window: Window) -> DateReading | None:
    weekdays = _WEEKDAYS_RANGE.fullmatch(marks)
    if weekdays is not None:
        return _with_weekdays(weekdays, window)
    english = _ENGLISH_RANGE.fullmatch(marks)
    if english is not None:
        name, rest = english["name"], english["rest"]
        marks = f"{english['first']} {name}~{english['last']} {name} {rest}"
    readings: list[DateReading] = []
    for left, right in _splits(marks):
        reading = _between(left, right, window)
        if reading is not None and reading not in readings:
            readings.append(reading)
    good = [reading for reading in readings if reading.value]
    if good:
        return good[0] if len(good) == 1 else AMBIGUOUS
    return readings[0] if readings else None


def _splits(marks: str) -> Iterator[tuple[_Part, _Part]]:
    if _ISO_INTERVAL.fullmatch(marks):
        places = [marks.index("/")]
    else:
        connector = "~" if "~" in marks else "-"
        places = [place for place, mark in enumerate(marks) if mark == connector]
    for place in places:
        left, right = _part(marks[:place].strip(" ,")), _part(marks[place + 1 :].strip(" ,"))
        if left is not None and right is not None:
            yield left, right


def _between(left: _Part, right: _Part, window: Window) -> DateReading | None:
    if right.month is None or (left.month is None and (right.day is None or left.day is None)):
        return None
    if left.month is None:
        left = replace(left, month=right.month, year=right.year, era=right.era)
    if left.year is None and right.year is None:
        start = _without_year(replace(left, day=left.day or 1), window)
        return AMBIGUOUS if start.kind == "ambiguous" else None
    start, end = (_read_part(part, window) for part in _with_years(left, right))
    for side in (start, end):
        if side.value is None:
            return side
    first, last = start.value, end.end or end.value
    if first is None or last is None or last < first:
        return AMBIGUOUS
    slips: tuple[Slip, ...] = ("weekday",) if "weekday" in start.slips + end.slips else ()
    return DateReading(first, last, "range", slips)


def _with_years(left: _Part, right: _Part) -> tuple[_Part, _Part]:
    """Both sides with a year; a missing one is the nearest that runs forward."""
    turns = (left.month or 0) > (right.month or 0)
    if left.year is None and right.year is not None:
        year = int(right.year) - turns
        return replace(left, year=str(year).zfill(len(right.year)), era=right.era), right
    if right.year is None and left.year is not None:
        year = int(left.year) + turns
        return left, replace(right, year=str(year).zfill(len(left.year)), era=left.era)
    return left, right


def _with_weekdays(found: re.Match[str], window: Window) -> DateReading | None:
    reading = _read_range(found["days"], window)
    if reading is None or reading.value is None or reading.end is None:
        return reading
    written = tuple(ord(found[side]) - ord("A") for side in ("first", "last"))
    if written != (reading.value.weekday(), reading.end.weekday()):
        return replace(reading, slips=("weekday",))
    return reading


def _read_several(marks: str) -> DateReading | None:
    if _SEVERAL_FULL.fullmatch(marks):
        return AMBIGUOUS
    pieces = [piece.strip() for piece in re.split("[,+~]", marks)]
    if len(pieces) == 1:
        return None
    parts = [_part(piece) or _range_parts(piece) for piece in pieces]
    if all(parts) and any(part and part.month for part in parts):
        return AMBIGUOUS
    return None


def _range_parts(piece: str) -> _Part | None:
    """The right side of a range inside a list of days."""
    left, dash, right = piece.partition("-")
    return _part(right) if dash and _part(left) else None
