"""The status columns: one text beside every record."""

from sheets_sync.planning.workbook_tabs.status_columns import LONGEST, status_columns
from sheets_sync.planning.workbook_tabs.urgency import shortened
from tests.planning.workbook_tabs.tab_input import THAI, checkup

FINE = "✓ เรียบร้อย"
HELD = "กิจกรรม"


def column(found, sheet=HELD, sentences=THAI):
    return next(one for one in status_columns(found, sentences) if one.sheet == sheet)


def test_records_in_order_show_that_they_are_fine():
    assert column(checkup()).texts == dict.fromkeys(range(2, 11), FINE)


def test_every_sheet_of_staff_has_a_column_with_the_keys_of_its_records():
    keys = {one.sheet: one.keys for one in status_columns(checkup(), THAI)}

    assert keys == {
        "บุคลากร": ((1,),),
        "ทะเบียน CoP": ((1,),),
        "สมาชิก": ((1, 2),),
        "ผู้เชี่ยวชาญ": ((1, 2),),
        "แผนปฏิบัติการ": ((1,),),
        "กิจกรรม": ((1,), (2, 3)),
        "การเข้าร่วม": ((1, 2),),
        "ประเมินผลการเรียนรู้": ((1, 2, 3),),
        "ติดตามการนำไปใช้": ((1, 2, 3),),
        "วันหยุด": ((1,),),
        "ตั้งค่า": ((1,),),
        "ปัญหาและข้อเสนอแนะ": ((1,),),
    }


def test_keys_follow_the_columns_of_the_sheet():
    found = checkup(sheets={"members": {"order": "reversed"}})

    assert column(found, "สมาชิก").keys == ((7, 6),)


def test_the_most_serious_is_told_and_the_others_are_counted():
    change = {"sessions": {3: {"held_on": "31/11/2569", "hours": 30, "topic": "กข\u200bค"}}}

    assert column(checkup(change)).texts[3] == (
        "ต้องแก้ไข: “31/11/2569” อ่านเป็นวันที่ไม่ได้ โปรดพิมพ์ “วันที่จัดจริง” เป็นวัน เดือน ปี เช่น 12 พ.ย. 2569 (+2)"
    )


def test_work_not_done_reads_as_open_work():
    found = checkup({"evaluations": {3: None}})

    assert column(found, "สมาชิก").texts[7].startswith("งานค้าง: นายชูใจ แสงทอง ยังไม่ได้รับการประเมิน")


def test_a_row_without_a_usable_key_shows_a_fixed_text():
    found = checkup({"sessions": {4: {"session_id": None, "number": None}}})
    status = column(found)

    assert status.texts[4] == status.without_key
    assert status.without_key.startswith("— ยังระบุแถวนี้ไม่ได้")


def test_nothing_is_claimed_about_a_tab_that_cannot_be_read():
    found = checkup(sheets={"sessions": {"without": ("topic",)}})
    status = column(found)

    assert (status.texts, status.unchecked) == ({}, "… รอการตรวจสอบรอบถัดไป")


def test_a_tab_without_its_key_column_gets_no_texts_at_all():
    found = checkup(sheets={"staff": {"without": ("staff_id",)}})

    assert "บุคลากร" not in {one.sheet for one in status_columns(found, THAI)}


def test_texts_stand_at_true_row_numbers_below_title_rows():
    found = checkup(
        {"remarks": {2: None, 6: {"month": "ต.ค. 2569"}}},
        sheets={"remarks": {"above": ("ปัญหาและข้อเสนอแนะ", "ปีงบประมาณ 2570")}},
    )
    status = column(found, "ปัญหาและข้อเสนอแนะ")

    assert (status.header_row, status.texts) == (3, {6: FINE})


def test_a_heading_that_staff_chose_from_ours_is_kept():
    found = checkup(sheets={"sessions": {"extra": {"Check result": None}}})

    assert (column(found).heading, column(checkup()).heading) == ("Check result", "ผลการตรวจสอบ")


def test_texts_fit_in_a_cell_and_are_cut_between_letters():
    change = {"sessions": {3: {"status": "ก่ำ" * 2_000}}}
    text = column(checkup(change)).texts[3]

    assert len(text) <= LONGEST + 20
    assert shortened("กก่ำ", 3) == "ก…"
    assert shortened("a\nb", 10) == "a b"
