"""Adoption: what is proposed for workbooks as agencies really keep them."""

import pytest

from sheets_sync.adoption.answers import NONE
from sheets_sync.adoption.mapping import (
    ChoiceWord,
    LeftHeading,
    MappingProblem,
    MappingReason,
    Missing,
    UnusedSheet,
)
from sheets_sync.adoption.proposal import propose
from sheets_sync.planning.missing_structure import service_titles
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.resources import resource
from sheets_sync.settings.config_file import defaults
from tests.adoption import workbooks as agencies
from tests.fixtures.xlsx import read_workbook
from tests.registry.reading import TODAY, declaration, sheet

LIMITS = defaults(resource("config")).rules


def proposed(*sheets):
    """The proposal for sheets given as (title, row, row, …)."""
    raw = tuple(sheet(title, *rows) for title, *rows in sheets)
    return propose(RawWorkbook("ours.xlsx", raw), declaration(), TODAY, LIMITS)


def of_file(path):
    return propose(read_workbook(path), declaration(), TODAY, LIMITS, ours=service_titles())


def mapping(proposal):
    """By sheet: its tab, its row of headings, and which heading is which column."""
    return {
        match.sheet: (
            match.tab,
            match.row,
            {one.heading: one.column for one in match.columns},
        )
        for match in proposal.sheets
    }


def missing_tabs(proposal):
    return [one.tab for one in proposal.missing if not one.column]


def test_a_thai_workbook_with_headings_of_its_own(tmp_path):
    proposal = of_file(agencies.save(agencies.THAI, tmp_path / "a.xlsx"))

    assert mapping(proposal) == {
        "รายชื่อเจ้าหน้าที่": (
            "staff",
            1,
            {
                "รหัสเจ้าหน้าที่": "staff_id",
                "ชื่อ - สกุล": "full_name",
                "E-mail": "email",
                "หน่วยงานต้นสังกัด": "unit",
            },
        ),
        "ข้อมูลกลุ่ม CoP": (
            "communities",
            1,
            {
                "รหัสกลุ่ม": "community_id",
                "ชื่อกลุ่มชุมชนนักปฏิบัติ": "name",
                "หัวข้อองค์ความรู้": "topic",
                "ด้านที่สอดคล้องตามนโยบาย": "areas",
                "ประโยชน์ที่คาดว่าจะได้รับ": "benefit",
                "ยุทธศาสตร์": "policy",
                "ผู้ดูแลกลุ่ม": "coordinator",
                "วันเริ่มดำเนินการ": "starts_on",
                "สถานะการดำเนินงาน": "status",
            },
        ),
        "ผู้เข้าร่วมแต่ละกลุ่ม": (
            "members",
            1,
            {"กลุ่ม": "community", "ชื่อ-สกุล ผู้เข้าร่วม": "person"},
        ),
        "ทะเบียนกิจกรรม ปี 70": (
            "sessions",
            1,
            {
                "กลุ่ม CoP": "community",
                "ครั้งที่": "number",
                "วันที่กำหนดไว้": "planned_on",
                "วันเดือนปีที่จัด": "held_on",
                "หัวข้อ/ประเด็นที่แลกเปลี่ยน": "topic",
                "สรุปผลการดำเนินการ": "results",
            },
        ),
    }
    assert proposal.unused == (UnusedSheet("งบประมาณ", "optional", "holidays"),)
    assert proposal.missing == (
        Missing("experts"),
        Missing("plans"),
        Missing("evaluations"),
        Missing("followups"),
    )
    assert proposal.words == (
        ChoiceWord("communities", "status", "กำลังดำเนินงาน", 2, "active"),
        ChoiceWord("communities", "status", "รอพิจารณา", 1, ""),
    )


