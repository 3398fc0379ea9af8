import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.planning.run_slots import (
    Slot,
    back_off,
    by_hand,
    due_slots,
    lapsed_slots,
    next_slot,
)
from sheets_sync.planning.scheduled_jobs import scheduled_jobs
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.settings.config_file import defaults

BANGKOK = ZoneInfo("Asia/Bangkok")
BARE = defaults(Path("/nowhere"))
SETTINGS = replace(
    BARE,
    schedule=replace(
        BARE.schedule,
        check_at=(dt.time(13), dt.time(6, 30)),
        remind_at=dt.time(8, 30),
        report_at=dt.time(9),
        draft_working_day=3,
    ),
    reminders=replace(BARE.reminders, window_start=dt.time(8, 30), window_end=dt.time(16, 30)),
)
SMTP = replace(SETTINGS, mail=replace(SETTINGS.mail, transport="smtp"))
NO_HOLIDAYS = WorkingDays()
LONG_AGO = dt.date(2025, 1, 1)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=BANGKOK)


def job(name, settings=SETTINGS):
    return next(one for one in scheduled_jobs(settings) if one.name == name)


def due(name, now, *done, settings=SETTINGS, working=NO_HOLIDAYS, begun=LONG_AGO):
    found = due_slots(job(name, settings), now, working, done, begun)
    return [slot.name for slot in found]


def test_before_the_first_check_of_the_day_yesterdays_last_one_counts():
    assert due("check", at(20, 6)) == ["2026-11-19T13:00"]


def test_after_a_morning_off_only_the_newest_check_is_made_up_for():
    assert due("check", at(20, 14)) == ["2026-11-20T13:00"]
    assert due("check", at(20, 14), "2026-11-20T13:00") == []


def test_a_clock_that_was_put_back_repeats_nothing():
    assert due("check", at(20, 9), "2026-11-20T13:00") == []
    assert due("check", at(19, 9), "2026-11-20T13:00") == []


def test_what_was_done_while_the_clock_was_a_year_ahead_covers_nothing():
    assert due("check", at(20, 9), "2027-11-20T13:00") == ["2026-11-20T06:30"]


def test_a_check_by_hand_stands_for_none_of_the_calendar():
    assert due("check", at(20, 14), by_hand(at(20, 13, 30))) == ["2026-11-20T13:00"]


def test_reminders_are_due_once_a_day_from_their_hour_on():
    assert due("remind", at(20, 8, 29), "2026-11-19") == []
    assert due("remind", at(20, 8, 30), "2026-11-19") == ["2026-11-20"]
    assert due("remind", at(20, 9), "2026-11-20") == []


def test_real_mail_is_past_use_when_its_hours_are_over():
    assert due("remind", at(20, 16, 30), settings=SMTP) == ["2026-11-20"]
    assert due("remind", at(20, 16, 31), settings=SMTP) == []
    assert due("remind", at(20, 23), settings=SETTINGS) == ["2026-11-20"]


def test_one_reminder_does_the_work_of_the_days_that_were_missed():
    (found,) = due_slots(
        replace(job("remind"), lateness=dt.timedelta(days=30)),
        at(20, 9),
        NO_HOLIDAYS,
        ["2026-11-15"],
        LONG_AGO,
    )
    assert found == Slot("remind", "2026-11-20", at(20, 8, 30), covers=4)


def test_a_report_is_due_on_the_third_working_day_of_the_month_after():
    # 1 November 2026 is a Sunday, so the third working day is Wednesday the 4th.
    done = ["2026-08", "2026-09"]
    assert due("report", at(4, 8, 59), *done) == []
    found = due_slots(job("report"), at(4, 9), NO_HOLIDAYS, done, LONG_AGO)
    assert found == (Slot("report", "2026-10", at(4, 9), dt.date(2026, 10, 1)),)


