import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from sheets_sync.planning.next_runs import next_moments
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.settings.config_file import defaults

BARE = defaults(Path("/nowhere"))
ZONE = BARE.timezone
SETTINGS = replace(
    BARE,
    schedule=replace(
        BARE.schedule,
        check_at=(dt.time(12), dt.time(7)),
        remind_at=dt.time(7, 30),
        report_at=dt.time(9),
        draft_working_day=2,
    ),
    reminders=replace(BARE.reminders, window_start=dt.time(8, 30)),
)
CALENDAR = WorkingDays()


def at(day, hour, minute=0, month=11):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "check", "remind", "report"),
    [
        (at(23, 6), at(23, 7), at(23, 8, 30), at(2, 9, month=12)),
        (at(23, 7), at(23, 12), at(23, 8, 30), at(2, 9, month=12)),
        (at(27, 8, 30), at(27, 12), at(30, 8, 30), at(2, 9, month=12)),
        (at(30, 13), at(1, 7, month=12), at(1, 8, 30, month=12), at(2, 9, month=12)),
        (at(3, 8), at(3, 12), at(3, 8, 30), at(3, 9)),
    ],
)
def test_every_job_comes_next_by_its_calendar(now, check, remind, report):
    assert next_moments(now, SETTINGS, CALENDAR) == {
        "check": check,
        "remind": remind,
        "report": report,
    }


def test_a_job_without_an_hour_never_comes():
    never = replace(SETTINGS, schedule=replace(SETTINGS.schedule, check_at=()))

    assert next_moments(at(23, 6), never, CALENDAR)["check"] is None
