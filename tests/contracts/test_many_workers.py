"""Any number of workers with the same letters: each letter goes out once."""

import datetime as dt
import threading
from collections import Counter

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.delivery.test_sending import letters
from tests.mailers.faults import HEAD
from tests.mailers.server import MailServer

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
WORKERS = 4


def test_workers_at_the_same_letters_send_each_once(ledger, ledger_url, tmp_path):
    assert ledger.letters.standing() == []
    some, receipts = letters(40), []
    barrier = threading.Barrier(WORKERS)

    def work(name):
        with open_ledger(ledger_url, folder=tmp_path) as own:
            account = Server("127.0.0.1", server.port, "none", seconds=20, data_seconds=20)
            mailer = SmtpMailer(account, lambda: NOW)
            barrier.wait()
            receipts.append(
                deliver(
                    some,
                    DeliveryContext(own, mailer, DeliveryPolicy(HEAD), lambda: NOW, name, name),
                )
            )

    with MailServer() as server:
        threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(WORKERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        copies = Counter(each.message_id for each in server.stored)

    assert set(copies.values()) == {1}
    assert len(copies) == len(some)
    assert sum(len(receipt.sent) for receipt in receipts) == len(some)
    for receipt in receipts:
        assert len(receipt.sent) + len(receipt.skipped) == len(some)
