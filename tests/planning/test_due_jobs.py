import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.planning.due_jobs import Due, due_jobs
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.settings.model import ScheduleSettings

BANGKOK = ZoneInfo("Asia/Bangkok")
SCHEDULE = ScheduleSettings(
    check_at=(dt.time(6, 30), dt.time(13)),
    remind_at=dt.time(8, 30),
    report_at=dt.time(9),
    draft_working_day=3,
    send_working_day=5,
    alarm_hours=26,
)
NO_HOLIDAYS = WorkingDays()
REPORTS = ["2026-09", "2026-10"]


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=BANGKOK)


def due(now: dt.datetime, **done: list[str]) -> tuple[Due, ...]:
    return due_jobs(now, SCHEDULE, NO_HOLIDAYS, done)


def test_before_the_first_check_of_the_day_yesterdays_last_one_counts():
    assert due(at(20, 6), report=REPORTS) == (Due("check", "2026-11-19T13:00"),)


def test_after_a_morning_off_only_the_newest_check_is_made_up_for():
    assert due(at(20, 14), remind=["2026-11-20"], report=REPORTS) == (
        Due("check", "2026-11-20T13:00"),
    )


def test_reminders_are_due_once_a_day_from_their_hour_on():
    checked = ["2026-11-20T06:30"]

    assert due(at(20, 8, 29), check=checked, report=REPORTS) == ()
    assert due(at(20, 8, 30), check=checked, report=REPORTS) == (Due("remind", "2026-11-20"),)
    assert due(at(20, 9), check=checked, remind=["2026-11-20"], report=REPORTS) == ()


def test_a_report_is_due_on_the_third_working_day_of_the_month_after():
    # 1 November 2026 is a Sunday, so the third working day is Wednesday the 4th.
    done = {"check": ["2026-11-04T06:30"], "remind": ["2026-11-04"], "report": ["2026-09"]}

    assert due(at(4, 8, 59), **done) == ()
    assert due(at(4, 9), **done) == (Due("report", "2026-10", dt.date(2026, 10, 1)),)


def test_a_holiday_moves_the_day_of_the_report():
    done = {"check": ["2026-11-04T06:30"], "remind": ["2026-11-04"], "report": ["2026-09"]}
    closed = WorkingDays(frozenset({dt.date(2026, 11, 3)}))

    assert due_jobs(at(4, 9), SCHEDULE, closed, done) == ()


def test_after_a_long_outage_every_missed_report_is_made_up_for():
    found = due(at(22, 10), check=["2026-11-22T06:30"], remind=["2026-11-22"])

    assert found == (
        Due("report", "2026-09", dt.date(2026, 9, 1)),
        Due("report", "2026-10", dt.date(2026, 10, 1)),
    )


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31)))
def test_what_was_done_is_never_due_again(moment):
    now = moment.replace(tzinfo=BANGKOK)
    first = due(now)
    done = {
        job: [one.slot for one in first if one.job == job] for job in ("check", "remind", "report")
    }

    assert due(now, **done) == ()