def test_an_english_workbook(tmp_path):
    proposal = of_file(agencies.save(agencies.ENGLISH, tmp_path / "a.xlsx"))

    assert mapping(proposal) == {
        "People": (
            "staff",
            1,
            {
                "Employee number": "staff_id",
                "Name of staff": "full_name",
                "Mail": "email",
                "Department": "unit",
            },
        ),
        "CoP list": (
            "communities",
            1,
            {
                "Group code": "community_id",
                "Group name": "name",
                "Knowledge topic": "topic",
                "Area": "areas",
                "Benefits": "benefit",
                "Policy / strategy": "policy",
                "Group coordinator": "coordinator",
                "Date start": "starts_on",
                "Status": "status",
            },
        ),
        "Participants": ("members", 1, {"Group": "community", "Participant": "person"}),
    }


def test_the_answers_of_a_form(tmp_path):
    proposal = of_file(agencies.save(agencies.FORM, tmp_path / "a.xlsx"))

    assert mapping(proposal)["การตอบแบบฟอร์ม 1"] == (
        "followups",
        1,
        {
            "ประทับเวลา": "followed_up_on",
            "ที่อยู่อีเมล": "person",
            "1. ท่านอยู่กลุ่ม CoP ใด": "community",
            "2. ท่านได้นำความรู้ไปใช้หรือไม่ (โปรดระบุ)": "applied",
            "3. ท่านนำไปใช้อย่างไร": "how_applied",
            "4. ปัญหาอุปสรรคที่พบ": "barrier",
        },
    )
    assert [one.column for one in proposal.missing if one.sheet == "ทะเบียนกลุ่ม"] == [
        "topic",
        "areas",
        "benefit",
        "policy",
        "coordinator",
        "starts_on",
        "status",
    ]


def test_two_tabs_feed_one_table_and_a_copy_does_not(tmp_path):
    proposal = of_file(agencies.save(agencies.TWO_TABS, tmp_path / "a.xlsx"))

    assert mapping(proposal) == {
        "ทะเบียน CoP": ("communities", 1, {"รหัสกลุ่ม": "community_id", "ชื่อกลุ่ม": "name"}),
        "สมาชิก กองคลัง": (
            "members",
            1,
            {"รหัสกลุ่ม": "community", "ชื่อสมาชิก": "person", "วันที่เข้าร่วม": "joined_on"},
        ),
        "สมาชิก กองแผนงาน": (
            "members",
            1,
            {"ชื่อสมาชิกกลุ่ม": "person", "รหัสกลุ่ม": "community"},
        ),
    }
    assert proposal.unused == (
        UnusedSheet("สำเนา สมาชิก กองคลัง", "same-rows", "members", "สมาชิก กองคลัง"),
    )
    assert proposal.overlay == {
        "tabs": {
            "members": {
                "also": ["สมาชิก กองคลัง", "สมาชิก กองแผนงาน"],
                "columns": {"person": {"also": ["ชื่อสมาชิกกลุ่ม"]}},
            }
        }
    }


def test_title_rows_and_merged_cells_stand_above_the_headings(tmp_path):
    proposal = of_file(agencies.save_with_titles(tmp_path / "a.xlsx"))

    assert mapping(proposal) == {
        "รายชื่อ": ("members", 4, {"กลุ่ม": "community", "ชื่อสมาชิกในกลุ่ม": "person"}),
        "ผลการประเมินหลังจัดกิจกรรม": (
            "evaluations",
            3,
            {
                "กลุ่ม CoP": "community",
                "ชื่อ-สกุลผู้รับการประเมิน": "person",
                "วัน/เดือน/ปี ที่ประเมิน": "evaluated_on",
                "ก่อน": "pre_score",
                "หลัง": "post_score",
                "ผลการประเมิน": "result",
            },
        ),
    }
    assert proposal.problems == ()
    assert proposal.words == (ChoiceWord("evaluations", "result", "ผ่านการประเมิน", 1, "passed"),)


def test_a_workbook_that_has_nothing_to_do_with_it(tmp_path):
    proposal = of_file(agencies.save(agencies.UNRELATED, tmp_path / "a.xlsx"))

    assert (proposal.fits, mapping(proposal), proposal.overlay) == (False, {}, {})
    assert [one.sheet for one in proposal.unused] == list(agencies.UNRELATED)


