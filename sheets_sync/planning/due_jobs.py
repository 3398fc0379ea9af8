"""Which jobs are due: every job has a calendar of slots, and each slot is done once."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.registry.months_and_years import add_months, month_first
from sheets_sync.settings.model import ScheduleSettings

Job: TypeAlias = Literal["check", "remind", "report"]

JOBS: tuple[Job, ...] = get_args(Job)
CHECK: Final = "check"
REMIND: Final = "remind"

LOOK_BACK_MONTHS = 2
"""A report that was missed is still made up for so many months; older ones are history."""


@dataclass(frozen=True, slots=True)
class Due:
    """One job at one slot of its calendar."""

    job: Job
    slot: str
    """Unique for the job: the moment of a check, the day of reminders, the month of a report."""
    month: dt.date | None = None
    """The month that a report is about."""


def due_jobs(
    now: dt.datetime,
    schedule: ScheduleSettings,
    calendar: WorkingDays,
    done: Mapping[Job, Collection[str]],
) -> tuple[Due, ...]:
    """What should have run by now and has not, in the order of running.

    After an outage the newest check and the reminders of today are made up for, once; of the
    reports every month that was missed.
    """
    wanted = (
        *_check(now, schedule),
        *_remind(now, schedule),
        *_reports(now, schedule, calendar),
    )
    return tuple(due for due in wanted if due.slot not in done.get(due.job, ()))


def _check(now: dt.datetime, schedule: ScheduleSettings) -> tuple[Due, ...]:
    """The newest moment of checking that has passed, today's or yesterday's last."""
    if not schedule.check_at:
        return ()
    passed = [time for time in sorted(schedule.check_at) if time <= now.time()]
    day = now.date() if passed else now.date() - dt.timedelta(days=1)
    time = passed[-1] if passed else max(schedule.check_at)
    return (Due("check", f"{day.isoformat()}T{time:%H:%M}"),)


def _remind(now: dt.datetime, schedule: ScheduleSettings) -> tuple[Due, ...]:
    """Every day: whether it is a working day is for the planner, who knows the holidays tab."""
    if now.time() < schedule.remind_at:
        return ()
    return (Due(REMIND, now.date().isoformat()),)


def _reports(
    now: dt.datetime, schedule: ScheduleSettings, calendar: WorkingDays
) -> tuple[Due, ...]:
    """The report of every month whose day has come."""
    months = (add_months(month_first(now.date()), -back) for back in range(LOOK_BACK_MONTHS, 0, -1))
    return tuple(
        Due("report", f"{month:%Y-%m}", month)
        for month in months
        if _report_moment(month, schedule, calendar) <= now.replace(tzinfo=None)
    )


def _report_moment(
    month: dt.date, schedule: ScheduleSettings, calendar: WorkingDays
) -> dt.datetime:
    following = add_months(month, 1)
    day = calendar.of_month(following, schedule.draft_working_day) or following
    return dt.datetime.combine(day, schedule.report_at)
