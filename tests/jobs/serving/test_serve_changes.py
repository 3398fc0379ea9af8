"""A session that is cancelled while `serve` runs: told at the next look, and once."""

import datetime as dt
import email
import email.policy
import os
import signal
from zoneinfo import ZoneInfo

import pytest

from tests.jobs.commands.test_remind import save
from tests.jobs.serving.test_serve import Served, until
from tests.mailers.server import MailServer
from tests.planning.reminders.reminder_registry import rows, session
from tests.stops.case import CONFIG

pytestmark = pytest.mark.long
TODAY = dt.datetime.now(ZoneInfo("Asia/Bangkok")).date()
DAYS = [TODAY + dt.timedelta(days=number) for number in range(8)]
EVERYBODY = ["mana", "somchai", "suda", "wichai"]


def save_with(folder, **changes):
    """All days are worked, so that it is the same whatever the day of the test."""
    held = session(planned_on=f"{DAYS[3]:%d/%m/%Y}", starts_at="13:30", hours=2, **changes)
    worked = [{"date": f"{day:%d/%m/%Y}", "name": "วันทำงาน", "working": "ใช่"} for day in DAYS]
    part = folder / "part.xlsx"
    save(rows(sessions=[held], holidays=worked), part)
    part.replace(folder / "registry.xlsx")


def methods(server):
    """Who got which kind of calendar mail."""
    found = []
    for letter in [*server.stored]:
        mail = email.message_from_bytes(letter.content, policy=email.policy.default)
        found += [
            (part.get_param("method"), letter.recipients[0].partition("@")[0])
            for part in mail.walk()
            if part.get_content_type() == "text/calendar"
        ]
    return sorted(found)


def test_a_session_cancelled_while_it_serves_is_told_at_once_and_once(tmp_path):
    with MailServer() as server:
        config = CONFIG.format(port=server.port)
        (tmp_path / "cop-steward.toml").write_text(config, encoding="utf-8")
        save_with(tmp_path)
        served = Served(tmp_path)
        try:
            invited = [("REQUEST", who) for who in EVERYBODY]
            until(lambda: methods(server) == invited, 180)

            save_with(tmp_path, status="ยกเลิก")
            cancelled = [("CANCEL", who) for who in EVERYBODY]
            until(lambda: _looks(served) or methods(server) == cancelled + invited, 180)
            os.utime(tmp_path / "registry.xlsx")
            _looks(served)
            assert served.stop() == 0
        finally:
            served.process.kill()
            served.process.wait()

    assert methods(server) == cancelled + invited


def _looks(served):
    """Have it look at once; never true."""
    served.process.send_signal(signal.SIGHUP)
