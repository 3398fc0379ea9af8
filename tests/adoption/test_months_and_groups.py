"""Two heading rows, merged groups and a sheet a month: everybody arrives in the right column."""

import pytest

from sheets_sync.adoption.answers import Question, questions
from sheets_sync.adoption.completing import Given
from sheets_sync.adoption.mapping import ChoiceWord, LeftHeading
from sheets_sync.adoption.proposal import propose
from sheets_sync.adoption.remainder import LeftColumn
from sheets_sync.delivery.write_config import ready_lines
from sheets_sync.settings.config_file import defaults
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.adoption import months_and_groups as officer
from tests.adoption.messy_workbooks import drawn
from tests.adoption.test_messy_workbooks import (
    BUYING,
    DATA,
    KENG,
    MALEE,
    PAPERS,
    PORN,
    SUDA,
    TODAY,
    WICHAI,
    communities,
    declaration,
    imported,
    members,
    people,
    rows,
)


def proposed(draw, folder):
    workbook = XlsxStore(drawn(draw, folder)).read()
    return propose(workbook, declaration(), TODAY, defaults(folder).rules, lenient=True)


@pytest.mark.parametrize("draw", [officer.groups, officer.groups_without_merged_headings])
def test_the_title_over_a_name_a_telephone_and_an_address_says_whose_they_are(draw, tmp_path):
    taken = imported(draw, tmp_path)

    assert communities(taken) == [
        ("C-001", BUYING, "ระเบียบพัสดุ", "กองคลัง", MALEE, "๑ ต.ค. ๖๙", ""),
        ("C-002", PAPERS, "งานสารบรรณ", "สำนักงานเลขานุการ", f"{KENG}\n{PORN}", "5 ต.ค. 2569", ""),
        ("C-003", DATA, "การวิเคราะห์ข้อมูล", "กองแผนงาน", f"{WICHAI} และ {SUDA}", "15/10/2026", ""),
    ]
    assert [(name, email) for _, name, email, _, _ in people(taken)] == [
        (MALEE, "malee@agency.go.th"),
        (KENG, "keng@agency.go.th"),
        (PORN, "porn@agency.go.th"),
        (WICHAI, ""),
        (SUDA, ""),
    ]
    assert members(taken) == []
    assert taken.remainders["รวมกลุ่ม"].columns == (LeftColumn(7, (8,), "", "no-value"),)


def test_every_month_is_taken_and_nobody_is_made_of_speakers_or_placeholders(tmp_path):
    taken = imported(officer.whole, tmp_path)

    assert rows(
        taken, "sessions", "session_id", "community", "planned_on", "starts_at", "ends_at", "hours",
        "topic", "speakers", "place",
    ) == [
        ("S-0001", BUYING, "8 ต.ค. 69", "09.00", "12.00", "", "หมายเหตุ", MALEE, "ห้องประชุม 1"),
        ("S-0002", PAPERS, "20/10/2569", "", "", "", "คำขึ้นต้น คำลงท้าย", "อ.สมคิด (ภายนอก)", "Zoom"),
        ("S-0003", BUYING, "5 พ.ย. 69", "", "", "3 ชม.", "สัญญา", "รอยืนยัน", "ห้องประชุม 1"),
    ]  # fmt: skip
    assert members(taken) == [
        (BUYING, MALEE),
        (BUYING, "นายรวมพล คนดี"),
        (PAPERS, KENG),
        (PAPERS, PORN),
    ]
    assert [(name, position, unit) for _, name, _, position, unit in people(taken)] == [
        (MALEE, "นักวิชาการพัสดุ", "กองคลัง"),
        (KENG, "นักวิชาการ", "กองแผนงาน"),
        (PORN, "นักวิชาการ", "กองคลัง"),
        ("นายรวมพล คนดี", "นิติกร", "กองกฎหมาย"),
        (WICHAI, "", ""),
        (SUDA, "", ""),
    ]
    assert taken.given == Given(community_ids=3, staff_ids=6, people=6, session_ids=3)
    assert taken.remainders["ต.ค.69"].columns == (LeftColumn(6, (5,), "", "no-value"),)
    assert taken.remainders["พ.ย.69"].columns == ()
    assert taken.rows_left["ต.ค.69"] == ((6, "total"),)


def test_what_is_asked_of_it(tmp_path):
    proposal = proposed(officer.whole, tmp_path)

    either = LeftHeading("วัน เดือน ปี", 1, "ambiguous", ("planned_on", "held_on"))
    assert questions(proposal) == (
        Question("ต.ค.69", "sessions", either),
        Question("พ.ย.69", "sessions", either),
        Question("รวมกลุ่ม", "communities", word="กำลังทำ", column="status", perhaps="active"),
        Question("รวมกลุ่ม", "communities", word="เพิ่งตั้ง", column="status", perhaps="active"),
    )
    assert proposal.words == (
        ChoiceWord("communities", "status", "กำลังทำ", 1, perhaps="active"),
        ChoiceWord("communities", "status", "เพิ่งตั้ง", 1, perhaps="active"),
    )


def test_the_unit_of_a_member_is_not_the_communitys(tmp_path):
    taken = imported(officer.kept_by_someone_else, tmp_path)

    assert [(name, unit) for _, name, _, unit, *_ in communities(taken)] == [
        (BUYING, ""),
        (PAPERS, ""),
    ]
    assert members(taken) == [(BUYING, MALEE), (BUYING, KENG), (PAPERS, PORN)]
    assert people(taken) == [
        ("1001", MALEE, "malee@agency.go.th", "", "กองคลัง"),
        ("1002", KENG, "keng@agency.go.th", "", "กองแผนงาน"),
        ("1003", PORN, "porn@agency.go.th", "", "กองแผนงาน"),
    ]
    left = taken.remainders["สมาชิก"].columns
    assert left == (LeftColumn(1, (4,), "", "no-value"), LeftColumn(2, (4,), "", "no-value"))


def test_the_list_of_communities_is_recognised_where_it_stands(tmp_path):
    workbook = XlsxStore(drawn(officer.groups, tmp_path)).read()
    proposal = propose(workbook, declaration(), TODAY, defaults(tmp_path).rules)

    assert [(one.sheet, one.tab, one.row, one.records) for one in proposal.sheets] == [
        ("รวมกลุ่ม", "communities", 5, 3)
    ]
    assert {one.heading: one.column for one in proposal.sheets[0].columns} == {
        "ชื่อชุมชนนักปฏิบัติ": "name",
        "องค์ความรู้ที่แลกเปลี่ยน": "topic",
        "กองเจ้าภาพ": "unit",
        "ผู้ประสาน": "coordinator",
        "วันที่จัดตั้ง": "starts_on",
        "สถานะ": "status",
    }


def test_the_lines_to_choose_from_name_every_table_once(tmp_path):
    workbook = XlsxStore(drawn(officer.whole, tmp_path)).read()
    proposal = propose(workbook, declaration(), TODAY, defaults(tmp_path).rules)

    assert ready_lines(proposal) == [
        "[tabs.sessions.columns.planned_on]",
        'also = ["วัน เดือน ปี"]',
        "[tabs.sessions.columns.held_on]",
        'also = ["วัน เดือน ปี"]',
    ]


def test_a_row_that_goes_on_with_headings_is_no_row_of_headings_itself(tmp_path):
    proposal = proposed(officer.coordinators, tmp_path)

    assert [(one.sheet, one.tab, one.row) for one in proposal.sheets] == [
        ("รวมกลุ่ม", "communities", 2)
    ]
