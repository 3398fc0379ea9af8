import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.planning.run_calendar import (
    RunCalendar,
    daily,
    fiscal_quarterly,
    monthly,
    weekly,
    working_daily,
    working_day_of_month,
)
from sheets_sync.planning.working_days import WorkingDays

BANGKOK = ZoneInfo("Asia/Bangkok")
BERLIN = ZoneInfo("Europe/Berlin")
NO_HOLIDAYS = WorkingDays()
AT_NINE = (dt.time(9),)


def moments(days, first, last, *, times=AT_NINE, zone=BANGKOK, working=NO_HOLIDAYS):
    """The moments between two days, as the clocks of the zone show them."""
    after = dt.datetime.combine(first, dt.time(), zone)
    until = dt.datetime.combine(last, dt.time(23, 59), zone)
    found = RunCalendar(days, times).moments(after, until, zone, working)
    return [f"{moment:%d.%m. %H:%M}" for moment in found]


def november(days, **more):
    return moments(days, dt.date(2026, 11, 1), dt.date(2026, 11, 30), **more)


def test_times_come_in_order_however_they_were_typed():
    times = (dt.time(13), dt.time(6, 30))
    assert moments(daily(), dt.date(2026, 11, 1), dt.date(2026, 11, 2), times=times) == [
        "01.11. 06:30",
        "01.11. 13:00",
        "02.11. 06:30",
        "02.11. 13:00",
    ]


def test_days_off_are_left_out_where_the_agency_works_only_on_working_days():
    closed = WorkingDays(frozenset({dt.date(2026, 11, 3)}), frozenset({dt.date(2026, 11, 7)}))
    found = moments(working_daily(), dt.date(2026, 11, 1), dt.date(2026, 11, 9), working=closed)
    assert [one[:2] for one in found] == ["02", "04", "05", "06", "07", "09"]


def test_a_week_has_its_day():
    assert [one[:2] for one in november(weekly(4))] == ["06", "13", "20", "27"]


def test_the_last_day_stands_for_a_day_that_a_month_has_not():
    found = moments(monthly(31), dt.date(2027, 1, 1), dt.date(2028, 3, 1))
    assert [one[:5] for one in found][:4] == ["31.01", "28.02", "31.03", "30.04"]
    assert found[-1] == "29.02. 09:00"


def test_the_nth_working_day_moves_with_the_holidays():
    third = working_day_of_month(3)
    assert november(third) == ["04.11. 09:00"]
    closed = WorkingDays(frozenset({dt.date(2026, 11, 3)}))
    assert november(third, working=closed) == ["05.11. 09:00"]


def test_quarters_are_those_of_the_fiscal_year():
    found = moments(fiscal_quarterly(1), dt.date(2026, 9, 1), dt.date(2027, 8, 31))
    assert [one[:5] for one in found] == ["01.10", "01.01", "01.04", "01.07"]


@pytest.mark.parametrize(
    ("zone", "day", "time", "in_utc"),
    [
        ("Europe/Berlin", dt.date(2026, 10, 25), dt.time(2, 30), "00:30"),  # twice that night
        ("Europe/Berlin", dt.date(2027, 3, 28), dt.time(2, 30), "01:30"),  # never that night
        ("America/New_York", dt.date(2026, 11, 1), dt.time(1, 30), "05:30"),
        ("America/New_York", dt.date(2027, 3, 14), dt.time(2, 30), "07:30"),
        ("Australia/Lord_Howe", dt.date(2026, 10, 4), dt.time(2, 15), "15:45"),
        ("Australia/Lord_Howe", dt.date(2027, 4, 4), dt.time(1, 45), "14:45"),
        ("Asia/Bangkok", dt.date(2026, 10, 25), dt.time(2, 30), "19:30"),
    ],
)
def test_a_time_that_a_night_skips_or_has_twice_comes_once(zone, day, time, in_utc):
    zone = ZoneInfo(zone)
    after = dt.datetime.combine(day, dt.time(), zone) - dt.timedelta(hours=1)
    until = dt.datetime.combine(day, dt.time(12), zone)
    (found,) = RunCalendar(daily(), (time,)).moments(after, until, zone, NO_HOLIDAYS)
    assert f"{found.astimezone(dt.UTC):%H:%M}" == in_utc


def test_between_two_looks_no_moment_is_lost_and_none_is_seen_twice_over_a_night_of_25_hours():
    calendar = RunCalendar(daily(), (dt.time(2, 30),))
    start = dt.datetime(2026, 10, 24, 22, tzinfo=dt.UTC)
    looks = [start + dt.timedelta(minutes=10) * number for number in range(60)]
    seen = [
        moment
        for before, now in itertools.pairwise(looks)
        for moment in calendar.moments(
            before.astimezone(BERLIN), now.astimezone(BERLIN), BERLIN, NO_HOLIDAYS
        )
    ]
    assert [f"{one:%d %H:%M %z}" for one in seen] == ["25 02:30 +0200"]
