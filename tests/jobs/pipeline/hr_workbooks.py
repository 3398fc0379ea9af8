"""A registry whose evaluations and follow-ups are kept in a workbook that only HR sees."""

import openpyxl

from tests.jobs.commands.test_remind import CONFIG, save
from tests.planning.reminders.reminder_registry import plan, rows, session

ELSEWHERE = """\
[[registry.elsewhere]]
path = "hr.xlsx"
tabs = ["evaluations", "followups", "outbox", "log"]
"""
SCORE = 99.75
"""A score above the full one, which is an error at its cell."""
EVALUATED, UNEVALUATED = "สุดา แก้วมณี", "มานะ อดทน"
"""The two members; step 6 is overdue for the second."""
OUR_TABS = ("งานที่ต้องทำ", "ความก้าวหน้า", "สรุป", "กล่องอีเมลรอส่ง", "ประวัติการแจ้งเตือน")
HR_ONLY = ("evaluations", "followups")


def evaluation(**changes):
    return {
        "community": "C-001",
        "person": "60002",
        "evaluated_on": "2/11/2569",
        "method": "แบบทดสอบ",
        "pre_score": 20,
        "post_score": SCORE,
        "full_score": 50,
        "result": "ผ่าน",
    } | changes


def agency(**changes):
    """A round whose last session was in October, so that evaluations are overdue."""
    held = session(
        planned_on="20/10/2569",
        held_on="20/10/2569",
        status="จัดแล้ว",
        results="แนวปฏิบัติ",
        improvements="เพิ่มเวลา",
    )
    return rows(
        plans=[plan(period_end="31/10/2569")],
        sessions=[held],
        evaluations=[evaluation()],
        **changes,
    )


def main_tabs(tabs):
    return {name: rows for name, rows in tabs.items() if name not in HR_ONLY}


def hr_tabs(tabs):
    return {name: tabs[name] for name in HR_ONLY}


def make(folder, tabs=None, *, elsewhere=ELSEWHERE):
    """The config file and both workbooks."""
    tabs = tabs or agency()
    (folder / "cop-steward.toml").write_text(CONFIG + elsewhere, encoding="utf-8")
    save(main_tabs(tabs), folder / "registry.xlsx")
    save(hr_tabs(tabs), folder / "hr.xlsx")
    return folder


def sheets(path):
    """By title, what stands in every cell that is not blank, as text."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        for sheet in book.worksheets
    }


def everything(path):
    return "\n".join(text for cells in sheets(path).values() for text in cells)
