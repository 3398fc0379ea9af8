"""Dates and times."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

from ...locales import LOCALES, Locale
from ...serials import date_serial, moment, moment_serial, time_fraction
from .. import syntax
from ..scope import Run, Scope, Value
from ..values import (
    Array,
    Dated,
    RangeValue,
    Scalar,
    fail,
    to_number,
    to_text,
    to_whole,
)
from .building import Build, of_scalars, of_values

_ANY = LOCALES["en_US"]
"""Until `_as_here` puts the spreadsheet's own locale in its place."""


def _at(value: Scalar) -> dt.datetime:
    found = moment(to_number(value))
    if found is None or to_number(value) < 0:
        raise fail("#NUM!", "The number is not a date.")
    return found


def _dated(day: dt.date) -> Dated:
    return Dated(date_serial(day), {"type": "DATE"}, _ANY)


def _as_here(build: Build) -> Build:
    """A function whose dates are shown as the spreadsheet's locale writes them."""

    def built(arguments: tuple[syntax.Node, ...]) -> Run:
        run = build(arguments)

        def run_here(scope: Scope) -> Value:
            value, rules = run(scope), scope.calculation.spreadsheet.rules
            if isinstance(value, Array):
                return Array([[_written(cell, rules) for cell in row] for row in value.rows])
            return _written(value, rules) if isinstance(value, Dated) else value

        return run_here

    return built


def _written(value: Scalar, rules: Locale) -> Scalar:
    if not isinstance(value, Dated):
        return value
    kind = value.format["type"]
    pattern = rules.date if kind == "DATE" else rules.date_time
    return Dated(value, {"type": kind, "pattern": pattern}, rules)


def _part(read: Callable[[dt.datetime], int]) -> Build:
    return of_scalars(lambda value: read(_at(value)), 1)


def _date(year: Scalar, month: Scalar, day: Scalar) -> Scalar:
    years, months = to_whole(year), to_whole(month) - 1
    years = years + 1900 if 0 <= years < 1900 else years
    try:
        first = dt.date(years + months // 12, months % 12 + 1, 1)
        return _dated(first + dt.timedelta(days=to_whole(day) - 1))
    except (ValueError, OverflowError):
        raise fail("#NUM!", "The date is out of range.") from None


def _weekday(value: Scalar, kind: Scalar = 1) -> Scalar:
    monday = _at(value).weekday()
    return {1: (monday + 1) % 7 + 1, 2: monday + 1, 3: monday}[to_whole(kind)]


def _months_on(value: Scalar, months: Scalar, *, end: bool) -> Scalar:
    start = _at(value).date()
    index = start.year * 12 + start.month - 1 + to_whole(months)
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return _dated(dt.date(year, month + 1, last if end else min(start.day, last)))


def _datedif(start: Scalar, end: Scalar, unit: Scalar) -> Scalar:
    first, last = _at(start).date(), _at(end).date()
    if first > last:
        raise fail("#NUM!", "Function DATEDIF: the start is after the end.")
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    found = {"D": (last - first).days, "M": months, "Y": months // 12, "YM": months % 12}
    key = to_text(unit).upper()
    if key not in found:
        raise fail("#NUM!", f"Function DATEDIF parameter 3 value is {key}.")
    return found[key]


def _holidays(scope: Scope, value: Value | None) -> set[dt.date]:
    if value is None:
        return set()
    cells = scope.read(value).cells()
    return {_at(c).date() for c in cells if isinstance(c, int | float)}


def _networkdays(scope: Scope, start: Value, end: Value, free: Value | None = None) -> Value:
    first, last = _at(scope.scalar(start)).date(), _at(scope.scalar(end)).date()
    holidays = _holidays(scope, free)
    sign = 1 if first <= last else -1
    low, high = min(first, last), max(first, last)
    days = (low + dt.timedelta(days=n) for n in range((high - low).days + 1))
    return sign * sum(day.weekday() < 5 and day not in holidays for day in days)


def _workday(scope: Scope, start: Value, count: Value, free: Value | None = None) -> Value:
    day, left = _at(scope.scalar(start)).date(), to_whole(scope.scalar(count))
    holidays = _holidays(scope, free)
    step = dt.timedelta(days=1 if left >= 0 else -1)
    while left:
        day += step
        if day.weekday() < 5 and day not in holidays:
            left -= 1 if step.days > 0 else -1
    return _dated(day)


def _days(end: Scalar, start: Scalar) -> Scalar:
    return to_whole(end) - to_whole(start)


def _today(scope: Scope) -> Value:
    return _dated(scope.calculation.now.date())


def _now(scope: Scope) -> Value:
    now = scope.calculation.now.replace(tzinfo=None, microsecond=0)
    return Dated(moment_serial(now), {"type": "DATE_TIME"}, _ANY)


def _is_date(scope: Scope, value: Value) -> Value:
    if scope.array and isinstance(value, Array | RangeValue):
        return Array([[isinstance(c, Dated) for c in row] for row in scope.read(value).rows])
    return isinstance(scope.scalar(value), Dated)


DATES: dict[str, Build] = {
    "YEAR": _part(lambda at: at.year),
    "MONTH": _part(lambda at: at.month),
    "DAY": _part(lambda at: at.day),
    "HOUR": _part(lambda at: at.hour),
    "MINUTE": _part(lambda at: at.minute),
    "SECOND": _part(lambda at: at.second),
    "WEEKNUM": _part(lambda at: int(at.strftime("%U")) + 1),
    "ISOWEEKNUM": _part(lambda at: at.isocalendar().week),
    "WEEKDAY": of_scalars(_weekday, 1, 2),
    "DATE": _as_here(of_scalars(_date, 3)),
    "TIME": of_scalars(lambda h, m, s: time_fraction(to_whole(h), to_whole(m), to_whole(s)) % 1, 3),
    "DATEVALUE": of_scalars(lambda text: int(to_number(text)), 1),
    "EDATE": _as_here(of_scalars(lambda value, months: _months_on(value, months, end=False), 2)),
    "EOMONTH": _as_here(of_scalars(lambda value, months: _months_on(value, months, end=True), 2)),
    "DATEDIF": of_scalars(_datedif, 3),
    "DAYS": of_scalars(_days, 2),
    "TODAY": _as_here(of_values(_today, 0)),
    "NOW": _as_here(of_values(_now, 0)),
    "NETWORKDAYS": of_values(_networkdays, 2, 3),
    "WORKDAY": _as_here(of_values(_workday, 2, 3)),
    "ISDATE": of_values(_is_date, 1),
}
