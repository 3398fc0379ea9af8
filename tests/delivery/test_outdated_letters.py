"""Letters that wait and that the workbook of today would not have written."""

import datetime as dt
from dataclasses import replace

from sheets_sync.delivery.holds import hold_unread
from sheets_sync.delivery.outdated_letters import close_outdated_digests
from sheets_sync.mail.delivery import LetterState
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.planning.reminders.suppress import withhold_all
from tests.fixtures.mail_office import NOW, TODAY, digest_to, plan_of

WAITS = (LetterState.PLANNED, "")
GIVEN_UP = (LetterState.SUPERSEDED, "outdated")
TO_THE_FIRST = digest_to("p000")
NOTHING = ReminderPlan(TODAY, ())


def became(office, letter, planned, registries=("main",)):
    """What a letter that waits is after this plan."""
    office.stop_before(letter)
    close_outdated_digests(planned, registries, office.ledger, now=NOW)
    found = office.ledger.letters.find([letter.key])[letter.key]
    return found.state, found.reason


def test_a_digest_to_somebody_who_is_asked_for_nothing_any_more_is_given_up(office):
    assert became(office, TO_THE_FIRST, NOTHING) == GIVEN_UP


def test_a_digest_that_the_plan_writes_again_waits_on(office):
    assert became(office, TO_THE_FIRST, plan_of(1)) == WAITS


def test_a_digest_that_the_plan_leaves_out_for_a_reason_waits_on(office):
    assert became(office, TO_THE_FIRST, withhold_all(plan_of(1), "a hold")) == WAITS


def test_a_digest_about_a_registry_that_was_not_looked_at_waits_on(office):
    assert became(office, TO_THE_FIRST, NOTHING, registries=()) == WAITS
    both = replace(digest_to("p001"), registries=("main", "other"))
    assert became(office, both, NOTHING) == WAITS


def test_a_digest_about_a_registry_that_is_held_waits_on(office):
    hold_unread(office.ledger, "main", now=NOW)

    assert became(office, TO_THE_FIRST, NOTHING) == WAITS


def test_a_digest_of_another_day_is_not_judged_by_the_plan_of_today(office):
    tomorrow = digest_to("p000", TODAY + dt.timedelta(days=1))

    assert became(office, tomorrow, NOTHING) == WAITS