def test_a_holiday_moves_the_day_of_the_report():
    closed = WorkingDays(frozenset({dt.date(2026, 11, 3)}))
    done = ["2026-08", "2026-09"]
    assert due("report", at(4, 9), *done, working=closed) == []
    assert due("report", at(5, 9), *done, working=closed) == ["2026-10"]


def test_after_a_long_outage_every_missed_report_is_made_up_for():
    assert due("report", at(22, 10)) == ["2026-09", "2026-10"]
    assert due("report", at(22, 10), "2026-10") == ["2026-09"]


@pytest.mark.parametrize(
    ("begun", "months"),
    [
        (None, []),
        (dt.date(2026, 11, 30), []),
        (dt.date(2026, 10, 31), ["2026-10"]),
        (dt.date(2026, 9, 1), ["2026-09", "2026-10"]),
    ],
)
def test_no_month_is_reported_that_was_over_before_the_registry_was_there(begun, months):
    assert due("report", at(30, 10), begun=begun) == months


def test_a_report_that_nobody_makes_up_for_any_more_is_named():
    year = dt.timedelta(days=365)
    found = lapsed_slots(
        job("report"), at(22, 10), NO_HOLIDAYS, ["2026-07"], dt.date(2026, 6, 20), year
    )
    assert [slot.name for slot in found] == ["2026-06", "2026-08"]
    assert lapsed_slots(job("check"), at(22, 10), NO_HOLIDAYS, [], LONG_AGO, year) == ()


@pytest.mark.parametrize(
    ("now", "check", "remind", "report", "mail", "purge"),
    [
        (at(23, 6), at(23, 6, 30), at(23, 8, 30), at(3, 9, month=12), at(23, 9), at(24, 2, 15)),
        (at(27, 8, 30), at(27, 13), at(30, 8, 30), at(3, 9, month=12), at(27, 9), at(28, 2, 15)),
        (
            at(30, 13),
            at(1, 6, 30, month=12),
            at(1, 8, 30, month=12),
            at(3, 9, month=12),
            at(1, 9, month=12),
            at(1, 2, 15, month=12),
        ),
        (at(4, 8), at(4, 13), at(4, 8, 30), at(4, 9), at(4, 9), at(5, 2, 15)),
    ],
)
def test_every_job_comes_next_by_its_calendar(now, check, remind, report, mail, purge):
    found = {one.name: next_slot(one, now, NO_HOLIDAYS) for one in scheduled_jobs(SETTINGS)}
    assert {name: slot and slot.at for name, slot in found.items()} == {
        "check": check,
        "remind": remind,
        "report": report,
        "report-mail": mail,
        "purge": purge,
    }


def test_no_report_comes_of_a_month_that_was_over_before_the_registry():
    found = [
        next_slot(job("report"), at(1, 10, month=12), NO_HOLIDAYS, begun)
        for begun in (None, dt.date(2026, 11, 30), dt.date(2026, 12, 1))
    ]

    assert [slot and slot.name for slot in found] == ["2026-11", "2026-11", "2026-12"]


def test_a_job_without_an_hour_never_comes():
    never = replace(SETTINGS, schedule=replace(SETTINGS.schedule, check_at=()))
    assert next_slot(job("check", never), at(23, 6), NO_HOLIDAYS) is None
    assert due("check", at(23, 6), settings=never) == []


def test_a_failing_job_waits_twice_as_long_each_time_and_at_most_two_hours():
    first = dt.timedelta(minutes=5)
    waits = [back_off(failures, first).total_seconds() / 60 for failures in (1, 2, 3, 6, 100)]
    assert waits == [5, 10, 20, 120, 120]


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31)))
def test_what_was_done_is_never_due_again(moment):
    now = moment.replace(tzinfo=BANGKOK)
    for one in scheduled_jobs(SETTINGS):
        done = [slot.name for slot in due_slots(one, now, NO_HOLIDAYS, (), LONG_AGO)]
        assert due_slots(one, now, NO_HOLIDAYS, [*done, by_hand(now)], LONG_AGO) == ()
