"""Far more letters than usual wait for a person."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.holds import confirm, event_facts
from sheets_sync.delivery.volume_guard import hold_unusual_volume, preview_volume_guard
from sheets_sync.planning.reminders.items import ReminderPlan, Unsent
from tests.fixtures.mail_office import NOW, TODAY, digest_to, plan_of

TUESDAY = TODAY + dt.timedelta(days=1)


@pytest.fixture
def usual(office):
    """Two letters on a Monday before."""
    office.now = NOW - dt.timedelta(days=7)
    office.send(*(digest_to(name, office.now.date()) for name in ("suda", "mana")))
    office.now = NOW
    return office


def withheld(plan, detail):
    """The plan with every letter held."""
    left_out = (
        Unsent(item, "held", digest.reader.address, detail)
        for digest in plan.digests
        for item in digest.items
    )
    return ReminderPlan(plan.day, (), tuple(left_out))


def test_first_run_has_no_usual_size_and_goes(office):
    plan = plan_of(100)

    assert hold_unusual_volume(plan, office.ledger, now=NOW) == plan
    assert office.ledger.holds.waiting() == []


def test_as_many_as_the_smallest_limit_go(usual):
    plan = plan_of(20)

    assert hold_unusual_volume(plan, usual.ledger, now=NOW) == plan


def test_more_are_held_until_a_person_confirms_the_event(usual):
    plan = plan_of(21)

    held = hold_unusual_volume(plan, usual.ledger, now=NOW)

    (hold,) = usual.ledger.holds.waiting("*")
    assert event_facts(hold) == {
        "day": "2026-11-23",
        "letters": 21,
        "usual": 2,
        "limit": 20,
        "up_to": 40,
    }
    assert held == withheld(plan, f"storm {hold.code}")
    confirm(hold.code, usual.ledger, usual.settings, by="somchai", now=NOW)
    assert hold_unusual_volume(plan, usual.ledger, now=NOW) == plan


@pytest.mark.parametrize(("letters", "covered"), [(40, True), (41, False)])
def test_a_yes_covers_growth_up_to_the_next_doubling(usual, letters, covered):
    hold_unusual_volume(plan_of(21), usual.ledger, now=NOW)
    (hold,) = usual.ledger.holds.waiting("*")
    confirm(hold.code, usual.ledger, usual.settings, by="somchai", now=NOW)

    plan = plan_of(letters)

    assert (hold_unusual_volume(plan, usual.ledger, now=NOW) == plan) is covered


def test_event_is_the_same_however_often_it_is_planned(usual):
    held = [
        hold_unusual_volume(plan_of(letters), usual.ledger, now=NOW) for letters in (30, 30, 35)
    ]

    (hold,) = usual.ledger.holds.waiting()
    assert [plan.left_out[0].detail for plan in held] == [f"storm {hold.code}"] * 3


def test_a_yes_to_more_letters_covers_fewer(usual):
    hold_unusual_volume(plan_of(45), usual.ledger, now=NOW)
    (hold,) = usual.ledger.holds.waiting("*")
    confirm(hold.code, usual.ledger, usual.settings, by="somchai", now=NOW)

    plan = plan_of(35)

    assert hold_unusual_volume(plan, usual.ledger, now=NOW) == plan


def test_event_ends_when_the_plan_is_of_usual_size_again(usual):
    hold_unusual_volume(plan_of(21), usual.ledger, now=NOW)

    hold_unusual_volume(plan_of(2), usual.ledger, now=NOW)

    assert usual.ledger.holds.waiting() == []


def test_preview_of_today_opens_the_event_before_the_hour_of_sending(usual):
    plan = plan_of(21)

    shown = preview_volume_guard(plan, usual.ledger, now=NOW)

    (hold,) = usual.ledger.holds.waiting("*")
    assert shown == withheld(plan, f"storm {hold.code}")


def test_preview_of_another_day_is_shown_as_held_and_holds_nothing_yet(usual):
    plan = plan_of(21, TUESDAY)

    assert preview_volume_guard(plan, usual.ledger, now=NOW) == withheld(plan, "storm")
    assert usual.ledger.holds.waiting() == []


def test_preview_of_one_registry_never_ends_the_event_of_all(usual):
    hold_unusual_volume(plan_of(21), usual.ledger, now=NOW)

    preview_volume_guard(plan_of(2), usual.ledger, now=NOW)

    assert [hold.kind for hold in usual.ledger.holds.waiting()] == ["storm"]


def test_letters_of_which_nobody_knows_count_as_usual_too(office):
    office.now = NOW - dt.timedelta(days=7)
    twelve = [digest_to(f"p{n}", office.now.date()) for n in range(12)]
    office.send(*twelve[:6])
    doubtful = [replace(one, expires_at=None) for one in twelve[6:]]
    office.stop_before(*doubtful)
    for one in doubtful:
        claim = office.ledger.letters.claim(
            [one.key], worker="w", run="r", lease=dt.timedelta(minutes=20), now=office.now
        )[one.key]
        office.ledger.letters.hand({claim: ""}, now=office.now)

    plan = plan_of(36)

    assert hold_unusual_volume(plan, office.ledger, now=NOW) == plan
