"""The table of scheduled jobs. A new one is a line here, and its name in `jobs.names`."""

import datetime as dt
from typing import Final

from sheets_sync.planning.run_calendar import RunCalendar, daily, working_day_of_month
from sheets_sync.planning.run_slots import ScheduledJob
from sheets_sync.settings.model import Settings

CHECK: Final = "check"
REMIND: Final = "remind"
REPORT: Final = "report"
REPORT_MAIL: Final = "report-mail"
PURGE: Final = "purge"
_AT_NIGHT = dt.time(2, 15)
"""When nobody waits for the ledger."""
_DAY = dt.timedelta(days=1)
_CHECK_LATE = dt.timedelta(days=2)
_REPORT_LATE = dt.timedelta(days=62)
"""Longer than two months: the report of a month is not lost by an outage of one."""


def scheduled_jobs(settings: Settings) -> tuple[ScheduledJob, ...]:
    """What the settings want to run by itself, in the order of running."""
    schedule, window = settings.schedule, settings.reminders
    drafts = RunCalendar(working_day_of_month(schedule.draft_working_day), (schedule.report_at,))
    checks = RunCalendar(daily(), schedule.check_at)
    owed = RunCalendar(daily(), (max(schedule.report_at, window.window_start),))
    mails = RunCalendar(daily(), (settings.reminders_leave_at,))
    nights = RunCalendar(daily(), (_AT_NIGHT,))
    end = window.window_end if settings.mail.transport == "smtp" else dt.time.max
    return (
        ScheduledJob(CHECK, "check", checks, "moment", "latest", _CHECK_LATE),
        ScheduledJob(
            REMIND, "remind", mails, "day", "coalesce", _DAY, for_all=True, rests=True, until=end
        ),
        ScheduledJob(REPORT, "report", drafts, "month", "all", _REPORT_LATE),
        ScheduledJob(
            REPORT_MAIL, "report", owed, "day", "latest", _DAY, options=(("owed", True),), until=end
        ),
        ScheduledJob(PURGE, "purge", nights, "day", "latest", _DAY, for_all=True),
    )
