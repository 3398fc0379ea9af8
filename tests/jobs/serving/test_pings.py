"""Monitors outside: who is called, when, and what happens where nobody answers."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import time_machine

from jobs.cli.error_screen import one_line
from jobs.cli.main import main
from jobs.serving.pings import addresses, ping
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.settings.config_file import defaults
from tests.jobs.commands.test_remind import CONFIG, save
from tests.planning.reminders.reminder_registry import rows, session

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
