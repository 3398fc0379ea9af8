"""When mail must wait for a person."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.mail.ledger_records import Mark
from sheets_sync.planning.mail_guards import clock_behind, replaced, restored, unusual_volume

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
DAY = NOW.date()


@pytest.mark.parametrize(
    ("changed", "known", "held"),
    [
        (0, 100, False),
        (4, 4, False),
        (5, 20, True),
        (5, 25, False),
        (20, 100, False),
        (21, 100, True),
    ],
)
def test_many_replaced_addresses_hold_mail(changed, known, held):
    assert (replaced(changed, known) is not None) is held


@pytest.mark.parametrize(
    ("letters", "usual", "held"),
    [
        (1000, [], False),
        (20, [1, 1, 1], False),
        (21, [1, 1, 1], True),
        (30, [10, 10, 10], False),
        (31, [10, 10, 10], True),
        (60, [10, 20, 900], False),
        (61, [10, 20, 900], True),
        (21, [0, 0, 0], True),
    ],
)
def test_more_than_three_times_the_usual_holds_mail(letters, usual, held):
    assert (unusual_volume(letters, usual, day=DAY) is not None) is held


def test_a_storm_tells_how_many_letters_there_are_and_how_many_are_usual():
    assert unusual_volume(68, [17, 18, 16], day=DAY).facts == {
        "day": DAY.isoformat(),
        "letters": 68,
        "usual": 17,
        "limit": 51,
        "up_to": 102,
    }


@given(st.integers(31, 10_000))
def test_storm_that_was_confirmed_is_not_asked_about_again_for_one_letter_less(letters):
    alarm = unusual_volume(letters, [10], day=DAY)

    assert alarm.facts["up_to"] >= letters
    fewer = unusual_volume(max(31, letters - 1), [10], day=DAY)
    assert fewer.facts["up_to"] <= alarm.facts["up_to"]


@pytest.mark.parametrize(
    ("here", "outside", "held"),
    [
        (Mark("a", 10, NOW), None, False),
        (Mark("a", 10, NOW), Mark("a", 10, NOW), False),
        (Mark("a", 11, NOW), Mark("a", 10, NOW), False),
        (Mark("a", 9, NOW), Mark("a", 10, NOW), True),
        (Mark("b", 99, NOW), Mark("a", 10, NOW), True),
        (Mark("a", 0, None), Mark("a", 1, NOW), True),
    ],
)
def test_ledger_older_than_its_mark_holds_mail(here, outside, held):
    assert (restored(here, outside) is not None) is held


@pytest.mark.parametrize(
    ("newest", "held"),
    [
        (None, False),
        (NOW, False),
        (NOW + dt.timedelta(seconds=60), False),
        (NOW + dt.timedelta(seconds=61), True),
    ],
)
def test_clock_behind_the_ledger_holds_mail(newest, held):
    assert (clock_behind(NOW, newest) is not None) is held
