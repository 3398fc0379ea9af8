"""The progress tab: every community by its steps, and why a step is not complete."""

from sheets_sync.checking.steps import STEPS
from sheets_sync.planning.workbook_tabs.progress_tab import progress_tab
from sheets_sync.planning.workbook_tabs.tab_model import Link
from tests.planning.workbook_tabs.tab_input import ENGLISH, THAI, checkup, looks, values

TOP = 3
WAITING = "C-003"


def row_of(found, community):
    return next(
        row
        for row in progress_tab(found, THAI).rows[TOP:]
        if isinstance(row.cells[0].value, Link) and row.cells[0].value.text == community
    )


def reason_of(found, community):
    rows = progress_tab(found, THAI).rows
    named = [
        row for row in rows if row.cells and getattr(row.cells[0].value, "text", "") == community
    ]
    return named[1].cells[3].value


def test_a_community_is_one_row_with_a_cell_for_every_step():
    row = row_of(checkup(), WAITING)
    done = "✓ แล้วเสร็จ"

    assert values([row]) == [
        (
            Link("C-003", "ทะเบียน CoP", 4, 1),
            "เขียนหนังสือราชการ",
            "นางสาวปิติ วงศ์งาม",
            *[done] * 6,
            "… อยู่ระหว่างดำเนินการ 1/2\n29 พ.ย. 2569",
        )
    ]
    assert looks(row)[3:] == (*["good"] * 6, "going")


def test_a_page_pasted_into_a_name_is_cut():
    row = row_of(checkup({"communities": {4: {"name": "ก" * 30_000}}}), WAITING)

    assert row.cells[1].value == "ก" * 149 + "…"


def test_an_overdue_step_reads_as_open_work():
    row = row_of(checkup({"evaluations": {3: None, 4: None}}), WAITING)

    assert (row.cells[8].value, looks(row)[8]) == ("! งานค้าง 0/2\n14 ต.ค. 2569", "open")


def test_a_draft_asks_for_nothing():
    row = row_of(checkup(), "C-005")

    assert {cell.value for cell in row.cells[3:]} == {"– ไม่ต้องดำเนินการ"}


def test_a_step_whose_tab_cannot_be_read_is_unknown():
    row = row_of(checkup(sheets={"followups": {"without": ("applied",)}}), WAITING)

    assert (row.cells[9].value.split("\n")[0], looks(row)[9]) == ("? ยังประเมินไม่ได้", "warning")


def test_every_step_that_is_not_complete_says_why_below():
    found = checkup()
    reasons = {
        step.community: len(reason_of(found, step.community).split("\n"))
        for step in found.context.progress.steps
        if step.state not in {"complete", "closed"}
    }

    assert reasons == {"C-001": 3, "C-002": 2, "C-003": 1, "C-007": 6, "C-008": 4}
    assert reason_of(found, WAITING).startswith(
        "… 7 ติดตามการนำไปใช้ประโยชน์: ยังไม่ได้ติดตามการนำไปใช้ 1 คน (ติดตามแล้ว 1 จาก 2 คน)"
    )


def test_nothing_follows_where_all_is_complete():
    only_finished = dict.fromkeys((2, 3, 4, 6, 7, 8, 9))
    rows = progress_tab(checkup({"communities": only_finished}), THAI).rows

    assert len(rows) == TOP + 1


def test_headings_name_all_seven_steps_in_both_languages():
    thai = values(progress_tab(checkup(), THAI).rows)[TOP - 1]
    english = values(progress_tab(checkup(language="en"), ENGLISH).rows)[TOP - 1]

    assert len(thai) == len(english) == 3 + len(STEPS)
    assert (thai[6], english[:3]) == (
        "4 จัดทำแผนปฏิบัติการ",
        ("Community ID", "Name", "Coordinator"),
    )
