"""Who is cut off, or stands still, holds up nobody, and what it sent arrives no later."""

import json
import socket
import time
from pathlib import Path

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.ledgers.database import connect
from sheets_sync.settings import load
from sheets_sync.wiring.fleet import settings_of_member
from sheets_sync.wiring.stores import open_store
from tests.fixtures.fleet import fleet
from tests.google.google import Google

__all__ = ["fleet"]

pytestmark = pytest.mark.xdist_group("fleet")
STANDS_STILL = "idle_in_transaction_session_timeout"


def test_server_gives_up_a_transaction_that_stands_still_and_a_line_that_is_dead(database):
    asked = f"SELECT current_setting('{STANDS_STILL}')"
    with database.writing() as connection:
        driver = connection.connection.driver_connection
        still = connection.exec_driver_sql(asked).scalar_one()
    with database.reading(as_of_one_moment=True) as connection:
        looking = connection.exec_driver_sql(asked).scalar_one()

    assert (still, looking) == ("20s", "0")
    told = driver.info.get_parameters()
    assert {name: told[name] for name in ("tcp_user_timeout", "keepalives_idle")} == {
        "tcp_user_timeout": "20000",
        "keepalives_idle": "10",
    }


def test_transaction_that_was_given_up_is_named(database, fleet_url):
    other = connect(f"{fleet_url}&application_name=other", Path())

    def stand_still():
        with database.writing(alone=True) as frozen:
            frozen.exec_driver_sql(f"SET LOCAL {STANDS_STILL} = '50ms'")
            number = frozen.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            there = f"SELECT count(*) FROM pg_stat_activity WHERE pid = {number}"  # noqa: S608 — ours
            with other.reading() as connection:
                while connection.exec_driver_sql(there).scalar_one():
                    time.sleep(0.01)
            frozen.exec_driver_sql("SELECT 1")

    with pytest.raises(SetupError, match="ledger-unreachable"):
        stand_still()
    other.close()


def test_request_to_google_cannot_arrive_when_another_has_the_registry(fleet, monkeypatch):
    with Google() as google:
        key = fleet.folder / "key.json"
        key.write_text(json.dumps(google.service_account_info()))
        sheet = google.new_spreadsheet()
        fleet.run("registries", "add", "a", "--workbook", sheet.id, "--credentials", str(key))
        monkeypatch.setenv("COP_STEWARD_GOOGLE_ENDPOINT", google.url)
        settings = settings_of_member(load(fleet.config), "a")
        session = open_store(settings.registries[0], settings).connection._session
        with session.get(f"{google.url}/v4/spreadsheets/{sheet.id}", stream=True) as reply:
            line = reply.raw._connection.sock
            milliseconds = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            answered = reply.status_code
        session.close()

    assert (answered, milliseconds) == (200, 20_000)
