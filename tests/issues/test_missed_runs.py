"""Working days whose hours of mailing passed without a run."""

import datetime as dt

import pytest

from sheets_sync.delivery.record_check import record_check
from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.issues.missed_runs import missed
from tests.fixtures.mail_office import NOW

EVENING = NOW.replace(hour=18)


def days_missed(office, now, **changes):
    """The days that are told at that moment."""
    query = office.query(settings=office.live_settings, now=now, **changes)
    return [issue.facts["day"] for issue in missed(query, office.ledger)]


def known_since(office, day):
    checked = office.checked(today=day.date())
    record_check(checked.context, checked.findings, "main", office.ledger, day)


def test_is_told_when_the_hours_of_the_day_are_over(office):
    (issue,) = missed(office.query(settings=office.live_settings, now=EVENING), office.ledger)

    assert (issue.kind, issue.unhealthy, issue.facts) == (
        "run_missed",
        True,
        {"job": "remind", "day": "2026-11-23"},
    )


@pytest.mark.parametrize("days", [0, 1])
def test_a_run_of_the_day_or_of_a_later_working_day_makes_up_for_it(office, days):
    known_since(office, NOW)
    later = NOW + dt.timedelta(days=days)
    begin_reminder_run(office.ledger, "{}", worker="w", now=later)

    assert days_missed(office, later) == []


def test_a_run_on_a_weekend_does_not_make_up_for_friday(office):
    friday = NOW - dt.timedelta(days=3)
    known_since(office, friday)
    saturday = friday + dt.timedelta(days=1)
    begin_reminder_run(office.ledger, "{}", worker="w", now=saturday)

    assert days_missed(office, saturday) == ["2026-11-20"]


def test_a_day_before_the_service_was_set_up_is_not_told(office):
    known_since(office, NOW)

    assert days_missed(office, NOW) == []


def test_without_a_ledger_only_the_day_itself_is_told(office):
    query = office.query(settings=office.live_settings, now=EVENING)

    assert [issue.facts["day"] for issue in missed(query, None)] == ["2026-11-23"]
    assert [*missed(office.query(settings=office.live_settings), None)] == []


@pytest.mark.parametrize("changes", [{"looking": True}, {"settings": None}])
def test_is_told_of_live_mail_alone(office, changes):
    changes = {"settings": office.settings} if "settings" in changes else changes
    query = office.query(**{"settings": office.live_settings, "now": EVENING, **changes})

    assert [*missed(query, office.ledger)] == []
