"""Sheets of ticks with lines above and remarks below: what they say, and of nobody more."""

from sheets_sync.adoption.remainder import LeftText
from tests.adoption import attendance_sheets as sheets
from tests.adoption.test_messy_workbooks import (
    BUYING,
    MALEE,
    PORN,
    communities,
    imported,
    members,
    people,
)
from tests.adoption.test_months_and_groups import proposed

ROMPHON = "นายรวมพล คนดี"


def test_a_line_with_two_labels_says_two_things(tmp_path):
    taken = imported(sheets.with_remarks, tmp_path)

    assert communities(taken) == [("C-001", BUYING, "", "กองคลัง", MALEE, "", "")]
    assert taken.remainders["ลงเวลา"].texts == ()


def test_remarks_below_the_total_are_nobody(tmp_path):
    taken = imported(sheets.with_remarks, tmp_path)

    assert members(taken) == [(BUYING, MALEE), (BUYING, ROMPHON)]
    assert people(taken) == [
        ("P-001", MALEE, "", "นักวิชาการ", ""),
        ("P-002", ROMPHON, "", "นิติกร", ""),
    ]
    assert proposed(sheets.with_remarks, tmp_path).layouts[0].rows_left == (
        (6, "total"), (8, "note"), (9, "note"), (10, "note"),
    )  # fmt: skip


def test_a_list_that_goes_on_below_a_subtotal_is_taken_to_its_end(tmp_path):
    taken = imported(sheets.going_on_below_a_total, tmp_path)

    assert members(taken) == [(BUYING, MALEE), (BUYING, ROMPHON), (BUYING, PORN)]


def test_a_remark_below_a_table_of_members_is_nobody(tmp_path):
    taken = imported(sheets.members_with_remarks, tmp_path)

    assert members(taken) == [(BUYING, MALEE), (BUYING, ROMPHON)]
    assert taken.rows_left["สมาชิก"] == ((4, "total"), (6, "note"))


def test_a_form_is_read_label_by_label_and_a_time_is_none(tmp_path):
    taken = imported(sheets.form_with_two_labels_in_a_line, tmp_path)

    assert communities(taken) == [
        ("C-001", BUYING, "ระเบียบพัสดุ เวลา 09:30 น.", "กองคลัง", MALEE, "", "")
    ]
    assert taken.remainders["ฟอร์ม"].texts == (
        LeftText(1, ("ชื่อกลุ่ม: พัสดุใสสะอาด ผู้ประสานงาน: นางมาลี รักงาน โทร: 1234",)),
    )
