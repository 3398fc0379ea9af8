"""Letters that left, held against a ledger that may have forgotten them."""

from dataclasses import replace

from sheets_sync.effects.deliver import deliver
from sheets_sync.effects.traces import heed_mail
from sheets_sync.mail.message import message_id
from tests.effects.test_sending import letters


class Folder:
    """Holds these letters; something else may happen while it is looked into."""

    def __init__(self, message_ids, meanwhile=lambda: None):
        self.message_ids = message_ids
        self.meanwhile = meanwhile
        self.asked = []

    def seen(self, message_ids):
        self.asked.append(len(message_ids))
        self.meanwhile()
        return frozenset(message_ids) & self.message_ids


def ids(desk, some):
    name = desk.ledger.letters.identify
    return {message_id(name(each.key), desk.terms.letterhead.domain) for each in some}


def test_letters_that_arrived_before_are_held_and_count_as_sent(smtp_desk, server):
    some = letters(12)
    folder = Folder(ids(smtp_desk, [some[3], some[11]]))

    heed_mail(some, replace(smtp_desk, oracle=folder))
    receipt = deliver(some, smtp_desk)

    assert [hold.kind for hold in smtp_desk.ledger.holds.waiting()] == ["ledger-restored"]
    assert folder.asked == [10, 12]
    assert [skip.key for skip in receipt.skipped] == [some[3].key, some[11].key]
    assert len(server.stored) == 10


def test_letters_that_another_run_sends_meanwhile_are_not_forgotten_ones(smtp_desk):
    some = letters(2)
    folder = Folder(ids(smtp_desk, some), lambda: deliver(some, replace(smtp_desk, worker="w2")))

    heed_mail(some, replace(smtp_desk, oracle=folder))

    assert smtp_desk.ledger.holds.waiting() == []


def test_letters_that_the_ledger_knows_are_not_asked_about(smtp_desk):
    some = letters(2)
    deliver(some, smtp_desk)
    folder = Folder(ids(smtp_desk, some))

    heed_mail(some, replace(smtp_desk, oracle=folder))

    assert (folder.asked, smtp_desk.ledger.holds.waiting()) == ([], [])
