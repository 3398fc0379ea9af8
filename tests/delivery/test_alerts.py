"""Which alarms a run sends to the agency's contact."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.alerts import WORTH, compile_alerts
from sheets_sync.delivery.holds import hold_unread
from sheets_sync.errors import StoreError
from sheets_sync.mail.delivery import LetterState, Skip
from sheets_sync.mail.ledger_records import AddressChange
from sheets_sync.mail.message import NoticeKey
from sheets_sync.ports.check_result import BatchResult
from tests.fixtures.mail_office import NOW
from tests.planning.reminders.reminder_registry import HR

HOUR = dt.timedelta(hours=1)


def unread(office):
    """The batch of a registry that could not be read, and its hold."""
    hold = hold_unread(office.ledger, "main", now=office.now)
    return BatchResult(errors={"main": StoreError("file-missing", path="registry.xlsx")}), hold


def alerts(office, batch, **agency):
    settings = replace(office.settings, agency=replace(office.settings.agency, **agency))
    return compile_alerts(batch, office.ledger, office.letter_context(), settings, now=office.now)


def test_nothing_waits_and_nobody_is_told(office):
    assert alerts(office, BatchResult([office.checked()])) == ((), ())


def test_contact_is_told_of_an_event_and_how_to_confirm_it(office):
    batch, hold = unread(office)

    (letter,), unsendable = alerts(office, batch)

    assert unsendable == ()
    assert letter.key == NoticeKey(HR, f"hold/read-failed/{hold.code}")
    assert (letter.registries, letter.items) == (("main",), 1)
    assert letter.expires_at == NOW + WORTH
    assert f"cop-steward resolve {hold.code}" in letter.plain


def test_what_was_told_is_not_told_again(office):
    batch, _ = unread(office)
    (letter,), _ = alerts(office, batch)
    office.send(letter)
    office.now += HOUR

    assert alerts(office, batch) == ((), ())


def test_letter_that_could_not_go_is_tried_again(office):
    batch, _ = unread(office)
    (letter,), _ = alerts(office, batch)
    office.stop_before(letter)
    office.now += HOUR

    (again,), _ = alerts(office, batch)

    assert again.key == letter.key


def test_an_event_of_the_second_of_the_last_letter_is_told_with_it(office):
    office.now = office.now.replace(microsecond=0)
    batch = BatchResult([office.checked()])
    office.ledger.holds.open("main", "address-changed", "60001", {"since": "1"}, now=office.now)
    (letter,), _ = alerts(office, batch)
    office.send(letter)
    later = office.now.replace(microsecond=700_000)
    office.ledger.holds.open("main", "address-changed", "60002", {"since": "2"}, now=later)
    office.now += HOUR

    assert alerts(office, batch) == ((), ())


def test_new_event_of_the_kind_is_told_in_one_letter_with_what_still_waits(office):
    batch = BatchResult([office.checked()])
    ledger = office.ledger
    ledger.holds.open("main", "address-changed", "60001", {"since": "1"}, now=office.now)
    (letter,), _ = alerts(office, batch)
    office.send(letter)
    office.now += HOUR
    newer = ledger.holds.open("main", "address-changed", "60002", {"since": "2"}, now=office.now)

    (letter,), _ = alerts(office, batch)

    assert letter.key == NoticeKey(HR, f"hold/address-changed/{newer.code}")
    assert letter.items == 2


def test_alarm_that_never_went_is_given_up_when_its_event_is_over(office):
    batch, _ = unread(office)
    (letter,), _ = alerts(office, batch)
    office.stop_before(letter)
    office.ledger.holds.close("main", "read-failed", "", now=office.now)

    assert alerts(office, BatchResult([office.checked()])) == ((), ())
    known = office.ledger.letters.find([letter.key])[letter.key]
    assert (known.state, known.reason) == (LetterState.SUPERSEDED, "settled")


@pytest.mark.parametrize("contact", [None, "nobody"])
def test_without_a_usable_contact_the_alarm_is_left_out_with_a_reason(office, contact):
    batch, hold = unread(office)

    event = f"hold/read-failed/{hold.code}"
    assert alerts(office, batch, contact=contact) == (
        (),
        (Skip(NoticeKey("", event), "no-address", event),),
    )


def test_names_whose_address_changed_from_what_to_what(office):
    batch = BatchResult([office.checked()])
    batch.changes["main"] = [
        AddressChange("60001", "old@agency.go.th", "new@agency.go.th", office.now)
    ]
    office.ledger.holds.open("main", "address-changed", "60001", {}, now=office.now)

    (letter,), _ = alerts(office, batch)

    (line,) = [line for line in letter.plain.splitlines() if "new@agency.go.th" in line]
    assert "นายสมชาย ใจดี (60001)" in line
    assert "old@agency.go.th" in line


def test_one_letter_names_the_newest_twenty_events(office):
    for number in range(25):
        office.now += dt.timedelta(seconds=1)
        office.ledger.holds.open("main", "address-changed", str(number), {}, now=office.now)

    (letter,), _ = alerts(office, BatchResult([office.checked()]))

    assert letter.items == 20


def test_registry_that_was_not_looked_at_is_no_matter_of_this_run(office):
    hold_unread(office.ledger, "other", now=office.now)

    assert alerts(office, BatchResult([office.checked()])) == ((), ())
