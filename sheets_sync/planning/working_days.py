"""Working days: the government's holidays, and what the agency's own tab says over them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # whoever knows no workbook needs no pandas to count days
    from sheets_sync.registry.snapshot import Snapshot

_SATURDAY = 5
_DAY = dt.timedelta(days=1)
_LABOUR_DAY = "แรงงาน"
"""In the name of the one public holiday on which government offices work."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days the agency works: Monday to Friday without the holidays."""

    holidays: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    """Days that are worked though they are a holiday or a weekend."""

    def is_working(self, day: dt.date) -> bool:
        """Whether the agency works on that day."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def on_or_after(self, day: dt.date) -> dt.date:
        """The day itself if it is worked, else the next one that is."""
        while not self.is_working(day):
            day += _DAY
        return day

    def on_or_before(self, day: dt.date) -> dt.date:
        """The day itself if it is worked, else the last one that was."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def after(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after a day; the day itself for 0."""
        for _ in range(count):
            day = self.on_or_after(day + _DAY)
        return day

    def before(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day before a day; the day itself for 0."""
        for _ in range(count):
            day = self.on_or_before(day - _DAY)
        return day

    def of_week(self, day: dt.date, number: int) -> dt.date | None:
        """The n-th working day of the day's week, the last one of a shorter week, if any."""
        monday = day - _DAY * day.weekday()
        return _nth((monday + _DAY * place for place in range(7)), number, self)

    def of_month(self, day: dt.date, number: int) -> dt.date | None:
        """The n-th working day of the day's month, the last one of a shorter month, if any."""
        return _nth(_days_of_month(day), number, self)


def _nth(days: Iterable[dt.date], number: int, calendar: WorkingDays) -> dt.date | None:
    worked = [day for day in days if calendar.is_working(day)][:number]
    return worked[-1] if worked else None


def _days_of_month(day: dt.date) -> Iterator[dt.date]:
    this = day.replace(day=1)
    while this.month == day.month:
        yield this
        this += _DAY


def government_holidays(years: Iterable[int]) -> frozenset[dt.date]:
    """The days Thai government offices are closed, as far as they are known in advance.

    Days that the cabinet announces later belong into the holidays tab.
    """
    return frozenset().union(*(_of_year(year) for year in years))


def named_holidays(year: int, language: Literal["th", "en"]) -> dict[dt.date, str]:
    """Those days of one year in their order, with their names."""
    names = _known(year, language)
    return {day: names[day] for day in sorted(_of_year(year))}


@cache
def _of_year(year: int) -> frozenset[dt.date]:
    return frozenset(
        day
        for day, names in _known(year, "th").items()
        if not all(_LABOUR_DAY in name for name in names.split("; "))
    )


@cache
def _known(year: int, language: Literal["th", "en"]) -> dict[dt.date, str]:
    import holidays  # slow import

    found = holidays.country_holidays(
        "TH",
        years=year,
        categories=("public", "government"),
        language="th" if language == "th" else "en_US",
    )
    return {day: str(names) for day, names in found.items()}


def own_holidays(snapshot: "Snapshot") -> list[tuple[dt.date, bool]]:
    """The days of the holidays tab, and whether the agency works on them."""
    table = snapshot["holidays"]
    rows = zip(table["date"].per_row(), table["working"].per_row(), strict=True)
    days = ((day.astype(object), bool(worked)) for day, worked in rows)
    return [(day, worked) for day, worked in days if day is not None]


def agency_days(
    today: dt.date, rows: Iterable[tuple[dt.date, bool]], *, years: int = 1
) -> WorkingDays:
    """The calendar around `today`; `rows` are the tab's days and whether each is worked."""
    own = dict(rows)
    span = range(today.year - years, today.year + years + 1)
    worked = frozenset(day for day, is_worked in own.items() if is_worked)
    closed = frozenset(day for day, is_worked in own.items() if not is_worked)
    return WorkingDays((government_holidays(span) | closed) - worked, worked - closed)
