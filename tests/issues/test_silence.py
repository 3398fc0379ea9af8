import datetime as dt

from sheets_sync.issues.silence import never_begun
from tests.fixtures.mail_office import NOW

HOUR = dt.timedelta(hours=1)


def seen(office, set_up_at, **changes):
    return [
        (one.kind, one.unhealthy, one.facts["job"])
        for one in never_begun(office.query(now=NOW, **changes), set_up_at)
    ]


def test_a_set_up_that_nobody_ever_ran_is_unhealthy_after_a_day(office):
    assert seen(office, NOW - 27 * HOUR) == [("run_never", True, "check")]


def test_a_set_up_of_this_morning_is_given_time(office):
    assert seen(office, NOW - 3 * HOUR) == []


def test_looking_at_another_day_tells_of_it_as_that_day_would(office):
    assert seen(office, NOW - 27 * HOUR, looking=True) == [("run_never", True, "check")]


def test_without_a_config_file_nothing_was_set_up(office):
    assert seen(office, None) == []
