"""The government's holidays of one calendar year, and how far each of them can be relied on."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.planning.working_days import named_holidays
from sheets_sync.registry.months_and_years import ERA
from sheets_sync.registry.schema import Language

HolidaySource: TypeAlias = Literal["fixed", "lunar", "announced", "typed", "worked"]
"""fixed: the same day every year, or in lieu of one; lunar: computed from the moon; announced: the
cabinet chose it for that year; typed: in the holidays tab; worked: there, too, as a day that the
agency works."""

_LUNAR = ("มาฆบูชา", "วิสาขบูชา", "อาสาฬหบูชา", "เข้าพรรษา")
_PLOUGHING = "พืชมงคล"
"""The day that only the cabinet's list tells: nobody can compute it."""
_ANNOUNCED = (_PLOUGHING, "วันหยุดพิเศษ")


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day of the list."""

    day: dt.date
    name: str
    source: HolidaySource


@dataclass(frozen=True, slots=True)
class HolidayList:
    """The days of a year, as they will count."""

    year: int
    """Calendar year, B.E."""
    days: tuple[Holiday, ...]
    is_confirmed: bool
    """Whether HR says that the list is the cabinet's."""
    lacks_ploughing: bool
    """Whether the Royal Ploughing Day is in neither the list nor the tab."""


def holiday_list(context: RuleContext, year: int, language: Language) -> HolidayList:
    """What counts in a calendar year (B.E.): the computed days, and the tab laid over them."""
    thai = named_holidays(year - ERA, "th")
    names = named_holidays(year - ERA, language)
    days = {day: Holiday(day, names[day], _source(thai[day])) for day in thai}
    ploughing = any(_PLOUGHING in name for name in thai.values())
    table = context.table("holidays")
    for row in range(len(table)):
        typed = table["date"].at(row)
        if np.isnat(typed) or typed.astype(object).year != year - ERA:
            continue
        day = typed.astype(object)
        name = table["name"].shown(row).strip()
        ploughing = ploughing or _PLOUGHING in name
        known = days[day].name if day in days else ""
        source: HolidaySource = "worked" if table["working"].at(row) is True else "typed"
        days[day] = Holiday(day, name or known, source)
    confirmed = context.settings.year.holidays_confirmed >= year
    return HolidayList(year, tuple(days[day] for day in sorted(days)), confirmed, not ploughing)


def year_to_confirm(context: RuleContext) -> int | None:
    """The calendar year (B.E.) whose holidays HR is asked to look at now; None while none is."""
    today, settings = context.snapshot.today, context.settings.year
    this_year = today.year + ERA
    asked = this_year + 1 if today.month >= settings.holidays_from_month else this_year
    is_new = asked > this_year or settings.holidays_confirmed > 0
    return asked if is_new and settings.holidays_confirmed < asked else None


def _source(name: str) -> HolidaySource:
    if any(one in name for one in _LUNAR):
        return "lunar"
    return "announced" if any(one in name for one in _ANNOUNCED) else "fixed"
