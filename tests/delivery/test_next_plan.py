"""What will be mailed next, as the outbox tab shows it."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.next_plan import plan_next_sending
from sheets_sync.delivery.record_check import record_check
from sheets_sync.delivery.reminder_run import begin_reminder_run
from tests.fixtures.mail_office import NOW
from tests.planning.reminders.reminder_registry import community, rows, said, session

TUESDAY = dt.date(2026, 11, 24)
COMING = rows(sessions=[session(), session("2", planned_on="27/11/2569")])
"""One session is told of on Monday, the other one on Tuesday."""


def known_since_long(office, tabs=COMING, now=NOW):
    office.now = now - dt.timedelta(days=60)
    checked = office.checked(tabs)
    record_check(checked.context, checked.findings, "main", office.ledger, office.now)
    office.now = now
    return office.checked(tabs)


def to_somchai(plan):
    return plan.day, said(plan).get("somchai")


def test_before_the_reminders_of_the_day_it_is_the_day_itself(office):
    checked = known_since_long(office)

    plan = plan_next_sending(checked, office.ledger, now=NOW)

    assert to_somchai(plan) == (NOW.date(), [("session/S-1", "coming")])


def test_after_a_run_of_reminders_it_is_the_next_working_day_as_things_stand_then(office):
    checked = known_since_long(office)
    begin_reminder_run(office.ledger, "{}", worker="w", now=NOW)

    plan = plan_next_sending(checked, office.ledger, now=NOW)

    day, items = to_somchai(plan)
    assert (day, ("session/S-2", "coming") in items) == (TUESDAY, True)


@pytest.mark.parametrize(
    ("holidays", "day"),
    [
        ([], dt.date(2026, 11, 30)),
        ([{"date": "30/11/2569", "name": "หยุดพิเศษ"}], dt.date(2026, 12, 1)),
    ],
)
def test_on_a_weekend_it_is_the_first_day_that_the_agency_works(office, holidays, day):
    saturday = dt.datetime(2026, 11, 28, 8, 30, tzinfo=NOW.tzinfo)
    checked = known_since_long(office, rows(holidays=holidays), saturday)

    assert plan_next_sending(checked, office.ledger, now=saturday).day == day


def test_step_that_is_due_today_is_shown_as_overdue_on_the_next_day(office):
    tabs = rows(communities=[community(areas=None, starts_on="23/11/2569")])
    checked = known_since_long(office, tabs)
    today = plan_next_sending(checked, office.ledger, now=NOW)
    begin_reminder_run(office.ledger, "{}", worker="w", now=NOW)

    _, items = to_somchai(plan_next_sending(checked, office.ledger, now=NOW))

    assert ("step/C-001/1/2026-11-23", "due") in said(today)["somchai"]
    assert ("step/C-001/1/2026-11-23", "overdue") in items


@pytest.mark.parametrize(("working_day", "told"), [(1, True), (2, True), (3, False)])
def test_data_to_mend_is_shown_where_the_next_day_is_one_of_its_mail(office, working_day, told):
    tabs = rows(communities=[community(topic=None)])
    checked = known_since_long(office, tabs)
    reminders = checked.settings.reminders
    data = replace(reminders.data, working_day=working_day)
    settings = replace(checked.settings, reminders=replace(reminders, data=data))
    checked = replace(
        checked, settings=settings, context=replace(checked.context, settings=settings)
    )
    begin_reminder_run(office.ledger, "{}", worker="w", now=NOW - dt.timedelta(days=7))
    begin_reminder_run(office.ledger, "{}", worker="w", now=NOW)

    plan = plan_next_sending(checked, office.ledger, now=NOW)

    kinds = {item.kind for digest in plan.digests for item in digest.items}
    assert (plan.day, "data" in kinds) == (TUESDAY, told)
