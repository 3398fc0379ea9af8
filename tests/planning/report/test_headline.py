"""The headline of the month, counted by hand from small workbooks."""

import dataclasses
import datetime as dt

from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.sections.steps import StepBar
from sheets_sync.planning.report.values import NOTHING, Indicator, Ratio
from tests.renderings.reports import Register, indicator

JUL, SEP, OCT, NOV = (lambda day, m=m: dt.date(2026, m, day) for m in (7, 9, 10, 11))


def test_active_communities_are_those_begun_and_not_yet_ended():
    register = (
        Register()
        .round("C-1")
        .round("C-2", starts_on=OCT(5))
        .round("C-3", status="เสร็จสิ้น", ends_on=OCT(15))
        .round("C-4", status="ร่าง")
        .round("C-5", starts_on=NOV(2))
        .round("C-6", status="เสร็จสิ้น", ends_on=SEP(15))
        .round("C-7", status="ยกเลิก")
    )

    assert indicator(register.report(), "active") == Indicator(
        "active", 2, 2, 3, {"new": 1, "closed": 1}
    )


def test_coverage_counts_members_of_rounds_whose_date_has_come():
    register = Register()
    for community, members, due in (
        ("C-1", (1, 2, 3, 4), SEP(20)),
        ("C-2", (5, 6, 7, 8, 9), OCT(20)),
        ("C-3", (10, 11, 12), OCT(31)),  # due on the very last day of the month
        ("C-4", (14,), NOV(1)),
    ):
        register.round(community, members).plan(community, evaluation_due=due)
    register.member("C-2", 13, exempt="ใช่", exempt_reason="ลาศึกษา")
    for community, number, day in (
        ("C-1", 1, SEP(1)),
        ("C-1", 2, SEP(1)),
        ("C-1", 3, OCT(15)),
        ("C-2", 5, OCT(10)),
        ("C-2", 6, OCT(10)),
        ("C-2", 7, NOV(5)),  # after the month
        ("C-2", 13, OCT(10)),  # exempt
        ("C-2", 20, OCT(10)),  # no member
        ("C-3", 10, OCT(10)),
    ):
        register.evaluation(community, number, day)

    assert indicator(register.report(), "evaluated") == Indicator(
        "evaluated", Ratio(6, 12), Ratio(2, 4), Ratio(3, 8), {"exempt": 1}
    )


def test_without_a_date_that_has_passed_there_is_nothing_to_divide_by():
    register = Register().round("C-1", (1, 2)).evaluation("C-1", 1, OCT(10))
    found = indicator(register.report(), "evaluated")

    assert found == Indicator("evaluated", NOTHING, NOTHING, NOTHING, {"exempt": 0})
    assert found.now.share is None


def test_sessions_count_on_the_day_they_were_first_planned_for():
    register = Register().round("C-1", (1, 2))
    register.session("S-1", "C-1", OCT(5), OCT(6))
    register.session("S-2", "C-1", OCT(12))
    register.session("S-3", "C-1", OCT(20), status="ยกเลิก")
    register.session("S-4", "C-1", SEP(25), OCT(15), postponed_to=OCT(15))
    register.session("S-5", "C-1", OCT(28), NOV(3))  # held after the month
    register.session("S-6", "C-1", OCT(10), status="เลื่อน")  # to no day yet
    register.session("S-7", "C-1", None, OCT(22))
    register.session("S-8", "C-1", SEP(9), SEP(9))

    assert indicator(register.report(), "sessions_held") == Indicator(
        "sessions_held", Ratio(1, 5), Ratio(1, 2), Ratio(1, 5), {"unplanned": 1}
    )


def test_expected_are_those_who_were_members_on_the_day():
    register = Register().round("C-1", (1, 2))
    register.member("C-1", 3, left_on=OCT(8)).member("C-1", 4, joined_on=OCT(10))
    register.session("S-1", "C-1", OCT(6), OCT(6)).session("S-2", "C-1", OCT(15), OCT(15))
    register.session("S-3", "C-1", OCT(22), OCT(22))
    register.came("S-1", 1).came("S-1", 2, "ลา").came("S-1", 3)
    register.came("S-1", 9)  # an expert, no member
    register.came("S-2", 1)

    assert indicator(register.report(), "attendance") == Indicator(
        "attendance", Ratio(3, 6), NOTHING, Ratio(3, 6), {"unnoted": 1}
    )


def test_applied_are_those_whose_newest_answer_says_so():
    register = Register().round("C-1", range(1, 7)).plan("C-1", follow_up_due=OCT(20))
    register.follow_up("C-1", 1, SEP(20), "ไม่").follow_up("C-1", 1, OCT(12), "ใช่")
    register.follow_up("C-1", 2, SEP(21), "บางส่วน").follow_up("C-1", 3, OCT(2), "ไม่")
    register.follow_up("C-1", 4, OCT(2)).follow_up("C-1", 5, NOV(2))
    report = register.report()

    assert indicator(report, "followed_up").now == Ratio(4, 6)
    assert indicator(report, "applied") == Indicator(
        "applied", Ratio(3, 4), Ratio(1, 2), Ratio(2, 3)
    )


def test_stalled_is_judged_as_of_the_end_of_each_month():
    register = Register().round("C-1", starts_on=dt.date(2026, 1, 5), attested_on=None)
    register.round("C-2", starts_on=dt.date(2026, 1, 5), attested_on=None)
    register.session("S-1", "C-2", OCT(20), OCT(20))
    september = indicator(register.report(SEP(1)), "stalled").now
    october = indicator(register.report(), "stalled")

    assert (september, october.now, october.before) == (Ratio(1, 2), Ratio(1, 2), Ratio(1, 2))
    late = indicator(register.report(dt.date(2026, 6, 1)), "stalled").now
    assert late == Ratio(2, 2)


def test_a_rule_switched_off_has_no_indicator():
    register = Register().round("C-1")
    facts = register.facts()
    rules = dataclasses.replace(facts.settings.rules, severity={"community-stalled": "off"})

    assert indicator(register.report(rules=rules), "stalled").now == NOTHING


def test_a_bar_counts_rounds_whose_step_is_due_the_completed_ones_too():
    register = Register().round("C-1").round("C-2", benefit=None)
    register.round("C-3", status="เสร็จสิ้น", ends_on=OCT(1)).round("C-4", starts_on=OCT(31))
    first = register.report().steps.bars[0]

    assert first == StepBar(1, Ratio(3, 4), Ratio(2, 3))


def test_the_procedure_is_all_due_steps_of_active_rounds():
    register = Register().round("C-1", (1,)).round("C-2", benefit=None)
    steps = register.report().steps

    # C-1 has its topic and its members; both lack experts and a plan.
    assert steps.procedure.now == Ratio(2, 8)
    assert steps.median == 0.25


def test_steps_of_an_unreadable_tab_are_not_counted():
    register = Register().round("C-1", (1,)).plan("C-1", evaluation_due=OCT(1))
    facts = register.facts()
    without = dataclasses.replace(facts.snapshot["members"], state="quarantined")
    tables = {**facts.snapshot.tables, "members": without}
    snapshot = dataclasses.replace(facts.snapshot, tables=tables)
    rounds = dataclasses.replace(facts.rounds, snapshot=snapshot)
    progress = dataclasses.replace(facts.progress, rounds=rounds)
    broken = dataclasses.replace(facts, snapshot=snapshot, progress=progress)
    report = compile_month(broken, (), OCT(1), "main", "hr")

    assert report.steps.bars[1].done == NOTHING
    assert indicator(report, "evaluated").now == NOTHING