def test_a_staff_list_alone_is_no_registry():
    headings = ("รหัสบุคลากร", "ชื่อสกุล", "อีเมล", "สังกัด")
    proposal = proposed(("บุคลากร", headings, *agencies.STAFF))

    assert [match.tab for match in proposal.sheets] == ["staff"]
    assert not proposal.fits


CLEAN = tuple(
    (tab["th"], [column["th"] for column in tab["columns"].values()])
    for tab in declaration()["tabs"].values()
)


def test_our_own_workbook_needs_no_overlay():
    proposal = proposed(*CLEAN)

    assert proposal.overlay == {}
    assert proposal.missing == ()
    assert mapping(proposal) == {
        tab["th"]: (name, 1, {column["th"]: at for at, column in tab["columns"].items()})
        for name, tab in declaration()["tabs"].items()
    }


# What is certain enough, and why


MEMBERS = [("C-001", "นายสมชาย เรียนรู้"), ("C-001", "นางมานี แบ่งปัน"), ("C-002", "นายปิติ ตั้งใจ")]


def test_a_match_says_why():
    (match,) = proposed(("สมาชิก", ("รหัสกลุ่ม", "ชื่อสมาชิกในกลุ่ม"), *MEMBERS)).sheets

    assert [(one.confidence, one.reasons) for one in match.columns] == [
        (1.0, (MappingReason("same", {"spelling": "รหัสกลุ่ม"}),)),
        (
            0.87,
            (
                MappingReason("covers", {"spelling": "ชื่อสมาชิก"}),
                MappingReason("contents-fit", {"fitting": 3, "seen": 3}),
            ),
        ),
    ]


def test_cells_that_are_something_else_speak_against_a_heading():
    rows = [("C-001", name, "ดีมาก") for _, name in MEMBERS]
    proposal = proposed(("สมาชิก", ("รหัสกลุ่ม", "สมาชิก", "วันที่ออกจากงาน"), *rows))

    assert proposal.sheets[0].left == (
        LeftHeading("วันที่ออกจากงาน", 3, "contents-differ", ("left_on",)),
    )


GROUPS = (
    "บัญชีกลุ่ม KM ปี 70",
    ("ลำดับที่", "รหัสกลุ่ม", "ชื่อกลุ่ม KM", "เรื่องที่แลกเปลี่ยน", "ประธานกลุ่ม", "เลขากลุ่ม", "เริ่ม", "สิ้นสุด"),
    ("๑", "KM-1", "น้ำแล้ง", "บริหารน้ำ", "นายเก่ง คอมดี", "น.ส.พร ไอที", "5 ต.ค. 69", "30 ก.ย. 70"),
    ("๒", "KM-2", "พัสดุ", "จัดซื้อ", "นายวิชัย ใจดี", "นายเก่ง คอมดี", "12 ต.ค. 69", "30 ก.ย. 70"),
    ("๓", "KM-3", "สารบรรณ", "หนังสือ", "น.ส.พร ไอที", "นายวิชัย ใจดี", "20 ต.ค. 69", "30 ก.ย. 70"),
)  # fmt: skip


def test_a_list_of_groups_is_no_list_of_sessions_and_its_running_numbers_are_no_column():
    assert mapping(proposed(GROUPS)) == {
        "บัญชีกลุ่ม KM ปี 70": (
            "communities",
            1,
            {
                "รหัสกลุ่ม": "community_id",
                "ชื่อกลุ่ม KM": "name",
                "เรื่องที่แลกเปลี่ยน": "topic",
                "เลขากลุ่ม": "coordinator",
                "เริ่ม": "starts_on",
                "สิ้นสุด": "ends_on",
            },
        )
    }


