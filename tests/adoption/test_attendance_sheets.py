"""Sheets of ticks with lines above and remarks below: what they say, and of nobody more."""

import pytest

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
    rows,
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


@pytest.mark.parametrize(
    "draw",
    [
        sheets.topics_in_merged_headings,
        sheets.topics_beneath_the_days,
        sheets.topics_above_the_headings,
        sheets.topics_below_the_headings,
    ],
)
def test_the_topics_of_a_matrix_are_those_of_its_sessions(draw, tmp_path):
    taken = imported(draw, tmp_path)

    assert rows(taken, "sessions", "session_id", "community", "planned_on", "topic") == [
        ("S-0001", BUYING, "5 พ.ย. 69", "ระเบียบพัสดุ"),
        ("S-0002", BUYING, "6 พ.ย. 69", "ราคากลาง"),
        ("S-0003", BUYING, "7 พ.ย. 69", "AAR"),
    ]
    assert members(taken) == [(BUYING, MALEE), (BUYING, ROMPHON)]
    rest = taken.remainders["ลงเวลา"]
    assert (rest.texts, [one.heading for one in rest.columns]) == ((), ["ที่"])


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (sheets.days_and_parts_of_the_day, ["ที่", "เช้า", "บ่าย", "09.00-12.00 น."]),
        (sheets.speakers_above_the_headings, ["ที่"]),
    ],
)
def test_what_is_no_topic_is_told(draw, told, tmp_path):
    taken = imported(draw, tmp_path)

    assert rows(taken, "sessions", "planned_on", "topic", "speakers") == [
        ("5 พ.ย. 69", "", ""), ("6 พ.ย. 69", "", ""), ("7 พ.ย. 69", "", ""),
    ]  # fmt: skip
    assert [one.heading for one in taken.remainders["ลงเวลา"].columns] == told


def test_quotation_marks_around_the_name_of_a_group_are_no_part_of_it(tmp_path):
    taken = imported(sheets.named_in_quotation_marks, tmp_path)

    assert members(taken) == [(BUYING, MALEE), (BUYING, ROMPHON)]


def test_a_form_is_read_label_by_label_and_a_time_is_none(tmp_path):
    taken = imported(sheets.form_with_two_labels_in_a_line, tmp_path)

    assert communities(taken) == [
        ("C-001", BUYING, "ระเบียบพัสดุ เวลา 09:30 น.", "กองคลัง", MALEE, "", "")
    ]
    assert taken.remainders["ฟอร์ม"].texts == (
        LeftText(1, ("ชื่อกลุ่ม: พัสดุใสสะอาด ผู้ประสานงาน: นางมาลี รักงาน โทร: 1234",)),
    )
