"""What the outbox tab is to say of letters, by the ledger."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.record_check import record_check
from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.delivery.tab_contents import LOGGED, collect_tab_input
from sheets_sync.mail.delivery import LetterState, Skip
from sheets_sync.mail.message import InvitationKey
from sheets_sync.planning.workbook_tabs.tab_input import Outgoing
from tests.fixtures.mail_office import NOW, SPOKEN, TODAY, digest_to
from tests.planning.reminders.reminder_registry import rows, session, staff

SAY = SPOKEN[1]


@pytest.fixture
def checked(office):
    """A registry known for long; nobody has an address, so only one member can be told."""
    alone = {"email": None}
    people = staff(somchai=alone, mana=alone, wichai=alone, pranee=alone)
    found = office.checked(rows(staff=people, sessions=[session()]))
    past = NOW - dt.timedelta(days=60)
    record_check(found.context, found.findings, "main", office.ledger, past)
    return found


def contents(office, checked):
    return collect_tab_input(checked, office.ledger, SAY, now=office.now)


def invitation_to_suda(office):
    """The letter about the session: it is a mail of its own."""
    key = InvitationKey("main/session/S-1", "suda@agency.go.th", 0)
    return replace(digest_to("suda"), key=key)


def to_suda(office, state, why):
    return Outgoing(
        id=office.ledger.letters.identify(invitation_to_suda(office).key),
        day=TODAY,
        name="นางสาวสุดา แก้วมณี",
        address="suda@agency.go.th",
        why=why,
        attempt=0,
        state=state,
    )


def test_planned_letter_says_why_and_where_it_stands(office, checked):
    letter = office.ledger.letters.identify(invitation_to_suda(office).key)

    def shown():
        found = contents(office, checked).outgoing
        return next(one for one in found if one.id == letter)

    before = shown()
    office.send(invitation_to_suda(office))
    after = shown()

    assert before.why[0].startswith(f"{SAY('letters.badge.coming')} · กลุ่มที่ 1 · ")
    assert before == to_suda(office, LetterState.PLANNED, before.why)
    assert (after.day, after.state) == (TODAY, LetterState.ACCEPTED)


def test_who_cannot_be_told_is_listed_with_the_reason(office, checked):
    unsent = contents(office, checked).unsent

    assert {(one.address, one.reason) for one in unsent} == {("", "no-address")}
    assert len(unsent) == 3


def test_letter_of_today_that_still_waits_after_its_run_says_why(office, checked):
    begin_reminder_run(office.ledger, "{}", worker="w", now=NOW)
    letter = digest_to("suda")
    office.stop_before(letter)
    office.ledger.runs.skip([Skip(letter.key, "capped")], run="r", now=NOW)

    (waiting,) = [one for one in contents(office, checked).outgoing if one.day == TODAY]

    reason = SAY("flags.outbox.not_yet", reason=SAY("letters.reasons.capped"))
    assert (waiting.state, waiting.why) == (LetterState.PLANNED, (letter.subject, reason))


def test_letters_of_a_year_are_kept_for_the_log(office, checked):
    office.now = NOW - LOGGED - dt.timedelta(days=1)
    office.send(digest_to("mana", office.now.date()))
    office.now = NOW - LOGGED + dt.timedelta(days=1)
    office.send(digest_to("suda", office.now.date()))
    office.now = NOW

    letters = contents(office, checked).letters

    assert [one.recipient for one in letters] == ["suda@agency.go.th"]


def test_letters_and_holds_of_other_registries_are_left_out(office, checked):
    office.send(digest_to("suda", registries=("other",)))
    office.ledger.holds.open("other", "read-failed", "", {}, now=NOW)
    everywhere = office.ledger.holds.open("*", "clock-behind", "", {}, now=NOW)

    found = contents(office, checked)

    assert (found.letters, found.holds) == ((), (everywhere,))
