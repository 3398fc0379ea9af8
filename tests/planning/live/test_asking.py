"""How often spreadsheets of one account are asked about, and what a minute holds."""

import pytest

from sheets_sync.planning.live.asking import SLOWEST, USUAL, MinuteCount, asking_intervals

FOUR_A_MINUTE = 4.0


def intervals(quiet):
    return asking_intervals(quiet, FOUR_A_MINUTE)


def test_two_spreadsheets_are_asked_about_twice_a_minute():
    assert intervals({"a": 5, "b": 9000}) == {"a": USUAL, "b": USUAL}


def test_with_three_the_busiest_comes_first():
    assert intervals({"a": 900, "b": 5, "c": 700}) == {"b": USUAL, "a": 60.0, "c": 60.0}


def test_many_quiet_ones_still_leave_the_busiest_its_pace():
    found = intervals({f"r{number:02d}": number for number in range(15)})

    assert [found["r00"], found["r01"]] == [USUAL, pytest.approx(60 * 14 / 2)]
    assert max(found.values()) <= SLOWEST


@pytest.mark.parametrize("count", [1, 2, 3, 7, 40, 300])
def test_all_together_never_ask_more_than_their_share(count):
    found = intervals({f"r{number}": number * 10 for number in range(count)})

    assert len(found) == count
    assert sum(60 / interval for interval in found.values()) <= FOUR_A_MINUTE + 1e-9


def test_nobody_to_ask_about():
    assert intervals({}) == {}


def test_a_full_minute_waits_until_its_oldest_request_is_a_minute_ago():
    count = MinuteCount(3)
    count.note(2, at=0)
    count.note(1, at=10)

    assert [count.wait(1, at=20), count.wait(2, at=20), count.wait(3, at=20)] == [40, 40, 50]
    assert count.wait(1, at=60) == 0
    assert count.spent(at=61) == 1


def test_a_read_that_cost_more_than_there_was_room_for_is_paid_off():
    count = MinuteCount(2)
    count.note(5, at=0)

    assert count.wait(1, at=1) == 59
