"""Which reports are owed, and which come next."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.next_reports import next_reports
from sheets_sync.planning.working_days import WorkingDays

HR, DIRECTOR, OUTSIDE = "hrd@agency.go.th", "director@agency.go.th", "friend@gmail.com"
OCTOBER = dt.date(2026, 10, 1)


def coming(office, day, *to):
    settings = office.settings
    reports = replace(settings.reports, to=to, hr_to=(HR,), periods=())
    found = next_reports(
        office.ledger,
        replace(settings, reports=reports),
        "main",
        dt.date(2026, *day),
        WorkingDays(),
        OCTOBER,
    )
    return [(one.period.name, one.stage, one.copy, one.day.day, one.addresses) for one in found]


def sent_on(day):
    return [("send", "manager", day, (DIRECTOR,)), ("send", "hr", day, (HR,))]


@pytest.mark.parametrize(
    ("day", "owed"),
    [
        ((11, 2), [("draft", "hr", 4, (HR,)), *sent_on(6)]),
        ((11, 5), [("draft", "hr", 5, (HR,)), *sent_on(6)]),
        ((11, 6), sent_on(6)),
        ((11, 20), sent_on(20)),
    ],
)
def test_a_draft_is_owed_until_the_report_is_due_and_the_report_until_it_went(office, day, owed):
    october = [one[1:] for one in coming(office, day, DIRECTOR) if one[0] == "2026-10"]

    assert october == owed


def test_the_month_that_goes_on_is_told_with_its_days(office):
    november = [one[1:] for one in coming(office, (11, 20), DIRECTOR) if one[0] == "2026-11"]

    assert november == [("draft", "hr", 3, (HR,)), *sent_on(7)]


def test_who_is_outside_is_named_until_the_day_and_owed_nothing_afterwards(office):
    def managers(day):
        found = coming(office, day, OUTSIDE)
        return [one for one in found if one[0] == "2026-10" and one[2] == "manager"]

    assert managers((11, 2)) == [("2026-10", "send", "manager", 6, ())]
    assert managers((11, 6)) == []
