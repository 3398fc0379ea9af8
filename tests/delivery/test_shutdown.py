"""A process that is asked to stop while it sends."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sheets_sync.delivery.shutdown import stopping_on_request
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import DOUBTFUL, LetterState
from tests.mailers.server import LATE, MailServer

ROOT = Path(__file__).parents[2]
PROGRAM = """
import datetime as dt, pathlib, sys
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.delivery.shutdown import stopping_on_request
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.delivery.test_sending import letters
from tests.mailers.faults import HEAD

folder, port = pathlib.Path(sys.argv[1]), int(sys.argv[2])
clock = lambda: dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
with open_ledger("sqlite:///ledger.db", folder=folder) as ledger, stopping_on_request() as asked:
    mailer = SmtpMailer(Server("127.0.0.1", port, "none"), clock)
    policy = DeliveryPolicy(HEAD)
    delivery = DeliveryContext(ledger, mailer, policy, clock, "r", "w", stopping=asked)
    deliver(letters(200), delivery)
"""


def started(folder, server):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(server.port)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def wait_for(server, count):
    deadline = time.monotonic() + 30
    while len(server.stored) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_request_to_stop_finishes_the_letter_in_hand(tmp_path):
    with MailServer(late_seconds=0.1) as server:
        server.fail("dot", *[LATE] * 200)
        process = started(tmp_path, server)
        wait_for(server, 3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        stored = len(server.stored)

    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        assert ledger.letters.standing(states=DOUBTFUL) == []
        assert len(ledger.letters.standing(states={LetterState.ACCEPTED})) == stored
        assert {skip.reason for skip in ledger.runs.skips()} == {"stopped"}
        assert len(ledger.runs.skips()) == 200 - stored


def test_second_request_stops_at_once(tmp_path):
    with MailServer(late_seconds=20) as server:
        server.fail("dot", None, LATE)
        process = started(tmp_path, server)
        wait_for(server, 1)
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 128 + signal.SIGTERM


def test_handlers_are_as_before_afterwards():
    before = signal.getsignal(signal.SIGTERM)

    with stopping_on_request() as asked:
        assert not asked()
        os.kill(os.getpid(), signal.SIGTERM)
        assert asked()
        with pytest.raises(SystemExit):
            os.kill(os.getpid(), signal.SIGTERM)

    assert signal.getsignal(signal.SIGTERM) == before


def test_work_in_another_thread_is_never_asked():
    told = []

    def work():
        with stopping_on_request() as asked:
            told.append(asked())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert told == [False]
