from dataclasses import replace

import pytest

from sheets_sync.registry.headers import (
    Headings,
    UnknownHeading,
    broken_headings,
    candidates,
    find_headings,
)
from sheets_sync.registry.workbook import Area
from tests.registry.reading import our_schema, sheet

STAFF = our_schema().tabs["staff"]
OURS = our_schema().status_column


@pytest.mark.parametrize(
    "headings",
    [
        ["เลขประจำตัวบุคลากร", "ชื่อ–นามสกุล", "อีเมล", "หน่วยงาน/สังกัด"],
        ["Staff ID", "FULL NAME *", "e-mail:", "Unit"],
        ["staff_id", "full_name", "email", "unit"],
        ["รหัสบุคลากร", "ชื่อ - นามสกุล", "อีเมล์", "สังกัด"],
        ["ＳＴＡＦＦ ID", "ชื่อ\nนามสกุล", " อีเมล ", "หน่วยงาน / สังกัด"],
    ],
)
def test_headings_are_known_in_any_language_case_and_width(headings: list[str]):
    found = find_headings(STAFF, sheet("บุคลากร", headings), OURS)

    assert found == Headings(1, {"staff_id": 1, "full_name": 2, "email": 3, "unit": 4}, {}, ())
    assert found.missing(STAFF) == ()


def test_the_row_with_the_most_known_headings_is_the_one_below_the_titles():
    found = find_headings(
        STAFF,
        sheet(
            "บุคลากร",
            ["บุคลากร กองคลัง"],
            [None, "อีเมล"],
            ["ลำดับ", "เลขประจำตัวบุคลากร", "ชื่อ–นามสกุล", "อีเมล"],
            [1, 60001, "นายวิชัย ศรีสุข", "a@agency.go.th"],
        ),
        OURS,
    )

    assert (found.row, dict(found.positions)) == (3, {"staff_id": 2, "full_name": 3, "email": 4})
    assert found.missing(STAFF) == ("unit",)


def test_a_label_with_its_value_above_is_no_heading_where_another_row_says_as_much():
    found = find_headings(
        STAFF,
        sheet(
            "บุคลากร",
            ["หน่วยงาน", "กองคลัง"],
            ["ลำดับ", "ชื่อ–นามสกุล", "หมายเหตุ"],
            [1, "นายวิชัย ศรีสุข"],
        ),
        OURS,
    )

    assert (found.row, dict(found.positions)) == (2, {"full_name": 2})


def test_a_second_heading_of_a_column_is_noted_where_it_stands():
    found = find_headings(STAFF, sheet("บุคลากร", ["อีเมล", "หน่วยงาน", "E-mail"]), OURS)

    assert (found.positions["email"], dict(found.repeated)) == (1, {"email": 3})


def test_strange_headings_are_told_with_the_free_column_they_are_close_to():
    found = find_headings(
        STAFF, sheet("บุคลากร", ["อีเมล", "ตำแหนง", "อีเมลล", "หมายเหตุ", OURS.th]), OURS
    )

    assert found.unknown == (
        UnknownHeading(2, "ตำแหนง", "position"),
        UnknownHeading(3, "อีเมลล", None),
        UnknownHeading(4, "หมายเหตุ", None),
    )


def test_an_empty_sheet_has_no_headings():
    found = find_headings(STAFF, sheet("บุคลากร"), OURS)

    assert found == Headings(1, {}, {}, ())
    assert found.missing(STAFF) == ("staff_id", "full_name", "email", "unit")


def test_half_of_a_name_is_not_proposed_as_the_whole():
    parts = sheet("บุคลากร", ["เลขประจำตัวบุคลากร", "คำนำหน้า", "ชื่อ", "นามสกุล"])
    alone = sheet("บุคลากร", ["เลขประจำตัวบุคลากร", "ชื่อ"])
    proposed = [
        candidates(STAFF, find_headings(STAFF, one, OURS), ("full_name",)) for one in (parts, alone)
    ]

    assert proposed == [{}, {"full_name": "ชื่อ"}]


def test_headings_below_the_tenth_row_are_not_looked_for():
    rows = [[None]] * 10
    found = find_headings(STAFF, sheet("บุคลากร", *rows, ["อีเมล"]), OURS)

    assert found.positions == {}


SESSIONS = our_schema().tabs["sessions"]
COMMUNITIES = our_schema().tabs["communities"]


def test_a_second_row_that_says_more_than_the_heading_above_it_is_one_block_with_it():
    found = find_headings(
        SESSIONS,
        sheet(
            "กิจกรรม",
            ["รหัสกิจกรรม", "เวลา", None, "หัวข้อกิจกรรม"],
            [None, "เวลาเริ่ม", "เวลาสิ้นสุด", None],
            ["S-01", 0.5, 0.6, "พัสดุ"],
        ),
        OURS,
    )

    columns = {"session_id": 1, "starts_at": 2, "ends_at": 3, "topic": 4}
    assert (found.first_row, found.row, dict(found.positions)) == (1, 2, columns)


