"""What the managers' copy tells and keeps to itself, beside scores of small groups."""

import datetime as dt

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.values import Ratio
from sheets_sync.renderings.as_json import report_values
from sheets_sync.renderings.document.blocks import Prose
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.remarks import remarks
from tests.renderings.reports import PEOPLE, Register, name_of, person
from tests.rules.workbooks import our_schema

OCT = [dt.date(2026, 10, day) for day in range(1, 32)]
BUSY, NO_WORK, FAMILY = "งานล้นมือ", "ยังไม่มีงานที่ใช้", "ต้องดูแลบิดา"


def refusers(*barriers):
    """A group of many of whom some did not use it, each for a reason."""
    register = Register().round("C-1", range(1, 21)).plan("C-1", follow_up_due=OCT[10])
    for number, barrier in enumerate(barriers, start=1):
        register.follow_up("C-1", number, OCT[5], "ไม่", barrier=barrier)
    for number in range(len(barriers) + 1, 21):
        register.follow_up("C-1", number, OCT[5], "ใช่")
    return register


def barriers_of(register, copy):
    return dict(register.report(copy=copy).indicators[24].parts)


def test_a_reason_that_one_person_names_is_in_hrs_copy_alone():
    register = refusers(*[BUSY] * 6, *[NO_WORK] * 5, FAMILY)

    assert barriers_of(register, "hr") == {
        BUSY: Figure(6, 12, 0.5), NO_WORK: Figure(5, 12, 5 / 12), FAMILY: Figure(1, 12, 1 / 12),
    }  # fmt: skip
    assert barriers_of(register, "manager") == {
        BUSY: Figure(6, 12, 0.5), "other_reasons": Figure(6, 12, 0.5),
    }  # fmt: skip


def test_a_reason_that_leaves_few_others_is_told_with_them():
    assert barriers_of(refusers(*[BUSY] * 6, FAMILY), "manager") == {
        "other_reasons": Figure(7, 7, 1.0)
    }


def test_it_names_no_coordinator_and_says_whose_it_is_by_unit():
    register = Register().round("C-1", (1,)).plan("C-1", evaluation_due=OCT[3])
    register.round("C-2", (2,), coordinator="ไม่มีผู้นี้")
    managers, hr = register.report(copy="manager"), register.report(copy="hr")

    assert [(one.coordinator, one.unit) for one in managers.decisions] == [
        (None, "กองคลัง"), ("", "กองคลัง"),
    ]  # fmt: skip
    assert [line.coordinator for line in managers.communities.lines] == [None, ""]
    assert [one.coordinator for one in hr.decisions] == [f"นาย{name_of(PEOPLE)}", ""]
    told = str(report_values(managers, our_schema(), Sentences("th")))
    assert not [one for one in range(1, PEOPLE + 1) if name_of(one) in told]


def test_hidden_is_told_apart_from_nothing():
    register = refusers(*[BUSY] * 3)
    register.round("C-2", (21, 22)).plan("C-2", follow_up_due=OCT[10])
    register.round("C-3", (23, 24)).plan("C-3", follow_up_due=OCT[10])
    register.follow_up("C-3", 23, OCT[6], "ไม่", barrier=FAMILY)
    report = register.report(copy="manager")
    nobody_yet = report.application.lines[1]

    assert report.indicators[24].figure == Figure(is_hidden=True)
    assert (nobody_yet.followed_up, nobody_yet.applied) == (Ratio(0, 2), Ratio(0, 0))
    assert report.application.lines[2].applied is None


def told_of(register, copy="manager"):
    return [(one.problems, one.suggestions) for one in register.report(copy=copy).remarks]


def test_remarks_and_units_lead_to_nobody():
    register = Register().round("C-1", (1,), unit=f"กองแผน (นาย{name_of(2)})")
    typed = f"นาย{name_of(1)} ลา แจ้งที่ staff1@agency.go.th หรือ 081 234 5678"
    register.add(
        "remarks", month="ต.ค. 2569", problems=typed, suggestions=f"{person(3)} ขอ ISO 27001"
    )
    near = f"แจ้งที่staff1@agency.go.thหรือโทร๐๘๑๒๓๔๕๖๗๘รหัส{person(3)}"
    register.add("remarks", month="ต.ค. 2569", problems=near)
    managers = register.report(copy="manager")

    assert told_of(register) == [
        ("นาย… ลา แจ้งที่ … หรือ …", "… ขอ ISO 27001"),
        ("แจ้งที่…หรือโทร…รหัส…", ""),
    ]
    assert told_of(register, "hr") == [(typed, f"{person(3)} ขอ ISO 27001"), (near, "")]
    assert [line.unit for line in managers.communities.lines] == ["กองแผน (นาย…)"]


def test_where_nobody_knows_the_staff_no_remark_is_told_and_it_says_so():
    register = Register().round("C-1", (1,)).lack("staff", "staff_id")
    register.add("remarks", month="ต.ค. 2569", problems=f"นาย{name_of(1)} ไม่อนุมัติ")
    phrases = Phrases(our_schema(), Sentences("th"))

    assert (told_of(register), len(told_of(register, "hr"))) == ([], 1)
    assert remarks(register.report(copy="manager"), phrases) == (
        Prose("ฉบับผู้บริหารไม่แสดงข้อความที่มีผู้บันทึกไว้ เพราะอ่านแท็บ “บุคลากร” ไม่ได้ จึงตรวจไม่ได้ว่ามีชื่อบุคคลหรือไม่"),
    )
