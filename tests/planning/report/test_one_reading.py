"""A thing that is told in several places of the report is told the same way."""

import datetime as dt

from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.planning.report.indicators.values import Figure, Why
from sheets_sync.planning.report.values import NOTHING, Ratio
from tests.renderings.reports import Register

SEP, OCT, NOV = (lambda day, m=m: dt.date(2026, m, day) for m in (9, 10, 11))


def test_a_member_whom_nobody_knows_is_in_no_figure_and_is_the_reason_that_is_left():
    register = Register().round("C-1", (1, 2)).plan("C-1", evaluation_due=OCT(5))
    register.add("members", community="C-1", person="ไม่มีผู้นี้", joined_on=OCT(1))
    register.evaluation("C-1", 1, OCT(2)).evaluation("C-1", 2, OCT(2))
    report = register.report()
    (line,) = report.communities.lines
    step = line.steps[5]

    assert (line.members, line.evaluated) == (2, Ratio(2, 2))
    assert report.indicators[8].figure.n == 2
    assert report.indicators[17].figure == Figure(2, 2, 1.0)
    assert (step.state, step.done, step.of) == ("overdue", 2, 2)
    assert (step.reason.name, step.reason.facts) == ("members_unresolved", {"count": 1})
    assert line.missing[6] == ()


def test_members_that_nobody_waits_for_yet_are_in_no_row_and_no_total():
    register = Register().round("C-1", (1, 2)).plan("C-1", evaluation_due=OCT(5))
    register.round("C-2", (3, 4)).plan("C-2", evaluation_due=NOV(5))
    register.round("C-3", (5, 6)).plan("C-3", evaluation_due=NOV(5))
    register.evaluation("C-1", 1, OCT(2)).evaluation("C-3", 5, OCT(9))
    report = register.report()
    lines = report.communities.lines

    assert [line.evaluated for line in lines] == [Ratio(1, 2), NOTHING, Ratio(1, 2)]
    assert [line.not_due for line in lines] == [frozenset(), frozenset(), frozenset({6})]
    assert [unit.evaluated for unit in report.units] == [Ratio(1, 2)]
    assert report.indicators[17].figure == Figure(1, 2, 0.5)


def test_two_rounds_of_one_name_are_told_by_their_id():
    register = Register().round("C-1", (), starts_on=OCT(5), name="พัสดุ")
    register.round("C-2", (), starts_on=OCT(6), name="พัสดุ").round("C-3", (), starts_on=OCT(6))
    report = register.report()

    assert report.changes[0].facts["names"] == ("พัสดุ (C-1)", "พัสดุ (C-2)", "กลุ่ม C-3")
    assert report.elements.without_plan == ("พัสดุ (C-1)", "พัสดุ (C-2)", "กลุ่ม C-3")
    assert {one.called for one in report.decisions} <= {"พัสดุ (C-1)", "พัสดุ (C-2)", "กลุ่ม C-3"}


def test_a_round_that_is_over_comes_after_those_that_go_on():
    register = Register().round("C-1", (1,), status="เสร็จสิ้น", ends_on=SEP(30))
    register.plan("C-1", evaluation_due=OCT(1)).round("C-2", (2,), attested_on=None)

    assert [(one.community, one.is_completed) for one in register.report().decisions] == [
        ("C-2", False), ("C-1", True),
    ]  # fmt: skip


def test_sessions_whose_planned_days_cannot_be_read_are_not_nothing():
    register = Register().round("C-1", (1,)).session("S-1", "C-1", "31/11/2569", OCT(5))
    found = register.report().indicators[12]

    no_day = LazySentence("indicators.left_out.no_planned_day")
    assert (found.figure.value, found.why) == (
        None,
        Why("only_left_out", {"count": 1, "what": (no_day,)}),
    )
    assert Register().round("C-1", (1,)).report().indicators[12].why == (
        Why("nothing_sessions_held")
    )
