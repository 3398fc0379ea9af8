"""How long it is tried, and that no two workers try at the same moments."""

import datetime as dt
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.diagnostics import note
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from sheets_sync.stores.google.transport.retryable import retry_after

rolls = st.floats(0, 1, exclude_max=True)


@given(st.integers(1, 2000), st.floats(0, 100), st.floats(0, 500), rolls)
def test_nothing_is_awaited_beyond_the_end(attempt, asked, left, roll):
    retry_policy = RetryPolicy()
    wait = retry_policy.wait(attempt, asked, left, roll)

    if attempt >= retry_policy.attempts:
        assert wait is None
    elif wait is not None:
        assert asked <= wait < left
        assert wait - asked <= retry_policy.longest_wait


@given(st.integers(1, 7), rolls)
def test_the_range_of_the_waits_doubles(attempt, roll):
    assert RetryPolicy().wait(attempt, 0, 1000, roll) == roll * min(2 ** (attempt - 1), 32)


@given(st.lists(rolls, min_size=7, max_size=7))
def test_the_waits_for_a_new_minute_outlast_it_whatever_is_rolled(drawn):
    retry_policy = RetryPolicy()
    waits = [retry_policy.wait(at, 0, 1000, roll, quota=True) for at, roll in enumerate(drawn, 1)]

    assert 60 < sum(waits) < 130
    assert retry_policy.wait(8, 0, 1000, 0, quota=True) is None


@pytest.mark.parametrize(
    ("seconds", "quota", "told"),
    [
        (0.9, True, []),
        (1.4, True, [note("google-waits-quota", seconds=1)]),
        (32, False, [note("google-waits", seconds=32)]),
    ],
)
def test_a_wait_that_people_notice_is_told_before_it_begins(seconds, quota, told):
    happened = []
    retry_policy = RetryPolicy(sleep=happened.append, tell=happened.append)

    retry_policy.pause(seconds, quota=quota)

    assert happened == [*told, seconds]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), (" 30 ", 30), ("0", 0), ("", 0), ("-3", 0), ("soon", 0), ("๗", 0), ("1.5", 0),
     ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)  # fmt: skip
def test_a_time_to_come_back_is_read_or_left_alone(header, seconds):
    assert retry_after({"Retry-After": header}) == seconds


def test_a_time_to_come_back_may_be_a_date():
    later = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=90)

    assert 80 < retry_after({"Retry-After": format_datetime(later, usegmt=True)}) <= 90
    assert retry_after({}) == 0