def test_what_a_person_declined_is_not_taken_for_its_cells():
    title, heads, *rows = GROUPS
    renamed = (title, (*heads[:4], "ผู้นำ", "กรรมการ", *heads[6:]), *rows)
    raw = RawWorkbook("ours.xlsx", (sheet(*renamed),))
    said = NONE.with_column(title, "ผู้นำ", "").with_column(title, "กรรมการ", "")
    [match] = propose(
        raw, declaration(), TODAY, LIMITS, answers=said.with_tab(title, "communities")
    ).sheets

    assert "coordinator" not in {one.column for one in match.columns}
    assert [(one.heading, one.reason) for one in match.left if one.reason != "counting"] == [
        ("ผู้นำ", "declined"),
        ("กรรมการ", "declined"),
    ]


def test_half_a_heading_over_cells_that_are_something_else_is_mentioned():
    rows = [("C-001", "ก", "60999"), ("C-002", "ข", "60998"), ("C-003", "ค", "60997")]
    staff = ("บุคลากร", ("รหัสบุคลากร", "ชื่อสกุล", "อีเมล", "สังกัด"), *agencies.STAFF)
    proposal = proposed(staff, ("ทะเบียน CoP", ("รหัสกลุ่ม", "ชื่อกลุ่ม", "ผู้ประสาน"), *rows))

    assert proposal.sheets[1].left == (
        LeftHeading("ผู้ประสาน", 3, "contents-differ", ("coordinator",)),
    )


def test_the_beginning_of_a_heading_is_enough_where_the_cells_are_right():
    rows = [(number, *person) for number, person in enumerate(agencies.STAFF, start=1)]
    proposal = proposed(("บุคลากร", ("ลำดับ", "รหัส", "ชื่อสกุล", "อีเมล", "สังกัด"), *rows))

    assert mapping(proposal)["บุคลากร"][2] == {
        "รหัส": "staff_id",
        "ชื่อสกุล": "full_name",
        "อีเมล": "email",
        "สังกัด": "unit",
    }


@pytest.mark.parametrize("cell", ["1 ต.ค. 2569", "2026-10-01", 46296])
def test_cells_that_are_dates_make_a_similar_heading_certain(cell):
    rows = [(*row, cell) for row in MEMBERS]
    proposal = proposed(("สมาชิก", ("รหัสกลุ่ม", "สมาชิก", "วันที่ออกจากงาน"), *rows))

    assert mapping(proposal)["สมาชิก"][2]["วันที่ออกจากงาน"] == "left_on"


def test_a_heading_that_fits_two_columns_is_left_out():
    rows = [(f"C-00{at}", "1 พ.ย. 2569") for at in range(1, 5)]
    (match,) = proposed(("แผนปฏิบัติการ", ("รหัสกลุ่ม", "ระยะเวลา (กำหนด)"), *rows)).sheets
    assert [one.column for one in match.columns] == ["community", "period_start"]

    plans = (("รหัสกลุ่ม", "กำหนดการประเมินและการติดตามผล"), *rows)
    (match,) = proposed(("แผนปฏิบัติการ", *plans)).sheets
    assert [one.column for one in match.columns] == ["community"]


def test_people_are_known_by_names_whose_parts_stand_apart():
    proposal = proposed(
        ("บุคลากร", ("เลขประจำตัวบุคลากร", "คำนำหน้า", "ชื่อ", "สกุล", "อีเมล"),
         ("1001", "นาง", "มาลี", "รักงาน", "malee@agency.go.th"),
         ("1002", "นาย", "เก่ง", "คอมดี", "keng@agency.go.th"),
         ("1003", "น.ส.", "พร", "ไอที", "porn@agency.go.th")),
        ("สมาชิก", ("กลุ่ม", "ชื่อ - สกุล"), ("C-1", "นางมาลี รักงาน"), ("C-1", "เก่ง คอมดี"),
         ("C-1", "น.ส.พร ไอที"), ("C-2", "เก่ง คอมดี"), ("C-2", "มาลี รักงาน")),
    )  # fmt: skip

    assert mapping(proposal)["สมาชิก"][2] == {"กลุ่ม": "community", "ชื่อ - สกุล": "person"}


