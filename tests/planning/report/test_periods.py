"""Months and longer periods: which are meant, and what they count."""

import datetime as dt

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.first_day import first_day
from sheets_sync.planning.report.frozen import frozen_month
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.mailing_days import mailing_days, periods_to_mail
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.periods import Period, asked_period, period_of_folder
from sheets_sync.planning.working_days import agency_days
from sheets_sync.renderings.document.blocks import Heading
from sheets_sync.renderings.report_document import report_document
from tests.renderings.reports import Register
from tests.rules.workbooks import our_schema, settings_of

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

    assert periods_to_mail(today, D(2026, 10, 31), (3, 6, 9, 12)) == (Period(OCT),)
    assert periods_to_mail(today, None, (3, 6, 9, 12)) == ()


def test_with_a_month_goes_the_fiscal_year_up_to_it_as_the_agency_asked():
    begun, september, december = D(2025, 1, 1), D(2026, 9, 1), D(2026, 12, 1)

    assert periods_to_mail(D(2026, 11, 20), begun, (3, 6, 9, 12)) == (
        Period(september), Period(september, 12), Period(OCT),
    )  # fmt: skip
    assert periods_to_mail(D(2027, 1, 8), begun, (3,)) == (
        Period(NOV), Period(december), Period(december, 3),
    )  # fmt: skip
    assert periods_to_mail(D(2027, 1, 8), begun, (1, 12)) == (Period(NOV), Period(december))


def test_a_kept_month_is_read_back_as_it_was_and_stands_in_the_trend():
    register = Register().round("C-1", range(1, 7)).plan("C-1", evaluation_due=D(2026, 9, 20))
    register.evaluation("C-1", 1, D(2026, 9, 5))
    september = register.report(D(2026, 9, 1), "manager", D(2026, 10, 7))
    kept = frozen_month(september.kept.as_text())
    register.evaluation("C-1", 2, D(2026, 9, 6))
    memory = ReportMemory(frozen={("2026-09", "manager"): kept})
    report = register.report(OCT, "manager", memory=memory)

    assert kept == september.kept
    assert kept.quality is not None
    assert [(one.month.month, one.is_sent, one.figures[17].n) for one in report.history] == [
        (9, True, 1), (10, False, 2),
    ]  # fmt: skip


def year_of_rounds():
    """One that goes on, one that came and went, one cancelled; members come and go, some twice."""
    register = Register()
    register.round("C-1", (), starts_on=D(2025, 7, 1))
    register.round("C-2", (4, 5), starts_on=D(2025, 11, 3), ends_on=D(2026, 2, 27),
                   status="เสร็จสิ้น")  # fmt: skip
    register.round("C-3", (), starts_on=D(2025, 12, 1), ends_on=D(2026, 1, 15), status="ยกเลิก")
    register.member("C-1", 1, joined_on=D(2025, 8, 1))
    register.member("C-1", 2, joined_on=D(2025, 10, 6), left_on=D(2026, 1, 9))
    register.member("C-1", 2, joined_on=D(2026, 3, 2))
    register.member("C-1", 3, joined_on=D(2025, 12, 4), left_on=D(2025, 12, 21))
    return register


def test_a_round_that_came_and_went_inside_a_period_is_in_it_and_a_cancelled_one_never_was():
    facts = year_of_rounds().facts(D(2026, 4, 20))
    report = compile_month(facts, (), D(2026, 3, 1), "main", "hr", months=6)
    active = report.indicators[1]

    assert (active.figure.n, active.parts["new"].n, active.parts["closed"].n) == (1, 1, 1)
    assert [(one.name, one.facts["names"]) for one in report.changes[:2]] == [
        ("new", ("กลุ่ม C-2",)),
        ("closed", ("กลุ่ม C-2",)),
    ]
    assert [line.community for line in report.communities.lines] == ["C-1", "C-2"]


def test_what_a_period_counts_is_the_sum_of_its_months():
    facts = year_of_rounds().facts(D(2026, 4, 20))

    def flows(last, months):
        report = compile_month(facts, (), last, "main", "hr", months=months)
        members, active = report.indicators[8].parts, report.indicators[1].parts
        return [members["joined"].n, members["left"].n, active["new"].n, active["closed"].n]

    months = [D(2025, 10, 1), D(2025, 11, 1), D(2025, 12, 1), D(2026, 1, 1), D(2026, 2, 1)]
    by_month = [flows(month, 1) for month in [*months, D(2026, 3, 1)]]

    assert (
        flows(D(2026, 3, 1), 6) == [3, 2, 1, 1] == [sum(one) for one in zip(*by_month, strict=True)]
    )


def test_a_period_tells_what_changed_since_it_began_and_the_remarks_of_its_months():
    register = year_of_rounds()
    register.add("remarks", month="พ.ย. 2568", problems="ห้องประชุมเต็ม")
    register.add("remarks", month="ก.ย. 2568", problems="ของปีก่อน")
    register.add("remarks", month="มี.ค. 2569", suggestions="จัดออนไลน์")
    report = compile_month(
        register.facts(D(2026, 4, 20)), (), D(2026, 3, 1), "main", "hr", months=6
    )
    nothing = compile_month(
        Register().facts(D(2026, 4, 20)), (), D(2026, 3, 1), "main", "hr", months=6
    )

    assert [(one.month, one.problems, one.suggestions) for one in report.remarks] == [
        (D(2025, 11, 1), "ห้องประชุมเต็ม", ""), (D(2026, 3, 1), "", "จัดออนไลน์"),
    ]  # fmt: skip
    assert [one.name for one in nothing.changes] == ["nothing_in_period"]


@pytest.mark.parametrize(
    ("language", "title", "heading"),
    [
        ("th", ("รายงานผลการดำเนินงานชุมชนนักปฏิบัติ (CoP) "
         "รอบ 6 เดือน ตั้งแต่เดือนตุลาคม พ.ศ. 2568 ถึงเดือนมีนาคม พ.ศ. 2569"), "สิ่งที่เปลี่ยนแปลงในรอบนี้"),
        ("en", "Report on the Communities of Practice (CoP), 6 months, October 2025 to March 2026",
         "What changed in this period"),
    ],
)  # fmt: skip
def test_a_period_is_titled_as_one(language, title, heading):
    facts = year_of_rounds().facts(D(2026, 4, 20))
    report = compile_month(facts, (), D(2026, 3, 1), "main", "manager", months=6)
    document = report_document(report, our_schema(), Sentences(language))

    assert document.title == title
    assert document.sections[0].blocks[0] == Heading(heading)


def test_the_registry_begins_with_its_first_round_where_every_round_says_when():
    def begins(*starts):
        register = Register()
        for number, day in enumerate(starts):
            register.round(f"C-{number}", (), starts_on=day)
        return first_day(register.facts().snapshot)

    assert begins(D(2026, 8, 3), D(2026, 7, 6)) == D(2026, 7, 6)
    assert begins(D(2026, 8, 3), None) is None
    assert begins() is None
