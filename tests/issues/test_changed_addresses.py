"""Letters whose reader has another address by now."""

import pytest

from sheets_sync.delivery.holds import confirm
from sheets_sync.delivery.record_check import record_check
from sheets_sync.issues.changed_addresses import NewAddress, read_addresses
from tests.fixtures.mail_office import NOW, digest_to
from tests.planning.reminders.reminder_registry import rows, staff


@pytest.fixture
def letter(office):
    """A letter that waits."""
    message = digest_to("suda")
    office.stop_before(message)
    return office.ledger.letters.find([message.key])[message.key]


def observe(office, **people):
    checked = office.checked(rows(staff=staff(**people)))
    record_check(checked.context, checked.findings, "main", office.ledger, NOW)


def moved(office, letter):
    return read_addresses(office.settings, office.ledger).moved(letter)


def test_before_any_workbook_was_read_nobody_has_moved(office, letter):
    assert moved(office, letter) is None


def test_address_that_somebody_has_is_right(office, letter):
    observe(office)

    assert moved(office, letter) is None


def test_new_address_waits_for_a_yes_and_is_found_afterwards(office, letter):
    observe(office)
    observe(office, suda={"email": "new@agency.go.th"})
    (hold,) = office.ledger.holds.waiting("main")

    assert moved(office, letter) == NewAddress("new@agency.go.th", hold.code)
    confirm(hold.code, office.ledger, office.settings, by="somchai", now=NOW)
    observe(office, suda={"email": "new@agency.go.th"})
    assert moved(office, letter) == NewAddress()


def test_contact_has_not_moved_though_no_staff(office):
    message = digest_to("hrd")
    office.stop_before(message)
    observe(office)

    letter = office.ledger.letters.find([message.key])[message.key]

    assert moved(office, letter) is None
