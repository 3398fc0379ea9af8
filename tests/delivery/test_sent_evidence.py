"""Letters that left, held against a ledger that may have forgotten them."""

from dataclasses import replace

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.sent_evidence import hold_if_sent_letters_wait, hold_if_unknown
from sheets_sync.mail.message import message_id
from tests.delivery.test_sending import letters, why_not


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


def ids(delivery, some):
    name = delivery.ledger.letters.identify
    return {message_id(name(each.key), delivery.policy.letterhead.domain) for each in some}


def test_letters_that_arrived_before_are_held_and_count_as_sent(smtp_delivery, server):
    some = letters(12)
    folder = Folder(ids(smtp_delivery, [some[3], some[11]]))

    hold_if_unknown(some, replace(smtp_delivery, oracle=folder))
    receipt = deliver(some, smtp_delivery)

    assert [hold.kind for hold in smtp_delivery.ledger.holds.waiting()] == ["ledger-restored"]
    assert folder.asked == [10, 12]
    assert [skip.key for skip in receipt.skipped] == [some[3].key, some[11].key]
    assert len(server.stored) == 10


def test_letters_that_another_run_sends_meanwhile_are_not_forgotten_ones(smtp_delivery):
    some = letters(2)
    folder = Folder(
        ids(smtp_delivery, some), lambda: deliver(some, replace(smtp_delivery, worker="w2"))
    )

    hold_if_unknown(some, replace(smtp_delivery, oracle=folder))

    assert smtp_delivery.ledger.holds.waiting() == []


def test_letters_that_the_ledger_has_sent_are_not_asked_about(smtp_delivery):
    some = letters(2)
    deliver(some, smtp_delivery)
    folder = Folder(ids(smtp_delivery, some))

    hold_if_unknown(some, replace(smtp_delivery, oracle=folder))

    assert (folder.asked, smtp_delivery.ledger.holds.waiting()) == ([], [])


def test_letter_that_waits_and_has_arrived_is_held(smtp_delivery, server):
    (one,) = letters(1)
    deliver([one], replace(smtp_delivery, stopping=lambda: True))
    folder = Folder(ids(smtp_delivery, [one]))

    hold_if_unknown([one], replace(smtp_delivery, oracle=folder))

    assert [hold.kind for hold in smtp_delivery.ledger.holds.waiting()] == ["ledger-restored"]
    assert why_not(deliver([one], smtp_delivery)) == {"already-sent": 1}


def test_letter_that_arrives_long_after_it_was_believed_lost_goes_once(smtp_delivery, server):
    (one,) = letters(1)
    server.fail("dot", "451 4.3.0 disk full")
    deliver([one], smtp_delivery)
    folder = Folder(ids(smtp_delivery, [one]))

    hold_if_unknown([one], replace(smtp_delivery, oracle=folder))

    assert smtp_delivery.ledger.holds.waiting() == []
    assert why_not(deliver([one], smtp_delivery)) == {"already-sent": 1}


def test_letter_that_a_person_sends_again_goes_although_it_has_arrived(smtp_delivery, server):
    (one,) = letters(1)
    server.fail("rcpt", "550 5.7.1 not from you")
    deliver([one], smtp_delivery)
    name = smtp_delivery.ledger.letters.identify(one.key)
    smtp_delivery.ledger.letters.resolve(
        name, "send-again", operator="nid", reason="", now=smtp_delivery.clock()
    )
    folder = Folder(ids(smtp_delivery, [one]))

    hold_if_unknown([one], replace(smtp_delivery, oracle=folder))

    assert (folder.asked, deliver([one], smtp_delivery).sent) == ([], (one.key,))


def test_letter_that_waits_and_was_sent_is_held(smtp_delivery, clock):
    one, other = letters(2)
    deliver([one, other], replace(smtp_delivery, stopping=lambda: True))
    name = smtp_delivery.ledger.letters.identify(one.key)[:12]

    hold_if_sent_letters_wait({name, "0" * 12}, smtp_delivery.ledger, now=clock())

    assert [hold.kind for hold in smtp_delivery.ledger.holds.waiting()] == ["ledger-restored"]
    assert deliver([one, other], smtp_delivery).sent == (other.key,)


def test_letters_that_only_wait_hold_nothing(smtp_delivery, clock):
    deliver(letters(2), replace(smtp_delivery, stopping=lambda: True))

    hold_if_sent_letters_wait({"0" * 12}, smtp_delivery.ledger, now=clock())
    hold_if_sent_letters_wait(set(), smtp_delivery.ledger, now=clock())

    assert smtp_delivery.ledger.holds.waiting() == []