def test_no_two_headings_of_a_sheet_become_one_column():
    rows = [(*row, row[1]) for row in MEMBERS]
    (match,) = proposed(("สมาชิก", ("รหัสกลุ่ม", "ชื่อสมาชิกกลุ่ม", "ชื่อสมาชิกของกลุ่ม"), *rows)).sheets

    assert [one.column for one in match.columns] == ["community", "person"]
    assert [(one.reason, one.columns) for one in match.left] == [("taken", ("person",))]


def test_a_heading_that_stands_twice_is_left_out():
    rows = [(*row, "1 ต.ค. 2569", "2 ต.ค. 2569") for row in MEMBERS]
    headings = ("รหัสกลุ่ม", "สมาชิก", "วันออกจากกลุ่ม", "วันออกจากกลุ่ม")
    (match,) = proposed(("สมาชิก", headings, *rows)).sheets

    assert [one.reason for one in match.left] == ["repeated", "repeated"]


def test_two_headings_that_the_schema_itself_takes_for_one_column_are_a_problem():
    rows = [(row[0], "พัสดุ", row[1]) for row in MEMBERS]
    proposal = proposed(("สมาชิก", ("รหัสกลุ่ม", "ชื่อกลุ่ม", "สมาชิก"), *rows))

    assert proposal.problems == (
        MappingProblem("two-headings", "members", "สมาชิก", 1, "community", ("รหัสกลุ่ม", "ชื่อกลุ่ม")),
    )


def test_rows_prepared_ahead_are_not_counted():
    proposal = proposed(
        ("ทะเบียน CoP", ("ลำดับ", "รหัสกลุ่ม", "ชื่อกลุ่ม", "วันที่เริ่ม", "สถานะ"),
         (1, "C-1", "พัสดุใสสะอาด", "1 ต.ค. 2569", "ดำเนินการ"),
         (2, "C-2", "เอกสารดี", "1 ต.ค. 2569", "ดำเนินการ"),
         *((number, None, None, None, "ดำเนินการ") for number in range(3, 38))),
        ("สมาชิก", ("ที่", "กลุ่ม", "สมาชิก"), (1, "C-1", "นายเก่ง คอมดี"),
         *((number, None, None) for number in range(2, 38))),
    )  # fmt: skip

    assert [(match.sheet, match.records) for match in proposal.sheets] == [
        ("ทะเบียน CoP", 2),
        ("สมาชิก", 1),
    ]


def test_headings_below_the_tenth_row_cannot_be_used():
    title = [("ทะเบียนสมาชิก",)] * 10
    proposal = proposed(("สมาชิกทั้งหมด", *title, ("รหัสกลุ่ม", "ชื่อสมาชิก"), *MEMBERS))

    assert mapping(proposal) == {}
    assert proposal.unused == (UnusedSheet("สมาชิกทั้งหมด", "unlike"),)


def test_a_sheet_of_jottings_is_not_said_to_be_empty():
    proposal = proposed(
        ("สมาชิก", ("กลุ่ม", "สมาชิก"), ("C-1", "นายเก่ง คอมดี")),
        ("บันทึกช่วยจำ", ("โทรจองห้องประชุม",), (None,), (12000,)),
        ("Sheet3",),
    )

    assert proposal.unused == (
        UnusedSheet("Sheet3", "empty"),
        UnusedSheet("บันทึกช่วยจำ", "unlike"),
    )


def test_a_hidden_sheet_is_not_used():
    seen = sheet("สมาชิก 70", ("รหัสกลุ่ม", "ชื่อสมาชิก"), *MEMBERS)
    hidden = type(seen)(
        "สมาชิก 69", sheet("", ("รหัสกลุ่ม", "ชื่อสมาชิก"), ("C-9", "นาย ก ข")).columns, True
    )
    proposal = propose(RawWorkbook("a", (seen, hidden)), declaration(), TODAY, LIMITS)

    assert list(mapping(proposal)) == ["สมาชิก 70"]
    assert proposal.unused == (UnusedSheet("สมาชิก 69", "hidden", "members"),)


