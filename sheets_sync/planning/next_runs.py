"""When each job comes next by its calendar."""

import datetime as dt
from collections.abc import Mapping

from sheets_sync.planning.due_jobs import JOBS, Job
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.registry.months_and_years import add_months, month_first
from sheets_sync.settings.model import Settings

_DAY = dt.timedelta(days=1)


def next_moments(
    now: dt.datetime, settings: Settings, calendar: WorkingDays
) -> Mapping[Job, dt.datetime | None]:
    """The next moment of every job after `now`, in its time zone; nothing for one that is off."""
    moments = {
        "check": _check(now, settings),
        "remind": _remind(now, settings, calendar),
        "report": _report(now, settings, calendar),
    }
    return {job: moments[job] for job in JOBS}


def _check(now: dt.datetime, settings: Settings) -> dt.datetime | None:
    times = sorted(settings.schedule.check_at)
    days = (now.date(), now.date() + _DAY)
    moments = (dt.datetime.combine(day, time, now.tzinfo) for day in days for time in times)
    return next((moment for moment in moments if moment > now), None)


def _remind(now: dt.datetime, settings: Settings, calendar: WorkingDays) -> dt.datetime:
    day, leave_at = now.date(), settings.reminders_leave_at
    if now.time() >= leave_at:
        day += _DAY
    return dt.datetime.combine(calendar.on_or_after(day), leave_at, now.tzinfo)


def _report(now: dt.datetime, settings: Settings, calendar: WorkingDays) -> dt.datetime | None:
    schedule = settings.schedule
    for ahead in (0, 1):
        month = add_months(month_first(now.date()), ahead)
        day = calendar.of_month(month, schedule.draft_working_day) or month
        moment = dt.datetime.combine(day, schedule.report_at, now.tzinfo)
        if moment > now:
            return moment
    return None
