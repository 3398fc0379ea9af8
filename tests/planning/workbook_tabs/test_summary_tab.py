"""The summary tab: the heartbeat, what was found, the indicators."""

import datetime as dt

from sheets_sync.planning.workbook_tabs.summary_tab import summary_tab
from sheets_sync.stores.google.writing.cell_formats import number_format
from sheets_sync.stores.xlsx.cell_formats import PATTERNS
from tests.planning.workbook_tabs.tab_input import ENGLISH, THAI, checkup, looks, moment, values
from tests.rules.workbooks import rows_of

ROWS = rows_of(None)
MORNING = moment("2026-11-22 06:30")


def rows(found, sentences=THAI):
    return values(summary_tab(found, sentences, MORNING, "f00d").rows)


def figure(found, label):
    """What stands beside a label: the count and the figure."""
    return next(row[1:3] for row in rows(found) if row and row[0] == label)


def test_the_heartbeat_says_when_and_how_much_was_read_and_when_to_worry():
    found = checkup()

    assert figure(found, "ผลนี้ตรวจสอบเมื่อ") == (None, MORNING)
    assert figure(found, "เขียนใหม่อย่างช้าเมื่อ") == (None, MORNING + dt.timedelta(days=1))
    assert figure(found, "จำนวนแถวที่อ่าน") == (None, found.context.snapshot.height)
    assert rows(found)[-1] == ("รหัสผลการตรวจสอบ f00d",)


def test_findings_are_counted_by_severity_and_work_apart():
    found = checkup(
        {
            "sessions": {3: {"held_on": "31/11/2569"}, 8: {"improvements": None}},
            "evaluations": {3: None, 4: None},
        }
    )
    counts = [figure(found, label)[1] for label in ("ต้องแก้ไข", "งานค้าง", "ควรตรวจสอบ", "ข้อแนะนำ")]

    assert counts == [1, 2, 0, 1]
    assert sum(counts) == len(found.findings)


def test_an_indicator_has_its_share_and_so_many_of_so_many():
    found = checkup({"evaluations": {3: None}})

    assert figure(found, "การประเมินผลการเรียนรู้") == ("3 จาก 4", 0.75)
    assert figure(found, "กลุ่มที่ดำเนินการอยู่") == (None, 5)
    assert figure(found, "6 ประเมินผลการเรียนรู้") == ("1 จาก 2", 0.5)


def test_communities_whose_status_nobody_can_read_are_counted_apart():
    found = checkup({"communities": {2: {"status": "กำลังจะ"}, 3: {"status": None}}})

    assert figure(found, "กลุ่มที่ดำเนินการอยู่") == (None, 3)
    assert figure(found, "กลุ่มที่ยังไม่นับรวมในผลการดำเนินงาน") == (None, 2)
    assert "กลุ่มที่ยังไม่นับรวมในผลการดำเนินงาน" not in {row[0] for row in rows(checkup()) if row}


def test_all_but_a_few_reads_as_on_the_page_and_not_as_all():
    held = ROWS["sessions"][2]
    many = {
        place: {**held, "session_id": f"S-{place}", "number": place, "topic": f"เรื่อง {place}"}
        for place in range(100, 400)
    }
    missed = {100: {**many[100], "held_on": None, "status": "ยกเลิก"}}
    cells = next(
        row.cells
        for row in summary_tab(checkup({"sessions": many | missed}), THAI, MORNING, "").rows
        if row.cells and row.cells[0].value == "กิจกรรมที่จัดแล้ว"
    )
    share = cells[2]
    google = number_format(share)

    assert (cells[1].value, PATTERNS[share.shape]) == ("302 จาก 303", "0.0%")
    assert google == {"type": "PERCENT", "pattern": "0.0%"}


def test_nothing_to_divide_by_is_a_dash():
    nothing_noted = checkup({"attendance": dict.fromkeys(ROWS["attendance"])})

    assert figure(nothing_noted, "การเข้าร่วมของสมาชิก") == (None, "–")


def test_a_tab_that_cannot_be_read_is_named():
    found = checkup(sheets={"sessions": {"without": ("topic",)}})
    tab = summary_tab(found, THAI, MORNING, "")
    named = next(row for row in tab.rows if row.cells and row.cells[0].value == "แท็บที่ยังอ่านไม่ได้")

    assert (named.cells[2].value, looks(named)[2]) == ("กิจกรรม", "warning")


def test_every_row_of_figures_says_what_it_means():
    explained = [row for row in rows(checkup()) if len(row) == 5]

    assert all(row[4] for row in explained)


def test_the_figures_say_of_which_day_they_are_where_they_stand():
    headings = [row[0] for row in rows(checkup()) if row and "22 พฤศจิกายน 2569" in str(row[0])]

    assert headings == ["ตัวชี้วัด ณ วันที่ 22 พฤศจิกายน 2569", "ขั้นตอน ณ วันที่ 22 พฤศจิกายน 2569"]


def test_the_tab_reads_in_english():
    found = checkup(language="en")

    assert rows(found, ENGLISH)[0] == ("Summary of the communities of practice (CoP)",)
    assert rows(found, ENGLISH)[-1] == ("Check result f00d",)
