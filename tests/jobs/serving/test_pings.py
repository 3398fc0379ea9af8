"""Monitors outside: who is called, when, and what happens where nobody answers."""

import datetime as dt
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from jobs.cli.error_screen import one_line
from jobs.cli.main import main
from jobs.serving.journal import Journal
from jobs.serving.monitor import CALLING, Monitor
from jobs.serving.pings import addresses, ping
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.settings import load
from sheets_sync.settings.config_file import defaults
from sheets_sync.wiring.ledger import open_ledger
from tests.jobs.commands.test_remind import CONFIG, save
from tests.planning.reminders.reminder_registry import rows, session

BANGKOK = ZoneInfo("Asia/Bangkok")
BARE = defaults(Path("/nowhere")).monitoring
CALLED = []


class Handler(BaseHTTPRequestHandler):
    """Notes who called; `/slow` never answers."""

    def do_GET(self):
        CALLED.append((self.command, self.path))
        if self.path == "/slow":
            self.server.gone.wait(20)
        self.send_response(500 if self.path.startswith("/broken") else 200)
        self.end_headers()

    do_POST = do_GET  # noqa: N815  as the library names it

    def log_message(self, *_):
        pass


@pytest.fixture
def monitor():
    CALLED.clear()
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.gone = threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.gone.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_address_of_a_job_is_called_once(monitor, method):
    settings = replace(BARE, ping_check=f"{monitor}/check", ping_method=method)

    ping(addresses(["check", "check", "report"], settings), settings)

    assert [(method, "/check")] == CALLED


def test_who_answers_badly_or_not_at_all_is_named_without_the_rest_of_the_address(monitor):
    failed = {}

    ping(
        {
            "check": f"{monitor}/broken?key=secret",
            "remind": "http://127.0.0.1:9/secret",
            "report": "http://no-such-host.invalid/secret",
        },
        BARE,
        lambda error: failed.update({error.facts["setting"]: one_line(error, Sentences("en"))}),
    )

    assert {setting: said.partition(" What was")[0] for setting, said in failed.items()} == {
        "monitoring.ping_check": "The monitor at 127.0.0.1 was not told of the check: "
        "it answered with status 500 (monitoring.ping_check).",
        "monitoring.ping_remind": "The monitor at 127.0.0.1 was not told of the reminders: "
        "nothing answers there (monitoring.ping_remind).",
        "monitoring.ping_report": "The monitor at no-such-host.invalid was not told of the report: "
        "its name is not known (monitoring.ping_report).",
    }


def test_nobody_waits_longer_than_the_settings_say(monitor):
    settings = replace(BARE, ping_seconds=1)

    ping({"check": f"{monitor}/slow"}, settings)

    assert CALLED == [("GET", "/slow")]


def test_a_run_calls_for_what_succeeded_only(tmp_path, monkeypatch, monitor, capsys):
    monkeypatch.chdir(tmp_path)
    pings = f'[monitoring]\nping_check = "{monitor}/check"\nping_remind = "{monitor}/remind"\n'
    (tmp_path / "cop-steward.toml").write_text(CONFIG + pings, encoding="utf-8")
    (tmp_path / "registry.xlsx").write_bytes(b"no workbook")
    with time_machine.travel("2026-11-23 07:00+07:00", tick=False):
        assert main(["run"]) == 1
    assert CALLED == []

    save(rows(sessions=[session()]), tmp_path / "registry.xlsx")
    with time_machine.travel("2026-11-23 07:15+07:00", tick=False):
        assert main(["run"]) == 0

    assert CALLED == [("GET", "/check")]


TWO = (
    CONFIG
    + """
[[registry]]
id = "other"
path = "other.xlsx"
[schedule]
check_at = ["06:00"]
[monitoring]
ping_check = "{url}/check"
ping_remind = "{url}/remind"
"""
)


def test_a_run_calls_for_checks_once_no_registry_is_waited_for(tmp_path, monkeypatch, monitor):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(TWO.format(url=monitor), encoding="utf-8")
    save(rows(sessions=[session()]), tmp_path / "registry.xlsx")
    (tmp_path / "other.xlsx").write_bytes(b"no workbook")
    with time_machine.travel("2026-11-23 07:00+07:00", tick=False):
        assert main(["run"]) == 1
    assert CALLED == []

    save(rows(sessions=[session()]), tmp_path / "other.xlsx")
    with time_machine.travel("2026-11-23 07:15+07:00", tick=False):
        assert main(["run"]) == 0

    assert CALLED == [("GET", "/check")]


class Telling:
    """A monitor of `serve` with its ledger, told of jobs that ended."""

    def __init__(self, folder, ledger):
        self.settings, self.ledger = load(folder / "cop-steward.toml"), ledger
        self.monitor = Monitor(Journal(Sentences("en")))

    def look(self, now):
        self.monitor.tell(self.settings, self.ledger, now)
        for thread in threading.enumerate():
            if thread.name == CALLING:
                thread.join()

    def ended(self, now, job, *registries, failed=False, looked=True):
        for registry in registries:
            run = self.ledger.runs.claim(
                registry, job, f"{now:%Y-%m-%dT06:00}", worker="w", lease=dt.timedelta(1), now=now
            )
            self.ledger.runs.finish(run, failed=failed, summary="{}", now=now)
        self.monitor.job_ended()
        if looked:
            self.look(now)


@pytest.fixture
def telling(tmp_path, monitor):
    (tmp_path / "cop-steward.toml").write_text(TWO.format(url=monitor), encoding="utf-8")
    with open_ledger(load(tmp_path / "cop-steward.toml")) as ledger:
        yield Telling(tmp_path, ledger)


def morning(day):
    return dt.datetime(2026, 11, day, 6, 1, tzinfo=BANGKOK)


def test_serve_calls_once_when_the_last_registry_has_succeeded(telling):
    telling.look(morning(23))

    telling.ended(morning(23), "check", "main")
    assert CALLED == []
    telling.ended(morning(23), "check", "other", failed=True)
    assert CALLED == []
    telling.ended(morning(23), "check", "other")
    telling.ended(morning(23), "remind", EVERY)

    assert CALLED == [("GET", "/check"), ("GET", "/remind")]
    telling.ended(morning(23), "purge", EVERY)
    telling.ended(morning(24), "check", "main", "other")
    assert CALLED == [("GET", "/check"), ("GET", "/remind"), ("GET", "/check")]


def test_what_succeeded_before_serve_began_is_no_sign_of_life(telling):
    telling.ended(morning(23), "check", "main", "other")

    assert CALLED == []


def test_what_ended_while_serve_was_told_to_stop_is_called_for_at_its_end(telling):
    telling.look(morning(23))
    telling.ended(morning(23), "check", "main", "other", looked=False)

    telling.monitor.close(telling.settings, telling.ledger, morning(23), led=True)

    assert CALLED == [("GET", "/check")]
