"""The to-do tab: what is on which line, for whom, in which order."""

import dataclasses
import datetime as dt

from sheets_sync.mail.ledger_records import FindingDays
from sheets_sync.planning.workbook_tabs.copy_rows import CopyBlock, copy_blocks
from sheets_sync.planning.workbook_tabs.tab_model import Link
from sheets_sync.planning.workbook_tabs.todo_lines import todo_lines
from sheets_sync.planning.workbook_tabs.todo_tab import todo_tab
from tests.planning.workbook_tabs.tab_input import ENGLISH, THAI, TODAY, checkup, day, looks, values

TITLE = "งานที่ต้องทำ"
TOP = 4
BAD_DATE = {"sessions": {3: {"held_on": "31/11/2569"}}}
NOT_EVALUATED = {"evaluations": {3: None, 4: None}}


def lines(found):
    """The lines of the tab: neither its top nor the rows to copy."""
    rows = todo_tab(found, THAI).rows[TOP:]
    first_blank = next((at for at, row in enumerate(rows) if not row.cells), len(rows))
    return rows[:first_blank]


def test_a_workbook_in_order_has_nothing_to_do():
    tab = todo_tab(checkup(), THAI)

    assert (tab.name, tab.title, tab.filter_row, tab.frozen_rows) == ("todo", TITLE, TOP, TOP)
    assert values(tab.rows[2:4]) == [
        ("ขณะนี้ไม่มีรายการที่ต้องดำเนินการ",),
        (
            "ผู้ประสานงาน",
            "ระดับ",
            "ตำแหน่ง",
            "กลุ่ม",
            "สิ่งที่ควรเป็น",
            "ข้อเสนอ",
            "พบเมื่อ",
            "ผ่านมา (วัน)",
        ),
    ]
    assert lines(checkup()) == ()


def test_a_slip_stands_under_its_coordinator_with_a_link_to_the_cell():
    group, line = lines(checkup(BAD_DATE))

    assert values([group, line]) == [
        ("นางสาวสุดา ใจดี", "ต้องแก้ไข 1 รายการ"),
        (
            "นางสาวสุดา ใจดี",
            "ต้องแก้ไข",
            Link("กิจกรรม I3", "กิจกรรม", 3, 9),
            "C-001 พัสดุรู้ทันระเบียบ",
            "“31/11/2569” อ่านเป็นวันที่ไม่ได้ โปรดพิมพ์ “วันที่จัดจริง” เป็นวัน เดือน ปี เช่น 12 พ.ย. 2569",
            None,
            TODAY,
            0,
        ),
    ]
    assert looks(group) == ("group", "group")
    assert looks(line)[:3] == ("quiet", "error", "plain")


def test_what_to_type_instead_stands_ready_to_be_copied():
    (_, line) = lines(checkup({"sessions": {2: {"status": "จัดแลว"}}}))

    assert (values([line])[0][5], looks(line)[5]) == ("จัดแล้ว", "copy")


def test_missing_members_of_one_community_share_a_line():
    group, line = lines(checkup(NOT_EVALUATED))

    assert values([group]) == [("นางสาวปิติ วงศ์งาม", "งานค้าง 2 รายการ")]
    assert values([line])[0][1:5] == (
        "งานค้าง",
        Link("สมาชิก แถว 7", "สมาชิก", 7, 1),
        "C-003 เขียนหนังสือราชการ",
        (
            "ยังไม่ได้รับการประเมินผลการเรียนรู้ 2 คน (กำหนด 14 ต.ค. 2569) ได้แก่ นายชูใจ แสงทอง, "
            "นายประยุทธ์ มั่นคง โปรดบันทึกในแท็บประเมินผลการเรียนรู้ "
            "โดยคัดลอกแถวจากท้ายแท็บ “งานที่ต้องทำ” ได้"
        ),
    )
    assert looks(line)[1] == "open"


def test_one_missing_member_reads_like_any_other_finding():
    (_, line) = lines(checkup({"evaluations": {3: None}}))

    assert values([line])[0][4].startswith("นายชูใจ แสงทอง ยังไม่ได้รับการประเมินผลการเรียนรู้")


def test_a_rule_that_hits_over_a_fifth_of_a_tab_is_shown_once():
    slips = {row: {"result": "ผ่าาน"} for row in (2, 3, 5)}
    group, line = lines(checkup({"evaluations": slips}))

    assert values([group]) == [("กลุ่มพัฒนาบุคลากร", "ต้องแก้ไข 3 รายการ")]
    assert values([line])[0][2:4] == (
        Link("ประเมินผลการเรียนรู้ H2", "ประเมินผลการเรียนรู้", 2, 8),
        None,
    )
    assert values([line])[0][4].startswith("พบลักษณะเดียวกัน 3 รายการ ใน 3 จาก 5 แถวของแท็บ")


