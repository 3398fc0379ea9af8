"""Letters of which nobody knows whether they left: asked of the place that keeps what did."""

import datetime as dt

import pytest

from sheets_sync.delivery.reconcile import reconcile
from sheets_sync.errors import MailError
from sheets_sync.mail.delivery import LetterState, Verdict
from tests.delivery.test_send_all import Channel
from tests.fixtures.mail_office import digest_to

SUDA, MANA = digest_to("suda"), digest_to("mana")
QUARTER = dt.timedelta(minutes=15)


class Kept:
    """A place that shows some letters, or cannot be asked."""

    patience = (dt.timedelta(minutes=20), dt.timedelta(minutes=60))

    def __init__(self, *letters, fails=False):
        self.letters = letters
        self.fails = fails
        self.asked = []

    def seen(self, message_ids):
        self.asked.append(len(message_ids))
        if self.fails:
            raise MailError("imap-unreachable")
        return frozenset(message_ids) & {*self.letters}


@pytest.fixture
def doubtful(office):
    """Two letters that were handed over, of which the server said nothing."""
    unknown = Channel(Verdict.UNKNOWN, Verdict.UNKNOWN)
    office.send(SUDA, MANA, mailer=unknown, oracle=None)
    return [letter(office, one) for one in (SUDA, MANA)]


def letter(office, message):
    return office.ledger.letters.find([message.key])[message.key]


def looked(office, oracle, **later):
    """How many are settled by a look so much later."""
    office.now += dt.timedelta(**later)
    return reconcile(office.delivery(oracle=oracle))


def standing(office):
    found = (letter(office, one) for one in (SUDA, MANA))
    return [(one.state, one.looks, one.next_at) for one in found]


def test_what_is_shown_has_left_and_the_other_is_looked_for_again(office, doubtful):
    began, kept = office.now, Kept(doubtful[0].message_id)

    assert looked(office, kept, minutes=16) == 1
    assert kept.asked == [2]
    assert standing(office) == [
        (LetterState.ACCEPTED, 0, None),
        (LetterState.UNCERTAIN, 1, began + kept.patience[0]),
    ]


def test_what_the_last_look_does_not_show_may_be_sent(office, doubtful):
    began, kept = office.now, Kept()

    assert looked(office, kept, minutes=20) == 0
    assert [one[2] for one in standing(office)] == [began + kept.patience[1]] * 2
    assert looked(office, kept, minutes=40) == 2
    assert [one[0] for one in standing(office)] == [LetterState.PLANNED] * 2


def test_nothing_is_asked_before_letters_had_time_to_settle(office, doubtful):
    kept = Kept(*(one.message_id for one in doubtful))

    assert looked(office, kept, minutes=14) == 0
    assert kept.asked == []


def test_a_place_that_cannot_be_asked_is_asked_again_after_a_quarter(office, doubtful):
    failing = Kept(fails=True)

    assert looked(office, failing, minutes=30) == 0
    assert standing(office) == [(LetterState.UNCERTAIN, 1, office.now + QUARTER)] * 2
    last = office.ledger.letters.events(doubtful[0].id)[-1]
    assert (last.state, last.detail) == (LetterState.UNCERTAIN, "oracle: imap-unreachable")

    assert looked(office, failing, minutes=14) == 0
    assert failing.asked == [2]
    assert looked(office, Kept(*(one.message_id for one in doubtful)), minutes=1) == 2


def test_without_such_a_place_a_person_settles_them_once_told(office):
    with pytest.raises(KeyboardInterrupt):
        office.send(SUDA, mailer=Stopping(), oracle=None)
    before = letter(office, SUDA)

    assert looked(office, None, minutes=16) == 0
    first = letter(office, SUDA)
    assert looked(office, None, minutes=16) == 0

    assert before.state is LetterState.HANDING
    assert (first.state, first.looks, first.next_at) == (LetterState.UNCERTAIN, 1, None)
    assert letter(office, SUDA) == first
    assert office.ledger.letters.events(before.id)[-1].detail == "no oracle"


class Stopping(Channel):
    """The program ends while the dot is on its way."""

    def send(self, envelope, before_dot):
        assert before_dot()
        raise KeyboardInterrupt
