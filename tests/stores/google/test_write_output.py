"""What a check leaves in a Google spreadsheet, seen in its cells."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.errors import StoreError
from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    Look,
    NotWritten,
    Output,
    ServiceTab,
    TabCell,
    TabRow,
)
from sheets_sync.registry.a1 import column_letters
from sheets_sync.stores.google.writing import write_output as writing
from sheets_sync.stores.google.writing.batch import Block, update_cells
from tests.fixtures.google_agency import FIRST_SHEET, NOW, TODAY, Agency, agency_book, letter
from tests.race.edits import status_cell

pytestmark = pytest.mark.long

OURS = ["งานที่ต้องทำ", "ความก้าวหน้า", "สรุป", "กล่องอีเมลรอส่ง", "ประวัติการแจ้งเตือน"]
STAFF = FIRST_SHEET
WRITE = {"method": "POST", "path": ":batchUpdate"}
LETTERS = tuple(letter(number) for number in (1, 2, 3))
DAY_ZERO = dt.datetime(1899, 12, 30)
NASTY = (
    *("=1+1", "+66 2 123 4567", "-", "@everyone", "'C-001", "'", "0012", "1/2", "TRUE", "#REF!"),
    *("https://evil.example", "a@b.example", "{=1}", "\t=1", "๑๒", "กำ\u200b", "1e5"),
)


@pytest.fixture
def bare(google, open_google):
    """The agency before anything of ours is in its spreadsheet."""
    book = agency_book(google)
    return Agency(google, book, open_google(book.id))


@pytest.fixture
def agency(bare, open_google, tmp_path):
    """The agency with status columns in its tabs, never checked yet."""
    bare.provision(open_google(bare.book.id, state=tmp_path / "furnishing"))
    return bare


def tab(*rows, **more):
    """One of our tabs with these cells."""
    given = {"name": "guide", "title": "คู่มือ", "widths": (20, 20)} | more
    return ServiceTab(rows=tuple(TabRow(tuple(cells)) for cells in rows), **given)


def written(agency, *tabs):
    """Puts tabs of ours into the spreadsheet."""
    agency.store.read()
    return agency.store.write(Output(tabs))


def sheets_of_staff(book):
    """Everything that is in the tabs of the staff, down to notes and looks."""
    return {
        sheet.id: (sheet.title, list(sheet.grid.rows), list(sheet.grid.extras), sheet.size)
        for sheet in book.model.sheets
        if FIRST_SHEET <= sheet.id < FIRST_SHEET + 50
    }


def values(book, title):
    """What stands in a tab, every row as wide as the widest."""
    rows = book.values(book.a1(title, "A:Z"))
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def shown(value):
    """A value as a cell holds it."""
    match value:
        case None:
            return ""
        case Link():
            return value.text
        case dt.datetime():
            return round((value - DAY_ZERO) / dt.timedelta(days=1), 9)
        case dt.date():
            return (value - DAY_ZERO.date()).days
    return value


def said(tab):
    """What should stand in a tab, every row as wide as the widest."""
    rows = [[shown(cell.value) for cell in row.cells] for row in tab.rows]
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def column(book, title, letters):
    return [row[0] if row else "" for row in book.values(book.a1(title, f"{letters}:{letters}"))]


def sheet_titled(book, title):
    return next(sheet for sheet in book.model.sheets if sheet.title == title)


def test_check_adds_its_tabs_in_front_and_touches_nothing_of_the_staff(agency):
    before = sheets_of_staff(agency.book)

    check = agency.check(LETTERS)

    assert (check.written.place, check.written.left) == ("ทะเบียน CoP", ())
    assert agency.book.titles[:5] == OURS
    for one in check.output.tabs:
        got = [row[: len(said(one)[0])] for row in values(agency.book, one.title)]
        assert [row for row in got if any(row)] == [row for row in said(one) if any(row)]
    assert sheets_of_staff(agency.book) == before
    hidden = {sheet.title for sheet in agency.book.model.sheets if sheet.properties.get("hidden")}
    assert hidden >= {"ประวัติการแจ้งเตือน", "_cop_steward"}
    assert hidden.isdisjoint(OURS[:4])


def test_every_record_shows_what_was_found_in_it(agency):
    check = agency.check()

    for one in check.output.status:
        beside = next(
            cells
            for letters in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            if (cells := column(agency.book, one.sheet, letters))[:1] == [one.heading]
        )
        for row, text in one.texts.items():
            assert beside[row - 1] == text, (one.sheet, row)


def test_what_is_typed_into_a_status_column_is_named_and_the_column_comes_back(agency):
    check = agency.check()
    one = next(one for one in check.output.status if one.sheet == "บุคลากร")
    letters = "ABCDEFGHIJKL"[len(agency.book.values("บุคลากร!A1:Z1")[0]) - 1]
    agency.book.set(f"บุคลากร!{letters}3", [["โทรตามแล้ว"]])

    agency.check()
    told = [row for row in values(agency.book, "งานที่ต้องทำ") if f"บุคลากร {letters}3" in row]
    agency.book.clear(f"บุคลากร!{letters}3")

    assert len(told) == 1
    assert any("โทรตามแล้ว" in str(cell) for cell in told[0])
    assert column(agency.book, "บุคลากร", letters)[:3] == [
        one.heading,
        *(one.texts[row] for row in (2, 3)),
    ]


def test_check_costs_one_read_and_one_write_and_what_is_there_is_not_written_again(agency, google):
    agency.check(LETTERS)
    spent = google.log.reads, google.log.writes

    later = agency.check(LETTERS, now=NOW + dt.timedelta(hours=2))
    moved = agency.check(LETTERS[:2])

    assert later.written is None
    assert moved.written.place
    assert (google.log.reads - spent[0], google.log.writes - spent[1]) == (2, 1)


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_the_text_it_is(bare, text):
    written(bare, tab((TabCell(text), TabCell(Link(text, "บันทึก", 1, 1)))))

    assert values(bare.book, "คู่มือ") == [[text, text]]
    assert bare.book.formula("คู่มือ!A1") is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ก" * 50_000, "ก" * 50_000),
        ("ก" * 50_001, "ก" * 49_989 + " …(ตัด/cut)"),
        ("ก\0ข\ud800ค", "ก\ufffdข\ufffdค"),
        ("บรรทัด\r\nใหม่\r", "บรรทัด\nใหม่\n"),
        ("", ""),
    ],
)
def test_text_that_a_cell_cannot_hold_is_cut_where_it_shows(bare, text, kept):
    written(bare, tab((TabCell("ก"), TabCell(text))))

    assert values(bare.book, "คู่มือ") == [["ก", kept] if kept else ["ก"]]


def test_numbers_dates_and_truth_keep_their_kind_and_show_the_buddhist_year(bare):
    moment = dt.datetime(2026, 11, 22, 9, 30)
    day = dt.date(2026, 2, 1)
    cells = [TabCell(one) for one in (1234, 0.25, True, moment, day)]

    written(bare, tab(cells))

    assert values(bare.book, "คู่มือ") == [[1234, 0.25, True, shown(moment), shown(day)]]
    formatted = bare.book.values("คู่มือ!A1:E1", "FORMATTED_VALUE")
    assert formatted == [["1,234", "0.3", "TRUE", "22 พ.ย. 2569 09:30", "1 ก.พ. 2569"]]


def test_link_leads_to_the_cell_by_the_sheet_s_id_and_not_by_its_title(bare):
    links = [
        Link("ในสมุดนี้", "บุคลากร", 14, 3),
        Link("ที่อื่น", "-", 1, 1, url="https://docs.example/x#gid=1&range=A1"),
        Link("ไม่มีแท็บนี้", "หายไป", 1, 1),
    ]

    written(bare, tab(*([TabCell(link)] for link in links)))

    grid = sheet_titled(bare.book, "คู่มือ").grid
    cells = [grid.extra_at(row, 0) for row in range(3)]
    assert {cell.format["hyperlinkDisplayType"] for cell in cells} == {"LINKED"}
    runs = [(cell.other or {}).get("textFormatRuns") for cell in cells]
    assert runs == [
        [{"format": {"link": {"uri": f"#gid={STAFF}&range=C14"}}}],
        [{"format": {"link": {"uri": "https://docs.example/x#gid=1&range=A1"}}}],
        None,
    ]


def test_tab_has_the_looks_widths_and_frozen_rows_it_asks_for(bare):
    rows = [
        [TabCell("หัวเรื่อง", Look.TITLE, span=2)],
        [TabCell("ก", Look.HEADING), TabCell("ข", Look.ERROR)],
    ]
    one = tab(*rows, [TabCell("ค"), TabCell("ง")], frozen_rows=2, frozen_columns=1, filter_row=2)

    written(bare, one)

    sheet = sheet_titled(bare.book, "คู่มือ")
    looks = [[(sheet.grid.extra_at(row, at).format or {}) for at in range(2)] for row in range(3)]
    assert [[look.get("textFormat", {}).get("bold", False) for look in row] for row in looks] == [
        [True, True],
        [True, True],
        [False, False],
    ]
    assert {look["textFormat"]["fontFamily"] for row in looks for look in row} == {"Sarabun"}
    assert looks[1][1]["backgroundColorStyle"] == {
        "rgbColor": {"red": 0.9765, "green": 0.851, "blue": 0.8}
    }
    assert [len(look.get("borders", {})) for look in looks[2]] == [4, 4]
    assert sheet.size == (3, 2)
    grid = sheet.grid_properties
    assert (grid["frozenRowCount"], grid["frozenColumnCount"]) == (2, 1)
    assert sheet.merges == [
        {
            "sheetId": sheet.id,
            "startRowIndex": 0,
            "endRowIndex": 1,
            "startColumnIndex": 0,
            "endColumnIndex": 2,
        }
    ]
    assert sheet.dimensions["COLUMNS"][0]["pixelSize"] == 150


def test_tab_that_was_longer_and_looked_different_is_replaced_whole(bare):
    long = tab(*([TabCell(f"ยาว {row}", Look.ERROR, span=2)] for row in range(30)), frozen_rows=9)
    written(bare, long)
    first = Block(sheet_titled(bare.book, "คู่มือ").id, 1, 1, 1, 1)
    bare.book.requests(update_cells(first, [[{"note": "ก"}]], "note"))

    written(bare, tab((TabCell("สั้น"), TabCell(1))))

    sheet = sheet_titled(bare.book, "คู่มือ")
    assert (values(bare.book, "คู่มือ"), sheet.size) == ([["สั้น", 1]], (1, 2))
    assert sheet.merges == []
    assert not sheet.grid.extra_at(0, 0).format["textFormat"]["bold"]
    assert bare.book.note("คู่มือ!A1") is None


def test_tabs_that_staff_renamed_moved_or_deleted_are_whole_again(agency):
    agency.check()
    book = agency.book
    book.rename("งานที่ต้องทำ", "งาน (ของเดิม)")
    book.rename("สรุป", "ความก้าวหน้า 2")
    book.requests(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": sheet_titled(book, "ความก้าวหน้า").id, "index": 9},
                "fields": "index",
            }
        }
    )
    book.delete_tab("กล่องอีเมลรอส่ง")

    agency.check()
    agency.check(LETTERS)

    assert set(OURS) <= set(book.titles)
    assert book.titles.index("กล่องอีเมลรอส่ง") == book.titles.index("สรุป") + 1
    assert book.titles.index("ความก้าวหน้า") > book.titles.index("บันทึก")
    assert len(book.titles) == len(set(book.titles))


def test_staff_s_own_tab_of_the_same_title_is_left_to_them(bare):
    bare.book.add_tab("สรุป")
    bare.book.set("'สรุป'!A1", [["ของหน่วยงาน"]])

    bare.check()

    assert values(bare.book, "สรุป") == [["ของหน่วยงาน"]]
    assert values(bare.book, "สรุป (2)")[0][0].startswith("สรุป")


def test_tabs_in_a_copy_that_kept_no_marks_are_known_by_what_they_say(
    agency, open_google, tmp_path
):
    agency.check()
    agency.book.model.developer_metadata.clear()
    titles = list(agency.book.titles)
    copied = Agency(
        agency.google, agency.book, open_google(agency.book.id, state=tmp_path / "copy")
    )

    copied.check(LETTERS)

    assert copied.book.titles == titles
    assert copied.check(LETTERS).written is None


def test_staff_cannot_write_into_our_tabs_but_may_tick(agency):
    agency.check(LETTERS)
    staff = agency.book.as_person("somebody@agency.go.th")
    top = len(column(agency.book, "กล่องอีเมลรอส่ง", "B")) - len(LETTERS)

    staff.set(f"'กล่องอีเมลรอส่ง'!G{top + 1}", [["✓"]])

    for title in (*OURS, "_cop_steward"):
        with pytest.raises(Exception, match="protected"):
            staff.set(agency.book.a1(title, "A1"), [["x"]])
    assert column(agency.book, "กล่องอีเมลรอส่ง", "G")[top] == "✓"


def test_tabs_without_a_status_column_are_named(bare):
    check = bare.check()

    assert check.written.left == tuple(
        NotWritten(one.sheet, "column-absent") for one in check.output.status
    )


def test_a_status_column_that_something_is_in_the_way_of_is_not_told_as_written(agency):
    sheet = agency.book.model.sheet_by_id(FIRST_SHEET)
    row, column = status_cell(sheet)
    title, below = sheet.title, f"{column_letters(column)}{row + 2}"
    agency.book.set(agency.book.a1(title, below), [["โทรแล้ว"]])

    written = agency.check().written

    assert NotWritten(title, "column-doubtful") in written.left
    assert written.place


def test_status_columns_whose_lookup_tab_was_deleted_are_named_until_init(agency):
    agency.check()
    agency.book.delete_tab("_cop_steward")

    checks = [agency.check(LETTERS[:many]) for many in (1, 2)]

    assert [{left.reason for left in check.written.left} for check in checks] == [
        {"formula-lost"},
        {"formula-lost"},
    ]
    assert "_cop_steward" not in agency.book.titles


def test_tab_taken_away_while_we_checked_leaves_all_to_the_next_check(agency, google):
    agency.check()
    google.edits.before(lambda book: book.delete_tab("สรุป"), **WRITE)

    first = agency.check(LETTERS)
    second = agency.check(LETTERS)

    assert first.written.deferred
    assert first.written.left == (NotWritten("ทะเบียน CoP", "changed-meanwhile"),)
    assert second.written.left == ()
    assert agency.book.titles[:5] == OURS


def test_refusal_that_no_change_of_the_tabs_explains_is_told(agency, google):
    google.faults.add("status", status=400, **WRITE)

    with pytest.raises(StoreError) as told:
        agency.check()

    assert told.value.name == "google-refused"


def test_write_whose_answer_was_lost_is_not_sent_again_when_rows_are_moved(agency, google):
    agency.check(LETTERS)
    google.faults.add("status", status=503, applied=True, **WRITE)
    writes = google.log.writes

    lost = agency.check((*LETTERS, letter(4)))
    after = agency.check((*LETTERS, letter(4)))

    assert lost.written.deferred
    assert lost.written.left == (NotWritten("ทะเบียน CoP", "write-unclear"),)
    assert google.log.writes - writes == 1
    assert after.written is None


def test_write_that_may_be_repeated_is(agency, google):
    agency.check(LETTERS)
    google.faults.add("status", status=503, applied=True, **WRITE)

    again = agency.check(LETTERS, today=TODAY, now=NOW + dt.timedelta(days=1))

    assert again.written.place


def test_what_has_no_room_is_named_and_the_rest_is_written(agency):
    check = agency.check(LETTERS)
    rows = tuple(TabRow((TabCell("ยาว" * 16_000),)) for _ in range(80))
    tabs = tuple(
        replace(one, rows=rows) if one.name in {"log", "progress"} else one
        for one in check.output.tabs
    )
    titles = {one.name: one.title for one in tabs}
    before = values(agency.book, titles["log"])

    agency.store.read()
    done = agency.store.write(replace(check.output, tabs=tabs))

    # One is cut short, and then there is no room for the other.
    assert [left.what for left in done.left] == [titles["progress"], titles["log"]]
    assert {left.reason for left in done.left} == {"too-much"}
    assert values(agency.book, titles["progress"])[-1] == ["…"]
    assert values(agency.book, titles["log"]) == before


def test_ticks_that_were_not_read_are_not_written_beside(agency):
    agency.check(LETTERS)
    workbook = agency.store.read()
    output = agency.check(LETTERS[:1], now=NOW + dt.timedelta(days=1)).output
    blind = replace(
        workbook, tabs=tuple(tab for tab in workbook.tabs if tab.sheet != "กล่องอีเมลรอส่ง")
    )
    before = values(agency.book, "กล่องอีเมลรอส่ง")

    connection = agency.store.connection
    done = writing.write(connection, connection.structure(), blind, output)

    assert done.left == (NotWritten("กล่องอีเมลรอส่ง", "changed-meanwhile"),)
    assert values(agency.book, "กล่องอีเมลรอส่ง") == before


def test_part_that_names_a_sheet_of_the_staff_is_never_sent():
    stranger = update_cells(Block(STAFF, 1, 1, 1, 1), [[]], "userEnteredValue")

    with pytest.raises(AssertionError, match=str(STAFF)):
        writing._part("guide", "คู่มือ", 1, [stranger], 1)
