"""The log tab, read back: which letters it says have left."""

import datetime as dt

from sheets_sync.mail.delivery import LetterState
from sheets_sync.planning.workbook_tabs.log_tab import log_tab
from sheets_sync.planning.workbook_tabs.read_log_tab import LoggedLetter, letters_logged
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from tests.planning.workbook_tabs.tab_input import THAI, checkup
from tests.planning.workbook_tabs.test_outbox_tab import letter

TITLE = "ประวัติการแจ้งเตือน"
SENT = {"ส่งแล้ว", "Sent"}


def as_read(tab):
    """The tab as a store reads it back."""
    cells = [[cell.value for cell in row.cells] for row in tab.rows]
    wide = [row + [None] * (len(tab.widths) - len(row)) for row in cells]
    return RawWorkbook("a.xlsx", (RawTab(tab.title, tuple(zip(*wide, strict=True))),))


def logged(number):
    """What is read back of `letter(number)`."""
    return LoggedLetter(
        f"{number:02d}" * 6,
        dt.datetime(2026, 11, number, 9, 5),
        "นางสาวสุดา ใจดี",
        "suda.j@agency.go.th",
        "แจ้งรายการ",
    )


def test_what_left_is_read_back_the_newest_first():
    letters = (letter(19), letter(20), letter(21, state=LetterState.REFUSED))
    workbook = as_read(log_tab(checkup(letters=letters), THAI))

    assert letters_logged(workbook, (TITLE,), SENT) == (logged(20), logged(19))
    assert letters_logged(workbook, ("Reminder log",), SENT) == ()


def test_a_moment_that_comes_as_a_serial_number_is_read_to_the_second():
    # 2026-11-20 09:05, as Google keeps it
    serial = 46346 + (9 * 60 + 5) / 1440
    cells = (serial, "นางสาวสุดา ใจดี", "suda.j@agency.go.th", "แจ้งรายการ", 3, "ส่งแล้ว", "20" * 6)
    workbook = RawWorkbook("google", (RawTab(TITLE, tuple([cell] for cell in cells)),))

    assert letters_logged(workbook, (TITLE,), SENT) == (logged(20),)


def test_whatever_staff_did_to_the_log_is_no_letter_or_half_a_one():
    columns = (
        ["x", 1.5, True, dt.datetime(2026, 11, 20), None],
        ["", None, None, 3, None],
        ["", None, None, None, None],
        ["", None, None, None, None],
        [None] * 5,
        ["ส่งแล้ว"] * 5,
        ["20" * 6, "sorted away", "20" * 6, "21" * 6, 7],
    )
    workbook = RawWorkbook("a.xlsx", (RawTab(TITLE, columns), RawTab(TITLE, (["x"],))))

    assert letters_logged(workbook, (TITLE,), SENT) == (
        LoggedLetter("21" * 6, dt.datetime(2026, 11, 20), "", "", ""),
    )
