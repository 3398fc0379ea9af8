"""A ledger that was put back from an old copy."""

import datetime as dt
import shutil

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mailers.outbox import OutboxMailer
from sheets_sync.planning.mail_guards import restored
from tests.delivery.test_sending import letters
from tests.mailers.faults import HEAD

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)


def send(ledger, folder, some):
    outbox = OutboxMailer(folder / "outbox")
    deliver(some, DeliveryContext(ledger, outbox, DeliveryPolicy(HEAD), lambda: NOW, "r", "w"))


def test_restored_ledger_is_noticed_until_a_person_accepts_it(tmp_path):
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        send(ledger, tmp_path, letters(1))
    shutil.copy(tmp_path / "ledger.db", tmp_path / "backup.db")
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        assert restored(ledger.mark(), None) is None
        send(ledger, tmp_path, letters(3))
        kept_outside = ledger.mark()
        assert restored(ledger.mark(), kept_outside) is None

    with open_ledger("sqlite:///backup.db", folder=tmp_path) as ledger:
        alarm = restored(ledger.mark(), kept_outside)
        assert alarm is not None
        assert alarm.danger == "ledger-restored"
        renewed = ledger.renew_epoch()
        assert restored(ledger.mark(), renewed) is None
        assert restored(renewed, kept_outside) is not None


def test_ledger_of_another_life_is_noticed(tmp_path):
    with open_ledger("sqlite:///one.db", folder=tmp_path) as one:
        send(one, tmp_path, letters(1))
        kept_outside = one.mark()
    with open_ledger("sqlite:///two.db", folder=tmp_path) as two:
        send(two, tmp_path, letters(2))

        assert restored(two.mark(), kept_outside) is not None
