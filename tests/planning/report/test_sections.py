"""The sections behind the first page, counted by hand from small workbooks."""

import datetime as dt

import pytest

from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.month_rows import Gain
from sheets_sync.planning.report.sections.application import ApplicationLine, Bounds
from sheets_sync.planning.report.sections.changes import Change
from sheets_sync.planning.report.sections.learning import Satisfaction
from sheets_sync.planning.report.sections.left_out import LeftOutRows
from sheets_sync.planning.report.sections.remarks import Remark
from sheets_sync.planning.report.sections.sessions import SessionLine
from sheets_sync.planning.report.sections.units import UnitLine
from sheets_sync.planning.report.sections.upcoming import Upcoming
from sheets_sync.planning.report.values import NOTHING, Ratio, Share
from tests.renderings.reports import OCTOBER, PEOPLE, Register, name_of, person

JUN, JUL, SEP, OCT, NOV = (lambda day, m=m: dt.date(2026, m, day) for m in (6, 7, 9, 10, 11))


def test_communities_of_which_nobody_knows_whether_they_are_active_are_named():
    register = Register().round("C-1").round("C-2", status="กำลังจะ", name="คลัง")
    register.round("C-3", status=None, name="คลัง").round("C-4", status="ร่าง")
    report = register.report()

    assert report.not_counted == ("คลัง (C-2)", "คลัง (C-3)")
    assert report.indicators[1].excluded == 2


# What changed


def test_what_changed_is_told_in_sentences():
    register = Register().round("C-1", (1, 2)).round("C-2", starts_on=OCT(5), benefit=None)
    register.session("S-1", "C-1", OCT(6), OCT(6))
    register.evaluation("C-1", 1, OCT(10)).evaluation("C-1", 2, SEP(10))
    register.follow_up("C-1", 2, OCT(10))

    assert register.report().changes == (
        Change("new", {"count": 1, "names": ("กลุ่ม C-2",), "more": 0}),
        Change("held", {"count": 1, "communities": 1}),
        Change("evaluated", {"count": 1}),
        Change("followed_up", {"count": 1}),
        # Both records that were missing: every member of C-1 is evaluated now.
        Change("completed", {"count": 1, "steps": (6,)}),
        Change("late", {"count": 3, "names": ("กลุ่ม C-2",), "more": 0, "communities": 1}),
    )


def test_members_who_came_or_went_are_news_of_the_month():
    register = Register().round("C-1", (1,)).member("C-1", 2, joined_on=OCT(5))
    register.member("C-1", 3, joined_on=SEP(5), left_on=OCT(9))

    assert register.report().changes == (
        Change("joined", {"count": 1}),
        Change("left", {"count": 1}),
    )


def test_a_month_without_change_says_so():
    assert Register().round("C-1", (1,)).report().changes == (Change("nothing", {}),)


# Who must act


def test_who_must_act_comes_in_the_order_of_the_work_overdue():
    register = Register().round("C-1", (1,), coordinator=person(9))
    register.round("C-2", (2,), benefit=None, coordinator="ไม่มีคนนี้")
    found = register.report().decisions

    assert [(one.community, one.coordinator, one.steps_late, one.days_late) for one in found] == [
        # The topic since 1 July, then experts and plan; nobody on the staff list answers for it.
        ("C-2", "", 3, 122),
        ("C-1", f"นาย{name_of(9)}", 2, 108),
    ]
    assert [one.step.number for one in found] == [1, 3]


def test_a_round_in_which_nothing_happens_needs_a_decision_too():
    began = dt.date(2026, 1, 5)
    register = Register().round("C-1", starts_on=began, attested_on=began)
    register.member("C-1", 1, joined_on=began)

    assert [one.is_stalled for one in register.report().decisions] == [True]


# The communities


def test_only_hr_reads_who_is_missing():
    register = Register().round("C-1", (1, 2, 3)).plan("C-1", evaluation_due=OCT(1))
    register.evaluation("C-1", 2, SEP(20))
    hr, manager = (register.report(copy=copy).communities.lines[0] for copy in ("hr", "manager"))

    assert hr.missing == {6: (f"นาย{name_of(1)}", f"นาย{name_of(3)}")}
    assert manager.missing == {}
    assert {step.missing for line in (hr, manager) for step in line.steps[5:]} == {()}


def test_a_round_finished_before_the_year_is_counted_and_not_listed():
    register = Register().round("C-1", (1,))
    done = {"status": "เสร็จสิ้น", "ends_on": SEP(30)}
    register.round("C-2", (2,), **done).add(
        "experts", community="C-2", person=person(3), expertise="พัสดุ"
    )
    register.plan(
        "C-2", objectives="ก", member_count=1, content="ข", period_start=JUL(1), period_end=SEP(1),
        techniques="ค", speakers=person(3), evaluation_method="ง", follow_up_method="จ",
    )  # fmt: skip
    register.session("S-1", "C-2", JUL(20), JUL(20), results="ดี")
    register.evaluation("C-2", 2, SEP(5)).follow_up("C-2", 2, SEP(20))
    found = register.report().communities

    assert [line.community for line in found.lines] == ["C-1"]
    assert found.finished_before == 1


