"""The reminders of a day, from what was checked and what the ledger remembers."""

import datetime as dt
from dataclasses import replace

from sheets_sync.delivery.day_plan import number_sessions, plan_day, recall
from sheets_sync.delivery.holds import hold_unread
from sheets_sync.delivery.record_check import record_check
from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.delivery.write_mails import write_mails
from sheets_sync.planning.reminders.mail_history import RegistryHistory, Told
from sheets_sync.planning.reminders.past_mail import contents, tellings
from tests.fixtures.mail_office import NOW, TODAY, digest_to
from tests.planning.reminders.reminder_registry import reasons, rows, said, session, staff

TOMORROW = NOW + dt.timedelta(days=1)
COMING = rows(sessions=[session()])
"""Coordinator, members and expert are told today of a session in three working days."""
EVERYBODY = {"somchai", "suda", "mana", "wichai"}


def observe(office, tabs, day):
    """Check the registry on that day, and remember it."""
    office.now = day
    checked = office.checked(tabs)
    record_check(checked.context, checked.findings, "main", office.ledger, day)
    return checked


def long_ago(office, tabs=COMING):
    """The registry as of today, known for so long that the quiet start is over."""
    observe(office, tabs, NOW - dt.timedelta(days=60))
    return observe(office, tabs, NOW)


def test_without_a_ledger_everything_is_news(office):
    plan = plan_day([office.checked(COMING)], None, now=NOW)

    assert set(said(plan)) == EVERYBODY


def test_what_was_told_on_an_earlier_day_is_not_told_again(office):
    checked = long_ago(office)
    plan = plan_day([checked], office.ledger, now=NOW)
    numbered = number_sessions(plan, office.ledger, now=NOW)
    context = replace(office.letter_context(), schemas={"main": checked.schema})
    office.send(*write_mails(numbered, context, now=NOW))

    assert set(said(plan)) == EVERYBODY
    tomorrow = observe(office, COMING, TOMORROW)
    assert said(plan_day([tomorrow], office.ledger, now=TOMORROW)) == {}


def test_planning_twice_on_one_day_gives_the_same_plan(office):
    checked = long_ago(office, rows(plans=[]))
    plan = plan_day([checked], office.ledger, now=NOW)
    told = tellings(plan, office.ledger.letters.identify, office.ledger.pseudonym)
    run = begin_reminder_run(office.ledger, contents(told), worker="w", now=NOW)
    office.send(*(digest_to(name) for name in said(plan)), run=run.run.id)

    assert plan_day([checked], office.ledger, now=NOW) == plan


def test_a_person_with_a_new_address_gets_nothing_until_somebody_has_looked(office):
    long_ago(office)
    moved = rows(sessions=[session()], staff=staff(suda={"email": "new@agency.go.th"}))
    checked = observe(office, moved, NOW)

    plan = plan_day([checked], office.ledger, now=NOW)

    assert set(said(plan)) == {"somchai", "mana", "wichai"}
    assert ("new", "held") in {one[:2] for one in reasons(plan)}


def test_what_holds_a_registry_is_the_reason_of_all_its_mail_and_a_storm_is_not(office):
    checked = long_ago(office)
    office.ledger.holds.open("*", "storm", "", {"day": "2026-11-23"}, now=NOW)
    assert len(said(plan_day([checked], office.ledger, now=NOW))) == 4

    hold = hold_unread(office.ledger, "main", now=NOW)

    plan = plan_day([checked], office.ledger, now=NOW)
    assert said(plan) == {}
    assert {(one.reason, one.detail) for one in plan.left_out} == {
        ("held", f"read-failed {hold.code}")
    }


def test_recalls_the_first_day_of_a_check_that_found_nothing(office):
    first = NOW - dt.timedelta(days=3)
    claimed = office.ledger.runs.claim(
        "main", "check", "slot", worker="w", lease=dt.timedelta(minutes=30), now=first
    )
    office.ledger.runs.finish(claimed, summary="{}", now=first)

    memory = recall([office.checked()], office.ledger, now=NOW)

    assert memory.of("main") == RegistryHistory(first_day=first.date())


def test_recalls_what_went_out_before_today_and_in_this_month(office):
    office.now = NOW - dt.timedelta(days=3)
    letter = digest_to("suda", office.now.date())
    told = office.ledger.letters.identify(letter.key)
    run = begin_reminder_run(
        office.ledger,
        f'{{"letters":{{"{told}":[["x","due","",false]]}}}}',
        worker="w",
        now=office.now,
    )
    office.send(letter, run=run.run.id)
    office.send(digest_to("suda"))

    memory = recall([office.checked()], office.ledger, now=NOW)

    day = TODAY - dt.timedelta(days=3)
    assert memory.told == (Told("suda@agency.go.th", day, "x", "due", name=letter.to.name),)
    assert memory.mails == {"suda@agency.go.th": 1}
    assert memory.last_run == day