def together(columns, *rows):
    """A sheet whose first row has one title over several columns."""
    return replace(sheet("กิจกรรม", *rows), merged=(Area(1, columns[0], 1, columns[1]),))


def test_what_stands_alone_beneath_a_title_over_several_columns_goes_on_with_the_headings():
    head = ["รหัสกิจกรรม", "เวลา", None, "หัวข้อกิจกรรม"]
    below = [
        [None, "ตั้งแต่", "เวลาเลิก", None],
        [None, None, "เวลาเลิก", "ราคากลาง"],
        [None, 0.5, 0.6, None],
    ]
    found = [find_headings(SESSIONS, together((2, 3), head, one), OURS) for one in below]

    with_end = {"session_id": 1, "starts_at": 2, "ends_at": 3, "topic": 4}
    alone = {"session_id": 1, "starts_at": 2, "topic": 4}
    assert [(one.row, dict(one.positions)) for one in found] == [
        (2, with_end),
        (1, alone),
        (1, alone),
    ]


def test_a_heading_of_ours_over_parts_of_what_it_says_is_that_of_the_first():
    found = find_headings(
        COMMUNITIES,
        together(
            (2, 3), ["รหัสกลุ่ม", "ผู้ประสานงาน", None], [None, "ชื่อ-สกุล", "โทร."], ["C-1", "สุดา", "4711"]
        ),
        OURS,
    )

    assert (found.row, dict(found.positions)) == (2, {"community_id": 1, "coordinator": 2})


def test_a_heading_left_in_the_row_above_the_fuller_one_still_counts():
    found = find_headings(
        STAFF,
        sheet(
            "บุคลากร",
            [None, "ชื่อ–นามสกุล"],
            ["เลขประจำตัวบุคลากร", None, "อีเมล", "หน่วยงาน/สังกัด", OURS.th],
            [60001, "นายวิชัย ศรีสุข", "a@agency.go.th", "กองคลัง"],
        ),
        OURS,
    )

    columns = {"staff_id": 1, "full_name": 2, "email": 3, "unit": 4}
    assert (found.first_row, found.row, dict(found.positions)) == (1, 2, columns)
    assert found.status == 5


@pytest.mark.parametrize(
    "below",
    [
        ["เลขประจำตัวบุคลากร", "ชื่อ–นามสกุล", "อีเมล", "หน่วยงาน/สังกัด"],
        ["เลขประจำตัวบุคลากร", "", "", ""],
        ["เลขประจำตัวบุคลากร", "เลขประจำตัวบุคลากร", "", ""],
    ],
)
def test_headings_that_come_again_right_below_are_no_second_row_of_the_block(below):
    heads = ["เลขประจำตัวบุคลากร", "ชื่อ–นามสกุล", "อีเมล", "หน่วยงาน/สังกัด"]
    found = find_headings(STAFF, sheet("บุคลากร", heads, below), OURS)

    assert (found.first_row, found.row) == (0, 1)


@pytest.mark.parametrize(
    "headings",
    [
        ["เลขประจำตัว\nบุคลากร", "ชื่อ–\nนามสกุล", "อี เมล", "หน่วยงาน/\nสังกัด"],
        ["1. เลขประจำตัวบุคลากร", "2. ชื่อ–นามสกุล", "3. อีเมล", "๔. หน่วยงาน/สังกัด"],
        ["(1) เลขประจำตัวบุคลากร", "(2) ชื่อ–นามสกุล", "(3) อีเมล", "(4) หน่วยงาน/สังกัด"],
        ["เลขประจำตัวบุคลากร (1)", "ชื่อ–นามสกุล (โปรดระบุ)", "อีเมล (ถ้ามี)", "หน่วยงาน/สังกัด [เลือก]"],
        ["1) Staff ID", "2) Full name (required)", "3) E-mail (if any)", "4) Unit"],
    ],
)
def test_headings_are_known_however_a_form_sets_them(headings: list[str]):
    found = find_headings(STAFF, sheet("บุคลากร", headings), OURS)

    assert found == Headings(1, {"staff_id": 1, "full_name": 2, "email": 3, "unit": 4}, {}, ())


def test_a_heading_with_a_hint_is_another_column_beside_the_one_without():
    headings = ["อีเมล", "อีเมล (ถ้ามี)", "ตำแหน่ง (เดิม)"]
    found = find_headings(STAFF, sheet("บุคลากร", headings), OURS)

    assert (dict(found.positions), dict(found.repeated)) == ({"email": 1}, {})
    assert [one.text for one in found.unknown] == headings[1:]


def test_a_heading_with_a_line_break_is_the_same_one_again():
    found = find_headings(STAFF, sheet("บุคลากร", ["ตำแหน่ง", "ตำ\nแหน่ง"]), OURS)

    assert (dict(found.positions), dict(found.repeated)) == ({"position": 1}, {"position": 2})


def test_an_import_that_still_loads_stands_where_headings_should_be():
    tab = sheet("บุคลากร", ["Loading..."])

    assert broken_headings(STAFF, tab, find_headings(STAFF, tab, OURS)) == ((1, 1),)
