"""Everything a check writes: which tabs, when again, and what can never get into a cell."""

import datetime as dt

import openpyxl
import pytest

from sheets_sync.planning.workbook_tabs.check_output import compile_output, fingerprint, news
from sheets_sync.planning.workbook_tabs.tab_input import Outgoing, UnsentLine
from sheets_sync.planning.workbook_tabs.tab_model import ServiceTab
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.planning.workbook_tabs.tab_input import ENGLISH, THAI, TODAY, checkup, moment, values

MORNING = moment("2026-11-22 06:30")
NOON = moment("2026-11-22 12:30")
HOSTILE = (
    '=HYPERLINK("http://evil.example","click")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "http://evil.example",
    "'=1",
)


def save(found, path):
    """The checked workbook as a file."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for tab in found.workbook.tabs:
        sheet = book.create_sheet(tab.sheet)
        for row, cells in enumerate(zip(*tab.columns, strict=True), start=1):
            for column, value in enumerate(cells, start=1):
                cell = sheet.cell(row, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)
    return path


def test_the_tabs_stand_in_their_order_and_only_the_log_is_hidden():
    for sentences, language, titles in (
        (
            THAI,
            "th",
            ["งานที่ต้องทำ", "ความก้าวหน้า", "สรุป", "กล่องอีเมลรอส่ง", "ประวัติการแจ้งเตือน"],
        ),
        (ENGLISH, "en", ["To do", "Progress", "Summary", "Outbox", "Reminder log"]),
    ):
        output = compile_output(checkup(language=language), sentences, MORNING)

        assert [tab.name for tab in output.tabs] == ["todo", "progress", "summary", "outbox", "log"]
        assert [tab.title for tab in output.tabs] == titles
        assert [tab.name for tab in output.tabs if tab.hidden] == ["log"]
        assert len(output.status) == 12


def test_the_same_facts_compile_to_the_same_output():
    assert compile_output(checkup(), THAI, MORNING) == compile_output(checkup(), THAI, MORNING)


def written(found, path, now):
    """The output as compiled for the workbook in the file, after it was written there."""
    store = XlsxStore(save(found, path))
    store.read()
    output = compile_output(found, THAI, now)
    store.write(output)
    return store.read()


def test_nothing_new_on_the_same_day_is_recognised_whatever_the_time(tmp_path):
    shown = written(checkup(), tmp_path / "a.xlsx", MORNING)

    assert news(compile_output(checkup(), THAI, NOON), shown).tabs == ()


def test_a_new_day_is_news_because_the_heartbeat_must_go_on(tmp_path):
    shown = written(checkup(), tmp_path / "a.xlsx", MORNING)
    tomorrow = checkup(today=TODAY + dt.timedelta(days=1))

    assert news(compile_output(tomorrow, THAI, MORNING + dt.timedelta(days=1)), shown).tabs != ()


@pytest.mark.parametrize(
    "change",
    [
        {"sessions": {3: {"held_on": "31/11/2569"}}},
        {"members": {13: {"community": "C-008", "person": 60002}}},
        {"communities": {2: {"name": "ชื่อใหม่"}}},
    ],
)
def test_anything_that_reads_differently_is_news(tmp_path, change):
    shown = written(checkup(), tmp_path / "a.xlsx", MORNING)

    assert news(compile_output(checkup(change), THAI, MORNING), shown).tabs != ()


def test_a_tab_that_staff_removed_is_news(tmp_path):
    path = tmp_path / "a.xlsx"
    written(checkup(), path, MORNING)
    book = openpyxl.load_workbook(path)
    del book["กล่องอีเมลรอส่ง"]
    book.save(path)

    assert news(compile_output(checkup(), THAI, NOON), XlsxStore(path).read()).tabs != ()


def test_fingerprints_differ_with_the_texts_beside_rows_alone():
    one = compile_output(checkup({"holidays": {2: {"name": "ก"}}}), THAI, MORNING)
    other = compile_output(checkup({"holidays": {3: {"date": "5 ม.ค. 2570"}}}), THAI, MORNING)

    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_staff_becomes_a_formula_or_a_link_elsewhere(tmp_path, text):
    change = {
        "communities": {2: {"name": text}, 3: {"areas": text}},
        "sessions": {3: {"held_on": text, "status": text, "session_id": text}},
        "staff": {3: {"full_name": text, "email": text}},
        "members": {2: {"person": text}},
    }
    outgoing = (Outgoing("a1" * 16, TODAY, text, text, (text,)),)
    found = checkup(change, outgoing=outgoing, unsent=(UnsentLine(text, text, "capped"),))
    path = tmp_path / "a.xlsx"
    written(found, path, MORNING)
    book = openpyxl.load_workbook(path)
    ours = [book[tab.title] for tab in compile_output(found, THAI, MORNING).tabs]
    cells = [cell for sheet in ours for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert any(isinstance(cell.value, str) and text.strip() in cell.value for cell in cells)
    assert all(cell.hyperlink.target is None for cell in cells if cell.hyperlink)


def test_links_lead_to_the_very_cell_in_the_file(tmp_path):
    found = checkup({"sessions": {3: {"held_on": "31/11/2569"}}})
    path = tmp_path / "a.xlsx"
    written(found, path, MORNING)
    links = [
        cell.hyperlink.location.replace("'", "")
        for row in openpyxl.load_workbook(path)["งานที่ต้องทำ"].iter_rows()
        for cell in row
        if cell.hyperlink
    ]

    assert links == ["กิจกรรม!I3"]


def test_no_cell_reaches_beyond_the_widths_of_its_tab():
    found = checkup(
        {"evaluations": {3: None, 4: None}, "sessions": {3: {"held_on": "x"}}},
        sheets={"followups": {"order": "reversed"}},
    )
    for tab in compile_output(found, THAI, MORNING).tabs:
        if tab.name != "todo":
            assert max(map(_width, tab.rows)) == len(tab.widths) or tab.ticks, tab.name


def _width(row):
    return max((at + cell.span for at, cell in enumerate(row.cells)), default=0)


def test_every_tab_repeats_its_headings_on_paper_and_keeps_them_in_sight():
    tabs: tuple[ServiceTab, ...] = compile_output(checkup(), THAI, MORNING).tabs
    framed = {tab.name: (tab.frozen_rows, tab.print_setup.repeat_rows) for tab in tabs}

    assert framed == {
        "todo": (4, 4),
        "progress": (3, 3),
        "summary": (0, 0),
        "outbox": (4, 4),
        "log": (3, 3),
    }
    assert all("heading" in {cell.look for row in tab.rows for cell in row.cells} for tab in tabs)
    assert all(values(tab.rows)[0][0] for tab in tabs)
