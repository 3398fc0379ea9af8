import datetime as dt
from types import SimpleNamespace

from sheets_sync.planning.mail_baseline import usual_sizes

MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def digests(**counts):
    """So many digests on a day: `d19=3` for the 19th of November."""
    return [
        SimpleNamespace(kind="digest", slot=f"2026-11-{day[1:]}")
        for day, count in counts.items()
        for _ in range(count)
    ]


def test_nothing_is_usual_before_the_first_letter():
    assert usual_sizes(MONDAY, []) == ()


def test_the_first_mail_day_of_a_week_is_like_those_of_other_weeks():
    letters = digests(d09=60, d10=4, d11=5, d16=70, d17=6)

    assert usual_sizes(MONDAY, letters) == (70, 60)
    assert usual_sizes(MONDAY + DAY, [*letters, *digests(d23=65)]) == (6, 5, 4)


def test_a_week_that_begins_on_a_tuesday_begins_there():
    letters = digests(d10=60, d11=4, d17=70, d18=3)

    assert usual_sizes(MONDAY, letters) == (70, 60)


def test_without_a_day_like_this_one_all_others_count():
    assert usual_sizes(MONDAY + DAY, digests(d23=9)) == (9,)


def test_the_day_itself_and_later_ones_and_other_letters_do_not_count():
    alarm = SimpleNamespace(kind="notice", slot="hold/storm/ABC234")

    assert usual_sizes(MONDAY, [*digests(d16=7, d23=50, d24=50), alarm]) == (7,)


def test_only_the_newest_days_count():
    letters = [
        SimpleNamespace(kind="digest", slot=(MONDAY - 7 * week * DAY).isoformat())
        for week in range(1, 20)
        for _ in range(week)
    ]

    assert usual_sizes(MONDAY, letters) == (1, 2, 3, 4, 5, 6, 7, 8)
