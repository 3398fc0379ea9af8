"""PostgreSQL dies and comes back while letters are sent."""

import datetime as dt
import itertools
import threading
import time
from collections import Counter
from dataclasses import replace

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import DOUBTFUL, LetterState
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.delivery.test_sending import letters
from tests.mailers.faults import HEAD, Archive
from tests.mailers.server import MailServer

START = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)


def send_through_restarts(cluster, folder, *, count, restarts, every=0.5):
    """Send letters in two processes' worth of threads while the database dies again and again."""
    some = letters(count)
    stop = threading.Event()
    url = cluster.new_database()
    moments = itertools.count()
    with MailServer() as server:
        first = open_ledger(url, folder=folder)
        first.close()

        def worker(name):
            while not stop.is_set():
                with open_ledger(url, folder=folder) as ledger:
                    _deliver(some, ledger, server, name, START)

        def patient_worker(name):
            while not stop.is_set():
                try:
                    worker(name)
                except Exception:  # noqa: BLE001  (a supervisor starts it again)
                    time.sleep(0.05)

        threads = [threading.Thread(target=patient_worker, args=(f"w{n}",)) for n in range(2)]
        for thread in threads:
            thread.start()
        for _ in range(restarts):
            time.sleep(every)
            cluster.crash()
        time.sleep(every)
        stop.set()
        for thread in threads:
            thread.join(60)
        with open_ledger(url, folder=folder) as ledger:
            for _ in range(2):
                later = START + dt.timedelta(days=1 + next(moments))
                _deliver(some, ledger, server, "last", later)
            doubtful = ledger.letters.standing(states=DOUBTFUL)
            accepted = ledger.letters.standing(states={LetterState.ACCEPTED})
        copies = Counter(each.message_id for each in server.stored)
        return copies, len(accepted), doubtful


def _deliver(some, ledger, server, name, now):
    account = Server("127.0.0.1", server.port, "none", seconds=5, data_seconds=5)
    mailer = SmtpMailer(account, lambda: now, name="smtp")
    delivery = DeliveryContext(
        ledger, mailer, DeliveryPolicy(HEAD), lambda: now, name, name, Archive(server)
    )
    deliver(some, replace(delivery, oracle=Archive(server)))


def test_database_that_dies_again_and_again_loses_and_doubles_nothing(tmp_path, postgres):
    copies, accepted, doubtful = send_through_restarts(postgres, tmp_path, count=150, restarts=4)

    assert (len(copies), set(copies.values())) == (150, {1})
    assert (accepted, doubtful) == (150, [])
