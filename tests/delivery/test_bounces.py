"""Letters that came back, and mail of which nobody knows what it was."""

import datetime as dt
import json

import pytest

from sheets_sync.delivery.bounces import UNMATCHED, collect_bounces, count_unmatched
from sheets_sync.errors import MailError
from sheets_sync.mail.delivery import LetterState, Returned
from tests.fixtures.mail_office import NOW, digest_to

DAY = dt.timedelta(days=1)
SUDA = digest_to("suda")


class Mailbox:
    """Has these reports; an error among them is where it could not be read on."""

    def __init__(self, *reports):
        self.reports = reports
        self.done = []
        self.closed = False

    def returned(self):
        for report in self.reports:
            if isinstance(report, Exception):
                raise report
            yield report

    def dealt_with(self, report):
        self.done.append(report.handle)

    def close(self):
        self.closed = True


def report(message_id, handle="1"):
    return Returned(message_id, "5.1.1", "user unknown", handle)


def collect(office, *reports):
    mailbox = Mailbox(*reports)
    letters = collect_bounces(mailbox, office.ledger, clock=office.clock)
    assert mailbox.closed
    return [letter.recipient for letter in letters], mailbox.done


@pytest.fixture
def sent(office):
    office.send(SUDA)
    return office.ledger.letters.find([SUDA.key])[SUDA.key]


def test_a_letter_that_came_back_is_marked_with_what_the_report_says(office, sent):
    assert collect(office, report(sent.message_id)) == (["suda@agency.go.th"], ["1"])

    letter = office.ledger.letters.get(sent.id)
    assert (letter.state, letter.enhanced, letter.reply) == (
        LetterState.BOUNCED,
        "5.1.1",
        "user unknown",
    )


def test_a_report_that_came_twice_is_dealt_with_and_marks_nothing_more(office, sent):
    twice = report(sent.message_id), report(sent.message_id, "2")

    assert collect(office, *twice) == (["suda@agency.go.th"], ["1", "2"])
    assert collect(office, report("<other@agency.go.th>", "3")) == ([], ["3"])


def test_mail_that_names_no_letter_is_counted_for_a_month_and_left_there(office):
    assert collect(office, report(""), report("")) == ([], [])
    assert count_unmatched(office.ledger, NOW) == 2

    office.now = NOW + 29 * DAY
    collect(office, report(""))
    assert count_unmatched(office.ledger, office.now) == 3
    assert count_unmatched(office.ledger, NOW + 30 * DAY) == 1


def test_no_more_than_a_thousand_are_counted(office):
    collect(office, *(report("") for _ in range(1002)))

    assert len(json.loads(office.ledger.recall(UNMATCHED))) == 1000


def test_a_mailbox_that_breaks_off_keeps_what_was_read(office, sent):
    mailbox = Mailbox(report(""), report(sent.message_id), MailError("imap-unreachable"))

    with pytest.raises(MailError):
        collect_bounces(mailbox, office.ledger, clock=office.clock)

    assert (mailbox.closed, mailbox.done) == (True, ["1"])
    assert office.ledger.letters.get(sent.id).state is LetterState.BOUNCED
    assert count_unmatched(office.ledger, NOW) == 1