def test_a_closed_round_with_open_work_stays_listed():
    register = Register().round("C-1", (1,), status="เสร็จสิ้น", ends_on=SEP(1))

    assert [line.community for line in register.report().communities.lines] == ["C-1"]


def test_units_count_people_once_and_stand_in_thai_order():
    register = (
        Register().round("C-1", (1, 2), unit="เลขานุการ").round("C-2", (2, 3), unit="เลขานุการ")
    )
    register.round("C-3", (4,), unit="แผนงาน").round("C-4", (), unit=None)
    register.plan("C-1", evaluation_due=OCT(1)).evaluation("C-1", 1, SEP(2))
    found = register.report().units

    assert [line.unit for line in found] == ["แผนงาน", "เลขานุการ", ""]
    assert found[1] == UnitLine("เลขานุการ", 2, 3, Ratio(4, 9), Ratio(1, 2), NOTHING)


def test_areas_count_active_rounds_and_one_round_may_serve_several():
    register = Register().round("C-1", areas="8, 9").round("C-2", areas="8")
    register.round("C-3", areas="1", status="ร่าง")
    found = register.report().areas

    assert [share for share in found.shares if share.done.n] == [
        Share("C08", Ratio(2, 2)),
        Share("C09", Ratio(1, 2)),
    ]
    assert found.covered == Ratio(2, 10)


def test_elements_count_plans_and_name_rounds_without_one():
    register = Register().round("C-1").round("C-2").round("C-3")
    register.plan("C-1", objectives="ก", content="รอข้อมูล").plan("C-2", objectives="ข", content="ค")
    found = register.report().elements

    assert found.shares[0] == Share("objectives", Ratio(2, 2))
    assert found.shares[2] == Share("content", Ratio(1, 2))
    assert found.without_plan == ("กลุ่ม C-3",)


# Sessions


def test_sessions_of_the_month_with_their_outcome():
    register = Register().round("C-1", (1, 2))
    register.session("S-1", "C-1", OCT(5), OCT(6), results="ได้ผล", hours=1.5, topic="ราคากลาง")
    register.session("S-2", "C-1", OCT(12), OCT(12)).session("S-3", "C-1", OCT(13))
    register.session("S-4", "C-1", OCT(14), status="งด").session(
        "S-5", "C-1", OCT(15), status="เลื่อน"
    )
    register.session("S-6", "C-1", NOV(2)).came("S-1", 1)
    found = register.report().sessions

    assert found.lines[0] == SessionLine(
        OCT(6), "C-1", "กลุ่ม C-1", "ราคากลาง", "held", 1.5, Ratio(1, 2)
    )
    assert [(line.day.day, line.outcome) for line in found.lines[1:]] == [
        (12, "unrecorded"),
        (13, "open"),
        (14, "cancelled"),
        (15, "postponed"),
    ]
    assert register.report().indicators[13].figure == Figure(1, 2, 0.5)


# Learning and application


def test_gain_is_of_matched_pairs_only():
    register = Register().round("C-1", (1, 2, 3, 4)).plan("C-1", pass_mark=12)
    scores = {"full_score": 20}
    register.evaluation("C-1", 1, OCT(2), pre_score=8, post_score=16, **scores)
    register.evaluation("C-1", 2, OCT(2), "ไม่ผ่าน", pre_score=10, post_score=14, **scores)
    register.evaluation("C-1", 3, OCT(2), "ไม่ให้คะแนน", post_score=20, **scores)
    (line,) = register.report().learning.lines

    assert (line.passed, line.unmarked, line.pass_mark) == (Ratio(1, 2), 1, 12.0)
    assert line.gain == Gain(pytest.approx(0.3), pytest.approx(0.3 / 0.55), 2)
    assert line.gain.level == "medium"


def test_gain_is_not_normalised_where_everybody_began_at_the_full_score():
    register = Register().round("C-1", (1,))
    register.evaluation("C-1", 1, OCT(2), pre_score=20, post_score=20, full_score=20)
    (line,) = register.report().learning.lines

    assert line.gain == Gain(0.0, None, 1)
    assert line.gain.level == ""


def test_satisfaction_stands_beside_who_answered_of_those_who_came():
    register = Register().round("C-1", (1, 2, 3)).session("S-1", "C-1", OCT(2), OCT(2))
    register.came("S-1", 1).came("S-1", 2).came("S-1", 3)
    register.evaluation("C-1", 1, OCT(3), satisfaction=4).evaluation(
        "C-1", 2, OCT(3), satisfaction=5
    )
    report = register.report()

    assert report.learning.lines[0].satisfaction == Satisfaction(4.5, Ratio(2, 3))
    assert report.indicators[16].figure == Figure(9, 2, 4.5)
    assert report.indicators[16].parts["responses"] == Figure(2, 3, 2 / 3)


