"""Which rows of a sheet are no records, and their neighbours that are."""

import pytest

from tests.registry.reading import sheet, snapshot_of

HEADINGS = ("รหัสกลุ่ม", "สมาชิก", "ความจำเป็นต้องพัฒนา", "วันที่เข้าร่วม")
FIRST = [("C-001", "60003", "ต้องใช้", "5 ต.ค. 2569"), ("C-001", "60004", "ต้องใช้", "5 ต.ค. 2569")]
LAST = [("C-002", "60005", "ต้องใช้", "16 พ.ย. 2569"), ("C-002", "60006", "ต้องใช้", "16 พ.ย. 2569")]


def told(*rows, headings=HEADINGS, tab="สมาชิก", table="members"):
    """How many records there are, and the rows that are none with the reason."""
    found = snapshot_of(sheet(tab, headings, *rows))[table]
    return len(found), [(one.row, one.reason) for one in found.left_out]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("รวมเป็นเงินทั้งสิ้น", 4.0, "(สี่คน)"), "total"),
        (("รวม", "ชาย 2 คน หญิง 2 คน"), "total"),
        (("", "รวม C-001", "2 คน"), "total"),
        (("รวมหน้านี้", 2.0), "total"),
        (("ยอดยกมา", 2.0), "total"),
        (("", 4.0, "ทั้งหมด"), "total"),
        (("-", "-", "-", "-"), "prepared"),
        (("-----", "-----", "-----"), "prepared"),
        (("........", "........"), "prepared"),
        (("…", "…"), "prepared"),
        (("— ต่อ —",), "section"),
        (("", "/ต่อหน้า 2"), "note"),
        (("", "- มีต่อ -"), "note"),
        (("", "หน้า ๒"), "note"),
        (("รหัส\nกลุ่ม", " สมาชิก ", "ความจำเป็น\nต้องพัฒนา", "วันที่\nเข้าร่วม"), "heading"),
        (("", "กองคลัง"), "section"),
        (("หมายเหตุ", "1. ข้อมูลจากกองการเจ้าหน้าที่"), "note"),
    ],
)
def test_left_out_between_records_and_told(row, reason):
    assert told(*FIRST, row, *LAST) == (4, [(4, reason)])


@pytest.mark.parametrize(
    "row",
    [
        ("C-001", "-", "-", "-"),
        ("-", "60007"),
        ("", "นายต่อ แสงทอง"),
        ("", "รวมพล ศรีสุข"),
        ("", "รวม ใจดี", "ต้องใช้"),
        ("C-001", "หมายเหตุ"),
        ("ตัวอย่าง", "60007"),
        ("", "ต่อ"),
        ("", "หน้าใส ใจดี"),
        ("สมาชิก", "60007"),
    ],
)
def test_neighbours_are_records(row):
    assert told(*FIRST, row, *LAST) == (5, [])


def test_names_of_groups_are_told_from_codes_by_the_column():
    named = [("รวมใจ", "60003", "ต้องใช้"), ("สรุป", "60004", "ต้องใช้"), ("หมายเหตุ", "60005", "ต้องใช้")]
    assert told(*named, ("ตัวอย่าง", "60006")) == (4, [])


def test_the_first_row_may_show_how_to_fill_one_in():
    assert told(("ตัวอย่าง", "60003", "ต้องใช้"), *FIRST, *LAST) == (4, [(2, "note")])


@pytest.mark.parametrize("text", ["ไม่มีข้อมูล", "- ไม่มี -", "ยังไม่มีการประเมิน", "No data", "nil"])
def test_a_table_that_says_there_is_nothing(text):
    assert told((text,)) == (0, [(2, "note")])


def test_a_setting_may_begin_with_the_words_for_nothing():
    rows = told(
        ("ยังไม่มีกิจกรรมหลังเริ่มแผน (วัน)",), headings=("ชื่อการตั้งค่า", "ค่า"), tab="ตั้งค่า", table="settings"
    )
    assert rows == (1, [])


@pytest.mark.parametrize("letters", ["กขคฆ", "กขคง", "ABCD", "๑๒๓๔"])
def test_a_row_that_counts_the_columns(letters):
    assert told(tuple(letters), *FIRST) == (2, [(2, "heading")])


def test_a_signature_goes_on_to_its_date():
    rows = ["(ลงชื่อ)", "สุดา ใจดี", "ผู้รายงาน", "30 กันยายน 2568"]
    left = [(number, "note") for number in range(4, 8)]
    assert told(*FIRST, *(("", text) for text in rows)) == (2, left)


def test_numbered_remarks_beneath_are_no_people():
    remarks = [("", "1) ข้อมูลจากระบบ DPIS"), ("", "2) สมาชิกบางรายลาออกแล้ว")]
    assert told(*FIRST, (), *remarks) == (2, [(5, "note"), (6, "note")])


def test_a_remark_beneath_of_what_became_of_somebody_is_nobody():
    assert told(*FIRST, (), ("", "นายต่อ แสงทอง ย้ายไปกองคลัง 1 ธ.ค. 2569")) == (2, [(5, "note")])


@pytest.mark.parametrize("person", ["นายต่อ แสงทอง", "60007 นายต่อ แสงทอง", "นายรวมพล ศรีสุข (60008)"])
def test_somebody_beneath_with_a_number_is_a_record(person):
    assert told(*FIRST, (), ("", person)) == (3, [])


def test_numbered_people_without_a_group_are_records():
    numbered = [("C-001", "1) นายเก่ง คอมดี"), ("C-001", "2) น.ส.พร ไอที")]
    assert told(*numbered, (), ("", "3) นายวิชัย ใจดี")) == (3, [])
