"""The reminders of a day on their way."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.holds import hold_unread
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.delivery.record_check import record_check
from sheets_sync.delivery.reminder_sending import ReminderSending
from sheets_sync.delivery.send_reminders import send_reminders
from sheets_sync.delivery.write_mails import write_mails
from sheets_sync.errors import MailError, StoreError
from sheets_sync.mail.delivery import LetterState, Receipt, Returned
from sheets_sync.mail.ledger_records import RunState
from sheets_sync.mail.message import InvitationKey, message_id
from sheets_sync.ports.check_result import BatchResult
from tests.fixtures.mail_office import BANGKOK, NOW, TODAY, digest_to, plan_of
from tests.planning.reminders.reminder_registry import rows, session

TOLD = ("mana", "somchai", "suda", "wichai")
KEYS = tuple(InvitationKey("main/session/S-1", f"{name}@agency.go.th", 0) for name in TOLD)


class Archive:
    """Knows these Message-IDs; counts how often it is asked."""

    patience = (dt.timedelta(hours=1),)

    def __init__(self, *message_ids):
        self.message_ids = frozenset(message_ids)
        self.asked = 0

    def seen(self, message_ids):
        self.asked += 1
        return frozenset(message_ids) & self.message_ids


class Mailbox:
    """Holds these reports, or cannot be reached."""

    def __init__(self, *reports, error=None):
        self.reports, self.error = [*reports], error

    def returned(self):
        if self.error is not None:
            raise self.error
        return [*self.reports]

    def dealt_with(self, report):
        self.reports.remove(report)

    def close(self):
        pass


@pytest.fixture
def batch(office):
    """A registry known for long, with a session to tell four people of."""
    checked = office.checked(rows(sessions=[session()]))
    past = NOW - dt.timedelta(days=60)
    record_check(checked.context, checked.findings, "main", office.ledger, past)
    return BatchResult([checked])


def sending(office, *, delivery=None, **changes):
    ticked = TickedLetters({"main": tuple}, ["กล่องอีเมลรอส่ง"], office.ledger, office.clock)
    return ReminderSending(
        office.settings,
        delivery or office.delivery(),
        office.letter_context(),
        ticked,
        office.now,
        **changes,
    )


def run_states(office):
    return [run.state for run in office.ledger.runs.slots("*", "remind").values()]


def test_sends_one_letter_a_person_and_ends_its_run(office, batch):
    result = send_reminders(batch, sending(office))

    assert result.receipt == Receipt(sent=KEYS)
    assert [letter.key for letter in result.messages] == [*KEYS]
    assert run_states(office) == [RunState.DONE]
    letters = office.ledger.letters.standing(states={LetterState.ACCEPTED})
    assert {letter.run for letter in letters} == {"*/remind/2026-11-23#1"}


def test_running_again_sends_nothing_twice(office, batch):
    send_reminders(batch, sending(office))

    result = send_reminders(batch, sending(office))

    assert (result.plan.sessions, result.receipt) == ((), Receipt())
    assert run_states(office) == [RunState.DONE, RunState.DONE]


@pytest.mark.parametrize(
    ("looking", "state"), [(False, LetterState.SUPERSEDED), (True, LetterState.PLANNED)]
)
def test_a_digest_that_waits_for_a_coordinator_who_was_replaced_is_given_up(
    office, batch, looking, state
):
    """But not by a look at a day: it changes nothing."""
    to_the_former = digest_to("former")
    office.stop_before(to_the_former)

    send_reminders(batch, sending(office, looking=looking))

    letters = office.ledger.letters.find([to_the_former.key])
    assert letters[to_the_former.key].state is state


def test_letters_in_doubt_are_settled_once_before_anything_is_planned(office, batch):
    office.now = NOW - dt.timedelta(hours=12)
    doubtful = digest_to("suda", office.now.date())
    office.stop_before(doubtful)
    letters = office.ledger.letters
    claim = letters.claim(
        [doubtful.key], worker="w", run="r", lease=dt.timedelta(minutes=20), now=office.now
    )[doubtful.key]
    letters.hand({claim: ""}, now=office.now)
    identity = message_id(letters.identify(doubtful.key), "agency.go.th")
    office.now = NOW
    archive = Archive(identity)

    result = send_reminders(
        batch, sending(office, delivery=office.delivery(oracle=archive), looking=True)
    )

    assert (result.receipt.reconciled, archive.asked) == (1, 1)
    assert letters.find([doubtful.key])[doubtful.key].state is LetterState.ACCEPTED


def test_an_alarm_goes_before_the_letters_and_its_event_holds_them(office, batch):
    hold = hold_unread(office.ledger, "main", now=NOW)

    result = send_reminders(batch, sending(office))

    assert [key.event for key in result.receipt.sent] == [f"hold/read-failed/{hold.code}"]
    assert {(one.reason, one.detail) for one in result.plan.left_out} == {
        ("held", f"read-failed {hold.code}")
    }


def test_a_run_over_a_registry_that_could_not_be_read_is_not_done(office):
    batch = BatchResult(errors={"main": StoreError("file-missing", path="registry.xlsx")})

    send_reminders(batch, sending(office))

    assert run_states(office) == [RunState.FAILED]


def test_request_to_stop_leaves_the_rest_to_the_next_run(office, batch):
    stopped = office.delivery(stopping=lambda: True)

    result = send_reminders(batch, sending(office, delivery=stopped))

    assert (result.receipt.sent, len(result.receipt.skipped)) == ((), 4)
    assert run_states(office) == [RunState.FAILED]
    assert send_reminders(batch, sending(office)).receipt.sent == KEYS


def test_what_came_back_is_marked_and_taken_out_of_the_mailbox(office, batch):
    letter = digest_to("suda", TODAY - dt.timedelta(days=3))
    office.now = NOW - dt.timedelta(days=3)
    office.send(letter)
    office.now = NOW
    identity = message_id(office.ledger.letters.identify(letter.key), "agency.go.th")
    mailbox = Mailbox(Returned(identity, "5.1.1", "no such user", "1"))

    send_reminders(batch, sending(office, returns=mailbox))

    assert office.ledger.letters.find([letter.key])[letter.key].state is LetterState.BOUNCED
    assert mailbox.reports == []


def test_mailbox_that_cannot_be_read_is_told_of_and_stops_nothing(office, batch):
    error = MailError("imap-unreachable", host="mail.agency.go.th", reason="timeout")
    told = []

    result = send_reminders(batch, sending(office, returns=Mailbox(error=error), tell=told.append))

    assert (told, result.receipt.sent) == ([error], KEYS)
    assert [hold.kind for hold in office.ledger.holds.waiting()] == ["returns-unread"]
    send_reminders(batch, sending(office, returns=Mailbox()))
    assert office.ledger.holds.waiting() == []


def test_letters_that_the_ledger_has_forgotten_hold_all_mail(office, batch):
    identify = office.ledger.letters.identify
    archive = Archive(*(message_id(identify(key), "agency.go.th") for key in KEYS))

    result = send_reminders(batch, sending(office, delivery=office.delivery(oracle=archive)))

    assert [hold.kind for hold in office.ledger.holds.waiting()] == ["ledger-restored"]
    assert [key for key in result.receipt.sent if key in KEYS] == []


def test_looking_at_a_chosen_day_asks_no_guard(office, batch):
    identify = office.ledger.letters.identify
    archive = Archive(*(message_id(identify(key), "agency.go.th") for key in KEYS))

    send_reminders(batch, sending(office, delivery=office.delivery(oracle=archive), looking=True))

    assert office.ledger.holds.waiting() == []


def test_digests_are_worth_sending_until_their_day_is_over(office):
    context = replace(office.letter_context(), schemas={"main": office.checked().schema})

    (letter,) = write_mails(plan_of(1), context, now=NOW)

    assert letter.expires_at == dt.datetime(2026, 11, 24, tzinfo=BANGKOK)
