import os
import signal
import socket
import subprocess
import sys

import pytest

from jobs.serving import systemd_notify
from tests.fixtures.agency_folder import agency_folder

__all__ = ["agency_folder"]


@pytest.fixture
def systemd(tmp_path):
    """What the service told, as systemd would hear it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(60)
        yield line


def test_systemd_hears_that_it_is_ready_alive_and_ending(systemd, agency_folder):
    environment = {**os.environ, "NOTIFY_SOCKET": systemd.getsockname()}
    config = str(agency_folder.path / "cop-steward.toml")
    service = subprocess.Popen(
        [sys.executable, "-m", "jobs", "serve", "--config", config],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        heard = [systemd.recv(64).decode() for _ in range(2)]
        service.send_signal(signal.SIGTERM)
        while heard[-1] != "STOPPING=1":
            heard.append(systemd.recv(64).decode())
        code = service.wait(240)
    finally:
        service.kill()
        service.wait()

    assert heard[:2] == ["READY=1", "WATCHDOG=1"]
    assert set(heard[2:-1]) <= {"WATCHDOG=1"}
    assert code == 0


def test_an_abstract_socket_is_one_too(monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(f"\0cop-steward-{os.getpid()}")
        line.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@cop-steward-{os.getpid()}")

        systemd_notify.alive()

        assert line.recv(64) == b"WATCHDOG=1"


def test_a_systemd_that_does_not_listen_keeps_nobody_waiting(systemd, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", systemd.getsockname())

    for _ in range(1000):  # far more than wait in line
        systemd_notify.alive()

    assert systemd.recv(64) == b"WATCHDOG=1"


@pytest.mark.parametrize("address", ["", "relative", "/nowhere/at/all"])
def test_without_systemd_nothing_happens(address, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    systemd_notify.ready()
