"""Months and longer periods: which are meant, and what they count."""

import datetime as dt

import pytest

from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.frozen import frozen_month
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.mailing_days import mailing_days, months_to_mail
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.periods import Period, asked_period, period_of_folder
from sheets_sync.planning.working_days import agency_days
from tests.renderings.reports import Register
from tests.rules.workbooks import settings_of

D = dt.date
OCT, NOV = D(2026, 10, 1), D(2026, 11, 1)


@pytest.mark.parametrize(
    ("month", "length", "today", "period"),
    [
        (None, None, D(2026, 11, 20), Period(OCT)),
        (D(2026, 3, 9), None, D(2026, 11, 20), Period(D(2026, 3, 1))),
        (None, "12m", D(2026, 10, 5), Period(D(2026, 9, 1), 12)),
        (None, "12m", D(2026, 9, 30), Period(D(2025, 9, 1), 12)),
        (None, "6m", D(2026, 4, 1), Period(D(2026, 3, 1), 6)),
        (None, "6m", D(2026, 3, 31), Period(D(2025, 3, 1), 6)),
        (D(2026, 10, 1), "3m", D(2027, 1, 5), Period(D(2026, 12, 1), 3)),
    ],
)
def test_which_months_are_meant(month, length, today, period):
    assert asked_period(month, length, today) == period
    assert period_of_folder(period.folder) == period


def test_a_longer_period_counts_from_october_and_stands_beside_the_year_before():
    register = Register().round("C-1", (1, 2), starts_on=D(2025, 7, 1))
    for number, day in enumerate((D(2025, 10, 9), D(2025, 12, 1), D(2026, 3, 31), D(2026, 4, 2))):
        register.session(f"S-{number}", "C-1", day, day)
    register.session("S-9", "C-1", D(2024, 11, 3), D(2024, 11, 3))
    facts = register.facts(D(2026, 5, 5))
    report = compile_month(facts, (), D(2026, 3, 1), "main", "hr", months=6)

    assert report.period == "2026-03/6m"
    assert report.indicators[12].figure == Figure(3, 3, 1.0)
    assert report.indicators[12].previous == Figure(0, 0, None)  # C-1 had not begun


def test_october_begins_a_year_and_still_shows_september():
    register = Register().round("C-1", (1, 2))
    register.session("S-1", "C-1", D(2026, 9, 9), D(2026, 9, 9))
    register.session("S-2", "C-1", D(2026, 10, 9))
    held = register.report(OCT).indicators[12]

    assert (held.figure, held.previous, held.to_date) == (
        Figure(0, 1, 0.0), Figure(1, 1, 1.0), Figure(0, 1, 0.0),
    )  # fmt: skip


def test_the_draft_is_due_on_the_third_working_day_and_the_report_on_the_fifth():
    working = agency_days(D(2026, 12, 1), ())
    days = mailing_days(NOV, settings_of(None).schedule, working)

    assert (days.draft, days.send) == (D(2026, 12, 3), D(2026, 12, 8))
    assert [days.due(D(2026, 12, day)) for day in (2, 3, 7, 8, 30)] == [
        "early", "draft", "draft", "send", "send",
    ]  # fmt: skip


def test_months_before_the_service_are_nobodys():
    today = D(2026, 11, 20)

    assert months_to_mail(today, D(2026, 10, 31)) == (OCT,)
    assert months_to_mail(today, D(2025, 1, 1)) == (D(2026, 9, 1), OCT)
    assert months_to_mail(today, None) == ()


def test_a_kept_month_is_read_back_as_it_was_and_stands_in_the_trend():
    register = Register().round("C-1", range(1, 7)).plan("C-1", evaluation_due=D(2026, 9, 20))
    register.evaluation("C-1", 1, D(2026, 9, 5))
    september = register.report(D(2026, 9, 1), "manager", D(2026, 10, 7))
    kept = frozen_month(september.kept.as_text())
    register.evaluation("C-1", 2, D(2026, 9, 6))
    memory = ReportMemory(frozen={("2026-09", "manager"): kept})
    report = register.report(OCT, "manager", memory=memory)

    assert kept == september.kept
    assert [(one.month.month, one.is_sent, one.figures[17].n) for one in report.trend] == [
        (7, False, 0), (8, False, 0), (9, True, 1), (10, False, 2),
    ]  # fmt: skip
