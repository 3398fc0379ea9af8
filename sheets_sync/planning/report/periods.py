"""Which months a report is about: one, or the 3, 6, 9, 12 of a fiscal year up to one."""

import datetime as dt
from dataclasses import dataclass

from sheets_sync.registry.months_and_years import (
    add_months,
    fiscal_year,
    fiscal_year_first,
    month_first,
    month_last,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or several of a fiscal year up to one."""

    month: dt.date
    """The first day of the last month."""
    months: int = 1

    @property
    def folder(self) -> str:
        """Its folder: `2026-10`, or `2026-03-6m`."""
        return self.name.replace("/", "-")

    @property
    def name(self) -> str:
        """`2026-10`, or `2026-03/6m`."""
        return period_name(self.month, self.months)

    @property
    def command(self) -> str:
        """What is typed to make its report."""
        length = "" if self.months == 1 else f" --period {self.months}m"
        return f"cop-steward report --month {self.month:%Y-%m}{length}"


def period_name(month: dt.date, months: int) -> str:
    """How a report is named in the ledger, in folders and on the command line."""
    return f"{month:%Y-%m}" if months == 1 else f"{month:%Y-%m}/{months}m"


def asked_period(month: dt.date | None, length: str | None, today: dt.date) -> Period:
    """What was asked for: by default the last full month.

    A longer period is that of the month's fiscal year; without a month the last one that is over:
    asked for twelve months in October, the fiscal year that has just ended.
    """
    if length is None:
        return Period(month_first(month or add_months(month_first(today), -1)))
    months = int(length.removesuffix("m"))
    if month is not None:
        return Period(_last(fiscal_year(month), months), months)
    year = fiscal_year(today)
    over = month_last(_last(year, months)) < today
    return Period(_last(year if over else year - 1, months), months)


def months_of_year(month: dt.date) -> int:
    """How many months of its fiscal year are over with that month."""
    first = fiscal_year_first(fiscal_year(month))
    return (month.year - first.year) * 12 + month.month - first.month + 1


def _last(year: int, months: int) -> dt.date:
    """The last of the first so many months of a fiscal year."""
    return add_months(fiscal_year_first(year), months - 1)


def period_of_folder(name: str) -> Period:
    """The period whose folder is called so."""
    year, month, *length = name.split("-")
    months = int(length[0].removesuffix("m")) if length else 1
    return Period(dt.date(int(year), int(month), 1), months)