def test_a_folded_rule_stays_with_the_coordinator_it_is_all_about():
    slips = {row: {"topic": "กข\u200bค"} for row in (2, 3, 4)}
    group, *rest = lines(checkup({"sessions": slips}))

    assert values([group]) == [("นางสาวสุดา ใจดี", "ควรตรวจสอบ 3 รายการ")]
    assert [row[3] for row in values(rest)] == ["C-001 พัสดุรู้ทันระเบียบ"]


def test_each_column_that_is_left_empty_has_a_line_of_its_own():
    blank = {row: {"benefit": None, "policy": None, "status": None} for row in (2, 3, 4)}
    told = [
        (line.first.cell, len(line.findings), line.first.column)
        for line in todo_lines(checkup({"communities": blank}), THAI)
        if line.first.rule == "cell-missing"
    ]

    assert told == [("E2", 3, "benefit"), ("F2", 3, "policy"), ("K2", 3, "status")]


def test_a_rule_folds_only_beyond_what_is_set():
    found = checkup({"evaluations": {row: {"result": "ผ่าาน"} for row in (2, 3, 5)}})
    settings = found.context.settings
    calm = dataclasses.replace(settings, flags=dataclasses.replace(settings.flags, fold_percent=60))
    same = dataclasses.replace(found, context=dataclasses.replace(found.context, settings=calm))

    assert len(todo_lines(found, THAI)) == 1
    assert len(todo_lines(same, THAI)) == 3


def test_settings_that_are_not_understood_are_told_one_by_one():
    found = checkup({"settings": {row: {"name": f"ชื่อ {row}", "value": 1} for row in (2, 3, 4)}})

    told = [line.first.cell for line in todo_lines(found, THAI) if line.first.tab == "settings"]
    assert told == ["A2", "A3", "A4"]


def test_work_not_done_is_never_folded():
    nobody_evaluated = dict.fromkeys((3, 4, 5, 6))
    found = checkup({"evaluations": nobody_evaluated})

    work = [line for line in todo_lines(found, THAI) if line.first.work]

    assert [(line.coordinator, len(line.findings)) for line in work] == [
        ("นางสาวปิติ วงศ์งาม", 2),
        ("นางสาวสุดา ใจดี", 2),
    ]


def test_the_most_urgent_stands_first_and_of_the_same_urgency_the_oldest():
    change = {
        "sessions": {
            2: {"improvements": None},
            3: {"held_on": "31/11/2569"},
            4: {"planned_on": "1 พ.ย. 2569"},
        },
        "communities": {2: {"areas": "99"}},
        "members": {2: {"need": "กข\u200bค"}},
    }
    found = checkup(change)
    old = next(one for one in found.findings if one.column == "held_on")
    days = FindingDays(old.rule, day("2026-10-01"), day("2026-11-01"), TODAY, None)
    found = dataclasses.replace(found, known={old.identity("main"): days})

    assert [(row[1], row[6], row[7]) for row in values(lines(found)[1:])] == [
        ("ต้องแก้ไข", day("2026-11-01"), 21),
        ("ต้องแก้ไข", TODAY, 0),
        ("งานค้าง", TODAY, 0),
        ("ควรตรวจสอบ", TODAY, 0),
        ("ข้อแนะนำ", TODAY, 0),
    ]


def test_the_coordinator_with_the_most_urgent_comes_first():
    change = {
        "sessions": {8: {"improvements": None}, 3: {"held_on": "31/11/2569"}},
        "staff": {4: {"email": "x"}, 5: {"unit": None}, 6: {"unit": None}},
    }
    groups = [row for row in lines(checkup(change)) if looks(row)[0] == "group"]

    assert values(groups) == [
        ("กลุ่มพัฒนาบุคลากร", "ต้องแก้ไข 3 รายการ"),
        ("นางสาวสุดา ใจดี", "ต้องแก้ไข 1 รายการ"),
        ("นางสาวปิติ วงศ์งาม", "ข้อแนะนำ 1 รายการ"),
    ]


def test_a_tab_that_cannot_be_read_is_the_hr_groups():
    found = checkup(sheets={"sessions": {"without": ("topic",)}})

    assert values(lines(found))[0][0] == "กลุ่มพัฒนาบุคลากร"
    assert values(lines(found))[1][2] == Link("กิจกรรม แถว 1", "กิจกรรม", 1, 1)


