"""The real `serve` on the real clock, as a program of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jobs.cli.main import main
from sheets_sync.mail.ledger_records import RunState
from sheets_sync.settings import load
from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from sheets_sync.wiring.ledger import open_ledger
from tests.google.fixture import google, throw_away_key

__all__ = ["google", "throw_away_key"]

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[3]
PATIENCE = 120
ALL_DAY = """
[schedule]
live = false
check_at = ["00:00"]
"""
ELSE_LATE = """
remind_at = "23:58"
report_at = "23:58"
[reminders]
window_end = "23:59"
"""
"""Beside the check nothing is due that a stop could find begun and would leave unfinished."""


class Served:
    """One `serve` in a folder, and what it said."""

    def __init__(self, folder):
        self.said = folder / f"said-{time.monotonic_ns()}.txt"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jobs", "serve"],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def wait(self, seconds=PATIENCE):
        return self.process.wait(seconds)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def told(self):
        """Its log: JSON lines and nothing else."""
        return [json.loads(line) for line in self.said.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def serve(agency_folder):
    folder, started = agency_folder.path, []
    with (folder / "cop-steward.toml").open("a", encoding="utf-8") as config:
        config.write(ALL_DAY)

    def start():
        started.append(Served(folder))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def runs(folder):
    with open_ledger(load(folder / "cop-steward.toml")) as ledger:
        return [*ledger.runs.slots("main", "check").values()]


def until(found, seconds=PATIENCE):
    """What is waited for, as soon as it is there."""
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, "in vain"
        time.sleep(0.1)
    return value


def finished(folder):
    return [run for run in runs(folder) if run.state is RunState.DONE]


def test_serve_does_what_is_due_and_ends_with_0_when_asked(agency_folder, serve):
    numbers = agency_folder.path / "cop.prom"
    with (agency_folder.path / "cop-steward.toml").open("a", encoding="utf-8") as config:
        config.write('[monitoring]\nmetrics_file = "cop.prom"\n')
    served = serve()

    (run,) = until(lambda: finished(agency_folder.path))
    until(lambda: numbers.exists() and "cop_steward_serve_up 1.0" in numbers.read_text("ascii"))
    assert served.stop() == 0
    assert "cop_steward_serve_up 0.0" in numbers.read_text("ascii")

    assert run.token == 1
    told = served.told()
    (check,) = (one for one in told if one["event"] == "job" and one["job"] == "check")
    assert check["said"].startswith("กรมตัวอย่าง: ตรวจสอบแล้ว")
    assert check["run"] == f"{told[0]['run']}.main"
    assert [told[0]["event"], *(one["event"] for one in told[-2:])] == ["began", "stopped", "ended"]
    assert told[-2]["said"] == "หยุดทำงานเรียบร้อยแล้ว"


def test_of_several_that_begin_at_once_one_serves_and_nothing_runs_twice(agency_folder, serve):
    count = 8
    several = [serve() for _ in range(count)]

    until(lambda: finished(agency_folder.path))
    until(lambda: sum(one.process.poll() == 1 for one in several) == count - 1)
    (left,) = (one for one in several if one.process.poll() is None)
    assert left.stop() == 0

    assert [run.token for run in runs(agency_folder.path)] == [1]
    said = sum("มีโปรแกรม serve ทำงานอยู่แล้ว" in one.said.read_text("utf-8") for one in several)
    assert said == count - 1


def test_a_broken_config_file_is_told_and_the_settings_of_before_stay(agency_folder, serve, capsys):
    config = agency_folder.path / "cop-steward.toml"
    whole = config.read_text(encoding="utf-8") + ELSE_LATE
    config.write_text(whole, encoding="utf-8")
    served = serve()
    until(lambda: finished(agency_folder.path))

    config.write_text(whole + "\n[sched", encoding="utf-8")
    served.process.send_signal(signal.SIGHUP)
    until(lambda: "ระบบใช้ค่าเดิมต่อไป" in served.said.read_text("utf-8"))
    assert main(["status", "--config", str(config), "--lang", "en"]) == 1
    assert capsys.readouterr().err.startswith(f"serve is at work ({socket.gethostname()}:")
    config.write_text(whole, encoding="utf-8")
    served.process.send_signal(signal.SIGHUP)
    until(lambda: "ไฟล์ตั้งค่าใช้ได้แล้ว" in served.said.read_text("utf-8"))

    assert served.stop() == 0
    code = main(["status", "--config", str(config), "--lang", "en"])
    said = capsys.readouterr().out
    assert (code, "serve is not at work" in said) == (0, True), f"{said}\n{served.told()}"


def test_a_serve_that_was_killed_is_followed_at_once(agency_folder, serve):
    first = serve()
    until(lambda: finished(agency_folder.path))
    first.process.kill()
    first.wait()

    second = serve()

    until(lambda: "เริ่มทำงานแล้ว" in second.said.read_text("utf-8"))
    assert second.stop() == 0


@pytest.fixture
def silent_google(google, agency_folder, monkeypatch):
    """A spreadsheet at a server that takes every request and never answers."""
    key = agency_folder.path / "key.json"
    key.write_text(json.dumps(google.service_account_info()), encoding="utf-8")
    key.chmod(0o600)
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv(GOOGLE_ENDPOINT, f"http://127.0.0.1:{server.getsockname()[1]}")
        yield (
            'store = "google"\n'
            'spreadsheet = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ"\n'
            'credentials = "key.json"\n'
        )


def test_a_workbook_that_hangs_keeps_no_other_waiting_and_serve_from_no_end(
    agency_folder, serve, silent_google
):
    with (agency_folder.path / "cop-steward.toml").open("a", encoding="utf-8") as config:
        config.write(f'at_once = 1\n[[registry]]\nid = "stuck"\n{silent_google}')
    served = serve()

    until(lambda: finished(agency_folder.path), 180)

    assert served.stop() == 0


def test_a_ledger_that_is_away_for_a_while_is_told_and_the_service_goes_on(agency_folder, serve):
    state, away = agency_folder.path / "state", agency_folder.path / "away"
    served = serve()
    until(lambda: finished(agency_folder.path))

    state.rename(away)
    state.write_text("a file in its place", encoding="utf-8")
    served.process.send_signal(signal.SIGHUP)
    until(lambda: '"cannot"' in served.said.read_text("utf-8"))
    state.unlink()
    away.rename(state)
    served.process.send_signal(signal.SIGHUP)
    until(lambda: "ระบบทำงานต่อ" in served.said.read_text("utf-8"))

    assert served.stop() == 0
    assert sum(one["event"] == "cannot" for one in served.told()) == 1
