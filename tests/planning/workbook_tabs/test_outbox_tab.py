"""The outbox tab: letters to come, ticks of staff, what is held; and the log of letters."""

import dataclasses
import datetime as dt

import pytest

from sheets_sync.mail.delivery import FILES, LetterState
from sheets_sync.mail.ledger_records import Hold, Letter
from sheets_sync.planning.workbook_tabs.every_title import titles_of
from sheets_sync.planning.workbook_tabs.log_tab import log_tab
from sheets_sync.planning.workbook_tabs.outbox_tab import outbox_tab
from sheets_sync.planning.workbook_tabs.read_outbox_tab import ShownLetter, letters_shown, ticks_in
from sheets_sync.planning.workbook_tabs.tab_input import Outgoing, UnsentLine
from sheets_sync.planning.workbook_tabs.tab_model import Ticks
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from tests.planning.workbook_tabs.tab_input import (
    ENGLISH,
    THAI,
    TODAY,
    checkup,
    looks,
    moment,
    values,
)

TITLE = "กล่องอีเมลรอส่ง"
ONE = Outgoing(
    id="a1" * 16,
    day=TODAY,
    name="นางสาวสุดา ใจดี",
    address="suda.j@agency.go.th",
    why=("งานค้าง · พัสดุรู้ทันระเบียบ · ขั้นตอนที่ 5", "ต้องแก้ไข · วันที่จัดจริง"),
    attempt=2,
)
OTHER = Outgoing(id="b2" * 16, day=TODAY, name="", address="hrd@agency.go.th", why=("สรุป",))
SHOWN_ONE, SHOWN_OTHER = "a1" * 6, "b2" * 6


def below(tab):
    """The rows below the headings."""
    return tab.rows[tab.frozen_rows :]


def raw(tab, **cells):
    """The tab as a store reads it back, with what staff put into some cells: `G4="✓"`."""
    height, width = len(tab.rows), len(tab.widths)
    grid = [[""] * height for _ in range(width)]
    for at, row in enumerate(tab.rows):
        for column, cell in enumerate(row.cells):
            value = cell.value
            if isinstance(value, dt.date):
                value = dt.datetime.combine(value, dt.time())
            grid[column][at] = "" if value is None else value
    for cell, value in cells.items():
        grid[ord(cell[0]) - ord("A")][int(cell[1:]) - 1] = value
    return RawWorkbook("a.xlsx", (RawTab(tab.title, tuple(grid)),))


def test_a_letter_says_to_whom_why_and_which_attempt():
    tab = outbox_tab(checkup(outgoing=(ONE, OTHER)), THAI)

    assert values(below(tab)) == [
        (SHOWN_OTHER, TODAY, "hrd@agency.go.th", "สรุป", None, "รอส่ง"),
        (
            SHOWN_ONE,
            TODAY,
            "นางสาวสุดา ใจดี\nsuda.j@agency.go.th",
            "งานค้าง · พัสดุรู้ทันระเบียบ · ขั้นตอนที่ 5\nต้องแก้ไข · วันที่จัดจริง",
            2,
            "รอส่ง",
        ),
    ]
    assert tab.ticks == Ticks(key_column=1, columns=(7, 8), words=("✓",), header_row=3)


def test_a_letter_that_is_held_by_now_keeps_its_row_and_waits():
    shown = raw(outbox_tab(checkup(outgoing=(ONE, OTHER)), ENGLISH))
    unsent = (UnsentLine("suda.j@agency.go.th", "ขั้นตอนที่ 5", "held"),)
    now = dataclasses.replace(checkup(unsent=unsent), workbook=shown)

    tab = outbox_tab(now, ENGLISH)

    assert [row[-3:] for row in values(below(tab))[:2]] == [
        ("There is nothing left to tell today", None, "Not needed any more"),
        ("Not sent yet: held", None, "Waiting"),
    ]


