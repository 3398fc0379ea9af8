"""The calendar of working days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.planning.working_days import WorkingDays, agency_days, government_holidays

MONDAY = dt.date(2026, 11, 23)
KING_RAMA_9 = dt.date(2026, 12, 5)  # a Saturday
IN_LIEU = dt.date(2026, 12, 7)


def test_weekends_and_holidays_are_not_worked():
    days = WorkingDays(frozenset({IN_LIEU}))

    worked = [
        day
        for day in (IN_LIEU + dt.timedelta(days=n) for n in range(-3, 3))
        if days.is_working(day)
    ]

    assert worked == [dt.date(2026, 12, 4), dt.date(2026, 12, 8), dt.date(2026, 12, 9)]


def test_government_offices_work_on_labour_day():
    known = government_holidays([2026, 2027])

    assert {dt.date(2026, 5, 1), dt.date(2027, 5, 1), dt.date(2027, 5, 3)} & known == set()
    assert {dt.date(2026, 5, 13), KING_RAMA_9, IN_LIEU, dt.date(2027, 10, 25)} <= known


def test_the_agency_adds_and_removes_holidays():
    bridge, weekend = dt.date(2026, 11, 27), dt.date(2026, 11, 28)

    days = agency_days(MONDAY, [(bridge, False), (IN_LIEU, True), (weekend, True)])

    assert [days.is_working(day) for day in (bridge, IN_LIEU, weekend)] == [False, True, True]


def test_counting_working_days_passes_over_a_long_weekend():
    days = agency_days(MONDAY, [])
    friday = dt.date(2026, 12, 4)

    assert days.after(friday, 1) == dt.date(2026, 12, 8)
    assert days.after(friday, 0) == friday
    assert days.before(dt.date(2026, 12, 8), 1) == friday
    assert days.on_or_after(KING_RAMA_9) == dt.date(2026, 12, 8)
    assert days.on_or_before(IN_LIEU) == friday


@pytest.mark.parametrize(
    ("number", "day"), [(1, dt.date(2026, 12, 8)), (3, dt.date(2026, 12, 11)), (9, None)]
)
def test_the_first_working_day_of_a_week_with_holidays(number, day):
    days = agency_days(MONDAY, [])

    # Monday and Thursday of that week are holidays; a week too short gives its last day.
    assert days.of_week(dt.date(2026, 12, 9), number) == (day or dt.date(2026, 12, 11))


def test_a_week_without_a_working_day_has_none():
    closed = frozenset(MONDAY + dt.timedelta(days=n) for n in range(5))

    assert WorkingDays(closed).of_week(MONDAY, 1) is None


def test_the_fifth_working_day_of_a_month():
    assert agency_days(MONDAY, []).of_month(dt.date(2026, 12, 20), 5) == dt.date(2026, 12, 8)


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    st.integers(0, 15),
    st.frozensets(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), max_size=40),
)
def test_going_forth_and_back_ends_at_the_same_working_day(day, count, closed):
    days = WorkingDays(closed)
    start = days.on_or_after(day)

    assert days.before(days.after(start, count), count) == start
