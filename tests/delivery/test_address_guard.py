"""Whoever edits the sheet redirects nobody's mail unnoticed."""

import datetime as dt

import pytest

from sheets_sync.delivery.address_guard import addresses_of, guard_addresses, held_addresses
from sheets_sync.delivery.holds import confirm
from tests.planning.reminders.reminder_registry import rows, staff

OURS = {
    "60001": "somchai@agency.go.th",
    "60002": "suda@agency.go.th",
    "60003": "mana@agency.go.th",
    "60004": "pranee@agency.go.th",
    "60005": "wichai@agency.go.th",
}


def guard(office, **changed):
    """The people whose changes wait, as the staff list says these."""
    context = office.checked(rows(staff=staff(**changed))).context
    changes = guard_addresses(context, "main", office.ledger, now=office.now)
    return context, [(one.person, one.before, one.after) for one in changes]


def holds(office):
    return [(one.kind, one.subject) for one in office.ledger.holds.waiting("main")]


def say_yes(office):
    for one in office.ledger.holds.waiting("main"):
        confirm(one.code, office.ledger, office.settings, by="suda", now=office.now)


def moved(*people):
    return {person: {"email": f"{person}.new@agency.go.th"} for person in people}


@pytest.fixture
def known(office):
    guard(office)
    office.now += dt.timedelta(days=1)
    return office


def test_the_first_addresses_are_trusted(office):
    context, waiting = guard(office)

    assert (waiting, holds(office)) == ([], [])
    assert addresses_of(context) == OURS


def test_a_change_holds_that_persons_mail_until_somebody_says_yes(known):
    context, waiting = guard(known, **moved("suda"))

    assert waiting == [("60002", "suda@agency.go.th", "suda.new@agency.go.th")]
    assert holds(known) == [("address-changed", "60002")]
    (address, why), = held_addresses(context, "main", known.ledger).items()  # fmt: skip
    assert address == "suda.new@agency.go.th"
    assert why.startswith("address-changed 60002 ")

    say_yes(known)
    context, waiting = guard(known, **moved("suda"))

    assert (waiting, holds(known)) == ([], [])
    assert held_addresses(context, "main", known.ledger) == {}


def test_who_has_the_old_address_again_waits_for_nobody(known):
    guard(known, **moved("suda", "mana"))

    _, waiting = guard(known, **moved("mana"))

    assert [person for person, _, _ in waiting] == ["60003"]
    assert holds(known) == [("address-changed", "60003")]


def test_a_yes_to_one_is_none_to_another(known):
    guard(known, **moved("suda"))
    say_yes(known)

    _, waiting = guard(known, **moved("suda", "mana"))

    assert [person for person, _, _ in waiting] == ["60003"]


def test_many_at_once_hold_the_mail_of_all_and_one_yes_is_for_all(known):
    _, waiting = guard(known, **moved("somchai", "suda", "mana", "pranee", "wichai"))

    assert len(waiting) == 5
    assert holds(known) == [("addresses-replaced", "")]

    say_yes(known)
    context, waiting = guard(known, **moved("somchai", "suda", "mana", "pranee", "wichai"))

    assert (waiting, holds(known)) == ([], [])
    assert addresses_of(context)["60001"] == "somchai.new@agency.go.th"


def test_a_yes_to_many_is_none_to_one_more(known):
    guard(known, **moved("somchai", "suda", "mana", "pranee"))
    say_yes(known)
    known.now += dt.timedelta(hours=1)
    guard(known, **moved("somchai", "suda", "mana", "pranee"))
    known.now += dt.timedelta(hours=1)

    _, waiting = guard(known, **moved("somchai", "suda", "mana", "pranee", "wichai"))

    assert [person for person, _, _ in waiting] == ["60005"]
    assert holds(known) == [("address-changed", "60005")]