def test_no_row_reaches_into_the_columns_of_staff():
    unsent = (UnsentLine("x@agency.go.th", "ขั้นตอนที่ 4", "capped"),)
    tab = outbox_tab(checkup(outgoing=(ONE,), unsent=unsent), THAI)

    assert all(len(row.cells) <= 6 for row in below(tab) if row.cells and row.cells[0].value)


@pytest.mark.parametrize("state", list(LetterState))
def test_every_state_has_a_word_in_both_languages(state):
    one = Outgoing(ONE.id, TODAY, "", "a@agency.go.th", ("x",), state=state)

    for sentences in (THAI, ENGLISH):
        (row,) = below(outbox_tab(checkup(outgoing=(one,)), sentences))
        assert row.cells[5].value


def test_a_letter_that_became_a_file_is_not_told_as_sent():
    one = dataclasses.replace(ONE, state=LetterState.ACCEPTED, is_file=True)

    for sentences, word in ((THAI, "จัดทำเป็นไฟล์แล้ว"), (ENGLISH, "Written as a file")):
        (row,) = below(outbox_tab(checkup(outgoing=(one,)), sentences))
        assert (row.cells[5].value, row.cells[5].look) == (word, "quiet")


def test_an_empty_outbox_says_so():
    tab = outbox_tab(checkup(), THAI)

    assert values(tab.rows)[2] == ("ขณะนี้ไม่มีอีเมลที่รอส่ง",)
    assert below(tab) == ()


def test_a_hold_shows_its_code_and_how_to_confirm():
    opened = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    hold = Hold("K7Q2MX", "main", "tab-shrunk", "members", '{"before": 40, "after": 9}', opened)
    row = outbox_tab(checkup(holds=(hold,)), THAI).rows[2]

    assert values([row]) == [
        (
            (
                "พักการส่งอีเมลทั้งหมดไว้ก่อน: แท็บ “สมาชิก” เหลือ 9 แถว จากเดิม 40 แถว หากถูกต้องแล้ว "
                "โปรดเพิ่มแถว “รหัสยืนยัน” ค่า K7Q2MX ในแท็บ “ตั้งค่า” หากไม่ถูกต้อง "
                "โปรดกู้คืนข้อมูลจากประวัติเวอร์ชัน หรือหากเป็นไฟล์ จากสำเนารายวันที่อยู่ข้างสมุดงาน "
                "(ไฟล์ที่มีวันที่ในชื่อ)"
            ),
        )
    ]
    assert looks(row) == ("error",)


@pytest.mark.parametrize("kind", ["address-changed", "addresses-replaced"])
def test_who_changed_an_address_cannot_read_the_code_that_confirms_it(kind):
    opened = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    hold = Hold("K7Q2MX", "main", kind, "60001", '{"changed": 12}', opened)

    for sentences in (THAI, ENGLISH):
        tab = outbox_tab(checkup(holds=(hold,)), sentences)
        assert tab.rows[2].cells[0].value
        assert "K7Q2MX" not in str(tab.rows)


def test_a_hold_of_another_kind_is_told_too():
    opened = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    hold = Hold("K7Q2MX", "main", "new-kind", "x", "", opened)

    for sentences in (THAI, ENGLISH):
        assert "K7Q2MX" in outbox_tab(checkup(holds=(hold,)), sentences).rows[2].cells[0].value


def test_what_is_not_sent_stands_below_with_its_reason():
    unsent = (
        UnsentLine("b@agency.go.th", "ขั้นตอนที่ 4", "capped"),
        UnsentLine("a@agency.go.th", "ขั้นตอนที่ 5", "capped"),
        UnsentLine("a@agency.go.th", "ขั้นตอนที่ 5", "capped"),
        UnsentLine("", "ขั้นตอนที่ 6", "no-address"),
    )

    assert values(below(outbox_tab(checkup(unsent=unsent), THAI))) == [
        (),
        (None, "เรื่องที่ไม่ส่ง และเหตุผล"),
        (
            None,
            None,
            "ครบจำนวนสูงสุดแล้ว",
            "a@agency.go.th · ขั้นตอนที่ 5\nb@agency.go.th · ขั้นตอนที่ 4",
        ),
        (None, None, "ไม่มีอีเมลที่ใช้ได้", "ขั้นตอนที่ 6"),
    ]