def test_application_has_the_bounds_that_silence_leaves():
    register = Register().round("C-1", range(1, 7)).plan("C-1", follow_up_due=OCT(20))
    register.follow_up("C-1", 1, OCT(1), how_applied="ใช้ทุกวัน", supervisor_rating=4)
    register.follow_up("C-1", 2, OCT(1), "บางส่วน").follow_up(
        "C-1", 3, OCT(1), assessor=person(PEOPLE)
    )
    register.follow_up("C-1", 4, OCT(1), "ไม่", barrier="ยังไม่มีงาน")
    report = register.report()
    bounds = Bounds(Ratio(3, 6), Ratio(5, 6))

    assert report.application.lines == (
        ApplicationLine("C-1", "กลุ่ม C-1", Ratio(4, 6), Ratio(3, 4), bounds),
    )
    assert report.indicators[21].figure == Figure(3, 4, 0.75)
    assert report.indicators[21].parts == {
        "lowest": Figure(3, 6, 0.5),
        "highest": Figure(5, 6, 5 / 6),
        "yes": Figure(2, 4, 0.5),
        "partly": Figure(1, 4, 0.25),
        "early": Figure(0, None, 0),
        "supervisor_rating": Figure(4, 1, 4.0),
    }
    assert report.indicators[22].figure == Figure(1, 3, 1 / 3)
    assert report.indicators[24].parts == {"ยังไม่มีงาน": Figure(1, 1, 1.0)}


def test_a_supervisor_confirms():
    register = Register().round("C-1", (1,))
    register.tabs["staff"][0]["supervisor"] = person(PEOPLE)
    register.follow_up("C-1", 1, OCT(1), assessor=person(PEOPLE))

    assert register.report().indicators[22].figure == Figure(1, 1, 1.0)


# Remarks, quality, next month, rows left out


def test_remarks_of_the_month_are_told_as_typed():
    register = Register().add("remarks", month="ต.ค. 2569", problems="ห้องไม่ว่าง")
    register.add("remarks", month="พ.ย. 2569", problems="เดือนหน้า")

    assert register.report().remarks == (Remark(OCTOBER, "ห้องไม่ว่าง", ""),)


def test_work_not_done_does_not_count_against_the_data():
    register = Register().round("C-1", (1,), benefit=None).plan("C-1", evaluation_due=OCT(1))
    found = register.report(checked=True).quality
    by_tab = {one.tab: one.sound for one in found.tabs}

    assert (by_tab["communities"], by_tab["members"]) == (Ratio(0, 1), Ratio(1, 1))
    assert found.sound == Ratio(PEOPLE + 2, PEOPLE + 3)
    assert {one.rule: one.work for one in found.rules}["evaluation-missing"]


def test_next_month_lists_sessions_and_due_dates_by_day():
    register = Register().round("C-1", (1,)).plan("C-1", evaluation_due=NOV(5))
    register.session("S-1", "C-1", NOV(3), topic="ราคากลาง").session(
        "S-2", "C-1", NOV(4), status="งด"
    )
    register.session("S-3", "C-1", dt.date(2026, 12, 1))
    found = register.report().upcoming

    assert found == (
        Upcoming(NOV(3), "C-1", "กลุ่ม C-1", "session", None, "ราคากลาง"),
        Upcoming(NOV(5), "C-1", "กลุ่ม C-1", "step", 6, ""),
    )


def test_rows_left_out_are_counted_with_their_reason():
    register = Register().round("C-1", (1,)).round("C-1").round("C-2", status="ร่าง")
    register.round("C-3", status="งงงวย").round("C-4", starts_on=NOV(2))
    register.member("C-1", 2, exempt="ใช่", exempt_reason="อื่น ๆ")
    register.evaluation("C-1", 1, NOV(3)).evaluation("C-9", 1, OCT(3))
    register.evaluation("C-1", 30, OCT(3))
    register.add("followups", community="C-1", person="ไม่มีคนนี้", followed_up_on=OCT(1), applied="ใช่")

    assert register.report().left_out == (
        LeftOutRows("communities", "no_key", 1),
        LeftOutRows("communities", "draft", 1),
        LeftOutRows("communities", "no_status", 1),
        LeftOutRows("communities", "later", 1),
        LeftOutRows("members", "exempt", 1),
        LeftOutRows("evaluations", "no_community", 1),
        LeftOutRows("evaluations", "later", 1),
        LeftOutRows("evaluations", "not_member", 1),
        LeftOutRows("followups", "no_person", 1),
    )


def test_a_month_that_is_not_over_is_cut_off_today():
    register = Register().round("C-1", (1,)).evaluation("C-1", 1, NOV(20))
    report = register.report(NOV(1), today=NOV(10))

    assert (report.as_of, report.is_over) == (NOV(10), False)
    assert register.report(NOV(1), today=NOV(30)).is_over is False
    assert register.report(NOV(1), today=dt.date(2026, 12, 1)).is_over is True
    assert report.indicators[1].figure.value == 1
