"""When the report of a month is mailed: a draft to HR first, then the report to its readers."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sheets_sync.planning.report.periods import Period, months_of_year
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.registry.months_and_years import add_months, month_first, month_last
from sheets_sync.settings.model import ScheduleSettings

Due: TypeAlias = Literal["early", "draft", "send"]
"""What is to be mailed by a day: nothing yet · the draft · the report."""

LATE_MONTHS = 2
"""So many months back a report that was missed is still mailed."""


@dataclass(frozen=True, slots=True)
class MailingDays:
    """The days of one month's report."""

    draft: dt.date
    send: dt.date

    def due(self, today: dt.date) -> Due:
        """What is to be mailed by a day; late, it goes under the month's own name."""
        if today >= self.send:
            return "send"
        return "draft" if today >= self.draft else "early"


def mailing_days(month: dt.date, schedule: ScheduleSettings, working: WorkingDays) -> MailingDays:
    """The n-th working days of the month after; its last day where it has fewer."""
    following = add_months(month_first(month), 1)
    return MailingDays(
        working.of_month(following, schedule.draft_working_day) or month_last(following),
        working.of_month(following, schedule.send_working_day) or month_last(following),
    )


def periods_to_mail(
    today: dt.date, begun: dt.date | None, cumulative: Collection[int]
) -> tuple[Period, ...]:
    """Whose report may still be owed, oldest first; none that was over before the service.

    With a month goes the report of the fiscal year up to it, where so many months are over as
    `cumulative` says.
    """
    months = (add_months(month_first(today), -back) for back in range(LATE_MONTHS, 0, -1))
    return tuple(
        period
        for month in months
        if begun is not None and month_first(begun) <= month
        for period in (Period(month), *_year_up_to(month, cumulative))
    )


def _year_up_to(month: dt.date, cumulative: Collection[int]) -> tuple[Period, ...]:
    over = months_of_year(month)
    return (Period(month, over),) if over > 1 and over in cumulative else ()