def test_ticks_of_staff_are_read_back_by_letter():
    tab = outbox_tab(checkup(outgoing=(ONE, OTHER)), THAI)
    held = raw(tab, G4="✓", G5="x", H5=True)

    assert ticks_in(held, (TITLE,)) == {SHOWN_OTHER: "hold", SHOWN_ONE: "stop"}
    assert ticks_in(raw(tab, G4=False, H4=" "), (TITLE,)) == {}
    assert ticks_in(held, ("Outbox",)) == {}


def test_a_letter_keeps_its_row_until_its_day_is_over():
    before = raw(outbox_tab(checkup(outgoing=(ONE,)), THAI), G4="✓")
    still = dataclasses.replace(checkup(), workbook=before)
    later = dataclasses.replace(checkup(today=TODAY + dt.timedelta(days=1)), workbook=before)

    assert values(below(outbox_tab(still, THAI))) == [
        (
            SHOWN_ONE,
            TODAY,
            "นางสาวสุดา ใจดี\nsuda.j@agency.go.th",
            "ไม่มีเรื่องที่ต้องแจ้งในวันนี้แล้ว",
            None,
            "ไม่ต้องส่งแล้ว",
        )
    ]
    assert below(outbox_tab(later, THAI)) == ()


def test_a_letter_keeps_its_row_in_a_tab_with_the_title_of_an_earlier_release():
    tab = outbox_tab(checkup(outgoing=(ONE,)), THAI)
    before = raw(dataclasses.replace(tab, title="กล่องจดหมายออก"), G4="✓")
    still = dataclasses.replace(checkup(), workbook=before)

    assert below(outbox_tab(still, THAI))[0].cells[0].value == SHOWN_ONE
    assert ticks_in(before, titles_of("outbox")) == {SHOWN_ONE: "hold"}


def test_a_day_that_comes_as_a_serial_number_is_read():
    columns = (["a1" * 6], [46348.0], ["x@agency.go.th"])
    workbook = RawWorkbook("google", (RawTab(TITLE, columns),))

    assert letters_shown(workbook, (TITLE,)) == (
        ShownLetter("a1" * 6, TODAY, "x@agency.go.th", None),
    )


def letter(number, **changes):
    at = dt.datetime(2026, 11, number, 2, 5, tzinfo=dt.UTC)
    facts = {
        "id": f"{number:02d}" * 16,
        "kind": "digest",
        "slot": "2026-11-20",
        "recipient": "suda.j@agency.go.th",
        "name": "นางสาวสุดา ใจดี",
        "subject": "แจ้งรายการ",
        "registries": ("main",),
        "items": 3,
        "state": LetterState.ACCEPTED,
        "planned_at": at,
        "accepted_at": at,
    }
    rest = {name: None for name in Letter.__slots__ if name not in facts}
    return Letter(**{**rest, **facts, **changes})


def test_the_log_lists_letters_newest_first_in_local_time_and_starts_hidden():
    erased = letter(21, recipient=None, name=None, subject=None, state=LetterState.BOUNCED)
    on_trial = letter(22, state=LetterState.FLAGGED, server=FILES)
    tab = log_tab(checkup(letters=(letter(20), erased, on_trial)), THAI)

    assert tab.hidden
    assert values(below(tab)) == [
        (
            moment("2026-11-22 09:05"),
            "นางสาวสุดา ใจดี",
            "suda.j@agency.go.th",
            "แจ้งรายการ",
            3,
            "จัดทำเป็นไฟล์แล้ว",
            "22" * 6,
        ),
        (moment("2026-11-21 09:05"), None, "(ลบข้อมูลแล้ว)", None, 3, "ถูกส่งกลับ", "21" * 6),
        (
            moment("2026-11-20 09:05"),
            "นางสาวสุดา ใจดี",
            "suda.j@agency.go.th",
            "แจ้งรายการ",
            3,
            "ส่งแล้ว",
            "20" * 6,
        ),
    ]
