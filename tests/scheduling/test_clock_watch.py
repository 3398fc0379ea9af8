import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.scheduling.clock_watch import Moment, Noticed, noticed

BERLIN = ZoneInfo("Europe/Berlin")
BEGUN = Moment(dt.datetime(2026, 10, 25, 1, 59, 50, tzinfo=BERLIN), 100.0, 150.0)
HOUR = 3600.0


def later(wall, awake, since_boot):
    at = BEGUN.wall.astimezone(dt.UTC) + dt.timedelta(seconds=wall)
    return Moment(at.astimezone(BERLIN), BEGUN.awake + awake, BEGUN.since_boot + since_boot)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (later(15, 15, 15), ()),
        (later(HOUR + 15, HOUR + 15, HOUR + 15), ()),  # over the end of summer time
        (later(HOUR, 15, HOUR), (Noticed("slept", dt.timedelta(seconds=HOUR - 15)),)),
        (later(HOUR, 15, 15), (Noticed("clock_forward", dt.timedelta(seconds=HOUR - 15)),)),
        (later(-HOUR, 15, 15), (Noticed("clock_back", dt.timedelta(seconds=HOUR + 15)),)),
        (
            later(0, 15, HOUR),
            (
                Noticed("slept", dt.timedelta(seconds=HOUR - 15)),
                Noticed("clock_back", dt.timedelta(seconds=HOUR)),
            ),
        ),
        (later(70, 15, 15), ()),
    ],
)
def test_three_clocks_tell_what_happened(now, found):
    assert noticed(BEGUN, now) == found
