"""Whether a process that had a run in hand is still there."""

import os
import socket
import subprocess
import sys

import pytest

from sheets_sync.delivery.worker import is_gone, worker_name


def ended_process():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_this_process_is_there():
    assert worker_name() == f"{socket.gethostname()}:{os.getpid()}"
    assert not is_gone(worker_name())


def test_ended_process_of_this_computer_is_gone():
    assert is_gone(f"{socket.gethostname()}:{ended_process()}")


@pytest.mark.parametrize("worker", ["elsewhere:1", "", "w1", f"{socket.gethostname()}:x"])
def test_nothing_is_known_of_others(worker):
    assert not is_gone(worker)
