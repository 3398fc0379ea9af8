"""The numbers for Prometheus: in a file and on the loopback address, in its text format."""

import contextlib
import datetime as dt
import json
import os
import socket
import stat
import threading
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from prometheus_client.parser import text_string_to_metric_families

from jobs.cli.main import main
from jobs.serving.journal import Journal
from jobs.serving.metrics import MetricsPort, as_text, write_metrics
from jobs.serving.metrics_port import answerer
from jobs.serving.monitor import Monitor
from sheets_sync.delivery.worker import worker_name
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.scheduling.gauges import SERVE_UP, Gauge
from sheets_sync.scheduling.leadership import LEASE_NAME, TTL
from sheets_sync.settings import load
from sheets_sync.settings.config_file import defaults
from sheets_sync.wiring.ledger import open_ledger
from tests.jobs.commands.test_remind import CONFIG, save
from tests.planning.reminders.reminder_registry import rows, session

TWO = (
    Gauge("cop_steward_job_failed", "1 where …", 1.0, {"registry": "main", "job": "check"}),
    Gauge("cop_steward_job_failed", "1 where …", 0.0, {"registry": "*", "job": "remind"}),
    Gauge("cop_steward_holds", "Events that wait.", 3.0),
)


def series(text):
    """By name and labels, the value."""
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


SHOWN = {
    ("cop_steward_holds",): 3.0,
    ("cop_steward_job_failed", ("job", "check"), ("registry", "main")): 1.0,
    ("cop_steward_job_failed", ("job", "remind"), ("registry", "*")): 0.0,
}


def test_every_number_is_one_line_under_its_name():
    assert series(as_text(TWO).decode()) == SHOWN


def test_the_port_is_open_on_this_machine_only_while_it_is_wanted(free_port):
    port = MetricsPort()
    try:
        port.show(TWO, free_port)
        with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/metrics") as answer:
            assert series(answer.read().decode()) == SHOWN
        port.show([replace(TWO[2], value=4.0)], free_port)
        with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/metrics") as answer:
            assert series(answer.read().decode()) == {("cop_steward_holds",): 4.0}
    finally:
        port.close()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{free_port}/metrics")


@pytest.fixture
def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def test_a_run_writes_the_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    wanted = '[monitoring]\nmetrics_file = "cop.prom"\n'
    (tmp_path / "cop-steward.toml").write_text(CONFIG + wanted, encoding="utf-8")
    save(rows(sessions=[session()]), tmp_path / "registry.xlsx")
    with time_machine.travel("2026-11-23 07:00+07:00", tick=False):
        assert main(["run"]) == 0

    text = Path("cop.prom").read_text(encoding="utf-8")
    found = series(text)
    check = (("job", "check"), ("registry", "main"))
    assert found["cop_steward_job_failed", *check] == 0.0
    assert found["cop_steward_job_last_success_seconds", *check] == 1795392000.0
    assert found["cop_steward_serve_up",] == 0.0
    assert text.isascii()
    report = (("job", "report"), ("registry", "main"))
    assert found["cop_steward_job_last_success_seconds", *report] == 0.0  # it never has


def test_a_collector_under_another_account_reads_the_file(tmp_path):
    settings = defaults(tmp_path)
    metrics = replace(settings.monitoring, metrics_file=tmp_path / "cop.prom")
    before = os.umask(0o077)  # as the unit has it
    try:
        write_file(tmp_path / "cop.prom", b"")
        write_metrics(TWO, replace(settings, monitoring=metrics))
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "cop.prom").stat().st_mode) & 0o444 == 0o444


def test_a_file_that_cannot_be_written_leaves_the_port_open(tmp_path, monkeypatch, free_port):
    monkeypatch.chdir(tmp_path)
    wanted = f'[monitoring]\nmetrics_file = "taken/cop.prom"\nmetrics_port = {free_port}\n'
    (tmp_path / "cop-steward.toml").write_text(CONFIG + wanted, encoding="utf-8")
    (tmp_path / "taken").touch()
    settings, now = load(), dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)
    monitor = Monitor(Journal(Sentences("en")))

    with open_ledger(settings) as ledger:
        monitor.tell(settings, ledger, now)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/metrics") as answer:
                found = series(answer.read().decode())
        finally:
            monitor.close(settings, ledger, now, led=False)

    assert found["cop_steward_time_seconds",] == now.timestamp()


@pytest.fixture
def another_program():
    """A port on which something listens that is none of ours, and says nothing of it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up():
            with contextlib.suppress(OSError):
                while True:
                    listening.accept()[0].close()

        thread = threading.Thread(target=hang_up, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_who_answers_on_the_port_is_told_apart(free_port, another_program):
    port = MetricsPort()
    before = answerer(free_port)
    try:
        port.show([Gauge(SERVE_UP, "1 while a scheduler is at work.", 1.0)], free_port)
        ours = answerer(free_port)
    finally:
        port.close()

    assert (before, ours, answerer(another_program)) == ("nobody", "serve", "another")


def test_a_port_that_another_program_has_is_told_by_doctor_and_while_serve_works_by_status(
    tmp_path, monkeypatch, capsys, another_program
):
    monkeypatch.chdir(tmp_path)
    wanted = f"[monitoring]\nmetrics_port = {another_program}\n"
    (tmp_path / "cop-steward.toml").write_text(CONFIG + wanted, encoding="utf-8")
    save(rows(sessions=[session()]), tmp_path / "registry.xlsx")
    main(["check"])
    capsys.readouterr()

    def matters():
        main(["status", "--json"])
        return [one["kind"] for one in json.loads(capsys.readouterr().out)["matters"]]

    main(["doctor", "--json", "--lang", "en"])
    seen = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["state"] for one in seen if one["check"] == "metrics-port"] == ["bad"]
    at_rest = matters()
    with open_ledger(load()) as ledger:
        now = dt.datetime.now(dt.UTC)
        ledger.leases.acquire(LEASE_NAME, holder=worker_name(), ttl=TTL, now=now)
    assert ("metrics_port" in at_rest, "metrics_port" in matters()) == (False, True)
