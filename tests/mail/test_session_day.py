"""What people were told of a session's day and hour, as the ledger keeps it."""

import datetime as dt
import subprocess
import sys

import pytest

from sheets_sync.mail.ledger_records import SessionVersion
from sheets_sync.mail.session_day import hour_of


@pytest.mark.parametrize(
    ("facts", "hour"),
    [('{"starts_at":"07:30:00"}', dt.time(7, 30)), ('{"starts_at":null}', None), ("", None)],
)
def test_hour_is_the_one_that_people_were_told(facts, hour):
    assert hour_of(SessionVersion("main/session/S-1", 0, "2026-11-26/ab", facts)) == hour


def test_whoever_asks_at_every_tick_does_not_carry_the_planner():
    asked = (
        "import sys, sheets_sync.scheduling.awaited_sessions;"
        "sys.exit(any('planning.reminders' in name for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
