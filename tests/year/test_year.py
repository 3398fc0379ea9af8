"""The first weeks of the simulated year; `make year` runs all of it."""

from typing import get_args

from sheets_sync.mail.delivery import Reason
from tests.planning.reminders.reminder_registry import SETTINGS
from tests.year.simulation import simulate


def test_weeks_of_a_busy_agency_keep_every_promise():
    year = simulate(groups=3, days=75)

    assert [*year.broken(SETTINGS.reminders.per_month)] == []
    assert year.told
    assert set(year.reasons) <= set(get_args(Reason))
