"""When edits that follow each other are looked at."""

from sheets_sync.planning.live.bursts import LONGEST, Burst, burst_after

SETTLE = 20.0


def after(answers, known="a"):
    burst = None
    for at, mark in answers:
        burst = burst_after(burst, mark, known, at)
    return burst


def test_nothing_changed_nothing_is_due():
    assert after([(0, "a"), (30, "a")]) is None


def test_one_edit_is_looked_at_when_it_has_settled():
    burst = after([(0, "a"), (30, "b"), (35, "b")])

    assert burst == Burst("b", 30, 30)
    assert burst.due(SETTLE) == 50


def test_every_further_edit_puts_it_off():
    assert after([(0, "b"), (10, "c"), (25, "d")]).due(SETTLE) == 45


def test_a_burst_without_end_is_looked_at_all_the_same():
    burst = after([(at, str(at)) for at in range(0, 600, 10)])

    assert burst.due(SETTLE) == LONGEST


def test_what_was_put_back_needs_no_look():
    assert after([(0, "b"), (5, "a")]) is None


def test_before_the_first_look_everything_is_news():
    assert after([(0, "a")], known=None) == Burst("a", 0, 0)