def test_the_services_own_tabs_are_not_looked_at():
    raw = tuple(sheet(title, ("รหัสกลุ่ม", "ชื่อสมาชิก"), *MEMBERS) for title in ("สรุป", "สมาชิก 70"))
    proposal = propose(RawWorkbook("a", raw), declaration(), TODAY, LIMITS, ours=service_titles())

    assert [match.sheet for match in proposal.sheets] == ["สมาชิก 70"]
    assert proposal.unused == ()


def test_a_negation_is_no_slip_for_its_opposite():
    rows = [("C-001", name, "1 พ.ย. 2569", word) for (_, name), word in zip(
        MEMBERS, ("ไม่ผ่านการทดสอบ", "ผ่านการทดสอบ", "ขาดสอบ"), strict=True)]  # fmt: skip
    headings = ("รหัสกลุ่ม", "ผู้รับการประเมิน", "วันที่ประเมิน", "ผลการประเมิน")
    proposal = proposed(("ประเมินผล", headings, *rows))

    assert {one.word: one.choice for one in proposal.words} == {
        "ไม่ผ่านการทดสอบ": "not_passed",
        "ผ่านการทดสอบ": "passed",
        "ขาดสอบ": "",
    }


A_PERSON = {"ชื่อกลุ่ม": "พัสดุ", "ชื่อ-สกุล": "นายเก่ง คอมดี"}
A_GROUP = {"ชื่อกลุ่ม": "พัสดุ", "หัวข้อ": "ราคากลาง"}


@pytest.mark.parametrize(
    ("title", "cells", "tab"),
    [
        ("แผ่น1", A_PERSON | {"คะแนนก่อน": 5, "คะแนนหลัง": 8, "ความพึงพอใจ": 4}, "evaluations"),
        ("แผ่น1", A_PERSON | {"คะแนนก่อน": 5}, "members"),
        ("แผ่น1", A_PERSON | {"การนำไปใช้": "ใช่", "นำไปใช้อย่างไร": "ร่าง", "อุปสรรค": "-"}, "followups"),
        ("รายชื่อกลุ่ม", A_GROUP | {"ผู้ประสานงาน": "นายเก่ง คอมดี"}, "communities"),
        (
            "สรุปกลุ่ม",
            {"ที่": 1, "ชื่อกลุ่ม": "พัสดุ", "ชาย": 3, "หญิง": 5, "รวม": 8}
            | {"ผู้ประสานงาน": "นายเก่ง คอมดี", "อีเมล": "keng@agency.go.th", "เบอร์": "1234"},
            "communities",
        ),
        ("รายชื่อกลุ่ม", A_GROUP | {"วันที่จัด": "5 พ.ย. 2569"}, "sessions"),
    ],
)
def test_a_sheet_is_what_most_of_its_headings_say(title, cells, tab):
    raw = (sheet(title, tuple(cells), *[tuple(cells.values())] * 3),)
    found = propose(RawWorkbook("o.xlsx", raw), declaration(), TODAY, LIMITS, lenient=True)

    assert [one.tab for one in found.sheets] == [tab]


@pytest.mark.parametrize(
    ("heading", "is_hours"),
    [
        ("จำนวนชั่วโมง", True),
        ("ระยะเวลา (ชม.)", True),
        ("ระยะเวลา [ชั่วโมง:นาที]", True),
        ("ระยะเวลา (นาที)", False),
        ("จำนวน (คน)", False),
        ("จำนวน", False),
    ],
)
def test_numbers_are_hours_where_the_heading_says_so(heading, is_hours):
    headings = ("รหัสกลุ่ม", "ครั้งที่", "วันที่ตามแผน", "หัวข้อกิจกรรม", heading)
    body = [("C-001", number, "5 พ.ย. 2569", "ราคากลาง", 12) for number in range(1, 5)]
    proposal = proposed(("กิจกรรม", headings, *body))

    assert (mapping(proposal)["กิจกรรม"][2].get(heading) == "hours") is is_hours