def test_rows_to_copy_follow_the_columns_of_the_staffs_tab():
    assert copy_blocks(checkup()) == (
        CopyBlock(
            "evaluations",
            "ประเมินผลการเรียนรู้",
            ("รหัสกลุ่ม", "ผู้รับการประเมิน"),
            (("นายชูใจ แสงทอง", ("C-002", "60007 นางสาวปิติ วงศ์งาม")),),
        ),
        CopyBlock(
            "followups",
            "ติดตามการนำไปใช้",
            ("รหัสกลุ่ม", "ผู้รับการติดตาม"),
            (("นางสาวปิติ วงศ์งาม", ("C-003", "60003 นายประยุทธ์ มั่นคง")),),
        ),
    )
    found = checkup(sheets={"followups": {"order": "reversed"}})
    block = copy_blocks(found)[1]

    assert block.headings[-2:] == ("ผู้รับการติดตาม", "รหัสกลุ่ม")
    assert block.rows[0][1][-2:] == ("60003 นายประยุทธ์ มั่นคง", "C-003")
    assert set(block.rows[0][1][:-2]) == {""}


def test_rows_to_copy_pasted_into_the_tab_end_what_was_missing():
    block = copy_blocks(checkup())[0]
    community, person = block.rows[0][1]
    pasted = {"community": community, "person": person, "evaluated_on": "20 พ.ย. 2569"}
    found = checkup({"evaluations": {7: {**pasted, "result": "ผ่าน"}}})

    assert found.findings == ()
    assert [block.tab for block in copy_blocks(found)] == ["followups"]


def test_who_is_not_on_the_staff_list_is_not_offered_for_copying():
    found = checkup({"members": {6: {"person": "ใครก็ไม่รู้"}}, "followups": {2: None}})

    assert [block.tab for block in copy_blocks(found)] == ["followups"]


def test_rows_to_copy_stand_below_the_list_with_their_coordinator():
    rows = values(todo_tab(checkup(), THAI).rows[TOP:])

    assert rows[1] == ("แถวพร้อมคัดลอกไปยังแท็บ “ประเมินผลการเรียนรู้” (1 แถว)",)
    assert rows[3:5] == [
        ("ผู้ประสานงาน", "รหัสกลุ่ม", "ผู้รับการประเมิน"),
        ("นายชูใจ แสงทอง", "C-002", "60007 นางสาวปิติ วงศ์งาม"),
    ]


def test_a_page_pasted_into_a_name_does_not_fill_the_tab():
    found = checkup({"communities": {4: {"name": "ก" * 30_000, "policy": None}}})

    cells = [cell for row in values(todo_tab(found, THAI).rows) for cell in row]
    assert "C-003 " + "ก" * 143 + "…" in cells
    assert max(len(cell) for cell in cells if isinstance(cell, str)) <= 1_000


def test_the_tab_reads_in_english():
    tab = todo_tab(checkup(BAD_DATE, language="en"), ENGLISH)

    assert (tab.title, values(tab.rows)[2], values(tab.rows)[5][1]) == (
        "To do",
        ("To correct: 1",),
        "To correct",
    )


def titles(found, sentences=THAI):
    """What stands first in each row, where that is a text."""
    firsts = (row[0] for row in values(todo_tab(found, sentences).rows) if row)
    return [first for first in firsts if isinstance(first, str)]


def test_before_october_the_rounds_to_close_and_the_new_ones_stand_at_the_end():
    days = {"starts_on": "1/11/2568", "ends_on": "30/9/2569"}
    found = checkup({"communities": {2: days, 3: days, 4: days}}, today=dt.date(2026, 9, 15))

    told = [title.partition(":")[0] for title in titles(found) if "ปีงบประมาณ 25" in title]
    assert told[:2] == ["สิ้นปีงบประมาณ 2569", "ปีงบประมาณ 2570"]
    tab = todo_tab(found, THAI)
    assert (len(tab.widths) > 8, tab.filter_columns) == (True, 8)


def test_from_november_on_next_years_holidays_are_asked_about():
    days = (dt.date(2026, 10, 30), dt.date(2026, 11, 2))
    asked = [
        any(
            title.startswith("Government holidays of 2570: please confirm")
            for title in titles(checkup({}, today=today, language="en"), ENGLISH)
        )
        for today in days
    ]

    assert asked == [False, True]


def test_a_tab_that_is_gone_comes_before_every_slip():
    found = checkup({"staff": {3: {"email": "x"}, 4: {"email": "y"}}}, sheets={"experts": None})

    assert [row.cells[2].value.text for row in lines(found)[1:]] == [
        "ผู้เชี่ยวชาญ",
        "บุคลากร C3",
        "บุคลากร C4",
    ]
